from __future__ import annotations

import contextlib
import typing

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from ..tools.entity_keys import KEY_FIELDS, KeyIndex

if typing.TYPE_CHECKING:
    from collections.abc import Sequence

INSERT_BATCH = 500
# What two transactions on one entity run into when neither sees the other
RACE_CONSTRAINTS = (
    "sme_firm_company_entity_uniq",
    "sme_firm_entity_id_fkey",
    *(f"sme_entity_{fname}_uniq" for fname in KEY_FIELDS),
)


class SmeEntity(models.Model):
    """A legal entity, once for everybody: what lets distinct firms be counted.

    Nobody browses it. Two organisations that serve the same firm each have their own
    file (`sme.firm`) and their own copy of every fact; from this record neither learns
    of the other. It holds only keys and no name anybody typed.

    Keys are text with their country (``SE:5560360793``). A personal number of a sole
    trader is never kept: its key is a keyed hash.
    """

    _name = "sme.entity"
    _description = "Legal Entity"
    _order = "id"
    _allow_sudo_commands = False

    country_id = fields.Many2one("res.country", required=True, readonly=True)
    registry_key = fields.Char(readonly=True)
    vat_key = fields.Char(readonly=True)
    lei_key = fields.Char(readonly=True)
    pic_key = fields.Char(readonly=True)
    firm_ids = fields.One2many("sme.firm", "entity_id")

    _registry_key_uniq = models.UniqueIndex(
        "(registry_key) WHERE registry_key IS NOT NULL"
    )
    _vat_key_uniq = models.UniqueIndex("(vat_key) WHERE vat_key IS NOT NULL")
    _lei_key_uniq = models.UniqueIndex("(lei_key) WHERE lei_key IS NOT NULL")
    _pic_key_uniq = models.UniqueIndex("(pic_key) WHERE pic_key IS NOT NULL")

    @api.depends("country_id")
    def _compute_display_name(self):
        for entity in self:
            entity.display_name = self.env._(
                "Legal entity (%(country)s)", country=entity.country_id.code or "?"
            )

    @api.model
    def _intern(self, keys_list: Sequence[dict]) -> list[int]:
        """Find or create the entity of each set of keys.

        Safe under concurrency: of several transactions that bring the same number at
        once, one creates the entity and the others are told by PostgreSQL to run
        again (a serialization failure, which Odoo repeats by itself).

        :param keys_list: dicts with ``country_id`` and any of :data:`KEY_FIELDS`;
            empty keys are left out; a dict without keys always makes a new entity
        :returns: entity ids, in the order given
        """
        found = self._lookup(keys_list)
        index = KeyIndex(found.values())
        result: list[int | None] = []
        missing = []
        for position, keys in enumerate(keys_list):
            entity_id = index.find(keys)
            result.append(entity_id)
            if entity_id is None:
                missing.append(position)
            else:
                self._complete(index, entity_id, keys)
        created = self._insert_missing([keys_list[i] for i in missing], index)
        for position, entity_id in zip(missing, created, strict=True):
            result[position] = entity_id
        return result

    @api.model
    def _lookup(self, keys_list) -> dict[int, dict]:
        """Read every entity that shares at least one key with those given."""
        conditions = []
        for fname in KEY_FIELDS:
            values = list({keys[fname] for keys in keys_list if keys.get(fname)})
            if values:
                conditions.append(SQL("%s = ANY(%s)", SQL.identifier(fname), values))
        if not conditions:
            return {}
        self.flush_model([*KEY_FIELDS, "country_id"])
        rows = self.env.execute_query_dict(
            SQL(
                "SELECT id, country_id, registry_key, vat_key, lei_key, pic_key"
                " FROM sme_entity WHERE %s",
                SQL(" OR ").join(conditions),
            )
        )
        return {row["id"]: row for row in rows}

    @api.model
    def _insert_missing(self, keys_list, index) -> list[int]:
        """Create entities; the same key twice in the list makes one entity."""
        result: list[int | None] = [None] * len(keys_list)
        fresh = []
        for position, keys in enumerate(keys_list):
            if index.find(keys) is None:
                free = index.free_keys(keys)
                index.reserve(free, token=-position - 1)
                fresh.append((position, free))
        ids = []
        for start in range(0, len(fresh), INSERT_BATCH):
            ids += self._insert_rows(
                [k for _p, k in fresh[start : start + INSERT_BATCH]]
            )
        for (position, free), entity_id in zip(fresh, ids, strict=True):
            result[position] = entity_id
            index.reserve(free, token=entity_id)
        return [
            index.find(keys) if entity_id is None else entity_id
            for keys, entity_id in zip(keys_list, result, strict=True)
        ]

    @api.model
    def _insert_rows(self, keys_list) -> list[int]:
        """Insert with ON CONFLICT, so that a race is retried instead of refused."""
        columns = ("country_id", *KEY_FIELDS)
        rows = SQL(", ").join(
            SQL(
                "(%s, %s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC')",
                SQL(", ").join(SQL("%s", keys.get(c) or None) for c in columns),
                SQL("%s, %s", self.env.uid, self.env.uid),
            )
            for keys in keys_list
        )
        inserted = self.env.execute_query(
            SQL(
                "INSERT INTO sme_entity (%s, create_uid, write_uid, create_date,"
                " write_date) VALUES %s ON CONFLICT DO NOTHING RETURNING id",
                SQL(", ").join(SQL.identifier(c) for c in columns),
                rows,
            )
        )
        # Every key was looked up in this same snapshot and reserved once, so a
        # conflict can only come from a concurrent transaction, and that raises.
        return [row[0] for row in inserted]

    @api.model
    def _complete(self, index, entity_id, keys):
        """Add keys an entity lacks, unless another entity has them."""
        missing = index.missing_keys(entity_id, keys)
        if missing:
            entity = self.browse(entity_id)
            with self._repeat_on_race():
                entity.write(missing)
                entity.flush_recordset()
            index.reserve(missing, token=entity_id)

    @api.model
    @contextlib.contextmanager
    def _repeat_on_race(self):
        """Have Odoo repeat the transaction when a concurrent one was faster.

        Wraps statements that attach a file to an entity or forget an entity. The
        repetition sees what the other wrote and gives the ordinary result, a polite
        refusal included, instead of the database's own message.

        :raises ConcurrencyError: which Odoo answers by running the request again
        """
        try:
            yield
            self.env["sme.firm"].flush_model(["company_id", "entity_id"])
        except psycopg2.IntegrityError as error:
            if error.diag.constraint_name not in RACE_CONSTRAINTS:
                raise
            raise ConcurrencyError(str(error)) from error

    @api.model
    def _move_file(self, firm, keys) -> int:
        """Return the entity for a file whose keys are now ``keys``.

        What happens to the entity the file leaves:

        * no other file on it: its keys were this file's own, so they are set free
          first, and a wrong number stays behind nowhere;
        * other files on it (another organisation's, by the unique index): it keeps
          every key, as nobody can tell any more which file brought which. The other
          files, their data and their entity do not change.

        A key that stays with another entity is left out of the one returned; a
        register's number still decides, so distinct firms are counted right.

        :param firm: `sme.firm` of one file
        :param keys: as for :meth:`_intern`
        """
        current = firm.sudo().entity_id  # sudo: the entity of one's own file
        if current._keeps_file(firm, keys):
            return current.id
        same = all((current[f] or None) == (keys.get(f) or None) for f in KEY_FIELDS)
        if not same and current._get_files() == firm:
            current.write(dict.fromkeys(KEY_FIELDS, False))
            current.flush_recordset()
        return self._intern([keys])[0]

    def _keeps_file(self, firm, keys) -> bool:
        """Whether a file that only gains numbers stays on its entity.

        It matters where a project manager united entities (`sme.firm.unite`): the
        first number typed on such a file must not take it away again. A number another
        entity holds still decides, and so does one that contradicts this entity's.
        """
        if self._get_files() == firm or self._lookup([keys]):
            return False
        added = firm._added_keys(keys)
        if not added or any(self[fname] for fname in added):
            return False
        self.write(added)
        return True

    def _take_file(self, firm):
        """Move another organisation's file here, with the keys only it brought.

        :param firm: `sme.firm` of one file; its organisation has no file here yet
        """
        self.ensure_one()
        left = firm.sudo().entity_id  # sudo: callers have checked that it is writable
        keys = {}
        if left._get_files() == firm:
            keys = {
                fname: left[fname]
                for fname in KEY_FIELDS
                if left[fname] and not self[fname]
            }
        with self._repeat_on_race():
            firm._attach(self)
        left._forget_without_file()
        if keys:
            self.write(keys)
            self.flush_recordset()

    def _get_files(self):
        """Every file on these entities, archived ones and those of others included."""
        return self.with_context(active_test=False).firm_ids

    def _forget_without_file(self):
        """Delete those of these entities on which nobody has a file any more."""
        self.env["sme.firm"].flush_model(["entity_id"])
        self.invalidate_recordset(["firm_ids"])
        with self._repeat_on_race():
            self.exists().filtered(lambda entity: not entity._get_files()).unlink()

    @api.autovacuum
    def _gc_without_file(self):
        """Entities nobody has a file on any more are forgotten."""
        self.env.cr.execute(
            SQL(
                """DELETE FROM sme_entity entity
                    WHERE NOT EXISTS (
                        SELECT FROM sme_firm WHERE entity_id = entity.id
                    ) AND create_date < now() AT TIME ZONE 'UTC' - interval '1 day'"""
            )
        )
