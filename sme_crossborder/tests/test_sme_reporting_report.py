"""The lead's report: who is missing, returned, approved; whole or not at all."""

from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .reporting_case import ReportingCase


@tagged("post_install", "-at_install")
class TestSmeReportingReport(ReportingCase):
    def test_names_who_is_missing(self):
        self._submit(self.of_a, self.manager_a)
        mine = self.period.with_user(self.manager_a)
        with self.assertRefused(
            r"waits for: Organisation A \(Submitted\), Organisation B \(Open\)"
        ):
            mine.action_submit_report()
        self.assertFalse(mine.is_ready)
        with self.assertRefused("waits for: Organisation A"):
            mine.action_say_missing()
        self._submit(self.of_b, self.manager_b)
        (self.of_a | self.of_b).with_user(self.controller).action_confirm()
        with self.assertRefused("Write the summary"):
            mine.action_submit_report()
        self.assertTrue(mine.is_ready, "the text may be typed and not saved yet")
        mine.action_say_missing()
        self.assertEqual(self.period.state, "open", "it says, and does not submit")

    def test_the_projects_figures_are_those_of_all_members(self):
        """One firm of A and one of B: 1 + 1 = 2."""
        self._report()
        value = self._values().filtered(lambda v: not v.member_id)
        self.assertRecordValues(value, [{"value": 2, "is_frozen": True, "target": 30}])
        self.assertEqual(self.period.value_ids, value)
        self.assertRecordValues(
            self.period,
            [{"state": "submitted", "submitted_by": self.manager_a.name}],
        )

    def test_only_the_lead_reports_and_approves(self):
        self._confirm_both()
        for user in (self.manager_b, self.coordinator_a, self.controller):
            mine = self.period.with_user(user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                mine.action_submit_report()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                mine.action_approve()
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                mine._approve("2026-05-05", "X")

    def test_earlier_periods_first(self):
        self._report()
        later = self.later.contribution_ids
        for contribution, user in zip(
            later, (self.manager_a, self.manager_b), strict=True
        ):
            self._submit(contribution, user)
        later.with_user(self.controller).action_confirm()
        self._return(self.period, self.manager_a)
        mine = self.later.with_user(self.manager_a)
        mine.narrative = "Done"
        with self.assertRefused("report on OSS Period 1 first"):
            mine.action_submit_report()

    def test_approved_is_locked_with_date_reference_and_letter(self):
        self._lock()
        self.assertRecordValues(
            self.period,
            [
                {
                    "state": "approved",
                    "approval_reference": "CB/12",
                    "approved_by": self.manager_a.name,
                }
            ],
        )
        letter = self.period.document_ids.filtered(lambda d: not d.contribution_id)
        self.assertRecordValues(
            letter,
            [
                {
                    "name": "Approval CB/12",
                    "file_name": "approval.pdf",
                    "company_id": self.company_a.id,
                }
            ],
        )
        self.assertEqual(set(self._values().mapped("is_frozen")), {True})
        self.assertFalse(letter.with_user(self.manager_b).has_access("read"))
        with self.assertRefused("not with the programme"):
            self.period.with_user(self.manager_a)._approve(self.period.date_end, "X")

    def test_on_a_day_that_can_be(self):
        """Not before the report was submitted, not after today; that day is right."""
        with freeze_time("2026-04-20 12:00:00"):
            self._report()
        mine = self.period.with_user(self.manager_a)
        for day, words in (
            (date(2025, 12, 31), "on 20 April 2026 and cannot .* on 31 December 2025"),
            (date(2026, 4, 19), "submitted on 20 April 2026 and cannot .* 19 April"),
            (date(2099, 1, 1), "on 1 January 2099: that day is still to come"),
        ):
            with self.subTest(day=day), self.assertRefused(words):
                mine._approve(day, "X")
        mine._approve(date(2026, 4, 20), "X")
        self.assertEqual(self.period.state, "approved")

    def test_returned_by_the_programme_and_on_to_a_member(self):
        self._report()
        self._return(
            self.period, self.manager_a, "Firms twice", contribution_ids=self.of_b.ids
        )
        self.assertEqual(self.period.state, "returned")
        self.assertEqual((self.of_a.state, self.of_b.state), ("controlled", "returned"))
        frozen = self._values().filtered("is_frozen")
        self.assertEqual(frozen.member_id, self.member_a)
        self.enrolled_b.unlink()
        self._submit(self.of_b, self.manager_b)
        self.of_b.with_user(self.controller).action_confirm()
        self.period.with_user(self.manager_a).action_submit_report()
        value = self._values().filtered(lambda v: not v.member_id)
        self.assertEqual(value.value, 1, "one is left")

    def test_a_crash_between_keeping_and_approving_leaves_it_open_and_whole(self):
        """What was kept is let go of with it: the same transaction."""
        self._report()
        # a figure nobody submitted, which approving keeps
        loose = self.env["sme.indicator.value"].create(
            {
                "project_id": self.project.id,
                "period_id": self.period.id,
                "indicator_id": self.env["sme.indicator"]
                .create({"code": "T02", "name": "Other", "unit": "x"})
                .id,
            }
        )
        self.env.flush_all()
        seen = []

        def crash(period, *_args):
            seen.append(loose.is_frozen)
            raise RuntimeError("power cut")

        documents = self.period.document_ids
        with (
            patch.object(self.env.registry["sme.reporting.period"], "_lock", crash),
            self.assertRaises(RuntimeError),
            self.cr.savepoint(),
        ):
            self._approve("CB/12")
        self.env.invalidate_all()
        self.assertEqual(seen, [True], "it came so far")
        self.assertEqual(self.period.state, "submitted")
        self.assertFalse(loose.is_frozen)
        self.assertEqual(self.period.document_ids, documents)
        self._approve("CB/12")
        self.assertEqual((self.period.state, loose.is_frozen), ("approved", True))

    def _approve(self, reference):
        dialog = self.env["sme.reporting.approve"].with_user(self.manager_a)
        dialog.create(
            {
                "period_id": self.period.id,
                "date": fields.Date.context_today(self.period),
                "reference": reference,
                "file": "eA==",
            }
        ).action_approve()

    def test_a_crash_while_submitting_leaves_the_contribution_open(self):
        self.of_a.narrative = "Done"
        self.env.flush_all()
        Contribution = self.env.registry["sme.reporting.contribution"]
        with (
            patch.object(Contribution, "_act", side_effect=RuntimeError("power cut")),
            self.assertRaises(RuntimeError),
            self.cr.savepoint(),
        ):
            self.of_a.with_user(self.manager_a).action_submit()
        self.env.invalidate_all()
        self.assertEqual(self.of_a.state, "open")
        self.assertFalse(self._values().filtered("is_frozen"))
        self.assertFalse(self.of_a.document_ids)
