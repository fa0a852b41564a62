from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import plaintext2html


class SmeInterestAgreeing(models.AbstractModel):
    """The owner asks its firm on the portal before it accepts: may we introduce you?

    Who speaks for whom the lead is of answers there. How else it agreed is recorded
    where the interest is accepted.
    """

    _name = "sme.interest.agreeing"
    _description = "Interest: Agreement of the Firm"

    agreement_ids = fields.One2many(
        "sme.interest.agreement", "interest_id", groups=fields.NO_ACCESS
    )
    firm_said = fields.Char(
        string="What our firm says", compute="_compute_firm_said", compute_sudo=False
    )
    can_ask_firm = fields.Boolean(compute="_compute_can_ask_firm", compute_sudo=False)

    @api.depends("state", "owner_company_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_firm_said(self):
        asked = {one.interest_id.id: one for one in self._find_agreements()}
        for interest in self:
            one = asked.get(interest._origin.id)
            interest.firm_said = one and interest._say_agreement(one)

    def _say_agreement(self, agreement):
        """Return in words whether the firm was asked, and what it said."""
        if agreement.answer:
            return agreement._say_answer()
        if not agreement._is_open():
            return False
        return self.env._(
            "The firm was asked on the portal on %(day)s and has not answered yet.",
            day=self._say_day(agreement.asked_date),
        )

    @api.depends("state", "owner_company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_ask_firm(self):
        for interest in self:
            interest.can_ask_firm = interest.can_answer and bool(
                interest._find_holder_users()
            )

    def _find_agreements(self):
        """Return what the holders of own leads were asked, as the system."""
        ours = self._origin.filtered("is_owner")
        # as the system: nobody reads these; the other organisation is told nothing
        agreements = self.env["sme.interest.agreement"].with_user(SUPERUSER_ID)
        return agreements.search([("interest_id", "in", ours.ids)])

    def _find_holder_users(self):
        """Return who speaks on the portal for whom the lead is of, as superuser."""
        # sudo: who speaks for the holder of an own lead, to ask them
        self_sudo = self.sudo()
        holder = self_sudo.teaser_id.lead_id._get_holder()
        contact = holder.partner_id if holder._name == "sme.firm" else holder
        identities_sudo = self_sudo.env["sme.portal.identity"]
        identities_sudo = identities_sudo.search(
            Domain("partner_id", "in", contact.ids)
            & identities_sudo._get_current_domain()
        )
        return identities_sudo.user_id.filtered("active")

    @api.private
    def ask_firm(self, note=None):
        """Ask the firm of the lead on the portal whether it agrees to be introduced.

        Asked again, an earlier answer no longer holds.

        :param str note: what the firm should know; it reads that beside who asks
        :raises AccessError: the lead is another organisation's
        :raises UserError: it was answered or is over already, the lead is not
            published now, or nobody speaks for the firm on the portal
        """
        self.ensure_one()
        self._check_side(self.owner_company_id)
        self._check_state("new", "review")
        lead = self._get_lead()
        lead._check_is_open()
        lead.firm_id._refuse_restricted()
        users_sudo = self._find_holder_users()
        if not users_sudo:
            raise UserError(
                self.env._(
                    "Nobody speaks for %(holder)s on the portal. Invite somebody, or "
                    "record how it agreed when you accept the interest.",
                    holder=lead.holder_name,
                )
            )
        if self.state == "new":
            self.action_review()
        agreement = self._find_agreements()
        values = {
            "interest_id": self.id,
            "user_id": self.env.uid,
            "asked_date": fields.Datetime.now(),
            "question": (note or "").strip() or False,
            "answer": False,
            "answered_on": False,
            "person_name": False,
            "note": False,
            "partner_id": False,
        }
        agreement._end_plan()
        if agreement:
            agreement.write(values)
        else:
            agreement = agreement.create(values)
        lead._note(
            self.env._(
                "The firm is asked on the portal whether it agrees to be introduced to "
                "%(organisation)s.",
                organisation=self.partner_id.name,
            )
        )
        for user_sudo in users_sudo:
            self._mail_question(agreement, user_sudo)

    def _mail_question(self, agreement, user):
        """Write to one who speaks for the firm; the mail is kept nowhere."""
        agreement = agreement.with_context(lang=user.lang)
        told = agreement._get_page()
        text = agreement.env._(
            "%(organisation)s wants to talk to %(holder)s about %(lead)s. Do you agree "
            "to be introduced? Until you do, it is not told who you are.\n\n%(note)s"
            "\n\nAnswer on the portal: %(url)s",
            organisation=told["organisation"],
            holder=told["holder"],
            lead=told["title"],
            note=told["question"],
            url=f"{self.get_base_url()}/my/partner-leads/agreements/{agreement.id}",
        )
        agreement.env["mail.mail"].create(
            {
                "subject": agreement.env._(
                    "Do you agree to be introduced? %(lead)s", lead=told["title"]
                ),
                "body_html": plaintext2html(text),
                "recipient_ids": [Command.set(user.partner_id.ids)],
                "auto_delete": True,
            }
        )

    def _end_plans(self):
        """What the firm said is taken up, or asked for no more."""
        result = super()._end_plans()
        self._find_agreements()._end_plan()
        return result

    def _describe_next_step(self):
        """What the firm said on the portal is what the owner goes by."""
        waits = self.is_owner and self.state in ("new", "review")
        # sudo: what the own firm said, told to the owner of the lead alone
        answer = waits and self.sudo().agreement_ids.answer
        if not answer or self.escalated_on:
            return super()._describe_next_step()
        if answer == "yes":
            return self.env._(
                "Accept it until %(until)s: the firm agrees to be introduced.",
                until=self._say_day(self.answer_until),
            )
        return self.env._(
            "Decline it with a reason until %(until)s: the firm does not want to be "
            "introduced.",
            until=self._say_day(self.answer_until),
        )

    def _get_agreed(self):
        """Return a yes that the firm gave on the portal, as the system, or nothing."""
        return self._find_agreements().filtered(lambda one: one.answer == "yes")

    def _take_agreement(self, recorded, persons):
        """Return how the firm agreed, and whom it lets be named.

        :param dict recorded: how it agreed as the adviser says, or nothing: as it said
            on the portal
        :param persons: `res.partner` the adviser wants to name
        :raises UserError: it said no on the portal after the day that is recorded
        """
        agreement = self._find_agreements()
        if not recorded and agreement.answer == "yes":
            given, named = agreement._as_agreement()
            return given, named.with_env(self.env)
        recorded = recorded or {}
        day = fields.Date.to_date(recorded.get("date"))
        if agreement.answer == "no" and day and day < agreement.answered_on:
            raise UserError(
                self.env._(
                    "%(said)s What is recorded of %(day)s is older. Ask the firm once "
                    "more, or decline the interest.",
                    said=agreement._say_answer(),
                    day=self._say_day(day),
                )
            )
        return recorded, persons

    def action_ask_firm(self):
        """Open the dialog that asks what the firm should know."""
        return self._action_step("agreement", self.env._("Ask the firm on the portal"))
