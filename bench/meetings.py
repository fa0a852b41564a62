"""Measure the planner of 1:1 meetings against the whole question put to HiGHS.

Times are those of the processor, both sides in one thread, so that other work on the
machine counts little. The solver is asked, with its own settings, for a plan worth as
much as ours; it stops as soon as it has one.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass, replace

from meeting_cases import KINDS, Kind, make
from tools.meeting_check import check
from tools.meeting_event import Event, Person
from tools.meeting_grid import Board, Grid
from tools.meeting_pack import pack
from tools.meeting_plan import Plan, plan
from tools.meeting_solver import Clock, maximise

SIZES = (50, 100, 200)
SEEDS = 5
LIMIT = 90  # seconds the solver may take
ANY_NODES = 10**9


@dataclass(frozen=True)
class Again:
    """A plan made again: others moved or dropped, and lost meetings placed again."""

    seconds: float
    conflicts: int
    moved: float  # share of the meetings of others
    placed: float  # share of those that lost their place


@dataclass(frozen=True)
class Row:
    """What one event took, and what came of it."""

    asks: int
    held: int
    seconds: float
    share: float
    conflicts: int
    exact_seconds: float
    exact_reached: bool
    exact_share: float
    absent: Again
    late: Again

    @property
    def ratio(self) -> float:
        return self.seconds / self.exact_seconds


def measure(event: Event) -> Row:
    started = time.process_time()
    found = plan(event, None)
    seconds = time.process_time() - started
    exact_seconds, exact_worth, bound = solve(event, found)
    absent = rerun(event, found, busiest(event, found), all_slots(event))
    late = rerun(event, found, busiest_who_can(event, found), first_session(event))
    return Row(
        asks=len(event.asks),
        held=len(found.placements),
        seconds=seconds,
        share=found.worth / min(bound, found.bound),
        conflicts=len(check(event, found.placements))
        + absent.conflicts
        + late.conflicts,
        exact_seconds=exact_seconds,
        exact_reached=exact_worth >= found.worth - 1e-6,
        exact_share=exact_worth / min(bound, found.bound),
        absent=absent,
        late=late,
    )


def solve(event: Event, found: Plan) -> tuple[float, float, float]:
    """Return the solver's seconds, what its plan is worth, and the bound it proved."""
    started = time.process_time()
    grid = Grid(event)
    packing, _columns = pack(Board(grid), grid.ways)
    target = {"objective_target": found.worth - 1e-6}
    clock = Clock.of(LIMIT)
    answer = maximise(packing, clock, nodes=ANY_NODES, gap=0, options=target)
    seconds = time.process_time() - started
    worth = 0.0
    if answer.chosen is not None:
        worth = sum(x * v for x, v in zip(answer.chosen, packing.values, strict=True))
    return seconds, worth, answer.bound


def all_slots(event: Event) -> set:
    return {slot.id for slot in event.slots}


def first_session(event: Event) -> set:
    session = event.slots[0].session
    return {slot.id for slot in event.slots if slot.session == session}


def held_by(person: Person, found: Plan) -> dict:
    places = found.placements.items()
    return {key: place for key, place in places if person.id in (place.a, place.b)}


def busiest(event: Event, found: Plan) -> Person:
    return max(event.persons, key=lambda person: len(held_by(person, found)))


def busiest_who_can(event: Event, found: Plan) -> Person:
    """Return who holds most in the first session and has as many slots free later."""
    missed = first_session(event)

    def lost(person):
        held = [place.slot for place in held_by(person, found).values()]
        early = sum(slot in missed for slot in held)
        return early if len(person.free - missed) >= len(held) else 0

    return max(event.persons, key=lost)


def rerun(event: Event, found: Plan, gone: Person, missed: set) -> Again:
    """Plan again without somebody in some slots."""
    places = found.placements
    held = held_by(gone, found)
    persons = tuple(
        replace(person, free=person.free - missed) if person == gone else person
        for person in event.persons
    )
    asks = tuple(replace(ask, current=places.get(ask.id)) for ask in event.asks)
    changed = replace(event, persons=persons, asks=asks)
    started = time.process_time()
    again = plan(changed, None)
    seconds = time.process_time() - started
    lost = {key for key, place in held.items() if place.slot in missed}
    others = places.keys() - lost
    return Again(
        seconds=seconds,
        conflicts=len(check(changed, again.placements)),
        moved=len(others & {*again.moved, *again.dropped}) / len(others),
        placed=len(lost & again.placements.keys()) / len(lost) if lost else 1,
    )


def spread(values, form: str) -> str:
    values = list(values)
    texts = [format(v, form) for v in (min(values), max(values))]
    return f"{format(statistics.median(values), form)} ({texts[0]}–{texts[1]})"


def line(participants: int, kind: Kind, rows: list[Row]) -> str:
    reached = sum(row.exact_reached for row in rows)
    cells = (
        f"{participants}, {kind.name}",
        spread((row.asks for row in rows), ".0f"),
        spread((row.held for row in rows), ".0f"),
        spread((row.seconds for row in rows), ".2f"),
        spread((100 * row.share for row in rows), ".2f"),
        spread((row.exact_seconds for row in rows), ".1f"),
        f"{reached} of {len(rows)}",
        spread((row.ratio for row in rows), ".2f"),
        str(sum(row.conflicts for row in rows)),
        spread((100 * row.absent.moved for row in rows), ".1f"),
        spread((100 * row.late.moved for row in rows), ".1f"),
        spread((100 * row.late.placed for row in rows), ".0f"),
        spread((row.late.seconds for row in rows), ".2f"),
    )
    return "| " + " | ".join(cells) + " |"


HEAD = (
    "participants, kind",
    "asked",
    "held",
    "s",
    "% of bound",
    "HiGHS, s",
    "reached it",
    "ratio",
    "conflicts",
    "no-show: % others moved",
    "late: % others moved",
    "late: % lost placed again",
    "again, s",
)


def main(sizes, seeds: int = SEEDS) -> int:
    """Print the table; a row is the median (lowest–highest) of its events."""
    measure(make(20, KINDS[0], 0))  # loads the solver
    print("| " + " | ".join(HEAD) + " |")
    print("| --- |" + " ---: |" * (len(HEAD) - 1), flush=True)
    conflicts = 0
    for participants in sizes:
        for kind in KINDS:
            rows = []
            for seed in range(1, seeds + 1):
                print(f"· {participants} {kind.name} {seed}", file=sys.stderr)
                rows.append(measure(make(participants, kind, seed)))
            print(line(participants, kind, rows), flush=True)
            conflicts += sum(row.conflicts for row in rows)
    print(f"\nseconds of the processor; HiGHS stops after {LIMIT} seconds on the clock")
    return 1 if conflicts else 0
