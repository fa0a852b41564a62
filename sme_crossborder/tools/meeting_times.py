"""Cut hours of a day, as the clock on the wall shows them, into slots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")
DAY = 24.0


def at(day: date, hours: float, zone: str) -> datetime:
    """Return the moment, naive in UTC, at which a clock in the zone shows the time.

    An hour that a clock shows twice is the first of the two; one that it leaves out is
    counted on from before the change.

    :param hours: since midnight, 24 is the midnight that follows

    >>> at(date(2030, 3, 5), 9.5, "Europe/Stockholm")
    datetime.datetime(2030, 3, 5, 8, 30)
    """
    days, hours = divmod(hours, DAY)
    clock = time(*divmod(round(hours * 60), 60))
    local = datetime.combine(day + timedelta(days=days), clock, ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def cut(
    begin: datetime, end: datetime, minutes: int, pause: int = 0
) -> Iterator[tuple[datetime, datetime]]:
    """Yield slots that fit whole between two moments, each with its begin and end.

    Minutes pass as they do on a stop watch: on the night the clock is changed there
    are fewer or more of them between the same hours.

    :param minutes: how long a meeting is
    :param pause: minutes between two meetings
    :raises ValueError: a length below one minute, or a pause below none

    >>> first, last = datetime(2030, 3, 5, 8), datetime(2030, 3, 5, 9)
    >>> [begin.strftime("%H:%M") for begin, _end in cut(first, last, 20, 5)]
    ['08:00', '08:25']

    Three hours on the clock, from 1:00 to 4:00, are two on the night to summer time
    and four on the night back:

    >>> def count(day):
    ...     hours = (at(day, hour, "Europe/Stockholm") for hour in (1, 4))
    ...     return len(list(cut(*hours, 30)))
    >>> count(date(2030, 3, 31)), count(date(2030, 10, 27)), count(date(2030, 5, 5))
    (4, 8, 6)
    """
    if minutes < 1 or pause < 0:
        raise ValueError("slots of no length")
    length, step = timedelta(minutes=minutes), timedelta(minutes=minutes + pause)
    while begin + length <= end:
        yield begin, begin + length
        begin += step
