from odoo import fields, models


class SmeServiceKind(models.Model):
    """What was done for a firm: a call, a meeting, advice. A list users may edit."""

    _name = "sme.service.kind"
    _description = "Kind of Service"
    _inherit = ["sme.list"]
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_support = fields.Boolean(
        string="Non-financial support",
        help="Advice, guidance and the like, substantial and documented. A single "
        "contact is none: what is enough to count is set by each funding programme.",
    )
    default_minutes = fields.Integer(
        string="Usual minutes", help="Proposed when such a service is noted."
    )

    _default_minutes_check = models.Constraint(
        "CHECK (default_minutes >= 0 AND default_minutes <= 1440)",
        "The usual minutes are from 0 to a day (1440).",
    )
