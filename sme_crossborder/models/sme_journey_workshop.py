from odoo import api, fields, models


class SmeJourneyWorkshop(models.AbstractModel):
    """Which workshop a journey began with, and which ones its firm came to.

    The attendee points at the journey and not the other way round: who is shown the
    journey learns of no workshop they may not see.
    """

    _name = "sme.journey.workshop"
    _description = "Journey: Workshops"

    origin_event_ids = fields.Many2many(
        "event.event",
        string="Began with",
        compute="_compute_workshops",
        compute_sudo=False,
    )
    workshop_count = fields.Integer(
        string="Attendees at workshops",
        compute="_compute_workshops",
        compute_sudo=False,
    )

    @api.depends("firm_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_workshops(self):
        Registration = self.env["event.registration"]
        begun, counts = {}, {}
        if self.ids and Registration.has_access("read"):
            begun = Registration.search([("journey_id", "in", self.ids)])
            begun = begun.grouped("journey_id")
            counts = dict(
                Registration._read_group(
                    [("firm_id", "in", self.firm_id.ids), ("state", "!=", "cancel")],
                    ["firm_id"],
                    ["__count"],
                )
            )
        for lead in self:
            origin = begun.get(lead._origin, Registration)
            lead.origin_event_ids = origin.event_id._filtered_access("read")
            lead.workshop_count = counts.get(lead.firm_id, 0)

    def action_view_workshops(self):
        return self.firm_id.action_view_workshops()
