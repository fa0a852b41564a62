"""What may be told of firms one may not see, in tables and in counts.

Tables that leave the house: no figure of fewer than three firms, nor one to be had
by subtraction.

A table shows its total. So what is too small to be shown is put together in one row,
and while that row is still too small, the next smallest row goes in with it. Whoever
subtracts the rows shown from the total finds that one row, of three firms or more.
Rows put together are not named: of a named row one would know that somebody is there.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field

SMALLEST = 3  # firms


@dataclass(frozen=True)
class Cell:
    """A figure, and the groups of firms it tells of.

    Most figures tell of one group. "4 of 9 overcome" tells of two: the firms that
    overcame theirs, and the firms that did not.
    """

    amount: float
    groups: tuple[frozenset[Hashable], ...]

    @classmethod
    def of(cls, amount: float, *groups: Iterable[Hashable] | None) -> Cell:
        """Make a cell from lists as a database returns them (None: nobody)."""
        return cls(amount, tuple(frozenset(group or ()) for group in groups))

    @property
    def firms(self) -> int:
        """Number of firms in all groups.

        >>> Cell.of(9, [1, 2], [2, 3]).firms
        3
        """
        return len(frozenset().union(*self.groups))

    @property
    def is_small(self) -> bool:
        """Whether it tells of a firm or two; of nobody is no secret.

        >>> [Cell.of(9, range(n)).is_small for n in (0, 1, 2, 3)]
        [False, True, True, False]
        >>> Cell.of(9, range(8), [9]).is_small
        True
        """
        return any(0 < len(group) < SMALLEST for group in self.groups)

    def __add__(self, other: Cell) -> Cell:
        """Add amounts; a firm in both cells is one firm.

        >>> (Cell.of(4, [1, 2]) + Cell.of(3, [2, 3])).firms
        3
        """
        groups = zip(self.groups, other.groups, strict=True)
        return Cell(self.amount + other.amount, tuple(a | b for a, b in groups))


@dataclass
class Table:
    """What may be shown: rows by key, and the rows put together, if any."""

    rows: dict[Hashable, Cell] = field(default_factory=dict)
    rest: Cell | None = None
    is_withheld: bool = False  # not even all together may be shown

    @property
    def total(self) -> Cell | None:
        """All rows together, None where that is withheld or nothing."""
        cells = [*self.rows.values(), *([self.rest] if self.rest else [])]
        return None if self.is_withheld or not cells else _together(cells)


def _together(cells: Collection[Cell]) -> Cell:
    first, *others = cells
    return sum(others, start=first)


def _size(item: tuple[Hashable, Cell]) -> tuple:
    key, cell = item
    return cell.firms, cell.amount, str(key)


def fold(
    cells: dict[Hashable, Cell],
    keep: Collection[Hashable] | None = None,
    by_amount: bool = False,
) -> Table:
    """Put together what may not be shown.

    Firms 1 to 5 met A, firms 1 and 6 met B, firm 7 met C: B and C together are three
    firms, so they are the rest, and A is shown.

    >>> a, b, c = Cell.of(9, range(1, 6)), Cell.of(4, [1, 6]), Cell.of(3, [7])
    >>> table = fold({"A": a, "B": b, "C": c})
    >>> list(table.rows), table.rest.amount, table.rest.firms, table.total.amount
    (['A'], 7, 3, 16)

    Without C the rest would be B alone, 13 - 9 = 4: A goes in with it.

    >>> table = fold({"A": a, "B": b})
    >>> list(table.rows), table.rest.amount, table.rest.firms
    ([], 13, 6)

    Two firms in all are withheld altogether; rows without a firm are left out.

    >>> fold({"B": b, "D": Cell.of(0, [])})
    Table(rows={}, rest=None, is_withheld=True)

    Four of A's firms overcame it and firm 5 did not: that would tell of firm 5.

    >>> split = {"A": Cell.of(4, [1, 2, 3, 4], [5]), "E": Cell.of(6, [1, 2, 3], [6, 7])}
    >>> table = fold(split)
    >>> list(table.rows), table.rest.amount, [len(group) for group in table.rest.groups]
    ([], 10, [4, 3])

    :param cells: by key
    :param keep: keys that may be named; all by default. Other rows join the rest.
    :param by_amount: the largest amount is first, not the most firms
    """
    cells = {key: cell for key, cell in cells.items() if cell.firms}
    named = {k: c for k, c in cells.items() if keep is None or k in keep}
    shown = dict(sorted(named.items(), key=_size, reverse=True))
    if by_amount:
        shown = dict(sorted(shown.items(), key=lambda item: -item[1].amount))
    shown = {key: cell for key, cell in shown.items() if not cell.is_small}
    hidden = [cell for key, cell in cells.items() if key not in shown]
    while hidden and _together(hidden).is_small:
        if not shown:
            return Table(is_withheld=True)
        key = min(shown.items(), key=_size)[0]
        hidden.append(shown.pop(key))
    return Table(shown, _together(hidden) if hidden else None)


def ranks(amounts: Iterable[float]) -> list[int]:
    """Return the places of amounts in falling order; equals share one.

    >>> ranks([9, 5, 5, 2])
    [1, 2, 2, 4]
    """
    amounts = list(amounts)
    return [amounts.index(amount) + 1 for amount in amounts]


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
