from odoo import api, fields, models
from odoo.exceptions import UserError

from .selections import CHANNELS, THEIR_OWN


class SmePartnerLeadApproval(models.AbstractModel):
    """The firm agrees to what is published in its name.

    By a link that only it has or on the portal, on a page that shows the text and acts
    by a button; or told to the adviser, who records how.
    """

    _name = "sme.partner.lead.approval"
    _description = "Partner Lead: Approval by the Firm"

    approval_channel = fields.Selection(
        selection=[*THEIR_OWN, *CHANNELS],
        string="Approved by way of",
        readonly=True,
        copy=False,
    )
    approval_date = fields.Date(string="Approved on", readonly=True, copy=False)
    approval_person = fields.Char(
        string="Approved by",
        readonly=True,
        copy=False,
        help="Who agreed for the firm.",
    )
    approval_note = fields.Text(string="What the firm says", readonly=True, copy=False)
    approval_evidence_id = fields.Many2one(
        "sme.evidence",
        string="Evidence of the approval",
        readonly=True,
        copy=False,
        ondelete="set null",
    )
    approval_user_id = fields.Many2one(
        "res.users", string="Approval recorded by", readonly=True, copy=False
    )

    def _is_approved(self):
        return bool(self.approval_date)

    def _check_approved(self):
        if not self._is_approved():
            raise UserError(
                self.env._(
                    "%(holder)s has not approved %(lead)s yet. Send the link, or "
                    "record how it agreed.",
                    holder=self.holder_name,
                    lead=self.display_name,
                )
            )

    def _forget_approval(self):
        """What was agreed to is not what it says now."""
        self._forget_link()
        self._act(
            {
                "approval_channel": False,
                "approval_date": False,
                "approval_person": False,
                "approval_note": False,
                "approval_evidence_id": False,
                "approval_user_id": False,
                "approval_partner_id": False,
                "approval_asked_date": False,
            }
        )

    def _take_approval_back(self):
        """The text changed after it was read: both begin anew."""
        for lead in self:
            approved = lead._is_approved()
            lead._end_plans()
            lead._forget_approval()
            lead._act({"state": "draft", "review_user_id": False, "review_date": False})
            lead._note(
                self.env._("The text changed: the firm's approval no longer holds.")
                if approved
                else self.env._("The text changed: it is read again first.")
            )

    @api.private
    def record_approval(self, channel, day, person, note=None, evidence=None):
        """Record that the firm agreed, and how.

        :param str channel: a key of ``approval_channel``, but not what the firm does
            itself
        :param date day: when it agreed
        :param str person: who agreed for it
        :param str note: what else was said
        :param evidence: `sme.evidence` of the firm, if there is a paper
        :raises UserError: something is not said, the day is to come, or the lead was
            begun later
        """
        self._check_state("approval")
        person, day = (person or "").strip(), fields.Date.to_date(day)
        if channel not in dict(CHANNELS) or not (day and person):
            raise UserError(
                self.env._("Say who agreed for the firm, on which day and how.")
            )
        for lead in self:
            if day > lead._get_today():
                raise UserError(
                    self.env._(
                        "The approval of %(lead)s cannot be dated %(day)s, which is "
                        "in the future.",
                        lead=lead.display_name,
                        day=self._say_day(day),
                    )
                )
            lead._refuse_day_before(lead, day, self.env._("The firm's approval"))
            if evidence and evidence.firm_id != lead.firm_id:
                raise UserError(
                    self.env._(
                        "The evidence is of another firm than %(lead)s. Choose one of "
                        "the same firm.",
                        lead=lead.display_name,
                    )
                )
        self._end_plans()
        self._forget_link()
        self._act(
            {
                "approval_channel": channel,
                "approval_date": day,
                "approval_person": person,
                "approval_note": (note or "").strip() or False,
                "approval_evidence_id": evidence.id if evidence else False,
                "approval_user_id": self.env.uid,
            }
        )
        self._note(
            self.env._(
                "Approved by %(person)s on %(day)s (%(channel)s).",
                person=person,
                day=self._say_day(day),
                channel=dict(
                    self._fields["approval_channel"]._description_selection(self.env)
                )[channel],
            )
        )

    def action_record_approval(self):
        """Open the dialog that asks who agreed and how."""
        self.ensure_one()
        self._check_state("approval")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record the approval"),
            "res_model": "sme.partner.lead.approve",
            "view_mode": "form",
            "target": "new",
            "context": {"default_lead_id": self.id},
        }
