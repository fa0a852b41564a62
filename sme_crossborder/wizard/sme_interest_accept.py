from odoo import api, fields, models

from ..models.selections import CHANNELS
from ..models.sme_interest_accepting import MEETING_MINUTES


class SmeInterestAccept(models.TransientModel):
    """Asks how the firm agreed to be introduced, and when to talk."""

    _name = "sme.interest.accept"
    _inherit = ["sme.dialog"]
    _description = "Accept an Interest"

    interest_id = fields.Many2one(
        "sme.partner.lead.interest", required=True, readonly=True, ondelete="cascade"
    )
    # how the firm of the lead agreed: said on the portal, or recorded here
    firm_said = fields.Char(related="interest_id.firm_said")
    is_agreed = fields.Boolean(compute="_compute_is_agreed")
    agreement_person = fields.Char(
        string="Who agreed",
        help="Who agreed for the firm to be introduced.",
    )
    agreement_date = fields.Date(string="On", default=fields.Date.context_today)
    agreement_channel = fields.Selection(
        selection=CHANNELS, string="It agreed by", default="mail"
    )
    agreement_note = fields.Char(string="What else was said")
    person_ids = fields.Many2many(
        "res.partner",
        string="Persons named",
        domain="[('id', 'in', possible_person_ids)]",
        help="They are told to the other side by name, e-mail and telephone, and get "
        "the introduction too.",
    )
    possible_person_ids = fields.Many2many(
        "res.partner",
        "sme_interest_accept_possible_rel",
        string="Persons that may be named",
        compute="_compute_possible_person_ids",
    )
    may_name = fields.Boolean(compute="_compute_possible_person_ids")
    # the introduction
    note = fields.Text(help="Both advisers read it in the introduction.")
    meeting_start = fields.Datetime(
        string="Propose to talk on",
        compute="_compute_meeting_start",
        store=True,
        readonly=False,
        help="Both get it as a calendar file. Empty: nothing is proposed.",
    )
    meeting_minutes = fields.Integer(string="Minutes", default=MEETING_MINUTES)

    @api.depends("interest_id")
    def _compute_is_agreed(self):
        for dialog in self:
            dialog.is_agreed = bool(dialog.interest_id._get_agreed())

    @api.depends("interest_id")
    def _compute_possible_person_ids(self):
        for dialog in self:
            lead = dialog.interest_id._get_lead()
            dialog.may_name = bool(lead) and lead._may_name_persons_to(
                dialog.interest_id.partner_id
            )
            dialog.possible_person_ids = (
                # under the user's own rules, who keeps the contacts of the firm
                lead._get_contact_persons().with_env(self.env)._filtered_access("read")
                if dialog.may_name
                else False
            )

    @api.depends("interest_id")
    def _compute_meeting_start(self):
        for dialog in self:
            interest = dialog.interest_id
            dialog.meeting_start = interest._propose_meeting() if interest else False

    def action_accept(self):
        """Accept the interest as said here."""
        self.ensure_one()
        recorded = {
            "channel": self.agreement_channel,
            "date": self.agreement_date,
            "person": self.agreement_person,
            "note": self.agreement_note,
        }
        self.interest_id.accept(
            None if self.is_agreed else recorded,
            persons=self.person_ids,
            meeting=self.meeting_start,
            minutes=self.meeting_minutes,
            note=self.note,
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
