"""A hundred bookings of one table in one slot at the same moment, really committed."""

from datetime import datetime

from odoo import SUPERUSER_ID, Command, api, fields
from odoo.tests import tagged
from odoo.tools import SQL

from .racing_case import RacingCase

MARK = "Bordsam"  # in the name of everything this test commits
MANY, AT_ONCE = 100, 50  # so many wait for each other at a time


@tagged("post_install", "-at_install")
class TestMeetingAtOnce(RacingCase):
    mark = MARK

    @classmethod
    def _create_committed(cls, env):
        company = env["res.company"].create({"name": f"{MARK} owner"})
        event = env["event.event"].create(
            {
                "name": MARK,
                "company_id": company.id,
                "is_workshop": True,
                "workshop_kind": "matchmaking",
                "date_begin": datetime(2030, 3, 5, 8),
                "date_end": datetime(2030, 3, 5, 15),
                "date_tz": "Europe/Riga",
            }
        )
        meetings = env["sme.meeting.round"].create(
            {
                "event_id": event.id,
                "state": "open",
                "is_across_borders": False,
                "request_cap": 0,
                "table_count": 2,
                "session_ids": [Command.create({"day": "2030-03-05"})],
            }
        )
        meetings.action_make_slots()
        people = env["event.registration"].create(
            [
                {
                    "event_id": event.id,
                    "name": f"{MARK} {number}",
                    "company_name": f"{MARK} {number}",
                }
                for number in range(MANY + 1)
            ]
        )
        cls.round_id, cls.event_id = meetings.id, event.id
        cls.slot_ids = meetings.slot_ids.ids
        cls.table_ids = meetings.table_ids.ids
        cls.host_id, *cls.person_ids = people.ids
        requests = env["sme.meeting.request"].create(
            [
                {
                    "from_registration_id": person,
                    "to_registration_id": cls.host_id,
                    "state": "accepted",
                }
                for person in cls.person_ids
            ]
        )
        cls.request_ids = requests.ids

    @classmethod
    def _delete_made(cls, env):
        """Meetings that were booked; the workshop goes in the end."""
        meetings = env["sme.meeting"].search([("round_id", "=", cls.round_id)])
        meetings.unlink()

    @classmethod
    def _delete_committed(cls):
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
            event = env["event.event"].browse(cls.event_id)
            event.meeting_round_ids.unlink()
            event.with_context(active_test=False).registration_ids.unlink()
            event.unlink()
        return super()._delete_committed()

    def _book(self, number, slot_id, table_id, b=None):
        def act(env):
            vals = {
                "request_id": self.request_ids[number],
                "slot_id": slot_id,
                "table_id": table_id,
                "participation_ids": [
                    Command.create({"side": side, "registration_id": person})
                    for side, person in (
                        ("a", self.person_ids[number]),
                        ("b", b or self.person_ids[number - 1]),
                    )
                ],
            }
            return env["sme.meeting"].create(vals).id

        return act

    def _race_many(self, acts):
        outcomes = []
        for start in range(0, len(acts), AT_ONCE):
            part = acts[start : start + AT_ONCE]
            outcomes += self._race([(SUPERUSER_ID, {}, act) for act in part])
        return outcomes

    def test_one_of_a_hundred_gets_the_table(self):
        """50 pairs of persons who have nothing else to do, one table."""
        slot, table = self.slot_ids[0], self.table_ids[0]
        acts = [self._book(number, slot, table) for number in range(1, MANY, 2)] * 2
        outcomes = self._race_many(acts)
        self.assertEqual(len(acts), MANY)
        won = [outcome for outcome in outcomes if isinstance(outcome, int)]
        self.assertEqual(len(won), 1)
        refused = [str(outcome) for outcome in outcomes if outcome not in won]
        for words in refused:
            self.assertRegex(
                words, "Another meeting is held at this table|has its meeting already"
            )

    def test_one_of_a_hundred_gets_the_person(self):
        """All want the same person in one slot, online."""
        slot = self.slot_ids[1]
        self._as(
            SUPERUSER_ID,
            lambda env: env["sme.meeting.slot"].browse(slot).write({"is_online": True}),
        )
        outcomes = self._race_many(
            [self._book(number, slot, False, self.host_id) for number in range(MANY)]
        )
        won = [outcome for outcome in outcomes if isinstance(outcome, int)]
        self.assertEqual(len(won), 1)
        for outcome in outcomes:
            if outcome not in won:
                self.assertIn("has another meeting in this slot", str(outcome))

    def test_who_ask_each_other_at_the_same_moment_have_agreed(self):
        """Ten clicks of one, ten of the other: two requests, both accepted."""
        one, other = self.person_ids[:2]

        def ask(asker, asked):
            def act(env):
                people = env["event.registration"]
                return people.browse(asker)._ask_for_meeting(
                    people.browse(asked), "2", "", False, False
                )

            return SUPERUSER_ID, {}, act

        outcomes = self._race([ask(one, other), ask(other, one)] * 10)
        self.assertEqual(outcomes, [None] * 20)
        both = ("in", [one, other])
        domain = [("from_registration_id", *both), ("to_registration_id", *both)]
        made = self._as(
            SUPERUSER_ID,
            lambda env: [
                (request.state, request.is_mutual)
                for request in env["sme.meeting.request"].search(domain)
            ],
        )
        self.assertEqual(made, [("accepted", True)] * 2)

    def test_asked_several_times_at_the_same_moment_is_asked_once(self):
        """A double click is one request, and nobody reads an error of the database."""
        one, other = self.person_ids[2:4]

        def ask(env):
            people = env["event.registration"]
            return people.browse(one)._ask_for_meeting(
                people.browse(other), "2", "", False, False
            )

        outcomes = self._race([(SUPERUSER_ID, {}, ask)] * 6)
        self.assertEqual(outcomes, [None] * 6)
        domain = [
            ("from_registration_id", "=", one),
            ("to_registration_id", "=", other),
        ]
        made = self._as(
            SUPERUSER_ID,
            lambda env: env["sme.meeting.request"].search(domain).mapped("state"),
        )
        self.assertEqual(made, ["asked"])

    def test_who_agree_at_the_same_moment_have_agreed(self):
        """Two taps of each side: two outcomes, and each sees the other's."""
        slot, table = self.slot_ids[2], self.table_ids[0]
        meeting_id = self._as(SUPERUSER_ID, self._book(1, slot, table))

        def begin(env):
            now = fields.Datetime.now()
            env.cr.execute(
                SQL("UPDATE sme_meeting SET begin = %s WHERE id = %s", now, meeting_id)
            )
            return env["sme.meeting"].browse(meeting_id).participation_ids.ids

        def say(line_id):
            def act(env):
                line = env["sme.meeting.participation"].browse(line_id)
                return env["sme.meeting.outcome"]._say(line, "next_step").id

            return SUPERUSER_ID, {}, act

        lines = self._as(SUPERUSER_ID, begin)
        outcomes = self._race([say(line) for line in lines] * 2)
        self.assertEqual(len(set(outcomes)), 2, outcomes)

        def look(env):
            meeting = env["sme.meeting"].browse(meeting_id)
            return meeting.is_second_agreed, meeting.outcome_state, meeting.state

        found = self._as(SUPERUSER_ID, look)
        self.assertEqual(found, (True, "both", "held"))
