"""Rows of an attendance list: our own sheet, or what an online meeting wrote down.

Tools write a summary before the table, several tables after one another, and one row
for each time a person came in. What is read is one :class:`Presence` for each person.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .errors import RuleError
from .import_columns import fold_heading
from .text import strip_accents, tidy

MOST_ROWS = 5000

# What lists call their columns; folded as by fold_heading().
_ALIASES = {
    "code": "attendee code, code, barcode, ticket, registration id",
    "name": (
        "name, full name, attendee, attendee name, participant, participant name, "
        "name original name, user name, display name, namn, nimi, vards, vardas, "
        "vards uzvards, vardas pavarde"
    ),
    "first": "first name, given name, fornamn, eesnimi, etunimi",
    "last": "last name, surname, family name, efternamn, perekonnanimi, sukunimi",
    "email": (
        "email, e mail, mail, email address, e mail address, user email, "
        "attendee email, participant email, epost, e post, e pasts, el pastas"
    ),
    "second_email": "participant id upn, upn, user principal name",
    "join": (
        "join time, first join, first join time, time joined, joined at, joined, "
        "time in, start time, entry time"
    ),
    "leave": (
        "leave time, last leave, last leave time, time exited, left at, left, "
        "time out, end time, exit time"
    ),
    "minutes": (
        "duration, duration minutes, in meeting duration, attendance duration, "
        "time in session minutes, time in meeting minutes, total duration minutes, "
        "meeting duration, minutes"
    ),
    "mark": (
        "attended, present, presence, came, here, narvarande, osavotja kohal, kohal, "
        "lasna, piedalijas, dalyvavo"
    ),
}
_COLUMNS = {
    fold_heading(alias): column
    for column, aliases in _ALIASES.items()
    for alias in aliases.split(",")
}
_YES = frozenset(
    [
        "yes",
        "y",
        "x",
        "1",
        "true",
        "ok",
        "ja",
        "jah",
        "kylla",
        "ja",
        "ir",
        "taip",
        "tak",
        "da",
        "v",
        "present",
    ]
)
_NO = frozenset(["no", "n", "0", "false", "nej", "ei", "ne", "nie", "absent", "-"])
_UNITS = (("h", 60.0), ("m", 1.0), ("s", 1 / 60))
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap])?\.?m?", re.I)


class InvalidList(RuleError):
    """The file as a whole is refused: ``no_table``, or ``too_many`` with ``most``."""


@dataclass
class Presence:
    """One person of a list, all rows together."""

    row: int
    """Of its first row, from 1."""

    name: str = ""
    email: str = ""
    code: str = ""
    seconds: float | None = None
    """All times together; None where the list tells none."""

    came: bool | None = None
    """None: the list says neither."""

    problem: str = ""
    """``mark``: neither yes nor no; ``nobody``: no name, e-mail or code."""

    mark: str = ""

    @property
    def minutes(self) -> int | None:
        return None if self.seconds is None else round(self.seconds / 60)


def read_rows(
    rows: Sequence[Sequence[object]],
    headings: Mapping[str, Iterable[str]] | None = None,
) -> list[Presence]:
    """Return who is on a list.

    :param headings: what our own sheet calls its columns in other languages, by column

    >>> [one] = read_rows([
    ...     ["1. Summary"], ["Meeting title", "Data"],
    ...     ["Name", "Email", "Join time", "Leave time"],
    ...     ["Anna Asp", "a@x.se", "3/5/26, 9:00:00 AM", "3/5/26, 9:40:00 AM"],
    ...     ["Anna Asp", "A@x.se", "3/5/26, 9:50:00 AM", "3/5/26, 10:10:00 AM"],
    ... ])
    >>> one.name, one.minutes, one.came, one.row
    ('Anna Asp', 60, True, 4)
    >>> sheet = [["Attendee", "Attended"], ["Bo", "x"], ["Cia", "no"], ["Dag", ""]]
    >>> [one.came for one in read_rows(sheet)]
    [True, False, None]
    >>> sheet = [["Nimi", "Kohalolek"], ["Bo", "jah"], ["Cia", "ei"]]
    >>> [one.came for one in read_rows(sheet, {"mark": ["Kohalolek"]})]
    [True, False]

    :raises InvalidList: there is no table with names or e-mails, or it is too long
    """
    known = _COLUMNS | {
        fold_heading(text): column
        for column, texts in (headings or {}).items()
        for text in texts
    }
    start, columns = _find_table(rows, known)
    persons: dict[tuple, Presence] = {}
    found: list[Presence] = []
    has_times = bool({"join", "minutes"} & columns.keys())
    for number, cells in enumerate(rows[start:], start=start + 1):
        if _ends_table(cells, columns, known):
            break
        one = _read_row(number, cells, columns, has_times)
        key = _person(one)
        earlier = persons.get(key) if key else None
        if earlier is None:
            if key:
                persons[key] = one
            found.append(one)
        else:
            _add(earlier, one)
    if len(found) > MOST_ROWS:
        raise InvalidList("too_many", most=MOST_ROWS)
    return found


def guess_csv(content: bytes) -> tuple[str, str]:
    """Return the encoding of a text file, and what stands between its cells.

    Online meetings write UTF-16 with tabs, with and without a mark.

    >>> guess_csv("Name,Email".encode("utf-16"))
    ('utf-16', ',')
    >>> guess_csv("Namn;E-post".encode("utf-16-le"))
    ('utf-16-le', ';')
    >>> guess_csv(b"Name,Email"), guess_csv("Vārds,E-pasts".encode("cp1257"))
    (('utf-8', ','), ('cp1257', ','))
    """
    encoding = _guess_encoding(content)
    text = content.decode(encoding, errors="replace")
    widest, best = 0, ","
    for separator in ("\t", ";", ","):
        lines = list(csv.reader(io.StringIO(text), delimiter=separator))
        try:
            _start, columns = _find_table(lines, _COLUMNS)
        except (InvalidList, csv.Error):
            continue
        if len(columns) > widest:
            widest, best = len(columns), separator
    return encoding, best


def _guess_encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    odd, even = content[1:400:2].count(0), content[:400:2].count(0)
    if max(odd, even) > 20 or (max(odd, even) and len(content) < 100):
        return "utf-16-le" if odd > even else "utf-16-be"
    try:
        content.decode()
    except UnicodeDecodeError:
        return "cp1257"  # the Baltic one; names in it are read, or told apart by e-mail
    return "utf-8"


def _find_table(rows, known):
    """Return the first row after the headings, and ``{column: position}``.

    The headings are the row that has the most of them: a summary before the table has
    some too.
    """
    best: tuple[int, dict[str, int]] = (0, {})
    for number, cells in enumerate(rows, start=1):
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells):
            column = known.get(fold_heading(cell))
            if column:
                columns.setdefault(column, at)
        who = {"name", "first", "email", "code"} & columns.keys()
        if who and len(columns) > max(1, len(best[1])):
            best = (number, columns)
    if not best[1]:
        raise InvalidList("no_table")
    return best


def _ends_table(cells, columns, known) -> bool:
    """Whether a row is empty or begins the next part ("3. In-Meeting Activities")."""
    texts = [_text(cell) for cell in cells]
    filled = [text for text in texts if text]
    if not filled:
        return True
    if len(filled) == 1 and re.match(r"\d+\.\s", filled[0]):
        return True
    heads = sum(fold_heading(text) in known for text in filled)
    return heads > 1 and heads == len(filled)


def _read_row(number, cells, columns, has_times) -> Presence:
    def cell(column):
        at = columns.get(column)
        return _text(cells[at]) if at is not None and at < len(cells) else ""

    name = cell("name") or f"{cell('first')} {cell('last')}".strip()
    name = re.sub(r"\s*\((guest|external|unverified|host)\)\s*$", "", name, flags=re.I)
    email = cell("email")
    if "@" not in email:
        email = cell("second_email") if "@" in cell("second_email") else ""
    one = Presence(number, tidy(name), email.strip().lower(), cell("code"))
    if has_times:
        one.seconds = read_seconds(cell("minutes"))
        if one.seconds is None:
            one.seconds = _between(cell("join"), cell("leave"))
        one.came = True
    elif "mark" in columns:
        one.mark = cell("mark")
        word = fold_heading(one.mark) or one.mark.strip()
        if word in _YES or one.mark.strip() in ("✓", "✔"):
            one.came = True
        elif word in _NO:
            one.came = False
        elif word:
            one.problem = "mark"
    else:
        one.came = True  # a list of those who were there
    if not (one.name or one.email or one.code):
        one.problem = "nobody"
    return one


def _add(earlier: Presence, one: Presence) -> None:
    if one.seconds is not None:
        earlier.seconds = (earlier.seconds or 0) + one.seconds
    earlier.came = one.came if earlier.came is None else (earlier.came or one.came)
    earlier.email = earlier.email or one.email
    earlier.problem = earlier.problem or one.problem


def _person(one: Presence):
    if one.code:
        return "code", one.code
    if one.email:
        return "email", one.email
    return ("name", name_words(one.name)) if one.name else None


def name_words(name: str) -> str:
    """Return the key under which names of persons meet, whatever their order.

    >>> name_words("Asp, Anna") == name_words("ANNA ASP")
    True
    >>> name_words("Jānis Vītols") == name_words("Janis Vitols")
    True
    """
    text = strip_accents(tidy(name).casefold())
    return " ".join(sorted(re.findall(r"[^\W_]+", text)))


def _text(cell: object) -> str:
    if cell is None or cell is False:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ")
    return str(cell).replace("\0", "").strip().lstrip("\ufeff")


def read_seconds(text: str) -> float | None:
    """Return how long it was, None where the text says nothing.

    A bare figure is minutes; two parts of a clock are hours and minutes.

    >>> read_seconds("1h 5m 30s"), read_seconds("65"), read_seconds("01:05:30")
    (3930.0, 3900.0, 3930.0)
    >>> read_seconds("1 hr 5 min"), read_seconds("12,5 min"), read_seconds("none")
    (3900.0, 750.0, None)
    """
    text = text.strip().lower().replace(",", ".")
    if not text:
        return None
    if match := re.fullmatch(r"(\d+):(\d{2})(?::(\d{2}))?", text):
        first, second, third = (int(part or 0) for part in match.groups())
        return float(first * 3600 + second * 60 + third)
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text) * 60
    total, found = 0.0, False
    for number, letter in re.findall(r"(\d+(?:\.\d+)?)\s*([hms])", text):
        total += float(number) * 60 * dict(_UNITS)[letter]
        found = True
    return total if found else None


def _between(join: str, leave: str) -> float | None:
    """Return the seconds between two times of a clock, over midnight too."""
    first, last = _clock(join), _clock(leave)
    if first is None or last is None:
        return None
    return float((last - first) % 86400)


def _clock(text: str) -> int | None:
    """Return the second of the day a time says.

    Days are left alone: lists write them in any order, and a meeting is over in less
    than one.

    >>> _clock("3/5/2026, 1:30:05 PM"), _clock("2026-03-05 13:30:05"), _clock("?")
    (48605, 48605, None)
    """
    matches = list(_CLOCK.finditer(text))
    times = [m for m in matches if ":" in m[0]] or matches[-1:]
    if not times:
        return None
    hour, minute, second, half = times[0].groups()
    hour = int(hour)
    if half:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 23 or int(minute) > 59:
        return None
    return hour * 3600 + int(minute) * 60 + int(second or 0)
