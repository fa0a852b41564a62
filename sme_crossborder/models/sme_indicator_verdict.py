from odoo import models
from odoo.tools import SQL


class SmeIndicatorVerdict(models.AbstractModel):
    """What an indicator says of some records, before they are compared with others."""

    _name = "sme.indicator.verdict"
    _description = "Indicator: Verdict on a Record"

    def _get_verdicts(self, project, ids):
        """Return ``[(record id, reason or None)]``.

        :param project: `sme.project`, as the system
        :param tuple ids: of records the caller may read
        """
        self.ensure_one()
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                "SELECT res_id, reason FROM (%s) AS candidate",
                self._select_candidates(project, None, ids),
            )
        )
