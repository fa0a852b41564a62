from odoo import http
from odoo.http import request

from ..models.sme_privacy_request import KINDS
from ..tools.address import to_id
from .public_page import PUBLIC_ROUTE, PublicPage
from .signed_page import SignedPage, signed_route

URL = "/privacy/request"
LENGTHS = {"name": 100, "email": 254, "firm_name": 200, "words": 4000}


class PrivacyRequestController(PublicPage, SignedPage, http.Controller):
    """Whoever has no account asks about their data: confirmed from the letter box."""

    @http.route(URL, methods=["GET"], **PUBLIC_ROUTE)
    def show_request(self, **_other):
        """Show the empty form."""
        typed = dict.fromkeys(LENGTHS, "")
        typed |= {"kind": "", "company_id": 0, "lang": request.env.lang}
        return self._show_request(typed, request.env["sme.contact.form"]._sign_form())

    # no token of a session: see PublicPage
    @http.route(URL, methods=["POST"], csrf=False, sitemap=False, **PUBLIC_ROUTE)
    def send_request(self, **_posted):
        """Take the form, or show it again with what was typed and what is wrong."""
        form = request.httprequest.form
        forms = request.env["sme.contact.form"]
        typed = {name: forms._tidy(form.get(name)) for name in LENGTHS}
        typed["kind"] = form.get("kind", "")
        typed["lang"] = form.get("lang", "")
        typed["company_id"] = to_id(form.get("company_id"))
        key, age, asked = self._read_form(form)
        if asked:
            return self._show_request(typed, key, asked)
        problems = self._find_problems(typed)
        if problems:
            return self._show_request(typed, key, self._say_incomplete(), problems)
        asked, status = self._find_hasty("privacy_request", age)
        if asked:
            return self._show_request(typed, key, asked, status=status)
        nonce, _age = forms._read_key(key)
        request.env["sme.privacy.request"]._receive(typed, nonce)
        self._note("privacy_request")
        return request.redirect(f"{URL}/thanks", code=303)

    @http.route(f"{URL}/thanks", methods=["GET"], sitemap=False, **PUBLIC_ROUTE)
    def show_request_thanks(self, **_other):
        """Say that a mail was sent: the same to everybody."""
        return self._render_public("privacy_request_thanks_page", {})

    @signed_route(f"{URL}/confirm/<string:token>")
    def show_request_confirm(self, token):
        """Show what is to be confirmed. Opening it changes nothing.

        :param str token: from the mail
        """
        return self._page(token, *self._find(token))

    @signed_route(f"{URL}/confirm/<string:token>", "POST")
    def confirm_request(self, token, **_other):
        """Pass the request on.

        :param str token: from the mail
        """
        one, state = self._find(token)
        if state != "valid":
            return self._page(token, one, state)
        one._confirm()
        return self._page(token, one, "confirmed")

    @signed_route(f"{URL}/confirm/<string:token>/again", "POST")
    def send_request_link_again(self, token, **_other):
        """Send a new link to the address the old one went to.

        :param str token: of the old link
        """
        return self._send_again(token)

    def _find_problems(self, typed):
        """Return what is to be corrected, by control, in words."""
        env = request.env
        companies = dict(self._list_companies())
        languages = dict(env["res.lang"].get_installed())
        forms = env["sme.contact.form"]
        problems = {
            "company_id": typed["company_id"] not in companies
            and env._("Choose whom you ask."),
            "kind": typed["kind"] not in dict(KINDS)
            and env._("Choose what you ask for."),
            "words": typed["kind"] == "correction"
            and not typed["words"]
            and env._("Say what is wrong, and what is right instead."),
            "name": not typed["name"] and env._("Enter your name."),
            "email": forms._find_email_problem(typed["email"]),
            "lang": typed["lang"] not in languages
            and env._("Choose the language you want to be answered in."),
        }
        for name, most in LENGTHS.items():
            if len(typed[name]) > most:
                problems[name] = env._(
                    "This has %(count)s characters, and at most %(most)s are kept. "
                    "Shorten it.",
                    count=len(typed[name]),
                    most=most,
                )
        return {name: problem for name, problem in problems.items() if problem}

    def _list_companies(self):
        return request.env["sme.contact.form"]._list_controller_choices()

    def _show_request(self, typed, key, asked="", problems=None, status=200):
        kinds = request.env["sme.privacy.request"]._fields["kind"]
        values = {
            "typed": typed,
            "key": key,
            "asked": asked,
            "problems": problems or {},
            "lengths": LENGTHS,
            "companies": self._list_companies(),
            "kinds": kinds._description_selection(request.env),
            "languages": request.env["sme.contact.form"]._list_languages(),
        }
        return self._render_public("privacy_request_page", values, status)

    def _find(self, token):
        one, state = request.env["sme.privacy.request"]._find_by_link(token)
        return self._in_language(one, one.lang), state

    def _page(self, token, one, state, problem=None):
        told = one._get_page() if state in ("valid", "confirmed") else {}
        return self._respond(
            "sme_crossborder.privacy_request_link_page",
            token,
            state,
            {"told": told, "problem": problem},
        )
