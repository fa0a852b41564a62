from odoo import http
from odoo.http import request

from .signed_page import SignedPage, signed_route

NOTE_LENGTH = 4000


class SmeInterestReplyController(SignedPage, http.Controller):
    """The page on which a person who was introduced answers, without an account."""

    @signed_route("/introduction/<string:token>")
    def show(self, token):
        """Show who was introduced to whom. Opening it changes nothing.

        :param str token: from the mail
        """
        reply, state = self._find(token)
        return self._page(token, reply, state)

    @signed_route("/introduction/<string:token>", "POST")
    def answer(self, token, answer="", note="", **_other):
        """Note whether the person wants to go on.

        :param str token: from the mail
        :param str answer: ``yes`` or ``no``
        :param str note: what else is said
        """
        reply, state = self._find(token)
        if state != "valid":
            return self._page(token, reply, state)
        note = note.strip()[:NOTE_LENGTH]
        if answer not in ("yes", "no"):
            problem = request.env._("Press one of the two buttons.")
            return self._page(token, reply, state, problem=problem, note=note)
        reply._answer(answer, note)
        return self._page(token, reply, "answered")

    @signed_route("/introduction/<string:token>/again", "POST")
    def again(self, token, **_other):
        """Send a new link to the address the old one went to.

        :param str token: of the old link
        """
        return self._send_again(token)

    def _find(self, token):
        """Return the reply of a link in the person's language, and how it stands."""
        reply, state = request.env["sme.interest.reply"]._find_by_link(token)
        return self._in_language(reply, reply.partner_id.lang), state

    def _page(self, token, reply, state, problem=None, note=""):
        return self._respond(
            "sme_crossborder.interest_reply_page",
            token,
            state,
            {
                "told": reply._get_page() if state == "valid" else {},
                "problem": problem,
                "note": note,
            },
        )
