from odoo import api, fields, models

from ..tools.feasibility import (
    Criterion,
    Thresholds,
    count_result,
    count_unscored,
    find_turns,
    propose_verdict,
)

VERDICTS = [("go", "Go"), ("go_if", "Go if"), ("not_now", "Not now")]


class SmeFeasibilityVerdict(models.AbstractModel):
    """What the scores of a study come to, and what the adviser makes of it."""

    _name = "sme.feasibility.verdict"
    _description = "Feasibility Study: Verdict"

    score_ids = fields.One2many("sme.feasibility.score", "study_id", string="Scores")
    result = fields.Float(
        compute="_compute_result",
        store=True,
        digits=(4, 1),
        help="Weighted mean of what is scored: 0 where all is 1, 100 where all is 5.",
    )
    proposed_verdict = fields.Selection(
        selection=VERDICTS,
        string="Proposed",
        compute="_compute_result",
        store=True,
        help="By the scores, the thresholds of the template and showstoppers. Empty "
        "while too little is scored.",
    )
    verdict = fields.Selection(
        selection=VERDICTS,
        tracking=True,
        copy=False,
        help="Yours: what is proposed need not be followed, with a reason.",
    )
    verdict_reason = fields.Text(string="Reason", copy=False)
    is_deviating = fields.Boolean(compute="_compute_is_deviating")
    arithmetic = fields.Text(string="How it is proposed", compute="_compute_words")
    sensitivity = fields.Text(string="What would turn it", compute="_compute_words")

    @api.depends(
        "score_ids.score",
        "score_ids.weight",
        "score_ids.is_showstopper",
        "template_id.go_from",
        "template_id.go_if_from",
        "template_id.least_scored",
    )
    def _compute_result(self):
        for study in self:
            criteria = study._get_criteria()
            study.result = count_result(criteria) or 0
            study.proposed_verdict = (
                propose_verdict(criteria, study._get_thresholds()) or False
            )

    @api.depends("verdict", "proposed_verdict")
    def _compute_is_deviating(self):
        for study in self:
            proposed = study.proposed_verdict
            study.is_deviating = bool(study.verdict) and study.verdict != proposed

    @api.depends("result", "proposed_verdict", "score_ids.score", "score_ids.name")
    @api.depends_context("lang")
    def _compute_words(self):
        words = self.env["sme.feasibility.words"]
        for study in self:
            outcome = study._get_outcome()
            study.arithmetic = "\n".join(words._say_arithmetic(outcome))
            study.sensitivity = "\n".join(words._say_turns(outcome))

    def _get_criteria(self):
        """Return the scores as the arithmetic knows them, in their order."""
        self.ensure_one()
        return [
            Criterion(number, line.weight, line._get_number(), line.is_showstopper)
            for number, line in enumerate(self.score_ids)
        ]

    def _get_thresholds(self):
        template = self.template_id
        return Thresholds(template.go_from, template.go_if_from, template.least_scored)

    def _get_outcome(self):
        """Return what the scores come to, as it is kept in a version: plain values."""
        self.ensure_one()
        criteria, thresholds = self._get_criteria(), self._get_thresholds()
        names = self.score_ids.mapped("name")
        return {
            "result": count_result(criteria),
            "proposed": propose_verdict(criteria, thresholds),
            "thresholds": list(thresholds),
            "unscored_percent": count_unscored(criteria),
            "unscored": [names[one.key] for one in criteria if not one.score],
            "showstoppers": [names[one.key] for one in criteria if one.stops],
            "turns": [
                {
                    "name": names[turn.key],
                    "kind": turn.kind,
                    "from": criteria[turn.key].score,
                    "score": turn.score,
                    "steps": turn.steps,
                    "verdict": turn.verdict,
                }
                for turn in find_turns(criteria, thresholds)
            ],
        }
