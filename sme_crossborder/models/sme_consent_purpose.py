from odoo import fields, models


class SmeConsentPurpose(models.Model):
    """What somebody may say yes or no to. Help never depends on an optional one."""

    _name = "sme.consent.purpose"
    _description = "Consent Purpose"
    _inherit = ["sme.list"]
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_on_form = fields.Boolean(
        string="Asked on the public form",
        help="Offered on the first-contact form, unticked; help does not depend on it.",
    )
    is_on_list = fields.Boolean(
        string="Asked on the mailing list page",
        help="Offered to whoever signs up for mail; it counts once confirmed.",
    )
