from datetime import timedelta

from markupsafe import Markup

from odoo import SUPERUSER_ID, fields, models
from odoo.tools import SQL

from .sme_interest_named import OPEN_STATES
from .staff_words import for_reader

FOLLOW_UP = timedelta(days=7)


class SmeMeetingFeeding(models.AbstractModel):
    """Carries what one side says of a meeting into the journey of its own firm.

    Each organisation is told of its own firm alone: what the other firm said only once
    both agree, and nothing ever of the other organisation's files and journeys. An
    organisation that does not hold the workshop is told nothing. Done as the system,
    for who has the signed link of the attendee.
    """

    _name = "sme.meeting.feeding"
    _description = "Outcome of a 1:1 Meeting: Journeys and Interests"

    # where it was told and what was planned: the other organisation reads outcomes too
    journey_id = fields.Many2one(
        "crm.lead",
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )
    activity_id = fields.Many2one(
        "mail.activity",
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )

    def _feed(self, former):
        """Tell the house of the firm what its side says, and plan the next step.

        :param dict former: what the side told before; nothing at first
        """
        told = self._with_house()
        firm = told._get_house_firm()
        if not firm:
            return
        wants_more = told.choice == "next_step"
        record = told._find_journey(firm, begins=wants_more) or firm
        text = told._say_meeting()
        if former:
            text = told.env._("Changed: %(what)s", what=text)
        record._message_log(body=told._to_html(text, told.next_step))
        if not wants_more:
            told.activity_id.filtered("active").unlink()
        elif not told.activity_id:
            told._plan_follow_up(record, firm)

    def _feed_agreement(self, is_agreed):
        """Tell each house that both sides agree, or do so no more."""
        for outcome in self:
            told = outcome._with_house()
            firm = told._get_house_firm()
            if not firm:
                continue
            other = self - outcome
            if is_agreed:
                text = told.env._(
                    "Both sides of the 1:1 meeting with %(other)s at %(workshop)s "
                    "agree on a next step.",
                    other=told._say_other(),
                    workshop=told.event_id.name,
                )
            else:
                text = told.env._(
                    "The two sides of the 1:1 meeting with %(other)s at %(workshop)s "
                    "do not agree on a next step any more.",
                    other=told._say_other(),
                    workshop=told.event_id.name,
                )
            record = told._find_journey(firm) or firm
            said = is_agreed and other.next_step
            record._message_log(
                body=told._to_html(
                    text, said and told.env._("The other side: %(text)s", text=said)
                )
            )

    def _feed_interests(self):
        """Tell of the meeting where one firm is interested in a lead of the other.

        Both organisations once they know each other's firm; before that the owner of
        the lead alone: who asks does not know yet whose lead it is.
        """
        firms = self.env["sme.firm"].union(
            *(outcome._with_house()._get_house_firm() for outcome in self)
        )
        if len(firms) != 2:
            return
        interests = (
            self.env["sme.partner.lead.interest"]
            .with_user(SUPERUSER_ID)
            .search(
                [
                    ("state", "in", [*OPEN_STATES, "accepted"]),
                    ("firm_name", "!=", False),
                    ("firm_id", "in", firms.ids),
                    ("teaser_id.lead_id.firm_id", "in", firms.ids),
                ]
            )
        )
        for interest in interests:
            adviser = interest._get_owner_adviser()
            interest = for_reader(interest, adviser)
            if interest.state == "accepted":
                text = interest.env._(
                    "The two firms met at %(workshop)s and agree on a next step.",
                    workshop=self.event_id.name,
                )
                interest._tell_both(text, self.event_id.company_id.partner_id)
            else:
                text = interest.env._(
                    "Met at %(workshop)s, and both agree on a next step: answer the "
                    "interest",
                    workshop=self.event_id.name,
                )
                interest._plan(adviser, text)

    # ------------------------------------------------------------------
    # Of whom, and to whom
    # ------------------------------------------------------------------

    def _with_house(self):
        """Return the outcome as the system, in the language of who reads the note."""
        self.ensure_one()
        outcome = self.with_user(SUPERUSER_ID)
        lang = outcome._get_firm_adviser().lang or self.env.lang
        return outcome.with_context(lang=lang, mail_activity_quick_update=True)

    def _get_house_firm(self):
        """Return the firm's file, if its organisation holds the workshop."""
        firm = self.registration_id.firm_id
        event = self.event_id
        houses = event.company_id | event.workshop_organiser_ids.company_id
        return firm.filtered(lambda one: one.active and one.company_id in houses)

    def _get_firm_adviser(self):
        """Return the adviser of the firm, or else a coordinator of its house."""
        firm = self._get_house_firm()
        user = firm.user_id
        if user.active and user._works_in(firm.company_id):
            return user
        return firm.company_id._get_coordinators()[:1]

    def _get_opposite(self):
        lines = self.meeting_id.participation_ids - self.participation_id
        return lines.registration_id

    def _say_other(self):
        """Name the other firm as it was given, which every organiser reads.

        A person is named to who sees attendees only, so never here.
        """
        other = self._get_opposite()
        country = other.firm_country_id.name
        if other.company_name and country:
            return f"{other.company_name} ({country})"
        return other.company_name or country or self.env._("another participant")

    def _say_meeting(self):
        choices = dict(self._fields["choice"]._description_selection(self.env))
        return self.env._(
            "1:1 meeting with %(other)s at %(workshop)s: %(choice)s.",
            other=self._say_other(),
            workshop=self.event_id.name,
            choice=choices[self.choice],
        )

    def _to_html(self, text, quoted):
        body = Markup("<p>%s</p>") % text
        if quoted:
            body += Markup('<p style="white-space: pre-line">%s</p>') % quoted
        return body

    # ------------------------------------------------------------------
    # Journey and next step
    # ------------------------------------------------------------------

    def _find_journey(self, firm, begins=False):
        """Return the firm's open journey to the other's country.

        :param bool begins: begin one where there is none, and there is a border
        """
        country = self._get_opposite().firm_country_id
        journey = firm._get_open_journeys().filtered(
            lambda lead: country and lead.target_country_id == country
        )[:1]
        if not journey and begins and country and country != firm.country_id:
            journey = self._begin_journey(firm, country)
        if journey:
            self.journey_id = journey
        return journey

    def _begin_journey(self, firm, country):
        """Begin a journey in First contact; the attendee remembers it."""
        # a colleague may say the same of another meeting at the moment: who waited is
        # refused by the database, begins anew, and finds the journey
        self.env.cr.execute(
            SQL("UPDATE sme_firm SET active = active WHERE id = %s", firm.id)
        )
        journey = (
            self.env["crm.lead"]
            .with_context(
                allowed_company_ids=firm.company_id.ids,
                mail_auto_subscribe_no_notify=True,
            )
            .create(
                {
                    "firm_id": firm.id,
                    "target_country_id": country.id,
                    "user_id": self._get_firm_adviser().id,
                }
            )
        )
        if not self.registration_id.journey_id:
            self.registration_id.journey_id = journey
        return journey

    def _plan_follow_up(self, record, firm):
        adviser = record.user_id or self._get_firm_adviser()
        if adviser:
            self.activity_id = record.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=fields.Date.context_today(self) + FOLLOW_UP,
                summary=self.env._(
                    "Next step after the 1:1 meeting with %(other)s",
                    other=self._say_other(),
                ),
                note=self._to_html(self._say_meeting(), self.next_step),
                user_id=adviser.id,
            )
