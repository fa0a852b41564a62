from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager

from ..models.sme_barrier_public import PER_PAGE
from ..tools.address import to_id, to_page
from .public_page import PUBLIC_ROUTE, PublicPage

URL = "/barriers"


class PublicBarrierController(PublicPage, http.Controller):
    """Known barriers between two countries, and what helped firms to overcome them."""

    @http.route(
        [URL, f"{URL}/page/<int:page>"], methods=["GET"], readonly=True, **PUBLIC_ROUTE
    )
    def show_barriers(self, page=1, home="", target="", kind="", **_other):
        """List the barriers everybody reads, by name.

        :param int page: of the list, from 1 on
        :param str home: number of the country firms come from
        :param str target: number of the country they want to sell in
        :param str kind: number of the type of barrier
        """
        barriers = request.env["sme.barrier"]
        filters = {
            "home": to_id(home),
            "target": to_id(target),
            "type": to_id(kind),
        }
        total, page, rows = barriers._list_public(filters, to_page(page))
        asked = {"home": filters["home"], "target": filters["target"]}
        asked["kind"] = filters["type"]
        chosen = {name: value for name, value in asked.items() if value}
        values = {
            "rows": rows,
            "total": total,
            "filters": filters,
            "has_filter": bool(chosen),
            "pager": pager(URL, total, page=page, step=PER_PAGE, url_args=chosen),
            **barriers._get_public_choices(),
        }
        return self._render_public("public_barriers_page", values)

    @http.route(
        f"{URL}/<int:barrier_id>", methods=["GET"], readonly=True, **PUBLIC_ROUTE
    )
    def show_barrier(self, barrier_id, **_other):
        """Show a barrier, and what helped others.

        :param int barrier_id: as in the list
        """
        told = request.env["sme.barrier"]._read_public(barrier_id)
        if not told:
            # the same whether there is none or it is not for everybody
            raise request.not_found()
        return self._render_public("public_barrier_page", {"told": told})
