from odoo.exceptions import UserError
from odoo.http import request, route

from .portal import URL, SmeCustomerPortal

INTRODUCTIONS = f"{URL}/introductions"


class SmePortalIntroduction(SmeCustomerPortal):
    """Introductions that wait for the answer of a portal user."""

    @route(
        f"{INTRODUCTIONS}/<int:reply_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_introduction(self, reply_id, **_other):
        """Show who was introduced to whom. Opening it changes nothing.

        :param int reply_id: as in the list
        """
        told = request.env["sme.portal.introduction"]._read_asked(reply_id)
        if not told:
            return request.not_found()
        return self._show_introduction(reply_id, told)

    @route(
        f"{INTRODUCTIONS}/<int:reply_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_answer_introduction(self, reply_id, answer="", note="", **_other):
        """Note whether the person wants to go on.

        :param int reply_id: as in the list
        :param str answer: ``yes`` or ``no``
        :param str note: what else is said
        """
        introductions = request.env["sme.portal.introduction"]
        try:
            introductions._answer(reply_id, answer, note)
        except UserError as error:
            told = introductions._read_asked(reply_id)
            return self._show_introduction(
                reply_id, told, problem=str(error), note=note
            )
        return self._show_introduction(reply_id, {}, is_answered=True)

    def _show_introduction(self, reply_id, told, **values):
        values = self._prepare_lead_values("partner_lead_introduction") | {
            "told": told,
            "action": f"{INTRODUCTIONS}/{reply_id}",
            "problem": None,
            "note": "",
            "is_answered": False,
            **values,
        }
        return request.render("sme_crossborder.portal_introduction", values)
