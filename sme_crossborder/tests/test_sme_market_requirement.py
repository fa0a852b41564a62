"""What markets ask for: public knowledge, its sources, and when it was checked."""

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .adaptation_case import AdaptationCase

SHIPPED = ("se", "fi", "ee", "lv", "lt")


@tagged("post_install", "-at_install")
class TestSmeMarketRequirement(AdaptationCase):
    def _shipped(self):
        data = self.env["ir.model.data"].search(
            [
                ("module", "=", "sme_crossborder"),
                ("model", "=", "sme.market.requirement"),
            ]
        )
        return self.env["sme.market.requirement"].browse(data.mapped("res_id"))

    def test_every_shipped_one_has_a_source_or_waits_to_be_verified(self):
        shipped = self._shipped()
        for requirement in shipped:
            with self.subTest(requirement.name):
                self.assertTrue(requirement.source)
                self.assertTrue(requirement.description)
                if requirement.verification == "verified":
                    self.assertTrue(requirement.date_checked)
                    self.assertTrue(requirement.checked_by)
                else:
                    self.assertFalse(requirement.date_checked)
        health = self.env.ref("sme_crossborder.sme_adaptation_set_health")
        for code in SHIPPED:
            with self.subTest(code):
                country = self.env.ref(f"base.{code}")
                ours = shipped.filtered(
                    lambda one, country=country: one.country_id == country
                )
                self.assertGreaterEqual(len(ours), 8)
                found = shipped._find_applicable(
                    country, health.field_ids, health.sector
                )
                self.assertGreaterEqual(
                    len(found.filtered(lambda one: one.sector == "health")), 3
                )

    def test_what_applies(self):
        """Of the market, of the fields, of everybody or of the sector."""
        Requirement = self.env["sme.market.requirement"]
        none = self.eid.browse()
        for fields_asked, sector, expected in (
            (none, "any", self.sign_in | self.invoices),
            (none, "health", self.sign_in | self.patients | self.invoices),
            (self.eid, "health", self.sign_in | self.patients),
            (self.language, "health", Requirement),
        ):
            found = Requirement._find_applicable(self.country, fields_asked, sector)
            self.assertEqual(found, expected.sorted())
        self.sign_in.active = False
        found = Requirement._find_applicable(self.country, self.eid)
        self.assertFalse(found)

    def test_what_items_take_over_comes_with_it(self):
        """One question, however many requirements there are."""
        Requirement = self.env["sme.market.requirement"].with_user(self.adviser_a)
        self.env.flush_all()
        self.env.invalidate_all()
        found = Requirement._find_applicable(self.country, self.eid.browse())
        with self.assertQueryCount(0):
            names = found.mapped("name")
            self.assertEqual(found.field_id.ids, [self.eid.id, self.invoice.id])
        self.assertEqual(names, ["Sign-in", "E-invoices"])

    def test_a_coordinator_says_that_it_still_holds(self):
        requirement = self.sign_in.with_user(self.coordinator_b)
        requirement.source = "Act 1/2026"
        with freeze_time("2026-03-04"):
            requirement.action_check()
        self.assertEqual(requirement.verification, "verified")
        self.assertEqual(str(requirement.date_checked), "2026-03-04")
        self.assertEqual(
            requirement.checked_by, f"{self.coordinator_b.name}, Organisation B"
        )
        with self.assertRaises(AccessError):
            self.sign_in.with_user(self.adviser_a).action_check()
        with self.assertRefused("has no source", ValidationError):
            self.invoices.with_user(self.coordinator_a).action_check()

    def test_said_otherwise_it_is_to_be_verified_again(self):
        requirement = self.sign_in.with_user(self.coordinator_b)
        requirement.source = "Act 1/2026"
        requirement.action_check()
        requirement.write({"source": "Act 1/2026", "active": True})
        self.assertEqual(requirement.verification, "verified")
        requirement.description = "Sign in with a card"
        self.assertEqual(requirement.verification, "to_verify")
        requirement.write({"description": "Or by phone", "verification": "verified"})
        self.assertEqual(requirement.verification, "verified")

    def test_not_checked_for_twelve_months(self):
        """Checked on 28 February of a leap year: stale from 1 March a year later."""
        self.sign_in.date_checked = "2024-02-29"
        Requirement = self.env["sme.market.requirement"]
        domain = [("country_id", "=", self.country.id), ("is_stale", "=", True)]
        # twelve months before 28 February 2025 is 28 February 2024
        for today, stale in (("2025-02-28", False), ("2025-03-01", True)):
            with self.subTest(today), freeze_time(today):
                self.env.invalidate_all()
                self.assertEqual(self.sign_in.is_stale, stale)
                self.assertEqual(self.sign_in in Requirement.search(domain), stale)
                # nobody ever checked it
                self.assertTrue(self.invoices.is_stale)
                self.assertIn(self.invoices, Requirement.search(domain))
        fresh = Requirement.search([*domain[:1], ("is_stale", "=", False)])
        self.assertNotIn(self.invoices, fresh)

    def test_since_a_day_or_a_year(self):
        self.sign_in.date_since = "2019-04-01"
        self.assertEqual(self.sign_in.year_since, 2019)
        self.assertEqual(self.sign_in.since, "1 Apr 2019")
        self.invoices.year_since = 1995
        self.assertEqual(self.invoices.since, "1995")
        self.assertFalse(self.patients.since)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.invoices.year_since = 19
            self.env.flush_all()

    def test_its_history_is_kept(self):
        requirement = self.sign_in.with_user(self.coordinator_a)
        requirement = requirement.with_context(tracking_disable=False)
        self.cr.precommit.run()  # what was made without tracking is none of ours
        requirement.description = "Sign-in with two factors"
        self.env.flush_all()
        self.cr.precommit.run()
        self.sign_in.invalidate_recordset(["message_ids"])
        values = self.sign_in.message_ids.tracking_value_ids
        self.assertIn("Sign-in with two factors", values.mapped("new_value_text"))

    def test_what_is_used_is_archived(self):
        self._adapt().action_add_requirements()
        with self.assertRefused("it is used 1 times", UserError):
            self.sign_in.with_user(self.manager_a).unlink()

    def test_a_link_is_an_address(self):
        with self.assertRefused("begins with https", ValidationError):
            self.sign_in.source_url = "javascript:alert(1)"

    def test_testbeds_in_the_market_come_first(self):
        Offer = self.env["sme.lab.offer"]
        values = {"name": "Lab", "field_ids": self.eid.ids}
        abroad = Offer.with_user(self.coordinator_a).create(
            {
                **values,
                "company_id": self.company_a.id,
                "country_id": self.country_se.id,
            }
        )
        near = Offer.with_user(self.coordinator_b).create(
            {**values, "company_id": self.company_b.id, "country_id": self.country.id}
        )
        for_patients = Offer.with_user(self.coordinator_b).create(
            {**values, "company_id": self.company_b.id, "sector": "health"}
        )
        found = self.sign_in.with_user(self.adviser_a).lab_offer_ids & (
            abroad | near | for_patients
        )
        self.assertEqual(found.ids, [near.id, abroad.id])
        self.assertIn(for_patients, self.patients.lab_offer_ids)
        self.assertNotIn(near, self.invoices.lab_offer_ids)
        with self.assertRaises(AccessError):
            abroad.with_user(self.coordinator_a).company_id = self.company_b
