"""A proposal for a meeting as a calendar file that every calendar reads.

Source: RFC 5545 (iCalendar), sections 3.1 (lines of 75 octets), 3.3.11 (text).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LINE_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


@dataclass(frozen=True)
class Person:
    """Who takes part."""

    name: str
    email: str


@dataclass(frozen=True)
class Meeting:
    """What is proposed; ``start`` and ``stamp`` are in UTC."""

    uid: str
    summary: str
    description: str
    start: datetime
    minutes: int
    stamp: datetime
    organizer: Person
    attendees: tuple[Person, ...] = ()


def escape(text: str) -> str:
    r"""Return text as a value of a calendar file.

    >>> print(escape("Sales, support; Riga"))
    Sales\, support\; Riga
    """
    return text.translate(_ESCAPED)


def fold(line: str) -> str:
    r"""Break a line into pieces of at most 75 octets, no letter of it in two.

    An "ä" is two octets: 30 of them are 60, 40 are 80.

    >>> [len(piece) for piece in fold("x" * 80).split("\r\n ")]
    [75, 5]
    >>> [len(piece.encode()) for piece in fold("ä" * 40).split("\r\n ")]
    [74, 6]
    """
    pieces, piece, room = [], "", LINE_OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            # the space that begins the next line is an octet too
            piece, room = "", LINE_OCTETS - 1
        piece += letter
        room -= size
    return "\r\n ".join([*pieces, piece])


def _moment(moment: datetime) -> str:
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _who(person: Person) -> str:
    # a name in quotation marks may hold anything but those
    name = person.name.replace('"', "'").replace("\n", " ")
    return f'CN="{name}":mailto:{person.email}'


def calendar_file(meeting: Meeting) -> bytes:
    """Return the file.

    >>> meeting = Meeting(
    ...     "1@example", "Talk", "", datetime(2026, 3, 30, 7), 45,
    ...     datetime(2026, 3, 20, 8), Person("Anna", "anna@a.example"),
    ...     (Person("Janis", "janis@b.example"),),
    ... )
    >>> text = calendar_file(meeting).decode()
    >>> print(text[text.index("DTSTART"):text.index("SUMMARY")].replace(chr(13), ""))
    DTSTART:20260330T070000Z
    DTEND:20260330T074500Z
    <BLANKLINE>
    """
    end = meeting.start + timedelta(minutes=meeting.minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sme_crossborder//partner leads//EN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        f"UID:{escape(meeting.uid)}",
        f"DTSTAMP:{_moment(meeting.stamp)}",
        f"DTSTART:{_moment(meeting.start)}",
        f"DTEND:{_moment(end)}",
        f"SUMMARY:{escape(meeting.summary)}",
        f"DESCRIPTION:{escape(meeting.description)}",
        "STATUS:TENTATIVE",
        f"ORGANIZER;{_who(meeting.organizer)}",
    ]
    lines += [
        f"ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;{_who(person)}"
        for person in meeting.attendees
    ]
    lines += ["END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(map(fold, lines)).encode()
