"""Readiness checks of two organisations, answered as the survey's pages write it."""

from .journey_case import JourneyCase

# the twelve questions that have to be answered: number of the choice, or the answer on
# the scale from 0 to 10
CORE = {
    "market_customers": 2,  # 3 of 10 points
    "market_reach": 3,  # 6
    "offer_experience": 3,  # 5
    "offer_price": 3,  # 7
    "technology_fit": 3,  # 6
    "technology_rules": 5,  # 5
    "organisation_lead": 3,  # 7
    "organisation_time": 3,  # 7
    "finance_budget": 3,  # 6
    "finance_patience": 3,  # 7
    "culture_languages": 2,  # 6
    "culture_practice": 6,  # 6
}


class ReadinessCase(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env.ref("sme_crossborder.survey_readiness")
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Astrid Berg",
                "email": "astrid@example.com",
                "parent_id": cls.firm.partner_id.id,
                "company_id": cls.company_a.id,
            }
        )

    @classmethod
    def _question(cls, key):
        return cls.env.ref(f"sme_crossborder.survey_readiness_{key}")

    @classmethod
    def _begin(cls, user=None, **values):
        """Begin a check of the firm of A, on its journey."""
        values = {"firm_id": cls.firm.id, "lead_id": cls.journey.id, **values}
        return cls.env["sme.readiness"].with_user(user or cls.adviser_a).create(values)

    @classmethod
    def _fill_in(cls, readiness, **answers):
        """Answer the core questions and more, as the pages of the survey do."""
        input_sudo = readiness._open_input()
        for key, said in (CORE | answers).items():
            question = cls._question(key)
            if question.question_type == "simple_choice":
                said = question.suggested_answer_ids[said - 1].id
            input_sudo._save_lines(question, str(said))
        return input_sudo

    @classmethod
    def _answer(cls, readiness, **answers):
        input_sudo = cls._fill_in(readiness, **answers)
        public = cls.env.ref("base.public_user")
        input_sudo.with_user(public).sudo()._mark_done()
        cls.env.invalidate_all()

    @classmethod
    def _scores(cls, readiness):
        return {
            line.dimension_id.name: line.score for line in readiness.sudo().score_ids
        }
