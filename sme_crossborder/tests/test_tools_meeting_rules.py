"""Rules of a plan of meetings one by one, and events too large to try everything."""

import random
from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..tools.meeting_check import check
from ..tools.meeting_event import ONLINE, Ask, Placement, Slot
from ..tools.meeting_exchange import exchange
from ..tools.meeting_grid import Board, Grid
from ..tools.meeting_plan import plan
from ..tools.meeting_reasons import Reason
from .meeting_events import again, crowd, event, person, worth


@tagged("post_install", "-at_install")
class TestMeetingRules(BaseCase):
    def test_two_colleagues_in_one_slot(self):
        """Two colleagues meet two firms at once; one alone would meet one of them."""
        crew = [person("a1", {0}), person("a2", {0}), person("b1"), person("c1")]
        both = [Ask(1, ("a1", "a2"), ("b1",)), Ask(2, ("a1", "a2"), ("c1",))]
        found = plan(event(crew, both))
        self.assertEqual({p.slot for p in found.placements.values()}, {0})
        self.assertEqual({p.a for p in found.placements.values()}, {"a1", "a2"})
        alone = [replace(ask, a=("a1",)) for ask in both]
        self.assertEqual(len(plan(event(crew, alone)).placements), 1)

    def test_a_common_language(self):
        """Of two colleagues the one is sent who is understood."""
        crew = [
            person("a1", languages=frozenset(("lv",))),
            person("a2"),
            person("b1"),
            person("c1", languages=frozenset(("sv",))),
        ]
        asks = [Ask(1, ("a1", "a2"), ("b1",)), Ask(2, ("a1", "a2"), ("c1",))]
        found = plan(event(crew, asks))
        self.assertEqual(found.placements[1].a, "a2")
        self.assertEqual(found.unplaced[2].code, "no_common_language")
        found = plan(event(crew, asks, languages_matter=False))
        self.assertEqual(found.unplaced, {})

    def test_remote_persons_take_no_table(self):
        crew = [person("a1"), person("b1", remote=True), person("c1"), person("d1")]
        asks = [Ask(1, ("a1",), ("b1",)), Ask(2, ("c1",), ("d1",))]
        one = (Slot(0, tables=("desk",), online=True),)
        crew = [replace(one_person, free=frozenset({0})) for one_person in crew]
        found = plan(event(crew, asks, one))
        self.assertEqual(found.placements[1].table, ONLINE)
        self.assertEqual(found.placements[2].table, "desk")
        found = plan(event(crew, asks, (replace(one[0], online=False),)))
        self.assertEqual(found.unplaced[1].code, "no_place")
        self.assertEqual(found.unplaced[1].slots, (0,))

    def test_fixed_meetings_stay_against_the_rules(self):
        """Fixed beyond a cap, and without a common slot; nothing else joins them."""
        crew = [person("a1", {1}, cap=1), person("b1"), person("c1"), person("d1")]
        asks = [
            Ask(1, ("a1",), ("b1",), fixed=Placement(0, 2, "a1", "b1")),
            Ask(2, ("a1",), ("c1",), fixed=Placement(2, 2, "a1", "c1")),
            Ask(3, ("a1",), ("d1",), weight=9),
        ]
        found = plan(event(crew, asks))
        self.assertEqual(found.placements, {ask.id: ask.fixed for ask in asks[:2]})
        self.assertEqual(found.unplaced[3].code, "cap")
        self.assertEqual(found.unplaced[3].asks, (1, 2))
        self.assertEqual(found.unplaced[3].persons, ("a1",))

    def test_first_meetings_before_the_second(self):
        """One slot of b1: c has a meeting already, a has none."""
        crew = [person("a1"), person("b1", {0}), person("c1"), person("d1")]
        asks = [
            Ask(1, ("a1",), ("b1",), weight=1),
            Ask(2, ("c1",), ("b1",), weight=3),
            Ask(3, ("c1",), ("d1",), weight=3),
        ]
        self.assertEqual(set(plan(event(crew, asks)).placements), {2, 3})
        fair = event(crew, asks, firsts=(3,))
        found = plan(fair)
        self.assertEqual(set(found.placements), {1, 3})
        # 1 + 3, and 3 for each of a, b, c, d
        self.assertEqual(found.worth, 16)

    def test_a_person_stays_at_a_table(self):
        crew = [person("a1"), *(person(f"{firm}1") for firm in "bcdefg")]
        asks = [Ask(n, ("a1",), (f"{firm}1",)) for n, firm in enumerate("bcd")]
        asks += [Ask(3, ("e1",), ("f1",)), Ask(4, ("e1",), ("g1",))]
        found = plan(event(crew, asks))
        self.assertEqual(len(found.placements), 5)
        tables = {p.table for p in found.placements.values() if p.a == "a1"}
        self.assertEqual(len(tables), 1)

    def test_nobody_waits_where_slots_are_free(self):
        slots = tuple(Slot(number, tables=9) for number in range(8))
        crew = [person("a1", range(8))]
        crew += [person(f"{firm}1", {n, n + 4}) for n, firm in enumerate("bcde")]
        asks = [Ask(n, ("a1",), (f"{firm}1",)) for n, firm in enumerate("bcde")]
        found = plan(event(crew, asks, slots))
        mine = sorted(place.slot for place in found.placements.values())
        self.assertEqual(mine, list(range(mine[0], mine[0] + 4)))

    def test_late_arrival_moves_what_it_must(self):
        """a1 misses slot 0; its meeting with b1, free in 0 and 1, needs c1 to move."""
        crew = [person("a1", {0, 1, 2}), person("b1", {0, 1}), person("c1", {1, 2})]
        asks = [
            Ask(1, ("a1",), ("b1",), current=Placement(0, 1, "a1", "b1")),
            Ask(2, ("a1",), ("c1",), current=Placement(1, 1, "a1", "c1")),
        ]
        self.assertEqual(plan(event(crew, asks)).moved, ())
        crew[0] = replace(crew[0], free=frozenset({1, 2}))
        found = plan(event(crew, asks))
        self.assertEqual(found.placements[1].slot, 1)
        self.assertEqual(found.placements[2].slot, 2)
        self.assertEqual((found.moved, found.dropped), ((1, 2), ()))

    def test_who_moves_for_a_new_wish(self):
        """Nobody for one left over or by default; where moves cost little, one does."""
        crew = [person("a1", {0, 1}), person("b1", {0, 1}), person("c1", {0})]
        old = Ask(1, ("a1",), ("b1",), current=Placement(0, 1, "a1", "b1"))
        late = Ask(2, ("a1",), ("c1",))
        new = replace(late, is_new=True)
        for asks, rules in (
            ([old, late], {}),
            ([old, new], {}),
            ([old, late], {"move_cost": 0.1}),
        ):
            found = plan(event(crew, asks, **rules))
            self.assertEqual(set(found.placements), {1})
            self.assertEqual(found.unplaced[2].code, "kept")
            self.assertEqual(found.unplaced[2].asks, (1,))
        found = plan(event(crew, [old, new], move_cost=0.1))
        self.assertEqual(found.moved, (1,))
        self.assertEqual(found.placements[2].slot, 0)

    def test_told_what_would_cost_least(self):
        """b1 holds 5 in slot 0 and 3 in slot 1: in the place of a1 is the latter."""
        two = {0, 1}
        crew = [person("a1", two), person("b1", two), person("c1", {0})]
        crew.append(person("d1", {1}))
        asks = [
            Ask(n, (f"{x}1",), ("b1",), w) for n, x, w in ((1, "c", 5), (2, "d", 3))
        ]
        found = plan(event(crew, [*asks, Ask(3, ("a1",), ("b1",), 1)]))
        self.assertEqual(found.unplaced[3], Reason("outweighed", asks=(2,)))

    def test_more_weight_in_the_place_of_less(self):
        """Two of weight 2 hold b1 and c1; for one of 3 neither goes alone, for 5 both.

        a1 meets b1, d1 meets c1, and b1 wants c1 in the one slot there is.
        """
        crew = [person(f"{firm}1", {0}) for firm in "abcd"]
        asks = [Ask(1, ("a1",), ("b1",), 2), Ask(2, ("d1",), ("c1",), 2)]
        for weight, held in ((3, {0, 1}), (5, {2})):
            grid = Grid(event(crew, [*asks, Ask(3, ("b1",), ("c1",), weight)]))
            board = Board(grid)
            board.put(grid.ways_of[0][0])
            board.put(grid.ways_of[1][0])
            exchange(board)
            self.assertEqual(set(board.at), held)

    def test_kept_meetings_keep_their_table(self):
        crew = [person("a1", {0}), person("b1", {0}), person("c1", {0})]
        crew.append(person("d1", {0}))
        asks = [
            Ask(1, ("c1",), ("d1",)),
            Ask(2, ("a1",), ("b1",), current=Placement(0, 1, "a1", "b1")),
        ]
        found = plan(event(crew, asks))
        self.assertEqual(found.placements[2].table, 1)
        self.assertEqual(found.placements[1].table, 2)


