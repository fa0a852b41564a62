"""The table: one row for each operation, a group of columns for each size."""

from __future__ import annotations

from measure import Timing
from operations import Operation

Results = list[tuple[Operation, dict[int, tuple[Timing, Timing]]]]


def milliseconds(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def spread(timing: Timing) -> str:
    low, high = milliseconds(min(timing.seconds)), milliseconds(max(timing.seconds))
    return f"{milliseconds(timing.median)} ({low}–{high})"


def ratio(pair: tuple[Timing, Timing]) -> float:
    return pair[0].median / pair[1].median


def growth(timings: dict[int, tuple[Timing, Timing]]) -> float:
    smallest, largest = min(timings), max(timings)
    return timings[largest][0].median / timings[smallest][0].median


def verdict(operation: Operation, timings: dict[int, tuple[Timing, Timing]]) -> str:
    missed = []
    largest = max(timings)
    if operation.at_largest:
        timings = {largest: timings[largest]}
    if operation.ratio:
        missed += [
            f"{ratio(pair):.2f} at {size:,}"
            for size, pair in timings.items()
            if ratio(pair) > operation.ratio
        ]
    if operation.most:
        missed += [
            f"{milliseconds(pair[0].median)} ms at {size:,}"
            for size, pair in timings.items()
            if pair[0].median * 1000 > operation.most
        ]
    if operation.growth and growth(timings) > operation.growth:
        missed.append(f"growth {growth(timings):.2f}")
    queries = {size: pair[0].queries for size, pair in timings.items()}
    if operation.same_queries and len({*queries.values()}) > 1:
        missed += [f"{number} queries at {size:,}" for size, number in queries.items()]
    if missed:
        return "missed: " + ", ".join(missed)
    flat = len(timings) > 1 and (operation.growth or operation.same_queries)
    return "reached" if operation.ratio or operation.most or flat else "no target"


def target(operation: Operation) -> str:
    parts = [f"≤ {operation.ratio:g}×"] if operation.ratio else []
    parts += [f"growth ≤ {operation.growth:g}"] if operation.growth else []
    parts += ["same queries"] if operation.same_queries else []
    parts += [f"≤ {operation.most:g} ms"] if operation.most else []
    return ", ".join(parts) or "–"


def table(title: tuple[str, str], results: Results) -> str:
    """Return a Markdown table; ``title`` names the two sides."""
    sizes = sorted(results[0][1])
    ours, theirs = title
    heads = ["Operation", "Target"]
    for size in sizes:
        heads += [f"{ours}, {size:,}", theirs, "ratio", "queries"]
    if len(sizes) > 1:
        heads.append("growth")
    heads.append("result")
    lines = [heads, ["---"] * 2 + ["---:"] * (len(heads) - 3) + ["---"]]
    for operation, timings in results:
        line = [operation.label, target(operation)]
        for size in sizes:
            one, other = timings[size]
            line += [spread(one), spread(other), f"{ratio(timings[size]):.2f}"]
            line.append(f"{one.queries} / {other.queries}")
        if len(sizes) > 1:
            line.append(f"{growth(timings):.2f}")
        lines.append([*line, verdict(operation, timings)])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
