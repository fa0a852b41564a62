"""Which of the firms known so far a row of a list means.

The same question is asked of the files an organisation already has and of the rows
above in the same list. A shared number decides; without one, an equal name in the
same country does, unless a number or the legal form says that they are two firms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .names import split_legal_form

KINDS = ("registry_key", "vat_key", "lei_key", "pic_key")
"""Strongest first: a register's number decides, a participant code only helps."""


@dataclass(frozen=True)
class Firm:
    """What tells one firm from another: keys, country and name."""

    keys: Mapping[str, str]
    country: Hashable = None
    name_key: str = ""
    name: str = ""

    @classmethod
    def of(cls, keys, country, name_key, name):
        """Make one from what a record or a row holds; empty keys are left out."""
        given = {kind: keys[kind] for kind in KINDS if keys.get(kind)}
        return cls(given, country, name_key or "", name or "")

    @property
    def form(self) -> str:
        """The legal form in the name, '' for none; asked only when names are equal.

        >>> Firm.of({"vat_key": None}, "SE", "fjordkod", "Fjordkod AB").form
        'ab'
        """
        return (split_legal_form(self.name)[1] or "").casefold() if self.name else ""

    def differs(self, other: Firm, kinds=KINDS) -> bool:
        """Whether a number of one of ``kinds`` says that these are two firms."""
        return any(
            kind in self.keys
            and kind in other.keys
            and self.keys[kind] != other.keys[kind]
            for kind in kinds
        )


class Match(NamedTuple):
    """``token`` of the firm found and by what (a kind or 'name').

    ``problem``: 'several' firms fit, or the numbers are in 'contradiction': one
    points to ``token``, and another, stronger one does not.
    """

    token: Hashable = None
    by: str | None = None
    problem: str | None = None


@dataclass
class FirmIndex:
    """Firms by number and by name.

    >>> index = FirmIndex()
    >>> index.add(1, Firm({"registry_key": "SE:1", "pic_key": "9"}, "SE", "fjord"))
    >>> index.find(Firm({"registry_key": "SE:1", "pic_key": "8"}))
    Match(token=1, by='registry_key', problem=None)
    >>> index.find(Firm({"registry_key": "SE:2", "pic_key": "9"})).problem
    'contradiction'
    >>> index.find(Firm({}, "SE", "fjord")).by, index.find(Firm({}, "FI", "fjord")).by
    ('name', None)
    >>> index.find(Firm({"registry_key": "SE:2"}, "SE", "fjord"))
    Match(token=None, by=None, problem=None)
    """

    _firms: dict = field(default_factory=dict)
    _by_key: dict = field(default_factory=lambda: defaultdict(list))
    _by_name: dict = field(default_factory=lambda: defaultdict(list))

    def add(self, token: Hashable, firm: Firm) -> None:
        self._firms[token] = firm
        for kind, key in firm.keys.items():
            self._by_key[kind, key].append(token)
        if firm.name_key:
            self._by_name[firm.country, firm.name_key].append(token)

    def find(self, firm: Firm) -> Match:
        return self._find_by_key(firm) or self._find_by_name(firm) or Match()

    def _find_by_key(self, firm: Firm) -> Match | None:
        hits = {}
        for kind in KINDS:
            for token in self._by_key.get((kind, firm.keys.get(kind)), ()):
                hits.setdefault(token, kind)
        if not hits:
            return None
        token, kind = next(iter(hits.items()))
        stronger = KINDS[: KINDS.index(kind)]
        if firm.differs(self._firms[token], stronger):
            return Match(token, kind, "contradiction")
        if len(hits) == 1:
            return Match(token, kind)
        if list(hits.values()).count(kind) > 1:
            return Match(token, kind, "several")
        return Match(token, kind, "contradiction")

    def _find_by_name(self, firm: Firm) -> Match | None:
        if not firm.name_key:
            return None
        tokens = [
            token
            for token in self._by_name.get((firm.country, firm.name_key), ())
            if self._may_be_same(firm, self._firms[token])
        ]
        if len(tokens) > 1:
            # a file without any number is the one a list without numbers made
            bare = [token for token in tokens if not self._firms[token].keys]
            tokens = bare if len(bare) == 1 else tokens
        if len(tokens) > 1:
            return Match(tokens[0], "name", "several")
        return Match(tokens[0], "name") if tokens else None

    @staticmethod
    def _may_be_same(firm: Firm, other: Firm) -> bool:
        same_form = not firm.form or not other.form or firm.form == other.form
        return same_form and not firm.differs(other)
