"""Why an enterprise has its size class: codes with figures, put into words by models.

In this order, where they apply:

``public_control`` (ceiling), ``estimate`` (year): facts about the firm.
``taken_over`` (year): no two-year rule. ``gap`` (after, year): it restarts here.
``first_year`` (year): nothing before. ``changed_two_years`` (size_class, before,
year), ``kept_two_years`` (size_class, computed, year): what the rule did.
``headcount_within``, ``turnover_within``, ``balance_sheet_within`` and the same with
``_exceeds`` (value, ceiling, size_class the ceiling belongs to, year).
``could_be_smaller`` (size_class, missing, year): the other financial figure decides.
``link_added`` (name, kind, share, headcount, year), ``link_other_year`` (name, year,
used): its figures are of another year.
``missing`` (fields, year), ``link_missing`` (name, kind, fields, year): of years
after the deciding one, or of all if none decides. ``no_figures``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from .size_figures import (
    CEILINGS,
    CLASSES,
    FINANCIAL,
    Ceiling,
    Figures,
    Link,
    as_float,
    class_of,
    figures_of,
    financial_within,
)


class Reason(NamedTuple):
    """Why: a code with parameters, put into words by the models."""

    code: str
    params: dict[str, Any]


def ceiling_reasons(figures: Figures, size_class: str) -> Iterator[Reason]:
    """Say what the class of the figures met, and why it is not a smaller one.

    >>> reasons = ceiling_reasons(Figures(2025, 8, 3_000_000, 1), "micro")
    >>> [reason.code for reason in reasons]
    ['headcount_within', 'balance_sheet_within']
    """
    rank = CLASSES.index(size_class)
    if rank < len(CEILINGS):
        ceiling = CEILINGS[rank]
        for measure in ("headcount", *financial_within(figures, ceiling)):
            yield _compared("within", measure, figures, ceiling)
    if rank:
        yield from _exceeded(figures, CEILINGS[rank - 1])


def _compared(how: str, measure: str, figures: Figures, ceiling: Ceiling) -> Reason:
    params = {
        "value": as_float(getattr(figures, measure)),
        "ceiling": getattr(ceiling, measure),
        "size_class": ceiling.size_class,
        "year": figures.year,
    }
    return Reason(f"{measure.removesuffix('_eur')}_{how}", params)


def _exceeded(figures: Figures, ceiling: Ceiling) -> Iterator[Reason]:
    """Why the figures are above a ceiling; both financial ones must be."""
    if figures.headcount >= ceiling.headcount:
        yield _compared("exceeds", "headcount", figures, ceiling)
    if financial_within(figures, ceiling):
        return
    known = [m for m in FINANCIAL if getattr(figures, m) is not None]
    for measure in known:
        yield _compared("exceeds", measure, figures, ceiling)
    if len(known) == 1 and figures.headcount < ceiling.headcount:
        (missing,) = set(FINANCIAL) - set(known)
        params = {"missing": missing, "size_class": ceiling.size_class}
        yield Reason("could_be_smaller", {**params, "year": figures.year})


def _missing_fields(figures: Figures) -> tuple[str, ...]:
    fields = ("headcount",) if figures.headcount is None else ()
    if class_of(figures) is None:
        fields += tuple(m for m in FINANCIAL if getattr(figures, m) is None)
    return fields


def missing_reasons(own: Figures, links: Sequence[Link]) -> Iterator[Reason]:
    """Say what a year without a class lacks, of the firm's own or of a link's."""
    if fields := _missing_fields(own):
        yield Reason("missing", {"year": own.year, "fields": fields})
    for link in links:
        if link.counts_in(own.year):
            yield from _link_missing(link, own.year)


def _link_missing(link: Link, year: int) -> Iterator[Reason]:
    if fields := _missing_fields(figures_of(link, year)):
        params = {"name": link.name, "kind": link.kind}
        yield Reason("link_missing", {**params, "fields": fields, "year": year})


def link_reasons(year: int, links: Sequence[Link]) -> Iterator[Reason]:
    """Say which enterprises were added, and whose figures are of another year."""
    for link in links:
        if not link.counts_in(year):
            continue
        headcount = figures_of(link, year).headcount
        if headcount is None:
            yield from _link_missing(link, year)
            continue
        params = {"name": link.name, "kind": link.kind, "year": year}
        numbers = {"share": link.weight * 100, "headcount": headcount}
        yield Reason(
            "link_added", {**params, **{k: float(v) for k, v in numbers.items()}}
        )
        used = link.nearest_figures(year).year
        if used != year:
            params = {"name": link.name, "year": year, "used": used}
            yield Reason("link_other_year", params)
