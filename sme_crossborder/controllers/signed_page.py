from urllib.parse import quote

from odoo import http
from odoo.http import request

from ..models.signed_link import ASKED_LANGUAGE, SIGNED_ROOTS, find_restricted


def signed_route(path, method="GET"):
    """Route to a page whose address is the key.

    :param str path: with ``<string:token>``, the key, in it
    """
    SIGNED_ROOTS.add(path.partition("<string:token>")[0])
    return http.route(
        path,
        type="http",
        auth="public",
        methods=[method],
        sitemap=False,
        # whose link it is says the language, not the browser: nobody is led on to an
        # address of another one; who asks for one in the address gets it all the same
        multilang=False,
        # Odoo's Website, where it is installed, cannot draw its layout without
        website=True,
    )


class SignedPage:
    """A page whose address is the key: who has the link acts, without an account."""

    def _in_language(self, record, lang):
        """Return a record in the language the page is read in; the page is in it too.

        One that was asked for comes first: in the address, or by the switch of the
        page. Who is logged in reads in the language of the portal; anybody else in that
        of whom the link was sent to.

        :param str lang: code of the language of whom the link was sent to, or nothing
        """
        lang = self._get_asked_language() or lang
        if not lang:
            return record
        request.update_context(lang=lang)
        return record.with_context(lang=lang)

    def _get_asked_language(self):
        """Return the code of the language asked for, or nothing."""
        asked = request.session.get(ASKED_LANGUAGE)
        for code, language in self._get_languages().items():
            if asked in (code, language.url_code):
                return code
        return None if request.env.user._is_public() else request.lang.code

    def _get_languages(self):
        return request.env["res.lang"]._get_frontend()

    def _list_languages(self, token):
        """Return what the switch offers: ``[(code, name, address)]``; none of one.

        What was sent from a page is not to be sent again by choosing a language: then
        the switch leads to the first page of the link.
        """
        languages = self._get_languages().values()
        if len(languages) < 2:
            return []
        asked = request.httprequest
        path = asked.path
        query = asked.query_string.decode(errors="replace")
        if asked.method != "GET":
            path, query = path.partition(token)[0] + token, ""
        end = f"?{query}" if query else ""
        return [
            (
                language.code,
                language.name.rpartition("/")[2].strip(),
                f"/{language.url_code}{quote(path)}{end}",
            )
            for language in languages
        ]

    def _send_again(self, token, problem=None):
        """Send a new link in the place of one that is over, and answer with the page.

        :param str token: of the old link
        :param str problem: what is said where none is sent now, if there is more to
            say than that one was sent lately
        """
        record, state = self._find(token)
        if state != "old":
            return self._page(token, record, state)
        if record._send_link_again():
            return self._page(token, record, "sent")
        problem = problem or request.env._(
            "A newer link was sent within the last hour. Look into your mail."
        )
        return self._page(token, record, state, problem=problem)

    def _get_restricted(self, token):
        """Return whom to ask about a restricted file; nothing is told of the file."""
        record, _state = self._find(token)
        company = find_restricted(record)[:1].company_id
        return {"company": company.name, "email": company.email}

    def _respond(self, template, token, state, values):
        if state == "restricted":
            template = "sme_crossborder.restricted_link_page"
            values = self._get_restricted(token)
        response = request.render(
            template,
            {
                "html_data": {"lang": (request.env.lang or "en").replace("_", "-")},
                "token": token,
                "state": state,
                "signed_languages": self._list_languages(token),
                **values,
            },
        )
        # no cache keeps the page, no other site learns its address
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
