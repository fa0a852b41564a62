import re

from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeBarrierStudy(models.TransientModel):
    """A study of the barriers met in a project and period, to hand out.

    It leaves the house. So it holds figures of three firms or more only, and no words
    that a person has not read before.
    """

    _name = "sme.barrier.study"
    _description = "Barrier Study"
    _inherit = [
        "sme.barrier.study.cross",
        "sme.barrier.study.query",
        "sme.barrier.study.quote",
        "sme.barrier.study.table",
        "sme.barrier.study.text",
        "sme.barrier.study.xlsx",
    ]

    project_id = fields.Many2one(
        default=lambda self: self._get_only_project(),
    )
    date_start = fields.Date(
        compute="_compute_dates", store=True, readonly=False, precompute=True
    )
    date_end = fields.Date(
        compute="_compute_dates", store=True, readonly=False, precompute=True
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        required=True,
        default=lambda self: self.env.lang or self.env.user.lang,
    )
    # a download knows nothing of the organisations chosen on the screen
    company_ids = fields.Many2many(
        "res.company",
        string="Organisations",
        default=lambda self: self.env.companies,
    )
    preview = fields.Text(compute="_compute_preview", compute_sudo=False)

    @api.model
    def _get_only_project(self):
        projects = self.env["sme.project"].search([("state", "=", "running")], limit=2)
        return projects if len(projects) == 1 else False

    @api.depends("project_id")
    def _compute_dates(self):
        """The project's days so far."""
        today = fields.Date.context_today(self)
        for study in self:
            start, end = study.project_id.date_start, study.project_id.date_end
            new_year = today.replace(month=1, day=1)
            study.date_start = start or study.date_start or new_year
            study.date_end = max(min(end or today, today), study.date_start)

    @api.depends("project_id", "date_start", "date_end", "company_ids")
    @api.depends_context("uid", "lang")
    def _compute_preview(self):
        """Say before printing whether there is enough to print."""
        for study in self:
            study.preview = False
            if study.project_id and study.date_start and study.date_end:
                met = study._in_study().read_cells()["all"].get(None, {}).get("met")
                study.preview = study._get_too_few(met) or study._get_main_finding(met)

    @api.depends("project_id", "date_start", "date_end")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for study in self:
            study.display_name = self.env._(
                "Barriers met, %(project)s", project=study.project_id.acronym or ""
            )

    def _get_file_name(self):
        """Return what a printed study is called, without its ending."""
        name = f"{self.project_id.acronym} {self.date_start} {self.date_end}"
        return re.sub(r"[^\w.-]+", "-", self.env._("Barriers %(name)s", name=name))

    def action_print_pdf(self):
        """Print the study as a paper."""
        self.ensure_one()
        self._check_enough()
        report = self.env.ref("sme_crossborder.report_barrier_study_action")
        return report.report_action(self)

    def action_print_xlsx(self):
        """Download the study as a workbook."""
        self.ensure_one()
        self._check_enough()
        name = f"{self._in_study()._get_file_name()}.xlsx"
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/workbook/{name}?download=true",
            "target": "download",
        }

    def action_concept_note(self):
        """Open the concept note of the project, begun with the days of the study."""
        self.ensure_one()
        return self.env["sme.concept.note"]._open_for(
            self.project_id,
            source_id=self.project_id.id,
            date_start=self.date_start,
            date_end=self.date_end,
        )

    def _check_enough(self):
        """Refuse to print a study that says nothing, while the dialog is still open.

        :raises UserError: with what to do
        """
        met = self._in_study().read_cells()["all"].get(None, {}).get("met")
        too_few = self._get_too_few(met)
        if too_few:
            raise UserError(too_few)

    def _in_study(self):
        """Return the study in its language, for the organisations it was made for."""
        companies = self.company_ids.ids or self.env.companies.ids
        return self.with_context(lang=self.lang, allowed_company_ids=companies)

    @api.private
    def build_study(self):
        """Return all the study says, in its language, ready to be printed.

        :returns: dict with ``title``, ``project``, ``period``, ``date``, ``author``,
            ``too_few`` (a sentence instead of all the rest), ``findings``, ``sample``,
            ``method``, ``tables`` (see `sme.barrier.study.table`), ``lessons``,
            ``examples``, ``limits``
        :raises AccessError: the user may not run studies, or not read the project
        """
        self.ensure_one()
        study = self._in_study()
        cells = study.read_cells()
        built = {
            "title": study.env._("Barriers met by firms on the way to other markets"),
            "project": study.project_id,
            "period": study._get_period(),
            "author": study._get_organisations(),
            "method": study._get_method(),
            "limits": study._get_limits(),
            "too_few": False,
        }
        everything = cells["all"].get(None, {})
        too_few = study._get_too_few(everything.get("met"))
        if too_few:
            return built | {
                "too_few": too_few,
                "findings": [],
                "sample": [],
                "tables": [],
                "lessons": [],
                "examples": [],
            }
        tables = study._build_tables(cells)
        quotes = study._read_quotes()
        return built | {
            "findings": study._get_findings(cells, tables),
            "sample": study._get_sample(cells),
            "tables": tables,
            "lessons": study._build_lessons(cells, quotes),
            "examples": study._build_examples(cells, quotes),
        }
