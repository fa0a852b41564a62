from odoo import api, fields, models

WORKSHOP = "sme_workshop"


class SurveySurvey(models.Model):
    """Feedback on workshops is a type of survey whose answers no officer reads."""

    _inherit = "survey.survey"

    survey_type = fields.Selection(
        selection_add=[(WORKSHOP, "Feedback on a workshop")],
        ondelete={WORKSHOP: "set default"},
    )

    @api.depends("survey_type")
    @api.depends_context("uid")
    def _compute_allowed_survey_types(self):
        result = super()._compute_allowed_survey_types()
        if self.env.user.has_group("sme_crossborder.group_sme_manager"):
            for survey in self:
                types = survey.allowed_survey_types or []
                survey.allowed_survey_types = [*types, WORKSHOP]
        return result

    def get_formview_id(self, access_uid=None):
        """Our form leaves out what feedback has not: live sessions, scores, times."""
        if self.survey_type == WORKSHOP:
            return self.env.ref("sme_crossborder.survey_survey_view_form_feedback").id
        return super().get_formview_id(access_uid=access_uid)
