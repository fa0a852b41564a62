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
    feedback_survey_id = fields.Many2one(
        "survey.survey",
        string="Feedback",
        domain=[("survey_type", "=", "sme_workshop")],
        ondelete="restrict",
        help="What attendees are asked when a workshop of this template is over.",
    )
