from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.sme_contact_form import LENGTHS
from .public_page import PUBLIC_ROUTE, PublicPage
from .signed_page import SignedPage, signed_route

URL = "/first-contact"


class FirstContactController(PublicPage, SignedPage, http.Controller):
    """The form on which a firm writes to us for the first time."""

    @http.route(URL, methods=["GET"], **PUBLIC_ROUTE)
    def show_form(self, lead="", **_other):
        """Show the empty form.

        :param str lead: reference of a partner lead for everybody one is interested in
        """
        requests = request.env["sme.contact.request"]
        given = {"lang": request.env.lang}
        teaser = lead and request.env["sme.public.lead"]._find_public(lead)
        about = ""
        if teaser:
            # whose lead it is sits where one wants to sell, often
            given["target_country_id"] = str(teaser.country_id.id)
            about = request.env._(
                "You are interested in the partner lead %(reference)s: who gets this "
                "is told so. Say who you are, and what you would do together.",
                reference=teaser.reference,
            )
            given["words"] = request.env._(
                "We are interested in the partner lead %(reference)s.",
                reference=teaser.reference,
            )
        typed = requests._read_typed(given.get, lambda _name: [])
        return self._show_form(typed, requests._sign_form(), about=about)

    # no token of a session: see PublicPage
    @http.route(URL, methods=["POST"], csrf=False, sitemap=False, **PUBLIC_ROUTE)
    def send_form(self, **_posted):
        """Take the form, or show it again with what was typed and what is wrong."""
        form = request.httprequest.form
        requests = request.env["sme.contact.request"]
        typed = requests._read_typed(form.get, form.getlist)
        key, age, asked = self._read_form(form)
        if asked:
            return self._show_form(typed, key, asked)
        problems = requests._find_problems(typed)
        if problems:
            return self._show_form(typed, key, self._say_incomplete(), problems)
        asked, status = self._find_hasty("first_contact", age)
        if asked:
            return self._show_form(typed, key, asked, status=status)
        nonce, _age = requests._read_key(key)
        try:
            with request.env.cr.savepoint():
                received = requests._receive(typed, nonce, self._get_address())
        except UserError as error:
            return self._show_form(typed, key, str(error))
        if not received:
            asked = request.env._(
                "Nobody helps firms of your country through this page at the moment."
            )
            return self._show_form(typed, key, asked)
        self._note("first_contact")
        return request.redirect(f"{URL}/thanks", code=303)

    @http.route(f"{URL}/thanks", methods=["GET"], sitemap=False, **PUBLIC_ROUTE)
    def show_thanks(self, **_other):
        """Say that it arrived: the same to everybody."""
        return self._render_public("first_contact_thanks_page", {})

    @http.route(f"{URL}/privacy", methods=["GET"], **PUBLIC_ROUTE)
    def show_privacy(self, **_other):
        """Tell what is kept of whoever writes, by whom and why (GDPR, Article 13)."""
        values = {
            "organisations": request.env["sme.contact.request"]._list_controllers()
        }
        return self._render_public("first_contact_privacy_page", values)

    @signed_route(f"{URL}/continue/<string:token>")
    def show_written(self, token):
        """Show what was written. Opening it changes nothing.

        :param str token: from the mail
        """
        return self._page(token, *self._find(token))

    @signed_route(f"{URL}/continue/<string:token>", "POST")
    def add(self, token, text="", **_other):
        """Add to what was written.

        :param str token: from the mail
        :param str text: what is added
        """
        one, state = self._find(token)
        text = one._tidy(text)
        if state != "valid":
            return self._page(token, one, state, text=text)
        problem = one._find_added_problem(text)
        if problem:
            return self._page(token, one, state, problem=problem, text=text)
        one._add(text)
        return self._page(token, one, "added")

    @signed_route(f"{URL}/continue/<string:token>/again", "POST")
    def again(self, token, **_other):
        """Send a new link to the address the old one went to.

        :param str token: of the old link
        """
        return self._send_again(token)

    def _show_form(self, typed, key, asked="", problems=None, status=200, about=""):
        """Return the form.

        :param dict typed: what stands in it
        :param str key: signed, by which it is known again
        :param str asked: what is to be done before it is sent again
        :param dict problems: in words, by control
        :param str about: what one came here for
        """
        choices = request.env["sme.contact.request"]._get_choices()
        values = {
            "typed": typed,
            "key": key,
            "asked": asked,
            "about": about,
            "problems": problems or {},
            "lengths": LENGTHS,
            **choices,
        }
        return self._render_public("first_contact_page", values, status)

    def _find(self, token):
        one, state = request.env["sme.contact.request"]._find_by_link(token)
        return self._in_language(one, one.lang), state

    def _page(self, token, one, state, problem=None, text=""):
        told = one._get_page() if state in ("valid", "added") else {}
        return self._respond(
            "sme_crossborder.first_contact_continue_page",
            token,
            state,
            {"told": told, "problem": problem, "text": text},
        )
