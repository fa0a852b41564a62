from odoo import http
from odoo.exceptions import UserError
from odoo.http import content_disposition, request

from ..models.sme_participant_profile import LISTS, OFFER_LENGTH
from ..tools.address import to_id
from .signed_page import SignedPage, signed_route


def page_route(path, method="GET"):
    """Route to a page of an attendee, under the address that is their key.

    :param str path: what follows the address
    """
    return signed_route(f"/workshop/<string:token>{path}", method)


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
            "has_account": not request.env.user._is_public(),
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

    @page_route("/again", "POST")
    def again(self, token, **_other):
        """Send a new link to the address of the attendee.

        :param str token: of the old link
        """
        problem = request.env._(
            "A newer link was sent within the last hour, or no address is known. Look "
            "into your mail, or ask the organiser."
        )
        return self._send_again(token, problem)

    @page_route("")
    def home(self, token, done=None, **_other):
        """Show what the attendee can do next, and the profile.

        :param str token: from a mail
        :param str done: whether the profile was saved just now
        """
        registration, response = self._open(token)
        if response:
            return response
        return self._show_home(token, registration, done=done and _get_saved())

    @page_route("/profile", "POST")
    def save_profile(self, token, version="", **posted):
        """Keep what the attendee says of themselves for 1:1 meetings.

        :param str token: from a mail
        :param str version: of the profile the form was filled from
        :param posted: what was typed
        """
        registration, response = self._open(token)
        if response:
            return response
        form = request.httprequest.form
        typed = {
            "in_meetings": bool(posted.get("in_meetings")),
            "is_meeting_remote": bool(posted.get("is_meeting_remote")),
            # a browser sends the ends of lines as two characters each
            "meeting_offer": posted.get("meeting_offer", "").replace("\r\n", "\n"),
            "meeting_cap": posted.get("meeting_cap", "").strip(),
            **{fname: [to_id(key) for key in form.getlist(fname)] for fname in LISTS},
        }
        try:
            registration._save_participant_profile(typed, version)
        except UserError as error:
            return self._show_home(token, registration, typed, problem=str(error))
        return request.redirect(f"/workshop/{token}?done=1", code=303)

    def _show_home(self, token, registration, typed=None, **values):
        home = registration._get_participant_home()
        if home["has_profile"]:
            home |= {
                "typed": typed or registration._get_participant_profile(),
                "version": registration._get_participant_version(),
                "choices": registration._get_participant_choices(),
                "offer_length": OFFER_LENGTH,
            }
        return self._show(
            token,
            registration,
            "sme_crossborder.participant_home",
            "home",
            home=home,
            **values,
        )

    @page_route("/agenda")
    def agenda(self, token, **_other):
        """Show the attendee's meetings, once they are published.

        :param str token: from a mail
        """
        registration, response = self._open(token)
        if response:
            return response
        return self._show(
            token,
            registration,
            "sme_crossborder.participant_agenda",
            "agenda",
            agenda=registration._get_participant_agenda(),
            culture=registration._get_participant_culture(),
            where=registration.event_id.get_paper_where(),
        )

    @page_route("/calendar")
    def workshop_calendar(self, token, **_other):
        """Load the workshop itself as a calendar file.

        :param str token: from a mail
        """
        registration, response = self._open(token)
        if response:
            return response
        name = f"{registration.event_id.name}.ics"
        return self._respond_calendar(registration._get_workshop_file(), name)

    @page_route("/meetings.ics")
    def calendar(self, token, **_other):
        """Load the attendee's meetings as a calendar file.

        :param str token: from a mail
        """
        registration, response = self._open(token)
        if response:
            return response
        if not registration._are_meetings_published():
            return request.redirect(f"/workshop/{token}/agenda", code=303)
        return self._respond_calendar(registration.get_meeting_file(), "meetings.ics")

    def _respond_calendar(self, content, name):
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "text/calendar; charset=utf-8"),
                ("Content-Disposition", content_disposition(name)),
                ("Cache-Control", "no-store"),
            ],
        )


def _get_saved():
    return request.env._("Saved. You can change it until the workshop is over.")
