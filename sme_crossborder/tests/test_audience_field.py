"""What the field of audiences asks is what the ORM would ask, in SQL and in Python."""

from datetime import date, timedelta
from itertools import product
from unittest.mock import patch

from odoo import Command
from odoo.fields import Domain, Many2one
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..models.audience_field import AudienceField
from .common import SmeCase

TODAY = date.today()
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestAudienceField(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.b = cls.company_b.partner_id
        Audience, none = cls.env["sme.audience"], cls.env["sme.project"]
        present = cls._create_member_project("PRESENT", date_start=BEFORE)
        left = cls._create_member_project("LEFT", date_end=BEFORE)
        joins = cls._create_member_project("JOINS", date_start=AFTER)
        # name → (audience, whether it reads, whether it works on it)
        cls.audiences = {
            "private": (Audience, False, False),
            "read": (
                Audience._intern("selected", none, [(cls.b, "read", False)]),
                1,
                0,
            ),
            "today": (
                Audience._intern("selected", none, [(cls.b, "read", TODAY)]),
                1,
                0,
            ),
            "over": (
                Audience._intern("selected", none, [(cls.b, "work", BEFORE)]),
                0,
                0,
            ),
            "work": (
                Audience._intern("selected", none, [(cls.b, "work", AFTER)]),
                1,
                1,
            ),
            "member": (Audience._intern("project", present, []), 1, 0),
            "left": (Audience._intern("project", left, []), 0, 0),
            "joins": (Audience._intern("project", joins, []), 0, 0),
            "network": (Audience._intern("network", none, []), 1, 0),
            "never": (Audience._intern("network", none, [], False, cls.b), 0, 0),
            "never a worker": (
                Audience._intern(
                    "selected", none, [(cls.b, "work", False)], False, cls.b
                ),
                0,
                0,
            ),
            "never another": (
                Audience._intern("network", none, [], False, cls.company_a.partner_id),
                1,
                0,
            ),
        }
        cls.leads = {}
        for name, (audience, _reads, _works) in cls.audiences.items():
            lead = cls.env["crm.lead"].create(
                {
                    "firm_id": cls._create_firm(cls.company_a).id,
                    "target_country_id": cls.country_lv.id,
                }
            )
            # as the button does, past last days too
            lead.write({"audience_id": audience.id, "visibility": "selected"})
            cls.leads[name] = lead
        cls.all = cls.env["crm.lead"].concat(*cls.leads.values())
        cls.env.flush_all()

    @classmethod
    def _create_member_project(cls, acronym, **days):
        project = cls._create_project(cls.company_a, acronym=acronym)
        member = {"partner_id": cls.b.id, **days}
        project.member_ids = [Command.create(member)]
        return project

    def named(self, leads):
        return {name for name, lead in self.leads.items() if lead in leads}

    def allowed(self, at):
        return {name for name, cells in self.audiences.items() if cells[at]}

    def test_search_and_access_agree_with_the_table(self):
        leads = self.all.with_user(self.adviser_b)
        self.env.invalidate_all()
        found = leads.search([("id", "in", leads.ids)])
        self.assertEqual(self.named(found), self.allowed(1))
        self.env.invalidate_all()
        self.assertEqual(self.named(leads._filtered_access("read")), self.allowed(1))
        self.env.invalidate_all()
        self.assertEqual(self.named(leads._filtered_access("write")), self.allowed(2))

    def test_the_orm_would_say_the_same(self):
        """The rules of every shared model, with the field and without it."""
        companies = self.company_b.ids
        rules = self.env["ir.rule"].search([("domain_force", "like", "audience_id")])
        self.assertGreater(len(rules), 10)
        for rule in rules:
            model = self.env[rule.model_id.model].with_user(self.adviser_b).sudo()
            model = model.with_context(allowed_company_ids=companies)
            domain = safe_eval(rule.domain_force, model.env["ir.rule"]._eval_context())
            with self.subTest(rule=rule.name):
                mine = model.search(domain)
                self.assertEqual(mine, model.search([]).filtered_domain(domain))
                with patch.object(
                    AudienceField, "condition_to_sql", Many2one.condition_to_sql
                ):
                    self.assertEqual(mine, model.search(domain))

    def test_shared_with_us_is_what_others_share(self):
        leads = self.all.with_user(self.adviser_b)
        self.env.invalidate_all()
        found = leads.search([("is_shared_with_us", "=", True)])
        self.assertEqual(self.named(found), self.allowed(1))
        self.assertTrue(all(found.mapped("is_shared_with_us")))
        ours = self.all.with_user(self.adviser_a)
        self.assertFalse(ours.search([("is_shared_with_us", "=", True)]) & ours)
        self.assertFalse(any(ours.mapped("is_shared_with_us")))
        others = Domain("is_shared_with_us", "=", False) & Domain("id", "in", ours.ids)
        self.assertEqual(ours.search(others), ours.search([("id", "in", ours.ids)]))

    def test_a_rule_says_what_an_audience_is(self):
        """Spelled out once more as a domain, as the ORM asks it."""
        ours = Domain("company_id", "in", self.company_b.ids)
        left = Domain("date_end", "!=", False) & Domain("date_end", "<", "today")
        joins = Domain("date_start", "!=", False) & Domain("date_start", ">", "today")
        reads = (
            Domain("scope", "=", "network")
            | Domain("reader_ids", "any", ours & ~left)
            | Domain("project_id.member_ids", "any", ours & ~left & ~joins)
        )
        works = Domain("right", "=", "work")
        works = Domain("reader_ids", "any", ours & ~left & works)
        never = Domain("exclusion_ids.partner_id", "in", self.b.ids)
        reads, works = reads & ~never, works & ~never
        every = self.env["sme.audience"].browse().union(*self.all.sudo().audience_id)
        every = every.with_user(self.adviser_b).sudo()
        known = Domain("id", "in", every.ids)
        for fname, domain in (("is_reader", reads), ("is_worker", works)):
            with self.subTest(fname):
                expected = every.search(known & domain)
                self.assertTrue(expected)
                found = every.search(known & Domain(fname, "=", True))
                self.assertEqual(found, expected)
                others = every.search(known & Domain(fname, "=", False))
                self.assertEqual(others, every.search(known) - expected)
                self.env.invalidate_all()
                self.assertEqual(every.filtered(fname).sorted("id"), expected)

    def test_who_joins_or_leaves_is_noticed_at_once(self):
        """In memory too: a membership or a reader that changes is asked anew."""
        lead = self.leads["joins"].with_user(self.adviser_b)
        self.assertFalse(lead.has_access("read"))
        member = lead.sudo().audience_id.project_id.member_ids.filtered(
            lambda member: member.company_id == self.company_b
        )
        member.date_start = TODAY
        self.assertTrue(lead.has_access("read"))
        member.unlink()
        self.assertFalse(lead.has_access("read"))

    def test_people_of_an_excluded_organisation_are_kept_out_elsewhere_too(self):
        """Whichever of their organisations is switched on."""
        never = self.leads["never another"]  # organisation A
        user = self._create_user(
            "adviser_ba", "adviser", self.company_b, self.company_a
        )
        theirs = never.sudo().audience_id.with_user(user).sudo()
        for companies in (self.company_b, self.company_a + self.company_b):
            audience = theirs.with_context(allowed_company_ids=companies.ids)
            self.env.invalidate_all()
            self.assertFalse(audience.is_reader)
            self.assertFalse(
                audience.search([("id", "=", audience.id), ("is_reader", "=", True)])
            )

    def test_one_row_for_each_set_of_readers(self):
        """The same organisations, named in another order, are the same set."""
        Audience, none = self.env["sme.audience"], self.env["sme.project"]
        a, b = self.company_a.partner_id, self.b
        two = Audience._intern("network", none, [], False, a + b)
        self.assertEqual(Audience._intern("network", none, [], False, b + a), two)
        self.assertNotEqual(Audience._intern("network", none, [], False, b), two)

    def test_rules_are_asked_as_an_array(self):
        """`IN` would not be looked up in an index: see the shapes measured."""
        models = (
            "crm.lead",
            "sme.firm",
            "sme.barrier",
            "sme.barrier.encounter",
        )
        domains = ([], [("is_shared_with_us", "=", True)])
        asked = [*product(models, domains), ("sme.partner.lead.teaser", [])]
        for name, domain in asked:
            query = self.env[name].with_user(self.adviser_b)._search(domain)
            code = query.select().code
            with self.subTest(name, domain=domain):
                self.assertIn('"audience_id" = ANY(ARRAY(', code)
                self.assertNotIn('"audience_id" IN (', code)

    def test_one_query_however_many_audiences(self):
        """1 for all of twelve: members and readers are not read one by one."""
        leads = self.all.with_user(self.adviser_b).sudo()
        leads.fetch(["audience_id"])
        leads.audience_id._select_readers()  # who asks, and what day it is, is known
        domain = Domain("audience_id", "any!", [("is_reader", "=", True)])
        with self.assertQueryCount(1):
            kept = leads.filtered_domain(domain)
        self.assertEqual(self.named(kept), self.allowed(1))
