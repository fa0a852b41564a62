from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

from .ruled_many2many import RuledMany2many


class SmeRemembers(models.AbstractModel):
    """What a record remembers that came of it: by acts alone, and told by the rules.

    The relation (`RuledMany2many`) stands on this side: whoever reads what came of it
    learns nothing of a record they may not read. Who reads this record is told, and
    counts, what they may read of it.
    """

    _name = "sme.remembers"
    _description = "Remembers What Came of It"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._refuse_remembered(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._refuse_remembered(vals)
        return super().write(vals)

    def _refuse_remembered(self, vals):
        for fname in vals if not self.env.su else ():
            field = self._fields.get(fname)
            if isinstance(field, RuledMany2many) and vals[fname]:
                raise UserError(
                    self.env._(
                        "%(field)s follows from what is done with the buttons of the "
                        "record and cannot be typed or imported. Leave it out.",
                        field=field._description_string(self.env),
                    )
                )

    def _remember(self, fname, records):
        """Add what came of it; the caller has checked the user's rights on both."""
        # sudo: it is nobody's to write
        self.sudo()[fname] = [Command.link(number) for number in records.ids]
        # in memory it holds more than the user reads
        self.invalidate_recordset([fname], flush=False)

    def _count_remembered(self, fname):
        """Return how many the user may read, in one query.

        :returns: dict ``{id: number}``
        """
        field = self._fields[fname]
        Target = self.env[field.comodel_name].with_context(active_test=False)
        if not self.ids or not Target.has_access("read"):
            return {}
        query = Target._search([])
        number = SQL.identifier(field.relation, field.column1)
        query.add_join(
            "JOIN",
            field.relation,
            None,
            SQL(
                "%s = %s",
                SQL.identifier(field.relation, field.column2),
                SQL.identifier(Target._table, "id"),
            ),
        )
        query.add_where(SQL("%s IN %s", number, tuple(self.ids)))
        query.groupby = number
        return dict(self.env.execute_query(query.select(number, SQL("COUNT(*)"))))
