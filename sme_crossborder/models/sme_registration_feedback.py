from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

BATCH = 50
# who was marked as attended later than this is not asked any more
LATEST_DAYS = 30
# how long the link in the mail is good for
ANSWER_DAYS = 30
DEFAULT_DAYS = 1


class SmeRegistrationFeedback(models.AbstractModel):
    """Asks whoever attended what it was worth, once."""

    _name = "sme.registration.feedback"
    _description = "Registration: Feedback"

    # whose answer it is stays closed: organisers read answers together, see
    # `sme.workshop.feedback`
    feedback_input_id = fields.Many2one(
        "survey.user_input",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
    )

    @api.model
    def _cron_ask_feedback(self):
        """Ask everybody who attended a workshop that is over, once each.

        Running it again asks nobody twice. Attendance is often noted days later, so it
        looks back a month.
        """
        in_job = self.env.context.get("cron_id")
        waiting = self.search(self._get_unasked_domain(), order="id")
        for start in range(0, len(waiting), BATCH):
            waiting[start : start + BATCH]._ask_feedback()
            if in_job:
                self.env["ir.cron"]._commit_progress(BATCH)

    @api.model
    def _get_unasked_domain(self):
        now = fields.Datetime.now()
        days = int(
            # sudo: a setting
            self.env["ir.config_parameter"]
            .sudo()
            .get_param("sme_crossborder.feedback_days", DEFAULT_DAYS)
        )
        return Domain(
            [
                ("feedback_input_id", "=", False),
                ("state", "=", "done"),
                ("email", "!=", False),
                ("event_id.is_workshop", "=", True),
                ("event_id.feedback_survey_id.active", "=", True),
                ("event_id.date_end", "<=", now - timedelta(days=days)),
                ("event_id.date_end", ">", now - timedelta(days=LATEST_DAYS)),
            ]
        ) & ~Domain("firm_id.is_restricted", "=", True)

    def _ask_feedback(self):
        template = self.env.ref(
            "sme_crossborder.mail_template_workshop_feedback", raise_if_not_found=False
        )
        if not template:  # deleted by somebody: nobody is to be asked
            return
        deadline = fields.Datetime.now() + timedelta(days=ANSWER_DAYS)
        for registration in self:
            survey = registration.event_id.feedback_survey_id
            registration.feedback_input_id = survey._create_answer(
                email=registration.email, check_attempts=False, deadline=deadline
            )
        template.send_mail_batch(self.ids)

    @api.private
    def get_feedback_url(self):
        """Return the address of the attendee's questions, for the mail alone.

        Empty for whoever is not asked yet: mails are previewed with any attendee.
        """
        self.ensure_one()
        # sudo: the key to the answer, which nobody but the attendee gets
        answer_sudo = self.sudo().feedback_input_id
        if not answer_sudo:
            return ""
        return f"{self.get_base_url()}{answer_sudo.get_start_url()}"
