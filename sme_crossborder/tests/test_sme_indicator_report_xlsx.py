"""The figures as a workbook, read back cell by cell."""

import datetime
import io

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..wizard import sme_indicator_report_xlsx
from .indicator_report_case import IndicatorReportCase


@tagged("post_install", "-at_install")
class TestIndicatorWorkbook(IndicatorReportCase):
    def _open(self, report, **options):
        return load_workbook(io.BytesIO(self._write(report, "workbook")), **options)

    def _cells(self, sheet):
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    def test_the_same_figures(self):
        report = self._report()
        book = self._open(report, data_only=True)
        self.assertEqual(
            book.sheetnames, ["Report", "Indicators", "Organisations", "Receipts"]
        )
        _heading, *rows = self._cells(book["Indicators"])
        self.assertEqual(len(rows), 4)
        self.assertEqual(
            rows[0][:11],
            ["TST04", "Firms advised", "units", 2, 10, 5, -1, 14, 20, 0.7, 15],
        )
        self.assertEqual(rows[0][11], datetime.datetime(2026, 9, 30))
        self.assertEqual(
            rows[1][3:11], ["–", 100, 40, 0, 140, "–", "–", "–"], "nothing was promised"
        )

    def test_totals_are_formulas(self):
        """Previous, this period and correction; a share is no sum."""
        sheet = self._open(self._report())["Indicators"]
        self.assertEqual(sheet["H2"].value, "=E2+F2+G2")
        self.assertEqual(sheet["J2"].value, "=H2/I2")
        self.assertEqual(sheet["H4"].value, 85.5)

    def test_of_days_the_formula_is_turned_round(self):
        """48 days where at most 30 were promised: 30 / 48."""
        report = self._report()
        self.assertEqual(self._open(report)["Indicators"]["J5"].value, "=I5/H5")
        cached = self._open(report, data_only=True)["Indicators"]
        self.assertEqual(cached["J5"].value, 0.625)

    def test_organisations_beside_each_other(self):
        rows = self._cells(self._open(self._report())["Organisations"])
        self.assertEqual(
            rows[1:3],
            [
                ["TST04", "Firms advised", "Organisation A", 6, 3, -1, 8],
                ["TST04", "Firms advised", "Organisation B", 4, 2, 0, 6],
            ],
        )
        book = self._open(self._report(self.manager_b))
        self.assertNotIn("Organisations", book.sheetnames)

    def test_receipts_and_formulas_that_are_texts(self):
        self._create_receipts(
            "TST04",
            self.member_a,
            [{"reference": "=1+1"}, {"is_counted": False, "amount": 0}],
        )
        sheet = self._open(self._report())["Receipts"]
        rows = self._cells(sheet)
        self.assertEqual(rows[1][5], "=1+1")
        self.assertEqual(sheet["F2"].data_type, "s", "a text, not a formula")
        self.assertEqual(rows[1][6:9], [datetime.datetime(2026, 8, 1), "Yes", 1])
        self.assertEqual(rows[2][7:9], ["No", 0])
        book = self._open(self._report(with_receipts=False))
        self.assertNotIn("Receipts", book.sheetnames)

    def test_more_receipts_than_a_sheet_takes(self):
        self._create_receipts("TST04", self.member_a, [{}, {}])
        self.patch(sme_indicator_report_xlsx, "MOST_ROWS", 1)
        with self.assertRefused("Take the CSV", UserError):
            self._write(self._report(), "workbook")

    def test_what_the_funder_asks_for(self):
        self.project.cofunding_statement = "Co-funded by the European Union"
        words = [row[0] for row in self._cells(self._open(self._report())["Report"])]
        self.assertIn("Co-funded by the European Union", words)
        self.assertIn("OSS: Project OSS", words)
