"""What plain data files cannot do at uninstall."""


def uninstall_hook(env):
    """Take back what Odoo does not know to be ours."""
    env["ir.attachment"].search(
        [("res_model", "=like", "sme.%"), ("res_field", "=", False)]
    ).unlink()
    # What our models have from mixins is listed under the name of the mixin's module
    # too (mail, portal, sms), and Odoo leaves those external ids behind.
    for prefix in ("selection", "model_inherit"):
        env["ir.model.data"].search(
            [
                ("module", "!=", "sme_crossborder"),
                ("name", "=like", f"{prefix}\\_\\_sme\\_%"),
            ]
        ).unlink()
