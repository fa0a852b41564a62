from odoo import api, fields, models
from odoo.tools import SQL, format_amount

from ..tools.small_cells import at_least

_ENDED = ("overcome", "accepted", "blocking")
_FIGURES = ("count", "firms", "days", "overcome", "ended", "median")


class SmeBarrierFigures(models.AbstractModel):
    """What a known barrier cost those who met it, and how often it was overcome."""

    _name = "sme.barrier.figures"
    _description = "Known Barrier: Figures"

    encounter_count = fields.Integer(
        string="Times met", compute="_compute_encounter_figures"
    )
    firm_count = fields.Integer(
        string="Firms hit", compute="_compute_encounter_figures"
    )
    elsewhere_count = fields.Integer(
        string="Firms of others, at least",
        compute="_compute_elsewhere_count",
        help="Firms hit that you cannot see, rounded down to a multiple of "
        "three. Fewer than three are not told.",
    )
    days_lost = fields.Integer(string="Days lost", compute="_compute_encounter_figures")
    money_lost = fields.Char(
        string="Money lost",
        compute="_compute_money_lost",
        help="Never added up across currencies.",
    )
    ended_count = fields.Integer(compute="_compute_encounter_figures")
    overcome_rate = fields.Float(
        string="Overcome",
        compute="_compute_encounter_figures",
        help="Of the barriers met whose end is known, how many were overcome.",
    )
    median_days = fields.Float(
        string="Median days to overcome", compute="_compute_encounter_figures"
    )
    pair_figures = fields.Html(
        string="By country pair",
        compute="_compute_pair_figures",
        sanitize=False,
        exportable=False,
    )

    @api.depends("encounter_ids.state", "encounter_ids.days_lost")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_encounter_figures(self):
        """Count under the reader's own rules, in one query for all."""
        figures = {row[0]: row[1:] for row in self._read_encounter_figures()}
        for barrier in self:
            count, firms, days, overcome, ended, median = figures.get(
                barrier._origin.id, (0, 0, 0, 0, 0, 0)
            )
            barrier.encounter_count = count
            barrier.firm_count = firms
            barrier.days_lost = days
            barrier.ended_count = ended
            barrier.overcome_rate = overcome / ended if ended else 0
            barrier.median_days = median

    @api.depends("encounter_ids.money_lost", "encounter_ids.currency_id")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_money_lost(self):
        Encounter = self.env["sme.barrier.encounter"]
        lost = {}
        for barrier, currency, amount in Encounter._read_group(
            [("barrier_id", "in", self.ids), ("money_lost", ">", 0)],
            ["barrier_id", "currency_id"],
            ["money_lost:sum"],
        ):
            amounts = lost.setdefault(barrier.id, [])
            amounts.append(format_amount(self.env, amount, currency))
        for barrier in self:
            barrier.money_lost = "; ".join(lost.get(barrier._origin.id, []))

    @api.depends("encounter_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_elsewhere_count(self):
        elsewhere = dict(self._read_elsewhere())
        for barrier in self:
            barrier.elsewhere_count = at_least(elsewhere.get(barrier._origin.id, 0))

    @api.depends("encounter_ids.state", "encounter_ids.days_lost")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_pair_figures(self):
        """Count under the reader's own rules, in one query for all."""
        Country = self.env["res.country"]
        found = {}
        for barrier_id, home_id, target_id, *figures in self._read_encounter_figures(
            SQL("home_country_id"), SQL("target_country_id")
        ):
            found.setdefault(barrier_id, []).append(
                {
                    "home": Country.browse(home_id),
                    "target": Country.browse(target_id),
                    **dict(zip(_FIGURES, figures, strict=True)),
                }
            )
        for barrier in self:
            pairs = found.get(barrier._origin.id, [])
            pairs.sort(key=lambda pair: -pair["firms"])
            barrier.pair_figures = pairs and self.env["ir.qweb"]._render(
                "sme_crossborder.barrier_pairs", {"pairs": pairs}
            )

    def _read_encounter_figures(self, *columns):
        """Return figures of the barriers met that the user may read.

        :param columns: what else they are grouped by
        :returns: rows of barrier, the columns, times met, firms, days lost, how many
            overcome, how many ended, median days until overcome
        """
        if not self.ids:
            return []
        Encounter = self.env["sme.barrier.encounter"]
        Encounter.flush_model()
        met = Encounter._search([("barrier_id", "in", self.ids)])
        return self.env.execute_query(
            SQL(
                """
                SELECT %(columns)s,
                       COUNT(*),
                       COUNT(DISTINCT firm_id),
                       COALESCE(SUM(days_lost), 0),
                       COUNT(*) FILTER (WHERE state = 'overcome'),
                       COUNT(*) FILTER (WHERE state IN %(ended)s),
                       COALESCE(
                           PERCENTILE_CONT(0.5) WITHIN GROUP (
                               ORDER BY date_closed - date
                           ) FILTER (WHERE state = 'overcome'), 0)
                  FROM sme_barrier_encounter
                 WHERE id IN %(met)s
                 GROUP BY %(columns)s
                """,
                columns=SQL(", ").join([SQL("barrier_id"), *columns]),
                ended=_ENDED,
                met=met.subselect(),
            )
        )

    def _read_elsewhere(self):
        """Return pairs of barrier and number of firms the user may not see."""
        if not self.ids:
            return []
        Encounter = self.env["sme.barrier.encounter"]
        barrier = SQL.identifier(Encounter._table, "barrier_id")
        return Encounter._count_elsewhere(
            [("barrier_id", "in", self.ids)], lambda: (barrier, barrier)
        )
