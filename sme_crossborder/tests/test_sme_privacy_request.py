"""Who asks about their data is answered in time, by the right organisation."""

import re
from datetime import date

from freezegun import freeze_time
from lxml import html

from odoo.exceptions import AccessError, UserError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .accessible_case import ChecksPages
from .first_contact_case import FirstContactCase
from .test_sme_portal_privacy import PrivacyCase

URL = "/privacy/request"


class RequestCase(PrivacyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a.sme_privacy_user_id = cls.manager_a

    def _note(self, user=None, **values):
        return (
            self.env["sme.privacy.request"]
            .with_user(user or self.manager_a)
            .create(
                {
                    "name": "Anna Berg",
                    "email": "anna@firm.example",
                    "lang": "en_US",
                    "kind": "access",
                    **values,
                }
            )
        )

    def _mails(self, email="anna@firm.example"):
        return self.env["mail.mail"].search([("email_to", "=", email)], order="id")

    def _do(self, request, act, text="Called back on the number of the file"):
        action = getattr(request.with_user(self.manager_a), f"action_{act}")()
        dialog = (
            self.env[action["res_model"]]
            .with_user(self.manager_a)
            .with_context(**action["context"])
            .create({"text": text})
        )
        dialog.action_do()


@tagged("post_install", "-at_install", "security")
class TestSmePrivacyRequest(RequestCase):
    def test_a_month_to_answer_and_two_more(self):
        request = self._note(date_received="2026-01-31")
        self.assertEqual(request.date_due, date(2026, 2, 28))
        with freeze_time("2026-02-20"):
            self._do(request, "extend", "Two years of mail")
        self.assertEqual(request.date_due, date(2026, 4, 30))
        self.assertIn("Two years of mail", self._mails()[-1].body_html)
        self.assertIn("30 April 2026", self._mails()[-1].body_html)
        with freeze_time("2026-02-21"), self.assertRefused("extended once"):
            self._do(request, "extend", "And more")
        late = self._note(date_received="2026-01-31")
        with freeze_time("2026-03-01"), self.assertRefused("within the first month"):
            self._do(late, "extend", "Two years of mail")

    def test_from_received_to_answered(self):
        request = self._note(firm_id=self.firm.id)
        self.assertEqual((request.state, request.user_id), ("received", self.manager_a))
        step = request.activity_ids
        self.assertEqual(step.user_id, self.manager_a)
        self.assertEqual((request.date_due - step.date_deadline).days, 7)
        with self.assertRefused("check who asks before"):
            self._do(request, "answer", "A copy was sent")
        with self.assertRefused("say it in words"):
            self._do(request, "check", "  ")
        self._do(request, "check")
        self.assertFalse(self._mails(), "a check is told to nobody")
        self._do(request, "answer", "A copy was sent on a stick")
        self.assertEqual(request.state, "answered")
        self.assertIn("manager_a", request.answered_by)
        self.assertFalse(request.activity_ids)
        mail = self._mails()
        self.assertIn("A copy was sent on a stick", mail.body_html)
        self.assertIn("supervisory authority", mail.body_html)
        with self.assertRefused("answered already"):
            self._do(request, "refuse", "No")

    def test_refused_with_the_reason_and_where_to_complain(self):
        request = self._note(kind="erasure")
        self._do(request, "refuse", "The aid is kept by law")
        self.assertEqual(request.state, "refused")
        self.assertIn("The aid is kept by law", self._mails().body_html)
        self.assertIn("go to court", self._mails().body_html)

    def test_where_it_stands_is_written_by_the_buttons_alone(self):
        request = self._note(state="answered", done="Nothing", source="public")
        self.assertEqual((request.state, request.done), ("received", False))
        self.assertEqual(request.source, "staff")
        for values in ({"state": "answered"}, {"done": "x"}, {"is_extended": True}):
            with self.assertRefused("Use its buttons"):
                request.write(values)
        request.date_received = "2026-03-05"
        self._do(request, "refuse", "No")
        with self.assertRefused("Use its buttons"):
            request.date_received = "2026-04-05"
        with self.assertRefused("stays"), self.cr.savepoint():
            request.sudo().unlink()

    def test_only_managers_of_the_controller(self):
        request = self._note(firm_id=self.firm.id)
        for user in (
            self.adviser_a,
            self.coordinator_a,
            self.manager_b,
            self.auditor,
            self.employee,
            self.eva,
        ):
            with self.subTest(user=user.login):
                theirs = request.with_user(user)
                with self.assertRaises(AccessError):
                    theirs.read(["name"])
                with self.assertRaises(AccessError):
                    theirs._step("refuse", "No")
        self.assertFalse(
            self.env["sme.privacy.request"]
            .with_user(self.manager_b)
            .search([("id", "=", request.id)])
        )
        with self.assertRaises(UserError), self.cr.savepoint():
            self._note(self.manager_b, firm_id=self.firm.id)
        with self.assertRaises(UserError), self.cr.savepoint():
            self._note(company_id=self.company_b.id)

    def test_a_week_before_all_managers_are_told_once(self):
        second = self._create_user("manager_a2", "manager", self.company_a)
        request = self._note(date_received="2026-03-05")
        requests = self.env["sme.privacy.request"]
        with freeze_time("2026-03-28"):
            requests._cron_remind()
        self.assertEqual(request.activity_ids.user_id, self.manager_a)
        with freeze_time("2026-03-29"):
            requests._cron_remind()
            self.assertIn(second, request.activity_ids.user_id)
            count = len(request.activity_ids)
            requests._cron_remind()
        self.assertEqual(len(request.activity_ids), count)

    def test_overdue_by_search_and_flag(self):
        request = self._note(date_received="2026-03-05")
        requests = self.env["sme.privacy.request"].with_user(self.manager_a)
        for day, expected in (("2026-04-05", False), ("2026-04-06", True)):
            with freeze_time(day):
                request.invalidate_recordset()
                self.assertEqual(request.is_overdue, expected)
                found = requests.search([("is_overdue", "=", True)])
                self.assertEqual(request in found, expected)
                found = requests.search([("is_overdue", "=", False)])
                self.assertEqual(request in found, not expected)
        self._do(request, "refuse", "No")
        with freeze_time("2026-05-06"):
            self.assertFalse(requests.search([("is_overdue", "=", True)]) & request)

    def test_asked_on_the_portal(self):
        self._privacy()._ask(self.firm.id, "erasure", "person", "All of it, please")
        [request] = self.env["sme.privacy.request"].search(
            [("firm_id", "=", self.firm.id)]
        )
        self.assertRecordValues(
            request,
            [
                {
                    "name": "Eva",
                    "email": self.eva.login,
                    "company_id": self.company_a.id,
                    "partner_id": self.eva.partner_id.id,
                    "source": "portal",
                    "state": "checked",
                    "is_personal": True,
                    "user_id": self.manager_a.id,
                }
            ],
        )
        [told] = self._told()["requests"]
        self.assertEqual(told["state"], "Identity checked")
        self.assertFalse(self._told(self.stranger)["requests"])
        self._do(request, "answer", "Done on Monday")
        self.assertEqual(self._told()["requests"][0]["answer"], "Done on Monday")

    def test_the_portal_refuses_in_words(self):
        for values, words in (
            ((self.other_firm.id, "access", "firm", ""), "do not speak"),
            ((self.firm.id, "all", "firm", ""), "Choose what"),
            ((self.firm.id, "access", "firm", "x" * 4001), "at most 4000"),
        ):
            with self.assertRefused(words):
                self._privacy()._ask(*values)
        for number in range(10):
            self._privacy()._ask(self.firm.id, "access", "firm", f"Page {number}")
        with self.assertRefused("10 of yours wait"):
            self._privacy()._ask(self.firm.id, "access", "firm", "Page 10")

    def test_sent_twice_on_the_portal_it_is_asked_once(self):
        def ask(kind="access", about="firm", words="All of\nit"):
            self._privacy()._ask(self.firm.id, kind, about, words)
            return len(self._privacy()._find_requests(self.firm))

        self.assertEqual([ask(), ask()], [1, 1])
        self.assertEqual(ask(words=" All of\r\nit"), 1, "as browsers send lines")
        # what differs is asked, the last time what was asked and answered before
        self.assertEqual(
            [ask(words=""), ask(about="person"), ask(kind="erasure")], [2, 3, 4]
        )
        asked = self.env["sme.privacy.request"].search([("firm_id", "=", self.firm.id)])
        for request in asked.filtered(lambda one: one.words == "All of\nit"):
            self._do(request, "answer", "Sent on Monday")
        self.assertEqual(ask(), 5)

    def test_it_follows_the_file_that_changes_hands(self):
        request = self._note(firm_id=self.firm.id)
        held = self.env["sme.privacy.kinds"]._find_held(self.firm)
        self.assertIn(request, held["sme.privacy.request"])

    def test_lists_cost_the_same_for_many(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["sme.privacy.request"].with_user(self.manager_a).web_search_read(
                [],
                {"name": {}, "is_overdue": {}, "user_id": {"fields": {}}},
                limit=80,
            )
            return self.env.cr.sql_log_count - before

        self._note()
        count()
        few = count()
        for _number in range(30):
            self._note()
        self.assertEqual(count(), few)


@tagged("post_install", "-at_install", "security")
class TestSmePrivacyRequestPages(FirstContactCase, ChecksPages, HttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.env.flush_all()

    def _form(self, **values):
        return {
            "key": self._key(),
            "company_id": str(self.company_a.id),
            "kind": "access",
            "name": "Eva Ek",
            "email": "Eva@Fjordkod.example",
            "firm_name": "Fjordkod",
            "words": "What is kept about me?",
            "lang": "en_US",
            **values,
        }

    def _requests(self):
        self.env.invalidate_all()
        return self.env["sme.privacy.request"].search([("name", "=", "Eva Ek")])

    def _send(self, **values):
        return self.url_open(URL, data=self._form(**values), allow_redirects=False)

    def _link(self):
        self.env.invalidate_all()
        mail = self.env["mail.mail"].search(
            [("email_to", "=", "eva@fjordkod.example")], order="id desc", limit=1
        )
        [link] = re.findall(r"/privacy/request/confirm/[^\s<\"]+", mail.body_html)[:1]
        return link

    def test_confirmed_from_the_letter_box(self):
        self._check(html.fromstring(self.url_open(URL).text))
        firm = self._file()
        person = self._add_person(firm)
        self.env.flush_all()
        reply = self._send()
        self.assertEqual(
            (reply.status_code, reply.headers["Location"][-7:]), (303, "/thanks")
        )
        request = self._requests()
        self.assertEqual(request.state, "asked")
        mine = self.env["sme.privacy.request"].with_user(self.manager_a)
        self.assertFalse(mine.search([("id", "=", request.id)]), "told to nobody yet")
        link = self._link()
        page = html.fromstring(self.url_open(link).text)
        self._check(page)
        self.assertEqual(self._requests().state, "asked", "opening does nothing")
        data = {"csrf_token": Request.csrf_token(self)}
        self._check(html.fromstring(self.url_open(link, data=data).text))
        request = self._requests()
        self.assertEqual(request.state, "received")
        self.assertEqual((request.firm_id, request.partner_id), (firm, person))
        self.assertEqual(mine.search([("id", "=", request.id)]), request)
        self.assertTrue(request.activity_ids)
        self.assertIn("It is passed on", self.url_open(link, data=data).text)
        self.assertEqual(len(self._requests()), 1)

    def test_to_each_organisation_with_a_file(self):
        """Whoever asks one cannot know who else keeps a file; and is not told."""
        third, other = self.env["res.company"].create(
            [{"name": "Organisation C"}, {"name": "Organisation D"}]
        )
        mine, theirs, put_away, _other = (
            self._create_firm(
                company,
                "Fjordkod",
                registry_number="556036-0793",
                country_id=self.country_se.id,
            )
            for company in (self.company_a, self.company_b, third, other)
        )
        for firm in (mine, theirs, put_away):
            self._add_person(firm)
        person_b = theirs.partner_id.child_ids
        put_away.active = False
        self.env.flush_all()
        self._send()
        self.assertEqual(len(self._requests()), 1, "told to nobody before the mail")
        data = {"csrf_token": Request.csrf_token(self)}
        page = self.url_open(self._link(), data=data).text
        requests = self._requests().grouped("company_id")
        self.assertEqual(set(requests), {self.company_a, self.company_b, third})
        for name in ("Organisation C", "Organisation D", self.company_b.name):
            self.assertNotIn(name, page)
        copy = requests[self.company_b]
        self.assertEqual((copy.firm_id, copy.partner_id), (theirs, person_b))
        self.assertEqual((copy.state, copy.source), ("received", "public"))
        self.assertEqual(copy.date_received, requests[self.company_a].date_received)
        as_b = self.env["sme.privacy.request"].with_user(self.manager_b)
        self.assertEqual(as_b.search([("name", "=", "Eva Ek")]), copy)
        self.assertNotIn(self.company_a.name, str(copy.message_ids.mapped("body")))
        mails = self.env["mail.mail"].search(
            [("email_to", "=", "eva@fjordkod.example")]
        )
        self.assertEqual(len(mails), 1, "the link that confirmed, and no other")
        # asked once more while it waits: the others have it already
        self._send()
        self.url_open(self._link(), data=data)
        counts = self._requests().grouped("company_id")
        self.assertEqual(
            [len(counts[one]) for one in (self.company_a, self.company_b, third)],
            [2, 1, 1],
        )

    def test_the_same_to_everybody(self):
        """The page tells nobody whether there is a file."""
        unknown = self._send().headers["Location"]
        self._add_person(self._file())
        self.env.flush_all()
        self.assertEqual(self._send().headers["Location"], unknown)

    def test_the_same_form_twice_is_one(self):
        form = self._form()
        for _number in range(2):
            self.url_open(URL, data=form, allow_redirects=False)
        self.assertEqual(len(self._requests()), 1)

    def test_what_is_wrong_is_said_and_nothing_lost(self):
        reply = self._send(email="eva", kind="everything", company_id="0")
        page = html.fromstring(reply.text)
        self._check(page)
        for name in ("email", "kind", "company_id"):
            self.assertTrue(page.xpath(f"//*[@id='{name}_problem']"), name)
        self.assertIn("What is kept about me?", reply.text)
        self.assertFalse(self._requests())
        self.assertIn("Nothing is lost", self._send(fax="1").text)
        self.assertIn("faster than people", self._send(key=self._key(1)).text)
        self.assertFalse(self._requests())

    def test_no_letter_box_is_filled(self):
        for _number in range(5):
            self._send()
        mails = self.env["mail.mail"].search(
            [("email_to", "=", "eva@fjordkod.example")]
        )
        self.assertEqual(len(mails), 3)

    def test_forged_links_and_what_nobody_confirmed(self):
        self._send()
        link = self._link()
        for text in (f"{link}x", "/privacy/request/confirm/x"):
            self.assertIn("do not know this link", self.url_open(text).text)
        request = self._requests()
        request.link_until = "2026-01-01 10:00:00"
        self.env.flush_all()
        self.assertIn("not valid any more", self.url_open(link).text)
        self.env.cr.execute(
            "UPDATE sme_privacy_request SET create_date = create_date"
            " - interval '31 days'"
        )
        self.env["sme.privacy.request"]._gc_unconfirmed()
        self.assertFalse(self._requests())


@tagged("post_install", "-at_install")
class TestSmePrivacyTour(RequestCase, HttpCase):
    def test_asked_by_the_firm_answered_by_the_officer(self):
        consent = self._consent()
        self.start_tour("/my", "privacy_portal_tour", login=self.eva.login)
        self.assertEqual(consent.state, "withdrawn")
        request = self.env["sme.privacy.request"].search(
            [("firm_id", "=", self.firm.id)]
        )
        self.assertEqual((request.kind, request.is_personal), ("correction", False))
        self.start_tour(
            f"/odoo/data-requests/{request.id}",
            "privacy_answer_tour",
            login="manager_a",
        )
        self.assertEqual(request.state, "answered")
