from odoo import http
from odoo.http import request

from .public_page import PUBLIC_ROUTE, PublicPage

URL = "/one-stop-shop"


class OneStopShopController(PublicPage, http.Controller):
    """The page on which everybody reads what help there is, and from whom."""

    @http.route(URL, methods=["GET"], readonly=True, **PUBLIC_ROUTE)
    def show_help(self, **_other):
        """Show what was published. Nothing else of a project stands here."""
        choices = request.env["sme.contact.form"]._get_choices()
        values = {
            "projects": request.env["sme.project"]._list_public(),
            "stages": request.env["sme.project"]._list_public_stages(),
            "is_open": bool(choices["countries"]),
            "pages": request.env["sme.project"]._list_public_pages(),
        }
        return self._render_public("one_stop_shop_page", values)
