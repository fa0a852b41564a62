"""NACE codes in both revisions, and which of them are ICT.

The same four digits mean different things in Rev. 2 and Rev. 2.1 (61.20, 63.91):
a code without its revision is not a fact, so :class:`NaceCode` carries both.
Titles: Rev. 2 as python-stdnum ships it, Rev. 2.1 from data/ref/nace_rev21.csv.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import stdnum
from stdnum import numdb

from .errors import RuleError
from .text import tidy

REV2 = "2.0"
REV21 = "2.1"
REVISIONS = (REV2, REV21)

_REV21_FILE = Path(__file__).parents[1] / "data" / "ref" / "nace_rev21.csv"

# OECD/Eurostat: 261+262+263+264+268+465+582+61+62+631+951 (note to TIN00085).
_ICT_REV2 = (
    *("26.1", "26.2", "26.3", "26.4", "26.8", "46.5", "58.2"),
    *("61", "62", "63.1", "95.1"),
)
# Inferred from titles; no official ICT aggregate of Rev. 2.1 was found. 63.91 has
# the web portals of 63.12; 46.50 and 95.10 merge the classes of 46.5 and 95.1.
_ICT_REV21 = (
    *("26.1", "26.2", "26.3", "26.4", "46.50", "58.2"),
    *("61", "62", "63.1", "63.91", "95.10"),
)
_ICT = {REV2: _ICT_REV2, REV21: _ICT_REV21}

# Inferred from titles. 26.80 has no successor whose title names it.
_TO_REV21 = {
    "26.80": (),
    "46.51": ("46.50",),
    "46.52": ("46.50",),
    "61.10": ("61.10",),
    "61.20": ("61.10",),
    "61.30": ("61.10",),
    "61.90": ("61.20", "61.90"),
    "62.01": ("62.10",),
    "62.02": ("62.20",),
    "62.03": ("62.20",),
    "62.09": ("62.90",),
    "63.11": ("63.10",),
    "63.12": ("63.91",),
    "95.11": ("95.10",),
    "95.12": ("95.10",),
}

# Words of the national classifications people copy along with the code.
_CLASSIFICATION = re.compile(
    r"^(NACE|EMTAK|SNI|TOL|EVRK|PKD|WZ|DB|SN)?[ -]*"
    r"((REV\.? ?2(\.[01])?|20\d\d|07)[ :])?[ :-]*"
)
_CODE = re.compile(r"(?P<section>[A-V])?[ .]?(?P<digits>\d[\d. ]*\d|\d)[ .]?[A-Z]?")


class InvalidNace(RuleError):
    """A NACE code is refused.

    Codes: ``empty``, ``format``, ``revision`` (not 2.0 or 2.1), ``unknown`` (no
    such class in the revision), ``section`` (the letter is another section's),
    ``level`` (a division or group with several classes: too coarse), and
    ``ambiguous_revision`` (a class of both; ask for the revision).
    """


class NaceCode(NamedTuple):
    """A class (four digits) and its revision."""

    code: str
    revision: str


class NaceEntry(NamedTuple):
    """One line of the classification; ``level`` 1 section to 4 class."""

    code: str
    level: int
    parent: str | None
    label: str


def _dotted(digits: str) -> str:
    return f"{digits[:2]}.{digits[2:]}" if len(digits) > 2 else digits


@lru_cache(maxsize=1)
def _rev2_prefixes() -> list:
    # Not numdb.get(): Odoo hooks the import of stdnum, and its loader then no longer
    # answers importlib.resources.
    folder = Path(stdnum.__file__).parent / "eu"
    table = folder / "nace20.dat"
    if not table.exists():  # python-stdnum before 2.0 had Rev. 2 only
        table = folder / "nace.dat"
    with table.open(encoding="utf-8") as lines:
        return numdb.read(lines).prefixes


def _walk(prefixes: list, above: str) -> Iterator[NaceEntry]:
    for _length, low, _high, props, children in prefixes:
        digits = above + low
        level = 1 if digits.isalpha() else len(digits)
        parent = props.get("section") or (_dotted(above) if above else None)
        yield NaceEntry(_dotted(digits), level, parent, props["label"])
        yield from _walk(children, digits)


def iter_rev2() -> Iterator[NaceEntry]:
    """Yield NACE Rev. 2 with English titles: 21 sections down to 615 classes.

    >>> [entry.code for entry in iter_rev2()][:4]
    ['A', '01', '01.1', '01.11']
    """
    yield from _walk(_rev2_prefixes(), "")


def iter_rev21(language: str = "en") -> Iterator[NaceEntry]:
    """Yield NACE Rev. 2.1, titles in en sv fi et lv lt pl de or da (CC BY 4.0).

    >>> next(entry.label for entry in iter_rev21("sv") if entry.code == "62.10")
    'Dataprogrammering'
    """
    with _REV21_FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            label = row[f"name_{language}"]
            yield NaceEntry(
                row["code"], int(row["level"]), row["parent"] or None, label
            )


@lru_cache(maxsize=2)
def _sections(revision: str) -> dict[str, str]:
    """Class code -> section letter."""
    entries = list(iter_rev2() if revision == REV2 else iter_rev21())
    section_of = {entry.code: entry.parent for entry in entries if entry.level == 2}
    return {
        entry.code: section_of[entry.code[:2]] for entry in entries if entry.level == 4
    }


def _split(raw: object) -> tuple[str | None, str]:
    """Return the section letter, if written, and the digits as written."""
    text = _CLASSIFICATION.sub("", tidy(raw).upper().replace(",", "."))
    if not text:
        raise InvalidNace("empty")
    match = _CODE.fullmatch(text)
    if not match:
        raise InvalidNace("format")
    return match["section"], match["digits"].strip()


def _class_digits(written: str) -> str:
    """Return four digits, putting back the zeros a spreadsheet takes away.

    >>> _class_digits("62.1"), _class_digits("1.11"), _class_digits("62.01.0")
    ('6210', '0111', '6201')
    """
    head, dot, rest = written.partition(".")
    digits = re.sub(r"\D", "", rest)
    if dot and len(head) <= 2:
        head = head.zfill(2)
        digits = digits.ljust(2, "0")
    number = re.sub(r"\D", "", head) + digits
    if len(number) < 4:
        # "111" may be group 11.1 or class 01.11: no guess.
        raise InvalidNace("level", found=len(number))
    if len(number) > 6:
        raise InvalidNace("format")
    return number[:4]


def _missing(code: str, revisions: tuple[str, ...]) -> InvalidNace:
    """The reason why no revision has the class."""
    group = code[:4] if code.endswith("0") else None
    if group and any(
        known.startswith(group) for r in revisions for known in _sections(r)
    ):
        return InvalidNace("level", found=3)
    return InvalidNace("unknown", code=code, revisions=revisions)


def parse_nace(raw: str, revision: str | None = None) -> NaceCode:
    """Read an activity code down to its European four digits.

    National fifth digits and letters (EMTAK, SNI, TOL, PKD, ...) are dropped. A
    section letter helps to tell the revision.

    :param revision: '2.0', '2.1', or None to infer it where only one has the class
    :raises InvalidNace: see there for the codes

    >>> parse_nace("62011", "2.0"), parse_nace("62.1").code
    (NaceCode(code='62.01', revision='2.0'), '62.10')
    >>> parse_nace("J62.01").revision, parse_nace("K 61.20").revision
    ('2.0', '2.1')
    >>> parse_nace("61.20")
    Traceback (most recent call last):
        ...
    InvalidNace: ambiguous_revision
    """
    if revision not in (None, *REVISIONS):
        raise InvalidNace("revision", expected=REVISIONS)
    section, written = _split(raw)
    code = _dotted(_class_digits(written))
    revisions = (revision,) if revision else REVISIONS
    found = {rev: _sections(rev)[code] for rev in revisions if code in _sections(rev)}
    if not found:
        raise _missing(code, revisions)
    return NaceCode(code, _only_revision(code, section, found))


def _only_revision(code: str, section: str | None, found: dict[str, str]) -> str:
    """Choose among revisions that have the class, by the letter if there is one."""
    fitting = [rev for rev, letter in found.items() if section in (None, letter)]
    if not fitting:
        raise InvalidNace("section", code=code, found=section)
    if len(fitting) > 1:
        raise InvalidNace("ambiguous_revision", code=code, revisions=REVISIONS)
    return fitting[0]


def is_ict(code: str, revision: str) -> bool:
    """Tell whether a class belongs to the ICT sector.

    Rev. 2: the OECD/Eurostat definition. Rev. 2.1: inferred from titles, as no
    official aggregate was found (docs/rules.md); check before a release.

    >>> is_ict("63.91", "2.0"), is_ict("63.91", "2.1"), is_ict("62.01", "2.0")
    (False, True, True)
    """
    if revision not in _ICT:
        raise InvalidNace("revision", expected=REVISIONS)
    return code.startswith(_ICT[revision])


def to_rev21(code: str) -> tuple[str, ...] | None:
    """Return what became of an ICT class of Rev. 2, None for other classes.

    Inferred from titles. Several codes: the class was split. None left: empty.

    >>> to_rev21("62.03"), to_rev21("61.90"), to_rev21("26.80"), to_rev21("01.11")
    (('62.20',), ('61.20', '61.90'), (), None)
    """
    if not is_ict(code, REV2):
        return None
    return _TO_REV21.get(code, (code,))
