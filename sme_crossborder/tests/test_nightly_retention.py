"""Which clock proposes what to anonymise when, whatever the order of the jobs.

Papers of projects, records of State aid, and years since something was done: the last
of them decides. Each is tried on the day before, on the day, and on the day after.
"""

import ast
from datetime import date, timedelta

from freezegun import freeze_time

from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .aid_case import AidCase

DAY = timedelta(days=1)
# jobs that say or change something about a firm
JOBS = (
    "ir_cron_firm_retention",
    "ir_cron_follow_up",
    "ir_cron_log_expired",
    "ir_cron_partner_lead_interest",
    "ir_cron_partner_lead_validity",
    "ir_cron_privacy_request",
    "ir_cron_reporting_reminders",
)


class _Over(Exception):
    """What a night did is taken back."""


@tagged("post_install", "-at_install", "security")
class TestNightlyRetention(AidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a.sme_retention_years = 3

    @classmethod
    def _create_old_firm(cls, name, day="2026-01-15"):
        """Return a file for which something was done last on a day."""
        firm = cls._create_firm(cls.company_a, name)
        cls.env["sme.service"].create(
            {
                "name": "Talk",
                "firm_id": firm.id,
                "date": day,
                "user_id": cls.adviser_a.id,
            }
        )
        return firm

    def _enrol(self, firm, kept_until, acronym, day="2026-01-20"):
        project = self._create_project(
            self.company_a, acronym=acronym, nuts_ids=False, date_retention=kept_until
        )
        self.env["sme.enrolment"].create(
            {"firm_id": firm.id, "project_id": project.id, "date": day}
        )
        return project

    def _grant_to(self, firm, day, **values):
        aid = self._draft(1000, day, self.coordinator_a, firm_id=firm.id, **values)
        with freeze_time(f"{day} 10:00:00"):
            aid.action_grant()
        return aid

    def _run(self, *jobs):
        """Run jobs as the scheduler does, one after the other."""
        self.env.flush_all()
        night = self.env(user=SUPERUSER_ID, context={})
        for name in jobs:
            night.ref(f"sme_crossborder.{name}").ir_actions_server_id.run()
            night.flush_all()
        self.env.invalidate_all()

    def _is_due(self, firm, moment):
        """Whether a project manager is shown the file as due on a day."""
        with freeze_time(f"{moment} 10:00:00"):
            self._run("ir_cron_firm_retention")
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "sme_crossborder.sme_firm_action_due"
            )
            files = self.env["sme.firm"].with_user(self.manager_a)
            domain = ast.literal_eval(action["domain"])
            return firm in files.search(domain)

    def _check_day(self, firm, day):
        """A file is due on a day: not before, and still after."""
        for moment, due in ((day - DAY, False), (day, True), (day + DAY, True)):
            with self.subTest(firm=firm.name, moment=str(moment)):
                self.assertEqual(self._is_due(firm, moment), due)
                self.assertEqual(firm.date_anonymise, day)

    def test_three_years_after_the_last_service(self):
        self._check_day(self._create_old_firm("Quiet AB"), date(2029, 1, 15))

    def test_of_two_projects_the_later_one(self):
        """Papers are kept through the last day: the file is due the day after."""
        firm = self._create_old_firm("Twice AB")
        self._enrol(firm, "2031-12-31", "LATE")
        self._enrol(firm, "2030-12-31", "EARLY")
        self._check_day(firm, date(2032, 1, 1))

    def test_papers_that_may_go_before_the_years_are_over(self):
        firm = self._create_old_firm("Short AB")
        self._enrol(firm, "2027-12-31", "SHORT")
        self._check_day(firm, date(2029, 1, 15))

    def test_a_project_that_does_not_know_yet_holds_the_other(self):
        firm = self._create_old_firm("Open AB")
        self._enrol(firm, "2027-12-31", "KNOWN")
        project = self._enrol(firm, False, "UNKNOWN")
        self.assertFalse(self._is_due(firm, "2060-01-01"))
        self.assertFalse(firm.date_anonymise)
        # the last payment to the lead partner came: five years from its 31 December
        project.date_last_payment = "2029-03-12"
        self._check_day(firm, date(2035, 1, 1))

    def test_state_aid_is_kept_ten_years_from_the_grant(self):
        """Longer than the papers of the project; a leap day ends on 28 February."""
        firm = self._create_old_firm("Aided AB")
        self._enrol(firm, "2031-12-31", "AIDED")
        self._grant_to(firm, "2026-06-10")
        self._check_day(firm, date(2036, 6, 11))
        self._grant_to(firm, "2028-02-29")
        aid = firm.aid_ids.sorted("date")[-1]
        self._check_day(firm, aid.date_retention + DAY)
        self.assertEqual(aid.date_retention, date(2038, 2, 28))

    def test_aid_under_gber_is_kept_from_the_last_of_the_scheme(self):
        """Another firm's grant holds the file too; de minimis aid has its own day."""
        scheme = self._create_project(
            self.company_a,
            acronym="GBER",
            nuts_ids=False,
            state_aid_regime="gber_20",
            granting_country_id=self.finland.id,
            granting_authority="Council of Turku",
            date_end="2028-12-31",
        )
        first, last = (self._create_old_firm(name) for name in ("First AB", "Last AB"))
        own = self._create_old_firm("Own Day AB")
        self._grant_to(own, "2026-06-10")
        self._grant_to(first, "2026-06-10", project_id=scheme.id)
        self._check_day(first, date(2036, 6, 11))
        self._grant_to(last, "2028-09-01", project_id=scheme.id)
        self._grant_to(last, "2028-10-01")
        self._check_day(first, date(2038, 9, 2))
        self._check_day(own, date(2036, 6, 11))
        with freeze_time("2037-01-01"), self.assertRefused("kept until"):
            first.aid_ids.with_user(self.manager_a).unlink()

    def test_aid_that_was_only_drafted_keeps_nothing(self):
        firm = self._create_old_firm("Draft AB")
        self._draft(1000, "2026-06-10", self.coordinator_a, firm_id=firm.id)
        self._check_day(firm, date(2029, 1, 15))

    def test_erased_meanwhile_it_is_proposed_no_more(self):
        firm = self._create_old_firm("Gone AB")
        self.assertTrue(self._is_due(firm, "2029-01-15"))
        with freeze_time("2029-01-16 10:00:00"):
            erasure = self.env["sme.erasure"].with_user(self.manager_a)
            erasure = erasure.create({"firm_id": firm.id, "reason": "retention"})
            erasure.action_ask()
            erasure.with_user(self.coordinator_a).action_approve()
            # the job did not run yet: it is not shown all the same
            self.env.invalidate_all()
        self.assertFalse(self._is_due(firm, "2029-01-17"))
        self.assertFalse(firm.date_anonymise)

    def test_locked_away_it_is_proposed_no_more(self):
        """Asked to be erased while papers are kept: the file waits, and is not due."""
        firm = self._create_old_firm("Kept AB")
        self._enrol(firm, "2031-12-31", "KEPT")
        with freeze_time("2029-01-16 10:00:00"):
            erasure = self.env["sme.erasure"].with_user(self.manager_a)
            erasure = erasure.create({"firm_id": firm.id})
            erasure.action_ask()
            erasure.with_user(self.coordinator_a).action_approve()
        self.env.invalidate_all()
        self.assertTrue(firm.is_locked_away)
        self.assertEqual(firm.kept_until, date(2031, 12, 31))
        self.assertFalse(self._is_due(firm, "2032-01-02"))

    def test_the_order_within_a_night_changes_nothing(self):
        """Forwards, backwards and twice over: the same files are due."""
        self._enrol(self._create_old_firm("Twice AB"), "2028-12-31", "ONE")
        self._create_old_firm("Quiet AB")
        self._grant_to(self._create_old_firm("Aided AB"), "2026-06-10")
        gone = self._create_old_firm("Gone AB")
        with freeze_time("2029-01-10 10:00:00"):
            erasure = self.env["sme.erasure"].with_user(self.manager_a)
            erasure = erasure.create({"firm_id": gone.id})
            erasure.action_ask()
            erasure.with_user(self.coordinator_a).action_approve()
        for moment, due in (
            ("2029-01-14", 0),
            ("2029-01-15", 2),
            ("2036-06-10", 2),
            ("2036-06-11", 3),
        ):
            nights = [
                self._night(moment, jobs)
                for jobs in (JOBS, tuple(reversed(JOBS)), JOBS + JOBS)
            ]
            with self.subTest(moment=moment):
                self.assertEqual(nights[1], nights[0])
                self.assertEqual(nights[2], nights[0])
                days = [day for day in nights[0].values() if day]
                self.assertEqual(
                    len([day for day in days if day <= date.fromisoformat(moment)]),
                    due,
                )

    def _night(self, moment, jobs):
        """Return what is due when after jobs ran in an order; nothing of it stays."""
        found = {}
        try:
            with self.env.cr.savepoint(), freeze_time(f"{moment} 02:00:00"):
                self._run(*jobs)
                files = self.env["sme.firm"].with_context(active_test=False)
                ours = (
                    files.search([("company_id", "=", self.company_a.id)]) - self.firm
                )
                found = {firm.id: firm.date_anonymise for firm in ours}
                raise _Over
        except _Over:
            self.env.invalidate_all()
        return found
