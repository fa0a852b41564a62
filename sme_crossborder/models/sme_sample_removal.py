import contextlib
from collections import defaultdict

import psycopg2

from odoo import SUPERUSER_ID, Command, api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

from .reporting_lock import release_reported

LEDGER = "sme_sample"
MODULE = "sme_crossborder"
NAMED = 3  # records that are named; of the others it is said how many
# shared by whoever has the same: they stay while somebody real does
SHARED = {"sme_entity", "sme_audience"}
# lines of these, which go with them or with the organisation they name
SHARED_LINES = {"sme_audience_reader", "sme_audience_exclusion"}
# never deleted for hanging on something: they are moved elsewhere first
PROTECTED = {"res.users", "res.company"}
# what knows of every currency, whether it is used or not
KNOWS_CURRENCIES = {"res_country", "res_currency_rate"}
# written by jobs and by signing in, never by somebody: they go with what they are of
DERIVED = {
    "bus.presence",
    "discuss.channel.member",
    "mail.followers",
    "mail.notification",
    "mail.presence",
    "mail.tracking.value",
    "res.users.log",
    "res.users.settings",
    "sme.audience.exclusion",
    "sme.audience.reader",
    "sme.indicator.receipt",
    "sme.indicator.value",
    "sme.journey.stage.log",
    "sme.match.told",
}
SEVERAL_COMPANIES = "base.group_multi_company"
LOGGED = ("create_uid", "write_uid")


