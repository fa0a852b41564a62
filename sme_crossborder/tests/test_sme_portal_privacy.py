"""A firm reads what is held on it, takes consents back, and downloads its data."""

import csv
import io
import json
import zipfile

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from odoo import Command
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .accessible_case import ChecksPages
from .question_case import QuestionCase
from .test_public_fuzz import FUZZ, VALUES

URL = "/my/privacy"


class PrivacyCase(QuestionCase):
    """Eva speaks for a firm of A; the stranger for another firm of the same A."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.purpose = cls.env.ref("sme_crossborder.sme_consent_purpose_survey")
        cls.firm.write({"lawful_basis": "public_task"})
        cls.colleague = cls.env["res.partner"].create(
            {
                "name": "Olle Colleague",
                "email": "olle@firm.example",
                "parent_id": cls.firm.partner_id.id,
            }
        )

    @classmethod
    def _consent(cls, firm=None, **values):
        return cls.env["sme.consent"].create(
            {
                "firm_id": (firm or cls.firm).id,
                "purpose_id": cls.purpose.id,
                "text_version": "2026-11 en",
                **values,
            }
        )

    def _privacy(self, user=None, model="sme.portal.privacy"):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env[model].with_user(user or self.eva)

    def _told(self, user=None):
        [told] = self._privacy(user)._read_all()
        return told


@tagged("post_install", "-at_install", "security")
class TestSmePortalPrivacy(PrivacyCase):
    def test_what_is_held_on_what_basis(self):
        told = self._told()
        self.assertEqual(told["company"], "Organisation A")
        kinds = {kind["label"]: kind for kind in told["kinds"]}
        journey = kinds["Your way to other markets, and barriers met"]
        self.assertEqual(journey["basis"], "Public task")
        self.assertGreaterEqual(journey["count"], 1)
        self.assertNotIn("State aid", kinds, "what is not there is not shown")
        self._consent()
        kinds = {kind["label"]: kind for kind in self._told()["kinds"]}
        consents = "Consents, and what you asked about your data"
        self.assertEqual(kinds[consents]["count"], 1)
        self.assertEqual(kinds[consents]["basis"], "Legal obligation")

    def test_every_model_that_hangs_on_a_file_has_its_kind(self):
        kinds = self.env["sme.privacy.kinds"]
        counts = kinds._count_kinds(
            dict.fromkeys(kinds._find_held(self.firm), self.firm)
        )
        self.assertNotIn("other", counts, "name the new model in KINDS")

    def test_nobody_else_reads_or_takes_back(self):
        mine, own = self._consent(), self._consent(partner_id=self.eva.partner_id.id)
        others = self._consent(partner_id=self.colleague.id)
        self.assertEqual(
            {one["id"] for one in self._told()["consents"]},
            {mine.id, own.id},
            "not what a colleague agreed to",
        )
        self.assertEqual(self._told(self.stranger)["consents"], [])
        self.assertEqual(self._privacy(self.portal)._read_all(), [])
        for user, consent in (
            (self.eva, others),
            (self.stranger, mine),
            (self.portal, mine),
            (self.adviser_b, mine),
        ):
            with self.assertRefused("not there any more"):
                self._privacy(user)._withdraw(consent.id)
        self.assertEqual(set((mine | own | others).mapped("state")), {"given"})

    def test_taken_back_once_and_the_adviser_is_told(self):
        consent = self._consent()
        self._privacy()._withdraw(consent.id)
        self.assertEqual(consent.state, "withdrawn")
        self._privacy()._withdraw(consent.id)
        steps = self.firm.activity_ids.filtered(
            lambda step: "withdrew" in (step.summary or "")
        )
        self.assertEqual(steps.user_id, self.adviser_a)
        self.assertEqual(len(steps), 1)
        self.assertIn("Withdrawn on the portal by Eva", consent.message_ids[:1].body)

    def test_access_that_ended_shows_nothing(self):
        identity = self.env["sme.portal.identity"].search(
            [("user_id", "=", self.eva.id)]
        )
        identity.with_user(self.coordinator_a).action_revoke()
        self.assertEqual(self._privacy()._read_all(), [])

    def test_who_was_given_it(self):
        self.firm.with_user(self.coordinator_a).share_with(
            [(self.company_b.partner_id.id, "read", False)]
        )
        self._ask(name="Secret name of a case")
        [given] = self._told()["given"]
        self.assertEqual(given["organisation"], "Organisation B")
        self.assertEqual(given["lines"][0]["what"], "Firm")
        self.assertEqual(given["lines"][0]["act"], "Given")
        self.assertEqual(self._told(self.stranger)["given"], [])

    def test_mailing_list_by_the_address_of_the_invitation(self):
        def put_on_list(company, email):
            return self.env["sme.subscription"].create(
                {
                    "company_id": company.id,
                    "email": email,
                    "lang": "en_US",
                    "purpose_ids": [Command.set(self.purpose.ids)],
                    "text_version": "1",
                    "date_asked": "2026-01-01 10:00:00",
                    "date_confirmed": "2026-01-01 10:00:00",
                }
            )

        mine = put_on_list(self.company_a, self.eva.login)
        elsewhere = put_on_list(self.company_b, self.eva.login)
        other = put_on_list(self.company_a, "somebody@firm.example")
        # whoever changes the address of the contact gets at nobody else's line
        self.eva.partner_id.email = "somebody@firm.example"
        self.assertEqual([one["id"] for one in self._told()["lists"]], [mine.id])
        for one in mine | elsewhere | other:
            self._privacy()._leave_list(one.id)
        self.assertEqual(mine.state, "withdrawn")
        self.assertEqual((elsewhere | other).mapped("state"), ["confirmed"] * 2)


@tagged("post_install", "-at_install", "security")
class TestSmePortalPrivacyPages(PrivacyCase, ChecksPages, HttpCase):
    def _get(self, user, url):
        self.env.flush_all()
        self.authenticate(user.login, user.login)
        return self.url_open(url, allow_redirects=False)

    def _post(self, url):
        data = {"csrf_token": Request.csrf_token(self)}
        return self.url_open(url, data=data, allow_redirects=False)

    def test_the_page(self):
        self._consent()
        self.firm.with_user(self.coordinator_a).share_with(
            [(self.company_b.partner_id.id, "read", False)]
        )
        reply = self._get(self.eva, URL)
        self._check(html.fromstring(reply.text))
        self.assertIn("Organisation B", reply.text)
        self.assertIn("no-store", reply.headers["Cache-Control"])
        self.assertIn("/my/privacy", self._get(self.eva, "/my").text)

    def test_what_is_to_be_corrected_is_said(self):
        self._get(self.eva, URL)
        for words, status in (("  ", 200), ("We moved to Lund.", 303)):
            reply = self.url_open(
                f"{URL}/{self.firm.id}/ask",
                data={
                    "csrf_token": Request.csrf_token(self),
                    "kind": "correction",
                    "about": "firm",
                    "words": words,
                },
                allow_redirects=False,
            )
            self.assertEqual(reply.status_code, status)
            if status == 200:
                self.assertIn("what is right instead", reply.text)
        asked = self.env["sme.privacy.request"].search([("firm_id", "=", self.firm.id)])
        self.assertEqual(asked.mapped("words"), ["We moved to Lund."])

    def test_one_tap_takes_a_consent_back(self):
        consent = self._consent()
        page = html.fromstring(self._get(self.eva, URL).text)
        [form] = page.xpath("//form[contains(@action, 'withdraw')]")
        self.assertEqual(form.get("method"), "post")
        # opening the address does nothing
        self.assertEqual(self.url_open(form.get("action")).status_code, 405)
        reply = self._post(form.get("action"))
        self.assertEqual((reply.status_code, consent.state), (303, "withdrawn"))
        page = html.fromstring(self.url_open(f"{URL}?done=withdrawn").text)
        self.assertFalse(page.xpath("//form[contains(@action, 'withdraw')]"))
        self.assertIn("taken back", page.xpath("string(//*[@role='status'])"))

    def test_another_firm_gets_nothing(self):
        consent = self._consent()
        reply = self._get(self.stranger, f"{URL}/{self.firm.id}/download")
        self.assertEqual(reply.status_code, 404)
        self.assertNotIn(self.firm.name, self.url_open(URL).text)
        self.assertIn(
            "not there any more",
            self._post(f"{URL}/consents/{consent.id}/withdraw").text,
        )
        self.assertEqual(consent.state, "given")
        for address in ("0/download", "999999/download"):
            self.assertEqual(self.url_open(f"{URL}/{address}").status_code, 404)

    def test_whatever_is_sent(self):
        """No error of ours, nobody led away, nothing taken back of others."""
        others = self._consent(firm=self.other_firm)
        self._get(self.eva, URL)
        token = Request.csrf_token(self)
        numbers = st.integers(0, 10**9) | st.just(self.other_firm.id)
        paths = st.one_of(
            numbers.map(lambda number: f"{number}/ask"),
            numbers.map(lambda number: f"consents/{number}/withdraw"),
            st.just(f"consents/{others.id}/withdraw"),
            numbers.map(lambda number: f"lists/{number}/leave"),
        )

        @FUZZ
        @given(
            paths, st.dictionaries(st.sampled_from(("kind", "about", "words")), VALUES)
        )
        def post(path, values):
            data = {k: v.encode(errors="replace") for k, v in values.items()}
            reply = self.url_open(
                f"{URL}/{path}",
                data={"csrf_token": token, **data},
                allow_redirects=False,
            )
            self.assertLess(reply.status_code, 500)
            self.assertNotIn("evil.example", reply.headers.get("Location", ""))
            self.assertNotIn(self.other_firm.name, reply.text)

        post()
        self.env.invalidate_all()
        self.assertEqual(others.state, "given")
        self.assertFalse(
            self.env["sme.privacy.request"].search(
                [("firm_id", "=", self.other_firm.id)]
            )
        )

    def test_the_public_is_led_to_sign_in(self):
        self.authenticate(None, None)
        for url in (URL, f"{URL}/{self.firm.id}/download"):
            reply = self.url_open(url, allow_redirects=False)
            self.assertEqual(reply.status_code, 303)
            self.assertIn("/web/login", reply.headers["Location"])

    def test_download(self):
        self._consent(), self._consent(partner_id=self.colleague.id)
        case = self._ask_on_portal(name="=1+1", question="About our stamp")
        case.with_user(self.adviser_a).message_post(body="Inside: they owe money")
        self._ask(name="Internal case")
        self.env["sme.service"].create(
            {
                "name": "Their debts",
                "firm_id": self.firm.id,
                "note": "<p>Hard words</p>",
                "user_id": self.adviser_a.id,
            }
        )
        self.firm.message_post(body="Note on the file")
        self.firm.description = "<p>What the adviser thinks</p>"
        reply = self._get(self.eva, f"{URL}/{self.firm.id}/download")
        self.assertEqual(reply.headers["Content-Type"], "application/zip")
        self.assertIn("no-store", reply.headers["Cache-Control"])
        archive = zipfile.ZipFile(io.BytesIO(reply.content))
        whole = "".join(archive.read(name).decode() for name in archive.namelist())
        for inside in (
            "owe money",
            "Internal case",
            "Their debts",
            "Hard words",
            "Note on the file",
            "adviser thinks",
            "Olle",
            "olle@",
            self.other_firm.name,
        ):
            self.assertNotIn(inside, whole)
        data = json.loads(archive.read("data.json"))
        self.assertEqual(data["sme.firm"][0]["Legal name"], self.firm.name)
        self.assertEqual(len(data["sme.consent"]), 1)
        self.assertEqual(data["own-contact"][0]["Name"], "Eva")
        [question] = data["questions"]
        self.assertEqual(question["All of it"], "About our stamp")
        self.assertEqual(question["Question"], "'=1+1", "no formula")
        text = archive.read("sme.service.csv").decode("utf-8-sig")
        [row] = csv.DictReader(io.StringIO(text))
        self.assertEqual(set(row), {"Date", "Kind", "Minutes"})

    def test_pages_cost_the_same_for_many_records(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            door = self.env["sme.portal.privacy"].with_user(self.eva)
            before = self.env.cr.sql_log_count
            door._read_all()
            return self.env.cr.sql_log_count - before

        def fill(number):
            for index in range(number):
                self.env["sme.service"].create(
                    {
                        "name": f"Talk {index}",
                        "firm_id": self.firm.id,
                        "user_id": self.adviser_a.id,
                    }
                )

        fill(10)
        count()
        few = count()
        fill(100)
        self.assertEqual(count(), few)
