from odoo import SUPERUSER_ID
from odoo.http import request

from ..models.sme_contact_form import FASTEST, LATEST, PER_HOUR

PUBLIC_ROUTE = {"type": "http", "auth": "public", "website": True}


class PublicPage:
    """A page for everybody: read and sent without an account and without JavaScript.

    Forms carry a signed key of their own instead of Odoo's token against forged
    requests: nothing is done in the name of whoever is logged in, and a browser without
    cookies loses nothing of what was typed.
    """

    def _render_public(self, template, values, status=200):
        """Return a page in the language of the reader.

        :param str template: name of it, without the module
        :param dict values: plain values, never records
        :param int status: of the answer
        """
        response = request.render(
            f"sme_crossborder.{template}",
            {
                "html_data": {"lang": (request.env.lang or "en").replace("_", "-")},
                **values,
            },
        )
        response.status_code = status
        return response

    def _get_address(self):
        """Return the address in the network of whoever asks."""
        return request.httprequest.remote_addr or ""

    def _get_acts(self):
        # as the system: who did what how often is nobody's to read
        return request.env["sme.public.act"].with_user(SUPERUSER_ID)

    def _note(self, kind):
        """Note that a form was taken from this address."""
        self._get_acts()._note(kind, self._get_address())

    def _read_form(self, form):
        """Return key, age in seconds, and what is asked before it is sent again.

        :param form: as posted
        :returns: ``(key, age, asked)``; a forged or old key is replaced by a new one
        """
        forms = request.env["sme.contact.form"]
        nonce, age = forms._read_key(form.get("key"))
        if not nonce or age > LATEST:
            asked = request.env._("The page was open for long. Send it once more.")
            return forms._sign_form(), 0, asked
        asked = ""
        if form.get("fax"):
            asked = request.env._(
                "A field that stays empty was filled in, as machines do. Nothing is "
                "lost: send it once more."
            )
        return form.get("key"), age, asked

    def _say_incomplete(self):
        """Return what is said above a form of which some fields are not right."""
        return request.env._(
            "Something is missing or not right. It is said beside each field."
        )

    def _find_hasty(self, kind, age):
        """Return what is said to who is faster than people, and the answer's status.

        :param str kind: of the form
        :param age: of the form in seconds
        :returns: ``(asked, status)``; nothing is asked of who is not
        """
        if age < FASTEST:
            asked = request.env._(
                "That was faster than people write. Wait a moment and send it once "
                "more."
            )
            return asked, 200
        if self._get_acts()._is_too_much(kind, self._get_address(), PER_HOUR, 1):
            asked = request.env._(
                "Many messages came from your network within the hour. Keep this page "
                "open and send it again later: what you typed stays."
            )
            return asked, 429
        return "", 200
