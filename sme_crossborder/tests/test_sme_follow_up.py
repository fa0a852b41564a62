"""After the end: asked at 6 and 12 months, once, by a link that only shows."""

import re

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .reporting_case import ReportingCase

# 6 and 12 months after 2027-12-31
HALF, YEAR = "2028-06-30", "2028-12-31"


class FollowUpCase(ReportingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm_a.email = "hej@alfa.example"
        cls.firm_b.email = "labdien@beta.example"
        cls.company_b.partner_id.email = "b@office.example"

    def _run(self, day):
        with freeze_time(f"{day} 06:15:00"):
            self.env["sme.follow.up"]._cron_follow_up()

    def _questions(self, **values):
        return self.env["sme.follow.up"].search(
            [
                ("project_id", "=", self.project.id),
                *((k, "=", v) for k, v in values.items()),
            ],
            order="id",
        )

    def _mails(self, address="hej@alfa.example"):
        return self.env["mail.mail"].search([("email_to", "=", address)], order="id")

    def _token(self, mail=None):
        mail = mail or self._mails()[-1:]
        return re.search(r"/follow-up/([\w.=-]+)", mail.body_html).group(1)


@tagged("post_install", "-at_install")
class TestSmeFollowUp(FollowUpCase):
    def test_firms_and_members_are_asked_once_at_6_and_12_months(self):
        self._run("2028-06-29")
        self.assertFalse(self._questions())
        for _again in range(2):
            self._run(HALF)
        questions = self._questions()
        self.assertEqual(
            sorted((q.name, q.kind, q.months, q.state) for q in questions),
            [
                ("Alfa AB", "firm", 6, "asked"),
                ("Beta SIA", "firm", 6, "asked"),
                ("Organisation B", "organisation", 6, "asked"),
            ],
        )
        self.assertEqual(
            {q.name: q.company_id for q in questions},
            {
                "Alfa AB": self.company_a,
                "Beta SIA": self.company_b,
                "Organisation B": self.company_a,
            },
        )
        self.assertEqual(len(self._mails()), 1)
        self._run(YEAR)
        self.assertEqual(len(self._questions(months=12)), 3)

    def test_a_restricted_firm_is_asked_once_that_is_lifted(self):
        self.firm_a.is_restricted = True
        self._run(HALF)
        question = self._questions(kind="firm", company_id=self.company_a.id)
        self.assertEqual(question.state, "planned")
        self.assertFalse(self._mails())
        self.assertTrue(self._mails("labdien@beta.example"), "another firm")
        self.firm_a.is_restricted = False
        self._run(HALF)
        token = self._token()
        self.firm_a.is_restricted = True
        self.assertEqual(question._find_by_link(token)[1], "restricted")
        self._run("2028-08-15")
        self.assertFalse(question.reminded_on)
        self.assertEqual(len(self._mails()), 1)

    def test_reminded_once(self):
        self._run(HALF)
        for day in ("2028-07-10", "2028-07-15", "2028-07-16", "2028-08-15"):
            self._run(day)
        self.assertEqual(len(self._mails()), 2, "asked, and reminded once")
        question = self._questions(name="Alfa AB")
        self.assertEqual(str(question.reminded_on), "2028-07-15")
        question._take_answer("yes", "", "Anna", "staff")
        self._run("2028-08-30")
        self.assertEqual(len(self._mails()), 2)

    def test_who_is_not_asked(self):
        """Who left, whoever has no address, and projects that ended long ago."""
        self.enrolled_b.date_end = "2027-06-30"
        self.firm_a.email = False
        self._run(HALF)
        self.assertEqual(
            self._questions().mapped("name"), ["Alfa AB", "Organisation B"]
        )
        self.assertEqual(self._questions(name="Alfa AB").state, "planned")
        self._questions().unlink()
        self.project.asks_after_end = False
        self._run(HALF)
        self.assertFalse(self._questions())
        self.project.asks_after_end = True
        self._run("2028-08-30")
        self.assertFalse(self._questions(), "61 days too late")
        self._run("2028-08-29")
        self.assertTrue(self._questions())

    def test_who_reads_the_answers(self):
        self._run(HALF)
        of_a = self._questions(name="Alfa AB")
        of_b = self._questions(name="Beta SIA")
        self.assertTrue(of_b.with_user(self.manager_a).has_access("read"), "the lead")
        self.assertTrue(of_b.with_user(self.adviser_b).has_access("read"))
        self.assertFalse(of_a.with_user(self.adviser_b).has_access("read"))
        self.assertTrue(of_a.with_user(self.controller).has_access("read"))
        self.assertEqual(of_b.with_user(self.adviser_b).email, "labdien@beta.example")
        self.assertFalse(
            of_b.with_user(self.manager_a).email, "how it is reached is B's"
        )
        for fname in ("key", "address"):
            with self.assertRaises(AccessError):
                of_b.with_user(self.manager_a).read([fname])

    def test_noted_by_hand_and_sent_to_another_address(self):
        self._run(HALF)
        question = self._questions(name="Alfa AB")
        mine = question.with_user(self.coordinator_a)
        for user in (self.adviser_a, self.coordinator_b, self.controller):
            for act in ("action_send", "action_note_yes"):
                with (
                    self.subTest(user=user.login, act=act),
                    self.assertRaises(AccessError),
                ):
                    getattr(question.with_user(user), act)()
        with self.assertRefused("cannot be typed"):
            mine.answer = "yes"
        mine.email = "anna@alfa.example"
        old = self._token()
        mine.action_send()
        self.assertEqual(question._find_by_link(old)[1], "old")
        self.assertEqual(len(self._mails("anna@alfa.example")), 1)
        mine.email = False
        with self.assertRefused("Enter the e-mail address"):
            mine.action_send()
        mine.comment = "Two products more."
        mine.action_note_yes()
        self.assertRecordValues(
            question,
            [
                {
                    "state": "answered",
                    "answer": "yes",
                    "comment": "Two products more.",
                    "channel": "staff",
                    "answered_by": self.coordinator_a.name,
                }
            ],
        )
        with self.assertRefused("answered already"):
            mine.action_send()

    def test_links_end(self):
        self._run(HALF)
        question = self._questions(name="Alfa AB")
        token = self._token()
        with freeze_time("2028-08-29 06:00:00"):
            self.assertEqual(question._find_by_link(token)[1], "valid")
        with freeze_time("2028-08-29 06:16:00"):
            self.assertEqual(question._find_by_link(token)[1], "old")
        for forged in ("", "x", token[:-3], token + "A"):
            self.assertFalse(question._find_by_link(forged)[1])


@tagged("post_install", "-at_install")
class TestSmeFollowUpPage(FollowUpCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.env["sme.follow.up"]._plan_project(self.project, 6)
        self.question = self._questions(name="Alfa AB")
        self.question._send_link()
        self.token = self._token()
        self.path = f"/follow-up/{self.token}"

    def test_the_link_shows_and_the_button_acts(self):
        page = self.url_open(self.path)
        self.assertIn("Still cooperating?", page.text)
        self.assertIn("31 December 2027", page.text)
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertEqual(self.question.state, "asked")
        csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)
        page = self.url_open(self.path, data={"csrf_token": csrf, "comment": "Two"})
        self.assertIn("Press one of the two buttons", page.text)
        self.assertIn("Two", page.text, "nothing typed is lost")
        data = {"csrf_token": csrf, "comment": "Two", "name": "Anna", "answer": "no"}
        page = self.url_open(self.path, data=data)
        self.assertIn("Thank you", page.text)
        self.assertRecordValues(
            self.question,
            [
                {
                    "state": "answered",
                    "answer": "no",
                    "comment": "Two",
                    "answered_by": "Anna",
                    "channel": "link",
                }
            ],
        )
        page = self.url_open(self.path, data=data | {"answer": "yes"})
        self.assertIn("this is answered", page.text)
        self.assertEqual(self.question.answer, "no")

    def test_an_old_link_is_sent_again(self):
        self.question.link_until = "2026-01-01"
        page = self.url_open(self.path)
        self.assertIn("not valid any more", page.text)
        csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)
        page = self.url_open(f"{self.path}/again", data={"csrf_token": csrf})
        self.assertIn("within the last hour", page.text)
        self.question.link_sent = "2026-01-01"
        page = self.url_open(f"{self.path}/again", data={"csrf_token": csrf})
        self.assertIn("on its way", page.text)
        self.assertEqual(len(self._mails()), 2)
        self.assertNotEqual(self._token(), self.token)
