from __future__ import annotations

import base64
import codecs
import contextlib
import re

from odoo import api, models

from odoo.addons.base_import.models.base_import import (
    FIELDS_RECURSION_LIMIT,
    ImportValidationError,
)

from ..tools.import_columns import path_of_heading
from ..tools.import_refused import refused_table, text_workbook
from ..tools.import_row import CONTEXT_FIRST_ROW, CONTEXT_GOOD_ROWS, CONTEXT_SKIP

# a comma that no group of three digits follows
DECIMAL_COMMA = re.compile(r"[-+]?\d+,(\d{1,2}|\d{4,})")
SPACES = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))")


class BaseImportImport(models.TransientModel):
    """Hand the whole list to models that check it as a whole."""

    _inherit = "base_import.import"

    def _checks_whole_file(self):
        model = self.env.get(self.res_model)
        return getattr(model, "_import_checks_whole_file", False)

    @api.model
    def get_fields_tree(self, model, depth=FIELDS_RECURSION_LIMIT):
        """Offer fields nobody types, where a model finds its records by them."""
        tree = super().get_fields_tree(model, depth=depth)
        Model = self.env[model]
        if not depth:
            return tree
        known = {field["name"] for field in tree}
        return tree + [
            {
                "id": fname,
                "name": fname,
                "string": Model._fields[fname]._description_string(self.env),
                "required": False,
                "fields": [],
                "type": Model._fields[fname].type,
                "model_name": model,
            }
            for fname in getattr(Model, "_import_key_fields", ())
            if fname not in known
        ]

    def execute_import(self, fields, columns, options, dryrun=False):
        """Tell the model where the batch begins instead of cutting the list there."""
        if not self._checks_whole_file():
            return super().execute_import(fields, columns, options, dryrun=dryrun)
        whole = self.with_context(
            **{
                CONTEXT_SKIP: int(options.get("skip") or 0),
                CONTEXT_FIRST_ROW: 2 if options.get("has_headers") else 1,
                CONTEXT_GOOD_ROWS: bool(options.get("sme_good_rows")),
            }
        )
        result = super(BaseImportImport, whole).execute_import(
            fields, columns, options, dryrun=dryrun
        )
        # names of the batch only, and not ours: the refused rows carry their own
        result["name"] = []
        return result

    def make_refused_file(self, fields, options, refused):
        """Return the refused rows of the uploaded file as a spreadsheet.

        :param fields: mapping of the columns, as for :meth:`execute_import`
        :param refused: what :meth:`sme.firm.load` returned under that name
        :returns: dict with ``filename`` and ``content`` (base64)
        """
        self.ensure_one()
        _length, lines = self._read_file(dict(options))
        headings = [field or "" for field in fields]
        if options.get("has_headers"):
            headings, lines = lines[0], lines[1:]
        mapped = [at for at, field in enumerate(fields) if field]
        # positions count lines with anything in a mapped column, as the import does
        lines = [line for line in lines if any(line[at] for at in mapped)]
        content = text_workbook(refused_table(headings, lines, refused))
        name = (self.file_name or "").rpartition(".")[0] or self.res_model
        return {
            "filename": self.env._("%(name)s - refused rows.xlsx", name=name),
            "content": base64.b64encode(content).decode(),
        }

    def _read_file(self, options):
        """Fill up lines with too few cells, as spreadsheets save them."""
        length, lines = super()._read_file(options)
        if self._checks_whole_file() and lines:
            width = len(lines[0])
            lines = [[*line, *[""] * (width - len(line))] for line in lines]
        return length, lines

    def _read_csv(self, options):
        """Take UTF-8 for what it is instead of guessing from a few accents."""
        if self._checks_whole_file() and not options.get("encoding"):
            with contextlib.suppress(UnicodeDecodeError):
                content = self.file or b""
                content.decode()
                has_mark = content.startswith(codecs.BOM_UTF8)
                options["encoding"] = "utf-8-sig" if has_mark else "utf-8"
        return super()._read_csv(options)

    @api.model
    def _convert_import_data(self, fields, options):
        if CONTEXT_SKIP in self.env.context:
            options = {**options, "skip": 0}
        return super()._convert_import_data(fields, options)

    @api.model
    def _parse_float_from_data(self, data, index, name, options):
        """Leave a cell that is no number as it is: the model names all such rows.

        Of a column in which one number can only have a decimal comma (7,5), all have:
        stock would take the comma for thousands and read 75. Spaces between digits
        group thousands.
        """
        if CONTEXT_SKIP not in self.env.context:
            return super()._parse_float_from_data(data, index, name, options)
        texts = [str(line[index] or "") for line in data]
        if any(DECIMAL_COMMA.fullmatch(SPACES.sub("", text)) for text in texts):
            options = options | {
                "float_thousand_separator": ".",
                "float_decimal_separator": ",",
            }
        for line, text in zip(data, texts, strict=True):
            line[index] = SPACES.sub("", text)
            try:
                super()._parse_float_from_data([line], index, name, options)
            except ImportValidationError:
                line[index] = text
        return None

    def _parse_date_from_data(self, data, index, name, field_type, options):
        """Leave a cell that is no date as it is: the model names all such rows."""
        if CONTEXT_SKIP not in self.env.context:
            return super()._parse_date_from_data(data, index, name, field_type, options)
        for line in data:
            text = line[index]
            try:
                super()._parse_date_from_data([line], index, name, field_type, options)
            except ImportValidationError:
                line[index] = text
        return None

    def _get_mapping_suggestion(
        self, header, fields_tree, header_types, mapping_fields
    ):
        """Know the template's headings, and those of lists people have."""
        if self.res_model == "sme.firm":
            path = path_of_heading(header)
            if path == "":
                return {}
            if path and header.lower() not in mapping_fields:
                return {"field_path": path.split("/"), "distance": 0}
        return super()._get_mapping_suggestion(
            header, fields_tree, header_types, mapping_fields
        )
