"""Feedback on workshops: asked once, read together, never by name."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, new_test_user, tagged

from .workshop_case import WorkshopCase

OVER = datetime(2030, 3, 6, 16)  # a day and an hour after it has ended


class FeedbackCase(WorkshopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls.env.ref("sme_crossborder.survey_workshop_feedback")
        cls.usefulness, cls.met, cls.next_step, _missing = cls.survey.question_ids
        cls.workshop.feedback_survey_id = cls.survey
        cls.attendees = [
            cls._register(f"Guest {number}", email=f"g{number}@x.example", state="done")
            for number in range(4)
        ]

    @classmethod
    def _ask(cls, at=OVER):
        with freeze_time(at):
            cls.env["event.registration"].sudo()._cron_ask_feedback()

    @classmethod
    def _answer(cls, attendee, points, words=""):
        """Somebody answers, as the survey's pages write it."""
        answer = attendee.sudo().feedback_input_id
        answer._save_lines(cls.usefulness, str(points))
        if words:
            answer._save_lines(cls.next_step, words)
        answer._mark_done()
        cls.env.invalidate_all()

    def _mails(self):
        return self.env["mail.mail"].search(
            [
                ("model", "=", "event.registration"),
                ("res_id", "in", self.workshop.registration_ids.ids),
                ("subject", "=", "How was Data spaces in practice?"),
            ]
        )


