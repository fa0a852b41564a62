from odoo import fields, models

from .selections import WORKSHOP_KINDS


class EventType(models.Model):
    _inherit = "event.type"

    workshop_kind = fields.Selection(
        WORKSHOP_KINDS,
        string="Kind of workshop",
        help="Events of this template are cross-border workshops of this kind.",
    )
    activity_plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Checklist",
        domain=[("res_model", "=", "event.event")],
        ondelete="set null",
        help="The steps of preparation, with their days before the workshop.",
    )
