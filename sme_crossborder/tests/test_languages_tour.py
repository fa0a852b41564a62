"""The public, a firm and an adviser find the pages in their own language."""

import json
import re
from pathlib import Path
from unittest.mock import patch

from babel.messages.pofile import read_po

from odoo import fields
from odoo.modules import get_module_path
from odoo.tests import HttpCase, tagged

from ..models.dates import say_day
from .first_contact_case import FirstContactCase
from .test_first_contact_tour import FASTEST
from .test_sme_portal_privacy import PrivacyCase

CATALOGUES = Path(__file__).parents[1] / "i18n"
URL = "/language_tour.json"
MSGID = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
MODULES = ["base", "web", "mail", "portal", "http_routing", "crm", "sme_crossborder"]
LANGUAGES = ("sv_SE", "et_EE", "lv_LV")


def squeeze(text):
    return " ".join(text.split())


def read_odoo(lang):
    """Return the terms of Odoo's own modules, which may stay English for a reason."""
    return {
        squeeze(term)
        for module in MODULES[:-1]
        for term in MSGID.findall(
            Path(get_module_path(module), "i18n", f"{lang[:2]}.po").read_text("utf-8")
        )
    }


def read_terms(lang):
    """Return what our catalogue makes of English terms, where that is not the same.

    A term that is also the translation of another one cannot be told from it.
    """
    with (CATALOGUES / f"{lang[:2]}.po").open("rb") as file:
        pairs = {
            squeeze(one.id): squeeze(one.string)
            for one in read_po(file)
            if one.id and isinstance(one.id, str) and one.string
        }
    said = set(pairs.values())
    return {
        term: told for term, told in pairs.items() if term != told and term not in said
    }


class InLanguages:
    """A test case whose tours are run in each language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        modules = cls.env["ir.module.module"]
        for lang in LANGUAGES:
            cls.env["res.lang"]._activate_lang(lang)
        modules._load_module_terms(MODULES, list(LANGUAGES))

    def _walk(self, tour, url, login, words, prepare=None):
        """Run a tour in each language.

        :param words: function of an environment in the language: what the pages show,
            by name
        :param prepare: function of the language: makes what the tour needs
        """
        for lang in LANGUAGES:
            with self.subTest(lang=lang):
                if prepare:
                    prepare(lang)
                terms, known = read_terms(lang), read_odoo(lang)
                ours = {k: told for k, told in terms.items() if k not in known}
                self.assertGreater(len(ours), 1000)
                env = self.env(context={"lang": lang})
                self._expect(
                    lang=lang.replace("_", "-"),
                    terms=ours,
                    words=words(env, terms),
                )
                self.start_tour(url, tour, login=login, cookies={"frontend_lang": lang})

    def _expect(self, **expected):
        files = self.env["ir.attachment"]
        files.search([("url", "=", URL)]).unlink()
        files.create(
            {
                "name": "language_tour.json",
                "url": URL,
                "mimetype": "application/json",
                "public": True,
                "raw": json.dumps(expected).encode(),
            }
        )


@tagged("post_install", "-at_install")
class TestLanguagesPublic(InLanguages, FirstContactCase, HttpCase):
    def test_public(self):
        countries = self.country_se, self.country_lv

        def words(env, terms):
            home, market = (country.with_env(env).id for country in countries)
            return {
                "home": str(home),
                "market": str(market),
                "help": terms["Selling in the neighbouring country"],
                "send": terms["Send"],
                "thanks": terms["We got your message"],
            }

        # a tour is faster than people
        with patch(FASTEST, 0):
            self._walk("languages_public_tour", "/one-stop-shop", None, words)
        written = self.env["sme.contact.request"].search([])
        self.assertEqual(set(written.mapped("lang")), set(LANGUAGES))


@tagged("post_install", "-at_install")
class TestLanguagesInside(InLanguages, PrivacyCase, HttpCase):
    def test_firm(self):
        today = fields.Date.context_today(self.env.user)

        def prepare(lang):
            self.eva.lang = lang
            self._consent(date_given=today)

        def words(env, terms):
            return {
                "stage": self.first.with_env(env).name,
                "day": say_day(env, today),
                "withdraw": terms["Take back"],
            }

        self._walk("languages_firm_tour", "/my/home", self.eva.login, words, prepare)
        consents = self.env["sme.consent"].search([("firm_id", "=", self.firm.id)])
        self.assertEqual(len(consents), len(LANGUAGES))
        self.assertTrue(all(consents.mapped("date_withdrawn")))

    def test_adviser(self):
        def prepare(lang):
            self.adviser_a.lang = lang

        def words(env, terms):
            return {
                "stage": self.first.with_env(env).name,
            }

        self._walk(
            "languages_adviser_tour",
            f"/odoo/journeys/{self.journey.id}",
            "adviser_a",
            words,
            prepare,
        )
        self.assertEqual(len(self.journey.encounter_ids), len(LANGUAGES))
