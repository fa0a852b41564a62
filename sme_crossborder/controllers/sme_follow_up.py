from odoo import http
from odoo.http import request

from .signed_page import SignedPage, signed_route

NAME_LENGTH = 100
COMMENT_LENGTH = 4000


class SmeFollowUpController(SignedPage, http.Controller):
    """The page with one question, after a project's end."""

    @signed_route("/follow-up/<string:token>")
    def show(self, token):
        """Show the question. Opening it changes nothing.

        :param str token: from the mail
        """
        question, state = self._find(token)
        return self._page(token, question, state)

    @signed_route("/follow-up/<string:token>", "POST")
    def answer(self, token, answer="", comment="", name="", **_other):
        """Note the answer.

        :param str token: from the mail
        :param str answer: ``yes`` or ``no``
        :param str comment: what else is said
        :param str name: who answers
        """
        question, state = self._find(token)
        typed = {"comment": comment, "name": name}
        if state != "valid":
            return self._page(token, question, state, **typed)
        comment, name = comment.strip(), name.strip()[:NAME_LENGTH]
        problem = None
        if answer not in ("yes", "no"):
            problem = request.env._("Press one of the two buttons.")
        elif len(comment) > COMMENT_LENGTH:
            problem = request.env._(
                "The comment has %(count)s characters, and at most %(most)s are kept. "
                "Shorten it.",
                count=len(comment),
                most=COMMENT_LENGTH,
            )
        if problem:
            return self._page(token, question, state, problem=problem, **typed)
        question._take_answer(answer, comment, name, "link")
        return self._page(token, question, "answered")

    @signed_route("/follow-up/<string:token>/again", "POST")
    def again(self, token, **_other):
        """Send a new link to the address the old one went to.

        :param str token: of the old link
        """
        return self._send_again(token)

    def _find(self, token):
        """Return the question of a link in its language, and how the link stands."""
        question, state = request.env["sme.follow.up"]._find_by_link(token)
        return self._in_language(question, question.lang), state

    def _page(self, token, question, state, problem=None, comment="", name=""):
        return self._respond(
            "sme_crossborder.follow_up_page",
            token,
            state,
            {
                "told": question._get_page() if state == "valid" else {},
                "problem": problem,
                "comment": comment,
                "name": name,
            },
        )
