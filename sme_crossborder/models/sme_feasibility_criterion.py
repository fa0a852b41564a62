from odoo import api, fields, models

STEPS = ("1", "2", "3", "4", "5")


class SmeFeasibilityCriterion(models.Model):
    """One thing a study looks at: its weight, and what each step of the scale means."""

    _name = "sme.feasibility.criterion"
    _description = "Feasibility Criterion"
    _order = "template_id, sequence, id"

    template_id = fields.Many2one(
        "sme.feasibility.template", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Criterion", required=True, translate=True)
    weight = fields.Integer(required=True, default=10)
    hint = fields.Text(
        string="What to look at",
        translate=True,
        help="Where the answer is found, and what is often overlooked.",
    )
    may_stop = fields.Boolean(
        string="May be a showstopper",
        help="Something about it alone can make the market impossible for now.",
    )
    anchor_1 = fields.Char(string="1 means", translate=True)
    anchor_2 = fields.Char(string="2 means", translate=True)
    anchor_3 = fields.Char(string="3 means", translate=True)
    anchor_4 = fields.Char(string="4 means", translate=True)
    anchor_5 = fields.Char(string="5 means", translate=True)

    _weight_check = models.Constraint(
        "CHECK (weight > 0)", "A criterion weighs 1 at least; leave it out otherwise."
    )

    @api.model_create_multi
    def create(self, vals_list):
        ids = [vals["template_id"] for vals in vals_list if vals.get("template_id")]
        self.env["sme.feasibility.template"].browse(ids)._refuse_used()
        return super().create(vals_list)

    def write(self, vals):
        self.template_id._refuse_used()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self.template_id._refuse_used()

    def _get_anchors(self):
        """Return what each step of the scale means, ``{step: words}``."""
        self.ensure_one()
        return {step: self[f"anchor_{step}"] or "" for step in STEPS}
