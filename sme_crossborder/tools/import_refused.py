"""The file of refused rows: to be corrected and imported again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from .import_columns import REFUSED_HEADINGS, path_of_heading
from .import_row import cell_text


def refused_table(
    headings: Sequence[str], lines: Sequence[Sequence], refused: Iterable[dict]
) -> list[list[str]]:
    """Return the refused lines as they were, with row, column and reason before them.

    Faults of one row stand together. Columns that an earlier file of refused rows
    added are left out.

    :param refused: dicts with ``from`` and ``to`` (positions in ``lines``), ``row``,
        ``column`` and ``reason``

    >>> fault = {"from": 0, "to": 0, "row": 2, "column": "PIC", "reason": "Too short"}
    >>> refused_table(["Name", "PIC"], [["Fjord AB", "12"]], [fault])[1]
    ['2', 'PIC', 'Too short', 'Fjord AB', '12']
    """
    kept = [at for at, text in enumerate(headings) if path_of_heading(text) != ""]
    table = [[*REFUSED_HEADINGS, *(str(headings[at]) for at in kept)]]
    faults_of: dict[tuple[int, int], list[dict]] = {}
    for fault in refused:
        faults_of.setdefault((fault["from"], fault["to"]), []).append(fault)
    for (first, last), faults in sorted(faults_of.items()):
        columns = dict.fromkeys(fault["column"] for fault in faults if fault["column"])
        note = [
            str(faults[0]["row"]),
            ", ".join(columns),
            " ".join(dict.fromkeys(fault["reason"] for fault in faults)),
        ]
        for line in lines[first : last + 1]:
            table.append([*note, *(cell_text(line[at]) for at in kept)])
            note = ["", "", ""]
    return table


def text_workbook(table: Sequence[Sequence[str]]) -> bytes:
    """Return an XLSX with every cell as text, so that no number loses a digit."""
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        text = workbook.add_format({"num_format": "@"})
        heading = workbook.add_format({"num_format": "@", "bold": True})
        sheet.set_column(0, len(table[0]) - 1, 18, text)
        sheet.freeze_panes(1, 0)
        for at, line in enumerate(table):
            for column, value in enumerate(line):
                sheet.write_string(at, column, value, heading if at == 0 else text)
    return output.getvalue()
