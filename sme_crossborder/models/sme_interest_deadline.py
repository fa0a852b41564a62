from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models

WORKING_WEEKDAYS = range(5)  # where no calendar says otherwise


class SmeInterestDeadline(models.AbstractModel):
    """Until when an interest is answered, in working days of who answers."""

    _name = "sme.interest.deadline"
    _description = "Interest: Until When It Is Answered"

    answer_until = fields.Date(
        string="Answer expected until",
        help="Counted in working days of the organisation that answers.",
    )
    remind_on = fields.Date(
        string="Reminder on", help="The adviser of the lead is reminded on this day."
    )
    expire_on = fields.Date(
        string="Expires after", help="Without an answer it is over after this day."
    )
    reminded_on = fields.Date(string="Reminder given on")
    escalated_on = fields.Date(string="Put before the coordinator on")

    @api.model
    def _prepare_deadlines(self, company, day):
        """Return the days of an interest that is expressed on a day.

        :param company: `res.company` that answers
        :param date day: the day it is there
        """
        # sudo: periods of the organisation that answers
        company_sudo = company.sudo()
        until = self._add_working_days(company, day, company_sudo.sme_interest_days)
        return {
            "date_asked": day,
            "answer_until": until,
            "remind_on": max(
                day,
                self._add_working_days(
                    company, until, -company_sudo.sme_interest_reminder_days
                ),
            ),
            "expire_on": self._add_working_days(
                company, until, company_sudo.sme_interest_grace_days
            ),
        }

    @api.model
    def _add_working_days(self, company, day, number):
        """Return the working day a number of working days after a day, or before it.

        The day itself is not counted. Holidays of the calendar are no working days.

        :param company: `res.company` whose calendar counts
        :param date day: from when
        :param int number: of working days; below 0 backwards
        """
        if not number:
            return day
        # sudo: the calendar of an organisation, of which a day is told
        calendar_sudo = company.sudo().resource_calendar_id
        zone = ZoneInfo(calendar_sudo.tz or "UTC")
        first = day + timedelta(days=1) if number > 0 else day
        begin = datetime.combine(first, time.min, tzinfo=zone)
        planned = calendar_sudo and calendar_sudo.plan_days(
            number, begin, compute_leaves=True
        )
        if planned:
            return planned.astimezone(zone).date()
        step = timedelta(days=1 if number > 0 else -1)
        left = abs(number)
        while left:
            day += step
            left -= day.weekday() in WORKING_WEEKDAYS
        return day
