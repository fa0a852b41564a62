from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .selections import SIZE_CLASSES

FROZEN_FIELDS = (
    "size_class",
    "headcount",
    "headcount_year",
    "nuts_id",
    "nace_id",
    "is_ict",
    "is_eligible",
    "ineligible_reason",
)
_FREEZE = object()  # an object cannot travel over RPC


class SmeEnrolment(models.Model):
    """A firm in a project, with what was true of it that day, frozen.

    Counts use these values: a firm that grows later stays what it was when the
    support began. A firm that is not eligible can be helped; it is not counted.
    """

    _name = "sme.enrolment"
    _description = "Enrolment"
    _inherit = ["sme.boundary", "sme.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    firm_id = fields.Many2one(
        "sme.firm", required=True, index=True, ondelete="restrict"
    )
    project_id = fields.Many2one(
        "sme.project", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="firm_id.company_id", store=True, index=True)
    member_id = fields.Many2one(
        "sme.project.member",
        string="Responsible organisation",
        compute="_compute_member_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
        domain="[('project_id', '=', project_id), ('company_id', '=', company_id)]",
    )
    date = fields.Date(
        string="Enrolled on",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    date_end = fields.Date(string="Left on", tracking=True)
    country_id = fields.Many2one(related="firm_id.country_id", store=True)

    # what the firm declared
    sme_declared = fields.Boolean(
        string="SME declaration", help="The firm signed that it is an SME."
    )
    not_in_difficulty = fields.Boolean(
        string="Not in difficulty",
        help="The firm signed that it is not an undertaking in difficulty and has no "
        "open recovery order.",
    )
    privacy_notice_given = fields.Boolean(
        string="Privacy notice given",
        compute="_compute_privacy_notice_given",
        store=True,
        readonly=False,
        precompute=True,
    )
    evidence_ids = fields.One2many("sme.evidence", "enrolment_id")

    # what was true that day
    size_class = fields.Selection(
        selection=SIZE_CLASSES,
        string="Size class then",
        readonly=True,
        copy=False,
    )
    headcount = fields.Float(
        string="Headcount then",
        readonly=True,
        copy=False,
        digits=(16, 2),
        help="Counted as the project counts it.",
    )
    headcount_year = fields.Integer(
        string="Figures of",
        readonly=True,
        copy=False,
        aggregator=None,
        help="The year the headcount is from; empty where none was known.",
    )
    nuts_id = fields.Many2one(
        "sme.nuts", string="Region then", readonly=True, copy=False
    )
    nace_id = fields.Many2one(
        "sme.nace", string="Activity then", readonly=True, copy=False
    )
    is_ict = fields.Boolean(string="ICT then", readonly=True, copy=False)
    is_eligible = fields.Boolean(string="Eligible then", readonly=True, copy=False)
    ineligible_reason = fields.Text(
        string="Rules not met", readonly=True, copy=False, help="As found that day."
    )
    is_countable = fields.Boolean(
        string="Counts",
        compute="_compute_is_countable",
        store=True,
        help="Eligible, and everything that must be declared is there.",
    )
    missing = fields.Text(
        string="Not yet countable", compute="_compute_missing", compute_sudo=False
    )

    eligibility_preview = fields.Html(
        compute="_compute_eligibility_preview",
        compute_sudo=False,
        sanitize=False,
    )

    _firm_project_uniq = models.UniqueIndex(
        "(firm_id, project_id)", "The firm is already enrolled in this project."
    )
    _dates_check = models.Constraint(
        "CHECK (date_end IS NULL OR date_end >= date)",
        "A firm cannot leave a project before it was enrolled.",
    )

    @api.depends("project_id", "firm_id")
    def _compute_member_id(self):
        for enrolment in self:
            members = enrolment.project_id.member_ids
            own = members.filtered(
                lambda m, company=enrolment.firm_id.company_id: m.company_id == company
            )
            enrolment.member_id = own[:1]

    @api.depends("firm_id")
    def _compute_privacy_notice_given(self):
        for enrolment in self:
            enrolment.privacy_notice_given = bool(enrolment.firm_id.privacy_notice_date)

    @api.depends(
        "is_eligible",
        "sme_declared",
        "not_in_difficulty",
        "privacy_notice_given",
        "project_id.rule_sme_only",
    )
    def _compute_is_countable(self):
        for enrolment in self:
            enrolment.is_countable = (
                enrolment.is_eligible
                and (enrolment.sme_declared or not enrolment.project_id.rule_sme_only)
                and enrolment.not_in_difficulty
                and enrolment.privacy_notice_given
            )

    @api.depends("is_countable", "ineligible_reason")
    def _compute_missing(self):
        for enrolment in self:
            enrolment.missing = "\n".join(enrolment._list_missing()) or False

    def _list_missing(self):
        """Return one sentence for each thing that keeps the firm from being counted."""
        self.ensure_one()
        missing = []
        if not self.is_eligible and self.ineligible_reason:
            missing += self.ineligible_reason.splitlines()
        # sudo: a rule of a project the organisation may have left
        if self.project_id.sudo().rule_sme_only and not self.sme_declared:
            missing.append(self.env._("The firm's SME declaration is missing."))
        if not self.not_in_difficulty:
            missing.append(
                self.env._("The declaration of not being in difficulty is missing.")
            )
        if not self.privacy_notice_given:
            missing.append(self.env._("The privacy notice has not been given."))
        return missing

    @api.depends("firm_id", "project_id")
    @api.depends_context("lang")
    def _compute_eligibility_preview(self):
        """Before a firm is enrolled: each rule of the project, with the value found."""
        for enrolment in self:
            firm, project = enrolment.firm_id._origin, enrolment.project_id
            is_new = not enrolment.id and firm and project
            enrolment.eligibility_preview = (
                firm._render_checks(project) if is_new else False
            )

    @api.depends("firm_id", "project_id")
    def _compute_display_name(self):
        for enrolment in self:
            # sudo: name of a project the organisation may have left
            firm, project = enrolment.firm_id.name, enrolment.project_id.sudo().acronym
            enrolment.display_name = f"{firm} ({project})" if project else firm or ""

    @api.constrains("member_id", "project_id", "firm_id")
    def _check_member(self):
        for enrolment in self:
            member = enrolment.member_id
            if (
                not member
                or member.project_id != enrolment.project_id
                or member.company_id != enrolment.firm_id.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "%(firm)s cannot be enrolled: its organisation %(company)s is "
                        "not a member of project %(project)s. Ask the project manager "
                        "to add it under Members.",
                        firm=enrolment.firm_id.name,
                        company=enrolment.firm_id.company_id.name,
                        project=enrolment.project_id.acronym,
                    )
                )

    @api.constrains("member_id", "date")
    def _check_member_then(self):
        for enrolment in self:
            left = enrolment.member_id.date_end
            if left and enrolment.date > left:
                raise ValidationError(
                    self.env._(
                        "%(firm)s cannot be enrolled on %(date)s: %(member)s left "
                        "project %(project)s on %(left)s.",
                        firm=enrolment.firm_id.name,
                        date=enrolment.date,
                        member=enrolment.member_id.partner_id.name,
                        project=enrolment.project_id.acronym,
                        left=left,
                    )
                )

    @api.constrains("firm_id")
    def _check_firm_active(self):
        for enrolment in self:
            if not enrolment.firm_id.active:
                raise ValidationError(
                    self.env._(
                        "The file on %(firm)s is archived. Restore it before you enrol "
                        "the firm.",
                        firm=enrolment.firm_id.name,
                    )
                )

    @api.constrains("date", "project_id")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for enrolment in self:
            project = enrolment.project_id
            before = project.date_start and enrolment.date < project.date_start
            after = project.date_end and enrolment.date > project.date_end
            if before or after or enrolment.date > today:
                raise ValidationError(
                    self.env._(
                        "%(firm)s cannot be enrolled in project %(project)s on "
                        "%(date)s: it must be a day of the project (%(start)s to "
                        "%(end)s) and not in the future.",
                        firm=enrolment.firm_id.name,
                        project=project.acronym,
                        date=enrolment.date,
                        start=project.date_start or "…",
                        end=project.date_end or "…",
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        enrolments = super().create(
            [{k: v for k, v in v.items() if k not in FROZEN_FIELDS} for v in vals_list]
        )
        enrolments._freeze()
        return enrolments

    def write(self, vals):
        is_freezing = self.env.context.get("_sme_freeze") is _FREEZE
        if not is_freezing and {*FROZEN_FIELDS, "firm_id", "project_id"} & vals.keys():
            raise UserError(
                self.env._(
                    "What was true on the day of enrolment is frozen. A project "
                    "manager can take it again from today's file with Take again."
                )
            )
        moved = self.filtered(
            lambda e: "date" in vals and e.date != fields.Date.to_date(vals["date"])
        )
        moved._log_frozen()
        result = super().write(vals)
        moved._freeze()
        return result

    def _end_on(self, day):
        """Have the firm leave the project; what was true when it joined stays.

        :param day: `date` it leaves, or the day it was enrolled if that is later
        """
        for enrolment in self.filtered(lambda enrolment: not enrolment.date_end):
            enrolment.date_end = max(enrolment.date, day)

    def action_freeze_again(self):
        """Take the frozen values again from the file, and log what they were.

        :raises UserError: for anyone below project manager
        """
        if not self.env.user.has_group("sme_crossborder.group_sme_manager"):
            raise UserError(
                self.env._("Only a project manager can take the frozen values again.")
            )
        self._log_frozen()
        self._freeze()

    def _log_frozen(self):
        """Keep in the history what is about to be taken again."""
        labels = dict(self._fields["size_class"]._description_selection(self.env))
        for enrolment in self:
            enrolment.message_post(
                body=self.env._(
                    "Frozen values taken again. Before: size %(size)s, headcount "
                    "%(headcount)s, region %(region)s, activity %(activity)s.",
                    size=labels.get(enrolment.size_class, "-"),
                    headcount=enrolment.headcount,
                    region=enrolment.nuts_id.display_name or "-",
                    activity=enrolment.nace_id.display_name or "-",
                )
            )

    def _freeze(self):
        """Write down what is true of the firm on the day of enrolment."""
        for enrolment in self:
            firm, project = enrolment.firm_id, enrolment.project_id
            size = firm._get_size(before_year=enrolment.date.year)
            counts = firm._get_headcounts(before_year=enrolment.date.year)
            checks = firm._check_project_rules(project, size.size_class, counts)
            enrolment.with_context(_sme_freeze=_FREEZE).write(
                {
                    "size_class": size.size_class,
                    "headcount": getattr(counts, firm._headcount_field(project)),
                    "headcount_year": counts.headcount_year,
                    "nuts_id": firm.nuts_id.id,
                    "nace_id": firm.nace_id.id,
                    "is_ict": firm.is_ict,
                    "is_eligible": all(check.passed for check in checks),
                    "ineligible_reason": "\n".join(
                        check.message for check in checks if not check.passed
                    )
                    or False,
                }
            )
