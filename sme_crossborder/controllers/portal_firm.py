from odoo.http import request, route

from .portal import SmeCustomerPortal

FIRM = "/my/firm"
# how a page of a firm is read, and how something is sent from it
READ = {
    "type": "http",
    "auth": "user",
    "website": True,
    "methods": ["GET"],
    "readonly": True,
}
SEND = {"type": "http", "auth": "user", "website": True, "methods": ["POST"]}


class SmePortalFirm(SmeCustomerPortal):
    """The pages of a firm. What is shown comes from `sme.portal.firm`."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "sme_firm_count" in counters:
            # the card is there for whoever speaks for a firm
            firms = request.env["sme.portal.firm"]._list_firms()
            values["sme_firm_count"] = len(firms)
        return values

    @route(FIRM, **READ)
    def portal_my_firm(self, **_other):
        """Show the first firm the user speaks for, or say that there is none."""
        firms = request.env["sme.portal.firm"]._list_firms()
        if firms:
            return self.portal_firm(firms[0][0])
        values = self._prepare_lead_values("firm_none")
        return request.render("sme_crossborder.portal_firm_nobody", values)

    @route(f"{FIRM}/<int:firm_id>", **READ)
    def portal_firm(self, firm_id, **_other):
        """Show where a firm is on its way to each market, and what is owed.

        :param int firm_id: of a file the user speaks for
        """
        told = request.env["sme.portal.firm"]._read(firm_id)
        return self._render_told("portal_firm", "firm", firm_id, told)

    def _render_told(self, template, page_name, firm_id, told, **values):
        """Render what is told of a firm, see :meth:`_render_firm`, or that it is not.

        :param told: nothing where there is none, or it is not for this reader: the
            answer is the same
        """
        if not told:
            return request.not_found()
        return self._render_firm(template, page_name, firm_id, told=told, **values)

    def _render_firm(self, template, page_name, firm_id, **values):
        """Render one of the pages of a firm.

        :param str template: name of it, without the module
        :param str page_name: for the breadcrumbs and the tabs
        :param int firm_id: of a file the user speaks for
        :param values: plain values that the page shows
        """
        firms = request.env["sme.portal.firm"]._list_firms()
        return request.render(
            f"sme_crossborder.{template}",
            {
                **self._prepare_lead_values(page_name),
                "firms": firms,
                "firm_id": firm_id,
                "firm_name": dict(firms)[firm_id],
                **values,
            },
        )