class SmeSampleRemoval(models.AbstractModel):
    """Takes the sample world away, and nothing that somebody made.

    What was made later and cannot be without a sample record is found by the keys of
    the database and by the records that messages, files and steps stand on. It is
    listed, and goes along only when that was said. A key that may be empty is emptied.
    """

    _name = "sme.sample.removal"
    _description = "Removal of the Sample World"

    @api.model
    def _find_added(self):
        """Return what was made later and hangs on the sample world.

        :returns: dict of model name → ids
        """
        _doomed, added = self._collect()
        return {model: sorted(ids) for model, ids in added.items()}

    @api.model
    def _describe_added(self, added):
        """Return what was added in words, one line for each kind.

        Records are named as far as the user may read them.
        """
        lines = []
        for model, ids in sorted(added.items()):
            records = self.env[model].browse(ids)
            readable = (
                records._filtered_access("read")
                if self.env[model].has_access("read")
                else records.browse()
            )
            names = readable[:NAMED].mapped("display_name")
            more = len(ids) - len(names)
            text = ", ".join(str(name) for name in names)
            if more:
                text = (
                    self.env._("%(names)s and %(count)s more", names=text, count=more)
                    if text
                    else self.env._("%(count)s records", count=more)
                )
            lines.append(f"{self.env[model]._description}: {text}")
        return lines

    @api.model
    def _remove(self, with_added=False):
        """Delete the sample world.

        :param bool with_added: what was added to it goes along
        :raises AccessError: the user is no administrator
        :raises UserError: something real hangs on it; with the list, and what to do
        """
        self._check_may_change()
        if not self._is_loaded():
            raise UserError(self.env._("There is no sample world to remove."))
        if self._is_loading():
            raise UserError(
                self.env._(
                    "The sample world is being loaded. Wait until it is here; then it "
                    "can be removed."
                )
            )
        self.env.flush_all()
        doomed, added = self._collect()
        moved = {model: ids for model, ids in added.items() if model in PROTECTED}
        if moved:
            raise UserError(
                self.env._(
                    "These work in an organisation of the sample world. Give them "
                    "another one first:\n%(list)s",
                    list="\n".join(self._describe_added(moved)),
                )
            )
        if added and not with_added:
            raise UserError(
                self.env._(
                    "Somebody added this to records of the sample world, and it would "
                    "go with them:\n%(list)s\n\nMove what you want to keep to a firm, "
                    "project or organisation of your own, or say that it may go.",
                    list="\n".join(self._describe_added(added)),
                )
            )
        for model, ids in added.items():
            doomed[self.env[model]._table] |= ids
        self._delete(doomed)
        state = self._read_state()
        self._switch_off_currencies(state)
        self._leave_several_companies(state)
        self._write_state({})

    # ------------------------------------------------------------------
    # Looking
    # ------------------------------------------------------------------

    def _get_remembered(self):
        """Return ``{table: ids}`` of the sample world."""
        self.env.cr.execute(
            SQL("SELECT model, res_id FROM ir_model_data WHERE module = %s", LEDGER)
        )
        found = defaultdict(set)
        for model, res_id in self.env.cr.fetchall():
            if model in self.env:
                found[self.env[model]._table].add(res_id)
        return found

    def _get_keys(self, tables, emptied=False):
        """Return ``{table: [(table that points at it, column)]}`` of what must go.

        :param bool emptied: keys that are emptied when their record goes, too
        """
        self.env.cr.execute(
            """SELECT target.relname, source.relname, attribute.attname
                 FROM pg_constraint c
                 JOIN pg_class source ON source.oid = c.conrelid
                 JOIN pg_class target ON target.oid = c.confrelid
                 JOIN pg_attribute attribute
                   ON attribute.attrelid = c.conrelid AND attribute.attnum = c.conkey[1]
                WHERE c.contype = 'f' AND cardinality(c.conkey) = 1
                  AND (%s OR c.confdeltype <> 'n')
                  AND c.connamespace = current_schema()::regnamespace""",
            [emptied],
        )
        keys = defaultdict(list)
        for target, source, column in self.env.cr.fetchall():
            if source in tables and column not in LOGGED:
                keys[target].append((source, column))
        return keys

    def _get_standing(self, tables):
        """Return ``[(table, column of the model)]`` of what stands on any record."""
        self.env.cr.execute(
            """SELECT table_name, array_agg(column_name::text)
                 FROM information_schema.columns
                WHERE table_schema = current_schema()
                  AND column_name IN ('res_id', 'res_model', 'model')
                GROUP BY table_name"""
        )
        standing = []
        for table, columns in self.env.cr.fetchall():
            if table not in tables or "res_id" not in columns:
                continue
            if tables[table] == "ir.model.data":
                continue
            for column in ("res_model", "model"):
                if column in columns:
                    standing.append((table, column))
                    break
        return standing

    def _collect(self):
        """Return what goes, and what was added to it by somebody.

        :returns: ``({table: ids}, {model name: ids})``
        """
        tables = self._get_tables()
        keys, standing = self._get_keys(tables), self._get_standing(tables)
        doomed = self._get_remembered()
        added = defaultdict(set)
        waiting = [
            (table, set(ids))
            for table, ids in doomed.items()
            if table not in SHARED | SHARED_LINES
        ]
        while waiting:
            table, ids = waiting.pop()
            hanging = [
                (source, self._find_pointing(source, column, ids))
                for source, column in keys[table]
            ]
            hanging += [
                (source, self._find_standing(source, column, tables[table], ids))
                for source, column in standing
            ]
            for source, rows in hanging:
                model = tables[source]
                new = {row: uid for row, uid in rows if row not in doomed[source]}
                new = {row: uid for row, uid in new.items() if row not in added[model]}
                if not new:
                    continue
                by_nobody = {
                    row
                    for row, uid in new.items()
                    if model in DERIVED
                    or self.env[model]._transient
                    or (
                        uid in (None, SUPERUSER_ID)
                        and (source, "res_model") in standing
                    )
                    or (uid in (None, SUPERUSER_ID) and model == "mail.message")
                }
                doomed[source] |= by_nobody
                added[model] |= new.keys() - by_nobody
                if model not in PROTECTED:
                    waiting.append((source, set(new)))
        return doomed, {model: ids for model, ids in added.items() if ids}

    def _find_pointing(self, source, column, ids):
        return self._read_rows(
            source, SQL("%s = ANY(%s)", SQL.identifier(column), list(ids))
        )

    def _find_standing(self, source, column, model, ids):
        return self._read_rows(
            source,
            SQL(
                "%s = %s AND res_id = ANY(%s)",
                SQL.identifier(column),
                model,
                list(ids),
            ),
        )

    def _read_rows(self, table, where):
        """Return ``[(id, who made it)]``."""
        model = self._get_tables()[table]
        maker = SQL("create_uid" if self.env[model]._log_access else "NULL::int")
        self.env.cr.execute(
            SQL("SELECT id, %s FROM %s WHERE %s", maker, SQL.identifier(table), where)
        )
        return self.env.cr.fetchall()

    # ------------------------------------------------------------------
    # Deleting
    # ------------------------------------------------------------------

    def _delete(self, doomed):
        """Delete rows, in whatever order the keys of the database allow.

        :param dict doomed: table → ids
        """
        cr = self.env.cr
        files = self._find_files(doomed)
        # what was reported for a sample period is held by triggers
        release_reported(cr)
        left = {
            table: list(ids)
            for table, ids in doomed.items()
            if ids and table not in SHARED_LINES
        }
        shared = {table: left.pop(table) for table in SHARED & left.keys()}
        why = None
        while left:
            before = len(left)
            for table in list(left):
                try:
                    with mute_logger("odoo.sql_db"), cr.savepoint(flush=False):
                        cr.execute(
                            SQL(
                                "DELETE FROM %s WHERE id = ANY(%s)",
                                SQL.identifier(table),
                                left[table],
                            )
                        )
                    del left[table]
                except psycopg2.IntegrityError as error:
                    why = error
            if len(left) == before:
                raise UserError(
                    self.env._(
                        "The sample world could not be removed, and nothing was "
                        "changed: %(why)s",
                        why=why,
                    )
                )
        self._delete_shared(shared)
        self._hold_reported()
        self._forget(doomed)
        self.env.invalidate_all(flush=False)
        self.env.registry.clear_all_caches()
        for name in files:
            self.env["ir.attachment"]._file_delete(name)

    def _find_files(self, doomed):
        """Return the names of the stored files that go."""
        self.env.cr.execute(
            SQL(
                """SELECT DISTINCT store_fname FROM ir_attachment
                    WHERE id = ANY(%s) AND store_fname IS NOT NULL""",
                list(doomed["ir_attachment"]),
            )
        )
        return [name for (name,) in self.env.cr.fetchall()]

    def _delete_shared(self, shared):
        """Delete of what real records may share those that none does, one by one."""
        for table, ids in shared.items():
            delete = SQL("DELETE FROM %s WHERE id = ", SQL.identifier(table))
            for record_id in ids:
                with (
                    contextlib.suppress(psycopg2.IntegrityError),
                    mute_logger("odoo.sql_db"),
                    self.env.cr.savepoint(flush=False),
                ):
                    self.env.cr.execute(SQL("%s%s", delete, record_id))

    def _switch_off_currencies(self, state):
        """Switch those off again that the organisations of the sample world needed.

        One that anything else uses by now stays.

        :param dict state: as it was kept while the sample world was loaded
        """
        # as the system: they were switched on by it
        Currency = self.env["res.currency"].with_user(SUPERUSER_ID)
        currencies = Currency.browse(state.get("currencies", [])).exists()
        keys = self._get_keys(self._get_tables(), emptied=True)["res_currency"]
        unused = currencies.filtered(
            lambda currency: (
                not any(
                    self._find_pointing(source, column, currency.ids)
                    for source, column in keys
                    if source not in KNOWS_CURRENCIES
                )
            )
        )
        unused.active = False
        if Currency.search([("active", "=", True)]).ids == state.get("only_currencies"):
            # nobody chose among currencies before
            Currency._deactivate_group_multi_currency()

    def _leave_several_companies(self, state):
        """Take those off Odoo's list who worked in several companies for a while.

        :param dict state: as it was kept while the sample world was loaded
        """
        listed = self._get_users_of_several()
        before = listed.browse(state.get("several_companies", listed.ids))
        (listed - before).filtered(lambda user: len(user.company_ids) < 2).write(
            {"group_ids": [Command.unlink(self.env.ref(SEVERAL_COMPANIES).id)]}
        )

    def _hold_reported(self):
        """Hold again what is reported of real periods."""
        for model in (
            "sme.reporting.period",
            "sme.reporting.contribution",
            "sme.reporting.document",
            "sme.indicator.value",
            "sme.indicator.receipt",
        ):
            self.env[model].init()

    def _forget(self, doomed):
        """Delete the external ids of what is gone, and the list of it."""
        for table, ids in doomed.items():
            self.env.cr.execute(
                SQL(
                    "DELETE FROM ir_model_data WHERE model = %s AND res_id = ANY(%s)",
                    self._get_tables()[table],
                    list(ids),
                )
            )
        self.env.cr.execute(SQL("DELETE FROM ir_model_data WHERE module = %s", LEDGER))
