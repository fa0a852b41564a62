from odoo import models


class EventEvent(models.Model):
    """A workshop of ours is an event of stock's, with what crosses borders on it."""

    _name = "event.event"
    _inherit = [
        "event.event",
        "sme.workshop.profile",
        "sme.workshop.aid",
        "sme.workshop.border",
        "sme.workshop.attendance",
        "sme.workshop.count",
        "sme.workshop.heard",
        "sme.workshop.meetings",
        "sme.workshop.plan",
        "sme.workshop.started",
        "sme.workshop.paper",
        "sme.workshop.public",
        "sme.workshop.feedback",
    ]
