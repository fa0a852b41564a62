import xlsxwriter

from odoo import models
from odoo.exceptions import UserError

FORMATS = {0: "#,##0", 1: "#,##0.0", 2: "#,##0.00"}
# columns of the sheet of figures that are worked out by a formula
PREVIOUS, PERIOD, CORRECTION, VALUE, TARGET, PERCENT = range(4, 10)
MOST_ROWS = 1_048_575  # of a sheet, its heading left out


class SmeIndicatorReportXlsx(models.AbstractModel):
    """Figures as a workbook: totals stand in it as formulas, with what they came to."""

    _name = "sme.indicator.report.xlsx"
    _description = "Hand over figures: Workbook"

    def _write_workbook(self, file):
        """Write the workbook of a report.

        :param file: binary file open for writing
        :raises UserError: more receipts than a sheet takes
        """
        # rows go to a temporary file as they are written, so that memory does not grow
        book = xlsxwriter.Workbook(
            file,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        )
        book.set_properties({"title": self._get_title(), "author": self._get_author()})
        formats = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "head": book.add_format(
                {"bold": True, "bg_color": "#E3EAF1", "bottom": 1, "text_wrap": True}
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "percent": book.add_format({"num_format": "0.0 %"}),
        } | {
            digits: book.add_format({"num_format": code})
            for digits, code in FORMATS.items()
        }
        self._write_cover_sheet(book, formats)
        self._write_figure_sheet(book, formats)
        self._write_member_sheet(book, formats)
        if self.with_receipts:
            self._write_receipt_sheet(book, formats)
        book.close()

    def _add_sheet(self, book, name, widths):
        sheet = book.add_worksheet(name[:31])
        sheet.hide_gridlines(2)
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        return sheet

    def _write_heading(self, sheet, formats, names):
        sheet.freeze_panes(1, 0)
        for at, name in enumerate(names):
            sheet.write_string(0, at, name, formats["head"])

    def _write_cover_sheet(self, book, formats):
        sheet = self._add_sheet(book, self.env._("Report"), [100])
        project = self.project_id
        rows = self._read_figures()
        lines = [
            (self._get_title(), "title"),
            (f"{project.acronym}: {project.name}", "text"),
            (self._get_period_sentence(), "text"),
            (self._get_author(), "text"),
            (self._get_state_sentence(), "text"),
            ("", "text"),
            *((finding, "text") for finding in self._get_findings(rows)),
            ("", "text"),
            (project.cofunding_statement or "", "text"),
        ]
        for number, (line, style) in enumerate(lines):
            sheet.write_string(number, 0, line, formats[style])

    def _write_figure_sheet(self, book, formats):
        widths = [10, 52, 18, 12, 14, 14, 14, 14, 14, 12, 12, 14, 10, 10]
        sheet = self._add_sheet(book, self.env._("Indicators"), widths)
        names = [
            self.env._("Code"),
            self.env._("Title"),
            self.env._("Unit"),
            self.env._("Baseline"),
            self.env._("Previously reported"),
            self.env._("This period"),
            self.env._("Correction"),
            self.env._("Cumulative"),
            self.env._("Target"),
            self.env._("% reached"),
            self.env._("Milestone"),
            self.env._("Milestone due"),
            self.env._("Counted"),
            self.env._("Left out"),
        ]
        self._write_heading(sheet, formats, names)
        for number, row in enumerate(self._read_figures(), start=1):
            self._write_figure_row(sheet, formats, number, row)

    def _write_figure_row(self, sheet, formats, number, row):
        style = formats[row["digits"]]
        for at, key in enumerate(("code", "name", "unit")):
            sheet.write_string(number, at, row[key] or "", formats["text"])
        self._write_number(sheet, number, 3, row["baseline"], style)
        for at, key in (
            (PREVIOUS, "previous"),
            (PERIOD, "period"),
            (CORRECTION, "correction"),
        ):
            self._write_number(sheet, number, at, row[key], style)
        line = number + 1
        if row["is_sum"]:
            formula = f"=E{line}+F{line}+G{line}"
            sheet.write_formula(number, VALUE, formula, style, row["value"])
        else:
            # a share, an average or a median is no sum of others
            self._write_number(sheet, number, VALUE, row["value"], style)
        self._write_number(sheet, number, TARGET, row["target"], style)
        if row["percent"] is None:
            sheet.write_string(number, PERCENT, "–")
        else:
            share = row["percent"] / 100
            parts = ("I", "H") if row["is_falling"] else ("H", "I")
            formula = "={}{line}/{}{line}".format(*parts, line=line)
            sheet.write_formula(number, PERCENT, formula, formats["percent"], share)
        self._write_number(sheet, number, 10, row["milestone"], style)
        if row["milestone_date"]:
            sheet.write_datetime(number, 11, row["milestone_date"], formats["day"])
        self._write_number(sheet, number, 12, row["counted"], formats[0])
        self._write_number(sheet, number, 13, row["left_out"], formats[0])

    def _write_number(self, sheet, row, at, value, style):
        """What was not promised is a dash, never a nought."""
        if value is None:
            sheet.write_string(row, at, "–")
        else:
            sheet.write_number(row, at, value, style)

    def _write_member_sheet(self, book, formats):
        tables = self._read_member_figures()
        if not tables:
            return
        sheet = self._add_sheet(
            book, self.env._("Organisations"), [10, 46, 36, 14, 14, 14, 14]
        )
        names = [
            self.env._("Code"),
            self.env._("Title"),
            self.env._("Organisation"),
            self.env._("Previously reported"),
            self.env._("This period"),
            self.env._("Correction"),
            self.env._("Cumulative"),
        ]
        self._write_heading(sheet, formats, names)
        number = 0
        for code, name, digits, rows in tables:
            for organisation, *figures in rows:
                number += 1
                sheet.write_string(number, 0, code)
                sheet.write_string(number, 1, name, formats["text"])
                sheet.write_string(number, 2, organisation or "", formats["text"])
                for at, figure in enumerate(figures, start=3):
                    self._write_number(sheet, number, at, figure, formats[digits])

    def _write_receipt_sheet(self, book, formats):
        widths = [10, 40, 30, 8, 22, 20, 12, 10, 12, 10, 46, 30, 18]
        sheet = self._add_sheet(book, self.env._("Receipts"), widths)
        self._write_heading(sheet, formats, self._get_receipt_header())
        number = 0
        kinds = {}
        for receipts in self._iter_receipts():
            for receipt in receipts:
                number += 1
                if number > MOST_ROWS:
                    raise UserError(
                        self.env._(
                            "A workbook takes %(most)s receipts, and there are more. "
                            "Take the CSV, or leave the receipts out.",
                            most=self._write_figure(MOST_ROWS, 0),
                        )
                    )
                cells = self._prepare_receipt(receipt, kinds)
                self._write_receipt_row(sheet, formats, number, cells)
        sheet.autofilter(0, 0, max(number, 1), len(widths) - 1)

    def _write_receipt_row(self, sheet, formats, number, cells):
        for at, cell in enumerate(cells):
            if isinstance(cell, bool):
                word = self.env._("Yes") if cell else self.env._("No")
                sheet.write_string(number, at, word)
            elif isinstance(cell, (int, float)):
                sheet.write_number(number, at, cell)
            elif hasattr(cell, "isoformat"):
                sheet.write_datetime(number, at, cell, formats["day"])
            elif cell:
                sheet.write_string(number, at, cell)
