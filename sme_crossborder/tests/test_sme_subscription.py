"""Whoever wants mail confirms it from the letter box, and ends it with one click."""

import json
import re

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .first_contact_case import FirstContactCase

URL = "/news"
MAIL = "eva@fjordkod.example"


@tagged("post_install", "-at_install", "security")
class TestSmeSubscription(FirstContactCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.news = self.env.ref("sme_crossborder.sme_consent_purpose_newsletter")

    def _sign_up(self, **values):
        data = {
            "key": self._key(),
            "email": MAIL,
            "country_id": str(self.country_se.id),
            "lang": "en_US",
            "purpose_ids": str(self.news.id),
            **values,
        }
        self.env.flush_all()
        reply = self.url_open(URL, data=data, allow_redirects=False)
        self.env.invalidate_all()
        return reply

    def _lines(self):
        return self.env["sme.subscription"].search([])

    def _mails(self):
        return self.env["mail.mail"].search([("email_to", "=", MAIL)])

    def _url(self, page="confirm"):
        mails = self._mails().filtered(lambda mail: f"/{page}/" in mail.body_html)
        return re.search(rf"/news/{page}/[\w.=-]+", mails[:1].body_html).group()

    def _press(self, url, end=""):
        page = self.url_open(url)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        reply = self.url_open(f"{url}{end}", data={"csrf_token": token})
        self.env.invalidate_all()
        return reply

    def test_on_the_list_once_confirmed(self):
        self.assertEqual(self._sign_up(email=" Eva@Fjordkod.example").status_code, 303)
        one = self._lines()
        self.assertRecordValues(
            one,
            [
                {
                    "email": MAIL,
                    "state": "asked",
                    "company_id": self.company_a.id,
                    "text_version": "2026-11 en_US",
                    "date_confirmed": False,
                }
            ],
        )
        self.assertFalse(one.purpose_ids)
        url = self._url()
        self.assertIn("Yes, I want it", self.url_open(url).text)
        self.env.invalidate_all()
        self.assertEqual(one.state, "asked", "the link only shows")
        self.assertIn("You are on the list", self._press(url).text)
        self.assertEqual((one.state, one.purpose_ids), ("confirmed", self.news))
        self.assertTrue(one.date_confirmed)
        self.assertEqual(one.asked_from, one.confirmed_from)
        self.assertNotIn("127.0.0.1", one.asked_from)
        self.assertIn("nothing to confirm", self.url_open(url).text)

    def test_left_with_one_click_by_the_mail_program(self):
        self._sign_up()
        self._press(self._url())
        one = self._lines()
        headers = json.loads(self._mails()[:1].headers)
        self.assertEqual(headers["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        target = headers["List-Unsubscribe"].strip("<>")
        path = target[target.index("/news/") :]
        self.assertIn("End it", self.url_open(path).text)
        self.env.invalidate_all()
        self.assertEqual(one.state, "confirmed", "a look ends nothing")
        self.opener.cookies.clear()
        data = {"List-Unsubscribe": "One-Click"}
        for _time in range(2):
            self.assertIn("off the list", self.url_open(path, data=data).text)
        self.env.invalidate_all()
        self.assertEqual(one.state, "withdrawn")
        self.assertTrue(one.date_confirmed, "the proof stays")
        # who comes back is a new line, and the old link ends only the old one
        self._sign_up()
        self.assertEqual(self._lines().mapped("state"), ["asked", "withdrawn"])
        self.url_open(path, data=data)
        self.env.invalidate_all()
        self.assertEqual(self._lines().mapped("state"), ["asked", "withdrawn"])

    def test_the_page_does_not_tell_who_is_on_the_list(self):
        first = self._sign_up()
        self._press(self._url())
        survey = self.env.ref("sme_crossborder.sme_consent_purpose_survey")
        survey.is_on_list = True
        again = self._sign_up(purpose_ids=[str(self.news.id), str(survey.id)])
        self.assertEqual(first.headers["Location"], again.headers["Location"])
        one = self._lines()
        self.assertEqual(len(one), 1)
        self.assertEqual(one.purpose_ids, self.news, "not before it is confirmed")
        confirmed = one.date_confirmed
        self._press(self._url())
        self.assertEqual(one.purpose_ids, self.news | survey)
        self.assertEqual(one.date_confirmed, confirmed)

    def test_nobodys_letter_box_is_filled(self):
        for _time in range(5):
            self.assertEqual(self._sign_up().status_code, 303)
        self.assertEqual(len(self._mails()), 3)
        self.assertEqual(len(self._lines()), 1)

    def test_what_is_wrong_is_said_and_nothing_lost(self):
        wrong = {
            "email": {"email": "eva"},
            "country": {"country_id": "x"},
            "purpose": {"purpose_ids": "0", "email": "kept@mail.example"},
            "machine": {"fax": "1"},
            "forged": {"key": "x"},
            "too fast": {"key": self._key(seconds=0)},
        }
        for name, values in wrong.items():
            with self.subTest(name):
                reply = self._sign_up(**values)
                self.assertEqual(reply.status_code, 200)
                typed = values.get("email", MAIL)
                self.assertIn(f'value="{typed}"', reply.text)
        self.assertFalse(self._lines())

    def test_old_forged_and_again(self):
        self._sign_up()
        url, one = self._url(), self._lines()
        for forged in (url[:-4] + "AAAA", f"{URL}/confirm/x", f"{URL}/leave/x"):
            self.assertIn("do not know", self.url_open(forged).text)
        # a link for one thing is none for another
        swapped = url.replace("/confirm/", "/leave/")
        self.assertIn("do not know", self.url_open(swapped, data={"x": "1"}).text)
        one.link_until = "2025-01-01"
        one.link_sent = "2025-01-01"
        self.env.flush_all()
        self.assertIn("not valid any more", self.url_open(url).text)
        self.assertIn("on its way", self._press(url, "/again").text)
        self.assertIn("Yes, I want it", self.url_open(self._url()).text)
        self.assertEqual(one.state, "asked")

    def test_from_the_first_contact_form(self):
        one = self._send(purpose_ids=[str(self.news.id), str(self.purpose.id)])
        self.assertEqual(one.firm_id.consent_ids.purpose_id, self.purpose)
        self.assertRecordValues(
            self._lines(),
            [{"email": MAIL, "state": "asked", "company_id": self.company_a.id}],
        )

    def test_who_may(self):
        self._sign_up()
        one = self._lines()
        self.assertEqual(one.with_user(self.adviser_a).email, MAIL)
        for user in (self.adviser_b, self.auditor, self.employee, self.portal):
            with self.assertRaises(AccessError):
                one.with_user(user).read(["email"])
        for user in (self.adviser_a, self.coordinator_b):
            with self.assertRaises(AccessError):
                one.with_user(user).action_withdraw()
        with self.assertRaises(AccessError):
            one.with_user(self.coordinator_a).read(["leave_key"])
        one.with_user(self.coordinator_a).action_withdraw()
        self.assertEqual(one.state, "withdrawn")

    def test_unconfirmed_is_forgotten(self):
        self._sign_up()
        one = self._lines()
        one._gc_unconfirmed()
        self.assertTrue(one.exists())
        one.date_asked = "2025-01-01"
        self.env.flush_all()
        one._gc_unconfirmed()
        self.assertFalse(one.exists())
