"""A first plan: choose, place block by block, then mend what did not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from .meeting_grid import Board, Grid, Way
from .meeting_pack import choose, improve
from .meeting_solver import Clock

SMALL = 600  # ways: up to here the whole question is put at once
SMALL_NODES = 20_000
PART_NODES = 20  # of a block or a pair of slots
ENOUGH = 0.9995  # share of the bound from which a plan is not mended further


def build(grid: Grid, clock: Clock) -> tuple[Board, float]:
    """Make a plan of an event that has none.

    :returns: the plan, and a bound on the worth of any
    """
    board = Board(grid)
    bare = board.worth  # of what is fixed
    asks = [n for n in range(len(grid.event.asks)) if n not in grid.fixed]
    chosen, bound = choose(board, asks, lambda way: way.value, clock)
    if len(grid.ways) <= SMALL:
        answer = improve(board, grid.ways, clock, nodes=SMALL_NODES, gap=0)
        return board, bare + min(bound, answer.bound)
    _place(board, chosen, clock)
    fill(board, clock)
    _mend(board, bare + bound, clock)
    return board, bare + bound


def bound_of(grid: Grid, clock: Clock) -> float:
    """Return what no plan is worth more than, whatever the last one was."""
    board = Board(grid)
    weights = [ask.weight for ask in grid.event.asks]
    asks = [number for number in range(len(weights)) if number not in grid.fixed]
    return choose(board, asks, lambda way: weights[way.ask], clock)[1] + board.worth


def _place(board: Board, chosen: dict[int, list[Way]], clock: Clock):
    """Place what was chosen, a block at a time."""
    by_block = defaultdict(list)
    for ways in chosen.values():
        by_block[board.grid.block_of[ways[0].slot]] += ways
    for block in sorted(by_block):
        if clock.is_over:
            return
        improve(board, by_block[block], clock, nodes=PART_NODES)


def fill(board: Board, clock: Clock, asks: Iterable[int] | None = None):
    """Place what has room, moving nobody; of these asks none is left that would fit."""
    grid = board.grid
    numbers = range(len(grid.ways_of)) if asks is None else asks
    ways = [way for n in numbers for way in grid.ways_of[n] if board.fits(way)]
    if ways and not clock.is_over:
        if len(ways) <= SMALL:
            improve(board, ways, clock)
        else:
            some = sorted({way.ask for way in ways})
            _place(board, choose(board, some, lambda way: way.value, clock)[0], clock)
    for way in sorted(ways, key=lambda way: (-way.value, way.number)):
        if board.fits(way):
            board.put(way)


def _mend(board: Board, bound: float, clock: Clock):
    """Plan blocks anew, then pairs of slots, with all that is not placed."""
    block_of = board.grid.block_of
    slots = range(len(block_of))
    parts = [
        {slot for slot in slots if block_of[slot] == block}
        for block in sorted(set(block_of))
    ]
    parts += [{s, t} for s, t in combinations(slots, 2) if block_of[s] != block_of[t]]
    for part in parts:
        if clock.is_over or board.worth >= bound * ENOUGH:
            return
        improve(board, _ways_in(board, part), clock, nodes=PART_NODES)


def _ways_in(board: Board, part: set[int]) -> list[Way]:
    """Return the ways within these slots of all that is in them or not placed."""
    return [
        way
        for way in board.grid.ways
        if way.slot in part
        and (way.ask not in board.at or board.at[way.ask].slot in part)
    ]
