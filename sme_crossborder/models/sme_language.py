from odoo import fields, models


class SmeLanguage(models.Model):
    """A language people of a firm can work in.

    Not `res.lang`: that one lists what the screens are translated into.
    """

    _name = "sme.language"
    _description = "Working Language"
    _inherit = ["sme.list"]
    _order = "sequence, name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="ISO 639-1 code, for instance et or sv")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(lower(code))", "This language code is already in the list."
    )
