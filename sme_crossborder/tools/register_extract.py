"""Files of national business registers: which one it is, and the firms in it.

Open data of the registers of Estonia, Latvia and Lithuania: hundreds of thousands of
lines, read one at a time. A file is known by the columns in its first line; columns
it lacks are left out. Sources: docs/import.md.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Container, Iterator
from typing import BinaryIO, NamedTuple

from .errors import RuleError
from .text import tidy

FIELDS = ("name", "legal_form", "vat", "street", "zip", "city", "founding_year")
"""What an extract may tell of a firm; ``status`` comes with it."""

RECORD_LINES = 50
"""A firm has one line; a name with line breaks has a few."""


class InvalidExtract(RuleError):
    """A file is refused.

    Codes: ``empty``, ``header`` (no register we know), ``encoding`` (not UTF-8),
    ``archive`` (a zip without a table in it), ``line`` (cannot be read; ``line``).
    """


class Shape(NamedTuple):
    """How one register writes its file; ``needed`` columns tell it apart."""

    country: str
    delimiter: str
    number: str
    needed: tuple[str, ...]
    read: Callable[[dict[str, str]], dict[str, str]]
    is_ended: Callable[[dict[str, str]], bool]
    quoting: int = csv.QUOTE_MINIMAL


class Entry(NamedTuple):
    """A firm as the register has it; empty values are left out.

    ``is_ended``: liquidated, bankrupt, struck off, or on the way there.
    """

    number: str
    values: dict[str, str]
    is_ended: bool = False


def _year(date: str) -> str:
    """Return the year of dd.mm.yyyy or yyyy-mm-dd.

    >>> _year("03.11.2009"), _year("2009-11-03"), _year("")
    ('2009', '2009', '')
    """
    found = re.search(r"\b(1[89]|20)\d\d\b", date)
    return found[0] if found else ""


def _unquoted(name: str) -> str:
    """Undo quotes a file escapes although it quotes nothing."""
    if len(name) > 2 and name[0] == name[-1] == '"' and '""' in name:
        name = name[1:-1]
    return name.replace('""', '"')


def _estonia(row: dict[str, str]) -> dict[str, str]:
    """Place: "district, town, county"; the last but one is what letters go to."""
    places = [part.strip() for part in row.get("asukoha_ehak_tekstina", "").split(",")]
    city = places[-2] if len(places) > 1 else places[0]
    status = row.get("ettevotja_staatus_tekstina") or row.get("ettevotja_staatus", "")
    return {
        "name": row["nimi"],
        "legal_form": row.get("ettevotja_oiguslik_vorm", ""),
        "vat": row.get("kmkr_nr", ""),
        "street": row.get("asukoht_ettevotja_aadressis")
        or row.get("ettevotja_aadress", ""),
        "zip": row.get("indeks_ettevotja_aadressis", ""),
        "city": city.removesuffix(" linn"),
        "founding_year": _year(row.get("ettevotja_esmakande_kpv", "")),
        "status": status,
    }


def _latvia(row: dict[str, str]) -> dict[str, str]:
    """Address: "municipality, town, street", or "town, street" for a city."""
    parts = [part.strip() for part in row.get("address", "").split(",")]
    if len(parts) > 2 and parts[0].endswith("nov."):
        parts = parts[1:]
    ended = row.get("terminated", "")
    closed = {"L": "Liquidated", "R": "Reorganised"}.get(row.get("closed", ""), "")
    status = f"{closed or 'Terminated'} {ended}".strip() if closed or ended else ""
    index = row.get("index", "")
    return {
        "name": row["name"],
        "legal_form": row.get("type", ""),
        "street": ", ".join(parts[1:]),
        "zip": f"LV-{index}" if index.isdigit() else index,
        "city": parts[0] if len(parts) > 1 else "",
        "founding_year": _year(row.get("registered", "")),
        "status": status or "Registered",
    }


def _lithuania(row: dict[str, str]) -> dict[str, str]:
    """Address: "municipality, town, street, LT-00000", as one text."""
    address = row.get("adresas", "")
    postcode = re.search(r"\bLT-\d{5}\b", address)
    parts = [
        part.strip()
        for part in address.replace(postcode[0] if postcode else "\0", "").split(",")
        if part.strip() and not part.strip().endswith("sav.")
    ]
    return {
        "name": _unquoted(row["ja_pavadinimas"]),
        "legal_form": row.get("form_pavadinimas", ""),
        "street": ", ".join(parts[1:]) if len(parts) > 1 else address,
        "zip": postcode[0] if postcode else "",
        "city": parts[0] if len(parts) > 1 else "",
        "founding_year": _year(row.get("ja_reg_data", "")),
        "status": row.get("stat_pavadinimas", ""),
    }


SHAPES = (
    Shape(
        *("EE", ";", "ariregistri_kood", ("nimi", "ariregistri_kood")),
        _estonia,
        # R: entered in the register; L, N, K: liquidation, bankruptcy, struck off
        lambda row: row.get("ettevotja_staatus", "R") not in ("R", ""),
    ),
    Shape(
        *("LV", ";", "regcode", ("regcode", "sepa", "name")),
        _latvia,
        lambda row: bool(row.get("terminated") or row.get("closed")),
    ),
    Shape(
        *("LT", "|", "ja_kodas", ("ja_kodas", "ja_pavadinimas", "adresas")),
        _lithuania,
        # 0: no legal status registered, which is the ordinary case
        lambda row: row.get("stat_kodas", "0") not in ("0", ""),
        csv.QUOTE_NONE,
    ),
)


def recognise(header: str) -> tuple[Shape, list[str]]:
    """Return the register whose file begins with ``header``, and the columns.

    >>> recognise("regcode;sepa;name;type")[0].country
    'LV'
    >>> recognise("name;country")
    Traceback (most recent call last):
        ...
    InvalidExtract: header
    """
    if not header.strip():
        raise InvalidExtract("empty")
    for shape in SHAPES:
        names = next(csv.reader([header], delimiter=shape.delimiter))
        columns = [name.strip().lower() for name in names]
        if set(shape.needed) <= set(columns):
            return shape, columns
    raise InvalidExtract("header")


def _table(stream: BinaryIO) -> BinaryIO:
    """Return the table in the stream: itself, or the first one of a zip archive."""
    is_archive = stream.read(4) == b"PK\x03\x04"
    stream.seek(0)
    if not is_archive:
        return stream
    try:
        archive = zipfile.ZipFile(stream)
        names = [n for n in archive.namelist() if n.lower().endswith((".csv", ".txt"))]
        return archive.open(names[0])
    except (zipfile.BadZipFile, IndexError):
        raise InvalidExtract("archive") from None


class Extract:
    """A register's file, read line by line.

    :ivar shape: the register
    :ivar lines: number of firms read so far
    :ivar damaged: line numbers of records that do not have the columns of the header:
        nothing is read from them, and no firm that stands in them is found

    >>> lines = ["regcode;sepa;name;type", "40299900001;;SIA Fjords;SIA"]
    >>> extract = Extract(io.BytesIO("\\n".join(lines).encode()))
    >>> list(extract.find({"40299900001"}))[0].values["name"]
    'SIA Fjords'
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._text = io.TextIOWrapper(_table(stream), encoding="utf-8-sig", newline="")
        self.lines = 0
        self.damaged: list[int] = []
        self._pending = 0
        try:
            header = self._text.readline()
        except UnicodeDecodeError:
            raise InvalidExtract("encoding") from None
        self.shape, self._columns = recognise(header)

    def find(self, numbers: Container[str]) -> Iterator[Entry]:
        """Yield the firms with one of ``numbers``; nothing else is kept."""
        shape = self.shape
        at = self._columns.index(shape.number)
        for cells in self._cells():
            self.lines += 1
            number = cells[at].strip()
            if number in numbers:
                row = dict(zip(self._columns, map(tidy, cells), strict=False))
                values = {k: v for k, v in shape.read(row).items() if v}
                yield Entry(number, values, shape.is_ended(row))

    def _is_whole(self, cells: list[str]) -> bool:
        """Whether a record has every column; empty ones beyond the last do no harm."""
        width = len(self._columns)
        return len(cells) >= width and not any(map(str.strip, cells[width:]))

    def _lines(self) -> Iterator[str]:
        """The lines, giving up on a quote that is never closed.

        The csv module would look for its end to the end of the file.
        """
        for line in self._text:
            self._pending += 1
            if self._pending > RECORD_LINES:
                raise csv.Error("unclosed quote")
            yield line

    def _cells(self) -> Iterator[list[str]]:
        """Yield whole records; note where the others begin and go on after them."""
        reader = csv.reader(
            self._lines(),
            delimiter=self.shape.delimiter,
            quoting=self.shape.quoting,
            strict=True,  # or a quote that is not closed would join two records
        )
        while True:
            cells: list[str] | None = []
            try:
                cells = next(reader, None)
            except UnicodeDecodeError:
                raise InvalidExtract("encoding") from None
            except csv.Error:
                if self._pending > RECORD_LINES:
                    first = reader.line_num - self._pending + 3
                    raise InvalidExtract("line", line=first) from None
            if cells is None:
                return
            first = reader.line_num - self._pending + 2  # the header is line 1
            self._pending = 0
            if self._is_whole(cells):
                yield cells
            else:
                self.damaged.append(first)
