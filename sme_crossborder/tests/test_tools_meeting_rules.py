"""Rules of a plan of meetings one by one, and a checker that misses none of them."""

import random
from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..tools.meeting_check import check
from ..tools.meeting_event import (
    ONLINE,
    Ask,
    Event,
    EventError,
    Firm,
    Person,
    Placement,
    Rules,
    Slot,
)
from ..tools.meeting_plan import plan
from .meeting_events import again, crowd, worth

DAY = tuple(Slot(number, tables=2) for number in range(3))
EVERY = frozenset((0, 1, 2))
ENGLISH = frozenset(("en",))


def person(name, free=EVERY, **values):
    """Somebody whose firm is the first letter of the name."""
    values = {"languages": ENGLISH, "country": "LV"} | values
    return Person(name, name[0], frozenset(free), **values)


def event(persons, asks, slots=DAY, firms=(), **rules):
    return Event(slots, tuple(persons), tuple(asks), tuple(firms), Rules(**rules))


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

    def test_rows_that_contradict_each_other(self):
        crew = [person("a1"), person("a2"), person("b1"), person("c1")]
        at = Placement(0, 1, "a1", "b1")
        for asks, words in (
            ([Ask(1, ("a1",), ("x1",))], "unknown person 'x1'"),
            ([Ask(1, ("a1",), ("a2",))], "between persons of one firm"),
            ([Ask(1, ("a1",), ())], "persons of one firm on each side"),
            ([Ask(1, ("a1", "b1"), ("c1",))], "persons of one firm on each side"),
            ([Ask(1, ("a1",), ("b1",), weight=-1)], "weight below zero"),
            ([Ask(1, ("a1",), ("b1",)), Ask(1, ("a1",), ("c1",))], "is there 2 times"),
            ([Ask(1, ("a1",), ("b1",), fixed=replace(at, slot=9))], "slot that does"),
            ([Ask(1, ("a1",), ("b1",), fixed=replace(at, table=9))], "table that does"),
            ([Ask(1, ("a1",), ("b1",), fixed=replace(at, table=ONLINE))], "online"),
            ([Ask(1, ("a2",), ("b1",), fixed=at)], "between others"),
            (
                [
                    Ask(1, ("a1",), ("b1",), fixed=at),
                    Ask(2, ("a1",), ("c1",), fixed=Placement(0, 2, "a1", "c1")),
                ],
                "same person 'a1' in slot 0",
            ),
            (
                [
                    Ask(1, ("a1",), ("b1",), fixed=at),
                    Ask(2, ("a2",), ("c1",), fixed=Placement(0, 1, "a2", "c1")),
                ],
                "same table 1 in slot 0",
            ),
        ):
            with self.subTest(words), self.assertRaisesRegex(EventError, words):
                event(crew, asks)
        with self.assertRaisesRegex(EventError, "firsts must fall"):
            event(crew, [], firsts=(1, 2))
        with self.assertRaisesRegex(EventError, "free in a slot"):
            event([person("a1", {7})], [])

    def test_the_checker_finds_every_kind_of_conflict(self):
        lv = frozenset(("lv",))
        crew = [
            person("a1", {0, 1}, cap=1),
            person("a2", session_cap=1),
            person("b1", country="SE"),
            person("c1", languages=lv),
            person("d1", remote=True),
            person("e1", country="SE"),
        ]
        asks = [
            Ask(1, ("a1", "a2"), ("b1",)),
            Ask(2, ("a1", "a2"), ("b1",)),
            Ask(3, ("a1", "a2"), ("c1",)),
            Ask(4, ("a1", "a2"), ("d1",)),
            Ask(5, ("a1", "a2"), ("e1",), fixed=Placement(0, 2, "a2", "e1")),
        ]
        rows = event(crew, asks, firms=[Firm("b", cap=0)], across_borders=True)
        held = asks[4].fixed
        for code, placements in (
            ("unknown_ask", {9: held}),
            ("fixed_changed", {}),
            ("fixed_changed", {5: replace(held, table=1)}),
            ("unknown_place", {5: held, 1: Placement(0, 1, "a1", "e1")}),
            ("not_free", {5: held, 1: Placement(2, 1, "a1", "b1")}),
            ("no_common_language", {5: held, 3: Placement(0, 1, "a1", "c1")}),
            ("same_country", {5: held, 4: Placement(0, 1, "a1", "d1")}),
            ("not_online", {5: held, 1: Placement(0, ONLINE, "a1", "b1")}),
            ("unknown_table", {5: held, 1: Placement(0, 3, "a1", "b1")}),
            ("remote_at_table", {5: held, 4: Placement(0, 1, "a1", "d1")}),
            ("person_twice", {5: held, 1: Placement(0, 1, "a2", "b1")}),
            ("table_twice", {5: held, 1: Placement(0, 2, "a1", "b1")}),
            ("firm_cap", {5: held, 1: Placement(0, 1, "a1", "b1")}),
            ("person_cap", {5: held, 1: Placement(1, 1, "a2", "b1")}),
            (
                "person_cap",
                {
                    5: held,
                    1: Placement(0, 1, "a1", "b1"),
                    3: Placement(1, 1, "a1", "c1"),
                },
            ),
            (
                "firms_met",
                {
                    5: held,
                    1: Placement(0, 1, "a1", "b1"),
                    2: Placement(1, 1, "a2", "b1"),
                },
            ),
        ):
            with self.subTest(code, placements=placements):
                self.assertIn(code, {found.code for found in check(rows, placements)})
        self.assertEqual(check(rows, {5: held}), [])
        hall = replace(rows, slots=tuple(replace(s, online=True) for s in DAY))
        online = {5: held, 1: Placement(0, ONLINE, "a1", "b1")}
        codes = {found.code for found in check(hall, online)}
        self.assertIn("online_without_need", codes)


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
