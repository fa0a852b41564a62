"""What may be told of firms one may not see: counts, from three firms up."""

SMALLEST = 3  # firms; design.md, *Sharing and privacy*


def at_least(firms, smallest=SMALLEST):
    """Return how many firms may be told there are "at least".

    A count is rounded down to a multiple of the smallest group. Exact counts from three
    up would still give single firms away: four firms of a type, three of them at one
    known barrier of that type, leave one at another. Rounded, a difference of two
    counts never says whether it is of one firm, of several or of none.

    :param int firms: counted, each firm once
    :param int smallest: the smallest group that is told
    :returns: 0 where nothing may be told

    >>> [at_least(firms) for firms in (0, 1, 2, 3, 4, 5, 6, 100)]
    [0, 0, 0, 3, 3, 3, 6, 99]
    """
    return firms - firms % smallest
