from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ..tools.small_cells import SMALLEST

LEAST_OWNERS = 2  # organisations


class SmeAdaptationCatalogue(models.AbstractModel):
    """What closing a gap took other firms: how many did it, and the median of days."""

    _name = "sme.adaptation.catalogue"
    _description = "Adaptation Item: Catalogue"

    @api.model
    def _sum_up(self, requirements):
        """Return what closing gaps took: firms the user sees, and firms of others.

        Each legal entity counts once, with its mean days. Of firms that the user may
        **not** see nothing is told of fewer than three, nor of one organisation alone.
        They are taken in by threes, in the order in which they were done: a figure
        never moves by a single firm, so nobody learns the days of one by asking again
        later.

        :param requirements: `sme.market.requirement`
        :returns: two dicts by id of requirement: ``(firms, median days, ids of
            organisations)`` of firms seen, and ``(firms, median days)`` of others,
            firms being a multiple of three
        """
        seen, elsewhere = {}, {}
        for requirement_id, is_hidden, firms, days, owners in self._read_sums(
            requirements
        ):
            if not is_hidden:
                seen[requirement_id] = firms, days, owners
            elif len(owners) >= LEAST_OWNERS:
                elsewhere[requirement_id] = firms, days
        return seen, elsewhere

    @api.model
    def _read_sums(self, requirements):
        """Pass once over all closed gaps, whether the user sees them or not."""
        self.check_access("read")
        self.flush_model()
        item = SQL.identifier(self._table)
        query = Query(self.env, self._table)
        # a gap that was closed, by somebody who noted the days it took
        query.add_where(
            SQL(
                """%(item)s.requirement_id = ANY(%(ids)s) AND %(item)s.fit = 'gap'
                   AND %(item)s.status = 'done' AND %(item)s.days_actual > 0""",
                item=item,
                ids=requirements.ids,
            )
        )
        # the rules turned round: PostgreSQL finds what is shared in an index then,
        # and does not read all adaptations for those of some items
        rules = Domain(self.env["ir.rule"]._compute_domain(self._name, "read"))
        # sudo: a number of firms and a median leave, of what the rules keep away
        items_sudo = self.sudo().with_context(active_test=False)
        hidden = (~rules).optimize_full(items_sudo)
        hidden = hidden._to_sql(items_sudo, self._table, query)
        query.groupby = SQL("1, 2, 3")
        firms = query.select(
            SQL("%s.requirement_id AS requirement", item),
            # not joined: PostgreSQL would read all firms for those of some items
            SQL(
                "(SELECT entity_id FROM sme_firm WHERE id = %s.firm_id) AS entity", item
            ),
            # what the rules leave open is not seen
            SQL("COALESCE(%s, TRUE) AS is_hidden", hidden),
            SQL("AVG(%s.days_actual) AS days", item),
            SQL("MIN(%s.date_settled) AS settled", item),
            SQL("MIN(%s.company_id) AS owner", item),
        )
        return self.env.execute_query(
            SQL(
                """
                SELECT requirement, is_hidden, COUNT(*),
                       PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY days),
                       ARRAY_AGG(DISTINCT owner)
                  FROM (
                    SELECT *,
                           COUNT(*) OVER (PARTITION BY requirement, is_hidden) AS firms,
                           ROW_NUMBER() OVER (
                               PARTITION BY requirement, is_hidden
                               ORDER BY settled, entity
                           ) AS place
                      FROM (%(firms)s) AS firm
                  ) AS placed
                 WHERE NOT is_hidden OR place <= firms - firms %% %(by)s
                 GROUP BY requirement, is_hidden
                """,
                firms=firms,
                by=SMALLEST,
            )
        )
