"""What everybody reads of partner leads: the teaser of those for everybody."""

import itertools
import re

from lxml import html

from odoo import Command
from odoo.tests import HttpCase, tagged

from .accessible_case import ChecksPages
from .lead_case import LeadCase

URL = "/partner-leads"


@tagged("post_install", "-at_install", "security")
class TestPublicLead(ChecksPages, LeadCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shown = cls.env["sme.partner.lead.teaser"].search([("is_public", "=", True)])
        shown.is_public = False
        cls.firm.write(
            {"registry_number": "556036-0793", "website": "https://humleglim.example"}
        )
        cls.firm.partner_id.write({"email": "anna@humleglim.example"})
        cls.lead = cls._to_published(scope="public")
        cls.url = f"{URL}/{cls.lead.reference}"

    def _page(self, url=URL, status=200):
        self.authenticate(None, None)
        self.env.flush_all()
        reply = self.url_open(url)
        self.assertEqual(reply.status_code, status, url)
        # what differs in each page is Odoo's token against forged requests
        return re.sub(r'csrf_token: "\w+"', "", reply.text)

    def test_the_teaser_and_nothing_of_whose_it_is(self):
        page = self._page()
        self.assertIn("remote heart follow-up", page)
        one = self._page(self.url)
        self.assertIn("looks for distributors", one)
        self.assertIn(self.lead.reference, one)
        # what stands further up the ladder
        self.assertNotIn("Patients measure at home", one)
        self.assertNotIn("Fewer visits to the ward", one)
        for text in (page, one):
            for hidden in ("umleglim", "5560360793", "556036-0793", "Anna"):
                self.assertNotIn(hidden, text)
            self.assertNotIn(f"/my/partner-leads/{self.lead.id}", text)

    def test_one_answer_to_whatever_is_not_for_everybody(self):
        gone = self._page(f"{URL}/SX-NONE", 404)
        references = [
            self._to_published(
                scope=scope, title=f"Swedish firm offers health to the {scope}"
            )
            for scope in ("network",)
        ]
        on_hold = self._to_published(
            scope="public", title="Swedish firm for digital health on hold"
        )
        on_hold.put_on_hold("The firm moves")
        expired = self._to_published(
            scope="public", title="Swedish firm for digital health expired"
        )
        expired.sudo()._expire()
        # over since yesterday, and no job has run yet
        over = self._to_published(
            scope="public", title="Swedish firm for digital health over"
        )
        teasers = self.env["sme.partner.lead.teaser"]
        teasers.search([("lead_id", "=", over.id)]).date_expiry = "2020-01-01"
        # whoever is never to see it reads this page too
        barred = self._to_published(
            scope="public",
            title="Swedish firm for digital health barred",
            excluded_partner_ids=[Command.set(self.company_b.partner_id.ids)],
        )
        revised = self._to_published(
            scope="public", title="Swedish firm for digital health revised"
        )
        revised.action_revise()
        draft = self._create_lead(
            scope="public", title="Swedish firm for digital health draft"
        )
        for lead in [*references, on_hold, expired, over, barred, revised, draft]:
            with self.subTest(title=lead.title):
                if lead.reference:
                    page = self._page(f"{URL}/{lead.reference}", 404)
                    self.assertEqual(page, gone)
                    form = self._page(f"/first-contact?lead={lead.reference}")
                    self.assertNotIn(lead.reference, form)
                self.assertNotIn(lead.title, self._page())

    def test_of_a_restricted_file_nothing_is_published(self):
        gone = self._page(f"{URL}/SX-NONE", 404)
        self.assertIn(self.lead.reference, self._page())
        self.firm.with_user(self.manager_a).action_restrict()
        self.assertEqual(self.lead.state, "on_hold", "nor read in the network")
        self.assertEqual(self._page(self.url, 404), gone)
        self.assertNotIn(self.lead.reference, self._page())
        with self.assertRefused("is restricted"):
            self.lead.with_user(self.coordinator_a).action_resume()
        self.firm.with_user(self.manager_a).action_restrict()
        self.lead.with_user(self.coordinator_a).action_resume()
        self.assertIn(self.lead.reference, self._page())

    def test_found_by_words_type_and_country(self):
        other = self._to_published(
            scope="public",
            title="Latvian board seeks a partner for forest maps",
            summary="A Swedish firm seeks maps of forests, and a partner who draws "
            "them from pictures taken by drones, under a commercial agreement.",
        )
        for asked, found in (
            ("search=hearts", self.lead),
            ("search=forest", other),
            (f"search={other.reference}", other),
        ):
            page = self._page(f"{URL}?{asked}")
            shown = set(re.findall(rf'href="{URL}/([^"?]+)"', page))
            self.assertEqual(shown, {found.reference}, asked)
        self.assertIn("No lead fits", self._page(f"{URL}?type=research_request"))
        self.assertIn("2 leads", self._page(f"{URL}?type=business_offer&country=SE"))
        self.assertIn("No lead fits", self._page(f"{URL}?country=LV"))
        self.assertIn("2 leads", self._page(f"{URL}?opened=1&organisation=1"))
        # of a firm's own words and name nothing is searched
        self.assertIn("No lead fits", self._page(f"{URL}?search=Humleglim"))
        self.assertIn("No lead fits", self._page(f"{URL}?search=cardiology"))

    def test_interest_goes_to_the_form(self):
        self.env["sme.first.contact.rule"].search([]).unlink()
        self.assertNotIn("/first-contact", self._page(self.url))
        project = self._create_project(self.company_a, acronym="OPEN")
        self.env["sme.first.contact.rule"].create(
            {"project_id": project.id, "member_id": project.member_ids.id}
        )
        page = html.fromstring(self._page(self.url))
        [href] = page.xpath("//a[normalize-space()='Express interest']/@href")
        form = html.fromstring(self._page(href))
        words = form.xpath("string(//textarea[@name='words'])")
        self.assertIn(self.lead.reference, words)
        self.assertIn(self.lead.reference, form.xpath("string(//*[@id='about'])"))
        chosen = form.xpath(
            "//select[@id='target_country_id']/option[@selected]/text()"
        )
        self.assertEqual([name.strip() for name in chosen], ["Sweden"])
        for typed in ("x", "<b>", "%00", "'"):
            form = html.fromstring(self._page(f"/first-contact?lead={typed}"))
            self.assertFalse(form.xpath("string(//textarea[@name='words'])").strip())

    def test_as_many_questions_for_many(self):
        public = self.env["sme.public.lead"].with_user(self.env.ref("base.public_user"))
        taken = itertools.count(1)

        def add(many):
            self.env["sme.partner.lead"].create(
                [
                    self._complete_values(
                        company_id=self.company_a.id,
                        state="published",
                        scope="public",
                        reference=f"SX-MANY{next(taken)}",
                        date_expiry="2099-12-31",
                    )
                    for _number in range(many)
                ]
            )

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            public._list_public({"search": "heart"})
            public._get_public_choices()
            return self.env.cr.sql_log_count - before

        add(9)
        count()
        few = count()
        add(990)
        self.assertEqual(count(), few)
        self.assertIn("1000 leads", self._page())
        self.assertIn(f"{URL}/page/50", self._page(f"{URL}/page/99999"))

    def test_for_whoever_has_them_read_out(self):
        for url in (URL, f"{URL}?search=heart&type=business_offer", self.url):
            with self.subTest(url=url):
                self._check(html.fromstring(self._page(url)))
