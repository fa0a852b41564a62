"""Plan the 1:1 meetings of an event: who meets whom, when and at which table.

The largest sum of weights under all rules of `meeting_event`; on a second run as little
is moved as possible. How: the solver first chooses meetings with the slots of a block
counted together, which bounds what any plan can be worth; then it places them block by
block, each exactly; what did not fit is mended by planning parts anew. The same rows
give the same plan, unless time ran out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .meeting_build import build, fill
from .meeting_check import check
from .meeting_event import Event, Id, Placement
from .meeting_exchange import exchange
from .meeting_grid import Grid
from .meeting_keep import is_rerun, rebuild
from .meeting_reasons import Reason, Reasons
from .meeting_seat import close_gaps, seat
from .meeting_solver import Clock


@dataclass(frozen=True)
class Plan:
    """A plan without conflicts, and what there is to say about it.

    ``placements``, ``unplaced``: by ids of asks; together they are all asks.
    ``worth``: weights of what is placed, and what first meetings count beyond them.
    ``bound``: no plan is worth more; proven, not estimated. ``moved``: ids of meetings
    of the last plan that have another slot, person or table now; ``dropped``: that are
    not held. ``is_cut_short``: time ran out, so the plan may be worse than it could be,
    and another one on another day.
    """

    placements: dict[Id, Placement]
    unplaced: dict[Id, Reason]
    worth: float
    bound: float
    moved: tuple[Id, ...] = ()
    dropped: tuple[Id, ...] = ()
    is_cut_short: bool = field(default=False, compare=False)

    @property
    def share(self) -> float:
        """Return how much of the bound is reached, from 0 to 1."""
        return self.worth / self.bound if self.bound else 1.0


def plan(event: Event, seconds: float | None = 60) -> Plan:
    """Plan an event, or plan it again where asks carry their `current` place.

    :param seconds: about so long is looked for a better plan; a valid one is returned
        in any case. None: no limit.
    :raises RuntimeError: the plan has a conflict, which would be an error in here

    Two firms of one country ask for Anna, who is free in one slot:

    >>> from .meeting_event import Ask, Person, Slot
    >>> persons = [
    ...     Person(name, firm, frozenset({"9:00"}), languages=frozenset({"en"}))
    ...     for name, firm in (("Anna", "A"), ("Berta", "B"), ("Carl", "C"))
    ... ]
    >>> asks = (Ask(1, ("Berta",), ("Anna",), 2), Ask(2, ("Carl",), ("Anna",), 3))
    >>> result = plan(Event((Slot("9:00", tables=1),), tuple(persons), asks))
    >>> result.placements
    {2: Placement(slot='9:00', table=1, a='Carl', b='Anna')}
    >>> result.unplaced[1].code, result.unplaced[1].asks, result.share
    ('outweighed', (2,), 1.0)
    """
    clock = Clock.of(seconds)
    grid = Grid(event)
    kept: frozenset[int] = frozenset()
    if is_rerun(grid):
        board, bound = rebuild(grid, clock)
        kept = frozenset(grid.current) & board.at.keys()
    else:
        board, bound = build(grid, clock)
        close_gaps(board, kept)
        fill(board, clock)
    if kept or board.worth < bound:  # at the bound there is nothing to gain
        exchange(board, kept)
    placements = seat(board)
    if conflicts := check(event, placements):
        raise RuntimeError(f"The plan of meetings has conflicts: {conflicts[:5]}")
    reasons = Reasons(board, kept)
    asks = event.asks
    return Plan(
        placements=placements,
        unplaced={
            ask.id: reasons.of(number)
            for number, ask in enumerate(asks)
            if number not in board.at
        },
        worth=board.worth,
        bound=max(bound, board.worth),
        moved=tuple(
            ask.id
            for ask in asks
            if ask.current and placements.get(ask.id, ask.current) != ask.current
        ),
        dropped=tuple(
            ask.id for ask in asks if ask.current and ask.id not in placements
        ),
        is_cut_short=clock.is_cut,
    )
