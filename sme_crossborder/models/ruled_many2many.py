from collections.abc import Set

from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL


class RuledMany2many(fields.Many2many):
    """A relation that tells nothing of what the user may not read.

    Stock reads it under the record rules, but looks as superuser when it is searched
    by number, or by whether there is anything.
    """

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        if model.env.su or not isinstance(value, (list, tuple, Set)):
            return super().condition_to_sql(
                field_expr, operator, value, model, alias, query
            )

        def ask(operator, domain):
            return super(RuledMany2many, self).condition_to_sql(
                field_expr, operator, domain, model, alias, query
            )

        ids = [number for number in value if number]
        terms = [ask("any", Domain("id", "in", ids))] if ids else []
        if False in value:
            terms.append(ask("not any", Domain.TRUE))
        found = SQL(" OR ").join(terms) if terms else SQL("FALSE")
        return SQL("NOT (%s)" if operator.startswith("not") else "(%s)", found)
