"""Calendar files (RFC 5545) of meetings that calendars add, move and take out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import vobject
from dateutil.tz import UTC


@dataclass(frozen=True)
class Entry:
    """A meeting in somebody's calendar.

    ``uid`` stays the same when it moves, and ``sequence`` grows: by these two calendars
    know that it is the same meeting, and which file is the newer one. ``begin`` and
    ``end`` are in UTC: calendars show them in the zone of whoever looks, also on the
    night the clock changes, which names of zones leave open.
    """

    uid: str
    sequence: int
    begin: datetime
    end: datetime
    summary: str
    location: str = ""
    description: str = ""
    is_cancelled: bool = False


def calendar(entries: list[Entry], written: datetime) -> bytes:
    """Return a calendar file.

    It is published, not an invitation to answer: calendars ask nobody for a reply.

    >>> when = datetime(2030, 3, 5, 8)
    >>> entry = Entry("m1", 0, when, when.replace(minute=20), "Meeting: Liepa")
    >>> lines = calendar([entry], written=when).decode().splitlines()
    >>> [line for line in lines if line.startswith(("DTSTART", "UID", "METHOD"))]
    ['METHOD:PUBLISH', 'UID:m1', 'DTSTART:20300305T080000Z']

    :param written: when the file is written, in UTC
    """
    file = vobject.iCalendar()
    file.add("method").value = "PUBLISH"
    for entry in entries:
        event = file.add("vevent")
        event.add("uid").value = entry.uid
        event.add("sequence").value = str(entry.sequence)
        event.add("dtstamp").value = written.replace(tzinfo=UTC)
        event.add("dtstart").value = entry.begin.replace(tzinfo=UTC)
        event.add("dtend").value = entry.end.replace(tzinfo=UTC)
        event.add("summary").value = entry.summary
        event.add("status").value = "CANCELLED" if entry.is_cancelled else "CONFIRMED"
        if entry.location:
            event.add("location").value = entry.location
        if entry.description:
            event.add("description").value = entry.description
    return file.serialize().encode()
