from odoo import api, fields, models

from .ruled_many2many import RuledMany2many

UNKNOWN = "unknown"


class SmeFeasibilityScore(models.Model):
    """What was found for one criterion of a study, and from where it is known."""

    _name = "sme.feasibility.score"
    _description = "Feasibility Score"
    _inherit = ["sme.feasibility.line"]
    _order = "study_id, sequence, id"

    criterion_id = fields.Many2one(
        "sme.feasibility.criterion",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    # as they were when the study was begun
    name = fields.Char(required=True, readonly=True)
    weight = fields.Integer(required=True, readonly=True)
    hint = fields.Text(related="criterion_id.hint")
    may_stop = fields.Boolean(related="criterion_id.may_stop")
    anchors = fields.Json(compute="_compute_anchors", exportable=False)
    score = fields.Selection(
        selection=[
            ("1", "1"),
            ("2", "2"),
            ("3", "3"),
            ("4", "4"),
            ("5", "5"),
            (UNKNOWN, "Not known"),
        ],
        help="5 is best for the firm. What each step means is said in the list.",
    )
    meaning = fields.Char(compute="_compute_meaning")
    is_showstopper = fields.Boolean(
        string="Showstopper",
        help="It alone makes the market impossible for now: the verdict is not now, "
        "whatever the rest says.",
    )
    reason = fields.Text(help="Why this score.")
    sources = fields.Text(
        help="From where it is known: address of a page, document, who said it and "
        "when. Printed in the report."
    )
    evidence_ids = RuledMany2many(
        "sme.evidence",
        "sme_feasibility_score_evidence_rel",
        "score_id",
        "evidence_id",
        string="Evidence",
        help="From the firm's file. When the study is signed a copy is kept; name, "
        "date and checksum are printed. It is not shared with the study.",
    )

    _criterion_uniq = models.UniqueIndex(
        "(study_id, criterion_id)", "A study scores each criterion once."
    )

    @api.depends("criterion_id")
    @api.depends_context("lang")
    def _compute_anchors(self):
        for line in self:
            line.anchors = line.criterion_id and line.criterion_id._get_anchors()

    @api.depends("score", "anchors")
    @api.depends_context("lang")
    def _compute_meaning(self):
        for line in self:
            line.meaning = (line.anchors or {}).get(line.score) or False

    def _get_number(self):
        """Return the score as a number, None where it is not known."""
        self.ensure_one()
        return int(self.score) if self.score and self.score != UNKNOWN else None

    def _say_evidence(self):
        """Return what each score rests on today, as a signed version says it."""
        frozen = self.env["sme.feasibility.evidence"]
        found = []
        for line in self.with_context(bin_size=False):
            for evidence in line.evidence_ids:
                checksum = frozen._get_checksum(evidence.document)
                found.append(f"{line.name}: {evidence.name} ({checksum[:8]})")
        return found
