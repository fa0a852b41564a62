from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError


class SmeMeetingSlots(models.AbstractModel):
    """When and where meetings are held: sessions cut into slots, and tables."""

    _name = "sme.meeting.slots"
    _description = "1:1 Meetings: Slots and Tables"

    slot_count = fields.Integer(string="Slots", compute="_compute_slot_count")
    table_count = fields.Integer(
        string="Number of tables",
        compute="_compute_table_count",
        inverse="_inverse_table_count",
    )
    are_slots_made = fields.Boolean(compute="_compute_are_slots_made")

    @api.depends("slot_ids")
    def _compute_slot_count(self):
        for meetings in self:
            meetings.slot_count = len(meetings.slot_ids)

    @api.depends("table_ids")
    def _compute_table_count(self):
        for meetings in self:
            meetings.table_count = len(meetings.table_ids)

    def _inverse_table_count(self):
        """Add tables by number, or take the last ones away."""
        for meetings in self:
            tables = meetings.table_ids
            wanted = meetings.table_count
            if wanted < 0:
                raise UserError(
                    self.env._(
                        "%(count)s tables cannot be: enter 0 or more for %(workshop)s.",
                        count=wanted,
                        workshop=meetings.event_id.name,
                    )
                )
            names = set(tables.mapped("name"))
            number = last = len(tables)
            commands = [Command.delete(table.id) for table in tables[wanted:]]
            while last < wanted:
                number += 1
                name = self.env._("Table %(number)s", number=number)
                if name not in names:
                    last += 1
                    values = {"name": name, "sequence": 10 * last}
                    commands.append(Command.create(values))
            meetings.table_ids = commands

    def _get_days(self):
        """Return ``[(day, first hour, last hour)]`` of the workshop where it is."""
        event = self.event_id.with_context(tz=self.event_id.date_tz)
        begin, end = (
            fields.Datetime.context_timestamp(event, moment)
            for moment in (event.date_begin, event.date_end)
        )
        days = (end.date() - begin.date()).days + 1
        return [
            (
                begin.date() + timedelta(days=number),
                begin.hour + begin.minute / 60 if number == 0 else 9.0,
                end.hour + end.minute / 60 if number == days - 1 else 17.0,
            )
            for number in range(days)
        ]

    def _prepare_sessions(self):
        """Return commands for a session on each day of the workshop."""
        return [
            Command.create({"day": day, "hour_begin": first, "hour_end": last})
            for day, first, last in self._get_days()
            if last - first >= 0.5
        ]

    @api.depends(
        "slot_ids.begin",
        "slot_ids.end",
        "session_ids.day",
        "session_ids.hour_begin",
        "session_ids.hour_end",
        "session_ids.minutes",
        "session_ids.pause",
        "date_tz",
    )
    def _compute_are_slots_made(self):
        """Whether slots are those that the sessions say."""
        for meetings in self:
            times = meetings._get_times()
            there = {(slot.begin, slot.end) for slot in meetings.slot_ids}
            meetings.are_slots_made = bool(times) and there == set(times)

    def _get_times(self):
        """Return ``{(begin, end): session}`` of all slots there are to be, in UTC."""
        return {
            times: session
            for session in self.session_ids.filtered("day")
            for times in session._get_times()
        }

    def action_make_slots(self):
        """Cut the sessions into slots; those that are there at the same time stay.

        :raises UserError: a slot that is no more has meetings
        """
        for meetings in self:
            times = meetings._get_times()
            kept = meetings.slot_ids.filtered(
                lambda slot, times=times: (slot.begin, slot.end) in times
            )
            gone = meetings.slot_ids - kept
            if busy := gone.filtered("meeting_ids"):
                raise UserError(
                    self.env._(
                        "Meetings are planned at %(slots)s, where there would be no "
                        "slot any more. Move them first.",
                        slots=", ".join(busy.mapped("name")),
                    )
                )
            gone.unlink()
            for slot in kept:
                slot.session_id = times[slot.begin, slot.end]
            there = {(slot.begin, slot.end) for slot in kept}
            self.env["sme.meeting.slot"].create(
                [
                    {"session_id": session.id, "begin": begin, "end": end}
                    for (begin, end), session in sorted(
                        times.items(), key=lambda item: item[0]
                    )
                    if (begin, end) not in there
                ]
            )
            meetings.invalidate_recordset(["slot_ids"])
        return True
