from odoo.http import request


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

    def _respond(self, template, token, state, values):
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
