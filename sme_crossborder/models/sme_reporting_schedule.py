from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from .dates import say_day

# days after the period's end; what a programme sets is entered instead
STEPS = {
    "date_contribution_due": 30,
    "date_control_due": 90,
    "date_report_due": 120,
    "date_approval_due": 200,
}
REMIND_DAYS = 7  # before a step is due


class SmeReportingSchedule(models.AbstractModel):
    """By when each step of a report is due, and who is reminded of it, once."""

    _name = "sme.reporting.schedule"
    _description = "Reporting: Due Dates and Reminders"

    date_contribution_due = fields.Date(
        string="Contributions due",
        compute="_compute_due",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    date_control_due = fields.Date(
        string="Control due",
        compute="_compute_due",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    date_report_due = fields.Date(
        string="Report due",
        compute="_compute_due",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    date_approval_due = fields.Date(
        string="Approval expected",
        compute="_compute_due",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    next_step = fields.Char(string="Next step", compute="_compute_next_step")
    is_overdue = fields.Boolean(string="Overdue", compute="_compute_next_step")
    reminded_on = fields.Date(string="Reminded on", readonly=True, copy=False)
    approval_reminded_on = fields.Date(
        string="Reminded of the approval on", readonly=True, copy=False
    )

    @api.depends("date_end")
    def _compute_due(self):
        """Proposed when the period is made; what was entered then stays."""
        for period in self:
            for fname, days in STEPS.items():
                period[fname] = period[fname] or (
                    period.date_end and period.date_end + timedelta(days=days)
                )

    @api.depends("state", "contribution_ids.state", "date_end", *STEPS)
    def _compute_next_step(self):
        """What is waited for and until when, in a sentence."""
        today = fields.Date.context_today(self)
        for period in self:
            step, due = period._get_next_step(today)
            period.next_step = step
            period.is_overdue = bool(due and due < today)

    def _get_next_step(self, today):
        """Return ``(sentence, due date)`` of what is waited for."""
        if self.state == "approved":
            return self.env._("Approved and locked"), False
        if self.state == "submitted":
            due = self.date_approval_due
            return (
                self.env._("Approval, expected %(date)s", date=self._say_due(due)),
                due,
            )
        if self.date_end and self.date_end >= today:
            return (
                self.env._("Runs until %(date)s", date=self._say_due(self.date_end)),
                False,
            )
        states = set(self.contribution_ids.mapped("state"))
        if states & {"open", "returned"}:
            due = self.date_contribution_due
            return self.env._(
                "Contributions, due %(date)s", date=self._say_due(due)
            ), due
        if "submitted" in states:
            due = self.date_control_due
            return self.env._("Control, due %(date)s", date=self._say_due(due)), due
        due = self.date_report_due
        return self.env._("Report, due %(date)s", date=self._say_due(due)), due

    def _say_due(self, day):
        return self._say_day(day) if day else "…"

    @api.constrains("date_end", *STEPS)
    def _check_due(self):
        for period in self:
            days = [period[fname] for fname in STEPS if period[fname]]
            if days != sorted(days) or (days and days[0] < period.date_end):
                raise ValidationError(
                    self.env._(
                        "The steps of %(period)s follow each other: contributions, "
                        "control, report, approval, all after its end (%(end)s). "
                        "Correct the due dates.",
                        period=period.name,
                        end=format_date(self.env, period.date_end),
                    )
                )

    # ------------------------------------------------------------------
    # Reminders
    # ------------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Remind of what is due within a week, or overdue: each step once."""
        today = fields.Date.context_today(self)
        soon = today + timedelta(days=REMIND_DAYS)
        self._remind_members(today, soon)
        self._remind_controllers(today, soon)
        self._remind_leads(today, soon)

    def _remind_members(self, today, soon):
        late = self.env["sme.reporting.contribution"].search(
            [
                ("state", "in", ["open", "returned"]),
                ("period_id.state", "in", ["open", "returned"]),
                ("period_id.date_end", "<", today),
                ("period_id.date_contribution_due", "<=", soon),
                ("reminded_on", "=", False),
            ]
        )
        for contribution in late:
            due = contribution.period_id.date_contribution_due
            contribution._tell_managers(
                lambda env, one=contribution, due=due: env._(
                    "Submit %(contribution)s, due %(date)s",
                    contribution=one.with_env(env).display_name,
                    date=say_day(env, due),
                ),
                due,
            )
        late._act({"reminded_on": today})

    def _remind_controllers(self, today, soon):
        late = self.env["sme.reporting.contribution"].search(
            [
                ("state", "=", "submitted"),
                ("period_id.date_control_due", "<=", soon),
                ("control_reminded_on", "=", False),
            ]
        )
        for contribution in late:
            contribution._tell_controllers(
                lambda env, one=contribution: env._(
                    "Control %(contribution)s, due %(date)s",
                    contribution=one.with_env(env).display_name,
                    date=say_day(env, one.period_id.date_control_due),
                )
            )
        late._act({"control_reminded_on": today})

    def _remind_leads(self, today, soon):
        reports = self.search(
            [
                ("state", "in", ["open", "returned"]),
                ("date_end", "<", today),
                ("date_report_due", "<=", soon),
                ("reminded_on", "=", False),
            ]
        )
        for period in reports:
            period._tell_lead(
                lambda env, one=period: env._(
                    "Submit the report on %(period)s, due %(date)s",
                    period=one.with_env(env).display_name,
                    date=say_day(env, one.date_report_due),
                ),
                period.date_report_due,
                note=lambda env, one=period: one.with_env(env)._say_missing(),
            )
        reports._act({"reminded_on": today})
        approvals = self.search(
            [
                ("state", "=", "submitted"),
                ("date_approval_due", "<=", today),
                ("approval_reminded_on", "=", False),
            ]
        )
        for period in approvals:
            period._tell_lead(
                lambda env, one=period: env._(
                    "Ask for the approval of %(period)s, expected %(date)s",
                    period=one.with_env(env).display_name,
                    date=say_day(env, one.date_approval_due),
                ),
                today,
            )
        approvals._act({"approval_reminded_on": today})
