import base64
import io
import re

import xlsxwriter

from odoo import api, fields, models

WIDEST = 60  # characters


class SmeBarrierStudyXlsx(models.AbstractModel):
    """A barrier study as a workbook: a sheet for each table, and one for all words."""

    _name = "sme.barrier.study.xlsx"
    _description = "Barrier Study: Workbook"

    workbook = fields.Binary(
        compute="_compute_workbook", compute_sudo=False, exportable=False
    )

    def _compute_workbook(self):
        for study in self:
            content = study._write_workbook(study.build_study())
            study.workbook = base64.b64encode(content)

    def _write_workbook(self, built):
        """Return the workbook of a study as bytes."""
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(
            stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
            },
        )
        project = built["project"]
        book.set_properties({"title": built["title"], "author": built["author"]})
        formats = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "head": book.add_format({"bold": True, "bg_color": "#E3EAF1", "bottom": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "bold": book.add_format({"bold": True}),
            "number": book.add_format({"num_format": "#,##0"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
        }
        self._write_first_sheet(book, formats, built, project)
        for table in built["tables"]:
            self._write_table(book, formats, table)
        self._write_words(book, formats, built)
        book.close()
        return stream.getvalue()

    def _add_sheet(self, book, title):
        """Add a sheet; Excel takes 31 characters of a name, and not all of them."""
        whole = name = re.sub(r"[\[\]:*?/\\']", " ", title)[:31].strip()
        taken = {sheet.name.lower() for sheet in book.worksheets()}
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{whole[:28]} {number}"
        sheet = book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        return sheet

    def _write_lines(self, sheet, formats, row, title, lines):
        """Write a heading and lines of one or two cells; return the next free row."""
        if not lines:
            return row
        sheet.write_string(row, 0, title, formats["bold"])
        for line in lines:
            row += 1
            first, *others = line if isinstance(line, tuple) else (line,)
            sheet.write_string(row, 0, str(first), formats["text"])
            for other in others:
                sheet.write(row, 1, other, formats["text"])
        return row + 2

    def _write_first_sheet(self, book, formats, built, project):
        sheet = self._add_sheet(book, self.env._("Study"))
        sheet.set_column(0, 0, 90)
        sheet.set_column(1, 1, 50)
        sheet.write_string(0, 0, built["title"], formats["title"])
        heading = f"{project.acronym}: {project.name}, {built['period']}"
        sheet.write_string(1, 0, heading, formats["text"])
        row = 3
        if built["too_few"]:
            sheet.write_string(row, 0, built["too_few"], formats["text"])
            row += 2
        for title, lines in (
            (self.env._("In short"), built["findings"]),
            (self.env._("Sample"), built["sample"]),
            (self.env._("Method"), built["method"]),
            (self.env._("Limits of the data"), built["limits"]),
        ):
            row = self._write_lines(sheet, formats, row, title, lines)
        if project.cofunding_statement:
            sheet.write_string(row, 0, project.cofunding_statement, formats["text"])

    def _write_table(self, book, formats, table):
        sheet = self._add_sheet(book, table["title"])
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(table["columns"]):
            sheet.write_string(0, at, column["name"], formats["head"])
            cells = [str(row[at]) for row in table["rows"] if row[at] is not None]
            width = max(map(len, [column["name"], *cells]))
            sheet.set_column(at, at, min(width + 2, WIDEST))
        closing = [row for row in (table["rest"], table["total"]) if row]
        for number, row in enumerate([*table["rows"], *closing], start=1):
            for at, (column, value) in enumerate(
                zip(table["columns"], row, strict=True)
            ):
                self._write_cell(sheet, formats, number, at, column, value)

    @api.model
    def _write_cell(self, sheet, formats, row, at, column, value):
        """Numbers stay numbers; what is withheld is a dash, never a nought."""
        if value is None:
            sheet.write_string(row, at, "–")
        elif isinstance(value, str):
            sheet.write_string(row, at, value)
        else:
            name = "money" if column["digits"] else "number"
            sheet.write_number(row, at, value, formats[name])

    def _write_words(self, book, formats, built):
        if not built["lessons"] and not built["examples"]:
            return
        sheet = self._add_sheet(book, self.env._("In their words"))
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, 1, 90)
        lessons = [
            (about, sentence)
            for about, sentences in built["lessons"]
            for sentence in sentences
        ]
        title = self.env._("What overcame them")
        row = self._write_lines(sheet, formats, 0, title, lessons)
        examples = [
            (f"{example['about']} ({example['outcome']})", example["text"])
            for example in built["examples"]
        ]
        self._write_lines(sheet, formats, row, self.env._("Examples"), examples)
