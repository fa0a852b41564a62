from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .survey_survey import WORKSHOP


class SurveyQuestion(models.Model):
    _name = "survey.question"
    _inherit = ["sme.readiness.question", "survey.question"]

    sme_survey_type = fields.Selection(
        related="survey_id.survey_type", string="Type of the survey"
    )
    sme_measures = fields.Selection(
        selection=[("usefulness", "How useful the workshop was")],
        string="Measures",
        help="What workshops are compared by. Other questions are shown as they are.",
    )

    @api.constrains("sme_measures", "question_type")
    def _check_measures(self):
        for question in self.filtered("sme_measures"):
            if question.question_type != "scale":
                raise ValidationError(
                    self.env._(
                        "%(question)s measures something: make it a question with a "
                        "scale, or let it measure nothing.",
                        question=question.title,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        """Answers would go with their question.

        :raises UserError: firms have answered it
        """
        feedback = self.filtered(lambda one: one.survey_id.survey_type == WORKSHOP)
        # sudo: whether anybody answered, nothing of the answers
        lines_sudo = self.env["survey.user_input.line"].sudo()
        answered = lines_sudo.search(
            [("question_id", "in", feedback.ids)], limit=1
        ).question_id
        if answered:
            raise UserError(
                self.env._(
                    "“%(question)s” has been answered: its answers would be lost with "
                    "it. Duplicate the survey, change the copy, and choose it for the "
                    "next workshops.",
                    question=answered.title,
                )
            )
