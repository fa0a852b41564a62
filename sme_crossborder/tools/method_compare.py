"""Comparing what came of two methods, without saying more than the figures hold."""

from dataclasses import dataclass, field
from math import sqrt
from statistics import median

FEWEST = 10  # journeys of each method, below which nothing is compared
Z95 = 1.959964  # of the normal distribution: 95 of 100 lie within


@dataclass
class Results:
    """What came of the journeys of one method."""

    entered: int = 0
    dropped: int = 0
    under_way: int = 0
    days: list = field(default_factory=list)  # to market entry, where it is known
    minutes: int = 0  # of services
    overcome: int = 0  # barriers

    @property
    def journeys(self) -> int:
        return self.entered + self.dropped + self.under_way

    def describe(self) -> dict:
        """Return the figures that are shown; what is not known is None.

        >>> Results(entered=4, dropped=2, under_way=4, days=[90, 30, 60],
        ...         minutes=900, overcome=5).describe()
        ... # doctest: +NORMALIZE_WHITESPACE
        {'journeys': 10, 'entered': 40.0, 'interval': (17, 69), 'dropped': 20.0,
         'days': 60, 'hours': 1.5, 'overcome': 0.5}
        >>> Results().describe()["entered"] is None
        True
        """
        number = self.journeys
        return {
            "journeys": number,
            "entered": 100 * self.entered / number if number else None,
            "interval": share_interval(self.entered, number),
            "dropped": 100 * self.dropped / number if number else None,
            "days": median(self.days) if self.days else None,
            "hours": self.minutes / 60 / number if number else None,
            "overcome": self.overcome / number if number else None,
        }


def share_interval(part: int, whole: int) -> tuple[int, int] | None:
    """Within which bounds the share lies, in whole per cent (95 %).

    Wilson's score interval (E. B. Wilson, Probable Inference, the Law of Succession,
    and Statistical Inference, 1927), which stays within 0 and 100 for few cases.

    >>> share_interval(4, 10)
    (17, 69)
    >>> share_interval(0, 10)
    (0, 28)
    >>> share_interval(10, 10)
    (72, 100)
    >>> share_interval(0, 0) is None
    True
    """
    if not whole:
        return None
    share, square = part / whole, Z95**2
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    half = (
        Z95
        * sqrt(share * (1 - share) / whole + square / (4 * whole**2))
        / (1 + square / whole)
    )
    return round(100 * max(middle - half, 0)), round(100 * min(middle + half, 1))


def is_comparable(one: Results, other: Results) -> bool:
    """Whether both methods have enough journeys.

    >>> ten, nine = Results(entered=3, under_way=7), Results(entered=3, dropped=6)
    >>> is_comparable(ten, ten), is_comparable(ten, nine)
    (True, False)
    """
    return min(one.journeys, other.journeys) >= FEWEST


def do_shares_differ(one: Results, other: Results) -> bool:
    """Whether chance alone would seldom part the shares of market entries so far.

    The two-sided test of two proportions with the pooled share, at 5 %; said of each
    as a difference, not as the cause: firms did not draw lots for their method.

    >>> do_shares_differ(Results(entered=9, dropped=1), Results(entered=2, dropped=8))
    True
    >>> do_shares_differ(Results(entered=5, dropped=5), Results(entered=4, dropped=6))
    False
    >>> do_shares_differ(Results(dropped=10), Results(dropped=10))
    False
    """
    sizes = one.journeys, other.journeys
    pooled = (one.entered + other.entered) / sum(sizes)
    spread = sqrt(pooled * (1 - pooled) * sum(1 / size for size in sizes))
    if not spread:
        return False
    apart = abs(one.entered / sizes[0] - other.entered / sizes[1])
    return apart / spread > Z95
