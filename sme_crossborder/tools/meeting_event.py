"""What a plan of 1:1 meetings is made from, and what it is made of.

Ids are the caller's: anything hashable. The order of rows decides between plans of the
same worth, so hand them over in an order that stays the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

Id = Hashable
ONLINE = None  # the table of a meeting that needs none


class EventError(ValueError):
    """The rows contradict each other; `findings` says where, one sentence each."""

    def __init__(self, findings: list[str]):
        super().__init__("; ".join(findings))
        self.findings = findings


@dataclass(frozen=True)
class Slot:
    """A time in which everybody can have one meeting; slots are given in their order.

    ``tables``: how many, or which ones (rooms, table numbers), the best first.
    ``online``: meetings may be held online in it, without limit; who is on site meets
    at a table all the same, unless the slot has none.
    """

    id: Id
    session: Id = None
    tables: int | tuple[Id, ...] = 0
    online: bool = False

    @property
    def table_ids(self) -> tuple[Id, ...]:
        """Return the tables by name; counted ones are called 1, 2, 3.

        >>> Slot("9:00", tables=2).table_ids
        (1, 2)
        """
        if isinstance(self.tables, int):
            return tuple(range(1, self.tables + 1))
        return self.tables


@dataclass(frozen=True)
class Person:
    """Somebody who can hold meetings for a firm.

    ``free``: ids of slots. ``cap``: most meetings in all, ``session_cap``: in each
    session; None is no limit. ``remote``: takes part online only.
    """

    id: Id
    firm: Id
    free: frozenset[Id]
    cap: int | None = None
    session_cap: int | None = None
    languages: frozenset[str] = frozenset()
    country: str | None = None
    remote: bool = False


@dataclass(frozen=True)
class Firm:
    """Limits of a firm, all its persons together; without limits it needs no row."""

    id: Id
    cap: int | None = None
    session_cap: int | None = None


@dataclass(frozen=True)
class Placement:
    """When, where and between whom a meeting is held."""

    slot: Id
    table: Id
    a: Id
    b: Id


@dataclass(frozen=True)
class Ask:
    """A meeting somebody wants: one of ``a`` with one of ``b``, of one firm each.

    ``weight``: what it is worth to hold it. ``fixed``: stays exactly so, whatever the
    rules say; only a person or a table taken twice is refused. ``current``: where the
    last plan had it. ``is_new``: came after the last plan, so that others may be moved
    for it; for one that was left over nobody is moved.
    """

    id: Id
    a: tuple[Id, ...]
    b: tuple[Id, ...]
    weight: float = 1
    fixed: Placement | None = None
    current: Placement | None = None
    is_new: bool = False


@dataclass(frozen=True)
class Rules:
    """What the caller may choose.

    ``firsts``: what a firm's first, second, third meeting count beyond their weights,
    falling. (3, 1) on weights of 1 to 3: a firm without any meeting comes before the
    wish of highest priority of a firm that has two. Empty: only weights count.
    ``move_cost``, ``drop_cost``: what it costs to move, or not to hold, a meeting of
    the last plan; by default the largest weight, and twice as much.
    """

    languages_matter: bool = True
    across_borders: bool = False
    firsts: tuple[float, ...] = ()
    move_cost: float | None = None
    drop_cost: float | None = None


@dataclass(frozen=True)
class Event:
    """All rows of one event. Makes sure that they fit each other.

    :raises EventError: an id that is unknown or there twice; a side without persons or
        of two firms; a fixed meeting that takes what another fixed one has taken
    """

    slots: tuple[Slot, ...]
    persons: tuple[Person, ...]
    asks: tuple[Ask, ...]
    firms: tuple[Firm, ...] = ()
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self):
        findings = list(self._find_ids())
        if not findings:
            findings = [
                *self._find_asks(),
                *self._find_fixed(),
                *self._find_twice(),
                *self._find_rules(),
            ]
        if findings:
            raise EventError(findings)

    @property
    def slot_by_id(self) -> dict[Id, Slot]:
        return {slot.id: slot for slot in self.slots}

    @property
    def person_by_id(self) -> dict[Id, Person]:
        return {person.id: person for person in self.persons}

    def _find_ids(self) -> Iterator[str]:
        for name in ("slots", "persons", "asks", "firms"):
            counts = Counter(row.id for row in getattr(self, name))
            for key, count in counts.items():
                if count > 1:
                    yield f"{name}: {key!r} is there {count} times"
        slots = self.slot_by_id
        for person in self.persons:
            if person.free - slots.keys():
                yield f"person {person.id!r} is free in a slot that does not exist"
        for slot in self.slots:
            if len(set(slot.table_ids)) < len(slot.table_ids):
                yield f"slot {slot.id!r} has a table twice"

    def _find_asks(self) -> Iterator[str]:
        persons = self.person_by_id
        for ask in self.asks:
            unknown = [key for key in (*ask.a, *ask.b) if key not in persons]
            if unknown:
                yield f"ask {ask.id!r} names the unknown person {unknown[0]!r}"
                continue
            sides = [{persons[key].firm for key in side} for side in (ask.a, ask.b)]
            if any(len(side) != 1 for side in sides):
                yield f"ask {ask.id!r} needs persons of one firm on each side"
            elif sides[0] == sides[1]:
                yield f"ask {ask.id!r} is between persons of one firm"
            if not ask.weight >= 0:
                yield f"ask {ask.id!r} has a weight below zero"

    def _find_fixed(self) -> Iterator[str]:
        slots = self.slot_by_id
        for ask in self.asks:
            place = ask.fixed
            if place is None:
                continue
            if place.slot not in slots:
                yield f"ask {ask.id!r} is fixed in a slot that does not exist"
            elif place.table is ONLINE:
                if not slots[place.slot].online:
                    yield f"ask {ask.id!r} is fixed online where that is not possible"
            elif place.table not in slots[place.slot].table_ids:
                yield f"ask {ask.id!r} is fixed at a table that does not exist"
            if place.a not in ask.a or place.b not in ask.b:
                yield f"ask {ask.id!r} is fixed between others than those it names"

    def _find_twice(self) -> Iterator[str]:
        taken = {}
        for ask in self.asks:
            place = ask.fixed
            if place is None:
                continue
            keys = [("person", place.a), ("person", place.b)]
            if place.table is not ONLINE:
                keys.append(("table", place.table))
            for kind, key in keys:
                other = taken.setdefault((place.slot, kind, key), ask.id)
                if other != ask.id:
                    yield (
                        f"asks {other!r} and {ask.id!r} are fixed with the same "
                        f"{kind} {key!r} in slot {place.slot!r}"
                    )

    def _find_rules(self) -> Iterator[str]:
        firsts = self.rules.firsts
        if any(firsts[i] < firsts[i + 1] for i in range(len(firsts) - 1)):
            yield "firsts must fall: a later meeting cannot count more than an earlier"
        if any(bonus < 0 for bonus in firsts):
            yield "firsts cannot be below zero"
        if (self.rules.move_cost or 0) < 0 or (self.rules.drop_cost or 0) < 0:
            yield "costs cannot be below zero"
