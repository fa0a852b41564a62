from odoo import api, fields, models


class SmeOutcomeAsk(models.TransientModel):
    """Asks which person of a firm says what came of a journey or an introduction."""

    _name = "sme.outcome.ask"
    _inherit = ["sme.dialog"]
    _description = "Ask a Firm What Came of It"

    lead_id = fields.Many2one("crm.lead", readonly=True, ondelete="cascade")
    interest_id = fields.Many2one(
        "sme.partner.lead.interest", readonly=True, ondelete="cascade"
    )
    firm_partner_id = fields.Many2one(
        "res.partner", compute="_compute_told", compute_sudo=False
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Who answers",
        required=True,
        ondelete="cascade",
        domain="[('parent_id', '=', firm_partner_id), ('email', '!=', False)]",
        help="A person of the firm with an e-mail address: the link goes there.",
    )
    told = fields.Text(
        string="What the firm reads", compute="_compute_told", compute_sudo=False
    )

    @api.depends("lead_id", "interest_id", "partner_id")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_told(self):
        for dialog in self:
            lang = dialog.partner_id.lang or self.env.lang
            lead, interest = dialog.lead_id, dialog.interest_id
            firm = self.env["sme.firm"]
            text = False
            if lead:
                lead._check_asks_outcome()
                firm = lead.firm_id
                text = lead._describe_outcome(lang)[1]
            elif interest:
                firm = interest._check_asks_outcome()
                text = interest._describe_introduced(lang)[1]
            dialog.firm_partner_id = firm.partner_id
            dialog.told = text

    def action_ask(self):
        """Send the link."""
        self.ensure_one()
        if self.lead_id:
            self.lead_id.ask_outcome(self.partner_id)
        else:
            self.interest_id.ask_outcome(self.partner_id)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
