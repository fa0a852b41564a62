from odoo.http import request, route

from .portal_firm import FIRM, READ, SmePortalFirm


class SmePortalFirmLead(SmePortalFirm):
    """Partner leads held by a firm. What is shown: `sme.portal.firm.lead`."""

    @route(f"{FIRM}/<int:firm_id>/leads", **READ)
    def portal_firm_leads(self, firm_id, **_other):
        """Show the leads a firm holds, and what others read of them.

        :param int firm_id: of a file the user speaks for
        """
        if not request.env["sme.portal.firm"]._find_firms(firm_id):
            # the same whether there is none or it is not for this reader
            return request.not_found()
        rows = request.env["sme.portal.firm.lead"]._list_rows(firm_id)
        return self._render_firm("portal_firm_leads", "firm_leads", firm_id, rows=rows)
