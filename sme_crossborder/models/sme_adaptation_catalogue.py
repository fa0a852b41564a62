from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.small_cells import SMALLEST

# a gap that was closed, by somebody who noted the days it took
CLOSED_GAP = Domain(
    [("fit", "=", "gap"), ("status", "=", "done"), ("days_actual", ">", 0)]
)
LEAST_OWNERS = 2  # organisations


class SmeAdaptationCatalogue(models.AbstractModel):
    """What closing a gap took other firms: how many did it, and the median of days."""

    _name = "sme.adaptation.catalogue"
    _description = "Adaptation Item: Catalogue"

    @api.model
    def _sum_up_seen(self, requirements):
        """Return what firms the user may see needed for requirements.

        :param requirements: `sme.market.requirement`
        :returns: ``{id of requirement: (firms, median days, ids of organisations)}``
        """
        query = self._search(
            CLOSED_GAP & Domain("requirement_id", "in", requirements.ids)
        )
        return self._sum_up(query)

    @api.model
    def _sum_up_elsewhere(self, requirements):
        """Return what firms that the user may **not** see needed for requirements.

        Nothing of fewer than three firms, nor of one organisation alone. Firms are
        taken in by threes, in the order in which they were done: a figure never moves
        by a single firm, so nobody learns the days of one by asking again later.

        :param requirements: `sme.market.requirement`
        :returns: ``{id of requirement: (firms, median days)}``, firms being a multiple
            of three
        """
        self.check_access("read")
        self.flush_model()
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        # sudo: a number of firms and a median leave, of what the rules keep away
        query = self.sudo()._search(
            CLOSED_GAP
            & Domain("requirement_id", "in", requirements.ids)
            & ~Domain(rules)
        )
        found = self._sum_up(query, by=SMALLEST)
        return {
            requirement_id: (firms, days)
            for requirement_id, (firms, days, owners) in found.items()
            if len(owners) >= LEAST_OWNERS
        }

    @api.model
    def _sum_up(self, query, by=1):
        """Sum up items by requirement, each legal entity once with its mean days.

        :param query: of items
        :param int by: so many firms are taken in at a time
        """
        firm = query.join(self._table, "firm_id", "sme_firm", "id", "catalogue_firm")
        query.groupby = SQL(
            "%s, %s",
            SQL.identifier(self._table, "requirement_id"),
            SQL.identifier(firm, "entity_id"),
        )
        firms = query.select(
            SQL("%s AS requirement", SQL.identifier(self._table, "requirement_id")),
            SQL("%s AS entity", SQL.identifier(firm, "entity_id")),
            SQL("AVG(%s) AS days", SQL.identifier(self._table, "days_actual")),
            SQL("MIN(%s) AS settled", SQL.identifier(self._table, "date_settled")),
            SQL("MIN(%s) AS owner", SQL.identifier(self._table, "company_id")),
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT requirement, COUNT(*),
                       PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY days),
                       ARRAY_AGG(DISTINCT owner)
                  FROM (
                    SELECT *,
                           COUNT(*) OVER (PARTITION BY requirement) AS firms,
                           ROW_NUMBER() OVER (
                               PARTITION BY requirement ORDER BY settled, entity
                           ) AS place
                      FROM (%(firms)s) AS firm
                  ) AS placed
                 WHERE place <= firms - firms %% %(by)s
                 GROUP BY requirement
                """,
                firms=firms,
                by=by,
            )
        )
        return {row[0]: row[1:] for row in rows}
