from odoo.exceptions import UserError
from odoo.http import request, route

from .portal import URL, SmeCustomerPortal

APPROVALS = f"{URL}/approvals"


class SmePortalApproval(SmeCustomerPortal):
    """Leads that wait for the approval of whom a portal user speaks for."""

    @route(
        f"{APPROVALS}/<int:lead_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_partner_lead_approval(self, lead_id, **_other):
        """Show what would be published. Opening it changes nothing.

        :param int lead_id: as in the list
        """
        return self._show_approval(lead_id)

    @route(
        f"{APPROVALS}/<int:lead_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_answer_approval(self, lead_id, answer="", note="", version="", **_other):
        """Note that the firm agrees, or what is to be changed.

        :param int lead_id: as in the list
        :param str answer: ``yes`` or ``no``
        :param str note: needed for a no
        :param str version: of what was read
        """
        approvals = request.env["sme.portal.approval"]
        lead = approvals._read_asked(lead_id)
        try:
            approvals._answer(lead_id, answer, note, version)
        except UserError as error:
            return self._show_approval(lead_id, error=str(error), note=note)
        return self._render_approval(lead, answer=answer)

    def _show_approval(self, lead_id, error=None, note=""):
        lead = request.env["sme.portal.approval"]._read_asked(lead_id)
        if not lead and not error:
            return request.not_found()
        return self._render_approval(lead, error=error, note=note)

    def _render_approval(self, lead, error=None, note="", answer=None):
        values = self._prepare_lead_values("partner_lead_approval") | {
            "told": lead,
            "error": error,
            "note": note,
            "answer": answer,
        }
        return request.render("sme_crossborder.portal_partner_lead_approval", values)
