from collections import Counter

from odoo import api, models
from odoo.tools import SQL

PARTS = ("before", "this", "correction")
# what a line is, in bits
THIS, CORRECTION, TOLD = 1, 2, 4


class SmeIndicatorFigures(models.AbstractModel):
    """Figures are aggregates of the lines of one query for each indicator."""

    _name = "sme.indicator.figures"
    _description = "Indicator Value: Figures"

    @api.model
    def _get_figures(self, indicator, project, frame):
        """Return what an indicator comes to, for each member and the project.

        :returns: dict ``{member id, or None for the project: dict of columns}``
        """
        limit = frame.limits.get(indicator.not_above_id)
        if limit is not None and indicator._is_additive() and frame.tells_all():
            # seldom reached: who is above it need not be asked before it is
            figures = self._get_sums(indicator, project, frame.without_limits())
            if figures[None]["value"] <= limit:
                return figures
        return self._get_sums(indicator, project, frame)

    @api.model
    def _get_sums(self, indicator, project, frame):
        """Return the figures of one query; two of one rule are the same question.

        So they are where something is frozen, if it was told of both alike.
        """
        counting = indicator._select_counting(project, frame)
        told = frame.frozen_ids
        question = (
            indicator.measure,
            counting.code,
            repr([param for param in counting.params if param is not told]),
        )
        answers = frame.answers.setdefault(question, {})
        for others, figures in answers.items():
            if others == told or self._is_told_alike(others, told):
                return figures
        answers[told] = self._sum_up(indicator, counting, frame)
        return answers[told]

    @api.model
    def _is_told_alike(self, one, other):
        """Whether two groups of frozen figures have the same receipts.

        Reading the receipts of both takes a tenth of what counting anew takes.

        :param tuple one: ids of figures
        :param tuple other: ids of figures
        """

        def select(ids):
            return SQL(
                """SELECT period_id, member_id, res_id, is_counted, reason,
                          is_correction, amount, weight
                     FROM sme_indicator_receipt WHERE value_id IN %s""",
                ids,
            )

        # as many, and none of the one that the other has not
        [[is_alike]] = self.env.execute_query(
            SQL(
                """SELECT (SELECT COUNT(*) FROM sme_indicator_receipt
                            WHERE value_id IN %s)
                        = (SELECT COUNT(*) FROM sme_indicator_receipt
                            WHERE value_id IN %s)
                      AND NOT EXISTS (%s EXCEPT ALL %s)""",
                one,
                other,
                select(one),
                select(other),
            )
        )
        return is_alike

    @api.model
    def _sum_up(self, indicator, counting, frame):
        keys = [None, *(one.member_id for one in frame.members)]
        if indicator.measure == "median_days":
            found = self._get_medians(counting, frame)
            return {
                key: self._work_out(indicator, found.get(key), found.get(key))
                for key in keys
            }
        # what a line is, as one number: a single key beside the member
        rows = self.env.execute_query(
            SQL(
                """%s
                SELECT member_id, kind, SUM(amount), SUM(weight), COUNT(*)
                  FROM (SELECT member_id, amount, weight,
                               (at = 'this')::int + 2 * is_correction::int
                               + 4 * (is_counted AND reason <> 'gone')::int AS kind
                          FROM line) AS told
              GROUP BY 1, 2""",
                counting,
            )
        )
        found = {}
        for member_id, kind, amount, weight, number in rows:
            part = "before"
            if kind & THIS:
                part = "correction" if kind & CORRECTION else "this"
            # the project's is made of the same lines as its members'
            for key in (member_id, None):
                sums = found.setdefault(key, Counter())
                sums[f"{part}_amount"] += amount or 0
                sums[f"{part}_weight"] += weight or 0
                if kind & THIS:
                    name = "counted_number" if kind & TOLD else "left_out_number"
                    sums[name] += number
        return {key: self._work_out(indicator, found.get(key), None) for key in keys}

    @api.model
    def _get_medians(self, counting, frame):
        """Return the medians of each subset of lines, which do not add up."""
        subsets = {
            "value": SQL("TRUE"),
            "previous": SQL("at = 'before'"),
            "period": SQL("at = 'this' AND NOT is_correction"),
            "without": SQL("NOT (at = 'this' AND is_correction)"),
        }
        if frame.has_frozen:
            columns, net = self._get_nets(subsets)
        else:
            # nothing is corrected: each line is a record, and *without* is *value*
            del subsets["without"]
            columns = [
                SQL(
                    "COALESCE(percentile_cont(0.5) WITHIN GROUP (ORDER BY amount)"
                    " FILTER (WHERE is_counted AND %s), 0) AS %s",
                    subset,
                    SQL.identifier(name),
                )
                for name, subset in subsets.items()
            ]
            columns += [
                SQL(
                    "COUNT(*) FILTER (WHERE at = 'this' AND is_counted)"
                    " AS counted_number"
                ),
                SQL(
                    "COUNT(*) FILTER (WHERE at = 'this' AND NOT is_counted)"
                    " AS left_out_number"
                ),
            ]
            net = SQL("SELECT * FROM line")
        rows = self.env.execute_query_dict(
            SQL(
                """%s
                SELECT member_id, GROUPING(member_id) AS is_project, %s
                  FROM (%s) AS net
              GROUP BY GROUPING SETS ((member_id), ())""",
                counting,
                SQL(", ").join(columns),
                net,
            )
        )
        return {None if row["is_project"] else row["member_id"]: row for row in rows}

    def _get_nets(self, subsets):
        """What was reported and corrected since is one record still."""
        columns = [
            SQL(
                "COALESCE(percentile_cont(0.5) WITHIN GROUP (ORDER BY %s)"
                " FILTER (WHERE %s > 0), 0) AS %s",
                SQL.identifier(f"{name}_amount"),
                SQL.identifier(f"{name}_weight"),
                SQL.identifier(name),
            )
            for name in subsets
        ]
        columns += [
            SQL("COALESCE(SUM(counted), 0)::int AS counted_number"),
            SQL("COALESCE(SUM(left_out), 0)::int AS left_out_number"),
        ]
        # what is left out weighs nothing and is in no median
        told = SQL("is_counted AND reason <> 'gone'")
        net = SQL(
            "SELECT member_id, COUNT(*) FILTER (WHERE at = 'this' AND %s) AS counted,"
            " COUNT(*) FILTER (WHERE at = 'this' AND NOT (%s)) AS left_out, %s"
            " FROM line GROUP BY res_id, member_id",
            told,
            told,
            SQL(", ").join(
                SQL(
                    "SUM(%s) FILTER (WHERE %s) AS %s",
                    SQL.identifier(column),
                    subset,
                    SQL.identifier(f"{name}_{column}"),
                )
                for name, subset in subsets.items()
                for column in ("amount", "weight")
            ),
        )
        return columns, net

    @api.model
    def _work_out(self, indicator, row, median):
        """Return the columns of one figure from its sums."""
        row = row or {}

        def figure(*parts):
            amount = sum(row.get(f"{part}_amount") or 0 for part in parts)
            weight = sum(row.get(f"{part}_weight") or 0 for part in parts)
            if indicator._is_additive():
                return float(amount)
            if not weight:
                return 0.0
            return float(amount) * (100 if indicator.measure == "share" else 1) / weight

        if median:
            value, previous = median["value"], median["previous"]
            # without corrections it is the same
            period, without = median["period"], median.get("without", value)
        else:
            value, previous = figure(*PARTS), figure("before")
            period, without = figure("this"), figure("before", "this")
        return {
            "previous_value": previous,
            "period_value": period,
            "correction_value": value - without,
            "value": value,
            "counted_number": row.get("counted_number", 0),
            "left_out_number": row.get("left_out_number", 0),
        }
