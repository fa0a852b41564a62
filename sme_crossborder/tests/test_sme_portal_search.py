"""What the search of leads finds on the portal and in public, and what it offers."""

from lxml import html

from odoo import Command
from odoo.tests import HttpCase, tagged

from .portal_case import PortalCase

URL = "/my/partner-leads"


@tagged("post_install", "-at_install", "security")
class TestSmePortalSearch(PortalCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("lv_LV")
        cls.keyword = cls.env["sme.keyword"].create(
            {"name": "Smart grids", "kind": "market"}
        )
        cls.keyword.with_context(lang="lv_LV").name = "Viedie tīkli"
        cls.country_lv.with_context(lang="lv_LV").name = "Latvija"
        cls.grid = cls._to_published(
            scope="public",
            market_keyword_ids=[Command.set(cls.keyword.ids)],
            target_country_ids=[Command.set(cls.country_lv.ids)],
        )
        cls.other = cls._to_published(scope="public")
        cls.env.flush_all()

    def _found(self, words, user=None, lang="en_US"):
        reader = self._reader(user or self.user_north).with_context(lang=lang)
        return reader._get_page({"search": words}, 100)[1]

    def _found_grid(self, words, **kwargs):
        self.env.flush_all()
        return [row["id"] for row in self._found(words, **kwargs)]

    def test_what_is_shown_is_found(self):
        grid = self._teaser(self.grid)
        both = (self._teaser(self.other) + grid).ids
        for words, found in (
            ("smart", grid.ids),
            ("GRIDS", grid.ids),
            ("smart latvia", grid.ids),
            ("hearts smart", grid.ids),  # a word of the title, and a keyword
            ("mart", []),  # no word begins so
            ("smart shipbuilding", []),
            ("sweden", both),
            ("Organisation", both),
            ("offer", both),
            ("%", []),
            ("_mart", []),
        ):
            with self.subTest(words=words):
                self.assertEqual(self._found_grid(words), found)

    def test_in_the_language_of_the_reader(self):
        grid = self._teaser(self.grid).ids
        self.assertEqual(self._found_grid("viedie", lang="lv_LV"), grid)
        self.assertEqual(self._found_grid("latvija", lang="lv_LV"), grid)
        self.assertEqual(self._found_grid("viedie"), [])

    def test_what_is_not_shown_is_not_found(self):
        """Of the firm, of what opens later, of leads others read: nothing."""
        self.grid.with_user(self.coordinator_a).open_to(self.north, "profile")
        for words in (self.grid.holder_name, "cardiology", "first-line"):
            with self.subTest(words=words):
                self.assertEqual(self._found_grid(words), [])
        hidden = self._to_published(
            market_keyword_ids=[Command.set(self.keyword.ids)],
            excluded_partner_ids=[Command.set(self.north.ids)],
        )
        self.assertNotIn(self._teaser(hidden).id, self._found_grid("smart"))
        found = self._found_grid("smart", user=self.user_south)
        self.assertIn(self._teaser(hidden).id, found)

    def test_in_public_too(self):
        public = self.env["sme.public.lead"].with_user(self.env.ref("base.public_user"))
        for words, count in (("smart", 1), ("latvia smart", 1), ("cardiology", 0)):
            with self.subTest(words=words):
                self.assertEqual(public._list_public({"search": words})[0], count)
        lang = public.with_context(lang="lv_LV")
        self.assertEqual(lang._list_public({"search": "tīkli"})[0], 1)

    def test_filters_offer_what_occurs(self):
        project = self._create_project(self.company_a)
        finnish = self.env.ref("base.fi")
        elsewhere = self.env["sme.keyword"].create({"name": "Fjords", "kind": "market"})
        hidden = self._to_published(
            scope="project",
            project_id=project.id,
            market_keyword_ids=[Command.set(elsewhere.ids)],
        )
        self._teaser(hidden).country_id = finnish
        page = html.fromstring(self._get(self.user_north, URL).text)
        countries = page.xpath("//select[@name='country']/option/@value")
        self.assertEqual(countries, ["", "SE"])
        keywords = page.xpath("//select[@name='keyword']//option/text()")
        self.assertIn("Smart grids", keywords)
        self.assertNotIn("Fjords", keywords)
        shown = self._teaser(self.grid) | self._teaser(self.other)
        all_keywords = shown.market_keyword_ids | shown.technology_keyword_ids
        self.assertEqual(len(keywords), len(all_keywords) + 1)
        project.member_ids = [Command.create({"partner_id": self.north.id})]
        page = html.fromstring(self._get(self.user_north, URL).text)
        countries = page.xpath("//select[@name='country']/option/@value")
        self.assertEqual(countries, ["", "FI", "SE"])
        self.assertIn("Fjords", page.xpath("//select[@name='keyword']//option/text()"))
        # who speaks for nobody is offered nothing
        choices = self._reader(self.colleague)._get_choices()
        self.assertEqual((choices["country"], choices["keyword"]), ([], []))
