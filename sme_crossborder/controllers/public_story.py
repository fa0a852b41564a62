from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager

from ..models.sme_story_public import PER_PAGE
from ..tools.address import to_id, to_page
from .public_page import PUBLIC_ROUTE, PublicPage
from .signed_page import SignedPage, signed_route

URL = "/stories"
PERSON_LENGTH, NOTE_LENGTH = 200, 4000


class PublicStoryController(PublicPage, SignedPage, http.Controller):
    """Success stories: everybody reads those whose firm said yes on its page."""

    @http.route(
        [URL, f"{URL}/page/<int:page>"], methods=["GET"], readonly=True, **PUBLIC_ROUTE
    )
    def show_stories(self, page=1, country="", **_other):
        """List the published stories, the newest first.

        :param int page: of the list, from 1 on
        :param str country: number of the market one looks for
        """
        stories = request.env["sme.story"]
        country_id = to_id(country)
        total, page, rows = stories._list_public(country_id, to_page(page))
        chosen = {"country": country_id} if country_id else {}
        values = {
            "rows": rows,
            "total": total,
            "country_id": country_id,
            "markets": stories._get_public_markets(),
            "pager": pager(URL, total, page=page, step=PER_PAGE, url_args=chosen),
        }
        return self._render_public("public_stories_page", values)

    @http.route(f"{URL}/<int:story_id>", methods=["GET"], readonly=True, **PUBLIC_ROUTE)
    def show_story(self, story_id, **_other):
        """Show a published story.

        :param int story_id: as in the list
        """
        told = request.env["sme.story"]._read_public(story_id)
        if not told:
            # the same whether there is none or it is not published
            raise request.not_found()
        return self._render_public("public_story_page", {"told": told})

    @signed_route("/story/<string:token>")
    def show_asked(self, token):
        """Show the firm what would be published. Opening it changes nothing.

        :param str token: from the mail to the firm
        """
        return self._page(token, *self._find(token))

    @signed_route("/story/<string:token>", "POST")
    def answer(self, token, answer="", person="", note="", **_other):
        """Note that the firm agrees, what is to change, or that it takes it back.

        :param str token: from the mail to the firm
        :param str answer: ``yes``, ``no`` or ``back``
        :param str person: who answers
        :param str note: needed for a no
        """
        story, state = self._find(token)
        tidy = request.env["sme.contact.form"]._tidy
        person, note = tidy(person)[:PERSON_LENGTH], tidy(note)[:NOTE_LENGTH]
        typed = {"person": person, "note": note}
        if state != "valid":
            return self._page(token, story, state, **typed)
        offered = ("yes", "no") if story.state == "sent" else ("back",)
        problem, wrong = False, ""
        if answer not in offered:
            problem = request.env._("Press one of the buttons.")
        elif not person:
            problem, wrong = request.env._("Enter your name."), "person"
        elif answer == "no" and not note:
            problem, wrong = request.env._("Say what should be changed."), "note"
        if problem:
            return self._page(
                token, story, state, problem=problem, wrong=wrong, **typed
            )
        story._answer_of_firm(answer, person, note)
        return self._page(token, story, answer)

    @signed_route("/story/<string:token>/again", "POST")
    def again(self, token, **_other):
        """Send a new link to the address the old one went to.

        :param str token: of the old link
        """
        return self._send_again(token)

    def _find(self, token):
        story, state = request.env["sme.story"]._find_by_link(token)
        return self._in_language(story, story.asked_partner_id.lang), state

    def _page(self, token, story, state, problem=None, wrong="", person="", note=""):
        return self._respond(
            "sme_crossborder.story_link_page",
            token,
            state,
            {
                "told": story._get_asked_page() if state == "valid" else {},
                "problem": problem,
                "wrong": wrong,
                "person": person,
                "note": note,
            },
        )
