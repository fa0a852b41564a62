"""Plans of meetings keep every rule, whatever the event."""

from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import meeting_build
from ..tools.meeting_build import bound_of
from ..tools.meeting_check import check
from ..tools.meeting_event import Rules
from ..tools.meeting_grid import Grid
from ..tools.meeting_plan import plan
from ..tools.meeting_solver import Clock
from .meeting_events import again, best, events, places, taken_tables, worth

slow = settings(max_examples=60, deadline=None)
many = settings(max_examples=200, deadline=None)
plain = Rules()


def by_parts():
    """Plan small events the way large ones are planned."""
    return patch.object(meeting_build, "SMALL", 0)


@tagged("post_install", "-at_install")
class TestMeetingPlan(BaseCase):
    @many
    @given(events(6, 6, 12), st.booleans())
    def test_no_conflict_and_every_ask_answered(self, event, in_parts):
        with patch.object(meeting_build, "SMALL", 0 if in_parts else 600):
            found = plan(event, None)
        self.assertEqual(check(event, found.placements), [])
        for ask in event.asks:
            if ask.fixed:
                self.assertEqual(found.placements[ask.id], ask.fixed)
        self.assertEqual(
            found.placements.keys() | found.unplaced.keys(),
            {ask.id for ask in event.asks},
        )
        self.assertFalse(found.placements.keys() & found.unplaced.keys())
        self.assertAlmostEqual(found.worth, worth(event, found.placements))
        self.assertGreaterEqual(found.bound, found.worth)
        self.assertEqual((found.moved, found.dropped), ((), ()))

    @many
    @given(events(6, 6, 12))
    def test_reasons_are_true(self, event):
        found = plan(event, None)
        for ask in event.asks:
            if ask.id in found.unplaced:
                self.check_reason(event, ask, found)

    @slow
    @given(events(3, 4, 6))
    def test_small_events_have_the_best_plan(self, event):
        found = plan(event, None)
        top = best(event)
        self.assertAlmostEqual(found.worth, top)
        self.assertGreaterEqual(found.bound, top - 1e-6)

    @slow
    @given(events(3, 4, 6))
    def test_no_plan_is_beyond_the_bound(self, event):
        """The bound as it comes, before a plan worth more would lift it."""
        top = best(event)
        self.assertGreaterEqual(bound_of(Grid(event), Clock()), top - 1e-6)
        with by_parts():
            _board, bound = meeting_build.build(Grid(event), Clock())
        self.assertGreaterEqual(bound, top - 1e-6)

    @many
    @given(events(6, 6, 12), st.booleans())
    def test_the_same_rows_give_the_same_plan(self, event, in_parts):
        with patch.object(meeting_build, "SMALL", 0 if in_parts else 600):
            first, second = plan(event, None), plan(event, None)
        self.assertEqual(first, second)
        self.assertEqual(list(first.placements), list(second.placements))

    @many
    @given(events(6, 6, 12), st.booleans())
    def test_again_without_change_moves_nothing(self, event, in_parts):
        with patch.object(meeting_build, "SMALL", 0 if in_parts else 600):
            first = plan(event, None)
            second = plan(again(event, first), None)
        self.assertEqual(second.placements, first.placements)
        self.assertEqual((second.moved, second.dropped), ((), ()))

    @many
    @given(events(6, 6, 12, plain), st.data())
    def test_after_an_absence_few_move(self, event, data):
        """Each meeting that lost its place moves one other at most."""
        first = plan(event, None)
        gone = data.draw(st.sampled_from(event.persons))
        free = data.draw(st.frozensets(st.sampled_from([s.id for s in event.slots])))
        persons = tuple(
            replace(p, free=p.free & free) if p == gone else p for p in event.persons
        )
        changed = again(event, first, persons=persons)
        second = plan(changed, None)
        self.assertEqual(check(changed, second.placements), [])
        lost = {
            key
            for key, place in first.placements.items()
            if gone.id in (place.a, place.b) and place.slot not in free
        }
        self.assertLessEqual(set(second.dropped), lost)
        self.assertLessEqual(len(set(second.moved) - lost), len(lost))

    @many
    @given(events(6, 6, 12))
    def test_without_time_there_is_a_plan(self, event):
        found = plan(event, 0)
        self.assertEqual(check(event, found.placements), [])
        self.assertGreaterEqual(found.bound, found.worth)
        for ask in event.asks:
            if ask.id in found.unplaced:
                self.check_reason(event, ask, found)

    def check_reason(self, event, ask, found):
        """What the reason says is so, found out without the planner."""
        reason = found.unplaced[ask.id]
        persons = event.person_by_id
        pairs = [(persons[a], persons[b]) for a in ask.a for b in ask.b]
        taken = taken_tables(found.placements)
        for place in places(event, ask, taken):
            trial = {**found.placements, ask.id: place}
            self.assertTrue(check(event, trial), f"there is room at {place}")
        check_code = getattr(self, f"check_{reason.code}")
        check_code(event, ask, found, reason, pairs)

    def check_no_common_language(self, event, ask, found, reason, pairs):
        self.assertTrue(event.rules.languages_matter)
        self.assertFalse(any(a.languages & b.languages for a, b in pairs))

    def check_same_country(self, event, ask, found, reason, pairs):
        self.assertTrue(event.rules.across_borders)
        for a, b in self.who_understand(event, pairs):
            self.assertEqual(a.country, b.country)

    def check_no_common_slot(self, event, ask, found, reason, pairs):
        for a, b in self.who_may_meet(event, pairs):
            self.assertFalse(a.free & b.free)

    def check_no_place(self, event, ask, found, reason, pairs):
        slots = event.slot_by_id
        common = set()
        for a, b in self.who_may_meet(event, pairs):
            common |= a.free & b.free
            for slot in a.free & b.free:
                self.assertFalse(slots[slot].online)
                self.assertTrue(a.remote or b.remote or not slots[slot].table_ids)
        self.assertEqual(set(reason.slots), common)
        self.assertTrue(common)

    def check_firms_met(self, event, ask, found, reason, pairs):
        asks = {other.id: other for other in event.asks}
        persons = event.person_by_id
        self.assertTrue(reason.asks)
        for key in reason.asks:
            self.assertIn(key, found.placements)
            other = asks[key]
            self.assertEqual(
                {persons[other.a[0]].firm, persons[other.b[0]].firm},
                {pairs[0][0].firm, pairs[0][1].firm},
            )

    def check_firm_cap(self, event, ask, found, reason, pairs):
        caps = {firm.id: firm.cap for firm in event.firms}
        for firm in reason.firms:
            self.assertIn(firm, (pairs[0][0].firm, pairs[0][1].firm))
            held = self.held(event, found, firm=firm)
            self.assertGreaterEqual(len(held), caps[firm])
            self.assertLessEqual(set(held), set(reason.asks))

    def check_cap(self, event, ask, found, reason, pairs):
        self.assertTrue(reason.persons or reason.firms)
        persons = event.person_by_id
        firms = {firm.id: firm for firm in event.firms}
        for key in reason.persons:
            held = self.held(event, found, person=key)
            self.check_full(event, found, persons[key], held)
        for key in reason.firms:
            self.check_full(event, found, firms[key], self.held(event, found, firm=key))

    def check_full(self, event, found, limited, held):
        slots = event.slot_by_id
        sessions = [slots[found.placements[key].slot].session for key in held]
        in_session = max((sessions.count(s) for s in sessions), default=0)
        self.assertTrue(
            (limited.cap is not None and len(held) >= limited.cap)
            or (limited.session_cap is not None and in_session >= limited.session_cap)
        )

    def check_no_table(self, event, ask, found, reason, pairs):
        self.assertTrue(reason.slots)
        for slot in reason.slots:
            busy = {
                person
                for place in found.placements.values()
                if place.slot == slot
                for person in (place.a, place.b)
            }
            self.assertTrue(
                any(
                    slot in a.free & b.free and not {a.id, b.id} & busy
                    for a, b in self.who_may_meet(event, pairs)
                )
            )
            tables = set(event.slot_by_id[slot].table_ids)
            used = {p.table for p in found.placements.values() if p.slot == slot}
            self.assertLessEqual(tables, used)

    def check_kept(self, event, ask, found, reason, pairs):
        fixed = {other.id for other in event.asks if other.fixed}
        self.assertTrue(fixed & set(reason.asks))

    def check_outweighed(self, event, ask, found, reason, pairs):
        """Without those named there is room, and to drop them costs as much."""
        rest = {k: p for k, p in found.placements.items() if k not in reason.asks}
        free = [
            {**rest, ask.id: place} for place in places(event, ask, taken_tables(rest))
        ]
        free = [trial for trial in free if not check(event, trial)]
        self.assertTrue(free)
        gained = max(worth(event, trial) for trial in free)
        self.assertLessEqual(gained, found.worth + 1e-6)

    def who_understand(self, event, pairs):
        if not event.rules.languages_matter:
            return pairs
        return [(a, b) for a, b in pairs if a.languages & b.languages]

    def who_may_meet(self, event, pairs):
        pairs = self.who_understand(event, pairs)
        if not event.rules.across_borders:
            return pairs
        return [(a, b) for a, b in pairs if a.country != b.country]

    def held(self, event, found, person=None, firm=None):
        persons = event.person_by_id
        return [
            key
            for key, place in found.placements.items()
            for one in (persons[place.a], persons[place.b])
            if person == one.id or firm == one.firm
        ]
