from odoo import api, fields, models
from odoo.exceptions import UserError

from .sme_feasibility_verdict import VERDICTS


class SmeFeasibilityVersion(models.Model):
    """A study as it was signed: written once, by the signing, and never changed."""

    _name = "sme.feasibility.version"
    _description = "Signed Version of a Feasibility Study"
    _inherit = ["sme.feasibility.paper"]
    _order = "study_id, number desc"

    study_id = fields.Many2one(
        "sme.feasibility.study", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="study_id.company_id", store=True, index=True, precompute=True
    )
    number = fields.Integer(string="Version", required=True)
    date = fields.Date(string="Signed on", required=True)
    author_id = fields.Many2one("res.users", string="Written by", ondelete="restrict")
    signer_id = fields.Many2one("res.users", string="Signed by", ondelete="restrict")
    verdict = fields.Selection(selection=VERDICTS)
    result = fields.Float(digits=(4, 1))
    content = fields.Json(required=True, exportable=False)
    text = fields.Text(
        string="What it says",
        compute="_compute_text",
        store=True,
        precompute=True,
        help="In the language it was signed in.",
    )
    # not a relation to search by: a guest is told nothing of it
    evidence_ids = fields.Many2many(
        "sme.feasibility.evidence",
        compute="_compute_evidence_ids",
        compute_sudo=False,
        exportable=False,
        help="Copies of what the scores rested on when it was signed.",
    )
    changes = fields.Html(
        string="Changed since the version before",
        compute="_compute_changes",
        compute_sudo=False,
        sanitize=False,
        exportable=False,
    )

    _number_uniq = models.UniqueIndex(
        "(study_id, number)",
        "Somebody else has just signed this study. Open it again.",
    )

    @api.depends("study_id", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "Version %(number)s", number=version.number
            )

    @api.depends("content")
    def _compute_text(self):
        """What the version says in words: for exports, which hold no values of ours."""
        words = self.env["sme.feasibility.words"]
        for version in self:
            facts = words._list_facts(version.content)
            version.text = "\n".join(
                f"{label}: {text}" for _key, label, text in facts if text
            )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_evidence_ids(self):
        found = self.env["sme.feasibility.evidence"].search(
            [("version_id", "in", self.ids)]
        )
        by_version = found.grouped("version_id")
        for version in self:
            version.evidence_ids = by_version.get(version._origin, found.browse())

    @api.depends_context("lang")
    def _compute_changes(self):
        words = self.env["sme.feasibility.words"]
        for version in self:
            earlier = version.study_id.version_ids.filtered(
                lambda other, number=version.number: other.number < number
            )
            former = earlier.sorted("number")[-1:]
            version.changes = bool(former) and words._render_changes(
                [
                    *words._list_changes(former.content, version.content),
                    *words._list_evidence_changes(
                        former.evidence_ids._say(), version.evidence_ids._say()
                    ),
                ]
            )

    def write(self, vals):
        """Keep what was signed: no user may write it, and no code of ours either.

        :raises UserError: as superuser
        """
        for version in self if self.env.su else ():
            raise UserError(
                self.env._(
                    "%(version)s of %(study)s is signed and stays as it is. Make a new "
                    "version of the study instead.",
                    version=version.display_name,
                    study=version.study_id.name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        # users are refused by access: this keeps code out
        for version in self if self.env.su else ():
            raise UserError(
                self.env._(
                    "%(version)s of %(study)s cannot be deleted: it is signed.",
                    version=version.display_name,
                    study=version.study_id.name,
                )
            )

    def _get_paper_source(self):
        return self.study_id, self.content, self
