from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import invitation
from .dialogs import open_dialog
from .sme_inside import SHARED

MEETING_MINUTES = 45
MOST_MINUTES = 480  # a working day
NEXT_WEEK = timedelta(days=7)


class SmeInterestAccepting(models.AbstractModel):
    """The owner says yes: contacts open both ways, and both sides are introduced."""

    _name = "sme.interest.accepting"
    _description = "Interest: Accepting"

    shared_contacts = fields.Html(
        string="Whom to turn to",
        compute="_compute_shared_contacts",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )

    @api.private
    def accept(
        self, agreement=None, persons=None, meeting=None, minutes=None, note=None
    ):
        """Accept the interest, once the firm of the lead agrees to be introduced.

        :param dict agreement: how it agreed, as :meth:`open_to` of a lead takes it; by
            default as it said on the portal, which persons it lets be named included
        :param persons: `res.partner` of the holder who are named beside the adviser
        :param datetime meeting: when to talk, in UTC, as a proposal; none proposes none
        :param int minutes: how long
        :param str note: what both advisers should know
        :raises AccessError: the user is no coordinator of the owner
        :raises UserError: it was answered or is over already, the firm has not agreed,
            the meeting is over or takes no time, or what :meth:`open_to` refuses
        """
        self.ensure_one()
        self._check_side(self.owner_company_id)
        self._get_lead()._check_may_share()
        self._check_state("new", "review")
        if meeting and meeting < fields.Datetime.now():
            raise UserError(
                self.env._(
                    "The meeting cannot be proposed for a time that is over. Choose a "
                    "later one, or none."
                )
            )
        if meeting and minutes and not 5 <= minutes <= MOST_MINUTES:
            raise UserError(
                self.env._(
                    "The meeting cannot take %(minutes)s minutes. Enter 5 to %(most)s.",
                    minutes=minutes,
                    most=MOST_MINUTES,
                )
            )
        agreement, persons = self._take_agreement(agreement, persons)
        self._close("accepted")
        line = self._open_lead(agreement, persons)
        self._introduce(line, meeting, minutes or MEETING_MINUTES, note)
        self._feed_journeys()
        self._plan_meeting()

    def _open_lead(self, agreement, persons):
        """Open the contact of the lead to the organisation that asks.

        Who was named to it before, for another interest, stays named.
        """
        lead = self._get_lead()
        persons = persons or self.env["res.partner"]
        for line in lead.open_rung_ids:
            if line.partner_id == self.partner_id:
                persons |= line.person_ids._filtered_access("read")
        return lead.open_to(
            self.partner_id,
            "contact",
            self.env._("Interest accepted"),
            why="interest",
            agreement=agreement,
            persons=persons,
        )

    # ------------------------------------------------------------------
    # Contacts, both ways
    # ------------------------------------------------------------------

    @api.depends("state", "company_id", "owner_company_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_shared_contacts(self):
        for interest in self:
            contacts = interest._origin._get_shared_contacts()
            interest.shared_contacts = bool(contacts) and self.env["ir.qweb"]._render(
                "sme_crossborder.partner_lead_contacts", {"contacts": contacts}
            )

    def _get_shared_contacts(self):
        """Return whom a reader is told of the other side, as plain values.

        What the lead shows is the lead's to say: it ends when the lead is closed to
        the organisation.

        :returns: list of dicts ``name``, ``role``, ``email``, ``phone``
        """
        if not self or self.state != "accepted":
            return []
        contacts = self._get_lead()._filtered_access("read")._get_shared_contacts()
        if self.is_owner:
            contacts += [
                self._describe_person(person_sudo, role)
                for person_sudo, role in self._get_asking_contacts().items()
            ]
        return contacts

    @api.model
    def _describe_person(self, person, role):
        return {
            "name": person.name,
            "role": role or "",
            "email": person.email or "",
            "phone": person.phone or "",
        }

    def _get_asking_contacts(self):
        """Return who is named for the organisation that asks, as superuser.

        :returns: ``{res.partner: role}``
        """
        # sudo: who asked, and persons the firm let be named, of an accepted interest
        interest_sudo = self.sudo()
        adviser_sudo = self._get_asking_adviser().sudo().partner_id
        contacts = {adviser_sudo: self.env._("Adviser")} if adviser_sudo else {}
        if interest_sudo._may_name_persons():
            persons_sudo = interest_sudo.person_ids & (
                interest_sudo.firm_id.partner_id.child_ids
            )
            contacts |= {person: person.function for person in persons_sudo}
        return contacts

    def _may_name_persons(self):
        """Whether persons of the asking firm may be named to the owner today.

        Only where both are joint controllers: see `sme.project.arrangement`.
        """
        firm, owner = self.firm_id, self.owner_company_id
        if not firm or not owner:
            return False
        projects = firm._get_joint_projects(owner)
        return bool(projects._joins_controllers(self.company_id, owner))

    # ------------------------------------------------------------------
    # Introduction
    # ------------------------------------------------------------------

    def _introduce(self, line, meeting, minutes, note):
        """Write to both advisers, and to the firms where they agreed.

        :param line: `sme.partner.lead.rung` that holds now
        """
        # sudo: who works on the lead and who its firm lets be named, whom both sides
        # are told from now on
        owner_sudo = self._get_owner_adviser().sudo().partner_id
        persons_sudo = line.sudo().person_ids
        asking = self._get_asking_contacts()
        ours = {owner_sudo: self.env._("Adviser")} if owner_sudo else {}
        ours |= {person: person.function for person in persons_sudo}
        everybody = self.env["res.partner"].sudo().union(*ours, *asking)
        files = []
        if meeting:
            self._act({"talk_start": meeting})
            file = self._prepare_meeting(owner_sudo, everybody, meeting, minutes)
            files = [("meeting.ics", invitation.calendar_file(file))]
        body = self.env["ir.qweb"]._render(
            "sme_crossborder.interest_introduction",
            {
                "interest": self,
                "holder": self._get_lead().holder_name,
                "sides": [
                    (self.owner_partner_id.name, self._describe_all(ours)),
                    (self.partner_id.name, self._describe_all(asking)),
                ],
                "note": (note or "").strip(),
                "meeting": meeting and self._say_talk(meeting),
            },
        )
        self.message_post(
            body=body,
            subject=self.env._("Introduction: %(lead)s", lead=self.lead_title),
            message_type="comment",
            subtype_xmlid=SHARED,
            partner_ids=everybody.ids,
            attachments=files,
        )

    def _describe_all(self, contacts):
        return [
            self._describe_person(person, role) for person, role in contacts.items()
        ]

    def _plan_meeting(self):
        """Tell both advisers what is next."""
        self._plan(
            self._get_owner_adviser() | self._get_asking_adviser(),
            lambda env: env._(
                "Bring the two firms together: %(lead)s", lead=self.lead_title
            ),
            deadline=fields.Date.context_today(self) + NEXT_WEEK,
        )

    # ------------------------------------------------------------------
    # Journeys
    # ------------------------------------------------------------------

    def _feed_journeys(self):
        """Open the journey of each firm toward the other's country, or add to it.

        Each under the rights of who works there: what one side sees of it the other
        does not.
        """
        lead = self._get_lead()
        if lead.holder_kind == "firm":
            self._feed_journey(
                self.env.user, lead.company_id, lead.firm_id, self.country_id
            )
        self._feed_asking_journey()

    def _feed_asking_journey(self):
        """The firm that is interested, under the rights of its own adviser."""
        adviser = self._get_asking_adviser()
        if adviser:
            # sudo: which file the interest is for, whose own adviser's rights hold, and
            # the country the teaser tells
            interest_sudo = self.sudo()
            self._feed_journey(
                adviser,
                interest_sudo.company_id,
                interest_sudo.firm_id.with_user(adviser),
                interest_sudo.teaser_id.country_id,
            )

    def _feed_journey(self, user, company, firm, country):
        """Open a firm's journey to a country, or add to it, and plan the next step.

        :param user: `res.users` under whose rights it is done
        """
        # a step of this alone, in the one organisation
        journeys = self.env["crm.lead"].with_user(user)
        journeys = journeys.with_context(allowed_company_ids=company.ids)
        firm = firm.with_env(journeys.env)
        if not (firm and country) or not firm.has_access("read") or not firm.active:
            return
        if firm.country_id == country:
            return  # at home there is no market to enter
        journey = firm._get_open_journeys().filtered(
            lambda lead: lead.target_country_id == country
        )
        journey = journey or journeys.create(
            {"firm_id": firm.id, "target_country_id": country.id}
        )
        journey._message_log(
            body=self.env._(
                "Introduced by way of partner lead %(reference)s: %(lead)s",
                reference=self.reference,
                lead=self.lead_title,
            )
        )
        journey.with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_meeting",
            summary=self.env._("Meet the partner: %(lead)s", lead=self.lead_title),
            date_deadline=fields.Date.context_today(self) + NEXT_WEEK,
            user_id=(journey.user_id or user).id,
        )

    # ------------------------------------------------------------------
    # Screens
    # ------------------------------------------------------------------

    def action_accept(self):
        """Open the dialog that asks how the firm agreed to be introduced."""
        self.ensure_one()
        return open_dialog(
            self.env._("Accept the interest"),
            "sme.interest.accept",
            context={"default_interest_id": self.id},
        )

    def action_open_lead(self):
        """Open the lead itself, where it is open to the user's organisation."""
        self.ensure_one()
        self.check_access("read")
        return self.teaser_id.action_open_lead()
