from odoo import fields, models


class SurveyQuestionAnswer(models.Model):
    _name = "survey.question.answer"
    _inherit = ["sme.asked", "survey.question.answer"]
    _meaning = frozenset({"value", "value_image", "answer_score", "question_id"})

    sme_barrier_type_id = fields.Many2one(
        "sme.barrier.type",
        string="Points at",
        index="btree_not_null",
        ondelete="set null",
        help="The type of barrier that is proposed when a firm chooses it.",
    )
    sme_told_from = fields.Integer(
        string="Chosen ahead from",
        default=-1,
        help="The choice is ticked in advance when what the firm told us (see Told "
        "before) is this much or more. -1: never.",
    )

    def _get_questionnaires(self):
        return (self.question_id | self.matrix_question_id).survey_id
