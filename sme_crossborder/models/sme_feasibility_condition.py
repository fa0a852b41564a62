from odoo import fields, models


class SmeFeasibilityCondition(models.Model):
    """What has to be done first where the verdict is *go if*."""

    _name = "sme.feasibility.condition"
    _description = "Feasibility Condition"
    _inherit = ["sme.feasibility.line"]
    _order = "study_id, sequence, id"

    name = fields.Char(string="Go if", required=True)
    date_due = fields.Date(string="Due")
    is_planned = fields.Boolean(
        string="Planned",
        readonly=True,
        copy=False,
        help="It is among the activities of the study.",
    )

    def _get_later_fields(self):
        return {"is_planned"}
