from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

_AS_STORED = object()  # an object cannot travel over RPC


class SmeKeptFields(models.AbstractModel):
    """Fields of a record others may read that stay with its owner all the same.

    Record rules let a record through as a whole. What is named in `_kept_fields` is
    refused where the record is another organisation's, in Python and over RPC; it is
    empty wherever it would be searched, sorted or grouped by; and a form shows nothing.
    """

    _name = "sme.kept.fields"
    _description = "Fields That Stay With the Owner"

    _kept_fields = frozenset()
    # whether others are not told either who works on it: see `mail.followers`
    _keeps_followers = True

    @api.model
    def _get_told_companies(self):
        """Return the ids of organisations that are told everything of their records."""
        return self.env.companies.ids

    def _filter_kept(self):
        """Return the records whose kept fields the user is not told."""
        told = set(self._get_told_companies())
        return self.filtered(lambda record: record._origin._is_foreign_to(told))

    def _is_foreign_to(self, told):
        # sudo: only whose it is; what is being typed over is what it was
        saved_sudo = self.sudo()
        return bool(self) and (
            saved_sudo.company_id.id not in told and saved_sudo._is_kept()
        )

    def _is_kept(self):
        """Whether a record of another organisation keeps its fields; a hook.

        Called as superuser; :meth:`_told_to_sql` and :meth:`_get_told_domain` say the
        same to the database.
        """
        return True

    @api.model
    def _told_to_sql(self, alias):
        """Return the condition that :meth:`_filter_kept` does not hold, as SQL."""
        return SQL(
            "%s = ANY(%s)",
            SQL.identifier(alias, "company_id"),
            self._get_told_companies(),
        )

    @api.model
    def _get_told_domain(self):
        return Domain("company_id", "in", self._get_told_companies())

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        if self.env.su or field.name not in self._kept_fields:
            return True
        return not self._filter_kept()

    @api.model
    def _is_asked_for_kept(self, fname):
        return not (
            self.env.su
            or fname not in self._kept_fields
            or self.env.context.get("_sme_as_stored") is _AS_STORED
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        value = super()._field_to_sql(alias, field_expr, query)
        if not self._is_asked_for_kept(field_expr.split(".")[0]):
            return value
        return SQL("(CASE WHEN %s THEN %s END)", self._told_to_sql(alias), value)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Sort by what stands in the record: a name would sort what is kept too."""
        if not self._is_asked_for_kept(field_name.split(".")[0]):
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        value = self._field_to_sql(alias, field_name, query)
        query._order_groupby.append(value)
        return SQL("%s %s %s", value, direction, nulls)

    def _fetch_query(self, query, fields):
        """Keep in memory what is stored: it serves the owner's own code as well."""
        stored = self.with_context(_sme_as_stored=_AS_STORED)
        return (
            super(SmeKeptFields, stored)._fetch_query(query, fields).with_env(self.env)
        )

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Ask for kept fields among one's own alone, lists of records included."""
        if self._kept_fields and not (self.env.su or bypass_access):
            told = self._get_told_domain()
            domain = Domain(domain).map_conditions(
                lambda condition: (
                    condition & told
                    if condition.field_expr.split(".")[0] in self._kept_fields
                    else condition
                )
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def web_read(self, specification):
        """Show nothing in the place of what is kept, on a form made for the owner."""
        kept = self._kept_fields & specification.keys()
        foreign = self._filter_kept() if kept and not self.env.su else self.browse()
        if not foreign:
            return super().web_read(specification)
        open_to_all = {
            fname: spec for fname, spec in specification.items() if fname not in kept
        }
        own = super(SmeKeptFields, self - foreign).web_read(specification)
        rest = super(SmeKeptFields, foreign).web_read(open_to_all)
        for values in rest:
            for fname in kept:
                field = self._fields[fname]
                values[fname] = [] if field.type in ("one2many", "many2many") else False
        shown = {values["id"]: values for values in own + rest}
        return [shown[record_id] for record_id in self._ids if record_id in shown]
