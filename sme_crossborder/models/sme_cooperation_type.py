from odoo import fields, models


class SmeCooperationType(models.Model):
    """A kind of cooperation a lead may ask for, and in which leads."""

    _name = "sme.cooperation.type"
    _description = "Type of Cooperation"
    _inherit = ["sme.list"]
    _order = "sequence, name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="What stands for it in files.")
    description = fields.Char(translate=True)
    for_business = fields.Boolean(
        string="In business leads", help="Business offers and requests may ask for it."
    )
    for_technology = fields.Boolean(
        string="In technology leads",
        help="Technology offers and requests may ask for it.",
    )
    for_research = fields.Boolean(
        string="In research requests", help="Research requests may ask for it."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "This code is already in the list."
    )
