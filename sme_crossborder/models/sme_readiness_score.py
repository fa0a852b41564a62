from odoo import fields, models


class SmeReadinessScore(models.Model):
    """What one answering is worth in one dimension; see `tools/readiness.py`."""

    _name = "sme.readiness.score"
    _description = "Readiness in a Dimension"
    _order = "readiness_id, sequence, id"
    _rec_name = "dimension_id"

    readiness_id = fields.Many2one(
        "sme.readiness", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="readiness_id.company_id", store=True, index=True, precompute=True
    )
    dimension_id = fields.Many2one(
        "sme.readiness.dimension", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="dimension_id.sequence", store=True)
    score = fields.Integer(
        string="From 0 to 100",
        aggregator="avg",
        help="From 0 (nothing is ready) to 100, the mean of its answers.",
    )
    answered_count = fields.Integer(string="Answers counted")

    _readiness_dimension_uniq = models.UniqueIndex(
        "(readiness_id, dimension_id)", "A dimension is counted once for each check."
    )
    _score_check = models.Constraint(
        "CHECK (score >= 0 AND score <= 100)", "Readiness is from 0 to 100."
    )
