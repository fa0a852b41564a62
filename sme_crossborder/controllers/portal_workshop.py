from odoo.http import request, route

from ..models.sme_participant_own import URL
from .portal import SmeCustomerPortal


class SmePortalWorkshop(SmeCustomerPortal):
    """A portal user's workshops; their pages are those of the signed address."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "workshop_count" in counters:
            values["workshop_count"] = len(
                request.env["event.registration"]._find_own()
            )
        return values

    @route(URL, type="http", auth="user", website=True, methods=["GET"], readonly=True)
    def portal_my_workshops(self, **_other):
        """List the workshops the user is registered for."""
        rows = request.env["event.registration"]._list_own()
        values = self._prepare_lead_values("workshops") | {"rows": rows}
        return request.render("sme_crossborder.portal_my_workshops", values)

    # writes: the first time, the key of the address is made
    @route(
        [f"{URL}/<int:registration_id>", f"{URL}/<int:registration_id>/<path:path>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=False,
    )
    def portal_my_workshop(self, registration_id, path="", **_other):
        """Lead on to the attendee's own pages.

        :param int registration_id: as in the list
        :param str path: of a page, as in the mails
        """
        path = f"/{path}" if path.replace("/", "").isalnum() else ""
        link = request.env["event.registration"]._get_own_link(registration_id, path)
        if not link:
            # the same whether there is none or it is somebody else's
            return request.not_found()
        return request.redirect(link, code=303)
