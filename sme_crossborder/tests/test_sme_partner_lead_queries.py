"""Reading costs the same number of queries with 10 leads and with 1,000."""

from functools import partial

from odoo import Command
from odoo.tests import tagged

from .lead_case import LeadCase
from .web_client import WebClient

# fewer than either number of leads: a full page asks for the total, in both cases
PAGE = 8


@tagged("post_install", "-at_install")
class TestSmePartnerLeadQueries(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("sv_SE")
        cls.adviser_a.lang = "sv_SE"
        cls.leads = cls._create_many(10)

    @classmethod
    def _create_many(cls, count):
        translation = {
            "language_id": cls.swedish.id,
            "title": "Svenskt företag",
            "summary": "I korthet",
        }
        return cls.env["sme.partner.lead"].create(
            [
                cls._complete_values(
                    company_id=cls.company_a.id,
                    user_id=cls.adviser_a.id,
                    state=("draft", "review", "published")[number % 3],
                    target_country_ids=[Command.set(cls.country_lv.ids)],
                    translation_ids=[Command.create(translation)],
                )
                for number in range(count)
            ]
        )

    def _count(self, function):
        """Queries of a call with nothing in memory, after a warm-up.

        The least of two counts: what is cached may be dropped by whatever else runs.
        """
        function()
        counts = []
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            function()
            counts.append(self.env.cr.sql_log_count - before)
        return min(counts)

    def _reads(self):
        """What the screens ask, with the real views' specifications."""
        Lead = self.env["sme.partner.lead"].with_user(self.adviser_a)
        Lead = Lead.with_context(lang="sv_SE")
        client = WebClient(Lead)
        listed, cards = client.specification("list"), client.specification("kanban")
        form = client.specification("form")
        own = [("company_id", "=", self.company_a.id)]
        return {
            "list": lambda: Lead.web_search_read(own, listed, limit=PAGE),
            "kanban": lambda: Lead.web_search_read(own, cards, limit=PAGE),
            "form": lambda: Lead.browse(self.leads[0].id).web_read(form),
            "in review": lambda: Lead.browse(self.leads[1].id).web_read(form),
            "search": lambda: Lead.web_search_read(
                client.search_domain("svenskt"), listed, limit=PAGE
            ),
            "to be read": lambda: Lead.search([("can_review", "=", True)], limit=PAGE),
            "group": lambda: Lead.formatted_read_group(own, ["state"], ["__count"]),
        }

    def test_ten_and_a_thousand_cost_the_same(self):
        few = {name: self._count(read) for name, read in self._reads().items()}
        self._create_many(990)
        many = {name: self._count(read) for name, read in self._reads().items()}
        self.assertEqual(many, few)

    def test_a_page_of_eighty_costs_what_a_page_of_eight_does(self):
        self._create_many(90)
        Lead = self.env["sme.partner.lead"].with_user(self.adviser_a)
        for view_type in ("list", "kanban"):
            spec = WebClient(Lead).specification(view_type)
            pages = [
                self._count(partial(Lead.web_search_read, [], spec, limit=size))
                for size in (8, 80, 8)
            ]
            # the first of all also fills what is kept between requests
            self.assertEqual(pages[1], pages[2], view_type)

    def test_the_daily_job_asks_no_more_where_nothing_is_to_do(self):
        job = self.env["sme.partner.lead"]._cron_follow_validity
        few = self._count(job)
        self._create_many(490)
        self.assertEqual(self._count(job), few)
