"""Figures counted from the work, submitted, locked, and handed over as they were."""

import csv
import io
import zipfile

from odoo.tests import tagged

from .reporting_case import PAPER, ReportingCase


@tagged("post_install", "-at_install")
class TestIndicatorReportLocked(ReportingCase):
    def _dialog(self, user=None, **values):
        user = user or self.manager_a
        Report = self.env["sme.indicator.report"].with_user(user)
        return Report.with_context(allowed_company_ids=user.company_ids.ids).create(
            {"project_id": self.project.id, "period_id": self.period.id, **values}
        )

    def _write(self, report, paper):
        stream = io.BytesIO()
        report.write_paper(paper, stream)
        return stream.getvalue()

    def _receipts(self, report):
        text = self._write(report, "receipts").decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]

    def _evidence(self, report):
        archive = zipfile.ZipFile(io.BytesIO(self._write(report, "evidence")))
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if name != "manifest.csv"
        }

    def test_what_is_open_is_counted_when_it_is_handed_over(self):
        """Two firms were enrolled; a third is, and the next paper says three."""
        report = self._dialog()
        report.action_hand_over()
        (row,) = report._read_figures()
        self.assertEqual((row["value"], row["target"]), (2, 30))
        self._enrol(self.company_a, "Gamma AB", "556016-0680")
        report = self._dialog()
        report.action_hand_over()
        (row,) = report._read_figures()
        self.assertEqual(row["value"], 3)
        self.assertEqual(len(self._receipts(report)), 3)

    def test_a_locked_report_says_tomorrow_what_it_said_today(self):
        self._lock()
        first = self._dialog()
        first.action_hand_over()
        receipts, evidence = self._receipts(first), self._evidence(first)
        figures, narratives = first._read_figures(), first._read_narratives()
        self.assertEqual([row["value"] for row in figures], [2])
        self.assertEqual(len(evidence), 2, "its own declaration and the approval")
        self.assertIn("locked", first.notice)
        self.enrolled_a.with_user(self.manager_a).unlink()
        self.firm_b.name = "Another name"
        self.indicator.copy({"code": "X"})
        self.env["sme.indicator.target"].search(
            [("project_id", "=", self.project.id)]
        ).target = 99
        self.env.invalidate_all()
        again = self._dialog()
        again.action_hand_over()
        self.assertEqual(self._receipts(again), receipts)
        self.assertEqual(self._evidence(again), evidence)
        self.assertEqual(again._read_figures(), figures)
        self.assertEqual(again._read_narratives(), narratives)

    def test_copies_of_others_are_the_controllers(self):
        """The lead hands over its own; the manifest tells what it does not get."""
        self._submit_both()
        self.assertEqual(list(self._evidence(self._dialog()).values()), [PAPER])
        controlled = self._evidence(self._dialog(self.controller))
        self.assertEqual(list(controlled.values()), [PAPER, PAPER])

    def test_a_member_gets_its_own_papers(self):
        self._submit_both()
        report = self._dialog(self.manager_b)
        self.assertEqual(report.member_id, self.member_b)
        (row,) = self._receipts(report)
        self.assertEqual(row[2], "Organisation B")
        self.assertEqual(list(self._evidence(report).values()), [PAPER])

    def test_firms_are_named_to_lead_and_controller(self):
        self._submit_both()
        for user in (self.manager_a, self.controller):
            names = {row[11] for row in self._receipts(self._dialog(user))}
            self.assertEqual(names, {"Alfa AB", "Beta SIA"}, user.login)

    def test_corrections_of_a_locked_period(self):
        """One firm goes: 2 reported, 0 now, -1 corrected, 1 in all."""
        self._lock()
        self.enrolled_b.with_user(self.manager_b).unlink()
        report = self._dialog(period_id=self.later.id)
        report.action_hand_over()
        (row,) = report._read_figures()
        self.assertEqual(
            [row[key] for key in ("previous", "period", "correction", "value")],
            [2, 0, -1, 1],
        )
        (receipt,) = self._receipts(report)
        self.assertEqual(receipt[7:10], ["Yes", "-1", "Yes"])
        self.assertEqual(
            self._evidence(report), {}, "what is taken back needs no paper"
        )
