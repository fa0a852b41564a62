from odoo.http import request, route

from odoo.addons.survey.controllers.main import Survey

from ..models.survey_survey import FORMS


class OwnSurveys(Survey):
    def _check_validity(self, survey_sudo, answer_sudo, *args, **kwargs):
        """Answers are nobody's by name: the link is the key, whoever is logged in."""
        if survey_sudo and survey_sudo.survey_type in FORMS and answer_sudo:
            kwargs["check_partner"] = False
        return super()._check_validity(survey_sudo, answer_sudo, *args, **kwargs)

    @route()
    def survey_retry(self, survey_token, answer_token, **post):
        """Show what was answered: an answer more would belong to nothing of ours."""
        access = self._get_access_data(survey_token, answer_token, ensure_token=True)
        if access["survey_sudo"].survey_type in FORMS:
            return request.redirect(f"/survey/{survey_token}/{answer_token}")
        return super().survey_retry(survey_token, answer_token, **post)
