from odoo import fields, models


class SmeCapability(models.Model):
    """Something a firm can offer or looks for, from one short list for everybody."""

    _name = "sme.capability"
    _description = "Capability"
    _inherit = ["sme.list"]
    _order = "sequence, name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="What stands for it in files.")
    description = fields.Char(translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex("(name)", "This capability is already in the list.")
    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "This code is already in the list."
    )
