from odoo import api, fields, models


class SmeSdg(models.Model):
    """A Sustainable Development Goal of the United Nations (resolution A/RES/70/1)."""

    _name = "sme.sdg"
    _description = "Sustainable Development Goal"
    _inherit = ["sme.list"]
    _order = "number, id"

    number = fields.Integer(aggregator=None)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.depends("number", "name")
    def _compute_display_name(self):
        for goal in self:
            start = f"{goal.number}: " if goal.number else ""
            goal.display_name = f"{start}{goal.name or ''}"