@tagged("post_install", "-at_install")
class TestMeetingCrowd(BaseCase):
    """Events too large to be put to the solver at once."""

    def test_near_the_bound(self):
        for seed in range(4):
            rows = crowd(random.Random(seed))
            found = plan(rows, None)
            with self.subTest(seed):
                self.assertEqual(check(rows, found.placements), [])
                self.assertGreaterEqual(found.share, 0.97)
                self.assertAlmostEqual(found.worth, worth(rows, found.placements))
                self.assertEqual(plan(rows, None), found)

    def test_again(self):
        """Without change all stay; after a no-show hardly any of the others move."""
        rows = crowd(random.Random(7))
        first = plan(rows, None)
        second = plan(again(rows, first), None)
        self.assertEqual(second.placements, first.placements)
        gone = rows.persons[0]
        mine = {key for key, p in first.placements.items() if gone.id in (p.a, p.b)}
        self.assertTrue(mine)
        persons = (replace(gone, free=frozenset()), *rows.persons[1:])
        changed = again(rows, first, persons=persons)
        third = plan(changed, None)
        self.assertEqual(check(changed, third.placements), [])
        self.assertLessEqual(set(third.dropped), mine)
        others = first.placements.keys() - mine
        self.assertLessEqual(len(set(third.moved) - mine), 0.05 * len(others))
