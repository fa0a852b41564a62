from odoo import fields, models


class SmePartnerLeadShut(models.TransientModel):
    """Asks why a lead is closed to an organisation it was opened to."""

    _name = "sme.partner.lead.shut"
    _inherit = ["sme.dialog"]
    _description = "Close a Lead to an Organisation"

    lead_id = fields.Many2one(
        "sme.partner.lead", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    reason = fields.Char(
        required=True, help="Kept in the log; the organisation reads it too."
    )

    def action_shut(self):
        """Close the lead to the organisation."""
        self.ensure_one()
        self.lead_id.close_to(self.partner_id, self.reason)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
