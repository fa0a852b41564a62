from odoo import api, fields, models
from odoo.fields import Domain

from ..models.sme_indicator import ADDITIVE

# decimals a figure is told with
DIGITS = {"hours": 1, "share": 1, "average": 1, "median_days": 1, "money": 2}
KINDS = ("output", "result", "working")


class SmeIndicatorReportFigures(models.AbstractModel):
    """The figures of a period, as far as the reader may read them.

    The number of queries does not depend on how many figures there are.
    """

    _name = "sme.indicator.report.figures"
    _description = "Hand over figures: Figures"

    project_id = fields.Many2one("sme.project", required=True, ondelete="cascade")
    period_id = fields.Many2one(
        "sme.reporting.period",
        domain="[('project_id', '=', project_id)]",
        ondelete="cascade",
        help="Empty: everything so far, of a project without reporting periods.",
    )
    member_id = fields.Many2one(
        "sme.project.member",
        string="Organisation",
        domain="[('id', 'in', member_choice_ids)]",
        ondelete="cascade",
        help="Empty: the whole project.",
    )

    def _find_values(self):
        """Return the figures reported on, in the order they are printed in."""
        values = self.env["sme.indicator.value"].search(
            [
                ("project_id", "=", self.project_id.id),
                ("period_id", "=", self.period_id.id),
                ("member_id", "=", self.member_id.id),
            ]
        )
        return values.sorted(lambda value: self._get_order(value.indicator_id))

    @api.model
    def _get_order(self, indicator):
        return KINDS.index(indicator.kind), indicator.sequence, indicator.code

    def _read_figures(self):
        """Return one row for each indicator.

        :returns: list of dicts with ``indicator`` (record), ``code``, ``name``,
            ``unit``, ``kind``, ``digits``; ``baseline``, ``milestone``, ``target``
            (None where nothing was promised), ``milestone_date``; ``previous``,
            ``period``, ``correction``, ``value`` (None of a share, an average or a
            median of no record); ``percent`` of the target that is
            reached (None without a target), ``is_falling``; ``is_sum``
            (cumulative is the sum of the three); ``counted``, ``left_out``,
            ``is_unverified``
        """
        return [self._prepare_row(value) for value in self._find_values()]

    @api.model
    def _prepare_row(self, value):
        """Return the row of a figure, in the words and against the promises of its day.

        What was reported keeps both, whatever became of indicator and target.
        """
        indicator = value.indicator_id
        promised = bool(value.frozen_terms or value.target or value.milestone)
        return {
            "indicator": indicator,
            "code": self._get_term(value, "code", indicator.code),
            "name": value.reported_title,
            "unit": value.reported_unit,
            "kind": indicator.kind,
            "digits": DIGITS.get(self._get_measure(value), 0),
            "baseline": value.baseline if promised else None,
            "milestone": value.milestone or None,
            "milestone_date": value.milestone and value.milestone_date,
            "target": value.target or None,
            **self._get_parts(value),
            "percent": self._get_percent(value),
            "is_falling": self._is_falling(value),
            "is_sum": self._get_measure(value) in ADDITIVE,
            "counted": value.counted_number,
            "left_out": value.left_out_number,
            "is_unverified": indicator.is_unverified,
        }

    @api.model
    def _get_parts(self, value):
        """Return what a figure is made of; None where no record was counted at all."""
        parts = {
            "previous": value.previous_value,
            "period": value.period_value,
            "correction": value.correction_value,
            "value": value.value,
        }
        return parts if value.has_data else dict.fromkeys(parts)

    @api.model
    def _get_term(self, value, key, now):
        """Return what was true when a figure was reported; not yet: what is now."""
        return (value.frozen_terms or {}).get(key) or now

    def _get_measure(self, value):
        return self._get_term(value, "measure", value.indicator_id.measure)

    def _get_organisation(self, value):
        return self._get_term(value, "member", value.member_id.partner_id.name or "")

    def _is_falling(self, value):
        """Whether less is better: of days, and where the target is below the start."""
        is_below = bool(value.target) and value.target < value.baseline
        return is_below or self._get_measure(value) == "median_days"

    def _get_percent(self, value):
        """Return how much of a target is reached, or None where that cannot be said.

        40 days where at most 30 were promised are 75 %.
        """
        if not value.target or not value.has_data:
            return None
        if self._is_falling(value):
            # nothing was counted, or all of it on the very day: no share of a target
            return 100 * value.target / value.value if value.value else None
        return 100 * value.value / value.target

    def _read_member_figures(self):
        """Return the figures of single organisations, of a report on all of them.

        :returns: list of ``(code, name, digits, rows)``, rows being
            ``(organisation, previous, period, correction, value)``; members whose
            figures the reader may not read are left out
        """
        if self.member_id:
            return []
        values = self.env["sme.indicator.value"].search(
            [
                ("project_id", "=", self.project_id.id),
                ("period_id", "=", self.period_id.id),
                ("member_id", "!=", False),
            ]
        )
        tables = []
        indicators = values.indicator_id.sorted(self._get_order)
        by_indicator = values.grouped("indicator_id")
        for indicator in indicators:
            own = by_indicator[indicator].sorted(
                lambda value: (
                    value.member_id.role_order,
                    self._get_organisation(value),
                )
            )
            rows = [
                (self._get_organisation(value), *self._get_parts(value).values())
                for value in own
            ]
            first = self._prepare_row(own[0])
            tables.append((first["code"], first["name"], first["digits"], rows))
        return tables

    def _read_trends(self):
        """Return how each figure grew: {indicator: [(period, cumulative value)]}.

        Up to the period reported on; later ones are none of this report's business.
        """
        if not self.period_id:
            return {}
        values = self.env["sme.indicator.value"].search(
            Domain("project_id", "=", self.project_id.id)
            & Domain("member_id", "=", self.member_id.id)
            & Domain("period_id.date_start", "<=", self.period_id.date_start)
        )
        return {
            indicator: [
                (value.period_id, value.value)
                for value in own.sorted(lambda value: value.period_id.date_start)
                if value.has_data
            ]
            for indicator, own in values.grouped("indicator_id").items()
        }
