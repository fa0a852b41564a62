from datetime import timedelta

import pytz

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime

from .dates import say_day
from .sme_meeting_person import COMING

# columns to sign in that fit beside name and firm
DAYS_PER_SHEET = 3
# lines for who comes without being registered
SPARE_LINES = 5


class SmeWorkshopPaper(models.AbstractModel):
    """What the papers of a workshop say: when, where, held by whom, who is expected."""

    _name = "sme.workshop.paper"
    _description = "Workshop: Papers"

    def get_paper_when(self):
        """Return when it is held, in the workshop's own time zone, which is named."""
        self.ensure_one()
        first, last = self._get_paper_days()[0], self._get_paper_days()[-1]
        begin, end = (
            format_datetime(self.env, moment, tz=self.date_tz, dt_format="HH:mm")
            for moment in (self.date_begin, self.date_end)
        )
        values = {
            "day": say_day(self.env, first),
            "last": say_day(self.env, last),
            "begin": begin,
            "end": end,
            "zone": self.date_tz,
        }
        if first == last:
            return self.env._("%(day)s, %(begin)s–%(end)s (%(zone)s)", **values)
        return self.env._(
            "%(day)s, %(begin)s, to %(last)s, %(end)s (%(zone)s)", **values
        )

    def get_paper_where(self):
        """Return where it is held, on one line."""
        self.ensure_one()
        # sudo: the address of the workshop, which everybody invited is told
        address = self.sudo().address_inline
        return address or self.env._("Online")

    def get_paper_hosts(self):
        """Return who holds it: the owner first, then the joint organisers."""
        self.ensure_one()
        # sudo: names of organisations, which the invitation carries too
        event_sudo = self.sudo()
        hosts = event_sudo.company_id.partner_id
        hosts |= event_sudo.workshop_organiser_ids.partner_id
        return ", ".join(hosts.mapped("name"))

    def get_attendance_sheets(self):
        """Return the attendance list, a sheet for every three days.

        :return: dicts with ``days`` (texts), ``attendees`` (registrations, by name) and
            ``spare`` (how many lines are left free)
        :raises UserError: attendees are not shown to the user's organisation
        """
        attendees = self._get_expected()
        days = [
            format_date(self.env, day, date_format="EEE d MMM")
            for day in self._get_paper_days()
        ]
        return [
            {
                "days": days[first : first + DAYS_PER_SHEET],
                "attendees": attendees,
                "spare": SPARE_LINES,
            }
            for first in range(0, len(days), DAYS_PER_SHEET)
        ]

    def get_badges(self):
        """Return who gets a badge: registrations, by name.

        :raises UserError: attendees are not shown to the user's organisation, or nobody
            is registered
        """
        attendees = self._get_expected()
        if not attendees:
            raise UserError(
                self.env._(
                    "Nobody is registered for %(workshop)s yet: there are no badges "
                    "to print. Register participants first.",
                    workshop=self.name,
                )
            )
        return attendees

    def _get_expected(self):
        self.ensure_one()
        if not self.sees_attendees:
            raise UserError(
                self.env._(
                    "Attendees of %(workshop)s are shown to its owner, and to joint "
                    "organisers who are members of a project that records how persons' "
                    "data is answered for. Ask %(owner)s to print it.",
                    workshop=self.name,
                    # sudo: whose it is, which every organiser is told
                    owner=self.sudo().company_id.name,
                )
            )
        return self.env["event.registration"].search(
            [("event_id", "=", self.id), ("state", "in", COMING)],
            order="name, id",
        )

    def _get_paper_days(self):
        """Return the days it lasts where it is held; midnight ends a day."""
        self.ensure_one()
        zone = pytz.timezone(self.date_tz)
        first, last = (
            pytz.utc.localize(moment).astimezone(zone).date()
            for moment in (
                self.date_begin,
                max(self.date_begin, self.date_end - timedelta(seconds=1)),
            )
        )
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
