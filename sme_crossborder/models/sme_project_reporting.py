from odoo import api, fields, models
from odoo.exceptions import UserError

from .dialogs import open_dialog


class SmeProjectReporting(models.AbstractModel):
    """The reporting periods of a project, and whether it asks after its end."""

    _name = "sme.project.reporting"
    _description = "Project: Reporting Periods"

    asks_after_end = fields.Boolean(
        string="Ask after the end",
        default=True,
        tracking=True,
        help="Firms and members get a question by mail 6 and 12 months after the end: "
        "do they still cooperate?",
    )
    period_count = fields.Integer(
        string="Number of periods", compute="_compute_period_count"
    )

    @api.depends("period_ids")
    def _compute_period_count(self):
        counts = dict(
            self.env["sme.reporting.period"]._read_group(
                [("project_id", "in", self.ids)], ["project_id"], ["__count"]
            )
        )
        for project in self:
            project.period_count = counts.get(project._origin, 0)

    def action_set_up_periods(self):
        """Open the dialog that cuts the project into reporting periods."""
        self.ensure_one()
        return open_dialog(
            self.env._("Reporting periods"),
            "sme.reporting.setup",
            context={"default_project_id": self.id},
        )

    def action_view_periods(self):
        return self._action_view_attached("sme_crossborder.sme_reporting_period_action")

    @api.constrains("date_start", "date_end")
    def _check_period_dates(self):
        self.period_ids._check_within_project()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reported(self):
        for project in self:
            if project.period_ids:
                raise UserError(
                    self.env._(
                        "Project %(project)s has reporting periods, so it cannot be "
                        "deleted. Archive it instead.",
                        project=project.acronym,
                    )
                )
