"""What was confirmed before comes on the lists; at uninstall the copies go."""


def post_init_hook(env):
    """Put whoever is on a mailing list already on the lists of Email Marketing."""
    env["sme.subscription"].search([("state", "=", "confirmed")])._feed_lists()


def uninstall_hook(env):
    """Delete what was made from sign-ups, which stay with their proof."""
    made = [("sme_company_id", "!=", False)]
    env["mailing.contact"].with_context(active_test=False).search(made).unlink()
    env["mailing.list"].with_context(active_test=False).search(made).unlink()
    # Foreign keys of our fields on stock models are listed without an external id, so
    # Odoo drops the columns and leaves the list behind.
    env["ir.model.constraint"].search(
        [
            ("module.name", "=", "sme_crossborder_mass_mailing"),
            ("type", "=", "f"),
            ("model.model", "=like", "mailing.%"),
        ]
    ).unlink()
