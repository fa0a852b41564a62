"""Whatever is entered: the plan has no conflict and keeps its limits."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from .meeting_case import MeetingCase

few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
COUNTS = st.integers(0, 2)


@tagged("post_install", "-at_install")
class TestMeetingProperty(MeetingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.round.write({"state": "closed", "request_cap": 0})
        cls.people |= cls._attend("Asta", "se", company_name="Asp AB")
        cls.people |= cls._attend("Karl", "lv", company_name="Kalns AB")

    def _check(self, fixed):
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.round.conflict_count, 0)
        meetings = self.round.meeting_ids.filtered("slot_id")
        held = [line.registration_id for line in meetings.participation_ids]
        if not fixed:
            for person, count in Counter(held).items():
                cap = person.meeting_cap or self.round.person_cap
                self.assertLessEqual(count, cap or len(self.slots))
            firms = Counter(person.company_name for person in held)
            for count in firms.values():
                self.assertLessEqual(count, self.round.firm_cap or len(held))
            for line in meetings.participation_ids:
                absent = line.registration_id.meeting_absent_slot_ids
                self.assertNotIn(line.slot_id, absent)
        accepted = self.round.request_ids.filtered(lambda r: r.state == "accepted")
        for request in accepted.filtered(lambda r: not r.is_mutual):
            self.assertNotEqual(
                bool(request.unplaced), bool(request.meeting_ids.slot_id)
            )

    @few
    @given(st.data())
    def test_any_plan_and_the_next(self, data):
        draw = data.draw
        with self.env.cr.savepoint() as savepoint:
            self._enter(draw)
            self.round.action_plan()
            self._check(fixed=False)
            fixed = self.round.meeting_ids.filtered("slot_id")[: draw(COUNTS)]
            fixed.action_fix()
            places = [(m.slot_id, m.table_id) for m in fixed]
            gone = self.people - fixed.participation_ids.registration_id
            gone[: draw(COUNTS)].action_cancel()
            self.people[-1].meeting_absent_slot_ids = self.slots[: draw(COUNTS)]
            self.round.action_plan()
            self._check(fixed)
            self.assertEqual(places, [(m.slot_id, m.table_id) for m in fixed])
            savepoint.rollback()
            self.env.invalidate_all()

    def _enter(self, draw):
        self.round.write(
            {
                "person_cap": draw(COUNTS),
                "firm_cap": draw(COUNTS),
                "is_first_preferred": draw(st.booleans()),
            }
        )
        for slot in self.slots:
            slot.is_online = draw(st.booleans())
            slot.closed_table_ids = self.round.table_ids[: draw(COUNTS)]
        for person in self.people:
            person.write(
                {
                    "meeting_cap": draw(COUNTS),
                    "is_meeting_remote": draw(st.integers(0, 3)) == 0,
                    "meeting_absent_slot_ids": self.slots[: draw(COUNTS)].ids,
                }
            )
        swedes = self.people.filtered(lambda p: p.firm_country_id.code == "SE")
        for swede in swedes:
            for latvian in self.people - swedes:
                if draw(st.booleans()):
                    pair = (swede, latvian) if draw(st.booleans()) else (latvian, swede)
                    self._ask(*pair, is_to_firm=draw(st.booleans()))
