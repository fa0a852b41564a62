from odoo import fields, models


class SmePartnerType(models.Model):
    """Type and size of the partner a lead looks for."""

    _name = "sme.partner.type"
    _description = "Type and Size of Partner"
    _inherit = ["sme.list"]
    _order = "sequence, name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="What stands for it in files.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "This code is already in the list."
    )
