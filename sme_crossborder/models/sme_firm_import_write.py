from __future__ import annotations

import psycopg2

from odoo import Command, api, models
from odoo.exceptions import UserError
from odoo.tools import split_every

CHUNK = 500
# A line of a file is known again by the first of these that the list gives
LINE_KEYS = {
    "year_ids": ("year",),
    "contact_ids": ("email", "name"),
    "product_ids": ("name",),
}


class SmeFirmImportWrite(models.AbstractModel):
    """Checked rows → new files, and what they change on files there are.

    Nobody is told by mail and nobody is made to follow but the advisers of new files.
    A new file leaves no line in its log (it says who created it and when); what
    changes on a file that was there is logged as any change is.
    """

    _name = "sme.firm.import.write"
    _description = "Firm Import: Writing"

    @api.model
    def _import_write(self, rows):
        """Write good rows; a row the database refuses after all gets a fault.

        :returns: dict of row position → id of the file
        """
        quiet = self.with_context(
            import_file=False,
            mail_activity_quick_update=True,
            mail_auto_subscribe_no_notify=True,
            mail_create_nolog=True,
            mail_create_nosubscribe=True,
        )
        ids = {}
        new = [row for row in rows if not row.file_id]
        creating = quiet.with_context(tracking_disable=True)
        for chunk in split_every(CHUNK, new, list):
            creating._import_attempt(chunk, creating._import_create, ids)
        updating = quiet.with_context(tracking_disable=False)
        known = [row for row in rows if row.file_id]
        for chunk in split_every(CHUNK, known, list):
            updating._import_attempt(chunk, updating._import_update, ids)
        return ids

    @api.model
    def _import_attempt(self, rows, write, ids):
        """Write rows together, and by halves where that fails, to find the culprit."""
        try:
            with self.env.cr.savepoint():
                ids.update(write(rows))
        except (UserError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            if len(rows) == 1:
                message = (
                    self._sql_error_to_message(error)
                    if isinstance(error, psycopg2.Error)
                    else str(error)
                )
                rows[0].refuse(None, message)
                return
            middle = len(rows) // 2
            self._import_attempt(rows[:middle], write, ids)
            self._import_attempt(rows[middle:], write, ids)

    @api.model
    def _import_create(self, rows):
        firms = self.create(
            [{**row.vals, **row.typed, "company_id": row.company_id} for row in rows]
        )
        for user, files in firms.grouped("user_id").items():
            if user and user != self.env.user:
                self.env["mail.followers"]._insert_followers(
                    self._name, files.ids, user.partner_id.ids, check_existing=False
                )
        return {row.first: firm.id for row, firm in zip(rows, firms, strict=True)}

    @api.model
    def _import_update(self, rows):
        """Write what differs; an empty cell says nothing and leaves the file alone."""
        firms = self.browse([row.file_id for row in rows])
        for row, firm in zip(rows, firms, strict=True):
            changes = firm._import_changes(row)
            if changes:
                firm.write(changes)
                row.is_changed = True
        return {row.first: row.file_id for row in rows}

    def _import_changes(self, row):
        """Return the values of a row that the file does not hold yet."""
        self.ensure_one()
        changes = {}
        for fname, value in row.vals.items():
            field = self._fields[fname]
            if field.type == "one2many":
                if commands := self._import_line_changes(fname, value):
                    changes[fname] = commands
                continue
            cached = field.convert_to_cache(value, self)
            if field.convert_to_record(cached, self) != self[fname]:
                changes[fname] = value
        for fname, text in row.typed.items():
            if row.identity.get(fname) != self[fname]:
                changes[fname] = text
        return changes

    def _import_line_changes(self, fname, commands):
        """Turn "new line" into "change that line" where the file has it already."""
        result = []
        for command, _id, values in commands:
            line = self._import_find_line(fname, values)
            if command != Command.CREATE or not line:
                result.append((command, _id, values))
                continue
            changes = {
                key: value
                for key, value in values.items()
                if value and self._is_other_value(line, key, value)
            }
            if changes:
                result.append(Command.update(line.id, changes))
        return result

    def _import_find_line(self, fname, values):
        keys = [key for key in LINE_KEYS.get(fname, values) if values.get(key)]
        if fname in LINE_KEYS:
            keys = keys[:1]
        return self[fname].filtered(
            lambda line: (
                not any(self._is_other_value(line, key, values[key]) for key in keys)
            )
        )[:1]

    @api.model
    def _is_other_value(self, line, fname, value):
        field = line._fields[fname]
        cached = field.convert_to_cache(value, line)
        new, old = field.convert_to_record(cached, line), line[fname]
        if isinstance(new, str) and isinstance(old, str):
            return new.casefold() != old.casefold() if fname == "email" else new != old
        return new != old
