from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.meeting_outcome import CHOICES

TEXT_LENGTH = 4000


class SmeMeetingOutcome(models.Model):
    """What one side says of a 1:1 meeting, and what comes next.

    Said by the participant alone, on a page of their own; the organisers read it. The
    private note is read by nobody but who wrote it: not by organisers, not by the staff
    that keeps the firm's file, in no export.
    """

    _name = "sme.meeting.outcome"
    _inherit = ["sme.meeting.feeding", "sme.meeting.part"]
    _description = "Outcome of a 1:1 Meeting"
    _order = "meeting_id, side"
    _rec_name = "registration_id"

    round_id = fields.Many2one(
        related="participation_id.round_id", store=True, precompute=True, readonly=True
    )
    participation_id = fields.Many2one(
        "sme.meeting.participation", required=True, index=True, ondelete="cascade"
    )
    meeting_id = fields.Many2one(
        related="participation_id.meeting_id",
        store=True,
        index=True,
        ondelete="cascade",
    )
    side = fields.Selection(
        related="participation_id.side", store=True, precompute=True
    )
    # not the participation's: a colleague who takes the place later said nothing yet
    registration_id = fields.Many2one(
        "event.registration",
        string="Said by",
        required=True,
        index=True,
        ondelete="cascade",
    )
    choice = fields.Selection(selection=CHOICES, string="Outcome", required=True)
    next_step = fields.Text(string="Next step of this side")
    private_note = fields.Text(groups=fields.NO_ACCESS)
    said_on = fields.Datetime(
        string="Said on", required=True, default=fields.Datetime.now
    )

    _participation_uniq = models.Constraint(
        "UNIQUE(participation_id)", "This side has said already how the meeting went."
    )

    @api.model
    def _say(self, line, choice, next_step="", private_note=""):
        """Note what a participant says of a meeting; saying it again changes it.

        Called as superuser, for who has the signed link of the attendee.

        :param line: `sme.meeting.participation` of the attendee
        :param str choice: a key of ``CHOICES``
        :param str next_step: organisers and the firm's own adviser read it; the other
            side too once both agree
        :param str private_note: nobody else reads it
        :returns: `sme.meeting.outcome`
        :raises UserError: no choice, or the meeting has not begun
        """
        if choice not in dict(CHOICES):
            raise UserError(self.env._("Press one of the four buttons."))
        meeting = line.meeting_id
        if meeting.begin > fields.Datetime.now():
            raise UserError(
                self.env._(
                    "The meeting begins at %(slot)s. Say how it went after that.",
                    slot=line.slot_id.name,
                )
            )
        # both sides may be at it: the second sees what the first said
        meeting._queue_outcome()
        outcome = self.search([("participation_id", "=", line.id)])
        values = {
            "registration_id": line.registration_id.id,
            "choice": choice,
            "next_step": (next_step or "").strip()[:TEXT_LENGTH] or False,
            "private_note": (private_note or "").strip()[:TEXT_LENGTH] or False,
        }
        former = outcome._get_told()
        agreed = meeting._is_agreed()
        if not outcome:
            outcome = self.create({"participation_id": line.id, **values})
        else:
            outcome.write({**values, "said_on": fields.Datetime.now()})
        if outcome._get_told() != former:
            outcome._feed(former)
            meeting._follow_outcomes(agreed)
        return outcome

    def _get_told(self):
        """Return what others are told of it; nothing where nothing was said yet."""
        if not self:
            return {}
        return {
            "registration_id": self.registration_id.id,
            "choice": self.choice,
            "next_step": self.next_step,
        }
