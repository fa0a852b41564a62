"""A maximum under limits, by HiGHS: which of these may be taken together?

One thread, a fixed seed and limits in work, not in time, so that the same question has
the same answer on any machine.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

NODES = 200  # of the search tree, at most


@dataclass
class Packing:
    """Choose columns of the largest value; each row holds so many of them.

    A column is 0 or 1, or a share of 1 where `is_whole` is False.
    """

    values: list[float] = field(default_factory=list)
    columns: list[Sequence[tuple[int, float]]] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    limits: list[float] = field(default_factory=list)

    def add_row(self, limit: float) -> int:
        self.limits.append(limit)
        return len(self.limits) - 1

    def add(self, value, entries, is_whole=True) -> int:
        """Add a column; `entries` are pairs of a row and how much of it is used."""
        self.values.append(value)
        self.columns.append(entries)
        self.whole.append(is_whole)
        return len(self.values) - 1


@dataclass(frozen=True)
class Answer:
    """`chosen`: share of each column, None if none was found; `bound`: no better is."""

    chosen: list[float] | None
    bound: float
    is_best: bool


@dataclass
class Clock:
    """When to stop, and whether that came before the work was done."""

    deadline: float | None = None
    is_cut: bool = False

    @classmethod
    def of(cls, seconds: float | None) -> Clock:
        return cls(None if seconds is None else time.monotonic() + seconds)

    @property
    def left(self) -> float:
        if self.deadline is None:
            return float("inf")
        return max(self.deadline - time.monotonic(), 0.0)

    @property
    def is_over(self) -> bool:
        if self.left <= 0:
            self.is_cut = True
        return self.is_cut


def _load():
    """Import when there is something to solve: it takes 0.1 s and 40 MB of memory."""
    import highspy
    import numpy

    return highspy, numpy


def _to_lp(packing: Packing, highspy, numpy):
    lp = highspy.HighsLp()
    count = len(packing.values)
    lp.num_col_ = count
    lp.num_row_ = len(packing.limits)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = numpy.array(packing.values, dtype=float)
    lp.col_lower_ = numpy.zeros(count)
    lp.col_upper_ = numpy.ones(count)
    lp.row_lower_ = numpy.full(len(packing.limits), -highspy.kHighsInf)
    lp.row_upper_ = numpy.array(packing.limits, dtype=float)
    starts = numpy.zeros(count + 1, dtype=numpy.int32)
    starts[1:] = numpy.cumsum([len(column) for column in packing.columns])
    entries = [entry for column in packing.columns for entry in column]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = starts
    lp.a_matrix_.index_ = numpy.array([row for row, _use in entries], numpy.int32)
    lp.a_matrix_.value_ = numpy.array([use for _row, use in entries], dtype=float)
    if any(packing.whole):
        kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
        lp.integrality_ = [kinds[whole] for whole in packing.whole]
    return lp


def maximise(
    packing: Packing,
    clock: Clock | None = None,
    nodes: int = NODES,
    gap: float = 1e-4,
    options: dict | None = None,
) -> Answer:
    """Choose, as well as the limits in work and time allow.

    :param gap: share of the value below which a better answer is not looked for
    :param options: of HiGHS, by name; for measuring

    >>> packing = Packing()
    >>> row = packing.add_row(1)
    >>> for value in (2, 3):
    ...     _column = packing.add(value, [(row, 1)])
    >>> maximise(packing)
    Answer(chosen=[0.0, 1.0], bound=3.0, is_best=True)
    """
    if not packing.values:
        return Answer([], 0.0, True)
    highspy, numpy = _load()
    solver = highspy.Highs()
    settings = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_max_nodes": nodes,
        "mip_rel_gap": gap,
    }
    if clock and clock.deadline is not None:
        settings["time_limit"] = max(clock.left, 0.01)
    for name, value in (settings | (options or {})).items():
        solver.setOptionValue(name, value)
    solver.passModel(_to_lp(packing, highspy, numpy))
    solver.run()
    status = solver.getModelStatus()
    if clock and status == highspy.HighsModelStatus.kTimeLimit:
        clock.is_cut = True
    info = solver.getInfo()
    is_best = status == highspy.HighsModelStatus.kOptimal
    has_answer = info.primal_solution_status == 2  # feasible
    chosen = list(solver.getSolution().col_value) if has_answer else None
    if any(packing.whole):
        bound = info.mip_dual_bound
    else:
        bound = info.objective_function_value if is_best else float("inf")
    return Answer(chosen, bound, is_best)
