"""In which period a record counts: the days that are open for each member."""

from __future__ import annotations

import copy
import typing

from odoo import fields
from odoo.tools import SQL

if typing.TYPE_CHECKING:
    from datetime import date


class MemberFrame(typing.NamedTuple):
    """What is open for a member before a period, and in it.

    A record of a day up to ``open_until`` counts in an earlier period that is open
    still; one of a day up to ``locked_until`` is a correction of what is locked.
    ``opened`` holds ``(period id, last day)`` of what is open, up to this period.
    """

    member_id: int
    open_until: date | None
    locked_until: date | None
    is_open: bool
    opened: tuple[tuple[int, date], ...] = ()


class Frame:
    """One indicator of a project in one period.

    :param indicator: `sme.indicator`
    :param project: `sme.project`, as the system
    :param period: `sme.reporting.period`; empty: everything so far
    :param dict frozen: ``(period id, member id)``: id of the figure, which is frozen
    :param limits: dict of `sme.indicator`: its figure, of those others are part of
    """

    def __init__(self, indicator, project, period, frozen, limits):
        self.period = period
        self.limits = limits
        # answers to queries asked already, which frames of one count share
        self.answers = {}
        # without a period nothing is open or locked: everything is told anew
        self.has_frozen = bool(frozen and period)
        self.indicator = indicator
        # by their ids the database knows how many receipts to expect of each
        self.frozen_ids = tuple(sorted(frozen.values())) if self.has_frozen else ()
        ends = {one.id: one.date_end for one in project.period_ids}
        self.is_frozen_before = self.has_frozen and all(
            period_id in ends and ends[period_id] < period.date_end
            for period_id, _member_id in frozen
        )
        today = fields.Date.context_today(project)
        self.last_day = min(today, self._get_end(period)) if period else today
        self.members = [
            self._get_member_frame(member.id, project, frozen)
            for member in project.member_ids
        ]

    def _get_end(self, period):
        """Return the last day of a period.

        Results come about up to a year after the project, where no period can be: its
        last one tells of them as long as it is open.
        """
        project = period.project_id
        if period.date_end == project.date_end:
            return self.indicator._get_last_day(project)
        return period.date_end

    def _get_member_frame(self, member_id, project, frozen):
        if not self.period:
            return MemberFrame(member_id, None, None, is_open=True)

        def is_open(period):
            return period.state != "approved" and (period.id, member_id) not in frozen

        opened, locked = [], []
        for period in project.period_ids:
            if period.date_end < self.period.date_end:
                (opened if is_open(period) else locked).append(period.date_end)
        return MemberFrame(
            member_id,
            max(opened, default=None),
            max(locked, default=None),
            is_open=is_open(self.period),
            opened=tuple(
                (period.id, self._get_end(period))
                for period in project.period_ids
                if period.date_end <= self.period.date_end and is_open(period)
            ),
        )

    def without_limits(self) -> Frame:
        """Return the same frame for what is part of nothing."""
        free = copy.copy(self)
        free.limits = {}
        return free

    def tells_all(self) -> bool:
        """Whether the figures up to this period are made of everything counted today.

        They are not where something of it is frozen, now or later: what changed since
        is told in a period that is open.
        """
        common = self.get_common()
        return not self.has_frozen or (
            self.is_frozen_before and common is not None and common.is_open
        )

    def get_common(self) -> MemberFrame | None:
        """Return what is open for every member alike, which is the usual case."""
        shapes = {one[1:] for one in self.members}
        return self.members[0] if len(shapes) == 1 else None

    def select_opened(self) -> SQL:
        """Return what is open, for each member, as rows of a last day and a period."""
        rows = [
            SQL("(%s, %s, %s::date)", one.member_id, period_id, last_day)
            for one in self.members
            for period_id, last_day in one.opened
        ]
        return SQL(
            "(VALUES %s) AS opened (member_id, period_id, last_day)",
            SQL(", ").join(rows or [SQL("(NULL::int, NULL::int, NULL::date)")]),
        )

    def select_members(self) -> SQL:
        """Return the frames of all members as rows."""
        rows = SQL(", ").join(
            SQL(
                "(%s, %s::date, %s::date, %s::boolean)",
                one.member_id,
                one.open_until,
                one.locked_until,
                one.is_open,
            )
            for one in self.members
        )
        return SQL(
            "SELECT * FROM (VALUES %s)"
            " AS frame (member_id, open_until, locked_until, is_open)",
            rows,
        )
