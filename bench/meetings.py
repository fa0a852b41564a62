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
from tools.meeting_event import Event
from tools.meeting_grid import Board, Grid
from tools.meeting_pack import pack
from tools.meeting_plan import Plan, plan
from tools.meeting_solver import Clock, maximise

SIZES = (50, 100, 200)
SEEDS = 5
LIMIT = 90  # seconds the solver may take
ANY_NODES = 10**9


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
    absent_moved: float
    late_moved: float
    again_seconds: float

    @property
    def ratio(self) -> float:
        return self.seconds / self.exact_seconds


def measure(event: Event) -> Row:
    started = time.process_time()
    found = plan(event, None)
    seconds = time.process_time() - started
    exact_seconds, exact_worth, bound = solve(event, found)
    absent, absent_seconds, clashes = rerun(event, found, sessions=None)
    late, _seconds, more_clashes = rerun(event, found, sessions={0})
    return Row(
        asks=len(event.asks),
        held=len(found.placements),
        seconds=seconds,
        share=found.worth / min(bound, found.bound),
        conflicts=len(check(event, found.placements)) + clashes + more_clashes,
        exact_seconds=exact_seconds,
        exact_reached=exact_worth >= found.worth - 1e-6,
        exact_share=exact_worth / min(bound, found.bound),
        absent_moved=absent,
        late_moved=late,
        again_seconds=absent_seconds,
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


def rerun(event: Event, found: Plan, sessions) -> tuple[float, float, int]:
    """Plan again without the busiest person, or without it in some sessions.

    :returns: share of the others' meetings that move, seconds, conflicts
    """
    places = found.placements
    held = {
        person.id: [k for k, p in places.items() if person.id in (p.a, p.b)]
        for person in event.persons
    }
    gone = max(event.persons, key=lambda person: len(held[person.id]))
    missed = {s.id for s in event.slots if sessions is None or s.session in sessions}
    persons = tuple(
        replace(person, free=person.free - missed) if person == gone else person
        for person in event.persons
    )
    asks = tuple(replace(ask, current=places.get(ask.id)) for ask in event.asks)
    changed = replace(event, persons=persons, asks=asks)
    started = time.process_time()
    again = plan(changed, None)
    seconds = time.process_time() - started
    others = places.keys() - set(held[gone.id])
    moved = others & {*again.moved, *again.dropped}
    return len(moved) / len(others), seconds, len(check(changed, again.placements))


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
        spread((100 * row.absent_moved for row in rows), ".1f"),
        spread((100 * row.late_moved for row in rows), ".1f"),
        spread((row.again_seconds for row in rows), ".2f"),
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
