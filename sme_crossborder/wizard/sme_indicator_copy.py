from odoo import api, fields, models


class SmeIndicatorCopy(models.TransientModel):
    """One field of a monitoring system: its number, its text, and whether it fits."""

    _name = "sme.indicator.copy"
    _description = "Field to copy"
    _inherit = ["sme.boundary"]
    _order = "report_id, sequence, id"

    report_id = fields.Many2one(
        "sme.indicator.report", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(aggregator=None)
    code = fields.Char(readonly=True)
    name = fields.Char(string="Field", readonly=True)
    number = fields.Char(string="This period", readonly=True)
    total = fields.Char(string="Cumulative", readonly=True)
    text = fields.Text(readonly=True)
    character_limit = fields.Integer(string="At most", readonly=True, aggregator=None)
    character_count = fields.Integer(
        string="Characters", compute="_compute_character_count", aggregator=None
    )
    is_too_long = fields.Boolean(string="Too long", compute="_compute_character_count")

    @api.depends("text", "character_limit")
    def _compute_character_count(self):
        for line in self:
            line.character_count = len(line.text or "")
            line.is_too_long = 0 < line.character_limit < line.character_count
