from odoo import api, fields, models

# what an answer means; in what order choices stand does not matter
MEANING = {"value", "value_image", "answer_score", "question_id"}


class SurveyQuestionAnswer(models.Model):
    _inherit = "survey.question.answer"

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

    @api.model_create_multi
    def create(self, vals_list):
        choices = super().create(vals_list)
        choices._refuse_asked()
        return choices

    def write(self, vals):
        if any(
            fname in MEANING and choice._is_changed(fname, vals[fname])
            for choice in self
            for fname in vals
        ):
            self._refuse_asked()
        return super().write(vals)

    def _is_changed(self, fname, value):
        return self._fields[fname].convert_to_write(self[fname], self) != value

    @api.ondelete(at_uninstall=False)
    def _unlink_except_asked(self):
        self._refuse_asked()

    def _refuse_asked(self):
        (self.question_id | self.matrix_question_id).survey_id._refuse_asked()
