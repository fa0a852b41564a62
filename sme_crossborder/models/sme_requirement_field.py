from odoo import fields, models


class SmeRequirementField(models.Model):
    """What markets ask of a platform, by subject: e-identification, language, ..."""

    _name = "sme.requirement.field"
    _description = "Field of Requirements"
    _inherit = ["sme.list"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
