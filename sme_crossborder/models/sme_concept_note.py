from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SmeConceptNote(models.Model):
    """What an organisation hands to a funder of a project it plans, in a few pages.

    Kept is what somebody wrote. Figures, members and methods are read when the paper is
    made, under the rights of who makes it, so the note is its organisation's own.
    """

    _name = "sme.concept.note"
    _description = "Concept Note"
    _inherit = [
        "sme.concept.note.figures",
        "sme.concept.note.text",
        "sme.concept.note.word",
        "sme.boundary",
    ]
    _order = "write_date desc, id desc"
    _rec_name = "title"

    project_id = fields.Many2one(
        "sme.project",
        required=True,
        index=True,
        ondelete="cascade",
        help="Its logo, emblem, co-funding statement, members, methods and rules stand "
        "in the paper.",
    )
    company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="Only its coordinators read and write the note.",
    )
    source_id = fields.Many2one(
        "sme.project",
        string="Figures from",
        compute="_compute_source_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="cascade",
        help="The project whose firms, workshops and barriers are counted: as a rule "
        "the seed project.",
    )
    date_start = fields.Date(
        string="Counted from",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    date_end = fields.Date(
        string="Counted until",
        compute="_compute_dates",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language of the paper",
        required=True,
        default=lambda self: self.env.lang or self.env.user.lang,
    )

    # what somebody writes
    title = fields.Char(
        string="Title of the planned project",
        compute="_compute_title",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    summary = fields.Text(string="In short")
    problem = fields.Text()
    target_group = fields.Text(string="Target group")
    approach = fields.Text(string="What we will do")
    partnership = fields.Text(string="Why these partners")
    targets = fields.Text(
        string="Draft targets",
        help="One line each, what and how many: Firms that enter a new market: 12",
    )
    preview = fields.Text(
        string="Figures", compute="_compute_preview", compute_sudo=False
    )

    _project_company_uniq = models.UniqueIndex(
        "(project_id, company_id)",
        "Your organisation already has a concept note of this project. Open it from "
        "the project.",
    )

    @api.depends("project_id")
    def _compute_source_id(self):
        for note in self:
            seed = note.project_id.parent_id._filtered_access("read")
            note.source_id = seed or note.project_id

    @api.depends("source_id")
    def _compute_dates(self):
        """The days of the project so far."""
        today = fields.Date.context_today(self)
        for note in self:
            start, end = note.source_id.date_start, note.source_id.date_end
            note.date_start = start or note.date_start or today.replace(month=1, day=1)
            note.date_end = max(min(end or today, today), note.date_start)

    @api.depends("project_id")
    def _compute_title(self):
        for note in self:
            note.title = note.title or note.project_id.name

    @api.depends("source_id", "date_start", "date_end")
    @api.depends_context("uid", "lang", "allowed_company_ids")
    def _compute_preview(self):
        """Say while writing whether there are figures enough."""
        for note in self:
            ready = note.source_id and note.date_start and note.date_end
            note.preview = ready and note._make_study().preview

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for note in self:
            if note.date_end < note.date_start:
                raise ValidationError(
                    self.env._(
                        "The days counted in %(note)s end before they start. Correct "
                        "one of them.",
                        note=note.title,
                    )
                )

    @api.model
    def _open_for(self, project, **values):
        """Open the note of the user's organisation on a project, begun if need be.

        :param project: `sme.project`
        :param values: of a note that is begun
        :returns: an action
        :raises AccessError: the user writes no concept notes, or reads no such project
        """
        self.check_access("create")
        project.check_access("read")
        note = self.search(
            [("project_id", "=", project.id), ("company_id", "=", self.env.company.id)],
            limit=1,
        )
        note = note or self.create({"project_id": project.id, **values})
        return note._get_records_action(name=self.env._("Concept note"))

    def action_print_pdf(self):
        """Print the note as a paper."""
        self.ensure_one()
        report = self.env.ref("sme_crossborder.report_concept_note_action")
        return report.report_action(self)

    def action_print_docx(self):
        """Download the note as a document to go on writing in."""
        self.ensure_one()
        name = f"{self._get_file_name()}.docx"
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/word_document/{name}"
            "?download=true",
            "target": "download",
        }
