from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class SmeReportingSetup(models.TransientModel):
    """Cuts what is left of a project into reporting periods of so many months."""

    _name = "sme.reporting.setup"
    _inherit = ["sme.dialog"]
    _description = "Set Up Reporting Periods"

    project_id = fields.Many2one(
        "sme.project", required=True, readonly=True, ondelete="cascade"
    )
    date_start = fields.Date(
        string="First day",
        compute="_compute_date_start",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    is_covered = fields.Boolean(compute="_compute_is_covered")
    months = fields.Integer(default=6, required=True)
    prefix = fields.Char(
        string="Called",
        default=lambda self: self.env._("Period"),
        required=True,
        help="With a number behind it.",
    )
    preview = fields.Text(string="Periods", compute="_compute_preview")

    @api.depends("project_id")
    def _compute_date_start(self):
        """The day after the last period, or the project's first."""
        for dialog in self:
            last = dialog.project_id.period_ids.sorted("date_end")[-1:]
            dialog.date_start = (
                last.date_end + timedelta(days=1)
                if last
                else dialog.project_id.date_start
            )

    @api.depends("project_id")
    def _compute_is_covered(self):
        """Whether there is a period until the project's last day already."""
        for dialog in self:
            project = dialog.project_id
            ends = [end for end in project.period_ids.mapped("date_end") if end]
            dialog.is_covered = bool(
                ends and project.date_end and max(ends) >= project.date_end
            )

    @api.depends("project_id", "date_start", "months", "prefix")
    def _compute_preview(self):
        for dialog in self:
            dialog.preview = "\n".join(
                f"{vals['name']}: {format_date(self.env, vals['date_start'])} – "
                f"{format_date(self.env, vals['date_end'])}"
                for vals in dialog._prepare_periods()
            )

    def _prepare_periods(self):
        """Return the values of the periods; the last may be shorter than the others."""
        end, day = self.project_id.date_end, self.date_start
        if not end or not day or self.months < 1:
            return []
        number = len(self.project_id.period_ids)
        periods = []
        while day <= end:
            count = len(periods) + 1
            after = fields.Date.add(self.date_start, months=self.months * count)
            last = min(after - timedelta(days=1), end)
            periods.append(
                {
                    "project_id": self.project_id.id,
                    "name": f"{(self.prefix or '').strip()} {number + count}",
                    "date_start": day,
                    "date_end": last,
                }
            )
            day = last + timedelta(days=1)
        return periods

    def action_create(self):
        """Make the periods, and show them.

        :raises UserError: naming what keeps it from being cut
        """
        self.ensure_one()
        project = self.project_id
        project.check_access("write")
        if self.months < 1:
            raise UserError(
                self.env._("A period has at least one month. Enter how many it has.")
            )
        periods = self._prepare_periods()
        if not periods:
            raise UserError(
                self.env._(
                    "Nothing of project %(project)s is left to cut into periods. Check "
                    "its dates, and the first day.",
                    project=project.acronym,
                )
            )
        self.env["sme.reporting.period"].create(periods)
        return project.action_view_periods()
