from odoo import http
from odoo.http import request

from ..models.sme_guidance_host import ANSWER_LENGTH
from .signed_page import SignedPage, signed_route

NAME_LENGTH = 100


class SmeGuidanceHostController(SignedPage, http.Controller):
    """The page on which an organisation without users here answers a question."""

    @signed_route("/guidance/<string:token>")
    def show(self, token):
        """Show the question. Opening it changes nothing.

        :param str token: from the mail
        """
        host, state = self._find(token)
        return self._page(token, host, state)

    @signed_route("/guidance/<string:token>", "POST")
    def answer(self, token, answer="", text="", name="", **_other):
        """Note the answer.

        :param str token: from the mail
        :param str answer: ``yes`` or ``no``
        :param str text: the answer, or why not
        :param str name: who answers
        """
        host, state = self._find(token)
        typed = {"text": text, "name": name}
        if state != "valid":
            return self._page(token, host, state, **typed)
        text, name = text.strip(), name.strip()[:NAME_LENGTH]
        problem, wrong = False, ""
        if answer not in ("yes", "no"):
            problem = request.env._("Press one of the two buttons.")
        elif answer == "yes" and not text:
            problem, wrong = (
                request.env._("Write your answer before you send it."),
                "text",
            )
        elif not name:
            problem, wrong = request.env._("Enter your name."), "name"
        elif len(text) > ANSWER_LENGTH:
            wrong = "text"
            problem = request.env._(
                "The answer has %(count)s characters, and at most %(most)s are kept. "
                "Shorten it.",
                count=len(text),
                most=ANSWER_LENGTH,
            )
        if problem:
            return self._page(token, host, state, problem=problem, wrong=wrong, **typed)
        host._answer(answer, text, name)
        return self._page(token, host, "answered")

    @signed_route("/guidance/<string:token>/again", "POST")
    def again(self, token, **_other):
        """Send a new link to the address the old one went to.

        :param str token: of the old link
        """
        return self._send_again(token)

    def _find(self, token):
        """Return the host of a link in its language, and how the link stands."""
        host, state = request.env["sme.guidance.host"]._find_by_link(token)
        return self._in_language(host, host.lang), state

    def _page(self, token, host, state, problem=None, wrong="", text="", name=None):
        return self._respond(
            "sme_crossborder.guidance_host_page",
            token,
            state,
            {
                "told": host._get_page() if state == "valid" else {},
                "problem": problem,
                "wrong": wrong,
                "text": text,
                "name": host.person_name if name is None else name,
            },
        )
