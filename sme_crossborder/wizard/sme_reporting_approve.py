from odoo import fields, models


class SmeReportingApprove(models.TransientModel):
    """Notes the programme's approval of a report, which locks the period."""

    _name = "sme.reporting.approve"
    _inherit = ["sme.dialog"]
    _description = "Approve a Report"

    period_id = fields.Many2one(
        "sme.reporting.period", required=True, readonly=True, ondelete="cascade"
    )
    date = fields.Date(
        string="Approved on", default=fields.Date.context_today, required=True
    )
    reference = fields.Char(required=True, help="Of the programme's letter or message.")
    file = fields.Binary(string="Letter")
    document_name = fields.Char(string="Name of the letter")

    def action_approve(self):
        """Lock the period."""
        self.ensure_one()
        document = self.file and {
            "file": self.file,
            "file_name": self.document_name or self.reference,
        }
        self.period_id._approve(self.date, self.reference, document)
        return {"type": "ir.actions.act_window_close"}
