from odoo import api, fields, models


class SmeHandOverAnswer(models.TransientModel):
    """Accepts files another organisation hands over, or refuses with a reason."""

    _name = "sme.hand.over.answer"
    _inherit = ["sme.dialog"]
    _description = "Answer a Hand-over"

    hand_over_ids = fields.Many2many("sme.hand.over", string="Firms", required=True)
    answer = fields.Selection(
        selection=[("accept", "Take over"), ("refuse", "Refuse")],
        default="accept",
        required=True,
    )
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    user_id = fields.Many2one(
        "res.users",
        string="Adviser",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Who looks after the firms from now on.",
    )
    reason = fields.Char(help="The giver is told.")

    @api.depends("hand_over_ids")
    def _compute_company_id(self):
        for answer in self:
            answer.company_id = answer.hand_over_ids.receiver_company_id[:1]

    def action_apply(self):
        """Take the files over, or leave them where they are."""
        self.ensure_one()
        if self.answer == "refuse":
            self.hand_over_ids.refuse(self.reason)
        else:
            self.hand_over_ids.accept(self.user_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
