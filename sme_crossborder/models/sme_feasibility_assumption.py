from odoo import fields, models


class SmeFeasibilityAssumption(models.Model):
    """What a study takes for granted, and what would show that it is wrong."""

    _name = "sme.feasibility.assumption"
    _description = "Feasibility Assumption"
    _inherit = ["sme.feasibility.line"]
    _order = "study_id, sequence, id"

    name = fields.Char(string="We assume that", required=True)
    sureness = fields.Selection(
        selection=[
            ("sure", "Quite sure"),
            ("likely", "Likely"),
            ("guess", "A guess"),
        ],
        string="How sure",
        default="likely",
        required=True,
    )
    disproof = fields.Char(string="What would show it wrong")
