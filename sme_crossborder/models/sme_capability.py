from odoo import fields, models


class SmeCapability(models.Model):
    """Something a firm can offer or looks for, from one short list for everybody."""

    _name = "sme.capability"
    _description = "Capability"
    _inherit = ["sme.list"]
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    description = fields.Char(translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(name)", "This capability is already in the list.")
