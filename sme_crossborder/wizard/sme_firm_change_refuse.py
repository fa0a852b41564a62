from odoo import fields, models


class SmeFirmChangeRefuse(models.TransientModel):
    """Asks why a change that a firm proposed is not taken; the firm reads it."""

    _name = "sme.firm.change.refuse"
    _inherit = ["sme.dialog"]
    _description = "Refuse a Change Proposed by a Firm"

    change_id = fields.Many2one("sme.firm.change", required=True, ondelete="cascade")
    reason = fields.Text(string="Why not", required=True)

    def action_refuse(self):
        """Refuse it, and tell the person who proposed it by mail."""
        self.ensure_one()
        self.change_id.refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
