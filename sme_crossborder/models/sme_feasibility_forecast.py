from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .sme_feasibility_signing import STEP
from .sme_feasibility_verdict import VERDICTS

FORECAST = "sme_crossborder.mail_activity_type_study_forecast"
MONTHS_LATER = 12
BATCH = 100


class SmeFeasibilityForecast(models.AbstractModel):
    """Twelve months after a study is signed its adviser is asked once if it was right.

    What is answered counts for the verdict that was signed last by then.
    """

    _name = "sme.feasibility.forecast"
    _description = "Feasibility Study: Forecast"

    date_check = fields.Date(
        string="To be looked at again",
        readonly=True,
        copy=False,
        help="Twelve months after it was signed last.",
    )
    date_forecast_asked = fields.Date(string="Asked on", readonly=True, copy=False)
    forecast = fields.Selection(
        selection=[
            ("expected", "As forecast"),
            ("better", "Better"),
            ("worse", "Worse"),
            ("unclear", "Cannot say"),
        ],
        string="How it came out",
        copy=False,
        tracking=True,
    )
    forecast_note = fields.Char(
        string="In a sentence",
        copy=False,
        help="What happened, and what the next study should look at.",
    )
    forecast_verdict = fields.Selection(
        selection=VERDICTS, string="Verdict it was about", readonly=True, copy=False
    )
    date_forecast = fields.Date(string="Answered on", readonly=True, copy=False)

    @api.model
    def _plan_check(self, day):
        """Return what a signature of that day says about the question: asked once."""
        if self.date_forecast_asked or self.forecast:
            return {}
        return {"date_check": day + relativedelta(months=MONTHS_LATER)}

    @api.model
    def _cron_ask_forecast(self):
        """Ask the adviser of each study that is due; asking notes that it was asked."""
        today = fields.Date.context_today(self)
        due = self.search(
            [
                ("date_check", "<=", today),
                ("date_forecast_asked", "=", False),
                ("forecast", "=", False),
            ],
            order="id",
        )
        in_job = self.env.context.get("cron_id")
        for start in range(0, len(due), BATCH):
            due[start : start + BATCH]._ask_forecast(today)
            if in_job:
                self.env["ir.cron"]._commit_progress(BATCH)

    def _ask_forecast(self, today):
        for study in self.with_context(mail_activity_quick_update=True):
            asked = study._get_asked()
            study.activity_schedule(
                FORECAST,
                summary=study.with_context(lang=asked.lang).env._(
                    "Was the study right? Enter how it came out"
                ),
                date_deadline=today + relativedelta(days=14),
                user_id=asked.id,
            )
            study._step({"date_forecast_asked": today})

    def _get_asked(self):
        """Return who is asked: its adviser, or where that one has left, the firm's.

        Called as superuser; coordinators are asked where neither works any more.
        """
        advisers = (self.user_id | self.firm_id.user_id).filtered("active")
        return (advisers or self.company_id._get_coordinators() or self.user_id)[:1]

    @api.constrains("forecast", "forecast_note")
    def _check_forecast(self):
        for study in self.filtered("forecast"):
            if not study.version_number:
                raise ValidationError(
                    self.env._(
                        "%(study)s was never signed, so it has made no forecast yet.",
                        study=study.name,
                    )
                )
            if not (study.forecast_note or "").strip():
                raise ValidationError(
                    self.env._(
                        "Say in a sentence how %(study)s came out: the next study "
                        "learns from it.",
                        study=study.name,
                    )
                )

    def write(self, vals):
        result = super().write(vals)
        if (
            vals.get("forecast")
            and self.env.context.get("_sme_feasibility") is not STEP
        ):
            self._note_forecast()
        return result

    def _note_forecast(self):
        """Keep which verdict was asked about, and close the question."""
        for study in self:
            study._step(
                {
                    "forecast_verdict": study.signed_verdict,
                    "date_forecast": fields.Date.context_today(study),
                }
            )
            study._drop_step(FORECAST)
