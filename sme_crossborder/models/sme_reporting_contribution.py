from odoo import api, fields, models
from odoo.exceptions import UserError

from .reporting_lock import ACT, CONTRIBUTION, keep_reported

# what a member writes; everything else follows from what is done
WRITTEN = {"narrative", "document_ids"}
# of chatter and activities, which stay open
ASIDE = ("message_", "activity_", "website_message_", "my_activity_")


class SmeReportingContribution(models.Model):
    """What one member reports for a period.

    Open until its manager submits it; then the figures, their receipts and copies of
    the evidence stay as they are, until a controller confirms it or returns it.
    """

    _name = "sme.reporting.contribution"
    _description = "Contribution to a Report"
    _inherit = [
        "sme.reporting.submission",
        "sme.reporting.opening",
        "sme.boundary",
        "sme.thread",
        "sme.activity",
    ]
    _order = "period_id, id"

    period_id = fields.Many2one(
        "sme.reporting.period",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    project_id = fields.Many2one(related="period_id.project_id", store=True, index=True)
    member_id = fields.Many2one(
        "sme.project.member",
        string="Organisation",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        domain="[('project_id', '=', project_id)]",
    )
    # the member's, which writes it; empty for one without users here
    company_id = fields.Many2one(related="member_id.company_id", store=True, index=True)
    state = fields.Selection(
        selection=[
            ("open", "Open"),
            ("submitted", "Submitted"),
            ("returned", "Returned"),
            ("controlled", "Confirmed"),
        ],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    narrative = fields.Text(
        string="What was done",
        help="In the period: activities, results, deviations from the plan and what is "
        "done about them.",
    )
    document_ids = fields.One2many(
        "sme.reporting.document", "contribution_id", string="Documents"
    )
    document_count = fields.Integer(
        string="Number of documents", compute="_compute_document_count"
    )
    value_ids = fields.Many2many(
        "sme.indicator.value",
        string="Figures",
        compute="_compute_value_ids",
        compute_sudo=False,
    )
    date_due = fields.Date(
        string="Due", compute="_compute_date_due", search="_search_date_due"
    )
    is_overdue = fields.Boolean(string="Overdue", compute="_compute_date_due")
    is_open = fields.Boolean(string="Can be written", compute="_compute_is_open")
    # by whom, in words: what is kept points to no person
    submitted_on = fields.Datetime(string="Submitted on", readonly=True, copy=False)
    submitted_by = fields.Char(string="Submitted by", readonly=True, copy=False)
    is_by_lead = fields.Boolean(
        string="Submitted by the lead",
        readonly=True,
        copy=False,
        help="For an organisation that has no project manager here.",
    )
    controlled_on = fields.Datetime(string="Confirmed on", readonly=True, copy=False)
    controlled_by = fields.Char(string="Confirmed by", readonly=True, copy=False)
    return_comment = fields.Text(
        string="Returned because", readonly=True, copy=False, tracking=True
    )
    reminded_on = fields.Date(string="Reminded on", readonly=True, copy=False)
    control_reminded_on = fields.Date(
        string="Controller reminded on", readonly=True, copy=False
    )

    _period_member_uniq = models.UniqueIndex(
        "(period_id, member_id)", "The member has a contribution for this period."
    )

    def init(self):  # pylint: disable=missing-return
        super().init()
        keep_reported(self.env.cr, CONTRIBUTION)

    @api.depends("period_id", "member_id")
    def _compute_display_name(self):
        for contribution in self:
            name = contribution.member_id.partner_id.name or ""
            contribution.display_name = f"{name}: {contribution.period_id.display_name}"

    @api.depends("document_ids")
    def _compute_document_count(self):
        counts = dict(
            self.env["sme.reporting.document"]._read_group(
                [("contribution_id", "in", self.ids)], ["contribution_id"], ["__count"]
            )
        )
        for contribution in self:
            contribution.document_count = counts.get(contribution._origin, 0)

    @api.depends("period_id", "member_id", "state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_value_ids(self):
        values = self.env["sme.indicator.value"].search(
            [
                ("period_id", "in", self.period_id.ids),
                ("member_id", "in", self.member_id.ids),
            ]
        )
        found = values.grouped(lambda value: (value.period_id, value.member_id))
        for contribution in self:
            key = contribution.period_id, contribution.member_id
            contribution.value_ids = found.get(key, False)

    @api.depends(
        "state", "period_id.date_contribution_due", "period_id.date_control_due"
    )
    def _compute_date_due(self):
        """The next step's: of the member, or of the controller."""
        today = fields.Date.context_today(self)
        for contribution in self:
            period = contribution.period_id
            due = {
                "open": period.date_contribution_due,
                "returned": period.date_contribution_due,
                "submitted": period.date_control_due,
            }.get(contribution.state)
            contribution.date_due = due
            contribution.is_overdue = bool(due and due < today)

    @api.model
    def _search_date_due(self, operator, value):
        waits = [
            (("open", "returned"), "date_contribution_due"),
            (("submitted",), "date_control_due"),
        ]
        return fields.Domain.OR(
            fields.Domain("state", "in", states)
            & fields.Domain(f"period_id.{fname}", operator, value)
            for states, fname in waits
        )

    @api.depends("state", "period_id.state")
    def _compute_is_open(self):
        for contribution in self:
            contribution.is_open = contribution.state in (
                "open",
                "returned",
            ) and contribution.period_id.state in ("open", "returned")

    # ------------------------------------------------------------------
    # Written by its member, and only while it is open
    # ------------------------------------------------------------------

    def write(self, vals):
        """Refuse what follows from acts, and what was submitted.

        :raises UserError: naming the contribution
        """
        if self.env.context.get("_sme_reporting") is not ACT:
            self._refuse_untimely(vals)
        return super().write(vals)

    def _refuse_untimely(self, vals):
        self.check_access("write")
        names = {name for name in vals if not name.startswith(ASIDE)}
        if names - WRITTEN and not self.env.su:
            field = self._fields[min(names - WRITTEN)]
            raise UserError(
                self.env._(
                    "%(field)s of a contribution follows from what is done with it and "
                    "cannot be typed. Use its buttons.",
                    field=field._description_string(self.env),
                )
            )
        for contribution in self if names else ():
            locked = contribution.period_id.state == "approved"
            closed = contribution.state in ("submitted", "controlled")
            if locked or (closed and names & WRITTEN):
                raise UserError(
                    self.env._(
                        "%(contribution)s was submitted and stays as it was. A "
                        "controller can return it to be changed, as long as the report "
                        "is not approved.",
                        contribution=contribution.display_name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        for contribution in self:
            if contribution.state in ("submitted", "controlled"):
                raise UserError(
                    self.env._(
                        "%(contribution)s was submitted and cannot be deleted.",
                        contribution=contribution.display_name,
                    )
                )
