"""The page of a meeting, on a phone and without an account."""

import re

from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged

from .test_sme_meeting_outcome import DURING, OutcomeCase


@tagged("post_install", "-at_install", "security")
class TestSmeParticipantOutcome(OutcomeCase, HttpCase):
    def _open(self, person, meeting=None, **posted):
        self.env.flush_all()
        number = (meeting or self.meeting).id
        link = person._get_participant_link(f"/meeting/{number}")
        path = link.removeprefix(person.get_base_url())
        with freeze_time(DURING):
            if posted:
                posted["csrf_token"] = Request.csrf_token(self)
            response = self.url_open(path, data=posted or None)
        self.env.invalidate_all()
        return response

    def test_one_tap_saves(self):
        self.authenticate(None, None)
        page = self._open(self.asp).text
        self.assertEqual(page.count('name="choice"'), 4)
        self.assertFalse(self.meeting.outcome_ids)  # opening it changes nothing
        page = self._open(self.asp, choice="maybe").text
        self.assertIn("Saved", page)
        button, _save = re.findall(r'(?s)value="maybe"\s*>(.*?)</button>', page)
        self.assertIn("(chosen)", button)
        self.assertEqual(page.count("(chosen)"), 1)
        self.assertEqual(self.meeting.outcome_ids.choice, "maybe")
        # texts go with any of the buttons, and are still there
        texts = {"next_step": "Call\r\non Friday", "private_note": "Too <b>small"}
        page = self._open(self.asp, choice="next_step", **texts).text
        self.assertIn("Too &lt;b&gt;small", page)
        outcome = self.meeting.outcome_ids.sudo()
        self.assertEqual(outcome.next_step, "Call\non Friday")
        self.assertEqual(outcome.choice, "next_step")

    def test_what_was_typed_is_not_lost(self):
        self.authenticate(None, None)
        page = self._open(self.asp, choice="", next_step="Send the offer").text
        self.assertIn("Press one of the four buttons", page)
        self.assertIn("Send the offer", page)
        self.assertFalse(self.meeting.outcome_ids)

    def test_a_meeting_of_others(self):
        """Another participant's, one that fell away, and a link that is forged."""
        self.authenticate(None, None)
        other = self._meet(self.berg, self.liepa, table=1)
        self.assertEqual(self._open(self.asp, other).status_code, 404)
        said = self._open(self.asp, other, choice="no")
        self.assertEqual(said.status_code, 404)
        self.assertFalse(other.outcome_ids)
        forged = self.url_open(f"/workshop/forged/meeting/{other.id}")
        self.assertIn("do not know this link", forged.text)
        self.meeting._cancel()
        self.assertEqual(self._open(self.asp).status_code, 404)
