import math

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .indicator_source import SOURCES


class SmeIndicatorQuery(models.AbstractModel):
    """One query for each indicator: every candidate record, counted or why not.

    Figures are aggregates of it and receipts its rows, so that the two cannot disagree.
    Steps, each a common table expression:

    * `reported`: what frozen figures told of each record;
    * `candidate`: the records of the domain with all that is known of each, and the
      first reason against it;
    * `known` and `unsettled`, where something is frozen: what was told of each, less
      what was told to be left out and is still;
    * `supported`: where a least support is asked for, what was reached by then;
    * `ranked`: the first of several records of one firm, or of one output;
    * `counted`: the verdict on each record;
    * `line`: what the verdicts and the frozen receipts come to in this period.
    """

    _name = "sme.indicator.query"
    _description = "Indicator: Query"
    _inherit = ["sme.indicator.lines"]

    def _select_counting(self, project, frame):
        """Return the common table expressions up to `line`.

        :param project: `sme.project`, as the system
        :param frame: :class:`~.indicator_frame.Frame` of the period
        :returns: SQL that begins with ``WITH``; a query on `line` or `fresh` follows
        """
        self.ensure_one()
        steps = [
            ("frame", frame.select_members()),
            ("reported", self._select_reported(frame)),
            ("candidate", self._select_candidates(project, frame)),
        ]
        last = "candidate"
        for name, step in (
            ("known", self._select_known(frame)),
            ("unsettled", self._select_unsettled(frame)),
            ("supported", self._select_supported(project)),
            ("ranked", self._select_ranked(frame)),
            ("counted", self._select_counted(frame)),
            ("fresh", self._select_fresh(frame)),
            ("line", self._select_lines(frame)),
        ):
            if step is not None:
                steps.append((name, step(SQL.identifier(last))))
                last = name
        return SQL(
            "WITH %s",
            SQL(", ").join(
                SQL(
                    "%s AS %s (%s)",
                    SQL.identifier(name),
                    # worked out anew where it is read: so it is known that a record is
                    # there once, and it is what the others are looked up in
                    SQL("NOT MATERIALIZED" if name == "reported" else ""),
                    step,
                )
                for name, step in steps
            ),
        )

    def _select_reported(self, frame):
        """What was told of each record that figures which are frozen ever counted.

        What they left out and never counted added nothing, and is most of a large
        project's receipts: see :meth:`_select_left_out_before`.
        """
        if not frame.has_frozen:
            return SQL(
                """SELECT NULL::int AS res_id, NULL::int AS member_id,
                          NULL::float AS amount, 0 AS weight, NULL::int AS period_id
                    WHERE FALSE"""
            )
        return SQL(
            """SELECT receipt.res_id, MAX(receipt.member_id) AS member_id,
                      COALESCE(SUM(receipt.amount), 0) AS amount,
                      COALESCE(SUM(receipt.weight), 0)::int AS weight,
                      MIN(receipt.period_id) AS period_id
                 FROM sme_indicator_receipt AS receipt
                WHERE receipt.value_id IN %s AND receipt.is_counted
             GROUP BY receipt.res_id""",
            frame.frozen_ids,
        )

    def _select_candidates(self, project, frame, ids=None):
        """Return each record with what is known of it and what speaks against it.

        :param frame: of the period; None: whatever the day
        :param tuple ids: of the records to look at; None: all
        """
        cls = SOURCES[self.source]
        Model = self.env[cls.model].with_context(active_test=cls.active_test)
        query = Model._search(self._get_domain("domain"))
        source = cls(self, project, query, ids)
        date = source.date()
        day = source.has_come(frame.last_day) if frame else SQL("TRUE")
        if cls.is_finished_once and self.by_project_end:
            day = SQL("(%s IS NULL OR %s)", date, day)
        query.add_where(day)
        if ids:
            query.add_where(SQL("%s IN %s", source.column("id"), ids))
        if project.date_start:
            query.add_where(SQL("COALESCE(%s >= %s, TRUE)", date, project.date_start))
        checks = [
            *self._get_rule_checks(source, Model),
            *source.conditions(),
            *source.checks(),
        ]
        reason = SQL(
            "CASE %s END",
            SQL(" ").join(
                SQL("WHEN %s THEN %s", holds, name) for name, holds in checks
            ),
        )
        candidates = query.select(
            SQL("%s AS res_id", source.column("id")),
            SQL("%s AS date", date),
            SQL("member.id AS member_id"),
            SQL("%s AS entity_key", source.entity_key()),
            SQL("%s AS firm_name", source.firm_name()),
            SQL("%s AS unit", self._get_unit(source)),
            SQL("%s AS reference", source.reference()),
            SQL("%s AS is_enrolled", source.is_enrolled()),
            SQL("%s AS minutes", source.minutes()),
            SQL("(%s)::float AS amount", self._get_amount(source, Model)),
            SQL("FALSE AS is_reported"),
            SQL("NULL::float AS was_amount"),
            SQL("NULL::int AS was_weight"),
            SQL("FALSE AS was_left_out"),
            SQL("%s AS reason", reason),
        )
        # `OFFSET 0` keeps what stands above from working the reason out once more
        # wherever it is asked for
        return SQL("%s OFFSET 0", candidates)

    def _get_unit(self, source):
        if self.measure == "entities":
            return source.entity()
        unit = source.unit() if self.measure == "records" else None
        return SQL("NULL::varchar") if unit is None else unit

    def _counts_once(self):
        """Whether several records may stand for one firm or one output."""
        unit = SOURCES[self.source].unit
        return self.measure == "entities" or (
            self.measure == "records" and unit is not SOURCES["service"].unit
        )

    def _get_amount(self, source, Model):
        """What a record weighs; of a share, whether it belongs to the part."""
        if self.measure != "share":
            return source.amount()
        domain = self._get_domain("numerator_domain")
        if domain.is_true() and hasattr(source, "in_time"):
            part = source.in_time()
        else:
            part = self._get_condition(domain, source, Model)
        return SQL("CASE WHEN %s THEN 1 ELSE 0 END", part)

    def _get_condition(self, domain, source, Model):
        """Return a domain as a condition of the query."""
        return domain.optimize_full(Model)._to_sql(Model, source.alias, source.query)

    def _get_rule_checks(self, source, Model):
        """Reasons that come of the indicator's own conditions and its neighbours'."""
        own = self._get_domain("condition_domain")
        fits = self._get_condition(own, source, Model)
        neighbours = (self.exclusive_ids | self.excluded_by_ids).filtered(
            lambda one: one.source == self.source
        )
        checks = []
        for other in neighbours:
            theirs = other._get_domain("domain") & other._get_domain("condition_domain")
            claimed = self._get_condition(Domain(theirs), source, Model)
            before = (other.sequence, other._origin.id) < (
                self.sequence,
                self._origin.id or math.inf,
            )
            # where both fit, the first in order has it
            checks.append(
                (
                    "other_indicator",
                    claimed if before else SQL("%s AND NOT (%s)", claimed, fits),
                )
            )
        if not own.is_true():
            checks.append(("condition", SQL("(%s) IS NOT TRUE", fits)))
        return checks

    def _select_supported(self, project):
        """How much support the firm had by then, from all members together."""
        if not self.needs_least_support or self.measure != "entities":
            return None
        minutes, days = project.least_support_minutes, project.least_support_days
        return lambda last: SQL(
            """SELECT res_id, date, member_id, entity_key, firm_name, unit, reference,
                      is_enrolled, amount, is_reported, was_amount, was_weight,
                      was_left_out,
                      CASE WHEN reason IS NOT NULL THEN reason
                           WHEN SUM(minutes) OVER by_day < %s
                             OR DENSE_RANK() OVER by_day < %s THEN 'below'
                       END AS reason
                 FROM %s
               WINDOW by_day AS (PARTITION BY unit, reason IS NULL ORDER BY date)""",
            minutes,
            days,
            last,
        )

    def _select_ranked(self, frame):
        if not self._counts_once():
            return lambda last: SQL(
                "SELECT *, 1 AS place, NULL::int AS other_member_id,"
                " NULL::int AS other_id, NULL::date AS other_date FROM %s",
                last,
            )
        # what speaks against a record puts it behind those that fit
        return lambda last: SQL(
            """SELECT *, ROW_NUMBER() OVER by_unit AS place,
                      FIRST_VALUE(member_id) OVER by_unit AS other_member_id,
                      FIRST_VALUE(res_id) OVER by_unit AS other_id,
                      FIRST_VALUE(date) OVER by_unit AS other_date
                 FROM %s
               WINDOW by_unit AS (PARTITION BY unit
                                  ORDER BY reason IS NOT NULL, %s date, res_id)""",
            last,
            SQL("is_reported DESC,") if frame.has_frozen else SQL(),
        )

    def _select_counted(self, frame):
        """The verdict on each record."""
        limit = frame.limits.get(self.not_above_id)

        def select(last):
            verdict = SQL(
                """SELECT res_id, date, member_id, entity_key, firm_name, reference,
                          is_enrolled, amount, is_reported, was_amount, was_weight,
                          was_left_out, other_member_id, other_id, other_date,
                          CASE WHEN reason IS NOT NULL THEN reason
                               WHEN place > 1 THEN 'already'
                               ELSE 'counted'
                           END AS reason
                     FROM %s %s""",
                last,
                # asked for many times where it is compared with what was told
                SQL("OFFSET 0" if frame.has_frozen else ""),
            )
            if limit is None:
                return verdict
            return SQL(
                """SELECT res_id, date, member_id, entity_key, firm_name, reference,
                          is_enrolled, amount, is_reported, was_amount, was_weight,
                          was_left_out, other_member_id, other_id, other_date,
                          CASE WHEN reason = 'counted'
                                AND SUM(amount) OVER in_order > %s THEN 'above'
                               ELSE reason
                           END AS reason
                     FROM (%s) AS verdict
                   WINDOW in_order AS (PARTITION BY reason = 'counted'
                                       ORDER BY is_reported DESC, date, res_id)""",
                limit,
                verdict,
            )

        return select
