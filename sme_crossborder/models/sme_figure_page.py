from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .groups import MANAGER

# what the panel beside the key figures offers
PANEL = ("project_id", "member_id", "period_id")


class SmeIndicatorValue(models.Model):
    """The page of key figures: the latest of each, its course, and what is behind."""

    _name = "sme.indicator.value"
    _inherit = ["sme.figure.light", "sme.indicator.value"]

    title = fields.Char(related="indicator_id.name", string="Indicator title")
    unit = fields.Char(related="indicator_id.unit")
    kind = fields.Selection(related="indicator_id.kind")
    rule = fields.Text(related="indicator_id.rule")
    is_unverified = fields.Boolean(related="indicator_id.is_unverified")
    is_latest = fields.Boolean(
        string="Latest",
        compute="_compute_is_latest",
        search="_search_is_latest",
        help="No later period of the project has this figure.",
    )
    trend = fields.Json(compute="_compute_trend", exportable=False)
    # of the same indicator and project, under the reader's own rules
    member_value_ids = fields.Many2many(
        "sme.indicator.value",
        string="By organisation",
        compute="_compute_around",
        compute_sudo=False,
    )
    course_value_ids = fields.Many2many(
        "sme.indicator.value",
        string="By period",
        compute="_compute_around",
        compute_sudo=False,
    )

    @api.depends("project_id", "indicator_id", "member_id", "period_id")
    def _compute_is_latest(self):
        latest = self.search([("id", "in", self.ids), ("is_latest", "=", True)])
        for value in self:
            value.is_latest = value in latest

    def _search_is_latest(self, operator, value):
        """What stands last on its course; a figure without period is the first."""
        if operator != "in" or not value:
            return NotImplemented
        self.env["sme.reporting.period"].flush_model(["date_end"])
        self.flush_model(["project_id", "indicator_id", "member_id", "period_id"])
        latest = SQL(
            """(SELECT DISTINCT ON (
                    figure.project_id, figure.indicator_id,
                    COALESCE(figure.member_id, 0)
                ) figure.id
                  FROM sme_indicator_value figure
             LEFT JOIN sme_reporting_period period ON period.id = figure.period_id
              ORDER BY figure.project_id, figure.indicator_id,
                       COALESCE(figure.member_id, 0),
                       period.date_end DESC NULLS LAST, figure.id DESC)"""
        )
        return Domain("id", "in" if True in value else "not in", latest)

    def _get_courses(self):
        """Return the figures of all periods, oldest first, by what they are of."""
        found = self.search(
            [
                ("project_id", "in", self.project_id.ids),
                ("indicator_id", "in", self.indicator_id.ids),
                ("member_id", "in", [False, *self.member_id.ids]),
                ("period_id", "!=", False),
            ]
        )
        ordered = found.sorted(lambda value: (value.period_id.date_end, value.id))
        return ordered.grouped(lambda v: (v.project_id, v.indicator_id, v.member_id))

    @api.depends("value", "project_id", "indicator_id", "member_id", "period_id")
    def _compute_trend(self):
        """Points to draw, until the figure's own period, and the target."""
        courses = self._get_courses()
        for value in self:
            key = value.project_id, value.indicator_id, value.member_id
            course = courses.get(key, self.browse())
            last = value.period_id.date_end
            points = [
                {"name": point.period_id.name, "value": point.value}
                for point in course
                if last and point.period_id.date_end <= last and point.has_data
            ]
            value.trend = {"points": points, "target": value.target}

    @api.depends("project_id", "indicator_id", "member_id", "period_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_around(self):
        courses = self._get_courses()
        found = self.search(
            [
                ("project_id", "in", self.project_id.ids),
                ("indicator_id", "in", self.indicator_id.ids),
                ("period_id", "in", [False, *self.period_id.ids]),
                ("member_id", "!=", False),
            ]
        )
        members = found.grouped(lambda v: (v.project_id, v.indicator_id, v.period_id))
        for value in self:
            what, nothing = (value.project_id, value.indicator_id), self.browse()
            parts = (
                nothing if value.member_id else members.get((*what, value.period_id))
            )
            value.member_value_ids = parts or nothing
            value.course_value_ids = courses.get((*what, value.member_id), nothing)

    @api.model
    def search_panel_select_range(self, field_name, **kwargs):
        """Offer every project, organisation and period that has a figure.

        The filters of the page, as *Latest*, would leave the latest period alone to
        choose from. What is chosen beside it still narrows what is offered: the client
        asks again for what has counters, which tell nothing here and are left out.
        """
        if field_name not in PANEL:
            return super().search_panel_select_range(field_name, **kwargs)
        kwargs["search_domain"] = kwargs.get("category_domain", [])
        found = super().search_panel_select_range(field_name, **kwargs)
        for value in found.get("values", ()):
            value.pop("__count", None)
        return found

    @api.model
    def _check_may_count(self):
        """:raises AccessError: the user is no project manager"""
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(
                self.env._("Project managers count. Ask one of yours to press it.")
            )

    def action_count_now(self):
        """Count anew: the projects of the figures, by default all running ones.

        Counting takes what records say; nobody chooses a figure by it. What is frozen
        stays as it is.

        :returns: an action that says so
        :raises AccessError: the user is no project manager
        :raises UserError: no running project has a target
        """
        self._check_may_count()
        self.check_access("read")
        projects = self.project_id or self._get_countable_projects()
        if not projects:
            raise UserError(
                self.env._(
                    "There is nothing to count: no running project of yours has a "
                    "target. Open a project and enter its targets first."
                )
            )
        for project in projects:
            self._recount_open(project)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Counted: %(projects)s.",
                    projects=", ".join(projects.mapped("display_name")),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _get_countable_projects(self):
        """Return the running projects the user may read that promised something."""
        targets = self.env["sme.indicator.target"].search(
            [("member_id", "=", False), ("project_id.state", "=", "running")]
        )
        return targets.project_id
