from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SmeEnrolment(models.Model):
    """A firm in a project, with what was true of it that day, frozen.

    Counts use these values: a firm that grows later stays what it was when the
    support began. A firm that is not eligible can be helped; it is not counted.
    """

    _name = "sme.enrolment"
    _description = "Enrolment"
    _inherit = ["sme.enrolment.frozen", "sme.counts.for", "sme.boundary", "sme.thread"]
    _counted_as = "enrolment"
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

    def _end_on(self, day):
        """Have the firm leave the project; what was true when it joined stays.

        :param day: `date` it leaves, or the day it was enrolled if that is later
        """
        for enrolment in self.filtered(lambda enrolment: not enrolment.date_end):
            enrolment.date_end = max(enrolment.date, day)
