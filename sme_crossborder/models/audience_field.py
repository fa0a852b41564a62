from odoo import fields
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
        # a search method that says which ids are found comes here as a query of them
        if not isinstance(value, SQL) or operator not in ("any", "any!"):
            return super().condition_to_sql(
                field_expr, operator, value, model, alias, query
            )
        field = model._field_to_sql(alias, field_expr, query)
        return SQL("%s = ANY(ARRAY%s)", field, value)
