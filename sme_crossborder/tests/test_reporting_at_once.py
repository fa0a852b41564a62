"""Two managers at the same moment: one wins, and the other reads why."""

from odoo import SUPERUSER_ID, Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from ..models import reporting_lock as lock
from .common import GROUP
from .racing_case import RacingCase


@tagged("post_install", "-at_install")
class TestReportingAtOnce(RacingCase):
    mark = "Reporting"

    @classmethod
    def _create_committed(cls, env):
        companies = env["res.company"].create(
            [
                {"name": f"{cls.mark} {letter}", "country_id": env.ref(country).id}
                for letter, country in (("A", "base.se"), ("B", "base.lv"))
            ]
        )
        cls.users = [
            new_test_user(
                env,
                f"reporting_{number}",
                groups=GROUP % "manager",
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            ).id
            for number, company in enumerate((companies[0], *companies))
        ]
        cls.companies = companies.ids

    def setUp(self):
        super().setUp()
        self._as(SUPERUSER_ID, self._make)

    def _make(self, env):
        a, b = env["res.company"].browse(self.companies)
        project = env["sme.project"].create(
            {
                "acronym": f"{self.mark} OSS",
                "name": "Race",
                "company_id": a.id,
                "date_start": "2025-01-01",
                "date_end": "2027-12-31",
                "state": "running",
                "rule_max_headcount": 0,
                "member_ids": [
                    Command.create({"partner_id": a.partner_id.id, "role": "lead"}),
                    Command.create({"partner_id": b.partner_id.id}),
                ],
            }
        )
        indicator = env.ref("sme_crossborder.sme_indicator_cb_identified")
        env["sme.indicator.target"].create(
            {"project_id": project.id, "indicator_id": indicator.id, "target": 1}
        )
        # the same firm, by its number, at both
        for company in (a, b):
            firm = env["sme.firm"].create(
                {
                    "name": "Shared AB",
                    "company_id": company.id,
                    "country_id": env.ref("base.se").id,
                    "registry_number": "556036-0793",
                    "user_id": False,
                }
            )
            env["sme.enrolment"].create(
                {
                    "firm_id": firm.id,
                    "project_id": project.id,
                    "date": "2025-03-01",
                    "sme_declared": True,
                    "not_in_difficulty": True,
                    "privacy_notice_given": True,
                }
            )
        period = env["sme.reporting.period"].create(
            {
                "project_id": project.id,
                "name": "Period 1",
                "date_start": "2025-01-01",
                "date_end": "2025-12-31",
            }
        )
        period.contribution_ids.narrative = "Done"
        of_a, of_b = (
            period.contribution_ids.filtered(lambda c, one=company: c.company_id == one)
            for company in (a, b)
        )
        self.period, self.of_a, self.of_b = period.id, of_a.id, of_b.id

    @classmethod
    def _delete_made(cls, env):
        """What was reported cannot be deleted: without its triggers, as an
        administrator of the database does it."""
        projects = env["sme.project"].search([("company_id", "in", cls.companies)])
        if not projects:
            return
        lock.release_reported(env.cr)
        for table, column in (
            ("sme_indicator_receipt", "project_id"),
            ("sme_indicator_value", "project_id"),
            ("sme_indicator_target", "project_id"),
            ("sme_reporting_document", "project_id"),
            ("sme_reporting_contribution", "project_id"),
            ("sme_reporting_period", "project_id"),
            ("sme_enrolment", "project_id"),
        ):
            env.cr.execute(
                SQL(
                    "DELETE FROM %s WHERE %s = ANY(%s)",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    projects.ids,
                )
            )
        env.invalidate_all()
        env["sme.firm"].search([("company_id", "in", cls.companies)]).unlink()
        projects.unlink()
        env.flush_all()
        for sql in (
            lock.VALUE,
            lock.RECEIPT,
            lock.DOCUMENT,
            lock.CONTRIBUTION,
            lock.PERIOD,
        ):
            lock.keep_reported(env.cr, sql)

    def _submit(self, contribution_id):
        def act(env):
            env["sme.reporting.contribution"].browse(contribution_id).action_submit()
            return True

        return act

    def _look(self, env):
        env["sme.reporting.contribution"].search([]).mapped("state")

    def test_of_one_contribution(self):
        """Two managers of A submit it: once."""
        outcomes = self._race(
            [(user, {}, self._submit(self.of_a)) for user in self.users[:2]]
        )
        self.assertIn(True, outcomes)
        (refusal,) = [one for one in outcomes if one is not True]
        self.assertIsInstance(refusal, UserError)
        self.assertRegex(str(refusal), "submitted already, on .* by reporting_")

    def test_of_two_members_with_the_same_firm(self):
        """Both submit; the firm is credited to one of them, and counted once."""
        outcomes = self._race(
            [
                (self.users[0], {}, self._submit(self.of_a)),
                (self.users[2], {}, self._submit(self.of_b)),
            ]
        )
        self.assertEqual(outcomes, [True, True])

        def read(env):
            receipts = env["sme.indicator.receipt"].search(
                [("period_id", "=", self.period)]
            )
            return sorted(receipts.mapped("reason")), len(
                receipts.filtered("is_counted")
            )

        self.assertEqual(self._as(SUPERUSER_ID, read), (["already", "counted"], 1))
