from odoo import api, fields, models


class SmePortalInvite(models.TransientModel):
    """Asks who may speak for which organisation or firm on the portal."""

    _name = "sme.portal.invite"
    _inherit = ["sme.dialog"]
    _description = "Let Somebody Speak for an Organisation"

    company_id = fields.Many2one(
        "res.company",
        string="For",
        required=True,
        default=lambda self: self.env.company,
        ondelete="cascade",
        domain="[('id', 'in', allowed_company_ids)]",
        help="The organisation that answers for it.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation or firm",
        required=True,
        ondelete="cascade",
        domain=[("is_company", "=", True)],
    )
    person_id = fields.Many2one(
        "res.partner",
        required=True,
        ondelete="cascade",
        domain="[('is_company', '=', False), ('partner_share', '=', True),"
        " ('parent_id', 'in', [partner_id, False])]",
    )
    email = fields.Char(
        string="E-mail",
        compute="_compute_email",
        store=True,
        readonly=False,
        required=True,
        help="The person signs in with this address. Who has no access yet gets an "
        "invitation.",
    )
    last_day = fields.Date(help="Empty: until you take it away.")
    note = fields.Text(string="Message", help="Written into the invitation.")

    @api.depends("person_id")
    def _compute_email(self):
        for invitation in self:
            invitation.email = invitation.person_id.email

    def action_grant(self):
        """Let the person speak for it, and invite who is new."""
        self.ensure_one()
        self.env["sme.portal.identity"].grant(
            self.partner_id,
            self.person_id,
            self.email,
            self.company_id,
            self.last_day,
            self.note,
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
