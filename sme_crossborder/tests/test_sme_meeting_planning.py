"""From requests to a plan, again after a change, and by hand."""

from datetime import datetime

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .meeting_case import MeetingCase


@tagged("post_install", "-at_install")
class TestMeetingPlanning(MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.round.state = "closed"

    def _plan(self, user=None):
        self.round.with_user(user or self.coordinator_a).action_plan()
        self.env.invalidate_all()
        self.assertEqual(self.round.conflict_count, 0)
        return self.round.meeting_ids.filtered("slot_id")

    def _ask_all(self):
        """Every Swede asks every Latvian: nine requests, three for each person."""
        return self.env["sme.meeting.request"].union(
            *(
                self._ask(a, b)
                for a in (self.asp, self.berg, self.carlsson)
                for b in (self.kalns, self.liepa, self.ozols)
            )
        )

    # ------------------------------------------------------------------
    # Planning
    # ------------------------------------------------------------------

    def test_as_many_as_there_are_tables(self):
        """Four slots of two tables are eight meetings; one of nine is left over."""
        requests = self._ask_all()
        meetings = self._plan()
        self.assertEqual(len(meetings), 8)
        self.assertEqual(self.round.unplaced_count, 1)
        left = requests.filtered("unplaced")
        self.assertFalse(left.meeting_ids)
        self.assertRegex(left.unplaced_reason, "All tables are taken|In its place is")
        self.assertAlmostEqual(self.round.plan_share, 1, places=2)
        self.assertIn("8 meetings", self.workshop.message_ids[0].body)

    def test_again_without_a_change_moves_nothing(self):
        self._ask_all()
        before = [(m.id, m.slot_id, m.table_id, m.version) for m in self._plan()]
        after = [(m.id, m.slot_id, m.table_id, m.version) for m in self._plan()]
        self.assertEqual(before, after)
        self.assertEqual((self.round.plan_moved, self.round.plan_dropped), (0, 0))

    def test_who_does_not_come_frees_the_place(self):
        """Three meetings fall away, the one left over gets a table, few others move."""
        requests = self._ask_all()
        self._plan()
        self.ozols.action_cancel()
        meetings = self._plan()
        self.assertEqual(len(meetings), 6)
        self.assertNotIn(self.ozols, meetings.participation_ids.registration_id)
        gone = requests.filtered(lambda r: r.to_registration_id == self.ozols)
        self.assertEqual(
            gone.mapped("unplaced_reason"),
            ["Nobody of one side comes any more: Ozols (Ozols AB)."] * 3,
        )
        self.assertLessEqual(self.round.plan_moved, 1)

    def test_who_comes_late_is_placed(self):
        self._ask_all()
        self._plan()
        self.round.table_count = 3
        late = self._attend("Dahl", "ee")
        late.meeting_absent_slot_ids = self.slots[:2]
        with freeze_time("2030-02-26"):
            request = self._ask(late, self.kalns)
            request.answered_on = datetime(2030, 2, 26)
            meetings = self._plan()
        held = request.meeting_ids
        self.assertIn(held, meetings)
        self.assertIn(held.slot_id, self.slots[2:])

    def test_what_is_fixed_or_held_stays(self):
        self._ask_all()
        fixed, held = self._plan()[:2]
        fixed.with_user(self.coordinator_a)._move(
            fixed.slot_id, fixed.table_id, is_fixed=True
        )
        held.with_user(self.adviser_a).action_held()
        places = [(m.slot_id, m.table_id) for m in fixed | held]
        self.round.table_count = 3
        self.asp.meeting_absent_slot_ids = self.slots
        meetings = self._plan()
        self.assertEqual(places, [(m.slot_id, m.table_id) for m in fixed | held])
        moved = meetings - fixed - held
        self.assertNotIn(self.asp, moved.participation_ids.registration_id)

    def test_on_the_day_nothing_is_put_into_the_past(self):
        """At 9:30 in Stockholm (8:30 UTC) two of four slots have begun."""
        self._ask(self.asp, self.kalns)
        with freeze_time("2030-03-05 08:30:00"):
            meeting = self._plan()
        self.assertIn(meeting.slot_id, self.slots[2:])
        with freeze_time("2030-03-05 09:16:00"):
            self._ask(self.asp, self.liepa)
            self.assertEqual(self._plan(), meeting)

    def test_caps_languages_colleagues_and_online(self):
        self.round.write({"firm_cap": 2, "person_session_cap": 1})
        swedish = self.env.ref("sme_crossborder.sme_language_sv")
        latvian = self.env.ref("sme_crossborder.sme_language_lv")
        self.asp.meeting_language_ids = swedish
        self.kalns.meeting_language_ids = latvian
        mute = self._ask(self.asp, self.kalns)
        colleague = self._attend("Asta", company_name="ASP ab")
        self._ask(self.asp, self.liepa, is_from_firm=True)
        self._ask(self.ozols, self.asp, is_to_firm=True)
        self._ask(self.asp, self._attend("Dahl", "ee"), is_from_firm=True)
        remote = self._attend("Eglitis", "lv", is_meeting_remote=True)
        far = self._ask(self.berg, remote)
        meetings = self._plan()
        self.assertEqual(mute.unplaced_reason, "They have no language in common.")
        self.assertIn("neither a table nor a meeting online", far.unplaced_reason)
        # one meeting for each of the two persons of Asp, two of the firm
        persons = meetings.participation_ids.registration_id
        self.assertLessEqual(self.asp | colleague, persons)
        self.assertEqual(self.round.placed_count, 2)
        self.assertEqual(self.round.unplaced_count, 3)
        self.slots.is_online = True
        self._plan()
        self.assertEqual(far.meeting_ids.place, "Online")

    def test_mutual_interest_counts_more(self):
        """One slot, one table: 2 + 1 for asking back is more than 2."""
        self.round.session_ids.hour_end = 9.5
        self.round.action_make_slots()
        self.round.table_count = 1
        self._ask(self.asp, self.kalns)
        first = self._ask(self.berg, self.liepa)
        back = self._ask(self.liepa, self.berg)
        meeting = self._plan()
        self.assertEqual(meeting.request_id, first)
        self.assertFalse(back.unplaced)
        self.assertEqual(self.round.unplaced_count, 1)
        meeting.with_user(self.coordinator_a).action_cancel()
        self.assertEqual((first | back).mapped("state"), ["withdrawn"] * 2)

    def test_who_plans_and_when(self):
        self._ask_all()
        self._invite_b()
        with self.assertRaises(AccessError):
            self._plan(self.adviser_a)
        with self.assertRaises(AccessError):
            self._plan(self.coordinator_b)
        self._arrange()
        self.env.invalidate_all()
        self.assertEqual(len(self._plan(self.coordinator_b)), 8)
        self.round.state = "open"
        with self.assertRefused("Open for requests: for this they must be Closed"):
            self.round.action_plan()

    def test_a_number_of_queries_that_does_not_grow(self):
        """Building the planner's rows asks as often for 3 as for 9 requests."""
        counts = []
        for swede in (self.asp, self.berg, self.carlsson):
            for latvian in (self.kalns, self.liepa, self.ozols):
                self._ask(swede, latvian)
            self.env.flush_all()
            self.env.invalidate_all()
            meetings = self.round.with_user(self.coordinator_a)
            meetings.event_id.name, meetings.has_access("write")
            before = self.cr.sql_log_count
            asks, _unplaced = meetings._prepare_asks(datetime(2030, 1, 1))
            meetings._prepare_event(asks, datetime(2030, 1, 1))
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLess(counts[2], 40)

    # ------------------------------------------------------------------
    # By hand
    # ------------------------------------------------------------------

    def test_moving_and_who_is_in_the_way(self):
        first = self._meet(self.asp, self.kalns)
        second = self._meet(self.asp, self.liepa, slot=1)
        third = self._meet(self.berg, self.ozols, slot=2)
        Move = self.env["sme.meeting.move"].with_user(self.coordinator_a)
        move = Move.with_context(default_meeting_id=second.id).create({})
        self.assertEqual(move.a_registration_id, self.asp)
        move.slot_id = self.slots[0]
        self.assertIn("Asp (Asp AB) has another meeting", move.in_the_way)
        with self.assertRefused(
            "Asp .Asp AB. has another meeting(.|\n)*Table 1 is taken"
        ):
            move.action_apply()
        self.assertEqual(second.slot_id, self.slots[1])
        move.slot_id = self.slots[3]
        self.liepa.meeting_absent_slot_ids = self.slots[3]
        move.is_fixed = False
        with self.assertRefused(
            "Liepa .Liepa AB. cannot meet(.|\n)*Fix the meeting there"
        ):
            move.action_apply()
        move.is_fixed = True
        move.action_apply()
        self.assertEqual((second.slot_id, second.is_fixed), (self.slots[3], True))
        self.assertEqual((first | third).mapped("version"), [0, 0])
        with self.assertRaises(AccessError):
            Move.with_user(self.adviser_a).create({"meeting_id": first.id})

    def test_two_meetings_of_one_person_change_places(self):
        """In between, the person would be in one slot twice."""
        first = self._meet(self.asp, self.kalns)
        second = self._meet(self.asp, self.liepa, slot=1)
        (first | second).with_user(self.coordinator_a).action_swap()
        self.env.invalidate_all()
        self.assertEqual(
            (first.slot_id, second.slot_id), (self.slots[1], self.slots[0])
        )
        self.assertEqual(
            first.participation_ids.slot_id | second.participation_ids.slot_id,
            self.slots[:2],
        )
        self.assertTrue(first.is_fixed and second.is_fixed)
        self.assertEqual(self.round.conflict_count, 0)
        with self.assertRaises(AccessError):
            (first | second).with_user(self.adviser_a).action_swap()

    def test_a_swap_that_would_book_somebody_twice(self):
        first = self._meet(self.asp, self.kalns)
        second = self._meet(self.berg, self.liepa, slot=1)
        self._meet(self.carlsson, self.kalns, slot=1, table=1)
        with self.assertRefused("Kalns .Kalns AB. has another meeting at .*09:25"):
            (first | second).with_user(self.coordinator_a).action_swap()
        for wrong in (first, first | second | self._meet(self.berg, self.ozols, 2)):
            with self.assertRefused("Choose two meetings"):
                wrong.with_user(self.coordinator_a).action_swap()

    def test_the_proof_finds_what_is_wrong(self):
        """Rows that no constraint covers: a meeting of one, and of one firm."""
        meeting = self._meet(self.asp, self.kalns)
        self.assertEqual(self.round.conflict_count, 0)
        self.kalns.company_name = "Asp AB"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.round.conflict_count, 1)
        meeting.participation_ids[0].unlink()
        self.env.invalidate_all()
        self.assertEqual(self.round.conflict_count, 1)
        self.round.planned_on = datetime(2030, 3, 1)
        with self.assertRefused("1 conflicts in the plan"):
            self.round.action_publish()

    # ------------------------------------------------------------------
    # Before and after
    # ------------------------------------------------------------------

    def test_what_is_missing_before_opening(self):
        self.round.write({"state": "preparing", "closes_on": False})
        self.round.session_ids = [Command.clear()]
        self.round.action_make_slots()
        meetings = self.round.with_user(self.coordinator_a)
        self.assertEqual(
            meetings.missing_text,
            "Slots: enter the sessions and make the slots.\n"
            "The time until which requests are answered.",
        )
        with self.assertRefused("cannot be opened yet(.|\n)*Slots"):
            meetings.action_open()
        self.people[:2].meeting_offer = "Connectors"
        self.people[2].write({"email": False, "firm_country_id": False})
        self.env.invalidate_all()
        self.assertEqual(
            (
                meetings.no_firm_count,
                meetings.no_offer_count,
                meetings.no_email_count,
                meetings.no_country_count,
            ),
            (6, 4, 1, 1),
        )
        found = self.env["event.registration"].search(
            meetings.action_show_no_offer()["domain"]
        )
        self.assertEqual(found.sorted("id"), self.people[2:])

    def test_reminded_once_and_lapsed_at_the_end(self):
        """Closing on 25 February, 17:00 UTC; two days before is the 23rd in Riga."""
        self.round.state = "open"
        self.company_a.partner_id.tz = "Europe/Riga"
        asked = self._ask(self.asp, self.kalns, "asked")
        other = self._ask(self.berg, self.kalns, "asked", sentence="Data spaces")
        answered = self._ask(self.asp, self.liepa)
        Mail = self.env["mail.mail"].sudo()
        before = Mail.search([])
        for moment, mails in (
            ("2030-02-22 21:30:00", 0),  # 23:30 in Riga
            ("2030-02-22 22:30:00", 1),  # past midnight there
            ("2030-02-23 22:30:00", 1),
        ):
            with freeze_time(moment):
                self.env["sme.meeting.round"]._cron_follow_meetings()
            new = Mail.search([]) - before
            self.assertEqual(len(new), mails, moment)
        self.assertEqual(new.email_to, "kalns@example.com")
        for words in ("Asp (Asp AB)", "Data spaces", "Mon 25 Feb 2030 18:00 CET"):
            self.assertIn(words, new.body_html)
        for moment, state in (
            ("2030-02-25 16:59:00", "asked"),
            ("2030-02-25 17:00:00", "lapsed"),
            ("2030-02-25 18:00:00", "lapsed"),
        ):
            with freeze_time(moment):
                self.env["sme.meeting.round"]._cron_follow_meetings()
            self.assertEqual((asked | other).mapped("state"), [state] * 2)
        self.assertEqual(answered.state, "accepted")
        self.assertEqual(self.round.state, "closed")

    def test_how_it_went(self):
        """Of five answered 3 accepted; of 3 meetings known 2 held, 1 again."""
        meetings = [
            self._meet(self.asp, self.kalns),
            self._meet(self.asp, self.liepa, slot=1),
            self._meet(self.berg, self.kalns, slot=2),
        ]
        self._ask(self.carlsson, self.liepa, "declined")
        self._ask(self.carlsson, self.ozols, "lapsed")
        meetings[0].write({"state": "held", "is_second_agreed": True})
        meetings[1].state = "held"
        meetings[2].state = "not_held"
        self.env.invalidate_all()
        found = self.round.with_user(self.adviser_a)
        self.assertAlmostEqual(found.accepted_share, 3 / 5)
        self.assertAlmostEqual(found.kept_share, 2 / 3)
        self.assertAlmostEqual(found.second_share, 1 / 2)
        # Asp has two; Kalns one that was held and one that was not
        self.assertAlmostEqual(found.two_meetings_share, 1 / 6)

    @freeze_time("2030-03-05 07:30:00")
    def test_the_desk_notes_who_is_there(self):
        meeting = self._meet(self.asp, self.kalns)
        line = meeting.participation_ids[0].with_user(self.adviser_a)
        line.action_late()
        self.assertEqual(line.presence, "late")
        self.assertEqual(line.other_registration_id, self.kalns)
        meeting.with_user(self.adviser_a).action_not_held()
        self.assertEqual(meeting.state, "not_held")
        for act in (
            lambda: line.with_user(self.adviser_b).action_here(),
            lambda: line.with_user(self.auditor).action_here(),
            lambda: meeting.with_user(self.adviser_b).action_held(),
            lambda: meeting.with_user(self.adviser_a).write({"is_fixed": True}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                act()

    def test_a_workshop_leads_to_its_meetings(self):
        other = self._create_workshop(
            name="Two days", date_end=datetime(2030, 3, 6, 15)
        )
        action = other.with_user(self.coordinator_a).action_open_meetings()
        begun = self.env["sme.meeting.round"].browse(action["res_id"])
        self.assertEqual(
            [(str(s.day), s.hour_begin, s.hour_end) for s in begun.session_ids],
            [("2030-03-05", 9, 17), ("2030-03-06", 9, 16)],
        )
        again = other.with_user(self.adviser_a).action_open_meetings()
        self.assertEqual(again["res_id"], begun.id)
