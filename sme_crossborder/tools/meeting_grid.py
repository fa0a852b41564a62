"""All ways in which each meeting could be held, and what each way uses up.

Everything that can run out is a row with a limit: a person in a slot (1), the tables of
a slot, a pair of firms (1 meeting), what a person or a firm takes on in all or in a
session. A way to hold a meeting uses one of each row it touches. So a plan is right
when no row is used beyond its limit, whichever rule the row stands for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from .meeting_event import ONLINE, Ask, Event, Person, Slot

BLOCK = 4  # slots that are planned together


def is_met_online(slot: Slot, a: Person, b: Person) -> bool:
    """Whether a meeting needs no table: somebody is remote, or the slot has none."""
    return slot.online and (a.remote or b.remote or not slot.table_ids)


def can_host(slot: Slot, a: Person, b: Person) -> bool:
    """Whether there is a place in the slot at all for two, be it taken or not."""
    if a.remote or b.remote:
        return slot.online
    return slot.online or bool(slot.table_ids)


def blocks(slots: tuple[Slot, ...]) -> list[int]:
    """Part slots into blocks of one session and of four slots at most, evenly.

    >>> blocks(tuple(Slot(number, number // 6) for number in range(8)))
    [0, 0, 0, 1, 1, 1, 2, 2]
    """
    sessions = defaultdict(list)
    for number, slot in enumerate(slots):
        sessions[slot.session].append(number)
    block_of, first = [0] * len(slots), 0
    for members in sessions.values():
        count = -(-len(members) // BLOCK)
        for place, number in enumerate(members):
            block_of[number] = first + place * count // len(members)
        first += count
    return block_of


@dataclass(frozen=True, slots=True)
class Way:
    """One way to hold a meeting: numbers of the ask, the slot and both persons.

    ``rows``: what it uses, one of each; ``value``: what it is worth in this plan.
    """

    number: int
    ask: int
    slot: int
    a: int
    b: int
    online: bool
    rows: tuple[int, ...]
    value: float


class Grid:
    """Numbers instead of ids: ways, rows and limits of an event."""

    def __init__(self, event: Event):
        self.event = event
        self.person_number = {p.id: i for i, p in enumerate(event.persons)}
        self.slot_number = {s.id: i for i, s in enumerate(event.slots)}
        self.free = [
            [i for i, slot in enumerate(event.slots) if slot.id in person.free]
            for person in event.persons
        ]
        self._free_sets = [set(slots) for slots in self.free]
        self.block_of = blocks(event.slots)
        self.limits: list[int] = []
        self.kinds: list[tuple] = []  # what each row stands for
        self.ways: list[Way] = []
        self.ways_of: list[list[Way]] = []
        self.fixed: dict[int, Way] = {}
        self.current: dict[int, Way] = {}
        self._row_by_kind: dict[tuple, int] = {}
        self._person_rows: dict[tuple[int, int], tuple[int, ...]] = {}
        self._read_pairs()
        self._set_costs()
        self._read_firms()
        for number, ask in enumerate(event.asks):
            self._add_ask(number, ask)
        self._make_room()

    # what it costs to change the last plan

    def _set_costs(self):
        rules = self.event.rules
        largest = max((ask.weight for ask in self.event.asks), default=0)
        self.move_cost = largest if rules.move_cost is None else rules.move_cost
        dropped = 2 * self.move_cost if rules.drop_cost is None else rules.drop_cost
        self.drop_cost = max(dropped, self.move_cost)

    # limits

    def _read_firms(self):
        self._firm_cap = {firm.id: firm.cap for firm in self.event.firms}
        self._firm_session_cap = {f.id: f.session_cap for f in self.event.firms}
        self.firm_numbers: dict = {}
        for person in self.event.persons:
            self.firm_numbers.setdefault(person.firm, len(self.firm_numbers))
        self.firm_of = [self.firm_numbers[p.firm] for p in self.event.persons]

    def _read_pairs(self):
        self.firms_of_ask = []
        persons = self.event.persons
        for ask in self.event.asks:
            self.firms_of_ask.append(
                tuple(
                    persons[self.person_number[side[0]]].firm for side in (ask.a, ask.b)
                )
            )

    def _row(self, kind: tuple, limit: int | None) -> list[int]:
        """Return the row's number in a list, an empty one where nothing is limited."""
        if limit is None:
            return []
        row = self._row_by_kind.get(kind)
        if row is None:
            row = self._row_by_kind[kind] = len(self.limits)
            self.limits.append(max(limit, 0))
            self.kinds.append(kind)
        return [row]

    def _rows_of_person(self, number: int, slot: int) -> tuple[int, ...]:
        """Return what a person uses in a slot; asked for once for each two."""
        key = number, slot
        if key not in self._person_rows:
            person = self.event.persons[number]
            firm, session = person.firm, self.event.slots[slot].session
            self._person_rows[key] = (
                *self._row(("at", slot, number), 1),
                *self._row(("person", person.id), person.cap),
                *self._row(("person", person.id, session), person.session_cap),
                *self._row(("firm", firm), self._firm_cap.get(firm)),
                *self._row(("firm", firm, session), self._firm_session_cap.get(firm)),
            )
        return self._person_rows[key]

    # ways

    def allows(self, a: Person, b: Person) -> bool:
        """Whether two persons may meet each other at all."""
        rules = self.event.rules
        if rules.languages_matter and not a.languages & b.languages:
            return False
        return not (rules.across_borders and a.country == b.country)

    def _add_ask(self, number: int, ask: Ask):
        self.ways_of.append([])
        if ask.fixed:
            place = ask.fixed
            a, b = self.person_number[place.a], self.person_number[place.b]
            slot = self.slot_number[place.slot]
            way = self._make(number, slot, a, b, place.table is ONLINE)
            self.fixed[number] = self._add(way)
            return
        persons = self.event.persons
        for a_id, b_id in product(ask.a, ask.b):
            a, b = self.person_number[a_id], self.person_number[b_id]
            if not self.allows(persons[a], persons[b]):
                continue
            for slot in self.free[a]:
                if slot in self._free_sets[b]:
                    row = self.event.slots[slot]
                    if can_host(row, persons[a], persons[b]):
                        online = is_met_online(row, persons[a], persons[b])
                        self._add(self._make(number, slot, a, b, online))

    def _make(self, number: int, slot: int, a: int, b: int, online: bool) -> Way:
        row = self.event.slots[slot]
        ask = self.event.asks[number]
        pair = frozenset(self.firms_of_ask[number])
        rows = [
            *self._row(("pair", pair), 1),
            *self._rows_of_person(a, slot),
            *self._rows_of_person(b, slot),
        ]
        if not online:
            rows += self._row(("tables", slot), len(row.table_ids))
        value = ask.weight
        if ask.current:
            place = ask.current
            value += self.drop_cost
            if (place.slot, place.a, place.b) != (
                row.id,
                self.event.persons[a].id,
                self.event.persons[b].id,
            ):
                value -= self.move_cost
        return Way(len(self.ways), number, slot, a, b, online, tuple(rows), value)

    def _add(self, way: Way) -> Way:
        self.ways.append(way)
        self.ways_of[way.ask].append(way)
        place = self.event.asks[way.ask].current
        if place and not self.event.asks[way.ask].fixed and self._is_at(way, place):
            self.current[way.ask] = way
        return way

    def _is_at(self, way: Way, place) -> bool:
        return (
            self.slot_number.get(place.slot),
            self.person_number.get(place.a),
            self.person_number.get(place.b),
        ) == (way.slot, way.a, way.b)

    def _make_room(self):
        """Let fixed meetings go beyond a limit; they count towards it all the same."""
        used = defaultdict(int)
        for way in self.fixed.values():
            for row in way.rows:
                used[row] += 1
        for row, count in used.items():
            self.limits[row] = max(self.limits[row], count)


class Board:
    """A plan in the making: which way each ask is held, and how much is used."""

    def __init__(self, grid: Grid):
        self.grid = grid
        self.used = [0] * len(grid.limits)
        self._users: list[set[int]] = [set() for _limit in grid.limits]
        self.at: dict[int, Way] = {}
        self.firm_counts = [0] * len(grid.firm_numbers)
        for way in grid.fixed.values():
            self.put(way)

    def fits(self, way: Way) -> bool:
        used, limits = self.used, self.grid.limits
        return way.ask not in self.at and all(used[r] < limits[r] for r in way.rows)

    def put(self, way: Way):
        self.at[way.ask] = way
        for row in way.rows:
            self.used[row] += 1
            self._users[row].add(way.ask)
        self.firm_counts[self.grid.firm_of[way.a]] += 1
        self.firm_counts[self.grid.firm_of[way.b]] += 1

    def take(self, ask: int) -> Way:
        way = self.at.pop(ask)
        for row in way.rows:
            self.used[row] -= 1
            self._users[row].discard(way.ask)
        self.firm_counts[self.grid.firm_of[way.a]] -= 1
        self.firm_counts[self.grid.firm_of[way.b]] -= 1
        return way

    def users(self, row: int) -> set[int]:
        """Return the asks that use a row."""
        return self._users[row]

    def take_all(self, asks: Iterable[int]) -> list[Way]:
        return [self.take(ask) for ask in asks if ask not in self.grid.fixed]

    def bonus(self) -> float:
        """What first meetings count beyond their weights."""
        firsts = self.grid.event.rules.firsts
        return sum(sum(firsts[:count]) for count in self.firm_counts)

    @property
    def worth(self) -> float:
        """Weights of what is placed, and first meetings; costs of moves apart."""
        asks = self.grid.event.asks
        return sum(asks[number].weight for number in self.at) + self.bonus()

    @property
    def value(self) -> float:
        """What is maximised: worth, less what changes to the last plan cost."""
        return sum(way.value for way in self.at.values()) + self.bonus()
