"""Questions to the solver: which meetings at all, and the best of a part of a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from .meeting_grid import Board, Grid, Way
from .meeting_solver import NODES, Answer, Clock, Packing, maximise

CLOSE = 1e-9
CHOSEN = 0.5  # of a column that is 0 or 1
# presolving removes little here, and takes longer than it saves
AS_IT_IS = {"presolve": "off"}
# the relaxation is nearly whole by itself: looking for answers first takes longer
PLAIN = AS_IT_IS | {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
}


class Firsts:
    """Columns for what first meetings count beyond their weights.

    Bonuses fall, so the solver takes a firm's first before its second by itself.
    """

    def __init__(self, packing: Packing, grid: Grid, counts: list[int]):
        self._packing = packing
        self._bonuses = grid.event.rules.firsts
        self._counts = counts
        self._rows: dict[int, int] = {}

    def entries(self, *firms: int) -> list[tuple[int, float]]:
        """Return what a meeting of these firms adds to the rows of their firsts."""
        if not self._bonuses:
            return []
        return [(row, -1) for firm in firms for row in self._row(firm)]

    def _row(self, firm: int) -> list[int]:
        bonuses = self._bonuses[self._counts[firm] :]
        if not bonuses:
            return []
        if firm not in self._rows:
            row = self._rows[firm] = self._packing.add_row(0)
            for bonus in bonuses:
                self._packing.add(bonus, [(row, 1)], is_whole=False)
        return [self._rows[firm]]


def improve(
    board: Board,
    ways: Iterable[Way],
    clock: Clock,
    nodes: int = NODES,
    gap: float = 1e-4,
) -> Answer:
    """Hold the asks of these ways as well as the rest of the board leaves room for.

    Meetings among them that are placed are taken off first; when nothing better is
    found the board stays as it was.
    """
    ways = [way for way in ways if way.ask not in board.grid.fixed]
    before = board.value
    old = board.take_all(sorted({way.ask for way in ways if way.ask in board.at}))
    packing, columns = pack(board, ways)
    answer = maximise(packing, clock, nodes, gap, AS_IT_IS)
    new = []
    if answer.chosen is not None:
        new = [way for way, c in columns.items() if answer.chosen[c] > CHOSEN]
    for way in new:
        board.put(way)
    if answer.chosen is None or board.value < before + CLOSE:
        board.take_all([way.ask for way in new])
        for way in old:
            board.put(way)
    return answer


def pack(board, ways) -> tuple[Packing, dict[Way, int]]:
    grid, used = board.grid, board.used
    left = [limit - taken for limit, taken in zip(grid.limits, used, strict=True)]
    open_ways = [way for way in ways if all(left[row] > 0 for row in way.rows)]
    touching = defaultdict(int)
    for way in open_ways:
        for row in way.rows:
            touching[row] += 1
    packing = Packing()
    numbers = {
        row: packing.add_row(left[row]) for row in touching if touching[row] > left[row]
    }
    firsts = Firsts(packing, grid, board.firm_counts)
    columns = {}
    for way in open_ways:
        entries = [(numbers[row], 1) for row in way.rows if row in numbers]
        entries += firsts.entries(grid.firm_of[way.a], grid.firm_of[way.b])
        columns[way] = packing.add(way.value, entries)
    return packing, columns


def choose(
    board: Board,
    asks: Iterable[int],
    price: Callable[[Way], float],
    clock: Clock,
    nodes: int = NODES,
) -> tuple[dict[int, list[Way]], float]:
    """Which of these meetings to hold, between whom and in which block of slots.

    The slots of a block are counted together: a person has so many, there are so many
    tables. No plan gets more than this, and most of what it takes fits into slots.

    :param board: what is placed already, and stays
    :returns: by ask, the ways to hold it in the block that was chosen for it; and the
        bound on what all of them together can bring
    """
    grid = board.grid
    packing = Packing()
    rows: dict[int, int] = {}
    firsts = Firsts(packing, grid, board.firm_counts)
    wide, left = _widen(board)
    columns = []
    for number in asks:
        groups = defaultdict(list)
        for way in grid.ways_of[number]:
            groups[tuple([wide[row] for row in way.rows])].append(way)
        for wide_rows, group in groups.items():
            if any(left[row] <= 0 for row in wide_rows):
                continue
            for row in wide_rows:
                if row not in rows:
                    rows[row] = packing.add_row(left[row])
            entries = [(rows[row], 1) for row in wide_rows]
            way = group[0]
            entries += firsts.entries(grid.firm_of[way.a], grid.firm_of[way.b])
            columns.append((group, packing.add(price(way), entries)))
    answer = maximise(packing, clock, nodes, options=PLAIN)
    chosen = {}
    if answer.chosen is not None:
        for group, column in columns:
            if answer.chosen[column] > CHOSEN:
                chosen[group[0].ask] = group
    return chosen, min(answer.bound, sum(packing.values))


def _widen(board: Board) -> tuple[list[int], dict[int, int]]:
    """Take the slots of a block together: a person's, and their tables.

    :returns: for each row the number of the wide one it belongs to; what is left of
        the wide ones
    """
    grid = board.grid
    numbers: dict[tuple, int] = {}
    wide, left = [], defaultdict(int)
    for row, kind in enumerate(grid.kinds):
        if kind[0] == "at":
            kind = ("in", grid.block_of[kind[1]], kind[2])
        elif kind[0] == "tables":
            kind = ("seats", grid.block_of[kind[1]])
        number = numbers.setdefault(kind, len(numbers))
        wide.append(number)
        left[number] += grid.limits[row] - board.used[row]
    return wide, left
