from odoo import fields, models

from ..tools.meeting_outcome import CHOICES


class SmeParticipantOutcome(models.AbstractModel):
    """What a participant reads and says of their own meeting, on their own page.

    Called as superuser for who has the signed link of the attendee: what is returned is
    a list of plain texts, named here one by one.
    """

    _name = "sme.participant.outcome"
    _description = "Registration: Outcomes of 1:1 Meetings"

    def _find_own_line(self, meeting_id):
        """Return the attendee's part in a meeting, unless that fell away."""
        self.ensure_one()
        return self.env["sme.meeting.participation"].search(
            [
                ("registration_id", "=", self.id),
                ("meeting_id", "=", meeting_id),
                ("meeting_id.state", "!=", "cancelled"),
                ("round_id.state", "=", "published"),
            ]
        )

    def _get_outcome_page(self, meeting_id):
        """Return what the page of a meeting shows, or nothing if it is not theirs.

        Of the other side what it said only where both agree; then e-mail and telephone
        too.
        """
        line = self._find_own_line(meeting_id)
        if not line:
            return {}
        meeting = line.meeting_id
        own = self._find_outcome(line)
        labels = dict(
            self.env["sme.meeting.outcome"]
            ._fields["choice"]
            ._description_selection(self.env)
        )
        return {
            **self._describe_line(line),
            "id": meeting.id,
            "has_begun": meeting.begin <= fields.Datetime.now(),
            "choices": [(value, labels[value]) for value, _label in CHOICES],
            "choice": own.choice or "",
            "next_step": own.next_step or "",
            "private_note": own.private_note or "",
            "agreed": self._describe_agreed(line),
        }

    def _find_outcome(self, line):
        """Return what this attendee said; not what a colleague did before."""
        outcome = self.env["sme.meeting.outcome"].search(
            [("participation_id", "=", line.id)]
        )
        return outcome.filtered(lambda one: one.registration_id == self)

    def _describe_agreed(self, line):
        """Return what both are told of each other who agree on a next step."""
        meeting = line.meeting_id
        others = meeting.outcome_ids - self._find_outcome(line)
        if not meeting._is_agreed() or len(others) != 1:
            return {}
        person = others.registration_id
        return {
            "name": person.get_paper_name(),
            "email": person.email or "",
            "phone": person.phone or "",
            "next_step": others.next_step or "",
        }

    def _say_outcome(self, meeting_id, choice, next_step="", private_note=""):
        """Note how the attendee's meeting went; see `sme.meeting.outcome._say`.

        :returns: whether there is such a meeting of theirs
        """
        line = self._find_own_line(meeting_id)
        if line:
            self.env["sme.meeting.outcome"]._say(line, choice, next_step, private_note)
        return bool(line)
