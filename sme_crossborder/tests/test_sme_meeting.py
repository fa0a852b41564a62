"""1:1 meetings as they are kept: slots, tables, who is where."""

from datetime import date, datetime, time

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .meeting_case import MeetingCase


@tagged("post_install", "-at_install")
class TestMeeting(MeetingCase):
    # ------------------------------------------------------------------
    # Slots and tables
    # ------------------------------------------------------------------

    def test_slots_are_cut_where_the_workshop_is(self):
        """9:00 in Stockholm is 8:00 UTC in March; 20 minutes and 5 of break."""
        self.assertEqual(
            [slot.begin.strftime("%H:%M") for slot in self.slots],
            ["08:00", "08:25", "08:50", "09:15"],
        )
        name = self.slots[0].with_user(self.adviser_a).name
        self.assertEqual(name.replace("\u202f", " "), "Tue 5 Mar 09:00–09:20 CET")
        self.assertEqual(self.round.table_ids.mapped("name"), ["Table 1", "Table 2"])

    def test_slots_stay_where_sessions_say_the_same(self):
        session = self.round.session_ids
        self.assertTrue(self.round.are_slots_made)
        session.hour_end = 9.75
        self.assertFalse(self.round.are_slots_made)
        self.round.action_make_slots()
        self.assertEqual(self.round.slot_ids, self.slots[:2])
        self.assertTrue(self.round.are_slots_made)

    def test_a_slot_with_a_meeting_is_not_taken_away(self):
        self._meet(self.asp, self.kalns, slot=3)
        self.round.session_ids.hour_end = 10
        with self.assertRefused("10:15–10:35 CET.*Move them first"):
            self.round.action_make_slots()
        self.assertEqual(self.round.slot_ids, self.slots)

    def test_the_night_the_clock_is_changed(self):
        """1:00 to 4:00 are two hours in March and four in October.

        So 4 and 8 slots of 30 minutes, none of which overlap.
        """
        for day, count in ((date(2030, 3, 31), 4), (date(2030, 10, 27), 8)):
            self.workshop.write(
                {
                    "date_begin": datetime.combine(day, time(0)),
                    "date_end": datetime.combine(day, time(8)),
                }
            )
            self.round.session_ids = [
                Command.clear(),
                Command.create(
                    {
                        "day": day,
                        "hour_begin": 1,
                        "hour_end": 4,
                        "minutes": 30,
                        "pause": 0,
                    }
                ),
            ]
            self.round.action_make_slots()
            names = self.round.slot_ids.mapped("name")
            self.assertEqual(len(set(names)), count)
        self.assertEqual(
            [name[11:] for name in names[2:6]],
            [
                "02:00–02:30 CEST",
                "02:30–02:00 CET",
                "02:00–02:30 CET",
                "02:30–03:00 CET",
            ],
        )

    @mute_logger("odoo.sql_db")
    def test_slots_of_a_workshop_do_not_overlap(self):
        with self.assertRaises(IntegrityError):
            self.env["sme.meeting.slot"].create(
                {
                    "session_id": self.round.session_ids.id,
                    "begin": datetime(2030, 3, 5, 8, 19),
                    "end": datetime(2030, 3, 5, 8, 22),
                }
            )

    def test_tables_by_number(self):
        self.round.table_ids[0].name = "Table 3"
        self.round.table_count = 4
        self.assertEqual(
            self.round.table_ids.mapped("name"),
            ["Table 3", "Table 2", "Table 4", "Table 5"],
        )
        self.round.table_count = 1
        self.assertEqual(self.round.table_ids.mapped("name"), ["Table 3"])

    def test_a_session_on_another_day_than_the_workshop(self):
        with self.assertRefused("2030-03-12 09:00–10:40 is on no day of Data spaces"):
            self.round.session_ids.day = "2030-03-12"

    def test_sessions_that_overlap_are_named(self):
        with self.assertRefused("2030-03-05 10:30–12:00 and .* 09:00–10:40 overlap"):
            self.round.session_ids = [
                Command.create(
                    {"day": "2030-03-05", "hour_begin": 10.5, "hour_end": 12}
                )
            ]

    def test_a_session_in_which_nothing_fits(self):
        with self.assertRefused("No meeting of 20 minutes fits in"):
            self.round.session_ids.hour_end = 9.25

    # ------------------------------------------------------------------
    # Nobody twice, whatever writes
    # ------------------------------------------------------------------

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_a_person_twice(self):
        self._meet(self.asp, self.kalns)
        for asker, asked in ((self.asp, self.liepa), (self.liepa, self.asp)):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                self._meet(asker, asked, table=1)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._meet(self.berg, self.liepa)  # at the same table

    @mute_logger("odoo.sql_db")
    def test_no_path_by_sql_leads_around_it(self):
        first = self._meet(self.asp, self.kalns)
        second = self._meet(self.asp, self.liepa, slot=1)
        self.env.flush_all()
        for query in (
            "UPDATE sme_meeting SET slot_id = %(slot)s WHERE id = %(second)s",
            "UPDATE sme_meeting_participation SET slot_id = %(slot)s "
            "WHERE meeting_id = %(second)s",
            "UPDATE sme_meeting SET slot_id = NULL, state = 'cancelled' "
            "WHERE id = %(second)s",
            "UPDATE sme_meeting SET slot_id = NULL WHERE id = %(second)s",
        ):
            with (
                self.subTest(query=query),
                self.assertRaises(IntegrityError),
                self.cr.savepoint(),
            ):
                self.cr.execute(query, {"slot": first.slot_id.id, "second": second.id})
                self.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def test_online_meetings_need_no_table(self):
        with self.assertRefused("No meeting is held online", ValidationError):
            self._meet(self.asp, self.kalns, table=None)
        self.slots.is_online = True
        self._meet(self.asp, self.kalns, table=None)
        meeting = self._meet(self.berg, self.liepa, table=None)
        self.assertEqual(meeting.place, "Online")

    def test_a_meeting_that_falls_away_frees_its_place(self):
        meeting = self._meet(self.asp, self.kalns)
        meeting.with_user(self.coordinator_a)._cancel()
        self.assertFalse(meeting.slot_id | meeting.participation_ids.slot_id)
        self._meet(self.asp, self.liepa)
        meeting._place(self.slots[1], self.round.table_ids[0], self.asp, self.kalns)
        self.assertEqual((meeting.state, meeting.version), ("planned", 2))

    def test_a_meeting_is_of_one_workshop(self):
        other = self._create_workshop(name="Other")
        meetings = self._create_round(other)
        stranger = self._attend("Dahl", "ee", event_id=other.id)
        meeting = self._meet(self.asp, self.kalns)
        for act in (
            lambda: meeting.write({"slot_id": meetings.slot_ids[0].id}),
            lambda: meeting.write({"table_id": meetings.table_ids[0].id}),
            lambda: meeting._place(
                self.slots[0], self.round.table_ids[0], stranger, self.kalns
            ),
            lambda: self._ask(self.asp, stranger),
            lambda: meeting.write({"participation_ids": [Command.clear()]}),
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                act()
                self.env.flush_all()

    # ------------------------------------------------------------------
    # Requests
    # ------------------------------------------------------------------

    def test_who_may_ask_whom(self):
        for asker, asked, words in (
            (self.asp, self.berg, "both from Sweden"),
            (self.asp, self._attend("Ann", "lv", company_name="ASP ab"), "one firm"),
            (self.asp, self._attend("Eve", "lv", in_meetings=False), "no 1:1"),
        ):
            with self.assertRefused(words, ValidationError):
                self._ask(asker, asked)
        self.round.is_across_borders = False
        self._ask(self.asp, self.berg)

    @mute_logger("odoo.sql_db")
    def test_one_open_request_for_each_pair(self):
        request = self._ask(self.asp, self.kalns, "asked")
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._ask(self.asp, self.kalns, "asked")
        request._decline()
        self._ask(self.asp, self.kalns, "asked")

    def test_who_asks_back_accepts(self):
        request = self._ask(self.asp, self.kalns, "asked")
        back = self._ask(self.kalns, self.asp, "asked")
        self.assertEqual((request | back).mapped("state"), ["accepted"] * 2)
        self.assertTrue(request.is_mutual and back.is_mutual)

    def test_places_for_requests_are_few_and_come_back(self):
        self.round.request_cap = 2
        first = self._ask(self.asp, self.kalns, "asked")
        self._ask(self.asp, self.liepa)
        with self.assertRefused("Asp .Asp AB. has 2 open requests"):
            self._ask(self.asp, self.ozols, "asked")
        for end in ("_decline", "_withdraw"):
            getattr(first, end)()
            first = self._ask(self.asp, self.ozols, "asked")

    def test_a_request_taken_back_ends_its_meeting(self):
        meeting = self._meet(self.asp, self.kalns)
        meeting.request_id.with_user(self.coordinator_a).action_withdraw()
        self.assertEqual(meeting.state, "cancelled")
        with self.assertRefused("is Withdrawn: ask anew"):
            meeting.request_id.action_accept()

    # ------------------------------------------------------------------
    # Who sees and changes it
    # ------------------------------------------------------------------

    def test_joint_organisers_only_where_they_see_attendees(self):
        meeting = self._meet(self.asp, self.kalns)
        records = (
            self.round,
            self.slots,
            self.round.table_ids,
            self.round.session_ids,
            meeting.request_id,
            meeting,
            meeting.participation_ids,
        )
        for arranged in (False, True):
            if arranged:
                self._arrange()
            self._invite_b() if not arranged else self.env.invalidate_all()
            for record in records:
                for user, right in (
                    (self.adviser_b, "read"),
                    (self.coordinator_b, "write"),
                ):
                    if record._name == "sme.meeting.participation":
                        right = "read"
                    with self.subTest(model=record._name, arranged=arranged):
                        seen = record.with_user(user).search([("id", "in", record.ids)])
                        self.assertEqual(bool(seen), arranged)
                        self.assertEqual(
                            record.with_user(user).has_access(right), arranged
                        )
        meeting.with_user(self.coordinator_b)._place(
            self.slots[2], self.round.table_ids[0], self.asp, self.kalns
        )
        with self.assertRaises(AccessError):
            meeting.with_user(self.adviser_b)._place(
                self.slots[3], self.round.table_ids[0], self.asp, self.kalns
            )

    def test_a_user_of_two_organisations_ties_nothing_across(self):
        """Meetings of one workshop take nobody of a workshop one cannot see."""
        theirs = self._create_workshop(self.company_b, workshop_project_id=False)
        stranger = self._attend("Dahl", "ee", event_id=theirs.id)
        coordinator = self._create_user(
            "coordinator_ab", "coordinator", self.company_a, self.company_b
        )
        for companies, error in (
            (self.company_a, AccessError),
            (self.company_a | self.company_b, UserError),
        ):
            requests = self.env["sme.meeting.request"].with_user(coordinator)
            with self.assertRaises(error), self.cr.savepoint():
                requests.with_context(allowed_company_ids=companies.ids).create(
                    {
                        "from_registration_id": self.asp.id,
                        "to_registration_id": stranger.id,
                    }
                )

    def test_slots_are_found_by_what_they_are_called(self):
        """As in a picker: 9:25 in Stockholm, for a user of whatever clock."""
        slots = self.env["sme.meeting.slot"].with_user(self.coordinator_a)
        slots = slots.with_context(tz="Europe/Riga")
        for words in ("09:25", "5 mar 09:25–09:45"):
            found = slots.name_search(words, [("round_id", "=", self.round.id)])
            self.assertEqual([slot_id for slot_id, _name in found], [self.slots[1].id])
        self.assertFalse(slots.name_search("10:25–"))

    def test_who_is_there_is_seen_on_the_day(self):
        line = self._meet(self.asp, self.kalns).participation_ids[0]
        line = line.with_user(self.adviser_a)
        with (
            freeze_time("2030-03-04 08:00:00"),
            self.assertRefused("on the day", UserError),
        ):
            line.action_missing()
        with freeze_time("2030-03-05 07:30:00"):
            line.action_missing()
        self.assertEqual(line.presence, "missing")

    def test_fewer_than_no_tables_are_refused(self):
        with self.assertRefused("-3 tables cannot be", UserError):
            self.round.table_count = -3

    def test_mails_can_be_previewed(self):
        """With anybody: an attendee of an event without meetings, as editing does."""
        event = self._create_workshop(name="No meetings")
        guest = self._register(event_id=event.id)
        for name in ("reminder", "agenda"):
            template = self.env.ref(f"sme_crossborder.mail_template_meeting_{name}")
            body = template._render_field("body_html", guest.ids)[guest.id]
            self.assertIn("Hello Anna Asp", body)
