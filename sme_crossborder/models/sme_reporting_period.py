from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from .choices import say_choice
from .dates import say_day
from .reporting_lock import ACT, PERIOD, PERIOD_COLUMNS, keep_reported

# what follows from what is done, never from typing
ACTS = {
    "state",
    "submitted_on",
    "submitted_by",
    "approved_on",
    "approved_by",
    "approval_date",
    "approval_reference",
    "return_comment",
    "revision",
    "reminded_on",
}
# once somebody reported on it, it stays the stretch it is
STRETCH = {"project_id", "date_start", "date_end"}


class SmeReportingPeriod(models.Model):
    """A stretch of a project that is reported on at once."""

    _name = "sme.reporting.period"
    _description = "Reporting Period"
    _inherit = [
        "sme.reporting.schedule",
        "sme.reporting.report",
        "sme.boundary",
        "sme.thread",
        "sme.activity",
    ]
    _order = "project_id, date_start, id"

    project_id = fields.Many2one(
        "sme.project", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="project_id.company_id", store=True, index=True
    )
    name = fields.Char(required=True, tracking=True)
    date_start = fields.Date(string="First day", required=True, tracking=True)
    date_end = fields.Date(string="Last day", required=True, tracking=True)
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("submitted", "Report submitted"),
            ("returned", "Report returned"),
            ("approved", "Approved and locked"),
        ],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    contribution_ids = fields.One2many(
        "sme.reporting.contribution", "period_id", string="Contributions"
    )
    value_ids = fields.One2many(
        "sme.indicator.value",
        "period_id",
        string="Figures of the project",
        domain=[("member_id", "=", False)],
        readonly=True,
    )
    document_ids = fields.One2many(
        "sme.reporting.document", "period_id", string="Documents"
    )
    narrative = fields.Text(
        string="Summary", help="Of the whole project, for the funding programme."
    )
    submitted_on = fields.Datetime(string="Submitted on", readonly=True, copy=False)
    submitted_by = fields.Char(string="Submitted by", readonly=True, copy=False)
    approval_date = fields.Date(
        string="Approved on",
        readonly=True,
        copy=False,
        tracking=True,
        help="The day the funding programme approved the report.",
    )
    approval_reference = fields.Char(
        string="Reference of the approval", readonly=True, copy=False, tracking=True
    )
    approved_on = fields.Datetime(string="Locked on", readonly=True, copy=False)
    approved_by = fields.Char(string="Locked by", readonly=True, copy=False)
    return_comment = fields.Text(
        string="Returned because", readonly=True, copy=False, tracking=True
    )
    # acts take turns by it: two at once would both see the figures of before
    revision = fields.Integer(readonly=True, copy=False, groups=fields.NO_ACCESS)

    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "A period cannot end before it starts."
    )
    _overlap_check = models.Constraint(
        "EXCLUDE USING gist (int4range(project_id, project_id, '[]') WITH &&, "
        "daterange(date_start, date_end, '[]') WITH &&)",
        "Two periods of a project cannot overlap.",
    )
    _name_uniq = models.UniqueIndex(
        "(project_id, lower(name))", "The project has a period of this name already."
    )

    def init(self):  # pylint: disable=missing-return
        super().init()
        keep_reported(self.env.cr, PERIOD)

    @api.depends("name", "project_id")
    def _compute_display_name(self):
        for period in self:
            period.display_name = f"{period.project_id.acronym or ''} {period.name}"

    @api.constrains("project_id", "date_start", "date_end")
    def _check_within_project(self):
        for period in self:
            project = period.project_id
            early = project.date_start and period.date_start < project.date_start
            late = project.date_end and period.date_end > project.date_end
            if early or late or not (project.date_start and project.date_end):
                raise ValidationError(
                    self.env._(
                        "%(period)s lies outside project %(project)s (%(start)s to "
                        "%(end)s). Correct the period's dates or the project's.",
                        period=period.name,
                        project=project.acronym,
                        start=format_date(self.env, project.date_start) or "…",
                        end=format_date(self.env, project.date_end) or "…",
                    )
                )

    @api.model
    def _refuse_overlap(self, period):
        """Name the period another one overlaps with, before the database refuses it.

        :param period: as it is to be, not saved yet
        :raises ValidationError: naming both
        """
        if not (period.date_start and period.date_end):
            return
        other = self.search(
            [
                ("id", "!=", period._origin.id),
                ("project_id", "=", period.project_id._origin.id),
                ("date_start", "<=", period.date_end),
                ("date_end", ">=", period.date_start),
            ],
            limit=1,
        )
        if other:
            raise ValidationError(
                self.env._(
                    "%(period)s overlaps with %(other)s (%(start)s to %(end)s). "
                    "Periods of a project follow each other.",
                    period=period.name,
                    other=other.name,
                    start=format_date(self.env, other.date_start),
                    end=format_date(self.env, other.date_end),
                )
            )

    # ------------------------------------------------------------------
    # Made, changed and deleted
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Give each period a contribution of every member that is there then."""
        if not self.env.su:
            vals_list = [
                {fname: vals[fname] for fname in vals if fname not in ACTS}
                for vals in vals_list
            ]
        for vals in vals_list:
            self._refuse_overlap(self.new(vals))
        periods = super().create(vals_list)
        periods._add_contributions()
        return periods

    def write(self, vals):
        """Refuse what follows from acts, and any change of what is locked.

        :raises UserError: naming the period
        """
        if self.env.context.get("_sme_reporting") is not ACT:
            self._refuse_untimely(vals)
        stretch = {fname: vals[fname] for fname in STRETCH & vals.keys()}
        for period in self if stretch else ():
            self._refuse_overlap(self.new(stretch, origin=period))
        result = super().write(vals)
        if STRETCH & vals.keys():
            self._add_contributions()
        return result

    def _refuse_untimely(self, vals):
        self.check_access("write")
        if ACTS & vals.keys() and not self.env.su:
            field = self._fields[min(ACTS & vals.keys())]
            raise UserError(
                self.env._(
                    "%(field)s of a period follows from what is done with it and "
                    "cannot be typed. Use its buttons.",
                    field=field._description_string(self.env),
                )
            )
        for period in self:
            locked = period.state == "approved" and {*PERIOD_COLUMNS} & vals.keys()
            told = period.state == "submitted" and "narrative" in vals
            started = STRETCH & vals.keys() and any(
                one.state != "open" for one in period.contribution_ids
            )
            if locked or told or started:
                raise UserError(
                    self.env._(
                        "%(period)s is reported on (%(state)s), so it stays as it is. "
                        "What changed since then is a correction in the next open "
                        "period.",
                        period=period.display_name,
                        state=period._say_state(),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_reported(self):
        """A period nobody reported on yet goes, with the figures counted for it."""
        for period in self:
            if period.state != "open" or any(
                one.state != "open" for one in period.contribution_ids
            ):
                raise UserError(
                    self.env._(
                        "%(period)s is reported on (%(state)s) and cannot be deleted.",
                        period=period.display_name,
                        state=period._say_state(),
                    )
                )
        # sudo: figures are nobody's to delete; they are counted again for what is left
        values_sudo = self.env["sme.indicator.value"].sudo()
        values_sudo.search([("period_id", "in", self.ids)]).unlink()

    def _add_contributions(self):
        """Give open periods a contribution of each member that is there in them."""
        # sudo: contributions are made by the period alone, one for each member, whoever
        # may read which of them
        contributions_sudo = self.env["sme.reporting.contribution"].sudo()
        known = {
            (contribution.period_id.id, contribution.member_id.id)
            for contribution in contributions_sudo.search(
                [("period_id", "in", self.ids)]
            )
        }
        contributions_sudo.create(
            [
                {"period_id": period.id, "member_id": member.id}
                for period in self.filtered(lambda one: one.state == "open")
                for member in period._get_members()
                if (period.id, member.id) not in known
            ]
        )

    def _get_members(self):
        """Return the members of the project on any day of the period."""
        return self.project_id.member_ids.filtered(
            lambda member: (
                (not member.date_start or member.date_start <= self.date_end)
                and (not member.date_end or member.date_end >= self.date_start)
            )
        )

    def _say_state(self):
        return say_choice(self, "state")

    def _say_day(self, day):
        return say_day(self.env, day)
