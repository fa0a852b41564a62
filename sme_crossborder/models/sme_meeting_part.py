from odoo import api, fields, models


class SmeMeetingPart(models.AbstractModel):
    """What belongs to the 1:1 meetings of one workshop.

    Who may see and change it follows from the workshop: it stands on every part, so
    that one rule says it for all.
    """

    _name = "sme.meeting.part"
    _inherit = ["sme.boundary"]
    _description = "Part of the 1:1 Meetings of a Workshop"

    round_id = fields.Many2one(
        "sme.meeting.round",
        string="1:1 meetings of",
        required=True,
        index=True,
        ondelete="cascade",
    )
    event_id = fields.Many2one(
        related="round_id.event_id",
        string="Workshop",
        store=True,
        precompute=True,
        index=True,
    )
    company_id = fields.Many2one(
        related="round_id.company_id",
        string="Organised by",
        store=True,
        precompute=True,
        index=True,
    )

    @api.model
    def _boundary_fields(self):
        """Attendees too are of one workshop or another."""
        attendees = [
            fname
            for fname, field in self._fields.items()
            if field.type == "many2one"
            and field.store
            and field.comodel_name == "event.registration"
        ]
        return super()._boundary_fields() + attendees
