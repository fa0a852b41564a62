from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from ..models.selections import CHANNELS


class SmeGuidanceAskHost(models.TransientModel):
    """Asks an organisation in the target market about a case, as the firm agreed."""

    _name = "sme.guidance.ask.host"
    _inherit = ["sme.dialog"]
    _description = "Ask a Host about a Case"

    case_id = fields.Many2one("sme.guidance.case", required=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation",
        required=True,
        domain="[('is_company', '=', True), ('sme_firm_ids', '=', False)]",
        help="Who can answer in the target market: an authority, a chamber, a cluster.",
    )
    is_inside = fields.Boolean(compute="_compute_is_inside")
    person_name = fields.Char(string="To whom")
    email = fields.Char(
        string="Send the link to",
        compute="_compute_email",
        store=True,
        readonly=False,
        precompute=True,
    )
    question = fields.Text(
        string="What it is told",
        compute="_compute_question",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Leave out what the firm did not agree to.",
    )
    is_firm_named = fields.Boolean(
        string="The firm agreed to be named",
        help="Otherwise its name stays out; the question must not tell it either.",
    )
    consent_partner_id = fields.Many2one(
        "res.partner",
        string="Who agreed for the firm",
        domain="[('id', 'in', possible_person_ids)]",
        help="Empty: the firm itself.",
    )
    possible_person_ids = fields.Many2many(
        "res.partner",
        "sme_guidance_ask_host_possible_rel",
        string="Persons of the firm",
        compute="_compute_possible_person_ids",
    )
    consent_date = fields.Date(
        string="On", required=True, default=fields.Date.context_today
    )
    consent_channel = fields.Selection(
        selection=CHANNELS, string="It agreed by", required=True, default="mail"
    )

    @api.depends("partner_id")
    def _compute_is_inside(self):
        for dialog in self:
            dialog.is_inside = bool(
                dialog.partner_id and dialog.partner_id._get_company()
            )

    @api.depends("partner_id")
    def _compute_email(self):
        for dialog in self:
            dialog.email = dialog.partner_id.email

    @api.depends("case_id")
    def _compute_question(self):
        for dialog in self:
            dialog.question = dialog.case_id.question or dialog.case_id.name

    @api.depends("case_id")
    def _compute_possible_person_ids(self):
        for dialog in self:
            persons = self.env["res.partner"]
            firm = dialog.case_id.firm_id
            if firm:
                persons = persons.search([("parent_id", "=", firm.partner_id.id)])
            dialog.possible_person_ids = persons

    def action_ask(self):
        """Ask the organisation.

        :raises UserError: the address is none
        """
        self.ensure_one()
        email = email_normalize(self.email or "")
        if not self.is_inside and not email:
            raise UserError(
                self.env._(
                    "Enter the e-mail address the link is to be sent to, for instance "
                    "name@office.example."
                )
            )
        self.case_id.ask_host(
            self.partner_id,
            self.question,
            {
                "channel": self.consent_channel,
                "date": self.consent_date,
                "partner_id": self.consent_partner_id.id,
            },
            email=email,
            person_name=self.person_name,
            is_firm_named=self.is_firm_named,
        )
        return {"type": "ir.actions.act_window_close"}
