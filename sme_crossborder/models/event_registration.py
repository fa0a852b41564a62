from odoo import fields, models


class EventRegistration(models.Model):
    """Who comes to a workshop, and from which firm."""

    _name = "event.registration"
    _crosses_organisations = True  # notes stay inside the house, see `sme.inside`
    # it is the workshop's: a firm that changes hands does not take it along
    _stays_at_hand_over = True
    # ours first: they stand before stock's methods
    _inherit = [
        "sme.registration.aid",
        "sme.registration.attendance",
        "sme.registration.firm",
        "sme.registration.proposal",
        "sme.registration.paper",
        "sme.registration.feedback",
        "sme.registration.public",
        "sme.meeting.person",
        "sme.meeting.agenda",
        "sme.participant.link",
        "sme.participant.own",
        "sme.participant.page",
        "sme.participant.culture",
        "sme.participant.profile",
        "sme.meeting.asking",
        "sme.meeting.directory",
        "sme.meeting.listing",
        "sme.meeting.requests.page",
        "sme.meeting.terms",
        "sme.participant.outcome",
        "sme.boundary",
        "event.registration",
    ]

    is_workshop = fields.Boolean(related="event_id.is_workshop")
