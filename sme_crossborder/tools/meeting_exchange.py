"""One meeting in the place of others: the last step, after which none is worth it."""

from __future__ import annotations

from collections import Counter

from .meeting_grid import Board, Way

CLOSE = 1e-6


def exchange(board: Board, kept: frozenset[int] = frozenset()):
    """Put a meeting in the place of others as long as that is worth more.

    :param kept: asks that give way to none
    """
    grid = board.grid
    again = True
    while again:
        again = False
        for number, ways in enumerate(grid.ways_of):
            if number in board.at:
                continue
            for way in ways:
                others = in_the_way(board, way)
                if kept.isdisjoint(others) and _gain(board, way, others) > CLOSE:
                    board.take_all(others)
                    board.put(way)
                    again = True
                    break
        if again:
            for way in grid.ways:
                if board.fits(way):
                    board.put(way)


def in_the_way(board: Board, way: Way) -> set[int]:
    """Return the asks that would have to go for this way, the least worthy ones.

    A fixed one may be among them: then the way is not open at all.
    """
    grid = board.grid
    full = [row for row in way.rows if board.used[row] >= grid.limits[row]]
    gone: set[int] = set()
    for row in sorted(full, key=lambda row: grid.limits[row]):
        users = board.users(row)
        if not gone & users and users:
            gone.add(min(users, key=lambda n: (n in grid.fixed, board.at[n].value, n)))
    return gone


def _gain(board: Board, way: Way, others: set[int]) -> float:
    grid = board.grid
    if any(number in grid.fixed for number in others) or any(
        grid.limits[row] <= 0 for row in way.rows
    ):
        return 0
    gain = way.value - sum(board.at[number].value for number in others)
    firsts = grid.event.rules.firsts
    if not firsts:
        return gain
    change = Counter([grid.firm_of[way.a], grid.firm_of[way.b]])
    for number in others:
        old = board.at[number]
        change.subtract([grid.firm_of[old.a], grid.firm_of[old.b]])
    for firm, step in change.items():
        count = board.firm_counts[firm]
        gain += sum(firsts[: count + step]) - sum(firsts[:count])
    return gain
