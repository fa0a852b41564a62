from datetime import datetime

from odoo import api, fields, models

from ..tools.ics import Entry, calendar


class SmeMeetingAgenda(models.AbstractModel):
    """The meetings of an attendee: as a list, as a calendar file, what was told."""

    _name = "sme.meeting.agenda"
    _description = "Registration: Agenda of 1:1 Meetings"

    # ``{meeting id: {"version", "begin", "end", "summary"}}`` as of the last mail: what
    # differs has to be told, what is gone has to be taken out of a calendar. Names of
    # others stand in it, so nobody reads it.
    meeting_told = fields.Json(copy=False, groups=fields.NO_ACCESS)
    # when the attendee was told that requests are open
    meeting_opened_on = fields.Datetime(copy=False, groups=fields.NO_ACCESS)

    def _get_meeting_lines(self):
        """Return the participations of meetings that are not over, by time."""
        lines = self.env["sme.meeting.participation"]._search_going_on(
            [("registration_id", "in", self.ids)]
        )
        return lines.grouped("registration_id")

    def _get_own_lines(self):
        """Return the participations of one attendee, by time."""
        self.ensure_one()
        none = self.env["sme.meeting.participation"]
        return self._get_meeting_lines().get(self, none)

    @api.private
    def get_agenda(self):
        """Return the meetings of an attendee, a dict each, for mails and papers.

        ``when`` names the zone of the workshop; ``place`` is a table, or online.
        """
        self.ensure_one()
        return [self._describe_line(line) for line in self._get_own_lines()]

    @api.model
    def _describe_line(self, line):
        other = line.other_registration_id
        return {
            "when": line.slot_id.name,
            "place": line.place,
            # never the address, which stands in for the name elsewhere
            "name": other.name or self.env._("Guest"),
            "firm": other.company_name or "",
            "country": other.firm_country_id.name or "",
        }

    def _get_meeting_summary(self, line):
        return self.env._(
            "Meeting with %(name)s", name=line.other_registration_id._say_meeting_name()
        )

    def _get_meetings_now(self, lines):
        """Return what the attendee would be told, in the shape of `meeting_told`."""
        return {
            str(line.meeting_id.id): {
                "version": line.meeting_id.version,
                "begin": fields.Datetime.to_string(line.slot_id.begin),
                "end": fields.Datetime.to_string(line.slot_id.end),
                "summary": self._get_meeting_summary(line),
            }
            for line in lines
        }

    @api.private
    def get_meeting_file(self):
        """Return the attendee's meetings as a calendar file.

        Meetings they were told of that fell away are in it too, so that calendars take
        them out.
        """
        self.ensure_one()
        self = self.with_context(lang=self._get_participant_lang())
        lines = self._get_own_lines()
        # sudo: what this attendee was told, for this attendee
        told = self.sudo().meeting_told or {}
        entries = [
            Entry(
                uid=self._get_meeting_uid(line.meeting_id.id),
                sequence=line.meeting_id.version,
                begin=line.slot_id.begin,
                end=line.slot_id.end,
                summary=self._get_meeting_summary(line),
                location=f"{line.place}, {self.event_id.get_paper_where()}",
                description=f"{self.event_id.name}\n{line.slot_id.name}",
            )
            for line in lines
        ]
        now = {str(line.meeting_id.id) for line in lines}
        entries += [
            Entry(
                uid=self._get_meeting_uid(meeting_id),
                sequence=was["version"] + 1,
                begin=datetime.fromisoformat(was["begin"]),
                end=datetime.fromisoformat(was["end"]),
                summary=was["summary"],
                is_cancelled=True,
            )
            for meeting_id, was in told.items()
            if meeting_id not in now
        ]
        return calendar(entries, written=fields.Datetime.now())

    def _get_workshop_file(self):
        """Return the workshop itself as a calendar file."""
        self.ensure_one()
        event = self.event_id
        entry = Entry(
            uid=self._get_meeting_uid("workshop"),
            # grows with each change, by which calendars know the newer file
            sequence=int((event.write_date - event.create_date).total_seconds()),
            begin=event.date_begin,
            end=event.date_end,
            summary=event.name,
            location=event.get_paper_where(),
        )
        return calendar([entry], written=fields.Datetime.now())

    def _get_meeting_uid(self, meeting_id):
        """Return what a calendar knows the meeting by: the attendee's, for good."""
        # sudo: the number of this database
        number = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"meeting-{meeting_id}-{self.id}@{number}"
