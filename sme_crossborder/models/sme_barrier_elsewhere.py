from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class SmeBarrierElsewhere(models.AbstractModel):
    """Counts the firms of others that met a barrier, which the user may not see."""

    _name = "sme.barrier.elsewhere"
    _description = "Barrier Met: Counted Elsewhere"

    @api.model
    def _count_elsewhere(self, domain, columns, joined=()):
        """Return firms hit by what the user may not see, each legal entity once.

        :param domain: which barriers met are looked at
        :param columns: function of the aliases of the tables joined, returning what is
            told beside the number and what is grouped by, as two `SQL`
        :param joined: ``(column, table)`` of tables that the columns need
        :returns: rows of the columns and a number, **not** fit to be shown as it is:
            see :func:`..tools.small_cells.at_least`
        """
        self.check_access("read")
        self.flush_model()
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        # sudo: a number of firms is all that leaves, of what the rules keep away
        query = self.sudo()._search(Domain(domain) & ~Domain(rules))
        aliases = [
            query.join(self._table, column, table, "id", f"else_{column}")
            for column, table in (("firm_id", "sme_firm"), *joined)
        ]
        told, query.groupby = columns(*aliases[1:])
        firms = SQL("COUNT(DISTINCT %s)", SQL.identifier(aliases[0], "entity_id"))
        return self.env.execute_query(query.select(told, firms))
