"""Columns of the import template for partner leads."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

TEMPLATE_FILE = (
    Path(__file__).parents[1] / "static" / "xls" / "sme_partner_lead_import.xlsx"
)


class Column(NamedTuple):
    """A column: its heading as the screen names the field, and two examples."""

    heading: str
    path: str
    example: str
    second: str = ""


COLUMNS: tuple[Column, ...] = (
    Column("Reference", "reference", ""),
    Column("Reference in the network", "network_reference", ""),
    Column("Type", "lead_type", "BO", "TR"),
    Column("Firm", "firm_id", "Name of your firm", "Name of your firm"),
    Column("Language of the text", "language_id", "en", "sv"),
    Column(
        "Title",
        "title",
        "Swedish firm offers remote heart follow-up for hospitals",
        "Mätteknik för sågverk söks av svenskt programvaruföretag",
    ),
    Column(
        "Short summary",
        "summary",
        "A Swedish firm for digital health offers software with which hospitals follow "
        "heart patients at home. It looks for distributors in the Baltic countries.",
        "Ett svenskt företag söker teknik som mäter stockar utan att stoppa linan.",
    ),
    Column("Description", "description", "Who, what, what for, why and how.", ""),
    Column(
        "Advantages and innovation", "advantages", "What is better, and how so.", ""
    ),
    Column(
        "Technical specification or expertise sought",
        "specification",
        "",
        "Mäter tusen stockar i timmen.",
    ),
    Column("Role of the partner", "expected_role", "Sells and installs.", ""),
    Column("Stage of development", "development_stage", "market", ""),
    Column("Intellectual property rights", "ipr_status", "granted", ""),
    Column("Types of cooperation", "cooperation_type_ids", "commercial", "research"),
    Column("Type and size of partner", "partner_type_ids", "sme_49, sme_249", "other"),
    Column("Market keywords", "market_keyword_ids", "02007012", "02007008"),
    Column("Technology keywords", "technology_keyword_ids", "01004001, 01003006", ""),
    Column("Activities (NACE)", "nace_ids", "62.10", ""),
    Column(
        "Capabilities offered", "capability_offered_ids", "software_development", ""
    ),
    Column(
        "Capabilities sought", "capability_sought_ids", "sales_distribution_abroad", ""
    ),
    Column("Sustainable development goals", "sdg_ids", "3, 9", "12"),
    Column("Target countries", "target_country_ids", "EE, LV, LT", "Finland, EE"),
    Column("Languages of the partner", "partner_language_ids", "en, lv", "en"),
)


def build_template() -> bytes:
    """Return the template: headings and two invented leads, all cells text."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        # the same content makes the same file
        workbook.set_properties({"created": datetime.datetime(2026, 1, 1)})
        sheet = workbook.add_worksheet("Partner leads")
        text = workbook.add_format({"num_format": "@"})
        bold = workbook.add_format({"num_format": "@", "bold": True})
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(COLUMNS):
            sheet.set_column(at, at, max(len(column.heading), 20) + 2, text)
            sheet.write_string(0, at, column.heading, bold)
            for line, example in enumerate((column.example, column.second), start=1):
                sheet.write_string(line, at, example, text)
    return output.getvalue()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE_FILE
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(build_template())
