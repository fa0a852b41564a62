from odoo.http import request, route

from odoo.addons.survey.controllers.main import Survey

from ..models.survey_survey import FORMS

RESTRICTED = "sme_restricted"


class OwnSurveys(Survey):
    def _check_validity(self, survey_sudo, answer_sudo, *args, **kwargs):
        """Answers are nobody's by name: the link is the key, whoever is logged in."""
        if survey_sudo and survey_sudo.survey_type in FORMS and answer_sudo:
            kwargs["check_partner"] = False
            firm_sudo = answer_sudo._get_linked_firm()
            if firm_sudo.is_restricted and not request.env.user._is_internal():
                return RESTRICTED
        return super()._check_validity(survey_sudo, answer_sudo, *args, **kwargs)

    def _redirect_with_error(self, access_data, error_key):
        """Say whom to ask where what is done with the firm's data is restricted."""
        if error_key != RESTRICTED:
            return super()._redirect_with_error(access_data, error_key)
        company_sudo = access_data["answer_sudo"]._get_linked_firm().company_id
        return request.render(
            "sme_crossborder.restricted_link_page",
            {"company": company_sudo.name, "email": company_sudo.email},
        )

    @route()
    def survey_retry(self, survey_token, answer_token, **post):
        """Show what was answered: an answer more would belong to nothing of ours."""
        access = self._get_access_data(survey_token, answer_token, ensure_token=True)
        if access["survey_sudo"].survey_type in FORMS:
            return request.redirect(f"/survey/{survey_token}/{answer_token}")
        return super().survey_retry(survey_token, answer_token, **post)
