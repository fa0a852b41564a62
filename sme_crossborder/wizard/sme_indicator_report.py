import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..models.groups import MANAGER

PAPERS = [
    ("report", "Project report (PDF)"),
    ("workbook", "Workbook (XLSX)"),
    ("copy", "Copy-pack for a monitoring system"),
    ("receipts", "Receipts (CSV)"),
    ("evidence", "Evidence with manifest (ZIP)"),
]
ENDINGS = {"workbook": "xlsx", "copy": "txt", "receipts": "csv", "evidence": "zip"}


class SmeIndicatorReport(models.TransientModel):
    """Figures leave the house: as a paper, a workbook, texts to copy, or files.

    The lead hands over a whole project, a member its own part, an assigned auditor
    what is assigned. Whatever is made is read under the rights of who makes it.
    """

    _name = "sme.indicator.report"
    _description = "Hand over figures"
    _inherit = [
        "sme.indicator.report.figures",
        "sme.indicator.report.text",
        "sme.indicator.report.picture",
        "sme.indicator.report.receipt",
        "sme.indicator.report.evidence",
        "sme.indicator.report.copy",
        "sme.indicator.report.xlsx",
        "sme.boundary",
    ]

    project_id = fields.Many2one(default=lambda self: self._get_only_project())
    period_id = fields.Many2one(
        compute="_compute_period_id", store=True, readonly=False, precompute=True
    )
    member_id = fields.Many2one(
        compute="_compute_member_id", store=True, readonly=False, precompute=True
    )
    member_choice_ids = fields.Many2many(
        "sme.project.member", compute="_compute_scope", string="Organisations to choose"
    )
    may_take_all = fields.Boolean(compute="_compute_scope")
    paper = fields.Selection(PAPERS, default="report", required=True)
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        required=True,
        default=lambda self: self.env.lang or self.env.user.lang,
    )
    with_pictures = fields.Boolean(string="Pictures", default=True)
    with_narrative = fields.Boolean(string="Words of the organisations", default=True)
    with_receipts = fields.Boolean(string="Receipts", default=True)
    with_left_out = fields.Boolean(
        string="Also what was left out, and why", default=True
    )
    separator = fields.Selection(
        selection=[
            ("semicolon", "Semicolon, decimal comma"),
            ("comma", "Comma, decimal point"),
        ],
        string="Columns divided by",
        default="semicolon",
        required=True,
    )
    # a download knows nothing of the organisations chosen on the screen
    company_ids = fields.Many2many(
        "res.company",
        string="Working for",
        default=lambda self: self.env.companies,
    )
    notice = fields.Text(compute="_compute_notice", compute_sudo=False)

    @api.model
    def default_get(self, fields):
        """Begin with the period or the figure the dialog is opened from."""
        values = super().default_get(fields)
        source = self._get_source()
        if source:
            values["project_id"] = source.project_id.id
            period = source if source._name == "sme.reporting.period" else None
            values["period_id"] = (period or source.period_id).id
            if source._name == "sme.indicator.value":
                values["member_id"] = source.member_id.id
        return values

    @api.model
    def _get_source(self):
        """Return the period or figure that was open on the screen, if any."""
        name = self.env.context.get("active_model")
        if name not in ("sme.reporting.period", "sme.indicator.value"):
            return None
        source = self.env[name].browse(self.env.context.get("active_id"))
        return source.exists()._filtered_access("read")

    @api.model
    def _get_only_project(self):
        projects = self.env["sme.project"].search([("state", "=", "running")], limit=2)
        return projects if len(projects) == 1 else False

    @api.depends("project_id")
    def _compute_period_id(self):
        """The period reported on last: what began before today."""
        today = fields.Date.context_today(self)
        for report in self:
            if report.period_id and report.period_id.project_id == report.project_id:
                continue
            own = Domain("project_id", "=", report.project_id.id)
            begun = own & Domain("date_start", "<=", today)
            Period = self.env["sme.reporting.period"]
            report.period_id = Period.search(
                begun, order="date_start desc", limit=1
            ) or Period.search(own, order="date_start", limit=1)

    @api.depends("project_id", "company_ids")
    @api.depends_context("uid")
    def _compute_scope(self):
        for report in self:
            report.may_take_all, report.member_choice_ids = report._get_scope()

    @api.depends("project_id")
    def _compute_member_id(self):
        """A member's own part, unless the user may hand over the whole."""
        for report in self:
            may_take_all, members = report._get_scope()
            known = report.member_id.project_id == report.project_id
            if not (report.member_id and known):
                report.member_id = False if may_take_all else members[:1]

    def _get_scope(self):
        """Return whether the user may hand over the whole project, and whose part.

        :returns: ``(bool, sme.project.member)``
        """
        self.ensure_one()
        report = self._in_report()
        project = report.project_id
        none = report.env["sme.project.member"]
        if not project or not project.has_access("read"):
            return False, none
        companies = report.env.companies
        members = none
        if report.env.user.has_group(MANAGER):
            if project.company_id in companies:
                return True, project.member_ids
            members = project.member_ids.filtered(lambda m: m.company_id & companies)
        assigned = report._find_assignments()
        if assigned.filtered(lambda assignment: not assignment.member_id):
            return True, project.member_ids
        return False, members | assigned.member_id

    def _find_assignments(self):
        """Return what is assigned of the project to the user today, as an auditor."""
        Assignment = self.env["sme.audit.assignment"]
        if not Assignment.has_access("read"):
            return Assignment
        today = fields.Date.context_today(self)
        return Assignment.search(
            [
                ("project_id", "=", self.project_id.id),
                ("user_id", "=", self.env.uid),
                ("date_start", "<=", today),
                ("date_end", ">=", today),
            ]
        )

    def _check_may_hand_over(self):
        """Refuse who neither leads, nor belongs to the organisation, nor audits it.

        :raises AccessError: with what may be handed over instead
        """
        self.ensure_one()
        may_take_all, members = self._get_scope()
        if self.member_id in members if self.member_id else may_take_all:
            return
        if members:
            raise AccessError(
                self.env._(
                    "The figures of all organisations of project %(project)s are "
                    "handed over by its lead. Choose one of yours: %(members)s.",
                    project=self.project_id.acronym,
                    members=", ".join(members.mapped("partner_id.name")),
                )
            )
        raise AccessError(
            self.env._(
                "Figures of project %(project)s are handed over by project managers of "
                "its organisations and by auditors it is assigned to today. Ask one of "
                "them for the paper.",
                project=self.project_id._filtered_access("read").acronym or "",
            )
        )

    def _check_period(self):
        """:raises UserError: a period or organisation of another project"""
        for part in (self.period_id, self.member_id):
            if part and part.project_id != self.project_id:
                raise UserError(
                    self.env._(
                        "%(part)s is not of project %(project)s. Choose one that is.",
                        part=part.display_name,
                        project=self.project_id.acronym,
                    )
                )

    def _in_report(self):
        """Return the dialog in its language, for the organisations it is made for."""
        companies = self.company_ids.ids or self.env.companies.ids
        return self.with_context(
            lang=self.lang or self.env.lang, allowed_company_ids=companies
        )

    @api.depends("project_id", "period_id", "member_id")
    @api.depends_context("uid", "lang")
    def _compute_notice(self):
        """Say before anything is made what state the figures are in."""
        for report in self:
            report.notice = report._get_state_sentence() if report.project_id else False

    @api.depends("project_id", "period_id")
    def _compute_display_name(self):
        for report in self:
            name = report.period_id.display_name or report.project_id.acronym
            report.display_name = name or ""

    @api.private
    def get_file_name(self, paper):
        """Return what a file is called.

        :param str paper: a key of ``PAPERS``
        """
        report = self._in_report()
        titles = {
            "report": report.env._("Project report"),
            "workbook": report.env._("Figures"),
            "copy": report.env._("Copy-pack"),
            "receipts": report.env._("Receipts"),
            "evidence": report.env._("Evidence"),
        }
        parts = [
            titles[paper],
            report.project_id.acronym,
            report.period_id.name,
            report.member_id.partner_id.name,
        ]
        name = re.sub(r"[^\w.-]+", "-", " ".join(filter(None, parts)))
        return f"{name}.{ENDINGS[paper]}" if paper in ENDINGS else name

    def action_hand_over(self):
        """Make what was chosen, of figures counted now where they are still open.

        :raises AccessError: who may not
        :raises UserError: there is no figure to hand over
        """
        self.ensure_one()
        self._check_may_hand_over()
        self._check_period()
        self._count_open()
        if not self._in_report()._find_values():
            raise UserError(
                self.env._(
                    "There are no figures of %(what)s yet. Give project %(project)s "
                    "targets for the indicators it reports on.",
                    what=self.member_id.partner_id.name or self.display_name,
                    project=self.project_id.acronym,
                )
            )
        if self.paper == "report":
            report = self.env.ref("sme_crossborder.report_indicator_action")
            return report.report_action(self)
        if self.paper == "copy":
            return self._open_copy_pack()
        return self._download(self.paper)

    def _download(self, paper):
        return {
            "type": "ir.actions.act_url",
            "url": f"/sme_crossborder/figures/{self.id}/{paper}",
            "target": "download",
        }

    @api.private
    def write_paper(self, paper, file):
        """Write what was chosen into a file.

        :param str paper: ``workbook``, ``copy``, ``receipts`` or ``evidence``
        :param file: binary file open for writing, at its beginning
        :raises AccessError: who may not hand the figures over
        """
        self.ensure_one()
        self._check_may_hand_over()
        report = self._in_report()
        writers = {
            "workbook": report._write_workbook,
            "copy": report._write_copy_pack,
            "receipts": report._write_receipts,
            "evidence": report._write_evidence,
        }
        writers[paper](file)

    def _count_open(self):
        """Count what is not frozen; an auditor, who changes nothing, reads what is."""
        if self.period_id.state == "approved" or not self.env.user.has_group(MANAGER):
            return
        Value = self.env["sme.indicator.value"]
        Value._recount(self.project_id, self.period_id or None)
