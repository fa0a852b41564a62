from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

# who is there is seen on the day, some time before the meeting
EARLIEST = timedelta(hours=12)


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

    other_registration_id = fields.Many2one(
        "event.registration", string="With", compute="_compute_other"
    )
    place = fields.Char(related="meeting_id.place")
    outcome_ids = fields.One2many(
        "sme.meeting.outcome",
        "participation_id",
        string="Outcomes said",
        readonly=True,
    )
    outcome = fields.Selection(related="outcome_ids.choice")
    meeting_state = fields.Selection(
        related="meeting_id.state", string="State of the meeting"
    )
    is_checked_in = fields.Boolean(
        compute="_compute_is_checked_in",
        help="The badge was scanned, or the person was ticked as attending.",
    )

    @api.model
    def _search_going_on(self, domain):
        """Return who takes part in meetings that did not fail, by time."""
        going_on = [("meeting_id.state", "in", ("planned", "held"))]
        return self.search([*domain, *going_on])

    @api.depends("meeting_id.participation_ids.registration_id")
    def _compute_other(self):
        for line in self:
            others = line.meeting_id.participation_ids - line
            line.other_registration_id = others[:1].registration_id

    @api.depends("registration_id.state")
    def _compute_is_checked_in(self):
        for line in self:
            line.is_checked_in = line.registration_id.state == "done"

    def _note_presence(self, presence):
        self.check_access("read")
        for line in self:
            if line.begin > fields.Datetime.now() + EARLIEST:
                raise UserError(
                    self.env._(
                        "The meeting of %(person)s is at %(slot)s: note who is there "
                        "on the day.",
                        person=line.registration_id._say_meeting_name(),
                        slot=line.slot_id.name,
                    )
                )
        # sudo: staff at the desk notes who is there, and changes nothing else
        self.sudo().write({"presence": presence})

    def action_here(self):
        """Note that the person is at the table."""
        self._note_presence("here")

    def action_late(self):
        """Note that the person comes later."""
        self._note_presence("late")

    def action_missing(self):
        """Note that nobody knows where the person is."""
        self._note_presence("missing")
