"""When a file is not needed any more, and what is done with personal data."""

import io

import openpyxl
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .test_sme_erasure import ErasureCase


@tagged("post_install", "-at_install", "security")
class TestSmeRetention(ErasureCase):
    def _propose_files(self):
        self.env["sme.firm"]._cron_propose_anonymising()
        return self.firm.date_anonymise

    def _years_from(self, day, years=3):
        return fields.Date.add(day, years=years)

    def test_papers_follow_the_last_payment(self):
        project = self._create_project(
            self.company_a, acronym="PAID", date_retention="2040-01-01"
        )
        self.assertEqual(str(project.date_retention), "2040-01-01", "what was typed")
        project.date_last_payment = "2026-03-12"
        self.assertEqual(str(project.date_retention), "2031-12-31")
        project.date_retention = "2033-12-31"
        self.assertEqual(str(project.date_retention), "2033-12-31")

    def test_nothing_while_a_journey_is_open(self):
        self.assertFalse(self._propose_files())

    def test_years_after_something_was_last_done(self):
        self._drop_out()
        today = fields.Date.today()
        self.assertEqual(self._propose_files(), self._years_from(today))
        self.company_a.sme_retention_years = 5
        self.assertEqual(self._propose_files(), self._years_from(today, 5))
        self.assertFalse(self.firm.is_erased, "nothing is done by itself")

    def test_nothing_while_it_is_restricted(self):
        """Whoever asked for that may need the file, for a claim of theirs."""
        self._drop_out()
        self.assertTrue(self._propose_files())
        firm = self.firm.with_user(self.manager_a)
        firm.action_restrict()
        self.assertFalse(self._propose_files())
        firm.action_restrict()
        self.assertTrue(self._propose_files())

    def test_a_law_that_demands_it_longer(self):
        self._drop_out()
        project = self._create_project(self.company_a, nuts_ids=False)
        self.env["sme.enrolment"].create(
            {"firm_id": self.firm.id, "project_id": project.id, "date": "2026-01-10"}
        )
        self.assertFalse(self._propose_files(), "the project does not know yet")
        project.date_last_payment = "2029-03-12"
        self.assertEqual(str(self._propose_files()), "2035-01-01")

    def test_proposed_from_the_list_by_managers_alone(self):
        self._drop_out()
        due = self._propose_files()
        firm = self.firm.with_user(self.manager_a)
        with self.assertRefused("is not due"):
            firm.action_propose_erasure()
        with freeze_time(due):
            for user in (self.adviser_a, self.coordinator_a, self.manager_b):
                with self.assertRaises(AccessError):
                    self.firm.with_user(user).action_propose_erasure()
            firm.action_propose_erasure()
            erasure = self.env["sme.erasure"].search([("firm_id", "=", firm.id)])
            self.assertEqual((erasure.state, erasure.reason), ("asked", "retention"))
            firm.action_propose_erasure()
            self.assertEqual(
                self.env["sme.erasure"].search_count([("firm_id", "=", firm.id)]), 1
            )
            erasure.with_user(self.coordinator_a).action_approve()
        self.env.invalidate_all()
        self._propose_files()
        self.assertFalse(self.firm.date_anonymise)

    def test_the_job_costs_the_same_for_many(self):
        def count():
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.env["sme.firm"]._cron_propose_anonymising()
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for number in range(20):
            self._create_firm(self.company_a, f"Firm {number}")
        self.assertEqual(count(), few)


@tagged("post_install", "-at_install", "security")
class TestSmeProcessing(ErasureCase, HttpCase):
    def _records(self, user):
        return self.env["sme.processing"].with_user(user)

    def test_begun_once_with_what_the_module_does(self):
        records = self._records(self.manager_a)
        records.action_open()
        mine = records.search([])
        self.assertEqual(mine.company_id, self.company_a)
        self.assertGreaterEqual(len(mine), 7)
        mine[0].name = "Our own words"
        records.action_open()
        self.assertEqual(records.search([]), mine, "what was written stays")
        self.assertFalse(self._records(self.manager_b).search([]))
        for user in (self.adviser_a, self.coordinator_a, self.auditor):
            with self.assertRaises(AccessError):
                self._records(user).action_open()

    def test_workbook(self):
        self._records(self.manager_a).action_open()
        first = self._records(self.manager_a).search([], limit=1)
        first.transfers = "=1+1"
        self.company_a.sme_privacy_user_id = self.manager_a
        self.env.flush_all()
        url = f"/sme_crossborder/processing/{self.company_a.id}"
        self.authenticate("manager_a", "manager_a")
        reply = self.url_open(url)
        self.assertEqual(reply.status_code, 200)
        sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).active
        cells = [cell.value for row in sheet for cell in row if cell.value]
        for text in ("Organisation A", "Mailing list", "Legal obligation", "=1+1"):
            self.assertIn(text, cells)
        formulas = [cell for row in sheet for cell in row if cell.data_type == "f"]
        self.assertFalse(formulas)

    def test_not_for_others(self):
        self._records(self.manager_a).action_open()
        url = f"/sme_crossborder/processing/{self.company_a.id}"
        for login in ("adviser_a", "coordinator_a", "manager_b", "auditor"):
            with self.subTest(login=login):
                self.authenticate(login, login)
                self.assertEqual(self.url_open(url).status_code, 403)
