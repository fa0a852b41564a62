from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.privacy_clock import answer_by
from .dates import say_day
from .staff_words import for_reader

NOTICE_DAYS = 7  # before the last day


class SmePrivacyRequestClock(models.AbstractModel):
    """Until when a request is to be answered, and who is reminded of it."""

    _name = "sme.privacy.request.clock"
    _description = "Data Request: Clock"

    date_received = fields.Date(
        string="Received on",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    is_extended = fields.Boolean(
        string="Extended", readonly=True, copy=False, tracking=True
    )
    extension_reason = fields.Text(
        string="Why it takes longer", readonly=True, copy=False
    )
    date_due = fields.Date(
        string="Answer by",
        compute="_compute_date_due",
        store=True,
        index=True,
        help="One month after it was received, or three where the person was told why "
        "it takes longer (GDPR, Article 12(3)). The day of the same number, or the "
        "last day of a shorter month.",
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    reminded_on = fields.Date(readonly=True, copy=False)

    @api.depends("date_received", "is_extended")
    def _compute_date_due(self):
        for request in self:
            received = request.date_received
            request.date_due = received and answer_by(received, request.is_extended)

    @api.model
    def _get_overdue_domain(self):
        today = fields.Date.context_today(self)
        return Domain("state", "in", ("received", "checked")) & Domain(
            "date_due", "<", today
        )

    @api.depends("date_due", "state")
    def _compute_is_overdue(self):
        overdue = self.filtered_domain(self._get_overdue_domain())
        for request in self:
            request.is_overdue = request in overdue

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = self._get_overdue_domain()
        return overdue if True in value else ~overdue

    def _plan_answer(self):
        """Give whoever answers something to do, a week before the last day."""
        for request in self.sudo().filtered("user_id"):  # sudo: a step of a colleague
            request._plan(
                request.user_id,
                fields.Date.subtract(request.date_due, days=NOTICE_DAYS),
            )

    def _plan(self, user, deadline):
        told = for_reader(self.with_context(mail_activity_quick_update=True), user)
        told.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=user.id,
            date_deadline=max(deadline, fields.Date.context_today(self)),
            summary=told.env._(
                "Answer by %(day)s: %(request)s",
                day=say_day(told.env, self.date_due),
                request=told.display_name,
            ),
        )

    @api.model
    def _cron_remind(self):
        """Tell all project managers of a controller when a week is left; once."""
        soon = fields.Date.add(fields.Date.context_today(self), days=NOTICE_DAYS)
        waiting = self.search(
            [
                ("state", "in", ("received", "checked")),
                ("date_due", "<=", soon),
                ("reminded_on", "=", False),
            ]
        )
        periods = self.env["sme.reporting.period"]
        for request in waiting:
            managers = periods._find_managers(request.company_id)
            planned = request.activity_ids.user_id
            for user in managers - planned:
                request._plan(user, fields.Date.context_today(self))
            request.reminded_on = fields.Date.context_today(self)
