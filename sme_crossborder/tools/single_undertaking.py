"""Single undertaking: the enterprises that share one de minimis ceiling.

Regulation (EU) 2023/2831, Article 2(2). A closed list of four links between
enterprises, each also "through one or more other enterprises". Unlike in the SME
definition there are no partners, no pro rata, and no links through natural persons
or through a public body that holds both (leave those out of the links).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from .errors import RuleError
from .holdings import CONTROL_GROUNDS

Key = TypeVar("Key", bound=Hashable)

GROUNDS = frozenset(CONTROL_GROUNDS)


def _root(parents: dict[Key, Key], key: Key) -> Key:
    while parents[key] != key:
        parents[key] = key = parents[parents[key]]
    return key


def single_undertakings(
    nodes: Mapping[Key, str | None], links: Iterable[tuple[Key, Key, str]]
) -> list[frozenset[Key]]:
    """Return the single undertakings: every enterprise is in exactly one.

    Only enterprises of one Member State form a single undertaking (recital 4), but
    a chain may pass through enterprises elsewhere: two Estonian daughters of one
    Finnish parent are one in Estonia, the parent is another one in Finland. The
    article limits the members, not the enterprises "through" which they are
    related; authorities that read it otherwise count less together.

    :param nodes: enterprise -> country; unknown countries form no group together
    :param links: (one enterprise, the other, ground); direction does not matter
    :raises RuleError: ``ground`` not on the list, ``unknown_node``

    >>> groups = single_undertakings(
    ...     {"parent": "FI", "a": "EE", "b": "EE", "c": "EE"},
    ...     [("parent", "a", "majority_votes"), ("parent", "b", "agreement")],
    ... )
    >>> [sorted(group) for group in groups]
    [['parent'], ['a', 'b'], ['c']]
    """
    parents = {key: key for key in nodes}
    for one, other, ground in links:
        _check(nodes, one, other, ground)
        parents[_root(parents, one)] = _root(parents, other)
    groups = defaultdict(set)
    for key, country in nodes.items():
        # Two firms of unknown country may sit in two Member States.
        groups[_root(parents, key), country or key].add(key)
    return [frozenset(group) for group in groups.values()]


def _check(nodes: Mapping[Key, str | None], one: Key, other: Key, ground: str) -> None:
    if ground not in GROUNDS:
        raise RuleError("ground", found=ground, expected=CONTROL_GROUNDS)
    if one not in nodes or other not in nodes:
        raise RuleError("unknown_node")
