"""How an interest fits a lead, criterion by criterion: a match, a gap, or not known.

No score: a percentage would say more than anybody knows. Sets hold names.
"""

from __future__ import annotations

from dataclasses import dataclass

MATCH, GAP, UNKNOWN = "match", "gap", "unknown"

# why something is not known
NOT_SOUGHT, NOT_TOLD = "not_sought", "not_told"


@dataclass(frozen=True)
class Fit:
    """What one criterion says.

    ``found`` and ``missing`` are names in the order of the alphabet.
    """

    verdict: str
    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    why: str = ""


def has_all(sought: set[str], told: set[str]) -> Fit:
    """Everything that is sought is needed: capabilities.

    >>> has_all({"Sales", "Support"}, {"Sales", "Support", "Cloud"})
    Fit(verdict='match', found=('Sales', 'Support'), missing=(), why='')
    >>> has_all({"Sales", "Support"}, {"Sales"})
    Fit(verdict='gap', found=('Sales',), missing=('Support',), why='')
    >>> has_all({"Sales"}, set())
    Fit(verdict='unknown', found=(), missing=(), why='not_told')
    >>> has_all(set(), {"Sales"})
    Fit(verdict='unknown', found=(), missing=(), why='not_sought')
    """
    return _compare(sought, told, all)


def has_any(sought: set[str], told: set[str]) -> Fit:
    """One of what is sought is enough: country, language, size, kind of cooperation.

    What else is sought is not missing then.

    >>> has_any({"Estonia", "Latvia"}, {"Latvia"})
    Fit(verdict='match', found=('Latvia',), missing=(), why='')
    >>> has_any({"Estonia"}, {"Finland"})
    Fit(verdict='gap', found=(), missing=('Estonia',), why='')
    """
    return _compare(sought, told, any)


def _compare(sought, told, enough):
    if not sought:
        return Fit(UNKNOWN, why=NOT_SOUGHT)
    if not told:
        return Fit(UNKNOWN, why=NOT_TOLD)
    found = tuple(sorted(sought & told))
    if enough(name in told for name in sought):
        return Fit(MATCH, found=found)
    return Fit(GAP, found=found, missing=tuple(sorted(sought - told)))
