from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..tools import meeting_times


class SmeMeetingSession(models.Model):
    """Hours of one day in which meetings are held one after the other.

    Hours are those a clock shows where the workshop is, whoever types them.
    """

    _name = "sme.meeting.session"
    _inherit = ["sme.meeting.part"]
    _description = "Session of 1:1 Meetings"
    _order = "day, hour_begin, id"
    _rec_name = "name"

    name = fields.Char(compute="_compute_name")
    day = fields.Date(required=True)
    hour_begin = fields.Float(string="From", required=True, default=9.0)
    hour_end = fields.Float(string="To", required=True, default=12.0)
    minutes = fields.Integer(string="Meeting (min)", required=True, default=20)
    pause = fields.Integer(
        string="Break (min)", default=5, help="Minutes between two meetings."
    )
    is_online = fields.Boolean(
        string="Online too",
        help="Persons who meet online only are given meetings in it.",
    )
    slot_ids = fields.One2many("sme.meeting.slot", "session_id")

    _hours_possible = models.Constraint(
        "CHECK(0 <= hour_begin AND hour_begin < hour_end AND hour_end <= 30)",
        "A session ends after it begins. What goes on after midnight ends at 24:30, "
        "25:00 and so on.",
    )
    _minutes_possible = models.Constraint(
        "CHECK(minutes BETWEEN 5 AND 480 AND pause BETWEEN 0 AND 480)",
        "A meeting takes from 5 minutes to 8 hours, a break none to 8 hours.",
    )

    @api.depends("day", "hour_begin", "hour_end")
    def _compute_name(self):
        for session in self:
            day = fields.Date.to_string(session.day) or ""
            session.name = f"{day} {session._say_hours()}".strip()

    def _say_hours(self):
        return f"{_clock(self.hour_begin)}–{_clock(self.hour_end)}"

    def _get_times(self):
        """Return begin and end of each slot, in UTC."""
        self.ensure_one()
        zone = self.round_id.date_tz or "UTC"
        begin, end = (
            meeting_times.at(self.day, hours, zone)
            for hours in (self.hour_begin, self.hour_end)
        )
        return list(meeting_times.cut(begin, end, self.minutes, self.pause))

    @api.constrains("day", "hour_begin", "hour_end")
    def _check_during_workshop(self):
        """A session that begins on another day than the workshop is mistyped."""
        for session in self:
            days = [day for day, _first, _last in session.round_id._get_days()]
            if session.day not in days:
                raise ValidationError(
                    self.env._(
                        "%(session)s is on no day of %(workshop)s, which is held from "
                        "%(first)s to %(last)s. Correct the day.",
                        session=session.name,
                        workshop=session.round_id.event_id.name,
                        first=format_date(self.env, days[0]),
                        last=format_date(self.env, days[-1]),
                    )
                )

    @api.constrains("day", "hour_begin", "hour_end")
    def _check_no_overlap(self):
        """Name the two; the database would refuse their slots without names."""
        for session in self:
            for other in session.round_id.session_ids - session:
                if (
                    other.day == session.day
                    and other.hour_begin < session.hour_end
                    and session.hour_begin < other.hour_end
                ):
                    raise ValidationError(
                        self.env._(
                            "The sessions %(one)s and %(other)s overlap. Change the "
                            "hours of one of them.",
                            one=session.name,
                            other=other.name,
                        )
                    )

    @api.constrains("day", "hour_begin", "hour_end", "minutes")
    def _check_has_slots(self):
        for session in self:
            if not session._get_times():
                raise ValidationError(
                    self.env._(
                        "No meeting of %(minutes)s minutes fits in %(session)s: make "
                        "it longer, or the meetings shorter.",
                        minutes=session.minutes,
                        session=session.name,
                    )
                )


def _clock(hours):
    return "{:02d}:{:02d}".format(*divmod(round((hours or 0) * 60), 60))
