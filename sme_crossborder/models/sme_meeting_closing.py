from datetime import timedelta

from babel.dates import format_datetime

from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse


class SmeMeetingClosing(models.AbstractModel):
    """Ends the time for requests: reminds before, lets lapse what nobody answered."""

    _name = "sme.meeting.closing"
    _description = "1:1 Meetings: Closing of Requests"

    closing_text = fields.Char(compute="_compute_closing_text")

    @api.depends("closes_on", "date_tz")
    @api.depends_context("lang")
    def _compute_closing_text(self):
        """The closing time where the workshop is; the field shows the user's clock."""
        for meetings in self:
            meetings.closing_text = meetings.closes_on and meetings._say_closing()

    def action_close(self):
        """End the requests: what is not answered lapses and frees its place."""
        for meetings in self:
            meetings._require_state("open")
            meetings._close()
        return True

    def action_prepare(self):
        """Take the requests back into preparation; what was asked stays."""
        self._require_state("open", "closed")
        self.state = "preparing"
        return True

    def _close(self):
        self.ensure_one()
        unanswered = self.request_ids.filtered(lambda r: r.state == "asked")
        unanswered.write({"state": "lapsed", "answered_on": fields.Datetime.now()})
        self.state = "closed"
        self._tell(
            lambda env: env._(
                "Requests for 1:1 meetings are closed. %(count)s were not answered "
                "and lapsed.",
                count=len(unanswered),
            )
        )

    def _get_remind_day(self):
        """Return the day of the reminder where the owner of the workshop works."""
        closing = self.env["sme.partner.lead"]._get_day_at(
            self.company_id, self.closes_on
        )
        return closing - timedelta(days=self.remind_days)

    @api.model
    def _cron_follow_meetings(self):
        """Remind who has not answered, close what is over, settle what was missed.

        Each act changes what it looked for, so running it again changes nothing.
        """
        in_job = self.env.context.get("cron_id")
        rounds = self.search([("state", "=", "open"), ("closes_on", "!=", False)])
        for meetings in rounds:
            if meetings.closes_on <= fields.Datetime.now():
                meetings._close()
            elif meetings.remind_days:
                meetings._remind()
            if in_job:
                self.env["ir.cron"]._commit_progress(1)
        self.env["sme.meeting"]._settle_missed()

    def _remind(self):
        """Send one mail to each who has requests to answer, once, from the day on."""
        today = self.env["sme.partner.lead"]._get_day_at(self.company_id)
        if today < self._get_remind_day():
            return
        waiting = self.request_ids.filtered(
            lambda request: request.state == "asked" and not request.reminded_on
        )
        template = self._find_template("mail_template_meeting_reminder")
        for person in waiting.to_registration_id:
            if person.email and template:
                template.send_mail(person.id)
        waiting.reminded_on = today

    def _say_closing(self):
        """Return the closing time with its zone, where the workshop is."""
        self.ensure_one()
        local = fields.Datetime.context_timestamp(
            self.with_context(tz=self.date_tz), self.closes_on
        )
        locale = babel_locale_parse(self.env.lang or "en_US")
        said = format_datetime(local, "EEE d MMM y HH:mm", locale=locale)
        return f"{said} {local.tzname()}"
