"""The barrier study as a workbook, read back cell by cell."""

import io

import openpyxl
import xlsxwriter

from odoo.tests import HttpCase, tagged

from .barrier_study_case import BarrierStudyCase


@tagged("post_install", "-at_install")
class TestBarrierStudyXlsx(BarrierStudyCase, HttpCase):
    def _download(self, study, login="coordinator_a"):
        self.authenticate(login, login)
        return self.url_open(study.action_print_xlsx()["url"])

    def _open(self, study):
        answer = self._download(study)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn(
            "Barriers-OSS-2026-01-01-2026-06-30.xlsx",
            answer.headers["Content-Disposition"],
        )
        return openpyxl.load_workbook(io.BytesIO(answer.content))

    def _cells(self, sheet):
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    def test_every_table_is_a_sheet(self):
        self.project.cofunding_statement = "Co-funded by the European Union"
        self._note(
            1, "eid", state="overcome", lesson="=1+1 Zaļā ēka įmonė", quotable=True
        )
        study = self._study()
        built = study.build_study()
        book = self._open(study)
        self.assertEqual(
            book.sheetnames,
            [
                "Study",
                "What became of them",
                "Barriers met most often",
                "Barriers by days lost",
                "Barriers by money lost, EUR",
                "Barriers by money lost, SEK",
                "From country to country",
                "By size class",
                "What was overcome",
                "In their words",
            ],
        )
        for table, name in zip(built["tables"], book.sheetnames[1:], strict=False):
            head, *rows = self._cells(book[name])
            self.assertEqual(head, [column["name"] for column in table["columns"]])
            closing = [row for row in (table["rest"], table["total"]) if row]
            shown = [
                ["–" if value is None else value or None for value in row]
                for row in [*table["rows"], *closing]
            ]
            self.assertEqual([[v or None for v in row] for row in rows], shown)
        words = str(self._cells(book["Study"]))
        for line in (*built["method"], *built["limits"], *built["findings"]):
            self.assertIn(line, words)
        self.assertIn("Co-funded by the European Union", words)
        quoted = book["In their words"]["B2"]
        self.assertEqual(quoted.value, "=1+1 Zaļā ēka įmonė")
        self.assertEqual(quoted.data_type, "s")  # a text, no formula

    def test_long_names_of_sheets_stay_apart(self):
        """31 characters at most, none of []:*?/\\', no two alike."""
        book = xlsxwriter.Workbook(io.BytesIO())
        study = self._study()
        for title in ("Overcome: a/b?", "X" * 40, "x" * 50, "X" * 31):
            study._add_sheet(book, title)
        names = [sheet.name for sheet in book.worksheets()]
        self.assertEqual(
            names, ["Overcome  a b", "X" * 31, "x" * 28 + " 2", "X" * 28 + " 3"]
        )
        book.close()

    def test_names_stay_inside(self):
        book = self._open(self._study())
        content = str([self._cells(sheet) for sheet in book])
        for word in ("Hemligfirma", "Not to be quoted", "adviser_a", "7 days"):
            self.assertNotIn(word, content)

    def test_who_may_download(self):
        study = self._study()
        for login in ("adviser_a", "auditor", "employee"):
            self.assertEqual(self._download(study, login).status_code, 404, login)

    def test_too_little_is_told_in_the_dialog(self):
        study = self._study(date_start="2026-04-01")
        with self.assertRefused("Choose a longer period"):
            study.action_print_xlsx()
