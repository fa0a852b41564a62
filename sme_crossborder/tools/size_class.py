"""EU size class of an enterprise: micro, small, medium or large.

Recommendation 2003/361/EC, Annex; the two-year rule is Article 4(2), from memory
and compared with secondary sources (docs/rules.md). Figures: size_figures.py;
relations between enterprises: holdings.py.

The two-year rule as read here. Each ceiling (micro, small, medium) is followed on
its own: it counts as passed, or as kept again, once that is so in two consecutive
accounting periods. The status of a year is therefore the *middle one* of the
status before, the class of the period before and the class of this period:

    micro, small          -> micro    one period over is not enough
    micro, small, small   -> small
    micro, small, medium  -> small    micro's ceilings passed twice, small's once
    micro, medium, medium -> medium   both passed twice
    medium, small, micro  -> small    the same downwards
    micro, small, micro   -> micro    a single year never moves anything

The first known year stands by itself: earlier ones are unknown. After a gap (a
year without usable figures) the next known year starts afresh. The rule is not
applied after a take-over or merger, as the Commission's user guide has it; the
General Court's T-745/17 Kerkosand is read by some in the other direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .errors import RuleError
from .holdings import PARTNER_FROM, relation_kind
from .size_figures import (
    CLASSES,
    LARGE,
    MEASURES,
    UNKNOWN,
    Figures,
    Link,
    as_float,
    class_of,
    consolidate,
)
from .size_reasons import Reason, ceiling_reasons, link_reasons, missing_reasons

__all__ = [
    "Figures",
    "Link",
    "Reason",
    "SizeResult",
    "class_of",
    "consolidate",
    "relation_kind",
    "size_class",
]


@dataclass(frozen=True)
class SizeResult:
    """The class, the year it rests on, that year's figures with links added.

    Codes of ``reasons``: see size_reasons.py.
    """

    size_class: str
    year: int | None = None
    headcount: float | None = None
    turnover_eur: float | None = None
    balance_sheet_eur: float | None = None
    reasons: tuple[Reason, ...] = ()


class _Year(NamedTuple):
    """A year's own figures, the ones that decide, and the class they show."""

    own: Figures
    basis: Figures
    size_class: str | None


def _assess(own: Figures, links: Sequence[Link]) -> _Year:
    total = consolidate(own, links)
    if class_of(total) is None and class_of(own) == LARGE:
        # Adding enterprises cannot make a large one smaller, known or not.
        return _Year(own, own, LARGE)
    return _Year(own, total, class_of(total))


def _last_run(known: list[_Year]) -> list[_Year]:
    """The unbroken years that end in the last one."""
    starts = [
        at + 1
        for at, (a, b) in enumerate(pairwise(known))
        if b.own.year - a.own.year > 1
    ]
    return known[starts[-1] :] if starts else known


def _status(run: list[_Year]) -> str:
    """Apply the two-year rule; see the module's text.

    Run the middle of (status before, class before, class now) through the years.
    """
    ranks = [CLASSES.index(year.size_class) for year in run]
    status = ranks[0]
    for before, now in pairwise(ranks):
        status = sorted((status, before, now))[1]
    return CLASSES[status]


def _two_year_reasons(run: list[_Year], status: str) -> Iterator[Reason]:
    """How the years before decide with the last one."""
    last = run[-1]
    if len(run) == 1:
        yield Reason("first_year", {"year": last.own.year})
        return
    before = _status(run[:-1])
    common = {"size_class": status, "year": last.own.year}
    if status != before:
        yield Reason("changed_two_years", {**common, "before": before})
    if status != last.size_class:
        yield Reason("kept_two_years", {**common, "computed": last.size_class})


def _by_year(years: Iterable[Figures]) -> list[Figures]:
    ordered = sorted(years, key=lambda figures: figures.year)
    for a, b in pairwise(ordered):
        if a.year == b.year:
            raise RuleError("duplicate_year", year=a.year)
    return ordered


def size_class(
    years: Iterable[Figures],
    links: Sequence[Link] = (),
    *,
    new_firm_estimate: bool = False,
    taken_over: bool = False,
    public_control: bool = False,
) -> SizeResult:
    """Return the EU size class from the figures of closed years, in any order.

    The last year with enough figures decides, with the two-year rule (see the
    module's text) over the unbroken years before it.

    :param years: the firm's own figures, one per accounting period
    :param links: partner and linked enterprises with their figures
    :param new_firm_estimate: the last year is a good-faith estimate (Art. 4(3))
    :param taken_over: status changes at once, the two-year rule is not applied
    :param public_control: public bodies hold 25 % or more: not an SME (Art. 3(4))
    :raises RuleError: ``duplicate_year``

    The codes of the reasons are listed in size_reasons.py.

    >>> result = size_class([Figures(2024, 8, 1e6), Figures(2025, 11, 1e6)])
    >>> result.size_class, [reason.code for reason in result.reasons][:2]
    ('micro', ['kept_two_years', 'headcount_within'])
    >>> size_class([Figures(2025, 8)]).reasons[0].params["fields"]
    ('turnover_eur', 'balance_sheet_eur')
    """
    assessed = [_assess(own, links) for own in _by_year(years)]
    known = [year for year in assessed if year.size_class]
    flags = _flags(known, public_control, new_firm_estimate)
    missing = _missing(assessed, known, links)
    if not known:
        found = LARGE if public_control else UNKNOWN
        return SizeResult(found, reasons=(*flags, *missing))
    last, (status, history) = known[-1], _history(known, taken_over)
    return SizeResult(
        LARGE if public_control else status,
        last.own.year,
        *(as_float(getattr(last.basis, measure)) for measure in MEASURES),
        reasons=(
            *flags,
            *history,
            *ceiling_reasons(last.basis, last.size_class),
            *link_reasons(last.own.year, links),
            *missing,
        ),
    )


def _flags(known: list[_Year], public_control: bool, estimate: bool) -> list[Reason]:
    flags = []
    if public_control:
        flags.append(Reason("public_control", {"ceiling": PARTNER_FROM}))
    if estimate and known:
        flags.append(Reason("estimate", {"year": known[-1].own.year}))
    return flags


def _missing(
    assessed: list[_Year], known: list[_Year], links: Sequence[Link]
) -> list[Reason]:
    """What the years after the deciding one lack, or all if none decides."""
    if not assessed:
        return [Reason("no_figures", {})]
    late = [y for y in assessed if not known or y.own.year > known[-1].own.year]
    return [reason for year in late for reason in missing_reasons(year.own, links)]


def _history(known: list[_Year], taken_over: bool) -> tuple[str, list[Reason]]:
    """Return the status of the last known year and what the years before did."""
    run = _last_run(known)
    number = run[-1].own.year
    if taken_over:
        return run[-1].size_class, [Reason("taken_over", {"year": number})]
    status = _status(run)
    reasons = list(_two_year_reasons(run, status))
    if len(run) < len(known):
        after = known[-len(run) - 1].own.year
        reasons.insert(0, Reason("gap", {"after": after, "year": run[0].own.year}))
    return status, reasons
