"""Where a figure should be on a day, and how that compares with where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LINEAR, MILESTONE = "linear", "milestone"


@dataclass(frozen=True)
class Course:
    """From where to where a figure goes, and by when.

    A course that is level asks for its target on every day: a share or an average is
    no sum that grows. On a falling one less is better.
    """

    baseline: float
    target: float
    start: date
    end: date
    milestone: float = 0
    milestone_date: date | None = None
    is_level: bool = False
    is_falling: bool = False

    @property
    def has_milestone(self) -> bool:
        """Whether the course can go through its milestone."""
        day = self.milestone_date
        return bool(self.milestone and day and self.start < day < self.end)

    def expected(self, day: date, path: str = LINEAR) -> float:
        """Return where the figure should be at the end of a day.

        Half of the 1,000 days are over, so it should be half way from 10 to 30:

        >>> course = Course(10, 30, date(2025, 1, 1), date(2027, 9, 28))
        >>> course.expected(date(2026, 5, 16))
        20.0
        >>> course.expected(date(2024, 1, 1)), course.expected(date(2030, 1, 1))
        (10, 30)

        Through a milestone of 12 on that day:

        >>> course = Course(10, 30, date(2025, 1, 1), date(2027, 9, 28), 12,
        ...     date(2026, 5, 16))
        >>> course.expected(date(2026, 5, 16), MILESTONE)
        12.0
        >>> course.expected(date(2026, 5, 16))
        20.0
        """
        if self.is_level:
            return self.target
        points = [(self.start, self.baseline), (self.end, self.target)]
        if path == MILESTONE and self.has_milestone:
            points.insert(1, (self.milestone_date, self.milestone))
        if day <= self.start:
            return self.baseline
        for (since, lower), (until, upper) in zip(points, points[1:], strict=False):
            if day < until or (day == until and until != self.end):
                share = (day - since).days / (until - since).days
                return lower + (upper - lower) * share
        return self.target

    def percent(self, value: float, expected: float) -> float:
        """Return how much of what is expected is there, in percent.

        >>> rising = Course(0, 20, date(2025, 1, 1), date(2026, 1, 1))
        >>> rising.percent(8, 10), rising.percent(0, 0), rising.percent(3, 0)
        (80.0, 100.0, 100.0)

        40 days where 30 are expected:

        >>> year = date(2025, 1, 1), date(2026, 1, 1)
        >>> falling = Course(60, 20, *year, is_falling=True)
        >>> falling.percent(40, 30), falling.percent(0, 30), falling.percent(4, 0)
        (75.0, 100.0, 0.0)
        """
        value, expected = (expected, value) if self.is_falling else (value, expected)
        return 100 * value / expected if expected > 0 else 100.0


def light(percent: float, green: float, amber: float) -> str:
    """Return the colour for how much of what is expected is there.

    >>> [light(percent, 90, 70) for percent in (120, 90, 89.9, 70, 69.9, 0)]
    ['green', 'green', 'amber', 'amber', 'red', 'red']
    """
    if percent >= green:
        return "green"
    return "amber" if percent >= amber else "red"
