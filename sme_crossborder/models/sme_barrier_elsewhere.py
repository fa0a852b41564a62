from odoo import api, models
from odoo.tools import SQL


class SmeBarrierElsewhere(models.AbstractModel):
    """Counts the firms of others that met a barrier, which the user may not see."""

    _name = "sme.barrier.elsewhere"
    _description = "Barrier Met: Counted Elsewhere"

    @api.model
    def _count_elsewhere(self, condition, readable, columns, grouping):
        """Return firms hit by what the user may not see, each legal entity once.

        :param SQL condition: on ``met`` (barriers met) and ``type`` (their types)
        :param readable: query of what the user may read under the same condition
        :param SQL columns: what is told beside the number
        :param SQL grouping: what is grouped by
        :returns: rows of the columns and a number, **not** fit to be shown as it is:
            see :func:`..tools.small_cells.at_least`
        """
        self.check_access("read")
        # asked past the rules on purpose: a number of firms is all that leaves
        return self.env.execute_query(
            SQL(
                """
                SELECT %(columns)s, COUNT(DISTINCT firm.entity_id)
                  FROM sme_barrier_encounter AS met
                  JOIN sme_barrier_type AS type ON type.id = met.type_id
                  JOIN sme_firm AS firm ON firm.id = met.firm_id
                 WHERE %(condition)s AND met.id NOT IN %(readable)s
                 GROUP BY %(grouping)s
                """,
                columns=columns,
                grouping=grouping,
                condition=condition,
                readable=readable.subselect(),
            )
        )
