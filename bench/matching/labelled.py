"""The labelled leads as Python objects, and how the queries were divided in halves.

Whoever measures reads only the open half: ``read_labels(HERE, "open")``. The sealed
half is opened once, at the end (see README.md).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
HALVES = ("open", "sealed")
OFFERS = frozenset({"BO", "TO"})
SEED = "leads around the Baltic Sea, 2026"

Lead = dict[str, Any]


class Label(NamedTuple):
    """What is known about one query: which leads fit it, and which only look so."""

    query: str
    relevant: dict[str, int]
    near_misses: list[str]
    why: str


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def read_leads(folder: Path) -> list[Lead]:
    """All leads, sector by sector."""
    files = sorted((folder / "leads").glob("*.jsonl"))
    return [lead for path in files for lead in json_lines(path)]


def read_labels(folder: Path, half: str) -> list[Label]:
    return [Label(**row) for row in json_lines(folder / "labels" / f"{half}.jsonl")]


def sector(lead_id: str) -> str:
    """The part of an id before its number.

    >>> sector("health-017")
    'health'
    """
    return lead_id.rpartition("-")[0]


def is_offer(lead: Lead) -> bool:
    return lead["profileType"]["code"] in OFFERS


def fits_country(lead: Lead, other: Lead) -> bool:
    """Whether each of the two looks for partners where the other is."""
    return (
        other["holder"]["country"] in lead["targetedCountries"]
        and lead["holder"]["country"] in other["targetedCountries"]
    )


def fits_size(lead: Lead, other: Lead) -> bool:
    """Whether each of the two wants a partner of the other's type and size."""
    return (
        other["holder"]["size"] in lead["typesAndSizes"]
        and lead["holder"]["size"] in other["typesAndSizes"]
    )


def groups(labels: Iterable[Label]) -> list[list[str]]:
    """Queries that hang together by relevant pairs, each group sorted.

    Two queries of one group share an answer or answer each other, so they are
    neither independent nor allowed in different halves.

    >>> groups([
    ...     Label("a-1", {"b-1": 2}, [], ""),
    ...     Label("a-2", {"b-1": 1}, [], ""),
    ...     Label("a-3", {"b-2": 2}, [], ""),
    ... ])
    [['a-1', 'a-2'], ['a-3']]
    """
    parent: dict[str, str] = {}

    def root(lead_id: str) -> str:
        parent.setdefault(lead_id, lead_id)
        while parent[lead_id] != lead_id:
            lead_id = parent[lead_id]
        return lead_id

    queries = sorted(labels)
    for label in queries:
        for other in label.relevant:
            parent[root(other)] = root(label.query)
    found: dict[str, list[str]] = {}
    for label in queries:
        found.setdefault(root(label.query), []).append(label.query)
    return sorted(found.values())


def draw(labels: Iterable[Label]) -> dict[str, str]:
    """The half of each query: groups are drawn at random within each sector.

    The groups of a sector are shuffled with a fixed seed and given one after the other
    to the half that has fewer queries of the sector so far.
    """
    by_sector: dict[str, list[list[str]]] = {}
    for group in groups(labels):
        by_sector.setdefault(sector(group[0]), []).append(group)
    half_of: dict[str, str] = {}
    for name, members in sorted(by_sector.items()):
        half_of |= draw_sector(members, random.Random(f"{SEED}: {name}"))
    return half_of


def draw_sector(members: list[list[str]], chance: random.Random) -> dict[str, str]:
    chance.shuffle(members)
    first, second = chance.sample(HALVES, 2)
    balance = 0  # queries that the first half has more than the second
    half_of = {}
    for group in members:
        half = first if balance <= 0 else second
        balance += len(group) if half == first else -len(group)
        half_of.update(dict.fromkeys(group, half))
    return half_of
