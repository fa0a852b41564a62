from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import pager

from ..models.sme_public_lead import FILTERS, PER_PAGE
from ..tools.address import to_page
from .public_page import PUBLIC_ROUTE, PublicPage

URL = "/partner-leads"


class PublicLeadController(PublicPage, http.Controller):
    """Partner leads whose owners let everybody read what is told first of them."""

    @http.route(
        [URL, f"{URL}/page/<int:page>"], methods=["GET"], readonly=True, **PUBLIC_ROUTE
    )
    def show_leads(self, page=1, **asked):
        """List the leads for everybody, the newest first.

        :param int page: of the list, from 1 on
        :param asked: filters, by the names in ``FILTERS``; others are passed over
        """
        leads = request.env["sme.public.lead"]
        filters = {
            name: asked[name].replace("\0", "") for name in FILTERS if asked.get(name)
        }
        total, page, rows = leads._list_public(filters, to_page(page))
        values = {
            "rows": rows,
            "total": total,
            "filters": filters,
            "pager": pager(URL, total, page=page, step=PER_PAGE, url_args=filters),
            **leads._get_public_choices(),
        }
        return self._render_public("public_leads_page", values)

    @http.route(
        f"{URL}/<string:reference>", methods=["GET"], readonly=True, **PUBLIC_ROUTE
    )
    def show_lead(self, reference, **_other):
        """Show what everybody reads of a lead.

        :param str reference: as in the list
        """
        lead = request.env["sme.public.lead"]._read_public(reference)
        if not lead:
            # the same whether there is none, it is over, or not for everybody
            raise request.not_found()
        choices = request.env["sme.contact.form"]._get_choices()
        values = {"lead": lead, "is_open": bool(choices["countries"])}
        return self._render_public("public_lead_page", values)
