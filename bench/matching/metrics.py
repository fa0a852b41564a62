"""How well a ranking finds the partners of a query, and how sure that is.

A lead is relevant at grade 1 or 2. Queries of one group are not independent, so a
confidence interval draws groups, with replacement.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterable, Sequence

DRAWS = 10_000
SEED = "leads around the Baltic Sea, 2026: intervals"


def precision(ranked: Sequence[str], relevant: Iterable[str], at: int = 5) -> float:
    """Share of the first places that hold a relevant lead.

    >>> precision(["a", "b", "c", "d", "e", "f"], {"b", "f"})
    0.2
    """
    return len(set(ranked[:at]) & set(relevant)) / at


def recall(ranked: Sequence[str], relevant: Iterable[str], at: int = 20) -> float:
    """Share of the relevant leads that stand in the first places.

    >>> recall(["a", "b"], {"b", "x"})
    0.5
    """
    wanted = set(relevant)
    return len(set(ranked[:at]) & wanted) / len(wanted)


def reciprocal_rank(ranked: Sequence[str], relevant: Iterable[str]) -> float:
    """One divided by the place of the first relevant lead, 0 where there is none.

    >>> reciprocal_rank(["a", "b"], {"b"})
    0.5
    """
    wanted = set(relevant)
    places = (at for at, lead_id in enumerate(ranked, 1) if lead_id in wanted)
    return 1 / next(places, float("inf"))


METRICS = {
    "precision at 5": precision,
    "recall at 20": recall,
    "mean reciprocal rank": reciprocal_rank,
}


def interval(
    values: dict[str, float], groups: Sequence[Sequence[str]]
) -> tuple[float, float]:
    """Return between which values the mean lies in 95 of 100 draws of groups.

    >>> interval({"a": 0.5, "b": 0.5}, [["a"], ["b"]])
    (0.5, 0.5)
    """
    chance = random.Random(SEED)
    sums = [(sum(values[query] for query in group), len(group)) for group in groups]
    means = []
    for _draw in range(DRAWS):
        drawn = chance.choices(sums, k=len(sums))
        means.append(sum(total for total, _n in drawn) / sum(n for _t, n in drawn))
    cuts = statistics.quantiles(means, n=40)
    return cuts[0], cuts[-1]
