"""Size class, headcounts and single undertaking from what stands on the file."""

import itertools

from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import SmeCase


@tagged("post_install", "-at_install")
class TestSmeFirmSize(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(cls.company_a).with_user(cls.adviser_a)

    def _year(self, year, headcount, turnover, **values):
        return Command.create(
            {"year": year, "headcount": headcount, "turnover": turnover, **values}
        )

    def _link(self, **values):
        return Command.create(
            {"name": "Mother AB", "country_id": self.country_se.id, **values}
        )

    def test_nothing_known(self):
        self.assertEqual(self.firm.size_class, "unknown")
        self.assertIn("No yearly figures", self.firm.size_reason)
        self.assertEqual(self.firm.headcount_year, 0)

    def test_two_year_rule(self):
        # micro in 2023; over the ceiling of 10 once (2024), then twice (2025)
        self.firm.year_ids = [
            self._year(2023, 9, 1_000_000),
            self._year(2024, 11, 1_000_000),
        ]
        self.assertEqual(self.firm.size_class, "micro")
        self.assertIn("second year", self.firm.size_reason)
        self.firm.year_ids = [self._year(2025, 12, 1_000_000)]
        self.assertEqual(self.firm.size_class, "small")
        self.assertEqual(self.firm.size_year, 2025)

    def test_take_over_needs_no_second_year(self):
        self.firm.year_ids = [
            self._year(2024, 9, 1_000_000),
            self._year(2025, 11, 1_000_000),
        ]
        self.firm.is_taken_over = True
        self.assertEqual(self.firm.size_class, "small")

    def test_headcount_alone_gives_no_class_but_a_headcount(self):
        self.firm.year_ids = [self._year(2025, 7.6, 0)]
        self.assertEqual(self.firm.size_class, "unknown")
        self.assertIn("turnover", self.firm.size_reason)
        self.assertEqual(
            (self.firm.headcount, self.firm.headcount_heads, self.firm.headcount_year),
            (7.6, 8, 2025),
        )

    def test_zero_turnover_in_accounts_is_a_figure(self):
        self.firm.year_ids = [self._year(2025, 3, 0, source="accounts")]
        self.assertEqual(self.firm.size_class, "micro")

    def test_partner_pro_rata_and_linked_in_full(self):
        # own 7; 30 % of a partner's 10 = 3, together 10: not below 10, so small
        self.firm.year_ids = [self._year(2025, 7, 1_000_000)]
        self.firm.link_ids = [
            self._link(
                capital_percent=30, year=2025, headcount=10, turnover_eur=100_000
            )
        ]
        self.assertEqual(self.firm.link_ids.relation, "partner")
        self.assertEqual(self.firm.group_headcount, 10)
        self.assertEqual(self.firm.size_class, "small")
        # above 50 % of the votes: linked, all 10 count, 17 together
        self.firm.link_ids.votes_percent = 51
        self.assertEqual(self.firm.link_ids.control, "majority_votes")
        self.assertEqual(self.firm.link_ids.relation, "linked")
        self.assertEqual(self.firm.group_headcount, 17)
        self.assertEqual(self.firm.headcount, 7, "the firm alone stays 7")

    def test_tie_without_figures_makes_the_class_unknown(self):
        self.firm.year_ids = [self._year(2025, 7, 1_000_000)]
        self.firm.link_ids = [self._link(capital_percent=30)]
        self.assertEqual(self.firm.size_class, "unknown")
        self.assertIn("Mother AB", self.firm.size_reason)

    def test_exempt_holders_until_they_hold_more_than_half_together(self):
        self.firm.year_ids = [self._year(2025, 7, 1_000_000)]
        self.firm.link_ids = [
            self._link(name="Venture", capital_percent=30, exempt_holder="investment"),
            self._link(name="Angel", capital_percent=20, exempt_holder="angel"),
        ]
        self.assertEqual(set(self.firm.link_ids.mapped("relation")), {"autonomous"})
        self.firm.link_ids.filtered(
            lambda link: link.name == "Angel"
        ).capital_percent = 25
        # 30 + 25 = 55 %: exemption lost
        self.assertEqual(set(self.firm.link_ids.mapped("relation")), {"partner"})

    def test_public_bodies_from_a_quarter_on(self):
        self.firm.year_ids = [self._year(2025, 7, 1_000_000)]
        self.firm.link_ids = [
            self._link(capital_percent=24, is_public_body=True),
        ]
        self.assertEqual(self.firm.size_class, "micro")
        self.firm.link_ids.capital_percent = 25
        self.assertEqual(self.firm.size_class, "large")

    def test_persons_link_only_in_the_same_market(self):
        self.firm.year_ids = [self._year(2025, 7, 1_000_000)]
        self.firm.link_ids = [
            self._link(
                direction="person",
                capital_percent=100,
                votes_percent=100,
                year=2025,
                headcount=20,
                turnover_eur=1,
            )
        ]
        self.assertEqual(self.firm.link_ids.relation, "autonomous")
        self.firm.link_ids.is_same_market = True
        self.assertEqual(self.firm.link_ids.relation, "linked")
        self.assertFalse(
            self.firm.undertaking_names, "persons are no link for de minimis"
        )

    def test_other_currency_by_the_rate_of_the_year(self):
        sek = self.env.ref("base.SEK")
        self.firm.year_ids = [
            self._year(2025, 7, 22_000_000, currency_id=sek.id, units_per_euro=11)
        ]
        year = self.firm.year_ids
        self.assertEqual(year.turnover_eur, 2_000_000)
        self.assertEqual(self.firm.size_class, "micro", "2 million is at most 2")
        year.units_per_euro = 10
        self.assertEqual(year.turnover_eur, 2_200_000)
        self.assertEqual(self.firm.size_class, "small")

    def test_years_that_are_not_closed_are_refused(self):
        for wrong in (1899, 2199):
            with self.subTest(year=wrong), self.assertRaises(ValidationError):
                self.firm.year_ids = [self._year(wrong, 1, 1)]

    def test_every_ground_of_control_links_and_joins(self):
        self.firm.link_ids = [self._link(capital_percent=10)]
        link = self.firm.link_ids
        for ground, label in link._fields["control"].selection:
            link.control = ground
            is_control = ground != "none"
            with self.subTest(ground=label):
                self.assertEqual(
                    link.relation, "linked" if is_control else "autonomous"
                )
                self.assertEqual(
                    self.firm.undertaking_names or "",
                    "Mother AB" if is_control else "",
                )

    def test_single_undertaking_within_one_member_state(self):
        sister = self._create_firm(self.company_a, "Sister AB").with_user(
            self.adviser_a
        )
        abroad = self._create_firm(
            self.company_a, "Latvia SIA", country_id=self.country_lv.id
        )
        common = {"direction": "up", "votes_percent": 80}
        for firm in (self.firm, sister, abroad):
            firm.link_ids = [self._link(name="Mother AB", **common)]
        self.firm.invalidate_recordset()
        self.assertEqual(self.firm.undertaking_names, "Mother AB")
        # the mother has a file of its own now: both daughters point to it
        mother = self._create_firm(self.company_a, "Mother AB")
        (self.firm | sister | abroad).link_ids.other_firm_id = mother
        self.env.invalidate_all()
        self.assertEqual(
            self.firm.undertaking_names.splitlines(),
            ["Mother AB", "Sister AB"],
            "joined through the mother; the Latvian sister counts in Latvia",
        )


@tagged("post_install", "-at_install")
class TestEligibleDomain(SmeCase):
    """The rules said twice, sentence by sentence and as a domain, agree."""

    def test_domain_and_sentences_agree(self):
        nuts = [False, *self._nuts("SE110", "SE224", "EE001").ids]
        nace = [False, self._nace("62.10").id, self._nace("01.11").id]
        years = [
            [],
            [Command.create({"year": 2025, "headcount": 12, "turnover": 10})],
            [
                Command.create(
                    {
                        "year": 2025,
                        "headcount": 29.5,
                        "headcount_heads": 31,
                        "turnover": 10,
                    }
                )
            ],
            [Command.create({"year": 2025, "headcount": 400, "turnover": 99e6})],
        ]
        firms = self.env["sme.firm"].create(
            [
                {
                    "name": f"Firm {number:02}",
                    "country_id": self.country_se.id,
                    "company_id": self.company_a.id,
                    "nuts_id": nuts_id,
                    "nace_id": nace_id,
                    "year_ids": year,
                }
                for number, (nuts_id, nace_id, year) in enumerate(
                    itertools.product(nuts, nace, years)
                )
            ]
        )
        self.assertEqual(len(firms), 48)
        rules = [
            {},
            {"rule_headcount_unit": "awu"},
            {"rule_headcount_scope": "group"},
            {"rule_sme_only": False, "rule_max_headcount": 0},
            {"rule_ict_only": False},
            {"nuts_ids": [Command.clear()]},
        ]
        for number, values in enumerate(rules):
            project = self._create_project(
                self.company_a, acronym=f"RULE{number}", **values
            )
            with self.subTest(values=values):
                self._assert_agree(firms, project)

    def _assert_agree(self, firms, project):
        said = firms.grouped(lambda firm: firm._eligibility_in(project))
        eligible = said.get("eligible", firms.browse())
        possible = eligible | said.get("unknown", firms.browse())
        self.assertTrue(eligible and possible - eligible and firms - possible)
        mine = Domain("id", "in", firms.ids)
        for expected, or_unknown in ((eligible, False), (possible, True)):
            domain = firms._eligible_domain(project, or_unknown)
            self.assertEqual(firms.filtered_domain(domain), expected.sorted("name"))
            self.assertEqual(firms.search(domain & mine), expected.sorted("name"))
        # the stored flag follows a change of the project at once
        others = self.env["sme.project"].search([("state", "=", "running")]) - project
        others.write({"state": "closed"})
        for chance, group in said.items():
            self.assertEqual(set(group.mapped("eligibility")), {chance})

    def test_what_cannot_be_is_refused_in_words_while_typing_too(self):
        """The screen computes before it saves: no crash, and the rule's own message."""
        firm = self._create_firm(self.company_a, "Fjordkod AB").with_user(
            self.adviser_a
        )
        form = Form(firm)
        with form.year_ids.new() as year:
            year.year = 2024
            year.headcount = -5
            year.turnover = -100
        self.assertIn(form.size_class, ("unknown", "micro"))
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            form.save()
        self.env.invalidate_all()
        form = Form(firm)
        with form.link_ids.new() as tie:
            tie.name = "Mor AB"
            tie.country_id = self.country_se
            tie.capital_percent = 150
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            form.save()
