from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class SmeHandOverAsk(models.TransientModel):
    """Asks another organisation to take files over, with the firm's agreement."""

    _name = "sme.hand.over.ask"
    _inherit = ["sme.dialog", "sme.hand.over.agreement"]
    _description = "Ask to Take Over"

    firm_ids = fields.Many2many("sme.firm", string="Firms", required=True)
    partner_id = fields.Many2one("res.partner", string="To", required=True)
    organisation_ids = fields.Many2many(
        "res.partner", compute="_compute_organisation_ids"
    )
    reason = fields.Text(string="What they should know")
    agreement_channel = fields.Selection(required=True)
    agreement_date = fields.Date(required=True, default=fields.Date.context_today)
    agreement_person = fields.Char(required=True)
    giver_reads = fields.Boolean(string="We go on reading the file")
    giver_until = fields.Date(string="Until")
    keep_shares = fields.Boolean(
        string="Keep shares",
        help="Whoever we shared the file with goes on seeing it. Otherwise all shares "
        "are withdrawn.",
    )

    @api.depends("firm_ids")
    def _compute_organisation_ids(self):
        partners = self.env["sme.hand.over"]._get_organisations()
        for ask in self:
            ask.organisation_ids = partners - ask.firm_ids.company_id.partner_id

    def action_ask(self):
        """Ask; until they accept nothing moves.

        :raises UserError: reading on has no last day, and see :meth:`sme.hand.over.ask`
        """
        self.ensure_one()
        if self.giver_reads and not self.giver_until:
            raise UserError(
                self.env._("Say until when your organisation goes on reading the file.")
            )
        hand_overs = self.env["sme.hand.over"].ask(
            self.firm_ids,
            self.partner_id,
            self._get_agreement(),
            reason=self.reason,
            giver_until=self.giver_reads and self.giver_until,
            keep_shares=self.keep_shares,
        )
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_hand_over_action"
        )
        if len(hand_overs) == 1:
            return action | {
                "res_id": hand_overs.id,
                "views": [(False, "form")],
                "view_mode": "form",
            }
        return action | {"domain": list(Domain("id", "in", hand_overs.ids))}
