from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_compare

RUNNING = ("new", "work")
ENDED = ("closed", "dropped")
# what the clock says by itself
READINGS = (
    "hours_used",
    "date_started",
    "date_due",
    "date_answered",
    "is_in_time",
    "date_closed",
)
READING = object()  # cannot travel over RPC
# what turns it
TURNS = {"state", "date_asked", "response_hours"}


class SmeGuidanceClock(models.AbstractModel):
    """How long a firm waits for its answer, in working hours of its adviser.

    The clock runs while the question is with us, stands while we wait for the firm, and
    stops with the answer. Its readings are stored when it is turned, so that lists ask
    no calendar.
    """

    _name = "sme.guidance.clock"
    _description = "Guidance: Response Clock"

    state = fields.Selection(
        selection=[
            ("new", "New"),
            ("work", "In work"),
            ("waiting", "Waiting for the firm"),
            ("closed", "Closed"),
            ("dropped", "Dropped"),
        ],
        default="new",
        required=True,
        index=True,
        tracking=True,
        copy=False,
        group_expand=True,
    )
    date_asked = fields.Datetime(
        string="Asked",
        required=True,
        default=fields.Datetime.now,
        copy=False,
        help="When the question came in: the clock runs from here.",
    )
    response_hours = fields.Float(
        string="Working hours to answer",
        compute="_compute_response_hours",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="In the calendar of the organisation the case belongs to. While it waits "
        "for the firm nothing is counted.",
    )
    hours_used = fields.Float(
        string="Working hours used",
        readonly=True,
        copy=False,
        help="Up to when the clock was stopped last.",
    )
    hours_left = fields.Float(string="Working hours left", compute="_compute_left")
    date_started = fields.Datetime(
        string="Clock runs since",
        readonly=True,
        copy=False,
        help="Empty while the case waits for the firm, and once it is answered.",
    )
    date_due = fields.Datetime(string="Answer due", readonly=True, copy=False)
    date_answered = fields.Datetime(string="Answered", readonly=True, copy=False)
    is_in_time = fields.Boolean(string="Answered in time", readonly=True, copy=False)
    date_closed = fields.Datetime(string="Ended", readonly=True, copy=False)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    _response_hours_check = models.Constraint(
        "CHECK (response_hours > 0)",
        "Give at least some minutes of working time for the answer.",
    )

    @api.depends("company_id")
    def _compute_response_hours(self):
        for case in self:
            usual = case.company_id.sme_guidance_hours
            case.response_hours = case.response_hours or usual

    @api.depends("response_hours", "hours_used")
    def _compute_left(self):
        for case in self:
            case.hours_left = max(case.response_hours - case.hours_used, 0)

    @api.depends("date_started", "date_due")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for case in self:
            due = case.date_due
            case.is_overdue = bool(case.date_started and due and due < now)

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in" or True not in value or False in value:
            return NotImplemented
        now = fields.Datetime.now()
        return [("date_started", "!=", False), ("date_due", "<", now)]

    @api.constrains("date_asked")
    def _check_date_asked(self):
        now = fields.Datetime.now() + timedelta(minutes=5)  # clocks of two machines
        for case in self:
            if case.date_asked > now:
                raise ValidationError(
                    self.env._(
                        "%(case)s cannot have been asked in the future: enter when the "
                        "question came in.",
                        case=case.display_name,
                    )
                )

    # ------------------------------------------------------------------
    # Turning it
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_typed_readings(vals)
        cases = super().create(vals_list)
        for case in cases:
            case._turn_clock(case.date_asked)
        return cases

    def write(self, vals):
        self._refuse_typed_readings(vals)
        if not TURNS & vals.keys():
            return super().write(vals)
        asked = {case: case.date_asked for case in self}
        result = super().write(vals)
        for case in self:
            since = case.date_started
            if case.date_asked != asked[case]:
                since = case._move_asked(asked[case])
            case._turn_clock(since)
        return result

    def action_answer(self):
        """Note that the firm has its answer; the case may go on."""
        for case in self:
            case.check_access("write")
            if not case.date_answered:
                case._set_readings({"date_answered": fields.Datetime.now()})
                case._turn_clock(case.date_started)
        return True

    def _refuse_typed_readings(self, vals):
        """:raises UserError: naming what the clock says by itself"""
        typed = [fname for fname in READINGS if fname in vals]
        is_reading = self.env.context.get("_sme_guidance") is READING
        if typed and not (self.env.su or is_reading):
            raise UserError(
                self.env._(
                    "%(field)s follows from what happens in the case and cannot be "
                    "typed. Leave it out.",
                    field=self._fields[typed[0]]._description_string(self.env),
                )
            )

    def _move_asked(self, former):
        """Return since when the clock runs after *Asked* was corrected.

        :raises UserError: the clock was stopped since then
        """
        if self.date_started != former:
            raise UserError(
                self.env._(
                    "The clock of %(case)s was stopped since the question came in, so "
                    "the time it came in cannot be changed any more.",
                    case=self.display_name,
                )
            )
        return self.date_asked

    def _turn_clock(self, since):
        """Start the clock, stop it or let it run on, as the state says.

        :param datetime since: when it was started, if it ran until now
        """
        now = fields.Datetime.now()
        answered, used, due = self.date_answered, self.hours_used, self.date_due
        if self.state == "closed" and not answered:
            answered = now
        runs = self.state in RUNNING and not answered
        if since and not runs:
            used += self._count_hours(since, answered or now)
        since = (since or now) if runs else False
        if runs:
            due = self._plan_answer(since, self.response_hours - used)
        elif not answered:
            due = False  # it moves as long as we wait
        in_time = float_compare(used, self.response_hours, precision_digits=3) <= 0
        self._set_readings(
            {
                "hours_used": used,
                "date_started": since,
                "date_due": due,
                "date_answered": answered,
                "is_in_time": bool(answered) and in_time,
                "date_closed": self.state in ENDED and (self.date_closed or now),
            }
        )

    def _set_readings(self, values):
        """Write what the clock says, past the check that nobody types it."""
        changed = {fname: val for fname, val in values.items() if self[fname] != val}
        if changed:
            self.with_context(_sme_guidance=READING).write(changed)

    # ------------------------------------------------------------------
    # The calendar
    # ------------------------------------------------------------------

    def _get_calendar(self):
        """Return the calendar that counts, and which days off are looked at.

        :returns: `resource.calendar` as superuser, domain
        """
        # sudo: the hours of the owner count, whoever works on the case
        company_sudo = self.company_id.sudo()
        days_off = [
            ("time_type", "=", "leave"),
            ("company_id", "in", [False, company_sudo.id]),
        ]
        return company_sudo.resource_calendar_id, days_off

    def _count_hours(self, start, end):
        """Return the working hours between two times; all hours without a calendar."""
        if start >= end:
            return 0.0
        calendar_sudo, days_off = self._get_calendar()
        if not calendar_sudo:
            return (end - start).total_seconds() / 3600
        return calendar_sudo.get_work_hours_count(start, end, domain=days_off)

    def _plan_answer(self, start, hours):
        """Return when a number of working hours from a time on is over."""
        if hours <= 0:
            return start
        calendar_sudo, days_off = self._get_calendar()
        if not calendar_sudo:
            return start + timedelta(hours=hours)
        due = calendar_sudo.plan_hours(
            hours, start, compute_leaves=True, domain=days_off
        )
        return due and due.replace(microsecond=0)
