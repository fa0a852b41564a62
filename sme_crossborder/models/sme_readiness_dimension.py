from odoo import fields, models


class SmeReadinessDimension(models.Model):
    """A side of a firm that has to be ready for a market: a list managers keep."""

    _name = "sme.readiness.dimension"
    _description = "Dimension of Readiness"
    _inherit = ["sme.list"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True, help="What its questions are about.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(name)", "This dimension is already in the list.")
