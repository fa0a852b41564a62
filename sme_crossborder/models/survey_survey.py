from odoo import api, fields, models

from .sme_questionnaire import READINESS

WORKSHOP = "sme_workshop"
FORMS = {
    WORKSHOP: "sme_crossborder.survey_survey_view_form_feedback",
    READINESS: "sme_crossborder.survey_survey_view_form_readiness",
}


class SurveySurvey(models.Model):
    """Feedback on workshops and readiness are types of survey of our own.

    No officer of stock reads their answers.
    """

    _name = "survey.survey"
    _inherit = ["sme.questionnaire", "survey.survey"]

    survey_type = fields.Selection(
        selection_add=[
            (WORKSHOP, "Feedback on a workshop"),
            (READINESS, "Readiness of a firm"),
        ],
        ondelete={WORKSHOP: "set default", READINESS: "set default"},
    )

    @api.depends("survey_type")
    @api.depends_context("uid")
    def _compute_allowed_survey_types(self):
        result = super()._compute_allowed_survey_types()
        if self.env.user.has_group("sme_crossborder.group_sme_manager"):
            for survey in self:
                types = survey.allowed_survey_types or []
                survey.allowed_survey_types = [*types, WORKSHOP, READINESS]
        return result

    def get_formview_id(self, access_uid=None):
        """Our forms leave out what is not ours: live sessions, certificates, times."""
        if self.survey_type in FORMS:
            return self.env.ref(FORMS[self.survey_type]).id
        return super().get_formview_id(access_uid=access_uid)
