"""How long a partner lead is offered: days, counted where its owner works.

Periods are settings; the defaults are those of the Enterprise Europe Network.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Periods:
    """Numbers of days."""

    validity: int = 365
    notice: int = 14
    extension: int = 365
    extension_opens: int = 30
    extension_grace: int = 365
    life: int = 730


def day_in(zone: str, moment: datetime) -> date:
    """Return the day it is in a time zone at a moment given in UTC.

    Half past ten in the evening, UTC: half past eleven in Stockholm in winter, half
    past midnight in summer; in Tallinn it is the next day in either.

    >>> winter, summer = datetime(2026, 1, 15, 22, 30), datetime(2026, 7, 15, 22, 30)
    >>> day_in("Europe/Stockholm", winter), day_in("Europe/Stockholm", summer)
    (datetime.date(2026, 1, 15), datetime.date(2026, 7, 16))
    >>> day_in("Europe/Tallinn", winter), day_in("Europe/Tallinn", summer)
    (datetime.date(2026, 1, 16), datetime.date(2026, 7, 16))
    """
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(ZoneInfo(zone)).date()


def first_expiry(published: date, periods: Periods) -> date:
    """Return the last day of a lead published on a day.

    28 March 2026 and 365 days: one year on. Clocks go forward in between, and back;
    days are days of the calendar. With 29 February in between, a day less.

    >>> first_expiry(date(2026, 3, 28), Periods())
    datetime.date(2027, 3, 28)
    >>> first_expiry(date(2027, 11, 28), Periods())
    datetime.date(2028, 11, 27)
    """
    return published + timedelta(days=periods.validity)


def last_day(published: date, periods: Periods) -> date:
    """Return the day no extension goes beyond.

    >>> last_day(date(2026, 3, 28), Periods())
    datetime.date(2028, 3, 27)
    """
    return published + timedelta(days=periods.life)


def latest_extension(published: date, expiry: date, periods: Periods) -> date:
    """Return the furthest day a lead can be extended to.

    Counted from the first expiry, on whatever day it is extended, and never beyond
    its life.

    >>> latest_extension(date(2026, 3, 28), date(2027, 3, 28), Periods())
    datetime.date(2028, 3, 27)
    >>> latest_extension(date(2026, 3, 28), date(2027, 3, 28), Periods(life=500))
    datetime.date(2027, 8, 10)
    """
    return min(expiry + timedelta(days=periods.extension), last_day(published, periods))


def extension_opens(expiry: date, periods: Periods) -> date:
    """Return the first day a lead can be extended.

    >>> extension_opens(date(2027, 3, 28), Periods())
    datetime.date(2027, 2, 26)
    """
    return expiry - timedelta(days=periods.extension_opens)


def extension_closes(expiry: date, periods: Periods) -> date:
    """Return the last day an expired lead can be extended.

    >>> extension_closes(date(2027, 3, 28), Periods())
    datetime.date(2028, 3, 27)
    """
    return expiry + timedelta(days=periods.extension_grace)


def notice_reaches(today: date, periods: Periods) -> date:
    """Return the latest expiry that the adviser is told of today.

    >>> notice_reaches(date(2027, 3, 14), Periods())
    datetime.date(2027, 3, 28)
    """
    return today + timedelta(days=periods.notice)


def outlives_since(today: date, periods: Periods) -> date:
    """Return the day before which whatever was published has outlived itself.

    >>> outlives_since(date(2028, 3, 28), Periods())
    datetime.date(2026, 3, 29)
    """
    return today - timedelta(days=periods.life)


def is_expired(today: date, expiry: date) -> bool:
    """Whether a lead is over: it is offered on its last day still.

    >>> is_expired(date(2027, 3, 28), date(2027, 3, 28))
    False
    >>> is_expired(date(2027, 3, 29), date(2027, 3, 28))
    True
    """
    return today > expiry
