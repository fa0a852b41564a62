import json

import psycopg2

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError, UserError
from odoo.modules.module import Manifest
from odoo.tools import SQL, ormcache
from odoo.tools.convert import ParseError, convert_file

from .groups import SYSTEM
from .staff_words import for_reader

MODULE = "sme_crossborder"
LEDGER = "sme_sample"  # under this name it is remembered what was made
STATE = "sme_crossborder.sample"
EMPTY = "sme_crossborder.begun_empty"


class SmeSample(models.AbstractModel):
    """The sample world on a database without demo data: loaded, and remembered.

    The same files as a database with demo data gets, one after the other by a scheduled
    job: together they take longer than a request may. Whatever is made meanwhile, by
    them or by what follows from them, is listed in `ir.model.data` under a module name
    of its own. Removing is in `sme.sample.removal`.
    """

    _name = "sme.sample"
    _inherit = ["sme.sample.removal"]
    _description = "Sample World"

    # ------------------------------------------------------------------
    # How it stands
    # ------------------------------------------------------------------

    @api.model
    def _get_files(self):
        return Manifest.for_addon(MODULE)["demo"]

    @api.model
    def _get_state(self):
        """Return how far it is: ``done`` files, ``error`` in words; empty without one.

        What the state keeps for the job alone is left out.
        """
        state = self._read_state()
        return {key: state[key] for key in ("done", "error") if key in state}

    def _read_state(self):
        # as the system: settings are the administrator's
        parameters = self.env["ir.config_parameter"].with_user(SUPERUSER_ID)
        return json.loads(parameters.get_param(STATE) or "{}")

    def _write_state(self, state):
        parameters = self.env["ir.config_parameter"].with_user(SUPERUSER_ID)
        parameters.set_param(STATE, json.dumps(state) if state else False)

    @api.model
    def _begin_empty(self):
        """Remember that somebody chose to begin without any records."""
        # as the system: settings are the administrator's
        parameters = self.env["ir.config_parameter"].with_user(SUPERUSER_ID)
        parameters.set_param(EMPTY, "1")

    @api.model
    def _has_begun_empty(self):
        # as the system: settings are the administrator's
        parameters = self.env["ir.config_parameter"].with_user(SUPERUSER_ID)
        return bool(parameters.get_param(EMPTY))

    @api.model
    def _is_loading(self):
        """Return whether the job has still something to load."""
        state = self._read_state()
        return (
            bool(state)
            and not state.get("error")
            and state["done"] < len(self._get_files())
        )

    @api.model
    def _is_loaded(self):
        """Return whether some of it is there, which can be removed again."""
        return bool(self._read_state())

    @api.model
    def _is_demo(self):
        """Return whether the database was made with demo data, which stays."""
        return not self._is_loaded() and bool(
            self.env.ref(f"{MODULE}.demo_company_acreo", raise_if_not_found=False)
        )

    def _check_may_change(self):
        if not self.env.user.has_group(SYSTEM):
            raise AccessError(
                self.env._(
                    "Only an administrator loads and removes the sample world: it has "
                    "organisations and people of its own who can sign in."
                )
            )

    # ------------------------------------------------------------------
    # Loading
    # ------------------------------------------------------------------

    @api.model
    def _begin(self, password):
        """Have the sample world made by the scheduled job, from now on.

        :param str password: of each sample person
        :raises AccessError: the user is no administrator
        :raises UserError: it is there already
        """
        self._check_may_change()
        if self._is_loaded() or self._is_demo():
            raise UserError(self.env._("The sample world is loaded already."))
        Users = self.env["res.users"]
        if hasattr(Users, "_check_password_policy"):  # where it is installed
            Users._check_password_policy([password])
        secret = Users._crypt_context().hash(password)
        self._write_state({"done": 0, "secret": secret, "uid": self.env.uid})
        # as the system: jobs are the administrator's, which the user is
        job = self.env.ref(f"{MODULE}.ir_cron_sample").with_user(SUPERUSER_ID)
        job._trigger()

    @api.model
    def _cron_load(self):
        """Load what is asked for, a file at a time."""
        while self._is_loading():
            self._load_next()
            left = len(self._get_files()) - self._read_state()["done"]
            if not self.env["ir.cron"]._commit_progress(1, remaining=left):
                return

    def _load_next(self):
        """Load one file, and remember every record that came with it."""
        state = self._read_state()
        name = self._get_files()[state["done"]]
        # as the system: files of the module, which name their organisations themselves
        system = self.with_user(SUPERUSER_ID).with_context(
            no_reset_password=True, sme_sample=True
        )
        self.env.flush_all()
        before = self._get_last_ids()
        currencies = self.env["res.currency"].search([("active", "=", True)])
        state.setdefault("several_companies", self._get_users_of_several().ids)
        if not self._has_several_currencies():
            state.setdefault("only_currencies", currencies.ids)
        try:
            with self.env.cr.savepoint():
                convert_file(system.env, MODULE, name, {}, "init", noupdate=True)
                for user in system._find_people():
                    user._set_encrypted_password(user.id, state["secret"])
                system.env.flush_all()
                system._hold_mail(before)
                system._remember(before)
        except (ParseError, psycopg2.IntegrityError, UserError) as error:
            self._write_state({**state, "error": str(error)})
            return
        added = self.env["res.currency"].search([("active", "=", True)]) - currencies
        state["currencies"] = [*state.get("currencies", []), *added.ids]
        state["done"] += 1
        if state["done"] == len(self._get_files()):
            del state["secret"]
            user = self.env["res.users"].browse(state["uid"]).exists()
            told = for_reader(self, user).env._("The sample world is here.")
            user._bus_send("simple_notification", {"type": "success", "message": told})
        self._write_state(state)

    @api.model
    def _has_several_currencies(self):
        """Return whether users choose among currencies, as Odoo has it."""
        several = self.env.ref("base.group_multi_currency")
        return several in self.env.ref("base.group_user").all_implied_ids

    @api.model
    def _get_users_of_several(self):
        """Return whom Odoo lists as working in several companies, as the system."""
        several = self.env.ref("base.group_multi_company").with_user(SUPERUSER_ID)
        return several.with_context(active_test=False).user_ids

    def _hold_mail(self, before):
        """Send nothing to people there are not.

        :param dict before: highest id of each table, as it was
        """
        self.env["mail.mail"].search(
            [("id", ">", before["mail_mail"]), ("state", "=", "outgoing")]
        ).write({"state": "cancel"})
        self.env.flush_all()

    @api.model
    def _find_people(self):
        """Return the people of the sample world who can sign in, as the system."""
        lines = self.env["ir.model.data"].with_user(SUPERUSER_ID)
        lines = lines.search(
            [
                ("module", "=", MODULE),
                ("model", "=", "res.users"),
                ("name", "=like", "demo\\_user\\_%"),
            ]
        )
        return lines.env["res.users"].browse(lines.mapped("res_id")).exists()

    # ------------------------------------------------------------------
    # Remembering
    # ------------------------------------------------------------------

    @ormcache()
    def _get_tables(self):
        """Return ``{table: model name}`` of every table with an id of its own."""
        self.env.cr.execute(
            """SELECT c.table_name
                 FROM information_schema.columns c
                 JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE c.table_schema = current_schema() AND c.column_name = 'id'
                  AND t.table_type = 'BASE TABLE'"""
        )
        there = {table for (table,) in self.env.cr.fetchall()}
        return {
            Model._table: name
            for name, Model in self.env.items()
            if not Model._abstract and Model._auto and Model._table in there
        }

    def _get_last_ids(self):
        """Return ``{table: highest id}``.

        What others add at the same time is not seen by this transaction, so that what
        is above afterwards was made by it.
        """
        parts = [
            SQL(
                "SELECT %s AS name, max(id) AS last FROM %s",
                table,
                SQL.identifier(table),
            )
            for table in self._get_tables()
        ]
        self.env.cr.execute(SQL(" UNION ALL ").join(parts))
        return {table: last or 0 for table, last in self.env.cr.fetchall()}

    def _remember(self, before):
        """List what came since.

        :param dict before: highest id of each table, as it was
        """
        for table, model in self._get_tables().items():
            if model in ("ir.model.data", "ir.config_parameter"):
                continue
            self.env.cr.execute(
                SQL(
                    """INSERT INTO ir_model_data
                              (module, name, model, res_id, noupdate, create_uid,
                               write_uid, create_date, write_date)
                       SELECT %s, %s || '_' || id, %s, id, true, 1, 1,
                              now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                         FROM %s WHERE id > %s""",
                    LEDGER,
                    table,
                    model,
                    SQL.identifier(table),
                    before[table],
                )
            )
        self.env["ir.model.data"].invalidate_model()
