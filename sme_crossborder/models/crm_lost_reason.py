from odoo import fields, models


class CrmLostReason(models.Model):
    _inherit = "crm.lost.reason"

    is_journey = fields.Boolean(
        string="For cross-border journeys",
        help="Offered when a journey drops out, and not for other opportunities.",
    )
