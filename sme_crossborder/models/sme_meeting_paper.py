from odoo import models
from odoo.exceptions import UserError


class SmeMeetingPaper(models.AbstractModel):
    """What the papers of 1:1 meetings say: an agenda for each, a plan of the tables."""

    _name = "sme.meeting.paper"
    _description = "1:1 Meetings: Papers"

    def get_paper_note(self):
        """Return that it is a draft, as long as it is one."""
        self.ensure_one()
        if self.state == "published":
            return ""
        return self.env._("Draft: the meetings are not published yet.")

    def get_agendas(self):
        """Return who meets whom, a list of dicts by name of the participant.

        :return: ``person`` (registration) and ``lines``, see `get_agenda`
        :raises UserError: nobody has a meeting
        """
        self.ensure_one()
        by_person = self._get_paper_lines().grouped("registration_id")
        return [
            {
                "person": person,
                "lines": [person._describe_line(line) for line in lines],
            }
            for person, lines in sorted(
                by_person.items(), key=lambda item: item[0].get_paper_name().casefold()
            )
        ]

    def get_table_plan(self):
        """Return who sits where, a list of dicts by slot.

        :return: ``slot`` and ``meetings``, by table, those online last
        :raises UserError: there is no meeting
        """
        self.ensure_one()
        meetings = self._get_paper_lines().meeting_id
        order = {table: number for number, table in enumerate(self.table_ids)}
        return [
            {
                "slot": slot,
                "meetings": held.sorted(
                    lambda meeting: order.get(meeting.table_id, len(order))
                ),
            }
            for slot, held in sorted(
                meetings.grouped("slot_id").items(), key=lambda item: item[0].begin
            )
        ]

    def _get_paper_lines(self):
        lines = self.env["sme.meeting.participation"]._search_going_on(
            [("round_id", "=", self.id)]
        )
        if not lines:
            raise UserError(
                self.env._(
                    "No meeting of %(workshop)s is planned yet: there is nothing to "
                    "print. Plan the meetings first.",
                    workshop=self.event_id.name,
                )
            )
        return lines
