from odoo import models


class SmeParticipantPage(models.AbstractModel):
    """What every page of an attendee says; read as the system, as plain values."""

    _name = "sme.participant.page"
    _description = "Registration: the Own Pages"

    def _get_participant_frame(self):
        """Return what stands around each page, a dict of texts and numbers.

        Called with the registration of a valid link.
        """
        self.ensure_one()
        return {
            "workshop": self.event_id.name,
            "when": self.event_id.get_paper_when(),
            "person": self._say_meeting_name(),
            "has_meetings": bool(self.event_id.meeting_round_ids),
            "to_answer": len(self._get_requests_to_answer()),
        }
