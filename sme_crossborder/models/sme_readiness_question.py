from odoo import fields, models

from ..tools.readiness import level_reached, share_of_choices, share_of_scale

CHOICES = ("simple_choice", "multiple_choice")
TOLD = [
    ("export_experience", "Export experience, from 0 (none) to 4 (office abroad)"),
    ("markets", "Number of present markets"),
    ("languages", "Number of working languages"),
    ("certificates", "Number of certificates"),
    ("headcount", "Headcount of the last year"),
    ("age", "Years since it was founded"),
]


class SmeReadinessQuestion(models.AbstractModel):
    """A question about readiness: what it counts for, and what it points at."""

    _name = "sme.readiness.question"
    _inherit = ["sme.asked"]
    _description = "Readiness: Question"
    _meaning = frozenset(
        {
            "title",
            "question_type",
            "survey_id",
            "is_page",
            "scale_min",
            "scale_max",
            "scale_min_label",
            "scale_max_label",
            "sme_dimension_id",
            "constr_mandatory",
        }
    )

    sme_dimension_id = fields.Many2one(
        "sme.readiness.dimension",
        string="Counts for",
        index="btree_not_null",
        ondelete="restrict",
        help="The dimension of readiness its answer counts for. Text and numbers are "
        "shown, and count for nothing.",
    )
    sme_prefill = fields.Selection(
        selection=TOLD,
        string="Told before",
        help="What the firm told us is answered in advance; the firm may change it. "
        "Each choice says from which number on it is ticked.",
    )
    sme_barrier_type_id = fields.Many2one(
        "sme.barrier.type",
        string="Points at",
        index="btree_not_null",
        ondelete="set null",
        help="The type of barrier that a low answer on the scale points at. It is "
        "proposed to the adviser, who confirms it or not.",
    )
    sme_points_up_to = fields.Integer(
        string="Up to the answer",
        default=3,
        help="This answer on the scale, and all below it, point at the barrier.",
    )

    def _get_questionnaires(self):
        return self.survey_id

    # ------------------------------------------------------------------
    # What answers say; called with lines of one answering that are not skipped
    # ------------------------------------------------------------------

    def _find_told(self, firm):
        """Return the id of the choice that fits what a firm told us, or None."""
        self.ensure_one()
        choices = self.suggested_answer_ids
        if self.question_type not in CHOICES:
            return None
        levels = [
            choice.sme_told_from if choice.sme_told_from >= 0 else None
            for choice in choices
        ]
        index = level_reached(firm._get_told()[self.sme_prefill], levels)
        return None if index is None else choices[index].id

    def _asks_same(self, other):
        """Return whether another question means the same: itself, or its copy."""
        self.ensure_one()
        return self == other or (
            self.question_type == other.question_type
            and self._get_words("title") == other._get_words("title")
            and (self.scale_min, self.scale_max) == (other.scale_min, other.scale_max)
        )

    def _find_same_choice(self, choice):
        """Return the choice of this question that says what another's says, if any."""
        self.ensure_one()
        if choice in self.suggested_answer_ids:
            return choice
        words = choice and choice.with_context(lang="en_US").value
        return self.suggested_answer_ids.filtered(
            lambda one: words and one.with_context(lang="en_US").value == words
        )[:1]

    def _get_words(self, fname):
        """Return a text as it was written first, whatever it is translated to."""
        return self.with_context(lang="en_US")[fname]

    def _get_share(self, lines):
        """Return what an answer is worth, from 0 to 1, or None; see the tool."""
        self.ensure_one()
        if self.question_type == "scale":
            return share_of_scale(lines[:1].value_scale, self.scale_min, self.scale_max)
        if self.question_type not in CHOICES or not lines.suggested_answer_id:
            return None
        return share_of_choices(
            lines.suggested_answer_id.mapped("answer_score"),
            self.suggested_answer_ids.mapped("answer_score"),
            several=self.question_type == "multiple_choice",
        )

    def _get_barriers(self, lines):
        """Return the types of barriers an answer points at."""
        self.ensure_one()
        if self.question_type == "scale":
            low = lines[:1].value_scale <= self.sme_points_up_to
            return self.sme_barrier_type_id if low else self.sme_barrier_type_id[:0]
        return lines.suggested_answer_id.sme_barrier_type_id

    def _say_words(self, lines):
        """Return an answer in words."""
        self.ensure_one()
        if self.question_type == "scale":
            return self.env._(
                "%(value)s of %(most)s",
                value=lines[:1].value_scale,
                most=self.scale_max,
            )
        return "; ".join(
            str(
                line.suggested_answer_id.value
                or line.value_text_box
                or line.display_name
                or ""
            )
            for line in lines
        )

    def _say_answer(self, lines):
        """Return question and answer in one line."""
        return f"{self.title} {self._say_words(lines)}"