@tagged("post_install", "-at_install")
class TestSmeWorkshopFeedback(FeedbackCase):
    def test_a_restricted_firm_is_asked_once_that_is_lifted(self):
        firm = self._create_firm(self.company_a, "Tyst AB")
        self.attendees[0].firm_id = firm
        firm.is_restricted = True
        self._ask()
        self.assertEqual(len(self._mails()), 3)
        firm.is_restricted = False
        self._ask()
        self.assertEqual(len(self._mails()), 4)

    def test_who_attended_is_asked_once(self):
        """Those marked later too; nobody who stayed away, nobody after a month."""
        absent = self._register("Stayed at home", state="open")
        self._ask(OVER - timedelta(hours=2))  # 23 hours after: not yet
        self.assertFalse(self._mails())
        self._ask()
        self.assertEqual(len(self._mails()), 4)
        self._ask()
        self.assertEqual(len(self._mails()), 4)
        absent.state = "done"  # found on the signed list
        self._ask(OVER + timedelta(days=28))
        self.assertEqual(len(self._mails()), 5)
        self._register("Noted after a month", state="done")
        self._ask(OVER + timedelta(days=30))
        self.assertEqual(len(self._mails()), 5)
        links = {mail.body_html.partition("answer_token=")[2] for mail in self._mails()}
        self.assertEqual(len(links), 5)

    def test_whom_nobody_asks(self):
        """Events that are no workshops, workshops without questions, no address."""
        self.attendees[0].email = False
        self._ask()
        self.assertEqual(len(self._mails()), 3)
        for values in ({"feedback_survey_id": False}, {"is_workshop": False}):
            workshop = self._create_workshop(
                feedback_survey_id=self.survey.id, registration_ids=[]
            )
            workshop.write(values)
            self._register(event_id=workshop.id, state="done")
            self._ask()
            self.assertEqual(workshop.feedback_asked, 0, values)

    def test_mail_can_be_previewed(self):
        """With somebody who is not asked yet, as editing the mail does."""
        template = self.env.ref("sme_crossborder.mail_template_workshop_feedback")
        guest = self.attendees[0]
        body = template._render_field("body_html", guest.ids)[guest.id]
        self.assertIn("Hello Guest 0", body)

    def test_figures_from_three_answers_up(self):
        """Scale of 1 to 5; 5, 4 and 2 are 1, 3/4 and 1/4 of the way: 2/3 on average."""
        self._ask()
        self._answer(self.attendees[0], 5)
        self._answer(self.attendees[1], 4)
        workshop = self.workshop.with_user(self.adviser_a)
        self.assertEqual((workshop.feedback_asked, workshop.feedback_answered), (4, 2))
        self.assertEqual(workshop.feedback_rate, 50)
        self.assertFalse(workshop.feedback_is_shown)
        self.assertEqual(workshop.feedback_usefulness, 0)  # not 87.5
        self._answer(self.attendees[2], 2)
        self.assertTrue(workshop.feedback_is_shown)
        self.assertAlmostEqual(workshop.feedback_usefulness, 100 * 2 / 3)
        self.assertEqual(workshop.feedback_rate, 75)

    def test_words_without_names(self):
        """Of three writers or more, in the order of the alphabet."""
        self._ask()
        self._answer(self.attendees[0], 5, "Zoom less")
        self._answer(self.attendees[1], 4, "Ask our lawyer")
        workshop = self.workshop.with_user(self.adviser_a)
        self.assertFalse(workshop.feedback_comments)
        self._answer(self.attendees[2], 4)  # three answers, two of them with words
        self.assertFalse(workshop.feedback_comments)
        self._answer(self.attendees[3], 4, "<b>Meet</b> again")
        self.attendees[0].sudo().feedback_input_id.user_input_line_ids.filtered(
            "value_text_box"
        ).copy({"user_input_id": self.attendees[2].sudo().feedback_input_id.id})
        self.env.invalidate_all()
        said = workshop.feedback_comments
        self.assertLess(said.index("Ask our lawyer"), said.index("Zoom less (2)"))
        self.assertIn("&lt;b&gt;Meet&lt;/b&gt; again", said)
        self.assertNotIn("Guest", said)

    def test_nobody_reads_who_said_what(self):
        self._ask()
        self._answer(self.attendees[0], 5, "Zoom less")
        officer = new_test_user(
            self.env,
            "survey_officer",
            groups="base.group_user,survey.group_survey_user",
        )
        for user in (self.adviser_a, self.coordinator_a, self.manager_a, officer):
            for model in ("survey.user_input", "survey.user_input.line"):
                answers = self.env[model].with_user(user)
                with self.subTest(user=user.login, model=model):
                    try:
                        self.assertFalse(answers.search([]))
                    except AccessError:
                        continue
            attendee = self.attendees[0].with_user(user)
            with self.assertRaises(AccessError):
                attendee.read(["feedback_input_id"])
            with self.assertRaises(AccessError):
                attendee.search([("feedback_input_id", "!=", False)])

    def test_managers_change_questions_that_nobody_answered(self):
        self._ask()
        survey = self.survey.with_user(self.manager_a)
        survey.question_and_page_ids = [
            Command.create({"title": "More?", "question_type": "text_box"})
        ]
        survey.question_ids.filtered(lambda one: one.title == "More?").unlink()
        self._answer(self.attendees[0], 5)
        with self.assertRefused("How useful was the workshop", UserError):
            survey.question_ids[0].unlink()
        with self.assertRefused("make it a question with a scale", ValidationError):
            survey.question_ids[1].sme_measures = "usefulness"
        with self.assertRaises(AccessError):
            self.survey.with_user(self.adviser_a).title = "Changed"
        other = self.env["survey.survey"].create({"title": "Of somebody else"})
        with self.assertRaises(AccessError):
            other.with_user(self.manager_a).title = "Changed"

    def test_templates_bring_the_questions(self):
        kind = self.env.ref("sme_crossborder.event_type_training")
        workshop = self._create_workshop(event_type_id=kind.id)
        self.assertEqual(workshop.feedback_survey_id, self.survey)

    def test_reading_many_takes_no_more_queries(self):
        """One for the figures of all workshops in a list."""
        self._ask()
        many = self.workshop
        for _number in range(20):
            many |= self._create_workshop()
        counts = []
        for workshops in (many[:2], many):
            self.env.invalidate_all()
            workshops.mapped("name")
            before = self.env.cr.sql_log_count
            workshops.mapped("feedback_rate")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)


@tagged("post_install", "-at_install")
class TestSmeWorkshopFeedbackPage(FeedbackCase, HttpCase):
    def test_link_opens_whoever_is_logged_in(self):
        """Also for somebody who is logged in as another contact than the attendee."""
        self._ask()
        url = self.attendees[0].sudo().get_feedback_url()
        answer = self.attendees[0].sudo().feedback_input_id
        answer.deadline = False
        address = url.partition("/survey")
        for login in (None, "portal_user", "adviser_a"):
            self.authenticate(login, login)
            page = self.url_open(address[1] + address[2])
            self.assertIn("Start Survey", page.text, login)
        wrong = self.url_open(f"{self.survey.get_start_url()}?answer_token=guess")
        self.assertNotIn("Start Survey", wrong.text)
