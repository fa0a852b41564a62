from odoo import api, fields, models

from .dates import refuse_impossible


class SmeOutputUptake(models.Model):
    """An organisation that took a joint output up; it need not be a partner.

    Counted with a statement of the adopting organisation (RCR79, RCR104).
    """

    _name = "sme.output.uptake"
    _description = "Uptake of a Joint Output"
    _inherit = ["sme.read.only", "sme.boundary", "sme.thread"]
    _order = "date desc, id desc"

    output_id = fields.Many2one(
        "sme.output", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="output_id.company_id", store=True, index=True)
    project_id = fields.Many2one(related="output_id.project_id", store=True, index=True)
    name = fields.Char(string="Adopter", required=True, tracking=True)
    country_id = fields.Many2one("res.country", required=True, ondelete="restrict")
    registry_number = fields.Char(string="Registry number", tracking=True)
    date = fields.Date(
        string="Adopted on",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    note = fields.Text(help="What the organisation does with it.")
    evidence_ids = fields.One2many("sme.evidence", "uptake_id")

    @api.constrains("date")
    def _check_date(self):
        for uptake in self:
            refuse_impossible(
                uptake, "date", self.env._("Enter the day on which it was adopted.")
            )
