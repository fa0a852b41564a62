"""Answers are read by who reads the check they are of, and by nobody else."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .readiness_case import ReadinessCase

MODELS = ("survey.user_input", "survey.user_input.line")


@tagged("post_install", "-at_install", "security")
class TestSmeReadinessAccess(ReadinessCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.readiness = cls._begin()
        cls._answer(cls.readiness, offer_price=1)
        cls.input = cls.readiness.sudo().user_input_id
        cls.officer = new_test_user(
            cls.env,
            "survey_officer",
            groups="base.group_user,survey.group_survey_user",
            company_id=cls.company_a.id,
            company_ids=[Command.set(cls.company_a.ids)],
        )
        cls.administrator = new_test_user(
            cls.env,
            "survey_administrator",
            groups="base.group_user,survey.group_survey_manager",
            company_id=cls.company_a.id,
            company_ids=[Command.set(cls.company_a.ids)],
        )

    def _domain(self, model):
        fname = "id" if model == "survey.user_input" else "user_input_id"
        return [(fname, "=", self.input.id)]

    def _find(self, user, model):
        try:
            return self.env[model].with_user(user).search(self._domain(model))
        except AccessError:
            return self.env[model]

    def test_the_own_organisation_reads_the_answers(self):
        for user in (self.adviser_a, self.coordinator_a, self.manager_a):
            for model in MODELS:
                with self.subTest(user=user.login, model=model):
                    found = self._find(user, model)
                    self.assertTrue(found)
                    found.read(["survey_id"])
                    for operation in ("write", "create", "unlink"):
                        self.assertFalse(found.has_access(operation))
        self.assertIn("Not yet", self.readiness.answers)

    def test_nobody_else_does(self):
        """No officer of stock either, not even of the same organisation."""
        for user in (
            self.adviser_b,
            self.manager_b,
            self.auditor,
            self.employee,
            self.portal,
            self.officer,
            self.administrator,
        ):
            for model in MODELS:
                with self.subTest(user=user.login, model=model):
                    self.assertFalse(self._find(user, model))
                    record = self.env[model].sudo().search(self._domain(model))
                    with self.assertRaises(AccessError):
                        record.with_user(user).read(["survey_id"])

    def test_a_reader_of_firm_and_journey_reads_no_check(self):
        for record in (self.firm, self.journey):
            owner = record.with_user(self.coordinator_a)
            owner.share_with([(self.company_b.partner_id.id, "work", False)])
        self.env.invalidate_all()
        firm = self.firm.with_user(self.adviser_b)
        self.assertNotIn("<svg", firm.readiness_picture or "")
        self.assertNotIn(
            "Readiness", self.journey.with_user(self.adviser_b).preparation
        )
        self.assertFalse(
            self.env["sme.readiness"].with_user(self.adviser_b).search([])
            & self.readiness
        )
        for model in MODELS:
            self.assertFalse(self._find(self.adviser_b, model))
        with self.assertRaises(AccessError):
            self._begin(self.adviser_b)

    def test_feedback_of_workshops_stays_closed(self):
        """What opens answers of readiness opens no others."""
        feedback = self.env.ref("sme_crossborder.survey_workshop_feedback")
        other = feedback._create_answer(check_attempts=False)
        for user in (self.adviser_a, self.manager_a):
            with self.assertRaises(AccessError):
                other.with_user(user).read(["state"])

    def test_other_questions_stay_closed(self):
        stock = self.env["survey.survey"].create(
            {
                "title": "Of somebody else",
                "question_and_page_ids": [
                    Command.create(
                        {
                            "title": "Salary?",
                            "suggested_answer_ids": [Command.create({"value": "High"})],
                        }
                    )
                ],
            }
        )
        question = stock.question_ids
        for record in (stock, question, question.suggested_answer_ids):
            with self.assertRaises(AccessError):
                record.with_user(self.adviser_a).read(["id", "display_name"])

    def test_only_who_may_work_on_a_check_says_what_a_proposal_is(self):
        line = self.readiness.barrier_ids
        for act in ("action_hear_barrier", "action_dismiss"):
            with self.assertRaises(AccessError):
                getattr(line.with_user(self.adviser_b), act)()
        self.assertEqual(line.state, "proposed")
        with self.assertRaises(AccessError):
            self.readiness.with_user(self.adviser_b).action_answer()
