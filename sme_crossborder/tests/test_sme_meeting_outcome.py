"""What the two sides say of a meeting, and what each organisation learns of it."""

from datetime import datetime

from freezegun import freeze_time

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .meeting_case import MeetingCase
from .test_sme_interest_accepting import AcceptCase

# slots: 9:00-9:20, 9:25-9:45, ... in Stockholm, which is an hour ahead of UTC
BEFORE = datetime(2030, 3, 5, 7, 59)
DURING = datetime(2030, 3, 5, 8, 10)
AFTER = datetime(2030, 3, 5, 8, 20)


class OutcomeCase(MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.round.state = "published"
        cls.meeting = cls._meet(cls.asp, cls.kalns)

    def _say(self, person, choice, at=DURING, meeting=None, **texts):
        """Somebody presses a button on their page, whose link was found valid."""
        own = person.with_user(SUPERUSER_ID)
        with freeze_time(at):
            said = own._say_outcome((meeting or self.meeting).id, choice, **texts)
        self.env.invalidate_all()
        return said

    def _rung(self, reader, person):
        """Return how much of somebody the directory shows."""
        own = reader.with_user(SUPERUSER_ID)
        return own._get_raised_rungs(own._get_own_requests())[person.id]

    def _page(self, person):
        own = person.with_user(SUPERUSER_ID)
        with freeze_time(DURING):
            return own._get_outcome_page(self.meeting.id)

    def _invite_b_with_firms(self):
        """B holds it too and sees persons; one firm of each is there."""
        self._arrange()
        self._invite_b()
        self.firm_a = self._create_firm(
            self.company_a, "Asp AB", user_id=self.adviser_a.id
        )
        self.firm_b = self._create_firm(
            self.company_b, "Kalns SIA", user_id=self.adviser_b.id
        )
        self.asp.firm_id = self.firm_a
        self.kalns.firm_id = self.firm_b

    def _notes(self, record, user):
        messages = record.with_user(user).message_ids
        return " ".join(str(message.body) for message in messages)

    def _journey_of(self, firm):
        return self.env["crm.lead"].search([("firm_id", "=", firm.id)])


@tagged("post_install", "-at_install", "security")
class TestMeetingOutcome(OutcomeCase):
    def test_the_state_follows_what_is_said(self):
        self._say(self.asp, "not_held")
        self.assertEqual(self.meeting.state, "planned")  # the other may be late
        with freeze_time(DURING):
            self.env["sme.meeting.round"]._cron_follow_meetings()
        self.assertEqual(self.meeting.state, "planned")
        with freeze_time(AFTER):
            self.env["sme.meeting.round"]._cron_follow_meetings()
        self.assertEqual(self.meeting.state, "not_held")
        self._say(self.asp, "no")
        self.assertEqual(self.meeting.state, "held")
        self._say(self.kalns, "not_held", AFTER)
        self.assertTrue(self.meeting.is_contradicted)
        self.assertEqual(self.meeting.state, "held")
        # the desk clears it, and what is said later changes nothing
        self.meeting.with_user(self.adviser_a).action_not_held()
        self.assertFalse(self.meeting.is_contradicted)
        self._say(self.kalns, "maybe")
        self.assertEqual(self.meeting.state, "not_held")
        self.assertTrue(self.meeting.is_contradicted)

    def test_second_meeting_where_both_agree(self):
        self._say(self.asp, "next_step", next_step="Call on Friday")
        self.assertFalse(self.meeting.is_second_agreed)
        self.assertEqual(self.meeting.outcome_state, "one")
        self.assertFalse(self._page(self.kalns)["agreed"])
        self.assertNotIn("Call on Friday", str(self._page(self.kalns)))
        # an organiser who ticks it by hand opens nobody's address
        self.meeting.with_user(self.coordinator_a).is_second_agreed = True
        self.assertEqual(self._rung(self.kalns, self.asp), "profile")
        self._say(self.kalns, "next_step")
        self.assertTrue(self.meeting.is_second_agreed)
        self.assertEqual(self.meeting.outcome_state, "both")
        agreed = self._page(self.kalns)["agreed"]
        self.assertEqual(agreed["next_step"], "Call on Friday")
        self.assertEqual(agreed["email"], "asp@example.com")
        self.assertEqual(self._rung(self.kalns, self.asp), "contact")
        self._say(self.kalns, "maybe")
        self.assertFalse(self.meeting.is_second_agreed)
        self.assertFalse(self._page(self.asp)["agreed"])

    def test_refused_with_a_reason(self):
        with self.assertRefused("begins at", UserError):
            self._say(self.asp, "maybe", BEFORE)
        with self.assertRefused("four buttons", UserError):
            self._say(self.asp, "perhaps")
        self.assertFalse(self._say(self.liepa, "maybe"))  # not their meeting
        self.meeting._cancel()
        self.assertFalse(self._say(self.asp, "maybe"))
        self.assertFalse(self.meeting.outcome_ids)

    def test_a_private_note_stays_private(self):
        """With who wrote it: not the organiser, the other side, nor a colleague."""
        self._say(self.asp, "no", private_note="Too small")
        self.assertEqual(self._page(self.asp)["private_note"], "Too small")
        self.assertNotIn("Too small", str(self._page(self.kalns)))
        outcome = self.meeting.with_user(self.manager_a).outcome_ids
        self.assertEqual(outcome.choice, "no")
        with self.assertRaises(AccessError):
            outcome.read(["private_note"])
        with self.assertRaises(AccessError):
            outcome.search([("private_note", "ilike", "small")])
        columns = self.env["sme.export"].with_user(self.manager_a)._get_columns(outcome)
        self.assertIn("next_step", columns)
        self.assertFalse({"private_note", "journey_id", "activity_id"} & {*columns})
        # a colleague takes the place at the table
        line = self.meeting.participation_ids.filtered(lambda one: one.side == "a")
        line.registration_id = self.berg
        page = self._page(self.berg)
        self.assertEqual((page["choice"], page["private_note"]), ("", ""))

    def test_each_house_learns_of_its_own_firm(self):
        self._invite_b_with_firms()
        self._say(self.asp, "next_step", next_step="Send the offer")
        journey = self._journey_of(self.firm_a)
        self.assertEqual(journey.target_country_id, self.country_lv)
        self.assertEqual(journey.stage_id.name, "First contact")
        self.assertEqual(self.asp.journey_id, journey)
        self.assertEqual(journey.user_id, self.adviser_a)
        self.assertIn("Send the offer", self._notes(journey, self.adviser_a))
        step = journey.with_user(self.adviser_a).activity_ids
        self.assertIn("Kalns AB (Latvia)", step.summary)
        self.assertEqual(step.user_id, self.adviser_a)
        self.assertFalse(self._journey_of(self.firm_b))
        # shared or not, what A was told stays with A, and B reads no trace of it
        self.assertFalse(journey.with_user(self.adviser_b).has_access("read"))
        outcome = self.meeting.with_user(self.adviser_b).outcome_ids
        for fname in ("journey_id", "activity_id"):
            with self.assertRaises(AccessError):
                outcome.read([fname])
        self.assertNotIn("Send the offer", self._notes(self.firm_b, self.adviser_b))
        # the other side agrees: then both houses know
        self._say(self.kalns, "next_step", next_step="Visit in May")
        other = self._journey_of(self.firm_b)
        self.assertEqual(other.target_country_id, self.country_se)
        self.assertIn("Send the offer", self._notes(other, self.adviser_b))
        self.assertIn("Visit in May", self._notes(journey, self.adviser_a))
        self.assertFalse(self.env["mail.mail"].search([("res_id", "=", journey.id)]))

    def test_fed_once_and_changes_noted(self):
        self._invite_b_with_firms()
        journey = self.env["crm.lead"].create(
            {
                "firm_id": self.firm_a.id,
                "target_country_id": self.country_lv.id,
                "user_id": self.adviser_a.id,
            }
        )
        before = len(journey.message_ids)
        for _twice in range(2):
            self._say(self.asp, "next_step", next_step="Call")
        self.assertEqual(self._journey_of(self.firm_a), journey)
        self.assertEqual(len(journey.message_ids), before + 1)
        self.assertEqual(len(journey.activity_ids), 1)
        self._say(self.asp, "next_step", next_step="Call", private_note="Mine")
        self.assertEqual(len(journey.message_ids), before + 1)
        self._say(self.asp, "maybe")
        self.assertEqual(len(journey.message_ids), before + 2)
        self.assertIn("Changed", str(journey.message_ids[0].body))
        self.assertFalse(journey.activity_ids)
        self.assertEqual(len(self.meeting.outcome_ids), 1)

    def test_a_house_that_does_not_hold_the_workshop_is_told_nothing(self):
        firm = self._create_firm(self.company_b, "Kalns SIA", user_id=self.adviser_b.id)
        self.kalns.firm_id = firm
        before = len(firm.message_ids)
        self._say(self.kalns, "next_step")
        self.assertFalse(self._journey_of(firm))
        self.assertEqual(len(firm.message_ids), before)

    def test_without_a_border_the_file_keeps_it(self):
        self._invite_b_with_firms()
        self.kalns.firm_country_id = self.country_se
        self._say(self.asp, "next_step", next_step="Lunch")
        self.assertFalse(self._journey_of(self.firm_a))
        self.assertIn("Lunch", self._notes(self.firm_a, self.adviser_a))
        self.assertEqual(self.firm_a.activity_ids.user_id, self.adviser_a)

    def test_a_lead_is_started_for_the_own_firm_of_a_meeting(self):
        self._invite_b_with_firms()
        for user, firm in (
            (self.adviser_a, self.firm_a),
            (self.adviser_b, self.firm_b),
        ):
            with self.subTest(user.login):
                action = self.meeting.with_user(user).action_start_lead()
                self.assertEqual(action["res_model"], "sme.partner.lead")
                context = action["context"]
                self.assertEqual(context["default_firm_id"], firm.id)
                self.assertEqual(context["default_started_at_id"], self.workshop.id)

    def test_leads_of_the_other_country(self):
        self._invite_b_with_firms()
        action = self.meeting.with_user(self.adviser_a).action_leads_of_others()
        latvia = self.kalns.firm_country_id
        self.assertEqual(action["domain"], [("country_id", "in", latvia.ids)])

    def test_how_many_told_it(self):
        """One of two meetings that are over: three of four sides have told it."""
        other = self._meet(self.berg, self.liepa, table=1)
        self._meet(self.carlsson, self.ozols, slot=3)  # still to come
        self._say(self.asp, "next_step")
        self._say(self.kalns, "next_step")
        self._say(self.berg, "no", meeting=other)
        with freeze_time(AFTER):
            mine = self.round.with_user(self.adviser_a)
            self.assertEqual(mine.over_count, 2)
            self.assertEqual(mine.outcome_share, 3 / 4)
        self.assertEqual(mine.second_share, 1 / 2)


@tagged("post_install", "-at_install", "security")
class TestMeetingOutcomeInterest(OutcomeCase, AcceptCase):
    @classmethod
    def _create_project(cls, *companies, **values):
        """What both cases are set up with is one project."""
        known = getattr(cls, "project", None)
        return known or super()._create_project(*companies, **values)

    def _agree(self, one, other, meeting):
        for person in (one, other):
            self._say(person, "next_step", meeting=meeting)

    def test_an_interest_learns_of_the_meeting(self):
        """Whose lead it is stays unsaid until the owner accepts."""
        self._invite_b()
        interest = self._express()
        self.asp.firm_id = self.berg.firm_id = self.firm
        self.kalns.firm_id = self.liepa.firm_id = self.firm_b
        self._agree(self.asp, self.kalns, self.meeting)
        owner = interest.sudo()._get_owner_adviser()
        self.assertIn("Met at Data spaces", self._planned(interest, owner))
        self.assertNotIn("Met at", self._planned(interest, self.adviser_b))
        self.assertNotIn("Data spaces", self._said(interest))
        self._accept(interest)
        again = self._meet(self.berg, self.liepa, table=1)
        self._agree(self.berg, self.liepa, again)
        self.assertEqual(self._said(interest).count("met at Data spaces"), 1)
