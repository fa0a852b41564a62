from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL

_ANY = ("any", "any!")


class AudienceField(fields.Many2one):
    """Points at who reads a record, and asks about it in a way indexes can answer.

    Record rules say ``('audience_id', 'any', ...)``. The ORM would join audiences and
    their projects to every record and look for readers of each; PostgreSQL then plans
    the query for longer than it runs, and reads all that is shared with anybody. The
    few audiences that match are found once instead, in the same query, and looked up in
    an index. What matches is the same. Shapes measured: docs/architecture.md.
    """

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        # as record rules ask: `any` as superuser, `any!` as anybody
        unlimited = operator == "any!" or (operator == "any" and model.env.su)
        asked = unlimited and field_expr == self.name
        if not (asked and isinstance(value, Domain)):
            return super().condition_to_sql(
                field_expr, operator, value, model, alias, query
            )
        return SQL(
            "%s = ANY(ARRAY(%s))",
            model._field_to_sql(alias, field_expr, query),
            _select_ids(model.env[self.comodel_name].sudo(), value),
        )

    def filter_function(self, records, field_expr, operator, value):
        """Ask the database once, instead of reading audiences, members and readers."""
        asked = operator in _ANY and field_expr == self.name
        if not (asked and isinstance(value, Domain) and records.env.su):
            return super().filter_function(records, field_expr, operator, value)
        audiences = records[self.name]
        if not audiences:
            return lambda record: False
        ids = _select_ids(audiences.browse(), value.optimize_full(audiences))
        rows = records.env.execute_query(
            SQL("SELECT id FROM (%s) AS t (id) WHERE id = ANY(%s)", ids, audiences.ids)
        )
        found = {audience_id for (audience_id,) in rows}
        return lambda record: record[self.name]._origin.id in found


def _select_ids(model, domain):
    """Return the ids that match, one plain query for each term of an OR."""
    if getattr(domain, "OPERATOR", None) == "|":
        terms = [_select_ids(model, term) for term in domain.children]
        return SQL(" UNION ALL ").join(terms)
    field = model._fields.get(getattr(domain, "field_expr", None))
    if field and domain.operator in _ANY and isinstance(domain.value, Domain):
        comodel = model.env[field.comodel_name]
        if field.type == "one2many":
            # the lines name their record: no need to look at the record itself
            lines = field._get_query_for_condition_value(
                model, comodel, domain.operator, domain.value
            )
            inverse = comodel._field_to_sql(lines.table, field.inverse_name, lines)
            return lines.select(inverse)
        if field.type == "many2one":
            ids = _select_ids(comodel, domain.value)
            domain = Domain(field.name, "any!", SQL("(%s)", ids))
    found = model._search(domain, active_test=False, bypass_access=True)
    return found.select(SQL.identifier(found.table, "id"))
