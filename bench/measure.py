"""Run operations on both sides in turn, so that a slow moment hits both."""

from __future__ import annotations

import gc
import statistics
import time
from typing import NamedTuple

from operations import Operation
from sides import Side

WARM_UP = 2


class Timing(NamedTuple):
    """Seconds of all rounds, and the SQL statements of one."""

    seconds: list[float]
    queries: int

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


class Different(Exception):
    """The two sides did not do the same."""


def run_once(side: Side, operation: Operation) -> tuple[float, int]:
    with side.transaction(operation.login) as env:
        gc.collect()
        gc.disable()
        before = env.cr.sql_log_count
        started = time.perf_counter()
        try:
            getattr(side, operation.name)(env)
            env.cr.flush()  # a request commits: pending writes and hooks are its cost
            return time.perf_counter() - started, env.cr.sql_log_count - before
        finally:
            gc.enable()


def check_same(sides: list[Side], operation: Operation) -> None:
    """Compare what each side returns: the same firms, in order, the same values."""
    outcomes = []
    for side in sides:
        with side.transaction(operation.login) as env:
            result = getattr(side, operation.name)(env)
            outcomes.append(side.outcome(env, result))
    first, second = outcomes
    if first != second:
        raise Different(
            f"{operation.label}: the sides differ.\n"
            f"  {sides[0].model}: {_excerpt(first)}\n"
            f"  {sides[1].model}: {_excerpt(second)}"
        )


def _excerpt(value, limit=1500) -> str:
    text = repr(value)
    return text if len(text) <= limit else f"{text[:limit]}..."


def measure(
    pairs: dict[int, tuple[Side, Side]], operation: Operation
) -> dict[int, tuple[Timing, Timing]]:
    """Return size → timings of the two sides, measured A B A B."""
    sides = [side for pair in pairs.values() for side in pair]
    for pair in pairs.values() if operation.same else ():
        for _case in range(operation.cases):
            check_same(list(pair), operation)
    if operation.rounds > WARM_UP * 2:
        for _round in range(WARM_UP):
            for side in sides:
                run_once(side, operation)
    seconds: dict[Side, list[float]] = {side: [] for side in sides}
    queries = {}
    for _round in range(operation.rounds):
        for side in sides:
            elapsed, queries[side] = run_once(side, operation)
            seconds[side].append(elapsed)
    return {
        size: (
            Timing(seconds[one], queries[one]),
            Timing(seconds[other], queries[other]),
        )
        for size, (one, other) in pairs.items()
    }
