"""Figures of an enterprise, what partner and linked ones add, and the ceilings.

Recommendation 2003/361/EC, Annex, Articles 2 (ceilings) and 6 (partner and linked
enterprises; from memory). Amounts in euro, headcount in annual work units.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from .errors import RuleError
from .holdings import AUTONOMOUS, KINDS, LINKED

Number = Decimal | float | int

MICRO, SMALL, MEDIUM, LARGE, UNKNOWN = "micro", "small", "medium", "large", "unknown"
CLASSES = (MICRO, SMALL, MEDIUM, LARGE)
FINANCIAL = ("turnover_eur", "balance_sheet_eur")
MEASURES = ("headcount", *FINANCIAL)


class Ceiling(NamedTuple):
    """Headcount below, turnover or balance sheet not above (Art. 2)."""

    size_class: str
    headcount: int
    turnover_eur: int
    balance_sheet_eur: int


CEILINGS = (
    Ceiling(MICRO, 10, 2_000_000, 2_000_000),
    Ceiling(SMALL, 50, 10_000_000, 10_000_000),
    Ceiling(MEDIUM, 250, 50_000_000, 43_000_000),
)


@dataclass(frozen=True)
class Figures:
    """One closed accounting period; None where a figure is not known.

    :raises RuleError: ``negative`` with the measure
    """

    year: int
    headcount: Number | None = None
    turnover_eur: Number | None = None
    balance_sheet_eur: Number | None = None

    def __post_init__(self) -> None:
        for measure in MEASURES:
            value = getattr(self, measure)
            if value is not None and value < 0:
                raise RuleError("negative", measure=measure, year=self.year)


@dataclass(frozen=True)
class Link:
    """Another enterprise and its figures; each enterprise once.

    ``share``: percent, for a partner the higher of capital and votes; a linked one
    counts in full, an autonomous one not at all. ``links``: enterprises related to
    this one (Art. 6(2)-(3)): of a linked enterprise its partners and linked ones,
    of a partner its linked ones only. ``since``/``until``: first and last
    year of the relation, if known.
    """

    kind: str
    share: Number = 100
    figures: tuple[Figures, ...] = ()
    name: str = ""
    links: tuple[Link, ...] = ()
    since: int | None = None
    until: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise RuleError("kind", expected=KINDS)
        if not 0 <= self.share <= 100:
            raise RuleError("share", minimum=0, maximum=100)

    @property
    def weight(self) -> Decimal:
        """The part that counts, 0 to 1."""
        if self.kind == AUTONOMOUS:
            return Decimal(0)
        return Decimal(1) if self.kind == LINKED else _decimal(self.share) / 100

    def counts_in(self, year: int) -> bool:
        """Tell whether anything of it is added to the firm's figures of a year."""
        is_held = (self.since or year) <= year <= (self.until or year)
        return is_held and self.weight > 0

    def nearest_figures(self, year: int) -> Figures:
        """Return its figures of the year, else the last before, else the next after.

        Accounting years differ and people hand in one sheet of a group: a figure of
        another year is better than none, and is told (``link_other_year``).
        """
        known = [figures for figures in self.figures if figures.headcount is not None]
        by_distance = sorted(known, key=lambda f: (f.year > year, abs(f.year - year)))
        return by_distance[0] if by_distance else Figures(year)


def _decimal(value: Number) -> Decimal:
    """Exact arithmetic: 7 + 30 % of 10 must be 10, not 9.999 (a class apart)."""
    return Decimal(str(value))


def as_float(value: Number | None) -> float | None:
    """Return a figure as models store it."""
    return None if value is None else float(value)


def class_of(figures: Figures) -> str | None:
    """Return the class the figures show, None if they do not show one.

    Headcount is compulsory, one financial ceiling suffices. With one financial
    figure missing, the class is the one the other proves (the firm might prove a
    smaller one); if it proves none below large, nothing is known.

    >>> class_of(Figures(2025, 9, 2_000_000)), class_of(Figures(2025, 10, 0, 0))
    ('micro', 'small')
    >>> class_of(Figures(2025, 250)), class_of(Figures(2025, 3))
    ('large', None)
    >>> class_of(Figures(2025, 40, 60_000_000, 43_000_000))
    'medium'
    """
    if figures.headcount is None:
        return None
    for ceiling in CEILINGS:
        if figures.headcount < ceiling.headcount and financial_within(figures, ceiling):
            return ceiling.size_class
    is_proven = None not in (figures.turnover_eur, figures.balance_sheet_eur)
    return LARGE if is_proven or figures.headcount >= CEILINGS[-1].headcount else None


def financial_within(figures: Figures, ceiling: Ceiling) -> list[str]:
    """The financial measures known to respect the ceiling."""
    return [
        measure
        for measure in FINANCIAL
        if getattr(figures, measure) is not None
        and getattr(figures, measure) <= getattr(ceiling, measure)
    ]


def _sum(year: int, parts: Iterable[tuple[Figures, Decimal]]) -> Figures:
    """Weighted sum per measure; a measure one part lacks is unknown."""
    parts = list(parts)

    def total(measure: str) -> Decimal | None:
        values = [(getattr(figures, measure), weight) for figures, weight in parts]
        if any(value is None for value, _weight in values):
            return None
        return sum((_decimal(value) * weight for value, weight in values), Decimal(0))

    return Figures(year, *map(total, MEASURES))


def figures_of(link: Link, year: int) -> Figures:
    """Return a link's figures of a year with what counts into them (Art. 6(3))."""
    figures = replace(link.nearest_figures(year), year=year)
    inner = (x for x in link.links if LINKED in (link.kind, x.kind))
    return consolidate(figures, tuple(inner))


def consolidate(own: Figures, links: Sequence[Link] = ()) -> Figures:
    """Return the enterprise's figures of a year with partner and linked ones added.

    Partners pro rata, linked enterprises in full (Art. 6(2)); a figure that one of
    them lacks is None in the sum.

    >>> partner = Link("partner", 30, (Figures(2025, 10, 1000, 2000),))
    >>> float(consolidate(Figures(2025, 7, 100, 100), [partner]).headcount)
    10.0
    """
    counted = [link for link in links if link.counts_in(own.year)]
    parts = [(figures_of(link, own.year), link.weight) for link in counted]
    return _sum(own.year, [(own, Decimal(1)), *parts])
