from odoo import models


class EventRegistration(models.Model):
    """Somebody who comes to a workshop, for a firm."""

    _name = "event.registration"
    _inherit = [
        "event.registration",
        "sme.registration.paper",
        "sme.registration.feedback",
    ]
