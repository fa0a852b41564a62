from odoo import http
from odoo.http import request

from ..models.signed_link import find_restricted


def signed_route(path, method="GET"):
    """Route to a page whose address is the key.

    :param str path: with ``<string:token>``, the key, in it
    """
    return http.route(
        path,
        type="http",
        auth="public",
        methods=[method],
        sitemap=False,
        # Odoo's Website, where it is installed, cannot draw its layout without
        website=True,
    )


class SignedPage:
    """A page whose address is the key: who has the link acts, without an account."""

    def _in_language(self, record, lang):
        """Return a record in the language of whom the link was sent to.

        The page is written in it too.
        """
        if not lang:
            return record
        request.update_context(lang=lang)
        return record.with_context(lang=lang)

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
                **values,
            },
        )
        # no cache keeps the page, no other site learns its address
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
