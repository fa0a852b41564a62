"""What firms have answered stays as it was; changes go into a new version."""

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .readiness_case import CORE, ReadinessCase


@tagged("post_install", "-at_install")
class TestSmeQuestionnaire(ReadinessCase):
    def setUp(self):
        super().setUp()
        # nobody was asked with it, whatever the sample data says
        self.survey = self.survey.copy({}).with_user(self.manager_a)
        self.price = self.survey.question_ids.filtered(
            lambda question: question.title.startswith("Have you worked out")
        )

    def _ask(self):
        readiness = self._begin(survey_id=self.survey.id)
        readiness._open_input()
        return readiness

    def test_twelve_questions_in_six_dimensions_have_to_be_answered(self):
        shipped = self.env.ref("sme_crossborder.survey_readiness")
        core = shipped.question_ids.filtered("constr_mandatory")
        self.assertEqual(len(core), 12)
        self.assertEqual(
            core, self.env["survey.question"].union(*map(self._question, CORE))
        )
        per_dimension = core.grouped("sme_dimension_id")
        self.assertEqual([len(part) for part in per_dimension.values()], [2] * 6)
        self.assertEqual(len(shipped.question_ids - core), 21)

    def test_managers_change_what_nobody_was_asked(self):
        self.price.title = "What will it cost there?"
        self.price.suggested_answer_ids[0].answer_score = 1
        self.survey.question_and_page_ids = [
            Command.create({"title": "More?", "question_type": "text_box"})
        ]
        self.price.unlink()
        with self.assertRaises(AccessError):
            self.survey.with_user(self.adviser_a).title = "Changed"
        with self.assertRaises(AccessError):
            self.survey.question_ids[0].with_user(self.adviser_a).title = "Changed"

    def test_what_firms_were_asked_stays(self):
        self._ask()
        choice = self.price.suggested_answer_ids[0]
        for act in (
            lambda: self.price.write({"title": "Other words"}),
            lambda: self.price.write({"sme_dimension_id": False}),
            lambda: self.price.unlink(),
            lambda: choice.write({"answer_score": 9}),
            lambda: choice.write({"value": "Other words"}),
            lambda: choice.unlink(),
            lambda: self.survey.unlink(),
            lambda: self.survey.write(
                {"question_and_page_ids": [Command.create({"title": "More?"})]}
            ),
            lambda: self.price.write(
                {"suggested_answer_ids": [Command.create({"value": "More"})]}
            ),
            lambda: self.price.update_field_translations(
                "title", {"en_US": "Other words"}
            ),
            # stock's officers and administrators too
            lambda: self.price.sudo().unlink(),
        ):
            with self.assertRefused("Use its button New version"):
                act()
        # what changes no answer
        self.price.write({"description": "<p>Licence and support</p>"})
        choice.sme_barrier_type_id = False
        self.price.title = self.price.title
        self.env["res.lang"]._activate_lang("sv_SE")
        self.price.update_field_translations("title", {"sv_SE": "Vad kostar det?"})
        self.assertEqual(self.price.with_context(lang="sv_SE").title, "Vad kostar det?")

    def test_trying_it_out_asks_nobody(self):
        self.survey.sudo()._create_answer(user=self.manager_a, test_entry=True)
        self.price.unlink()

    def test_a_new_version_is_asked_with_from_now_on(self):
        readiness = self._ask()
        self._say(readiness)
        before = self._scores(readiness), readiness.answers
        action = self.survey.action_new_version()
        version = self.survey.browse(action["res_id"])
        self.assertEqual(version, self.survey.sme_next_id)
        self.assertEqual(version.title, self.survey.title)
        self.assertEqual(version.sme_version, 2)
        self.assertEqual(
            version.question_and_page_ids.mapped("title"),
            self.survey.question_and_page_ids.mapped("title"),
        )
        copied = version.question_ids.filtered(
            lambda question: question.title == self.price.title
        )
        self.assertEqual(copied.sme_dimension_id, self.price.sme_dimension_id)
        self.assertEqual(
            copied.suggested_answer_ids.sme_barrier_type_id,
            self.price.suggested_answer_ids.sme_barrier_type_id,
        )
        copied.unlink()  # and answers to the old one stay
        self.env.invalidate_all()
        self.assertEqual((self._scores(readiness), readiness.answers), before)
        journey = self.journey.with_user(self.adviser_a)
        started = self.survey.with_user(self.adviser_a)._start_for(journey)
        self.assertEqual(started.survey_id, version)
        late = self._begin(survey_id=self.survey.id)
        with self.assertRefused("has a new version"):
            late.action_answer()
        with self.assertRefused("has a new version"):
            self.survey.action_new_version()

    def _say(self, readiness):
        input_sudo = readiness.sudo().user_input_id
        for question in self.survey.sudo().question_ids.filtered("constr_mandatory"):
            said = question.suggested_answer_ids[1:2].id or 5
            input_sudo._save_lines(question, str(said))
        input_sudo._mark_done()

    def test_a_link_that_is_out_is_answered_in_the_old_version(self):
        readiness = self._ask()
        self.survey.action_new_version()
        self._say(readiness)
        self.assertEqual(readiness.state, "answered")

    def test_no_new_version_of_what_may_be_changed(self):
        with self.assertRefused("change it directly"):
            self.survey.action_new_version()

    def test_it_is_answered_by_who_is_invited(self):
        for values in ({"access_mode": "public"}, {"users_can_go_back": False}):
            with self.assertRefused("only who is invited", ValidationError):
                self.survey.write(values)
        with self.assertRefused("does not ask about readiness", ValidationError):
            feedback = self.env.ref("sme_crossborder.survey_workshop_feedback")
            self._begin(survey_id=feedback.id)
