from odoo import api, fields, models
from odoo.fields import Domain


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

    @api.model
    def _search_display_name(self, operator, value):
        """Find a goal by its number too."""
        domain = super()._search_display_name(operator, value)
        if operator in ("ilike", "=") and str(value or "").strip().isdigit():
            domain = Domain(domain) | Domain("number", "=", int(value))
        return domain
