"""What is wrong is found: in the rows of an event, and in a plan."""

from dataclasses import replace

from odoo.tests import BaseCase, tagged

from ..tools.meeting_check import check
from ..tools.meeting_event import ONLINE, Ask, EventError, Firm, Placement
from .meeting_events import DAY, event, person


@tagged("post_install", "-at_install")
class TestMeetingCheck(BaseCase):
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
