from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..tools.small_cells import Cell


class SmeBarrierStudyQuery(models.AbstractModel):
    """What a barrier study counts: barriers met that its author may read.

    Those of firms enrolled in the project, as far as the author may read the enrolment,
    and those that were shared with the project's members. Each question is one query,
    however many barriers were met.
    """

    _name = "sme.barrier.study.query"
    _description = "Barrier Study: Questions"

    project_id = fields.Many2one("sme.project", required=True, ondelete="cascade")
    date_start = fields.Date(string="From", required=True)
    date_end = fields.Date(string="Until", required=True)

    @api.private
    def read_cells(self):
        """Return what the tables are made of, nothing suppressed yet.

        :returns: dict of kind → {key: figures}, see :meth:`_prepare_figures`; kinds
            ``all`` (key None), ``type``, ``pair``, ``size``, ``state`` and
            ``pair_type``; keys are ids and codes
        """
        cells = {kind: {} for kind in self._get_kinds()}
        money = {kind: {} for kind in ("all", "type", "pair", "size")}
        for *keys, currency_id, amount, firms in self._query_money():
            kind, key = self._get_key(keys)
            cell = Cell.of(amount, firms)
            money[kind].setdefault(key, {})[currency_id] = cell
        for *keys, row in self._query_counts():
            kind, key = self._get_key(keys)
            lost = money.get(kind, {}).get(key, {})
            cells[kind][key] = self._prepare_figures(row) | {"money": lost}
        return cells

    @api.model
    def _get_kinds(self):
        """Kinds of rows, by what PostgreSQL's GROUPING() says of their columns."""
        # of type, home, target, size, state: 1 where all are taken together
        return {
            "all": 0b11111,
            "type": 0b01111,
            "pair": 0b10011,
            "size": 0b11101,
            "state": 0b11110,
            "pair_type": 0b00011,
        }

    @api.model
    def _get_key(self, keys):
        """Return kind and key of a row of a grouped query."""
        grouping, type_id, home_id, target_id, size, state = keys
        kinds = {bits: kind for kind, bits in self._get_kinds().items()}
        kind = kinds[grouping]
        pair = (home_id, target_id)
        key = {
            "all": None,
            "type": type_id,
            "pair": pair,
            "size": size,
            "state": state,
            "pair_type": (*pair, type_id),
        }[kind]
        return kind, key

    @api.model
    def _prepare_figures(self, row):
        """Return the cells of one row: how often, days, how many were overcome."""
        return {
            "met": Cell.of(row["met"], row["firms"]),
            "days": Cell.of(row["days"], row["days_firms"]),
            "overcome": Cell.of(
                row["overcome"], row["overcome_firms"], row["other_firms"]
            ),
            "median": row["median"],
            "companies": row["companies"],
        }

    def _query_counts(self):
        return self.env.execute_query(
            SQL(
                """
                WITH met AS (%s)
                SELECT GROUPING(type_id, home_id, target_id, size, state),
                       type_id, home_id, target_id, size, state,
                       JSONB_BUILD_OBJECT(
                           'met', COUNT(*),
                           'firms', ARRAY_AGG(DISTINCT firm_id),
                           'companies', COUNT(DISTINCT company_id),
                           'days', COALESCE(SUM(days_lost), 0),
                           'days_firms', ARRAY_AGG(DISTINCT firm_id)
                               FILTER (WHERE days_lost > 0),
                           'overcome', COUNT(*) FILTER (WHERE state = 'overcome'),
                           'overcome_firms', ARRAY_AGG(DISTINCT firm_id)
                               FILTER (WHERE state = 'overcome'),
                           'other_firms', ARRAY_AGG(DISTINCT firm_id)
                               FILTER (WHERE state != 'overcome'),
                           'median', PERCENTILE_CONT(0.5) WITHIN GROUP (
                               ORDER BY date_closed - date
                           ) FILTER (WHERE state = 'overcome'))
                  FROM met
                 GROUP BY GROUPING SETS (
                       (), (type_id), (home_id, target_id), (size), (state),
                       (home_id, target_id, type_id))
                """,
                self._select_met(),
            )
        )

    def _query_money(self):
        """Each currency by itself: sums over currencies mean nothing."""
        return self.env.execute_query(
            SQL(
                """
                WITH met AS (%s)
                SELECT 2 * GROUPING(type_id, home_id, target_id, size) + 1,
                       type_id, home_id, target_id, size, NULL,
                       currency_id, SUM(money_lost), ARRAY_AGG(DISTINCT firm_id)
                  FROM met
                 WHERE money_lost > 0 AND currency_id IS NOT NULL
                 GROUP BY GROUPING SETS (
                       (currency_id), (currency_id, type_id),
                       (currency_id, home_id, target_id), (currency_id, size))
                """,
                self._select_met(),
            )
        )

    def _select_met(self, quotable=False):
        """Return the barriers met that count, as SQL with one row for each.

        :raises AccessError: the user may not read the project
        """
        self.ensure_one()
        self.check_access("read")
        self.project_id.check_access("read")
        Encounter = self.env["sme.barrier.encounter"]
        Enrolment = self.env["sme.enrolment"]
        Encounter.flush_model()
        Enrolment.flush_model()
        self.env["sme.audience"].flush_model()
        self.env["crm.lead"].flush_model(["audience_id"])
        domain = [("date", ">=", self.date_start), ("date", "<=", self.date_end)]
        if quotable:
            domain += [("quotable", "=", True), ("firm_id.is_restricted", "=", False)]
        enrolled = Enrolment._search([("project_id", "=", self.project_id.id)])
        # whom a barrier met is shared with stands under *Who can see this?* of each
        return SQL(
            """
            SELECT met.id, met.firm_id, met.company_id, met.type_id, met.state,
                   met.home_country_id AS home_id,
                   met.target_country_id AS target_id,
                   met.days_lost, met.money_lost, met.currency_id,
                   met.date, met.date_closed,
                   COALESCE(enrolment.size_class, 'unknown') AS size
              FROM sme_barrier_encounter met
              LEFT JOIN sme_enrolment enrolment
                     ON enrolment.firm_id = met.firm_id
                    AND enrolment.project_id = %(project)s
                    AND enrolment.id IN %(enrolled)s
              LEFT JOIN crm_lead lead ON lead.id = met.lead_id
             WHERE met.id IN %(readable)s
               AND (met.date <= COALESCE(enrolment.date_end, 'infinity')
                    AND enrolment.id IS NOT NULL
                 OR EXISTS (
                    SELECT FROM sme_audience audience
                     WHERE audience.id IN (met.audience_id, lead.audience_id)
                       AND audience.scope = 'project'
                       AND audience.project_id = %(project)s))
            """,
            project=self.project_id.id,
            enrolled=enrolled.subselect(),
            readable=Encounter._search(domain).subselect(),
        )

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for study in self:
            if study.date_end < study.date_start:
                raise ValidationError(
                    self.env._("The period ends before it starts. Correct one day.")
                )
