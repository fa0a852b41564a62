"""Tables, and agendas without holes: what makes a plan pleasant and costs nothing."""

from __future__ import annotations

from collections import defaultdict

from .meeting_event import ONLINE, Id, Placement
from .meeting_grid import Board, Grid, Way

ROUNDS = 4  # each starts from what the one before has left


def close_gaps(board: Board, kept: frozenset[int]):
    """Move meetings to other slots where that leaves the two persons less idle time.

    Only between free slots, so nothing is lost by it.

    :param kept: asks that stay where they are
    """
    grid = board.grid
    agendas = defaultdict(set)
    for way in board.at.values():
        agendas[way.a].add(way.slot)
        agendas[way.b].add(way.slot)
    numbers = [n for n in sorted(board.at) if n not in grid.fixed and n not in kept]
    for _round in range(ROUNDS):
        moved = [number for number in numbers if _move(board, agendas, number)]
        if not moved:
            break


def _move(board: Board, agendas, number: int) -> bool:
    """Put a meeting where its persons wait least; say whether that is elsewhere."""
    grid = board.grid
    old = board.take(number)
    best = min(
        (way for way in _same_persons(grid, old) if board.fits(way)),
        key=lambda way: (_idle(grid, agendas, old, way.slot), way != old, way.slot),
    )
    board.put(best)
    for person in (best.a, best.b):
        agendas[person].discard(old.slot)
        agendas[person].add(best.slot)
    return best.slot != old.slot


def _same_persons(grid: Grid, old: Way) -> list[Way]:
    ways = grid.ways_of[old.ask]
    return [way for way in ways if (way.a, way.b) == (old.a, old.b)]


def _idle(grid: Grid, agendas, old: Way, slot: int) -> int:
    """Idle slots of both persons between meetings, with this one in another slot."""
    return sum(
        idle(grid, person, (agendas[person] - {old.slot}) | {slot})
        for person in (old.a, old.b)
    )


def idle(grid: Grid, person: int, slots: set[int]) -> int:
    """Return the free slots a person waits through between meetings of a session."""
    sessions = defaultdict(list)
    for slot in slots:
        sessions[grid.event.slots[slot].session].append(slot)
    return sum(
        free not in slots
        for session, members in sessions.items()
        for free in grid.free[person]
        if min(members) < free < max(members)
        and grid.event.slots[free].session == session
    )


def seat(board: Board) -> dict[Id, Placement]:
    """Give each meeting its table, slot by slot.

    A meeting of the last plan keeps its table; otherwise persons stay where they sat
    before, those with most meetings first.
    """
    grid = board.grid
    by_slot = defaultdict(list)
    busy = defaultdict(int)
    for number in sorted(board.at):
        way = board.at[number]
        by_slot[way.slot].append(way)
        busy[way.a] += 1
        busy[way.b] += 1
    places: dict[int, Placement] = {}
    sat: dict[int, Id] = {}
    for slot, ways in sorted(by_slot.items()):
        tables = _seat_slot(grid, slot, ways, sat, busy)
        for way in ways:
            places[way.ask] = _placement(grid, way, tables.get(way.ask, ONLINE))
            if not way.online:
                sat[way.a] = sat[way.b] = tables[way.ask]
    return {grid.event.asks[number].id: places[number] for number in sorted(places)}


def _placement(grid: Grid, way: Way, table: Id) -> Placement:
    if way.ask in grid.fixed:
        return grid.event.asks[way.ask].fixed
    persons = grid.event.persons
    slot = grid.event.slots[way.slot].id
    return Placement(slot, table, persons[way.a].id, persons[way.b].id)


def _seat_slot(grid: Grid, slot: int, ways: list[Way], sat, busy) -> dict[int, Id]:
    """Return the table of each ask that needs one."""
    seated = [way for way in ways if not way.online]
    wanted = [(way, _own_table(grid, way)) for way in seated if way.ask in grid.fixed]
    wanted += [(way, _own_table(grid, way)) for way in seated]
    heads = [(-busy[p], p, way) for way in seated for p in (way.a, way.b)]
    heads.sort(key=lambda head: head[:2])
    wanted += [(way, sat.get(person, ONLINE)) for _busy, person, way in heads]
    free = dict.fromkeys(grid.event.slots[slot].table_ids)
    given: dict[int, Id] = {}
    for way, table in wanted:
        if way.ask not in given and table in free:
            given[way.ask] = table
            del free[table]
    rest = [way for way in seated if way.ask not in given]
    rest.sort(key=lambda way: (-busy[way.a] - busy[way.b], way.ask))
    return given | {way.ask: table for way, table in zip(rest, free, strict=False)}


def _own_table(grid: Grid, way: Way) -> Id:
    """Return the table a meeting is fixed at, or had in the last plan."""
    ask = grid.event.asks[way.ask]
    if ask.fixed:
        return ask.fixed.table
    return ask.current.table if grid.current.get(way.ask) is way else ONLINE
