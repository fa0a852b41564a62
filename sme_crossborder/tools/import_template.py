"""The import template as a spreadsheet; ``python -m`` this module to write it."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

import xlsxwriter

from .import_columns import TEMPLATE

TEMPLATE_FILE = Path(__file__).parents[1] / "static" / "xls" / "sme_firm_import.xlsx"


def build_template() -> bytes:
    """Return the template: headings and two invented firms.

    Columns of numbers that are no amounts are text, so that a spreadsheet neither
    drops leading zeros nor shortens long ones.
    """
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        # the same content makes the same file
        workbook.set_properties({"created": datetime.datetime(2026, 1, 1)})
        sheet = workbook.add_worksheet("Firms")
        text = workbook.add_format({"num_format": "@"})
        bold = workbook.add_format({"num_format": "@", "bold": True})
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(TEMPLATE):
            width = max(len(column.heading), len(column.example)) + 2
            sheet.set_column(at, at, width, text if column.is_text else None)
            sheet.write_string(0, at, column.heading, bold)
            for line, example in enumerate((column.example, column.second), start=1):
                if column.is_text:
                    sheet.write_string(line, at, example, text)
                elif example:
                    sheet.write_number(line, at, float(example))
    return output.getvalue()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE_FILE
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(build_template())
