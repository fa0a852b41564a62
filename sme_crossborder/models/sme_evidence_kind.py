from odoo import fields, models


class SmeEvidenceKind(models.Model):
    """What a paper proves: an attendance list, a signed agreement, a declaration."""

    _name = "sme.evidence.kind"
    _description = "Kind of Evidence"
    _inherit = ["sme.list"]
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
