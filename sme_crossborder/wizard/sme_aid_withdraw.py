from odoo import fields, models


class SmeAidWithdraw(models.TransientModel):
    """Asks why aid is withdrawn: it stays in the ledger and counts no more."""

    _name = "sme.aid.withdraw"
    _inherit = ["sme.dialog", "sme.boundary"]
    _description = "Withdraw Aid"

    aid_id = fields.Many2one("sme.aid", required=True, ondelete="cascade")
    reason = fields.Char(string="Why it is withdrawn", required=True)

    def action_withdraw(self):
        self.ensure_one()
        self.aid_id.withdraw(self.reason)
        return {"type": "ir.actions.act_window_close"}
