"""Whether a plan is right, found out without anything of what made it.

Written from the rules alone: it shares the rows of the event with the planner, and no
other line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .meeting_event import Ask, Event, Id, Placement, Slot


@dataclass(frozen=True)
class Conflict:
    """What is wrong with a plan: a code, the meetings concerned, and what about."""

    code: str
    asks: tuple[Id, ...]
    about: tuple = ()


def check(event: Event, placements: Mapping[Id, Placement]) -> list[Conflict]:
    """List every conflict of a plan.

    A fixed meeting has to stay as it is; it may break a rule that was waived for it,
    but it counts for all others. Nobody and no table is ever taken twice.

    :param placements: by ids of asks
    """
    asks = {ask.id: ask for ask in event.asks}
    unknown = [key for key in placements if key not in asks]
    if unknown:
        return [Conflict("unknown_ask", (key,)) for key in unknown]
    found = []
    for key, ask in asks.items():
        place = placements.get(key)
        if ask.fixed:
            if place != ask.fixed:
                found.append(Conflict("fixed_changed", (key,), (place,)))
        elif place:
            found += _check_place(event, ask, place)
    if any(conflict.code == "unknown_place" for conflict in found):
        return found
    return [
        *found,
        *_check_twice(placements),
        *_check_limits(event, asks, placements),
    ]


def _check_place(event: Event, ask: Ask, place: Placement) -> Iterator[Conflict]:
    slots = {slot.id: slot for slot in event.slots}
    persons = {person.id: person for person in event.persons}
    if place.slot not in slots or place.a not in ask.a or place.b not in ask.b:
        yield Conflict("unknown_place", (ask.id,), (place,))
        return
    slot, a, b = slots[place.slot], persons[place.a], persons[place.b]
    for person in (a, b):
        if slot.id not in person.free:
            yield Conflict("not_free", (ask.id,), (person.id, slot.id))
    if event.rules.languages_matter and a.languages.isdisjoint(b.languages):
        yield Conflict("no_common_language", (ask.id,), (a.id, b.id))
    if event.rules.across_borders and a.country == b.country:
        yield Conflict("same_country", (ask.id,), (a.id, b.id))
    if code := _check_table(slot, place.table, a.remote or b.remote):
        yield Conflict(code, (ask.id,), (slot.id, place.table))


def _check_table(slot: Slot, table: Id, is_remote: bool) -> str | None:
    names = slot.tables
    if isinstance(names, int):
        names = range(1, names + 1)
    if table is None:
        if not slot.online:
            return "not_online"
        return "online_without_need" if len(names) and not is_remote else None
    if table not in names:
        return "unknown_table"
    return "remote_at_table" if is_remote else None


def _check_twice(placements: Mapping[Id, Placement]) -> Iterator[Conflict]:
    persons, tables = defaultdict(list), defaultdict(list)
    for key, place in placements.items():
        persons[place.slot, place.a].append(key)
        persons[place.slot, place.b].append(key)
        if place.table is not None:
            tables[place.slot, place.table].append(key)
    for code, taken in (("person_twice", persons), ("table_twice", tables)):
        for about, keys in taken.items():
            if len(keys) > 1:
                yield Conflict(code, tuple(keys), about)


def _check_limits(event: Event, asks, placements) -> Iterator[Conflict]:
    """Limits, with fixed meetings counted: beyond a limit may be only fixed ones."""
    session_of = {slot.id: slot.session for slot in event.slots}
    persons = {person.id: person for person in event.persons}
    firms = {firm.id: firm for firm in event.firms}
    limits, held = {}, defaultdict(list)
    for key, place in placements.items():
        session = session_of[place.slot]
        pair = []
        for person in (persons[place.a], persons[place.b]):
            pair.append(person.firm)
            rows = [("person", person.id, person)]
            if person.firm in firms:
                rows.append(("firm", person.firm, firms[person.firm]))
            for kind, row, limited in rows:
                limits[kind, row] = limited.cap
                limits[kind, row, session] = limited.session_cap
                held[kind, row].append(key)
                held[kind, row, session].append(key)
        met = ("firms_met", frozenset(pair))
        limits[met] = 1
        held[met].append(key)
    for about, keys in held.items():
        limit = limits[about]
        if limit is None or len(keys) <= limit:
            continue
        if any(asks[key].fixed is None for key in keys):
            code = "firms_met" if about[0] == "firms_met" else f"{about[0]}_cap"
            yield Conflict(code, tuple(keys), (*about[1:], limit))
