from odoo import models
from odoo.tools import SQL


class SmeIndicatorLines(models.AbstractModel):
    """What is frozen: joined to the records, and added to by their verdicts."""

    _name = "sme.indicator.lines"
    _description = "Indicator: Lines of a Period"

    def _select_known(self, frame):
        """Join what frozen figures told, once, to what is to be told today.

        A record that is no candidate any more is there too, with a reason against it:
        it is behind all others and is in nobody's way.
        """
        if not frame.has_frozen:
            return None
        return lambda last: SQL(
            """SELECT COALESCE(now.res_id, was.res_id) AS res_id, now.date,
                      COALESCE(was.member_id, now.member_id) AS member_id,
                      now.entity_key, now.firm_name, now.unit, now.reference,
                      COALESCE(now.is_enrolled, FALSE) AS is_enrolled, now.minutes,
                      now.amount, COALESCE(was.weight, 0) > 0 AS is_reported,
                      was.amount AS was_amount, was.weight AS was_weight,
                      now.res_id IN (%s) AS was_left_out,
                      CASE WHEN now.res_id IS NULL THEN 'gone' ELSE now.reason
                       END AS reason
                 FROM %s AS now
            FULL JOIN reported AS was ON was.res_id = now.res_id
               OFFSET 0""",
            self._select_left_out_before(frame),
            last,
        )

    def _select_unsettled(self, frame):
        """Leave away what was told to be left out and is still, whatever comes next.

        It is most of a large project's records, and would be sorted with the others.
        """
        if not frame.has_frozen:
            return None
        return lambda last: SQL(
            """SELECT * FROM %s
                WHERE reason IS NULL OR was_weight IS NOT NULL OR NOT was_left_out""",
            last,
        )

    def _select_fresh(self, frame):
        """What the verdicts add to what is frozen: the receipts of open figures.

        A record counts in the first period of its day that is open for its member. One
        that was reported and counts otherwise today, or no more, is corrected in the
        first open period.
        """
        by_day = SQL(
            """CASE WHEN counted.date <= frame.open_until THEN 'before'
                    WHEN frame.is_open THEN 'this' ELSE 'after' END"""
        )
        join = SQL("LEFT JOIN frame ON frame.member_id = counted.member_id")
        columns = SQL(
            """counted.res_id, counted.date, counted.member_id, counted.entity_key,
               counted.firm_name, counted.reference, counted.is_enrolled,
               counted.other_member_id, counted.other_id, counted.other_date"""
        )
        if not frame.has_frozen:
            common = frame.get_common()
            if common:
                join = SQL()
                by_day = SQL(
                    """CASE WHEN counted.date <= %s::date THEN 'before'
                            WHEN %s THEN 'this' ELSE 'after' END""",
                    common.open_until,
                    common.is_open,
                )
            return lambda last: SQL(
                """SELECT %(columns)s, counted.reason,
                          counted.reason = 'counted' AS is_counted,
                          counted.amount * (counted.reason = 'counted')::int AS amount,
                          (counted.reason = 'counted')::int AS weight,
                          FALSE AS is_correction,
                          %(by_day)s AS at
                     FROM counted %(join)s""",
                columns=columns,
                by_day=by_day,
                join=join,
            )
        to_correct = SQL(
            """CASE WHEN frame.open_until IS NOT NULL THEN 'before'
                    WHEN frame.is_open THEN 'this' ELSE 'after' END"""
        )
        # what was reported stays with whom it was reported for: see `_select_known`
        return lambda last: SQL(
            """SELECT %(columns)s,
                      CASE WHEN counted.reason <> 'counted' AND was_weight > 0
                           THEN 'gone' ELSE counted.reason END AS reason,
                      counted.reason = 'counted' OR COALESCE(was_weight, 0) > 0
                          AS is_counted,
                      CASE WHEN counted.reason = 'counted'
                           THEN counted.amount - COALESCE(was_amount, 0)
                           WHEN was_weight > 0 THEN -was_amount
                           ELSE 0 END AS amount,
                      (counted.reason = 'counted')::int - COALESCE(was_weight, 0)
                          AS weight,
                      COALESCE(was_weight, 0) > 0 OR (counted.reason = 'counted'
                          AND counted.date <= frame.locked_until) IS TRUE
                          AS is_correction,
                      CASE WHEN was_weight > 0 THEN %(to_correct)s
                           ELSE %(by_day)s END AS at
                 FROM counted
            CROSS JOIN LATERAL (%(frame)s) AS frame
                WHERE (was_weight IS NULL
                       AND (counted.reason = 'counted' OR NOT was_left_out))
                   OR (was_weight > 0 AND counted.reason <> 'counted')
                   OR (was_weight > 0 AND counted.amount <> was_amount)
                   OR (was_weight <= 0 AND counted.reason = 'counted')""",
            columns=columns,
            frame=self._select_frame(frame),
            by_day=by_day,
            to_correct=to_correct,
        )

    def _select_frame(self, frame):
        """What is open for the member of a line; the same for all, most of the time."""
        common = frame.get_common()
        if common:
            return SQL(
                "SELECT %s::date AS open_until, %s::date AS locked_until,"
                " %s::boolean AS is_open",
                common.open_until,
                common.locked_until,
                common.is_open,
            )
        return SQL("SELECT * FROM frame AS one WHERE one.member_id = counted.member_id")

    def _select_left_out_before(self, frame):
        """What frozen figures told to be left out, which is told once."""
        return SQL(
            """SELECT res_id FROM sme_indicator_receipt
                WHERE value_id IN %s AND NOT is_counted AND res_id IS NOT NULL""",
            frame.frozen_ids,
        )

    def _select_lines(self, frame):
        """Receipts of all periods up to this one, frozen and open."""
        fresh = SQL(
            """SELECT res_id, member_id, reason, is_counted, amount, weight,
                      is_correction, at FROM fresh WHERE at <> 'after'"""
        )
        if not frame.has_frozen or not frame.period:
            return lambda last: fresh
        if frame.is_frozen_before:
            # what each record came to is read already, and all of it was before
            return lambda last: SQL(
                """%s
                UNION ALL
                   SELECT res_id, member_id, 'counted', TRUE, amount, weight, FALSE,
                          'before'
                     FROM reported WHERE weight <> 0 OR amount <> 0""",
                fresh,
            )
        return lambda last: SQL(
            """%s
            UNION ALL
               SELECT receipt.res_id, receipt.member_id, receipt.reason,
                      receipt.is_counted, receipt.amount, receipt.weight,
                      receipt.is_correction,
                      CASE WHEN period.id = %s THEN 'this' ELSE 'before' END
                 FROM sme_indicator_receipt AS receipt
                 JOIN sme_indicator_value AS value ON value.id = receipt.value_id
                 JOIN sme_reporting_period AS period ON period.id = value.period_id
                WHERE value.id IN %s AND period.date_end <= %s""",
            fresh,
            frame.period.id,
            frame.frozen_ids,
            frame.period.date_end,
        )
