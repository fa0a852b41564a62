from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.sme_barrier_encounter import CLOSED


class SmeGuidanceClose(models.TransientModel):
    """Ends a case: with its answer, of which others may learn, or with a reason."""

    _name = "sme.guidance.close"
    _inherit = ["sme.dialog"]
    _description = "Close a Case"

    case_id = fields.Many2one("sme.guidance.case", required=True, ondelete="cascade")
    outcome = fields.Selection(
        selection=[("closed", "It is answered"), ("dropped", "It is dropped")],
        default="closed",
        required=True,
    )
    summary = fields.Text(
        string="What the answer was",
        compute="_compute_summary",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    drop_reason = fields.Char(string="Why it is dropped")
    line_ids = fields.One2many(
        "sme.guidance.close.line",
        "close_id",
        string="Barriers treated",
        compute="_compute_line_ids",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    has_lines = fields.Boolean(compute="_compute_has_lines")
    is_own = fields.Boolean(related="case_id.is_own")
    is_told = fields.Boolean(
        string="Answer to the firm",
        compute="_compute_is_told",
        store=True,
        readonly=False,
        precompute=True,
        help="The firm reads the answer on its page of the portal.",
    )
    possible_person_ids = fields.Many2many(
        "res.partner",
        "sme_guidance_close_possible_rel",
        string="Persons with an address",
        compute="_compute_possible_person_ids",
    )
    asks_satisfaction = fields.Boolean(
        string="Ask how satisfied the firm is",
        compute="_compute_rater_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Once, by e-mail; with the answer, if it is told to the firm.",
    )
    rater_id = fields.Many2one(
        "res.partner",
        string="Write to",
        compute="_compute_rater_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('id', 'in', possible_person_ids)]",
    )
    lesson = fields.Char(
        string="What helps the next firm",
        compute="_compute_lesson",
        store=True,
        readonly=False,
        help="One sentence, from the answer. Whoever reads the barrier reads it: leave "
        "out names of firms and persons.",
    )

    @api.depends("case_id")
    def _compute_summary(self):
        for dialog in self:
            dialog.summary = dialog.case_id.summary

    @api.depends("case_id")
    def _compute_is_told(self):
        """Who follows the question on the portal gets the answer there."""
        for dialog in self:
            dialog.is_told = dialog.case_id.is_own and dialog.case_id.is_for_firm

    @api.depends("case_id")
    def _compute_possible_person_ids(self):
        """Whom one can write to, if the firm was not asked before."""
        for dialog in self:
            case = dialog.case_id
            asks = case and case.is_own and not case.satisfaction_asked_on
            dialog.possible_person_ids = (
                case._find_persons().with_env(self.env)._filtered_access("read")
                if asks
                else False
            )

    @api.depends("possible_person_ids")
    def _compute_rater_id(self):
        for dialog in self:
            dialog.rater_id = dialog.possible_person_ids[:1]
            dialog.asks_satisfaction = bool(dialog.rater_id)

    @api.depends("case_id")
    def _compute_line_ids(self):
        """What the user may close of the barriers treated."""
        for dialog in self:
            dialog.line_ids = [Command.clear()] + [
                Command.create({"encounter_id": met.id, "state": met.state})
                for met in dialog.case_id._get_treated()
            ]

    @api.depends("line_ids")
    def _compute_has_lines(self):
        for dialog in self:
            dialog.has_lines = bool(dialog.line_ids)

    @api.depends("summary", "line_ids.takes_lesson")
    def _compute_lesson(self):
        """The answer in one line, for the barriers that are to have it."""
        for dialog in self:
            taken = any(dialog.line_ids.mapped("takes_lesson"))
            dialog.lesson = " ".join((dialog.summary or "").split()) if taken else False

    def action_close(self):
        """Close the case, or drop it.

        :raises UserError: naming what is still to be said
        """
        self.ensure_one()
        case = self.case_id
        if self.outcome == "dropped":
            case.write({"state": "dropped", "drop_reason": self.drop_reason})
        else:
            self._refuse_without_lesson()
            case.close(
                self.summary,
                [(li.encounter_id, li.state, li.takes_lesson) for li in self.line_ids],
                self.lesson,
                told=self.is_told if self.is_own else None,
            )
            if self.asks_satisfaction and self.rater_id:
                case.ask_satisfaction(self.rater_id)
        return {"type": "ir.actions.act_window_close"}

    def _refuse_without_lesson(self):
        for line in self.line_ids:
            met = line.encounter_id
            missing = (
                not (self.lesson or "").strip()
                if line.takes_lesson
                else line.state in CLOSED and not (met.lesson or "").strip()
            )
            if missing:
                raise UserError(
                    self.env._(
                        "What helps the next firm is still to be said of %(barrier)s. "
                        "Tick Lesson and say it in a sentence, or leave it as it was.",
                        barrier=met.name,
                    )
                )


class SmeGuidanceCloseLine(models.TransientModel):
    """A barrier treated: what became of it, and whether the answer is its lesson."""

    _name = "sme.guidance.close.line"
    _description = "Close a Case, Barrier"

    close_id = fields.Many2one("sme.guidance.close", required=True, ondelete="cascade")
    encounter_id = fields.Many2one(
        "sme.barrier.encounter", string="Barrier", required=True, ondelete="cascade"
    )
    state = fields.Selection(
        selection=lambda self: (
            self.env["sme.barrier.encounter"]
            ._fields["state"]
            ._description_selection(self.env)
        ),
        string="Result",
        required=True,
    )
    takes_lesson = fields.Boolean(
        string="Lesson", help="The answer becomes what helps the next firm."
    )
