"""Periods: cut by the lead, without gaps or overlaps, with due dates and reminders."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .reporting_case import ReportingCase


@tagged("post_install", "-at_install")
class TestSmeReportingPeriod(ReportingCase):
    def _setup(self, project, user, **values):
        action = project.with_user(user).action_set_up_periods()
        dialog = self.env["sme.reporting.setup"].with_user(user)
        form = Form(dialog.with_context(**action["context"]))
        for name, value in values.items():
            form[name] = value
        return form

    def test_cut_into_periods_of_months(self):
        """From 2025-01-15 to 2026-03-31 by 6 months: 6, 6 and the rest."""
        project = self._create_project(
            self.company_a,
            self.company_b,
            acronym="CUT",
            date_start="2025-01-15",
            date_end="2026-03-31",
        )
        form = self._setup(project, self.manager_a)
        self.assertEqual(len(form.preview.splitlines()), 3)
        form.save().action_create()
        self.assertEqual(
            [(p.name, str(p.date_start), str(p.date_end)) for p in project.period_ids],
            [
                ("Period 1", "2025-01-15", "2025-07-14"),
                ("Period 2", "2025-07-15", "2026-01-14"),
                ("Period 3", "2026-01-15", "2026-03-31"),
            ],
        )
        for period in project.period_ids:
            self.assertEqual(period.contribution_ids.member_id, project.member_ids)

    def test_from_the_last_day_of_a_month(self):
        """Months are counted from the first day: no drift from 31 to 28."""
        project = self._create_project(
            self.company_a,
            acronym="CUT",
            date_start="2025-01-31",
            date_end="2025-07-30",
        )
        self._setup(project, self.manager_a, months=1).save().action_create()
        self.assertEqual(
            [str(p.date_start) for p in project.period_ids],
            [
                "2025-01-31",
                "2025-02-28",
                "2025-03-31",
                "2025-04-30",
                "2025-05-31",
                "2025-06-30",
            ],
        )

    def test_what_is_left_is_cut_later(self):
        with self.assertRefused("at least one month"):
            self._setup(self.project, self.manager_a, months=0).save().action_create()
        form = self._setup(self.project, self.manager_a, months=12)
        self.assertFalse(form.is_covered)
        form.save().action_create()
        self.assertEqual(
            [str(p.date_start) for p in self.project.period_ids],
            ["2025-01-01", "2026-01-01", "2026-07-01", "2027-07-01"],
        )
        covered = self._setup(self.project, self.manager_a)
        self.assertTrue(covered.is_covered)
        with self.assertRefused("left to cut"):
            covered.save().action_create()

    def test_only_the_lead_cuts(self):
        for user in (self.manager_b, self.coordinator_a, self.controller):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._setup(self.project, user, months=12).save().action_create()

    def test_no_overlap_and_within_the_project(self):
        Period = self.env["sme.reporting.period"].with_user(self.manager_a)
        common = {"project_id": self.project.id, "name": "More"}
        for start, end, word in (
            ("2026-06-30", "2026-09-30", r"Period 2 \(01/01/2026 to 06/30/2026\)"),
            ("2027-07-01", "2028-01-01", r"outside project .* to 12/31/2027\)"),
            ("2024-12-31", "2024-12-31", "outside project"),
        ):
            with self.subTest(start=start), self.assertRefused(word):
                Period.create({**common, "date_start": start, "date_end": end})
        with (
            self.assertRaises(Exception) as caught,
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            self.cr.execute(
                "UPDATE sme_reporting_period SET date_end = '2026-01-01' WHERE id = %s",
                [self.period.id],
            )
        self.assertIn("sme_reporting_period_overlap_check", str(caught.exception))
        with self.assertRefused("outside project"):
            self.project.with_user(self.manager_a).date_end = "2026-06-29"

    def test_due_dates_follow_each_other(self):
        """30, 90, 120 and 200 days after 2025-12-31."""
        self.assertRecordValues(
            self.period,
            [
                {
                    "date_contribution_due": date(2026, 1, 30),
                    "date_control_due": date(2026, 3, 31),
                    "date_report_due": date(2026, 4, 30),
                    "date_approval_due": date(2026, 7, 19),
                }
            ],
        )
        mine = self.period.with_user(self.manager_a)
        mine.date_contribution_due = "2026-02-15"
        mine.date_end = "2025-12-30"
        self.assertEqual(str(mine.date_contribution_due), "2026-02-15", "typed, kept")
        with self.assertRefused("follow each other"):
            mine.date_control_due = "2026-02-14"

    def test_next_step_in_words(self):
        cases = {
            "2025-06-01": ("Runs until 31 December 2025", False),
            "2026-01-10": ("Contributions, due 30 January 2026", False),
            "2026-01-31": ("Contributions, due 30 January 2026", True),
        }
        for day, (words, late) in cases.items():
            with self.subTest(day=day), freeze_time(day):
                self.env.invalidate_all()
                self.assertEqual(self.period.next_step, words)
                self.assertEqual(self.period.is_overdue, late)
        self._submit_both()
        self.assertEqual(self.period.next_step, "Control, due 31 March 2026")
        (self.of_a | self.of_b).with_user(self.controller).action_confirm()
        self.assertEqual(self.period.next_step, "Report, due 30 April 2026")

    def test_members_of_the_period_contribute(self):
        partner = self.env["res.partner"].create({"name": "Late", "is_company": True})
        member = (
            self.env["sme.project.member"]
            .with_user(self.manager_a)
            .create(
                {
                    "project_id": self.project.id,
                    "partner_id": partner.id,
                    "date_start": "2026-02-01",
                }
            )
        )
        self.assertNotIn(member, self.period.contribution_ids.member_id)
        self.assertIn(member, self.later.contribution_ids.member_id)
        member.with_user(self.manager_a).date_start = "2025-12-31"
        self.assertIn(member, self.period.contribution_ids.member_id)
        member.with_user(self.manager_a).unlink()
        self.assertEqual(len(self.period.contribution_ids), 2)

    def test_nothing_that_follows_is_typed(self):
        for vals in (
            {"state": "approved"},
            {"approval_date": "2026-01-01"},
            {"submitted_by": "Me"},
        ):
            with self.subTest(vals=vals), self.assertRefused("cannot be typed"):
                self.period.with_user(self.manager_a).write(vals)
            made = (
                self.env["sme.reporting.period"]
                .with_user(self.manager_a)
                .create(
                    {
                        "project_id": self.project.id,
                        "name": "More",
                        "date_start": "2027-01-01",
                        "date_end": "2027-06-30",
                        **vals,
                    }
                )
            )
            self.assertEqual((made.state, made.approval_date), ("open", False))
            made.unlink()

    # ------------------------------------------------------------------
    # Reminders
    # ------------------------------------------------------------------

    def _told(self, record, user):
        return record.activity_ids.filtered(lambda a: a.user_id == user)

    def test_each_step_reminds_once_and_the_right_people(self):
        Period = self.env["sme.reporting.period"]
        self.later.unlink()
        with freeze_time("2026-01-22"):
            Period._cron_remind()
            self.assertFalse(self.of_a.activity_ids)
        for day in ("2026-01-23", "2026-01-24"):
            with freeze_time(day):
                Period._cron_remind()
        for contribution, user in (
            (self.of_a, self.manager_a),
            (self.of_b, self.manager_b),
        ):
            self.assertEqual(contribution.activity_ids.user_id, user)
            self.assertEqual(len(contribution.activity_ids), 1)
            self.assertIn("due 30 January 2026", contribution.activity_ids.summary)
        self._submit_both()
        self.assertFalse(self.of_a.activity_ids, "what was asked for is done")
        notified = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.controller.partner_id.id)]
        )
        for day in ("2026-03-24", "2026-03-25"):
            with freeze_time(day):
                Period._cron_remind()
        again = (
            self.env["mail.notification"].search(
                [("res_partner_id", "=", self.controller.partner_id.id)]
            )
            - notified
        )
        self.assertEqual(
            set(again.mail_message_id.mapped("res_id")),
            set((self.of_a | self.of_b).ids),
        )
        self.assertEqual(len(again), 2)
        for day in ("2026-04-23", "2026-04-24"):
            with freeze_time(day):
                Period._cron_remind()
        report = self._told(self.period, self.manager_a)
        self.assertEqual(len(report), 1)
        self.assertIn("Organisation B (Submitted)", str(report.note))
        self.assertFalse(self._told(self.period, self.manager_b))

    def test_reminds_of_the_approval(self):
        self._report()
        self.assertFalse(self.period.activity_ids)
        for day in ("2026-07-18", "2026-07-19", "2026-07-20"):
            with freeze_time(day):
                self.env["sme.reporting.period"]._cron_remind()
        self.assertEqual(len(self.period.activity_ids), 1)
        self.assertIn("Ask for the approval", self.period.activity_ids.summary)
