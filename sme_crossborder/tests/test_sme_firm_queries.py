"""Reading costs the same number of queries with 10 firms and with 1,000."""

from unittest.mock import patch

from odoo.tests import tagged

from .common import SmeCase
from .web_client import WebClient

# fewer than either number of firms: a full page asks for the total, in both cases
PAGE = 8


@tagged("post_install", "-at_install")
class TestSmeFirmQueries(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_project(cls.company_a)
        cls.regions = cls._nuts("SE110", "SE313")
        cls.firms = cls._create_many(10)
        # without a number, similar names would be looked for
        cls.firms[0].registry_number = "556036-0793"

    @classmethod
    def _create_many(cls, count):
        ict = cls._nace("62.10")
        return cls.env["sme.firm"].create(
            [
                {
                    "name": f"Firm {number:04}",
                    "company_id": cls.company_a.id,
                    "country_id": cls.country_se.id,
                    "user_id": cls.adviser_a.id,
                    "nuts_id": cls.regions[number % 2].id,
                    "nace_id": ict.id,
                }
                for number in range(count)
            ]
        )

    def _count(self, function):
        """Queries of a call with nothing in memory, after a warm-up."""
        function()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        return self.env.cr.sql_log_count - before

    def _reads(self):
        """What the screens ask, with the real views' specifications."""
        Firm = self.env["sme.firm"].with_user(self.adviser_a)
        client = WebClient(Firm)
        listed, cards = client.specification("list"), client.specification("kanban")
        form = client.specification("form")
        own = [("company_id", "=", self.company_a.id)]
        return {
            "list": lambda: Firm.web_search_read(own, listed, limit=PAGE),
            "kanban": lambda: Firm.web_search_read(own, cards, limit=PAGE),
            "form": lambda: Firm.browse(self.firms[0].id).web_read(form),
            "search": lambda: Firm.web_search_read(
                [("name", "ilike", "firm 00")], listed, limit=PAGE
            ),
            "number": lambda: Firm.search(
                [("identifier_search", "ilike", "5560360793")]
            ),
            "group": lambda: Firm.formatted_read_group(
                own, ["country_id"], ["__count"]
            ),
            "panel": lambda: [
                Firm.search_panel_select_multi_range(name, enable_counters=True)
                for name in client.panel_fields()
            ],
        }

    def test_ten_and_a_thousand_cost_the_same(self):
        few = {name: self._count(read) for name, read in self._reads().items()}
        self._create_many(990)
        many = {name: self._count(read) for name, read in self._reads().items()}
        self.assertEqual(many, few)

    def test_smart_buttons_are_one_query(self):
        firm = self.firms[0].with_user(self.adviser_a)
        fnames = list(firm._attached_models())
        one = self._count(lambda: firm.read(fnames))
        all_of_them = self.firms.with_user(self.adviser_a)
        self.assertEqual(self._count(lambda: all_of_them.read(fnames)), one)
        every_model = firm._attached_models()
        first = dict([*every_model.items()][:1])
        whole = self._count(firm._count_attached)
        with patch.object(type(firm), "_attached_models", lambda _self: first):
            part = self._count(firm._count_attached)
        # persons are counted over the file's own contact, which is read once
        self.assertLessEqual(whole - part, 1, "six kinds of things, one query")
