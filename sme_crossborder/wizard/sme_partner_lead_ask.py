from odoo import api, fields, models


class SmePartnerLeadAsk(models.TransientModel):
    """Asks whom of the firm to send the link to approve."""

    _name = "sme.partner.lead.ask"
    _description = "Ask the Firm to Approve a Lead"

    lead_id = fields.Many2one(
        "sme.partner.lead", required=True, readonly=True, ondelete="cascade"
    )
    contact_id = fields.Many2one("res.partner", compute="_compute_contact_id")
    partner_id = fields.Many2one(
        "res.partner",
        string="Send it to",
        required=True,
        compute="_compute_partner_id",
        store=True,
        precompute=True,
        readonly=False,
        ondelete="cascade",
        domain="[('id', 'child_of', contact_id), ('email', '!=', False)]",
    )
    email = fields.Char(related="partner_id.email")
    days = fields.Integer(compute="_compute_days")

    @api.depends("lead_id")
    def _compute_contact_id(self):
        for ask in self:
            holder = ask.lead_id._get_holder()
            is_firm = holder._name == "sme.firm"
            ask.contact_id = holder.partner_id if is_firm else holder

    @api.depends("lead_id")
    def _compute_partner_id(self):
        for ask in self:
            contact = ask.contact_id
            persons = self.env["res.partner"].search(
                [("parent_id", "=", contact.id), ("email", "!=", False)], limit=2
            )
            only = persons if len(persons) == 1 else contact
            ask.partner_id = ask.lead_id.approval_partner_id or (
                only if only.email else False
            )

    @api.depends("lead_id")
    def _compute_days(self):
        self.days = self.env["sme.partner.lead"]._get_link_days()

    def action_send(self):
        """Send the link."""
        self.ensure_one()
        self.lead_id.ask_approval(self.partner_id)
        return {"type": "ir.actions.act_window_close"}
