"""A row of a list on its way in, and everything found wrong with it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .import_match import Firm

# Context keys of a file import; a call of load() may set them too
CONTEXT_SKIP = "sme_import_skip"
CONTEXT_FIRST_ROW = "sme_import_first_row"
CONTEXT_GOOD_ROWS = "sme_import_good_rows"


class Fault(NamedTuple):
    """Why a row is refused; ``path`` is the column's field, None for the row."""

    path: str | None
    message: str


@dataclass
class Row:
    """One firm of the list; it may span lines ``first`` to ``last``, from 0."""

    first: int
    last: int
    cells: dict[str, Any]
    """What the list says, by field, as text."""

    vals: dict[str, Any] = field(default_factory=dict)
    """Values to write; empty cells are left out."""

    typed: dict[str, str] = field(default_factory=dict)
    """Numbers as the list writes them."""

    masked: str | None = None
    """The number that stands there masked, as on a printed or exported file."""

    identity: dict[str, Any] = field(default_factory=dict)
    """Numbers in their official notation, as they will be on the file."""

    company_id: int | None = None
    country: Any = None
    firm: Firm | None = None
    file_id: int | None = None
    """The file of the own organisation that the row is about, if there is one."""

    is_changed: bool = False
    """Whether writing changed a file that was there."""

    faults: list[Fault] = field(default_factory=list)

    def refuse(self, path: str | None, message: str) -> None:
        self.faults.append(Fault(path, message))

    @property
    def is_good(self) -> bool:
        return not self.faults


def cell_text(value: object) -> str:
    """Return a cell as the text a person sees in it.

    >>> cell_text(40003521600.0), cell_text(None), cell_text(" Fjord\\u00a0 AB ")
    ('40003521600', '', 'Fjord AB')
    >>> cell_text(datetime.date(2025, 5, 1)), cell_text(True)
    ('2025-05-01', 'True')
    """
    if value is None or value is False:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    # the database takes no zero characters, which damaged files have
    lines = str(value).replace("\0", "").strip().splitlines()
    return "\n".join(" ".join(line.split()) for line in lines)
