"""In which language a page is that is opened by a signed link."""

from lxml import html

from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged

from ..models.signed_link import SIGNED_ROOTS
from .accessible_case import ChecksPages
from .test_sme_participant import ParticipantCase

LANGUAGES = {"en": "en-US", "lt": "lt-LT", "lv": "lv-LV"}


@tagged("post_install", "-at_install")
class TestSignedPage(ChecksPages, ParticipantCase, HttpCase):
    def setUp(self):
        super().setUp()
        for code in ("lt_LT", "lv_LV"):
            self.env["res.lang"]._activate_lang(code)
        self.workshop.lang = "lv_LV"
        self.url = f"/workshop/{self._token(self.asp)}"
        self.env.flush_all()
        self.authenticate(None, None)

    def _open(self, url, **kwargs):
        response = self.url_open(url, **kwargs)
        self.assertEqual(response.status_code, 200, url)
        page = html.fromstring(response.text)
        return page, page.get("lang")

    def _switch(self, page):
        """Return what the switch leads to, by language, and which one is marked."""
        links = page.xpath("//nav[contains(@class, 'js_language_selector')]//a")
        [marked] = [a.get("lang") for a in links if a.get("aria-current")]
        return {a.get("lang"): a.get("href") for a in links}, marked

    def test_without_a_wish_it_is_the_holders(self):
        for accepted in ("lt", "en", "de"):
            with self.subTest(accepted=accepted):
                headers = {"Accept-Language": accepted}
                page, lang = self._open(self.url, headers=headers)
                self.assertEqual((lang, self._switch(page)[1]), ("lv-LV", "lv-LV"))
        self._check(page)

    def test_a_language_in_the_address_wins_and_stays(self):
        for code in ("lt", "en", "lv"):
            with self.subTest(code=code):
                page, lang = self._open(f"/{code}{self.url}")
                self.assertEqual(lang, LANGUAGES[code])
                self.assertEqual(self._switch(page)[1], LANGUAGES[code])
                # links of the page name no language
                page, lang = self._open(f"{self.url}/directory")
                self.assertEqual(lang, LANGUAGES[code])
        label = page.xpath("//nav[contains(@class, 'js_language_selector')]")
        self.assertEqual(len(label), 1)

    def test_what_is_sent_is_answered_in_it(self):
        self._open(f"/lt{self.url}")
        data = {"csrf_token": Request.csrf_token(self), "meeting_cap": "many"}
        page, lang = self._open(f"{self.url}/profile", data=data)
        self.assertEqual(lang, "lt-LT")
        self.assertTrue(page.xpath("//*[@role='alert']"))
        links, _marked = self._switch(page)
        self.assertEqual(links["lv-LV"], f"/lv{self.url}", "nothing is sent twice")
        self.assertEqual(self._open(links["en-US"])[1], "en-US")

    def test_the_switch_stays_on_the_page(self):
        page, _lang = self._open(f"{self.url}/directory?words=a+%26+b")
        links, _marked = self._switch(page)
        self.assertEqual(sorted(links), sorted(LANGUAGES.values()))
        address = f"/lt{self.url}/directory?words=a+%26+b"
        self.assertEqual(links["lt-LT"], address)
        page, lang = self._open(address)
        self.assertEqual(lang, "lt-LT")

    def test_who_is_logged_in_reads_in_the_language_of_the_portal(self):
        new_test_user(
            self.env, "portal.reader", "base.group_portal", lang="lt_LT", email="p@e.se"
        )
        self.authenticate("portal.reader", "portal.reader")
        self.assertEqual(self._open(self.url)[1], "lt-LT")
        self.assertEqual(self._open(f"/en{self.url}")[1], "en-US")
        self.assertEqual(self._open(f"{self.url}/agenda")[1], "en-US")

    def test_every_kind_of_signed_page(self):
        self.assertGreater(len(SIGNED_ROOTS), 10)
        for root in sorted(SIGNED_ROOTS):
            with self.subTest(root=root):
                page, lang = self._open(f"/lt{root}forged")
                self.assertEqual(lang, "lt-LT")
                links, marked = self._switch(page)
                self.assertEqual(marked, "lt-LT")
                self.assertEqual(links["lv-LV"], f"/lv{root}forged")
                self._check(page)

    def test_one_language_has_no_switch(self):
        self.workshop.lang = False
        self.env["res.lang"].search([("code", "in", ("lt_LT", "lv_LV"))]).active = False
        self.env.flush_all()
        page, lang = self._open(self.url)
        self.assertEqual(lang, "en-US")
        self.assertFalse(page.xpath("//nav[contains(@class, 'language')]"))

    def test_no_language_is_none(self):
        self.assertEqual(self.url_open(f"/xx{self.url}").status_code, 404)
        self.assertEqual(self._open(self.url)[1], "lv-LV")
