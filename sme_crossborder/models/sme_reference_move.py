import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, mute_logger

# Of two rows that say the same of the same record, one is enough
DROPPED_DUPLICATES = ("mail.followers", "mail.notification", "discuss.channel.member")


class SmeReferenceMove(models.AbstractModel):
    """Re-point everything that refers to one record to another.

    Odoo's contact merge does this too, but deletes every row of a table in which a
    single one breaks a constraint. Here nothing is lost without a word: the move of a
    record that may exist only once is refused, and the caller sorts it out first.
    """

    _name = "sme.reference.move"
    _description = "Move of References"

    @api.model
    def _move(self, source, target):
        """Make every reference to ``source`` one to ``target``.

        Foreign keys, many2many relations, messages, attachments, activities,
        followers, external ids and the other references by model name and id; those of
        models added later as well. Values a user may edit are not computed anew.

        The caller has checked that the user may change both records.

        :raises UserError: both have a record of which the target may have only one
        """
        # sudo: records of every kind refer to the two; the caller has checked these
        self = self.sudo()
        source, target = source.sudo(), target.sudo()
        wizard = self.env["base.partner.merge.automatic.wizard"]
        self.env.flush_all()
        self._unite_followers(source, target)
        moved = []
        for table, column in wizard._get_fk_on(target._table):
            field = self._get_column_field(table, column)
            if field is None:
                self._unite_relation(table, column, source, target)
            else:
                moved.append((field, self._move_column(field, source, target)))
        self.env.invalidate_all()
        wizard.with_context(active_test=False)._update_reference_fields_generic(
            target._name, source, target
        )
        moved += self._move_named_references(source, target)
        self.env.invalidate_all()
        self._recompute(moved, target)

    @api.model
    def _unite_followers(self, source, target):
        """Who follows both keeps one subscription, to the subtypes of either."""
        domain = [("res_model", "=", target._name)]
        Followers = self.env["mail.followers"]
        followers = Followers.search([*domain, ("res_id", "=", target.id)])
        by_partner = {follower.partner_id: follower for follower in followers}
        for follower in Followers.search([*domain, ("res_id", "=", source.id)]):
            if kept := by_partner.get(follower.partner_id):
                kept.subtype_ids |= follower.subtype_ids
                follower.unlink()

    @api.model
    def _get_column_field(self, table, column):
        """Return the many2one field kept in a column; None for a many2many table."""
        for Model in self.env.registry.values():
            if Model._table == table and not Model._abstract:
                field = Model._fields.get(column)
                if field and field.type == "many2one" and field.store:
                    return field
        return None

    @api.model
    def _unite_relation(self, table, column, source, target):
        """Give the target the rows of a many2many table it does not have yet."""
        columns = [
            name
            for (name,) in self.env.execute_query(
                SQL(
                    "SELECT column_name FROM information_schema.columns"
                    " WHERE table_name = %s AND table_schema = current_schema"
                    " AND column_name != %s",
                    table,
                    column,
                )
            )
        ]
        if len(columns) != 1:
            return  # not a many2many table: nothing Odoo keeps
        self.env.cr.execute(
            SQL(
                "INSERT INTO %(table)s (%(column)s, %(other)s)"
                " SELECT %(target)s, %(other)s FROM %(table)s"
                " WHERE %(column)s = %(source)s ON CONFLICT DO NOTHING",
                table=SQL.identifier(table),
                column=SQL.identifier(column),
                other=SQL.identifier(columns[0]),
                source=source.id,
                target=target.id,
            )
        )

    @api.model
    def _move_column(self, field, source, target):
        """Re-point one column; return the ids of the rows that were moved."""
        Model = self.env[field.model_name]
        where = SQL("%s = %s", SQL.identifier(field.name), source.id)
        if Model._name == source._name:
            where = SQL("%s AND id NOT IN %s", where, (source.id, target.id))
        try:
            return self._update_column(field, where, target)
        except psycopg2.IntegrityError:
            rows = self.env.execute_query(
                SQL("SELECT id FROM %s WHERE %s", SQL.identifier(Model._table), where)
            )
        ids = []
        for (row_id,) in rows:
            try:
                ids += self._update_column(field, SQL("id = %s", row_id), target)
            except psycopg2.IntegrityError as error:
                if Model._name not in DROPPED_DUPLICATES:
                    self._raise_only_one(Model, row_id, target, error)
                Model.browse(row_id).unlink()
        return ids

    @api.model
    def _update_column(self, field, where, target):
        with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            rows = self.env.execute_query(
                SQL(
                    "UPDATE %s SET %s = %s WHERE %s RETURNING id",
                    SQL.identifier(self.env[field.model_name]._table),
                    SQL.identifier(field.name),
                    target.id,
                    where,
                )
            )
        return [row_id for (row_id,) in rows]

    @api.model
    def _raise_only_one(self, Model, row_id, target, error):
        raise UserError(
            self.env._(
                "%(record)s (%(kind)s) cannot move to %(target)s, which has one of "
                "its own and may have only one. Delete or close one of the two first.",
                record=Model.browse(row_id).display_name,
                kind=(
                    self.env._("Journey")
                    if Model._name == "crm.lead"  # stock calls it a lead
                    else Model._description
                ),
                target=target.display_name,
            )
        ) from error

    @api.model
    def _move_named_references(self, source, target):
        """Re-point references by model name and id that Odoo's merge does not know."""
        moved = []
        for Model in self.env.registry.values():
            if Model._abstract or not Model._auto:
                continue
            for field in Model._fields.values():
                if field.type != "many2one_reference" or not field.store:
                    continue
                model_field = Model._fields.get(field.model_field)
                # a file behind a field (a logo) is that record's own value
                if model_field is None or not model_field.store:
                    continue
                if Model._name != "ir.attachment":
                    moved.append(
                        (field, self._move_named(field, model_field, source, target))
                    )
        return moved

    @api.model
    def _move_named(self, field, model_field, source, target):
        if model_field.type == "many2one":  # to ir.model
            name = self.env["ir.model"]._get_id(target._name)
        else:
            name = target._name
        condition = SQL("%s = %s", SQL.identifier(model_field.name), name)
        where = SQL("%s = %s AND %s", SQL.identifier(field.name), source.id, condition)
        return self._update_column(field, where, target)

    @api.model
    def _recompute(self, moved, target):
        """Compute what depends on the references, except what users may edit."""
        for field, ids in moved:
            if not ids:
                continue
            records = self.env[field.model_name].browse(ids)
            editable = [
                other
                for other in records._fields.values()
                if other.compute and other.store and not other.readonly
            ]
            with self.env.protecting(editable, records):
                records.modified([field.name])
        target.modified(
            [
                f.name
                for f in target._fields.values()
                if f.type == "many2many" and f.store
            ]
        )
        self.env.flush_all()
