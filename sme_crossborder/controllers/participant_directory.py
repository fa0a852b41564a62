from urllib.parse import urlencode

from odoo.http import request

from .participant import ParticipantPage, page_route

SENTENCE_LENGTH = 300


class ParticipantDirectory(ParticipantPage):
    """Who else takes part in 1:1 meetings, and the requests of an attendee."""

    @page_route("/directory")
    def directory(self, token, **asked):
        """List the others, those that fit the attendee best first.

        :param str token: from a mail
        :param asked: filters and ``page``, as `_get_directory` reads them
        """
        registration, response = self._open(token)
        if response:
            return response
        return self._show_directory(token, registration, asked)

    def _show_directory(self, token, registration, asked, problem=None):
        found = registration._get_directory(asked)
        address = f"/workshop/{token}/directory"

        def turn(page):
            if not 1 <= page <= found.get("pages", 0):
                return None
            return f"{address}?{urlencode({**found['filters'], 'page': page})}"

        return self._show(
            token,
            registration,
            "sme_crossborder.participant_directory",
            "directory",
            directory=found,
            earlier=turn(found.get("page", 0) - 1),
            later=turn(found.get("page", 0) + 1),
            problem=problem,
        )

    @page_route("/person/<int:person_id>")
    def person(self, token, person_id, done="", **_other):
        """Show somebody of the directory, as far as it is open.

        :param str token: from a mail
        :param int person_id: of the other registration
        :param str done: ``asked`` after a request was made
        """
        registration, response = self._open(token)
        if response:
            return response
        said = request.env._("You have asked for a meeting.")
        return self._show_person(
            token, registration, person_id, done=said if done == "asked" else None
        )

    def _show_person(self, token, registration, person_id, typed=None, **values):
        other = registration._find_in_directory(person_id)
        if not other:
            problem = request.env._("This participant is not in the directory.")
            return self._show_directory(token, registration, {}, problem=problem)
        return self._show(
            token,
            registration,
            "sme_crossborder.participant_person",
            "directory",
            **registration._get_directory_person(other),
            typed=typed or {"priority": "2"},
            is_refused=bool(typed),
            **values,
        )

    @page_route("/person/<int:person_id>/ask", "POST")
    def ask(
        self,
        token,
        person_id,
        priority="2",
        sentence="",
        is_from_firm="",
        is_to_firm="",
        version="",
        **_other,
    ):
        """Ask somebody of the directory for a meeting.

        :param str token: from a mail
        :param int person_id: of the other registration
        :param str priority: ``1`` to ``3``
        :param str sentence: why, for whom is asked
        :param str is_from_firm: anything where a colleague of the attendee will do
        :param str is_to_firm: anything where a colleague of the other will do
        :param str version: of the request the page was opened with
        """
        registration, response = self._open(token)
        if response:
            return response
        other = registration._find_in_directory(person_id)
        if not other:
            return self._show_person(token, registration, person_id)
        sentence = " ".join(sentence.split())[:SENTENCE_LENGTH]
        problem = registration._ask_for_meeting(
            other, priority, sentence, bool(is_from_firm), bool(is_to_firm), version
        )
        if not problem:
            address = f"/workshop/{token}/person/{person_id}?done=asked"
            return request.redirect(address, 303)
        typed = {
            "priority": priority,
            "sentence": sentence,
            "is_from_firm": is_from_firm,
            "is_to_firm": is_to_firm,
        }
        return self._show_person(
            token, registration, person_id, typed=typed, problem=problem
        )

    @page_route("/requests")
    def requests(self, token, done="", **_other):
        """List what the attendee asked others, and is asked.

        :param str token: from a mail
        :param str done: the answer that was given
        """
        registration, response = self._open(token)
        if response:
            return response
        said = {
            "accept": request.env._("You have accepted the request."),
            "decline": request.env._("You have declined."),
            "withdraw": request.env._("You have withdrawn the request."),
        }
        return self._show_requests(token, registration, done=said.get(done))

    def _show_requests(self, token, registration, **values):
        return self._show(
            token,
            registration,
            "sme_crossborder.participant_requests",
            "requests",
            requests=registration._get_requests_page(),
            **values,
        )

    @page_route("/request/<int:request_id>/<string:answer>", "POST")
    def answer_request(self, token, request_id, answer, **_other):
        """Accept or decline a request, or withdraw one's own.

        :param str token: from a mail
        :param int request_id: of the request
        :param str answer: ``accept``, ``decline`` or ``withdraw``
        """
        registration, response = self._open(token)
        if response:
            return response
        problem = registration._answer_meeting_request(request_id, answer)
        if problem:
            return self._show_requests(token, registration, problem=problem)
        return request.redirect(f"/workshop/{token}/requests?done={answer}", 303)
