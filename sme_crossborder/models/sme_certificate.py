from odoo import fields, models


class SmeCertificate(models.Model):
    """A certificate or attestation buyers abroad ask for, such as ISO/IEC 27001."""

    _name = "sme.certificate"
    _description = "Certificate"
    _inherit = ["sme.list"]
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    description = fields.Char(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_uniq = models.UniqueIndex(
        "(name)", "This certificate is already in the list."
    )
