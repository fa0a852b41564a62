from odoo.exceptions import UserError
from odoo.http import request

from ..models.sme_meeting_outcome import TEXT_LENGTH
from .participant import ParticipantPage, page_route


class ParticipantOutcomePage(ParticipantPage):
    """The page on which a participant says what came of a 1:1 meeting."""

    @page_route("/meeting/<int:meeting_id>")
    def show_meeting(self, token, meeting_id, saved="", **_other):
        """Show one of the attendee's meetings. Opening it changes nothing.

        :param str token: from a mail
        :param int meeting_id: `sme.meeting`
        :param str saved: whether the page comes back from a button
        """
        registration, response = self._open(token)
        if response:
            return response
        done = request.env._("Saved. Thank you!") if saved else None
        return self._show_outcome(token, registration, meeting_id, done=done)

    @page_route("/meeting/<int:meeting_id>", "POST")
    def say_meeting(
        self, token, meeting_id, choice="", next_step="", private_note="", **_other
    ):
        """Note how the meeting went; one tap is enough.

        :param str token: from a mail
        :param int meeting_id: `sme.meeting`
        :param str choice: which of the four buttons
        :param str next_step: organisers and the firm's adviser read it
        :param str private_note: nobody else reads it
        """
        registration, response = self._open(token)
        if response:
            return response
        # a browser sends the ends of lines as two characters each
        typed = {
            "next_step": next_step.replace("\r\n", "\n"),
            "private_note": private_note.replace("\r\n", "\n"),
        }
        try:
            if not registration._say_outcome(meeting_id, choice, **typed):
                raise request.not_found()
        except UserError as error:
            return self._show_outcome(
                token, registration, meeting_id, typed, problem=str(error)
            )
        return request.redirect(
            f"/workshop/{token}/meeting/{meeting_id}?saved=1", code=303
        )

    def _show_outcome(self, token, registration, meeting_id, typed=None, **values):
        meeting = registration._get_outcome_page(meeting_id)
        if not meeting:
            raise request.not_found()
        return self._show(
            token,
            registration,
            "sme_crossborder.participant_outcome",
            "agenda",
            meeting=meeting | (typed or {}),
            text_length=TEXT_LENGTH,
            **values,
        )
