from odoo import http
from odoo.http import request

from .signed_page import SignedPage, signed_route

PERSON_LENGTH, NOTE_LENGTH = 200, 4000


class SmeOutcomeQuestionController(SignedPage, http.Controller):
    """The page on which a firm says what came of it, without an account."""

    @signed_route("/outcome/<string:token>")
    def show(self, token):
        """Show what the firm is asked. Opening it changes nothing.

        :param str token: from the mail
        """
        return self._page(token, *self._find(token))

    @signed_route("/outcome/<string:token>", "POST")
    def answer(self, token, answer="", person="", note="", **_other):
        """Note what the firm says.

        :param str token: from the mail
        :param str answer: one of the buttons of the page
        :param str person: who answers
        :param str note: needed for a no
        """
        question, state = self._find(token)
        tidy = request.env["sme.contact.form"]._tidy
        person, note = tidy(person)[:PERSON_LENGTH], tidy(note)[:NOTE_LENGTH]
        typed = {"person": person, "note": note}
        if state != "valid":
            return self._page(token, question, state, **typed)
        problem, wrong = False, ""
        if answer not in dict(question._list_answers()):
            problem = request.env._("Press one of the buttons.")
        elif not person:
            problem, wrong = request.env._("Enter your name."), "person"
        elif answer == "no" and not note:
            problem, wrong = request.env._("Say what is different."), "note"
        if problem:
            return self._page(
                token, question, state, problem=problem, wrong=wrong, **typed
            )
        question._answer(answer, person, note)
        return self._page(token, question, "answered")

    @signed_route("/outcome/<string:token>/again", "POST")
    def again(self, token, **_other):
        """Send a new link to the address the old one went to.

        :param str token: of the old link
        """
        return self._send_again(token)

    def _find(self, token):
        question, state = request.env["sme.outcome.question"]._find_by_link(token)
        return self._in_language(question, question.partner_id.lang), state

    def _page(self, token, question, state, problem=None, wrong="", person="", note=""):
        return self._respond(
            "sme_crossborder.outcome_question_page",
            token,
            state,
            {
                "asked": question._get_page() if state == "valid" else {},
                "problem": problem,
                "wrong": wrong,
                "person": person,
                "note": note,
            },
        )
