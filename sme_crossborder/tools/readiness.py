"""What answers of a readiness check are worth, from 0 to 100 per dimension.

Each answer is a share between 0 (nothing is ready) and 1 (all is). A dimension is worth
the mean of its answers, in hundredths: a question that was not answered counts neither
way, so that optional questions can be left out.
"""


def share_of_scale(value, low, high):
    """Return how far up a scale an answer is.

    >>> share_of_scale(0, 0, 10), share_of_scale(7, 0, 10), share_of_scale(10, 0, 10)
    (0.0, 0.7, 1.0)
    >>> share_of_scale(3, 1, 5)
    0.5
    """
    return (value - low) / (high - low)


def share_of_choices(chosen, offered, several=False):
    """Return the share of the points an answer got of those it could get.

    :param chosen: points of what was chosen
    :param offered: points of all there was to choose from
    :param several: more than one may be chosen, so that points add up
    :returns: None where nothing gives points: the question is only for information

    >>> share_of_choices([3], [0, 3, 7, 10])
    0.3
    >>> share_of_choices([2, 3], [2, 3, 5], several=True)
    0.5

    Points below zero take away, down to nothing:

    >>> share_of_choices([2, -6], [2, 3, 5, -6], several=True)
    0.0
    >>> share_of_choices([0], [0, 0]) is None
    True
    """
    positive = [points for points in offered if points > 0]
    if not positive:
        return None
    best = sum(positive) if several else max(positive)
    return float(min(max(sum(chosen) / best, 0), 1))


def score(shares):
    """Return the mean of shares in hundredths, halves rounded up; None of nothing.

    >>> score([0.3, 0.7, 1.0])
    67
    >>> score([0.0, 0.01]), score([0.5, 0.51])
    (1, 51)
    >>> score([None, 0.4])
    40
    >>> score([]) is None and score([None]) is None
    True
    """
    known = [share for share in shares if share is not None]
    if not known:
        return None
    # rounded first: 0.285 * 100 is 28.499999999999996
    return int(round(sum(known) / len(known) * 100, 6) + 0.5)


def level_reached(value, levels):
    """Return the index of the highest level a number reaches, or None.

    :param value: what the firm told us as a number, or None
    :param levels: where each answer begins; None for one that is never chosen so

    >>> level_reached(3, [0, 1, 2, 4])
    2
    >>> level_reached(9, [0, 1, 2, 4]), level_reached(0, [0, 1])
    (3, 0)
    >>> level_reached(0, [1, None]) is None and level_reached(None, [0]) is None
    True
    """
    if value is None:
        return None
    reached = [
        (level, index)
        for index, level in enumerate(levels)
        if level is not None and level <= value
    ]
    return max(reached)[1] if reached else None
