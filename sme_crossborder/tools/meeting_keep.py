"""A plan made again: what was promised stays, unless a meeting needs a new place."""

from __future__ import annotations

from .meeting_build import bound_of, fill
from .meeting_grid import Board, Grid
from .meeting_pack import improve
from .meeting_solver import Clock

AROUND_NODES = 100


def is_rerun(grid: Grid) -> bool:
    """Whether there is a last plan to be kept."""
    return any(ask.current for ask in grid.event.asks if not ask.fixed)


def rebuild(grid: Grid, clock: Clock) -> tuple[Board, float]:
    """Keep the last plan as far as it is still possible.

    Others move only for a meeting that has lost its place or is new, where that is
    worth what their moves cost; wishes left over from the last plan get what is free.

    :returns: the plan, and a bound on the worth of any
    """
    board = Board(grid)
    bound = bound_of(grid, clock)
    for way in sorted(grid.current.values(), key=lambda way: (-way.value, way.ask)):
        if board.fits(way):
            board.put(way)
    pressing = [
        number
        for number, ask in enumerate(grid.event.asks)
        if number not in board.at and (ask.current or ask.is_new)
    ]
    fill(board, clock, pressing)
    for number in pressing:
        if number not in board.at and not clock.is_over:
            _make_place(board, number, clock)
    fill(board, clock)
    return board, bound


def _make_place(board: Board, number: int, clock: Clock):
    """Move meetings of the persons concerned, if that is worth it."""
    grid = board.grid
    ways = list(grid.ways_of[number])
    firsts = 2 * max(grid.event.rules.firsts, default=0)
    if max((way.value for way in ways), default=0) + firsts <= grid.move_cost:
        return
    persons = {person for way in ways for person in (way.a, way.b)}
    for other, at in board.at.items():
        if {at.a, at.b} & persons and other not in grid.fixed:
            ways += grid.ways_of[other]
    improve(board, ways, clock, nodes=AROUND_NODES)
