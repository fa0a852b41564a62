from odoo import http
from odoo.http import request
from odoo.tools import email_normalize

from ..tools.address import to_id
from .public_page import PUBLIC_ROUTE, PublicPage
from .signed_page import SignedPage, signed_route

URL = "/news"
EMAIL_LENGTH = 254


class SubscriptionController(PublicPage, SignedPage, http.Controller):
    """The mailing list: asked for here, confirmed from the letter box, left at once."""

    @http.route(URL, methods=["GET"], **PUBLIC_ROUTE)
    def show_sign_up(self, **_other):
        """Show the empty form."""
        typed = {"email": "", "country_id": 0, "lang": request.env.lang}
        key = request.env["sme.contact.form"]._sign_form()
        return self._show_sign_up(typed | {"purpose_ids": []}, key)

    # no token of a session: see PublicPage
    @http.route(URL, methods=["POST"], csrf=False, sitemap=False, **PUBLIC_ROUTE)
    def sign_up(self, **_posted):
        """Take the form, or show it again with what was typed and what is wrong."""
        form = request.httprequest.form
        typed = {
            "email": request.env["sme.contact.form"]._tidy(form.get("email")),
            "country_id": to_id(form.get("country_id")),
            "lang": form.get("lang", ""),
            "purpose_ids": sorted({to_id(i) for i in form.getlist("purpose_ids")}),
        }
        key, age, asked = self._read_form(form)
        if asked:
            return self._show_sign_up(typed, key, asked)
        problems = self._find_problems(typed)
        if problems:
            return self._show_sign_up(typed, key, self._say_incomplete(), problems)
        asked, status = self._find_hasty("subscription", age)
        if asked:
            return self._show_sign_up(typed, key, asked, status=status)
        country = request.env["res.country"].browse(typed["country_id"])
        rule = request.env["sme.first.contact.rule"]._find_for(country)
        request.env["sme.subscription"]._ask(
            rule.member_id.company_id,
            {**typed, "email": email_normalize(typed["email"])},
            self._get_address(),
        )
        self._note("subscription")
        return request.redirect(f"{URL}/thanks", code=303)

    @http.route(f"{URL}/thanks", methods=["GET"], sitemap=False, **PUBLIC_ROUTE)
    def show_thanks(self, **_other):
        """Say that a mail was sent: the same to everybody."""
        return self._render_public("subscription_thanks_page", {})

    @signed_route(f"{URL}/confirm/<string:token>")
    def show_confirm(self, token):
        """Show what is to be confirmed. Opening it changes nothing.

        :param str token: from the mail
        """
        return self._page(token, *self._find(token))

    @signed_route(f"{URL}/confirm/<string:token>", "POST")
    def confirm(self, token, **_other):
        """Put the address on the list.

        :param str token: from the mail
        """
        one, state = self._find(token)
        if state == "valid":
            one._confirm(self._get_address())
            state = "confirmed"
        return self._page(token, one, state)

    @signed_route(f"{URL}/confirm/<string:token>/again", "POST")
    def again(self, token, **_other):
        """Send a new link to the address the old one went to.

        :param str token: of the old link
        """
        problem = request.env._(
            "A newer link was sent within the last hour, or several today. Look into "
            "your mail."
        )
        return self._send_again(token, problem)

    @signed_route(f"{URL}/leave/<string:token>")
    def show_leave(self, token):
        """Show what is to be ended. Opening it changes nothing.

        :param str token: from a mail
        """
        one = self._find_leaving(token)
        state = ("left" if one.date_withdrawn else "leave") if one else False
        return self._page(token, one, state)

    # mail programs post here by themselves at one click, without a session (RFC 8058)
    @http.route(
        f"{URL}/leave/<string:token>",
        type="http",
        auth="public",
        methods=["POST"],
        csrf=False,
        sitemap=False,
        website=True,
    )
    def leave(self, token, **_other):
        """End the subscription; done twice it is done once.

        :param str token: from a mail
        """
        one = self._find_leaving(token)
        one._withdraw()
        return self._page(token, one, "left" if one else False)

    def _find_leaving(self, token):
        one = request.env["sme.subscription"]._find_by_leave_link(token)
        return self._in_language(one, one.lang)

    def _find_problems(self, typed):
        choices = self._get_choices()
        known = {row[0] for row in choices["purposes"]}
        typed["purpose_ids"] = [i for i in typed["purpose_ids"] if i in known]
        problems = {
            "email": (
                len(typed["email"]) > EMAIL_LENGTH
                or not email_normalize(typed["email"])
            )
            and request.env._("Enter your e-mail address, like name@firm.com."),
            "country_id": typed["country_id"] not in dict(choices["countries"])
            and request.env._("Choose your country."),
            "lang": typed["lang"] not in dict(choices["languages"])
            and request.env._("Choose the language you want mail in."),
            "purpose_ids": not typed["purpose_ids"]
            and request.env._("Tick what you want mail about."),
        }
        return {name: problem for name, problem in problems.items() if problem}

    def _get_choices(self):
        return request.env["sme.contact.form"]._get_choices("is_on_list")

    def _show_sign_up(self, typed, key, asked="", problems=None, status=200):
        values = {
            "typed": typed,
            "key": key,
            "asked": asked,
            "problems": problems or {},
            "most": EMAIL_LENGTH,
            **self._get_choices(),
        }
        return self._render_public("subscription_page", values, status)

    def _find(self, token):
        one, state = request.env["sme.subscription"]._find_by_link(token)
        return self._in_language(one, one.lang), state

    def _page(self, token, one, state, problem=None):
        shown = ("valid", "confirmed", "leave", "left")
        told = one._get_page() if state in shown else {}
        return self._respond(
            "sme_crossborder.subscription_link_page",
            token,
            state,
            {"told": told, "problem": problem},
        )
