"""Why a meeting is not in the plan: a code and the facts it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from .meeting_event import Ask, Id
from .meeting_exchange import in_the_way
from .meeting_grid import Board, Way

NO_LANGUAGE = "no_common_language"  # no two of those named share one
SAME_COUNTRY = "same_country"  # nor two who may meet across a border
NO_SLOT = "no_common_slot"  # no two who may meet are ever free together
NO_PLACE = "no_place"  # `slots` they are free in have neither tables nor online
FIRMS_MET = "firms_met"  # the two firms meet already, in `asks`
FIRM_CAP = "firm_cap"  # `firms` have as many meetings as they take on: `asks`
CAP = "cap"  # `persons`, or `firms` in a session, have as many as they take on
NO_TABLE = "no_table"  # in the `slots` both still have free, all tables are taken
KEPT = "kept"  # in its place are `asks`, some of them fixed or of the last plan
OUTWEIGHED = "outweighed"  # in its place are `asks` that weigh as much or more
CODES = (
    NO_LANGUAGE,
    SAME_COUNTRY,
    NO_SLOT,
    NO_PLACE,
    FIRMS_MET,
    FIRM_CAP,
    CAP,
    NO_TABLE,
    KEPT,
    OUTWEIGHED,
)


@dataclass(frozen=True)
class Reason:
    """Why an ask is not placed: the first of the codes, in their order, that is true.

    ``asks``: ids of those in its place: who holds the limit or the table; for `kept`
    and `outweighed` who would have to go where the least would be lost by it.
    """

    code: str
    asks: tuple[Id, ...] = ()
    slots: tuple[Id, ...] = ()
    persons: tuple[Id, ...] = ()
    firms: tuple[Id, ...] = ()


class Reasons:
    """Reasons of one finished plan."""

    def __init__(self, board: Board, kept: frozenset[int]):
        self.board = board
        self.grid = board.grid
        self.kept = kept | board.grid.fixed.keys()
        self.ids = [ask.id for ask in board.grid.event.asks]
        self.slots = board.grid.event.slots
        self.persons = board.grid.event.person_by_id

    def of(self, number: int) -> Reason:
        """Return why an ask is not placed."""
        ways = self.grid.ways_of[number]
        if not ways:
            return self._impossible(self.grid.event.asks[number])
        return (
            self._by_firms(ways[0])
            or self._by_caps(ways)
            or self._by_tables(ways)
            or self._by_others(ways)
        )

    def _impossible(self, ask: Ask) -> Reason:
        pairs = [(self.persons[a], self.persons[b]) for a, b in product(ask.a, ask.b)]
        rules = self.grid.event.rules
        if rules.languages_matter:
            pairs = [(a, b) for a, b in pairs if a.languages & b.languages]
            if not pairs:
                return Reason(NO_LANGUAGE)
        pairs = [(a, b) for a, b in pairs if self.grid.allows(a, b)]
        if not pairs:
            return Reason(SAME_COUNTRY)
        common = {slot for a, b in pairs for slot in a.free & b.free}
        if not common:
            return Reason(NO_SLOT)
        return Reason(NO_PLACE, slots=tuple(s.id for s in self.slots if s.id in common))

    def _full(self, way: Way) -> list[int]:
        board = self.board
        return [row for row in way.rows if board.used[row] >= self.grid.limits[row]]

    def _users(self, rows) -> tuple[Id, ...]:
        users = {number for row in rows for number in self.board.users(row)}
        return tuple(self.ids[number] for number in sorted(users))

    def _by_firms(self, way: Way) -> Reason | None:
        """What holds for all ways: the pair of firms, and what a firm takes on."""
        full = self._full(way)
        kinds = self.grid.kinds
        if met := [row for row in full if kinds[row][0] == "pair"]:
            return Reason(FIRMS_MET, asks=self._users(met))
        caps = [row for row in full if kinds[row][0] == "firm" and len(kinds[row]) == 2]
        if caps:
            firms = tuple(kinds[row][1] for row in caps)
            return Reason(FIRM_CAP, asks=self._users(caps), firms=firms)
        return None

    def _by_caps(self, ways: list[Way]) -> Reason | None:
        rows: dict[int, None] = {}
        kinds = self.grid.kinds
        for way in ways:
            caps = [r for r in self._full(way) if kinds[r][0] in ("person", "firm")]
            if not caps:
                return None
            rows.update(dict.fromkeys(caps))
        named = {
            kind: tuple(
                dict.fromkeys(kinds[row][1] for row in rows if kinds[row][0] == kind)
            )
            for kind in ("person", "firm")
        }
        return Reason(
            CAP,
            asks=self._users(rows),
            persons=named["person"],
            firms=named["firm"],
        )

    def _by_tables(self, ways: list[Way]) -> Reason | None:
        kinds = self.grid.kinds
        rows, slots = {}, {}
        for way in ways:
            full = self._full(way)
            if all(kinds[row][0] == "tables" for row in full):
                rows.update(dict.fromkeys(full))
                slots[way.slot] = None
        if not slots:
            return None
        ids = tuple(self.slots[slot].id for slot in sorted(slots))
        return Reason(NO_TABLE, asks=self._users(rows), slots=ids)

    def _by_others(self, ways: list[Way]) -> Reason:
        def lost(others):
            return sum(self.board.at[number].value for number in others)

        limits = self.grid.limits
        choices = [
            in_the_way(self.board, way)
            for way in ways
            if all(limits[row] > 0 for row in way.rows)
        ]
        others = min(choices, key=lambda others: (lost(others), sorted(others)))
        code = OUTWEIGHED if self.kept.isdisjoint(others) else KEPT
        return Reason(code, asks=tuple(self.ids[number] for number in sorted(others)))
