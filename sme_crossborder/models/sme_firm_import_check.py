from __future__ import annotations

import datetime
import math
import re

from odoo import api, models

EARLIEST_YEAR = 1200
# A lost character, or UTF-8 read as another encoding: "OÃœ", "O√ú"
DAMAGED = re.compile("\N{REPLACEMENT CHARACTER}|[ÃÂ][\u0080-\u00bf\u0152-\u2122]|√\\w")
NUMBERS = {"integer": int, "float": float, "monetary": float}


class SmeFirmImportCheck(models.AbstractModel):
    """What the database would refuse in a row, or accept and be wrong."""

    _name = "sme.firm.import.check"
    _description = "Firm Import: Checks"

    @api.model
    def _import_check_numbers(self, row):
        """Refuse cells that are no numbers and take them out of the row.

        Odoo's converter would do so too, but of figures it does not name the column.
        """
        for fname, cell in row.cells.items():
            field = self._fields.get(fname)
            if field and field.type == "one2many":
                for line in cell:
                    self._import_check_cells(
                        row, self.env[field.comodel_name], line, f"{fname}/"
                    )
        self._import_check_cells(row, self, row.cells)

    @api.model
    def _import_check_cells(self, row, model, cells, prefix=""):
        for fname, text in cells.items():
            field = model._fields.get(fname)
            read = NUMBERS.get(field.type) if field else None
            if not read or not text or fname == "id":  # that one is an External ID
                continue
            try:
                # a spreadsheet writes the year 2024 as 2024.0 now and then
                if not math.isfinite(read(text.removesuffix(".0"))):
                    raise ValueError
                cells[fname] = text.removesuffix(".0")
            except ValueError:
                cells[fname] = ""
                message = self.env._("“%(text)s” is not a number.", text=text)
                row.refuse(f"{prefix}{fname}", message)

    @api.model
    def _import_check_values(self, row):
        """Check what the database would refuse, or accept and be wrong; a hook."""
        name = row.vals.get("name")
        if name and not any(char.isalnum() for char in name):
            row.refuse("name", self.env._("“%(name)s” is not a name.", name=name))
        elif name and DAMAGED.search(name):
            message = self.env._(
                "“%(name)s” has characters that were damaged when the list was saved. "
                "Save it as UTF-8, or type the name again.",
                name=name,
            )
            row.refuse("name", message)
        for fname in ("email", "phone", "website"):
            problem = self._find_contact_problem(fname, row.vals.get(fname))
            if problem:
                row.refuse(fname, problem)
            elif fname == "website" and row.vals.get(fname):
                # as the contact will keep it, so that the same list changes nothing
                clean = self.env["res.partner"]._clean_website
                row.vals[fname] = clean(row.vals[fname])
        year = row.vals.get("founding_year")
        if year and not EARLIEST_YEAR <= year <= datetime.date.today().year:
            message = self.env._(
                "A firm cannot have been founded in %(year)s.", year=year
            )
            row.refuse("founding_year", message)
        self._import_check_figures(row)

    @api.model
    def _import_check_figures(self, row):
        this_year = datetime.date.today().year
        seen = set()
        for _command, _id, line in row.vals.get("year_ids") or ():
            year = line.get("year")
            if not year and not any(f.path == "year_ids/year" for f in row.faults):
                message = self.env._("Figures need the year they belong to.")
                row.refuse("year_ids/year", message)
            if year and not 1900 <= year <= this_year:
                message = self.env._(
                    "%(year)s is not a closed accounting year.", year=year
                )
                row.refuse("year_ids/year", message)
            if year and year in seen:
                message = self.env._(
                    "The figures of %(year)s stand there twice.", year=year
                )
                row.refuse("year_ids/year", message)
            seen.add(year)
            for fname in ("headcount", "turnover", "balance_sheet"):
                if (line.get(fname) or 0) < 0:
                    message = self.env._("A figure cannot be negative.")
                    row.refuse(f"year_ids/{fname}", message)
