from odoo import api, fields, models
from odoo.tools.misc import format_date, formatLang

from ..tools.traffic_light import MILESTONE, Course, light


class SmeFigureLight(models.AbstractModel):
    """How a figure compares with where it should be, and the rule in words."""

    _name = "sme.figure.light"
    _description = "Figure: Traffic Light"

    light = fields.Selection(
        selection=[
            ("green", "On its way"),
            ("amber", "Behind"),
            ("red", "Far behind"),
            ("none", "No target"),
        ],
        string="Traffic light",
        compute="_compute_light",
    )
    has_data = fields.Boolean(
        string="With data",
        compute="_compute_has_data",
        compute_sudo=False,
        exportable=False,
        help="Without records a share, an average or a median is not "
        "zero: there is nothing to show.",
    )
    light_reason = fields.Char(string="Why", compute="_compute_light")
    expected_value = fields.Float(string="Expected", compute="_compute_light")
    target_percent = fields.Float(string="Of the target (%)", compute="_compute_light")

    @api.depends("value", "counted_number", "project_id", "indicator_id", "period_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_has_data(self):
        """Ask whether anything was counted in this period or in an earlier one."""
        empty = self.filtered(
            lambda value: (
                not (
                    value.value
                    or value.counted_number
                    or value.indicator_id._is_additive()
                )
            )
        )
        earlier = empty and self.search(
            [
                ("project_id", "in", empty.project_id.ids),
                ("indicator_id", "in", empty.indicator_id.ids),
                ("counted_number", ">", 0),
                ("period_id", "!=", False),
            ]
        )
        first = {}
        for value in earlier:
            key = value.project_id, value.indicator_id, value.member_id
            day = value.period_id.date_end
            first[key] = min(first.get(key, day), day)
        for value in self:
            key = value.project_id, value.indicator_id, value.member_id
            last = value.period_id.date_end
            value.has_data = value not in empty or bool(
                last and key in first and first[key] < last
            )

    @api.depends("value", "project_id", "indicator_id", "member_id", "period_id")
    @api.depends_context("uid", "allowed_company_ids", "lang", "tz")
    def _compute_light(self):
        """Compare with the expectation of the day: today, or the period's last day.

        Without a target, or in a project without dates, there is nothing to compare
        with, and the reason says what to enter where.
        """
        targets = self._get_own_targets()
        today = fields.Date.context_today(self)
        for value in self:
            target = targets.get(
                (value.project_id, value.indicator_id, value.member_id)
            )
            value.target_percent = (
                100 * value.value / target.target if target and target.target else 0
            )
            value.light, value.expected_value = "none", 0
            value.light_reason = value._say_no_light(target)
            if value.light_reason:
                continue
            if not value.has_data:
                value.light = False
                value.light_reason = self.env._("No figure is counted yet")
                continue
            day = min(today, value.period_id.date_end or today)
            project, course = value.project_id, value._get_course(target)
            expected = course.expected(day, project.light_path)
            percent = course.percent(value.value, expected)
            value.expected_value = expected
            value.light = light(
                percent, project.light_green_percent, project.light_amber_percent
            )
            value.light_reason = value._say_light(course, day, expected, percent)

    def _get_own_targets(self):
        """Return what was promised, by project, indicator and member."""
        targets = self.env["sme.indicator.target"].search(
            [
                ("project_id", "in", self.project_id.ids),
                ("indicator_id", "in", self.indicator_id.ids),
            ]
        )
        return {(t.project_id, t.indicator_id, t.member_id): t for t in targets}

    def _get_course(self, target):
        """Return where the figure goes, from the project's start to its end.

        Of days less is better; so it is wherever the target is below the baseline. What
        does not add up has no way from nothing to its target: without a baseline it
        should be there all along.
        """
        project, indicator = self.project_id, self.indicator_id
        return Course(
            target.baseline,
            target.target,
            project.date_start,
            project.date_end,
            target.milestone,
            target.milestone_date or None,
            is_level=not indicator._is_additive() and not target.baseline,
            is_falling=indicator.measure == "median_days"
            or target.target < target.baseline,
        )

    def _say_no_light(self, target):
        """Return why there is nothing to compare with, False if there is."""
        if not target or not (target.target or target.baseline):
            if self.member_id:
                return self.env._("No target is set for this organisation.")
            return self.env._(
                "No target is set: enter one in the project, under its targets."
            )
        project = self.project_id
        if not project.date_start or not project.date_end:
            return self.env._(
                "%(project)s has no start or no end: without both there is no day to "
                "compare with.",
                project=project.acronym,
            )
        return False

    def _say_light(self, course, day, expected, percent):
        """Return the rule with its figures, in the reader's language."""
        project = self.project_id
        said = {
            "day": format_date(self.env, day),
            "expected": self._say_figure(expected),
            "value": self._say_figure(self.value),
            "percent": self._say_figure(percent),
            "green": project.light_green_percent,
            "amber": project.light_amber_percent,
            "baseline": self._say_figure(course.baseline),
            "start": format_date(self.env, course.start),
            "target": self._say_figure(course.target),
            "end": format_date(self.env, course.end),
            "milestone": self._say_figure(course.milestone),
            "milestone_day": format_date(self.env, course.milestone_date)
            if course.milestone_date
            else "",
        }
        if course.is_level and course.is_falling:
            line = self.env._("At most %(expected)s is expected all along", **said)
        elif course.is_level:
            line = self.env._("%(expected)s is expected all along", **said)
        elif project.light_path == MILESTONE and course.has_milestone:
            line = self.env._(
                "%(expected)s is expected by %(day)s, from %(baseline)s on %(start)s "
                "through %(milestone)s on %(milestone_day)s to %(target)s on %(end)s",
                **said,
            )
        else:
            line = self.env._(
                "%(expected)s is expected by %(day)s, on a straight line from "
                "%(baseline)s on %(start)s to %(target)s on %(end)s",
                **said,
            )
        if course.is_falling:
            return self.env._(
                "%(line)s. It is %(value)s, and less is better: expected is "
                "%(percent)s %% of that. Green from %(green)s %%, amber from "
                "%(amber)s %%, red below.",
                line=line,
                **said,
            )
        return self.env._(
            "%(line)s. It is %(value)s, %(percent)s %% of that. Green from "
            "%(green)s %%, amber from %(amber)s %%, red below.",
            line=line,
            **said,
        )

    def _say_figure(self, number):
        """Return a number with a decimal only where it has one."""
        rounded = round(number, 1)
        return formatLang(self.env, rounded, digits=0 if rounded == int(rounded) else 1)
