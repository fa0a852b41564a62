from __future__ import annotations

from odoo import api, fields, models
from odoo.models import fix_import_export_id_paths

from ..tools.import_row import CONTEXT_FIRST_ROW, CONTEXT_GOOD_ROWS, CONTEXT_SKIP


class SmeFirmImport(models.AbstractModel):
    """Import of firms: the whole list is checked before anything is written.

    Odoo's ``load()`` gives up after ten errors, and a row that fails takes the rows
    before it back, so that a firm that stands twice in the list goes unnoticed. Here
    every row is read, checked and compared with all the others and with our files
    first, in a fixed number of queries. Then all rows are written, or none, or (if
    the user wants it) the good ones. A row finds its file again by own reference,
    number or name, so that a list that was interrupted can simply be imported again.
    """

    _name = "sme.firm.import"
    _inherit = [
        "sme.firm.import.read",
        "sme.firm.import.match",
        "sme.firm.import.write",
    ]
    _description = "Firm Import"

    # the import screen hands over the whole list with every batch
    _import_checks_whole_file = True

    external_key = fields.Char(
        string="Own reference",
        copy=False,
        help="Key of the firm in your own list. Importing the list again finds the "
        "file by it, even if name and number have changed.",
    )

    _company_external_key_uniq = models.UniqueIndex(
        "(company_id, external_key) WHERE external_key IS NOT NULL",
        "Another file of your organisation has this own reference.",
    )

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Import Template for Firms"),
                "template": "/sme_crossborder/static/xls/sme_firm_import.xlsx",
            }
        ]

    @api.model
    def load(self, fields, data):
        """Import a list of firms; see the class for what differs from Odoo's.

        Context: ``sme_import_good_rows`` writes the good rows and leaves the refused
        ones out; ``sme_import_skip`` rows were imported in an earlier call and are
        only compared with; ``sme_import_first_row`` is the number of the first row as
        the user sees it.

        :returns: as Odoo's, and ``refused``: list of dicts with ``row``, ``from``,
            ``to`` (positions in ``data``), ``name``, ``field``, ``column`` and
            ``reason``; ``created``, ``updated``, ``unchanged``: numbers of files
        """
        if self.env.su and self.env.context.get("install_module"):
            return super().load(fields, data)  # data files of a module
        self.check_access("create")
        paths = [fix_import_export_id_paths(path) for path in fields]
        rows = self._import_read_rows(paths, data)
        self._import_identify(rows)
        self._import_match(rows, self._import_row_number)
        skip = self.env.context.get(CONTEXT_SKIP) or 0
        end = self._import_window_end(rows, skip)
        if not self.env.context.get(CONTEXT_GOOD_ROWS):
            return self._import_all_or_nothing(rows, skip, end)
        window = [row for row in rows if skip <= row.first < end]
        ids = self._import_write([row for row in window if row.is_good])
        return self._import_result(window, ids, rows, skip, end)

    @api.model
    def _import_all_or_nothing(self, rows, skip, end):
        """Write the batch if no row of the rest of the list is refused."""
        rest = [row for row in rows if row.first >= skip]
        window = [row for row in rest if row.first < end]
        ids = {}
        if all(row.is_good for row in rest):
            with self.env.cr.savepoint() as savepoint:
                ids = self._import_write(window)
                if not all(row.is_good for row in window):
                    savepoint.rollback()
        if all(row.is_good for row in rest):
            return self._import_result(window, ids, rows, skip, end)
        refused = self._import_describe(rest)
        return {
            "ids": False,
            "messages": self._import_messages(refused),
            "nextrow": 0,
            "refused": refused,
            "created": 0,
            "updated": 0,
            "unchanged": 0,
        }

    @api.model
    def _import_result(self, window, ids, rows, skip, end):
        written = [row for row in window if row.first in ids]
        updated = sum(row.is_changed for row in written)
        known = sum(bool(row.file_id) for row in written)
        return {
            "ids": [ids[row.first] for row in written],
            "messages": [],
            # relative to the rows not imported yet, as Odoo's
            "nextrow": end - skip if any(row.first >= end for row in rows) else 0,
            "refused": self._import_describe(window),
            "created": len(written) - known,
            "updated": updated,
            "unchanged": known - updated,
        }

    @api.model
    def _import_window_end(self, rows, skip):
        """Position of the first row of the next batch; a firm's lines stay together."""
        limit = self.env.context.get("_import_limit")
        last = rows[-1].last + 1 if rows else 0
        if not limit:
            return last
        return next((r.first for r in rows if r.first >= skip + int(limit)), last)

    @api.model
    def _import_row_number(self, row):
        return row.first + (self.env.context.get(CONTEXT_FIRST_ROW) or 1)

    @api.model
    def _import_describe(self, rows):
        """Every fault of the rows, in the order of the list."""
        return [
            {
                "row": self._import_row_number(row),
                "from": row.first,
                "to": row.last,
                "name": row.vals.get("name") or "",
                "field": fault.path,
                "column": self._import_column_label(fault.path),
                "reason": fault.message,
            }
            for row in rows
            for fault in row.faults
        ]

    @api.model
    def _import_column_label(self, path):
        """The label of a column as the import screen shows it, '' for a whole row."""
        if path == "id":
            return self.env._("External ID")
        if path == ".id":
            return self.env._("Database ID")
        labels, model = [], self
        for fname in (path or "").split("/"):
            field = model._fields.get(fname)
            if not field:
                break
            labels.append(field._description_string(self.env))
            if field.relational:
                model = self.env[field.comodel_name]
        return " / ".join(labels)

    @api.model
    def _import_messages(self, refused):
        """The refused rows in the form in which ``load()`` reports errors."""
        return [
            {
                "type": "error",
                "message": fault["reason"],
                "field": fault["field"] or False,
                "field_name": fault["column"],
                "field_path": (fault["field"] or "").split("/"),
                "record": fault["from"],
                "rows": {"from": fault["from"], "to": fault["to"]},
            }
            for fault in refused
        ]
