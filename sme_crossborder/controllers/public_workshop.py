from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager

from ..models.sme_workshop_public import PER_PAGE
from ..tools.address import to_id, to_page
from .public_page import PUBLIC_ROUTE, PublicPage

URL = "/workshops"


class PublicWorkshopController(PublicPage, http.Controller):
    """Workshops to come: everybody reads of them, and registers."""

    @http.route(
        [URL, f"{URL}/page/<int:page>"], methods=["GET"], readonly=True, **PUBLIC_ROUTE
    )
    def show_workshops(self, page=1, country="", language="", **_other):
        """List the workshops to come that were published.

        :param int page: of the list, from 1 on
        :param str country: number of the country one looks for
        :param str language: number of the language one looks for
        """
        events = request.env["event.event"]
        filters = {"country": to_id(country), "language": to_id(language)}
        total, page, rows = events._list_public(
            filters["country"], filters["language"], to_page(page)
        )
        chosen = {name: value for name, value in filters.items() if value}
        values = {
            "rows": rows,
            "total": total,
            "filters": filters,
            "pager": pager(URL, total, page=page, step=PER_PAGE, url_args=chosen),
            **events._get_public_choices(),
        }
        return self._render_public("public_workshops_page", values)

    @http.route(f"{URL}/<int:event_id>", methods=["GET"], **PUBLIC_ROUTE)
    def show_workshop(self, event_id, **_other):
        """Show a workshop, with the form to register.

        :param int event_id: as in the list
        """
        event = request.env["event.event"]._find_public(event_id)
        if not event:
            # the same whether there is none or it is not for everybody
            raise request.not_found()
        typed = self._read(event, {}.get, lambda _name: [])
        return self._show(event, typed, request.env["sme.contact.form"]._sign_form())

    # no token of a session: see PublicPage
    @http.route(
        f"{URL}/<int:event_id>",
        methods=["POST"],
        csrf=False,
        sitemap=False,
        **PUBLIC_ROUTE,
    )
    def register(self, event_id, **_posted):
        """Register, or show the form again with what was typed and what is wrong.

        :param int event_id: as in the list
        """
        event = request.env["event.event"]._find_public(event_id)
        if not event:
            raise request.not_found()
        form = request.httprequest.form
        typed = self._read(event, form.get, form.getlist)
        key, age, asked = self._read_form(form)
        if asked:
            return self._show(event, typed, key, asked)
        if event._get_public_standing() not in ("open", "full"):
            asked = request.env._("Registration is not open at the moment.")
            return self._show(event, typed, key, asked)
        registrations = request.env["event.registration"]
        problems = registrations._find_public_problems(event, typed)
        if problems:
            return self._show(event, typed, key, self._say_incomplete(), problems)
        asked, status = self._find_hasty("workshop", age)
        if asked:
            return self._show(event, typed, key, asked, status=status)
        nonce, _age = request.env["sme.contact.form"]._read_key(key)
        if not registrations._receive_public(event, typed, nonce, self._get_address()):
            asked = request.env._(
                "Several registrations came with this e-mail address today. Look into "
                "your mail, or write to the organiser."
            )
            return self._show(event, typed, key, asked, status=429)
        self._note("workshop")
        return request.redirect(f"{URL}/thanks", code=303)

    @http.route(f"{URL}/thanks", methods=["GET"], sitemap=False, **PUBLIC_ROUTE)
    def show_thanks(self, **_other):
        """Say that a mail was sent: the same to everybody."""
        return self._render_public("public_workshop_thanks_page", {})

    def _read(self, event, get, getlist):
        return request.env["event.registration"]._read_public(event, get, getlist)

    def _show(self, event, typed, key, asked="", problems=None, status=200):
        values = {
            "told": event._get_public_page(),
            "typed": typed,
            "key": key,
            "asked": asked,
            "problems": problems or {},
            **request.env["event.registration"]._get_public_form(event),
        }
        return self._render_public("public_workshop_page", values, status)
