from odoo import http
from odoo.http import request

from .signed_page import SignedPage


class ParticipantPage(SignedPage, http.Controller):
    """Pages of an attendee of a workshop, who has a link and need not have an account.

    Opening one changes nothing; buttons act. Models read and act for the attendee of
    the link, and hand over plain values.
    """

    def _open(self, token):
        """Return the attendee of a link, and the answer where the link is of no use.

        :param str token: what stands in the address
        :returns: ``(registration, None)``, as the system in the attendee's language, or
            ``(registration, response)``
        """
        registration, state = self._find(token)
        if state == "valid":
            return registration, None
        return registration, self._page(token, registration, state)

    def _show(self, token, registration, template, page, **values):
        """Render a page inside the frame of the attendee's pages.

        :param str token: what stands in the address
        :param registration: as `_open` returned it
        :param str template: calls ``sme_crossborder.participant_layout``
        :param str page: which tab is open: ``home``, ``directory``, ``requests`` or
            ``agenda``
        :param values: what the page shows; ``problem`` and ``done`` are texts on top
        """
        shown = {
            "base": f"/workshop/{token}",
            "frame": registration._get_participant_frame(),
            "page": page,
            "problem": None,
            "done": None,
        }
        return self._respond(template, token, "valid", shown | values)

    def _find(self, token):
        registrations = request.env["event.registration"]
        registration, state = registrations._find_by_participant_link(token)
        return self._in_language(registration, registration.env.lang), state

    def _page(self, token, registration, state, problem=None):
        workshop = registration.event_id.name if registration else ""
        return self._respond(
            "sme_crossborder.participant_link_page",
            token,
            state,
            {"workshop": workshop, "problem": problem},
        )

    @http.route(
        "/workshop/<string:token>/again",
        type="http",
        auth="public",
        methods=["POST"],
        sitemap=False,
    )
    def again(self, token, **_other):
        """Send a new link to the address of the attendee.

        :param str token: of the old link
        """
        problem = request.env._(
            "A newer link was sent within the last hour, or no address is known. Look "
            "into your mail, or ask the organiser."
        )
        return self._send_again(token, problem)

    @http.route(
        "/workshop/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        sitemap=False,
    )
    def home(self, token, **_other):
        """Show what the attendee can do next.

        :param str token: from a mail
        """
        registration, response = self._open(token)
        if response:
            return response
        return self._show(
            token, registration, "sme_crossborder.participant_home", "home"
        )
