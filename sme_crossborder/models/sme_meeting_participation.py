from odoo import fields, models


class SmeMeetingParticipation(models.Model):
    """One person in one slot: whoever has one there can have no other.

    The database holds that, whatever writes: the slot is the meeting's by a foreign key
    over both, and a person is there once for each slot.
    """

    _name = "sme.meeting.participation"
    _inherit = ["sme.meeting.part"]
    _description = "Person in a 1:1 Meeting"
    _order = "begin, meeting_id, side"
    _rec_name = "registration_id"

    round_id = fields.Many2one(
        related="meeting_id.round_id", store=True, precompute=True, readonly=True
    )
    meeting_id = fields.Many2one(
        "sme.meeting", required=True, index=True, ondelete="cascade"
    )
    slot_id = fields.Many2one(
        related="meeting_id.slot_id",
        store=True,
        precompute=True,
        required=True,
        index=True,
        ondelete="cascade",
    )
    begin = fields.Datetime(related="slot_id.begin", store=True)
    registration_id = fields.Many2one(
        "event.registration",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
    )
    side = fields.Selection(selection=[("a", "Asks"), ("b", "Is asked")], required=True)
    presence = fields.Selection(
        selection=[("here", "Here"), ("late", "Late"), ("missing", "Missing")],
        help="On the day: seen at the table, said to come later, or nowhere.",
    )

    # deferrable: two meetings can change places
    _person_uniq = models.Constraint(
        "UNIQUE(slot_id, registration_id) DEFERRABLE INITIALLY IMMEDIATE",
        "This person has another meeting in this slot.",
    )
    _side_uniq = models.Constraint(
        "UNIQUE(meeting_id, side)", "A meeting has one person of either side."
    )
    _slot_of_meeting = models.Constraint(
        "FOREIGN KEY (meeting_id, slot_id) REFERENCES sme_meeting (id, slot_id) "
        "ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"
    )
