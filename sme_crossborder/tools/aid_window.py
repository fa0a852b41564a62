"""Which grants a ceiling on State aid counts together, and when another one fits.

Regulation (EU) 2023/2831, Article 3(2): EUR 300 000 over any period of three years;
recital 11: for each new grant, what was granted in the three years before is added up.
The text does not say whether the day three years ago is in or out. Here a window ends
on the day of the grant and holds three whole years, both ends included: it begins on
the day after the same day three years earlier. A grant of 1 March 2024 counts up to
28 February 2027 and no longer on 1 March 2027.

29 February has no like in most years: three years before it is taken as 28 February,
so that windows ending on 28 and on 29 February 2028 both begin on 1 March 2025.

Regulation (EU) No 1407/2013, which applied until the end of 2023, counted the fiscal
year of the grant and the two before it; calendar years are taken here.

Amounts are whole numbers (cents), so that sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

ROLLING = "rolling"
FISCAL = "fiscal"
ALWAYS = "project"  # everything counts, whatever its day

ONE_DAY = timedelta(days=1)


class Grant(NamedTuple):
    """An amount, on the day the legal right to it arose."""

    day: date
    cents: int


class Window(NamedTuple):
    """A period, both days included, and what was granted in it."""

    first: date
    last: date
    cents: int


def years_earlier(day: date, years: int) -> date:
    """Return the same day some years earlier; 28 February for a 29 that is not there.

    >>> years_earlier(date(2028, 2, 29), 3)
    datetime.date(2025, 2, 28)
    >>> years_earlier(date(2028, 2, 29), 4)
    datetime.date(2024, 2, 29)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def first_day(day: date, years: int = 3, rule: str = ROLLING) -> date:
    """Return the first day of the window that ends on a day.

    >>> first_day(date(2027, 3, 1))
    datetime.date(2024, 3, 2)
    >>> first_day(date(2027, 2, 28))
    datetime.date(2024, 2, 29)
    >>> first_day(date(2028, 2, 28)), first_day(date(2028, 2, 29))
    (datetime.date(2025, 3, 1), datetime.date(2025, 3, 1))
    >>> first_day(date(2023, 7, 5), rule=FISCAL)
    datetime.date(2021, 1, 1)
    >>> first_day(date(2023, 7, 5), rule=ALWAYS)
    datetime.date(1, 1, 1)
    """
    if rule == ALWAYS:
        return date.min
    if rule == FISCAL:
        return date(day.year - years + 1, 1, 1)
    return years_earlier(day, years) + ONE_DAY


def free_again(day: date, years: int = 3, rule: str = ROLLING) -> date | None:
    """Return the first day whose window no longer holds a grant of a day.

    >>> free_again(date(2024, 3, 1))
    datetime.date(2027, 3, 1)

    The window of 28 February 2027 begins on 29 February 2024:

    >>> free_again(date(2024, 2, 29))
    datetime.date(2027, 3, 1)
    >>> free_again(date(2024, 2, 28))
    datetime.date(2027, 2, 28)
    >>> free_again(date(2021, 7, 5), rule=FISCAL)
    datetime.date(2024, 1, 1)
    >>> free_again(date(2021, 7, 5), rule=ALWAYS)
    """
    if rule == ALWAYS:
        return None
    if rule == FISCAL:
        return date(day.year + years, 1, 1)
    free = years_earlier(day, -years)
    while first_day(free, years) <= day:
        free += ONE_DAY
    return free


def window(
    grants: Iterable[Grant], day: date, years: int = 3, rule: str = ROLLING
) -> Window:
    """Return the window that ends on a day, with what was granted in it.

    Grants of the day itself are in it, however many there are:

    >>> grants = [
    ...     Grant(date(2024, 3, 1), 100), Grant(date(2024, 3, 2), 20),
    ...     Grant(date(2027, 3, 1), 3), Grant(date(2027, 3, 1), 4),
    ... ]
    >>> window(grants, date(2027, 3, 1)).cents
    27
    >>> window(grants, date(2027, 2, 28)).cents
    120
    """
    first = first_day(day, years, rule)
    return Window(first, day, sum(g.cents for g in grants if first <= g.day <= day))


def fullest(
    grants: Iterable[Grant], day: date, years: int = 3, rule: str = ROLLING
) -> Window:
    """Return of all windows that hold a day the one with the most in it.

    A grant may be entered late. It then stands in the windows of the grants that came
    after it too, and these must not be broken either:

    >>> later = [Grant(date(2026, 1, 10), 90), Grant(date(2026, 5, 1), 40)]
    >>> fullest(later, date(2025, 6, 1))
    Window(first=datetime.date(2023, 5, 2), last=datetime.date(2026, 5, 1), cents=130)
    >>> fullest(later, date(2023, 2, 1)).cents
    90
    >>> fullest(later, date(2023, 1, 10)).cents
    0
    """
    grants = list(grants)
    ends = {day} | {
        grant.day
        for grant in grants
        if grant.day > day and first_day(grant.day, years, rule) <= day
    }
    windows = [window(grants, end, years, rule) for end in sorted(ends)]
    # the earliest of equals
    return max(windows, key=lambda found: found.cents)


def first_fit(
    grants: Iterable[Grant],
    cents: int,
    ceiling: int,
    not_before: date,
    years: int = 3,
    rule: str = ROLLING,
) -> date | None:
    """Return the first day on which an amount would fit; None where it never does.

    Room comes back only when a grant leaves the window:

    >>> grants = [Grant(date(2024, 3, 1), 200), Grant(date(2025, 5, 2), 90)]
    >>> first_fit(grants, 10, 300, date(2026, 1, 1))
    datetime.date(2026, 1, 1)
    >>> first_fit(grants, 11, 300, date(2026, 1, 1))
    datetime.date(2027, 3, 1)
    >>> first_fit(grants, 211, 300, date(2026, 1, 1))
    datetime.date(2028, 5, 2)
    >>> first_fit(grants, 301, 300, date(2026, 1, 1))
    >>> first_fit(grants, 11, 300, date(2026, 1, 1), rule=ALWAYS)
    """
    if cents > ceiling:
        return None
    grants = list(grants)
    freed = {free_again(grant.day, years, rule) for grant in grants} - {None}
    for day in sorted({not_before} | {day for day in freed if day > not_before}):
        if fullest(grants, day, years, rule).cents + cents <= ceiling:
            return day
    return None
