from odoo import api, models
from odoo.tools import html2plaintext

# what a spreadsheet cannot hold, or what is kept elsewhere in the export
LEFT_OUT_TYPES = ("one2many", "binary", "properties", "properties_definition", "json")
# keys of links
LEFT_OUT_FIELDS = ("id", "access_token")
LEFT_OUT_PREFIXES = ("message_", "activity_", "my_activity_", "website_message_")


class SmeExportTable(models.AbstractModel):
    """Records as rows of text: names instead of ids, labels instead of keys."""

    _name = "sme.export.table"
    _description = "Export: Columns and Rows"

    @api.model
    def _get_columns(self, Model):
        """Names of the stored fields of a model that the user may read."""
        return [
            name
            for name, field in Model._fields.items()
            if field.store
            and name not in LEFT_OUT_FIELDS
            and field.type not in LEFT_OUT_TYPES
            and not name.startswith(LEFT_OUT_PREFIXES)
            and Model._has_field_access(field, "read")
        ]

    @api.model
    def _get_file_fields(self, Model):
        """Names of the fields of a model that hold a file the user may read."""
        return [
            name
            for name, field in Model._fields.items()
            if field.type == "binary"
            and field.store
            and not (name.startswith("image_") and name != "image_1920")
            and Model._has_field_access(field, "read")
        ]

    @api.model
    def _is_linked(self, field):
        """Whether the target may stand in another file of the export, by its id."""
        ours = field.type == "many2one" and field.comodel_name
        return bool(ours) and ours.startswith(
            ("sme.", "crm.lead", "res.partner", "event.event", "event.registration")
        )

    @api.model
    def _get_header(self, Model, columns):
        """Labels in the user's language; of two alike, both with their field name."""
        labels = {
            name: Model._fields[name]._description_string(self.env) for name in columns
        }
        taken = list(labels.values())
        header = ["ID", self.env._("Record")]
        for name, label in labels.items():
            title = label if taken.count(label) == 1 else f"{label} ({name})"
            if Model._fields[name].type == "datetime":
                title = f"{title} (UTC)"
            header.append(title)
            if self._is_linked(Model._fields[name]):
                header.append(f"{title}: ID")
        return header

    @api.model
    def _read_rows(self, records, columns):
        """Return one row for each record, in the order of :meth:`_get_header`."""
        records.fetch(columns)
        cells = [self._read_column(records, name) for name in columns]
        return [
            [
                record.id,
                self._harmless(record.display_name or ""),
                *(cell for column in cells for cell in column[record.id]),
            ]
            for record in records
        ]

    def _read_column(self, records, name):
        """Return ``{id of record: cells}`` of one field."""
        field = records._fields[name]
        if field.type in ("many2one", "many2many"):
            # the name of what the user may not read is not told
            readable = records[name]._filtered_access("read")
            names = {target.id: target.display_name for target in readable}
        if field.type == "many2one":
            linked = self._is_linked(field)
            return {
                record.id: [
                    self._harmless(names.get(record[name].id, "")),
                    *([record[name].id or ""] if linked else []),
                ]
                for record in records
            }
        if field.type == "many2many":
            return {
                record.id: [
                    self._harmless(
                        "; ".join(
                            names[target.id]
                            for target in record[name]
                            if target.id in names
                        )
                    )
                ]
                for record in records
            }
        labels = (
            dict(field._description_selection(self.env))
            if field.type == "selection"
            else None
        )
        return {
            record.id: [self._to_cell(field, record[name], labels)]
            for record in records
        }

    @api.model
    def _to_cell(self, field, value, labels):
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type in ("integer", "float", "monetary", "many2one_reference"):
            return value
        if not value:
            return ""
        if labels is not None:
            return labels.get(value, value)
        if field.type == "html":
            value = self._plain(value)
        return self._harmless(str(value))

    @api.model
    def _plain(self, value):
        return html2plaintext(value or "").strip()

    @api.model
    def _harmless(self, value):
        """A text that a spreadsheet would take for a formula is marked as a text."""
        if value and value.startswith(("=", "+", "-", "@", "\t", "\r")):
            return f"'{value}"
        return value
