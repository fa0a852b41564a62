# ruff: noqa: S608  (what is put into the SQL are names written here)
"""What rows written by hand come to: with nothing locked, and with locked periods."""

from __future__ import annotations

import re

NUMBER, HOURS = "COUNT(*) {}", "SUM(minutes) {} / 60.0"
HEADS, AMOUNT = "SUM(heads) {}", "SUM(amount) {}"
MEDIAN = "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY days) {}"
SHARE = "100.0 * SUM(part) {0} / NULLIF(COUNT(*) {0}, 0)"
AVERAGE = "AVG(points) {}"
# of what does not add up, the column it is taken of
_COLUMN = {SHARE: "part", MEDIAN: "days", AVERAGE: "points"}


def in_order(record, day):
    """Order by day; where something was reported, its record stays the first."""
    return f"/* reported first: {record} */ {day}, {record}"


def figures(value, rows):
    """Sum rows (`member_id`, `day`, `id`, …) up for each member and for the project."""
    return f"""
        SELECT member_id, {value.format("")},
               {value.format("FILTER (WHERE day >= %(since)s)")}
          FROM ({rows}) AS counted
      GROUP BY GROUPING SETS ((member_id), ())"""


def figures_since(code, value, rows):
    """Do the same where a period is locked: what was told is not told again.

    The figures of the locked period are given by their ids, or the database reads the
    receipts of all figures to find those of some.

    :returns: SQL of rows member, so far, reported before, of the period, correction
    """
    rows = re.sub(
        r"/\* reported first: (\S+) \*/",
        r"\1 IN (SELECT res_id FROM told) DESC,",
        rows,
    )
    told = f"""
        SELECT receipt.res_id, receipt.member_id, receipt.amount AS reported
          FROM sme_indicator_receipt AS receipt
         WHERE receipt.value_id = ANY(%({code})s) AND receipt.is_counted"""
    column = _COLUMN.get(value)
    if column:
        summed = _with_what_was_told(value, column)
    else:
        fresh = "FILTER (WHERE told.res_id IS NULL AND day >= %(since)s)"
        summed = f"""
            SELECT counted.member_id, {value.format("")} AS so_far,
                   {value.format(fresh)} AS of_period, NULL::float AS uncorrected
              FROM counted LEFT JOIN told ON told.res_id = counted.id
          GROUP BY GROUPING SETS ((counted.member_id), ())"""
    return f"""
        WITH told AS ({told}), counted AS MATERIALIZED ({rows}), summed AS ({summed}),
             was AS (SELECT value.member_id, value.value
                       FROM sme_indicator_value AS value
                      WHERE value.project_id = %(project)s
                        AND value.period_id = %(locked)s
                        AND value.indicator_id = (
                            SELECT id FROM sme_indicator
                             WHERE code = '{code}' AND company_id IS NULL))
        SELECT COALESCE(summed.member_id, was.member_id), so_far, was.value, of_period,
               COALESCE(so_far, 0) - COALESCE(
                   uncorrected, was.value + COALESCE(of_period, 0), of_period, 0)
          FROM summed
     FULL JOIN was
            ON COALESCE(was.member_id, 0) = COALESCE(summed.member_id, 0)"""


def _with_what_was_told(value, column):
    """Of what does not add up, take the figure without corrections as well."""
    return f"""
        SELECT member_id, {value.format("FILTER (WHERE is_now)")} AS so_far,
               {value.format("FILTER (WHERE is_new)")} AS of_period,
               {value.format("FILTER (WHERE is_new OR NOT is_now)")} AS uncorrected
          FROM (SELECT counted.member_id, {column}, TRUE AS is_now,
                       told.res_id IS NULL AND day >= %(since)s AS is_new
                  FROM counted LEFT JOIN told ON told.res_id = counted.id
             UNION ALL
                SELECT member_id, reported, FALSE, FALSE FROM told) AS line
      GROUP BY GROUPING SETS ((member_id), ())"""
