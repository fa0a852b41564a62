from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL


class AudienceField(fields.Many2one):
    """Points at who reads a record, and asks about it in a way indexes can answer.

    Record rules say ``('audience_id', 'any', [('is_reader', '=', True)])``. The ORM
    would join the audience to every record before it looks who reads it: PostgreSQL
    then reads all that is shared with anybody. The few audiences that match are found
    once instead, in the same query, and looked up in an index. Shapes measured:
    docs/architecture.md.
    """

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        # as record rules ask: `any` as superuser, `any!` as anybody
        unlimited = operator == "any!" or (operator == "any" and model.env.su)
        ids = _get_query_of_ids(value) if field_expr == self.name else None
        if not unlimited or ids is None:
            return super().condition_to_sql(
                field_expr, operator, value, model, alias, query
            )
        field = model._field_to_sql(alias, field_expr, query)
        return SQL("%s = ANY(ARRAY%s)", field, ids)


def _get_query_of_ids(value):
    """Return the query, where a domain says no more than that the id is in one."""
    if not isinstance(value, Domain):
        return None
    conditions = list(value.iter_conditions())
    if len(conditions) != 1:
        return None
    [condition] = conditions
    positive = condition.operator in ("in", "any", "any!")
    asked = positive and condition.field_expr == "id"
    return condition.value if asked and isinstance(condition.value, SQL) else None
