from odoo import api, fields, models

LEAST_MINUTES = 180
LEAST_DAYS = 2
NEW_FIRM_YEARS = 5


class SmeProjectIndicator(models.AbstractModel):
    """By which thresholds a project counts; each funding programme has its own."""

    _name = "sme.project.indicator"
    _description = "Project: Thresholds of Counting"

    least_support_minutes = fields.Integer(
        string="Least support (minutes)",
        default=LEAST_MINUTES,
        tracking=True,
        help="Non-financial support (RCO04) is counted once a firm had this much, from "
        "all members together. A single contact is none.",
    )
    least_support_days = fields.Integer(
        string="Least support (days)",
        default=LEAST_DAYS,
        tracking=True,
        help="On how many different days the support must have been given.",
    )
    new_firm_years = fields.Integer(
        string="New enterprise (years)",
        default=NEW_FIRM_YEARS,
        tracking=True,
        help="A firm is new (RCO05) up to this many years after the year it was "
        "founded, on the day it is enrolled.",
    )
    target_ids = fields.One2many("sme.indicator.target", "project_id", string="Targets")
    period_ids = fields.One2many(
        "sme.reporting.period", "project_id", string="Reporting periods"
    )
    counted_at = fields.Datetime(
        string="Figures counted at", compute="_compute_counted_at"
    )

    @api.depends("target_ids")
    def _compute_counted_at(self):
        """When the figures of the project were counted last, as far as one may read."""
        rows = self.env["sme.indicator.value"]._read_group(
            [("project_id", "in", self.ids)], ["project_id"], ["counted_at:max"]
        )
        counted = {project.id: moment for project, moment in rows}
        for project in self:
            project.counted_at = counted.get(project._origin.id)

    def action_count_now(self):
        """Count the figures of the project anew, as far as they are not frozen.

        :raises AccessError: the user may not read the project, or is no manager
        """
        self.ensure_one()
        self.check_access("read")
        self.env["sme.indicator.value"]._check_may_count()
        self.env["sme.indicator.value"]._recount_open(self)
        return True

    def _get_reported_indicators(self):
        """Return the indicators the project has a target of its own for."""
        own = self.target_ids.filtered(lambda target: not target.member_id)
        return own.indicator_id
