from odoo.exceptions import UserError
from odoo.http import request, route

from ..tools.address import to_id
from .portal import URL, SmeCustomerPortal

AGREEMENTS = f"{URL}/agreements"


class SmePortalAgreement(SmeCustomerPortal):
    """Organisations that want to be introduced to whom a portal user speaks for."""

    @route(
        f"{AGREEMENTS}/<int:agreement_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_agreement(self, agreement_id, **_other):
        """Show who wants to be introduced. Opening it changes nothing.

        :param int agreement_id: as in the list
        """
        told = request.env["sme.portal.agreement"]._read_asked(agreement_id)
        if told:
            return self._show_agreement(told)
        answered = request.env["sme.portal.agreement"]._read_answered(agreement_id)
        if not answered:
            return request.not_found()
        return self._show_agreement({}, answered=answered)

    @route(
        f"{AGREEMENTS}/<int:agreement_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_answer_agreement(
        self, agreement_id, answer="", person="", note="", version="", **_other
    ):
        """Note whether the firm agrees to be introduced.

        :param int agreement_id: as in the list
        :param str answer: ``yes`` or ``no``
        :param str person: id of who is to be named, or nothing
        :param str note: what else is said
        :param str version: of what was read
        """
        agreements = request.env["sme.portal.agreement"]
        person_id = to_id(person)
        try:
            agreements._answer(agreement_id, answer, person_id, note, version)
        except UserError as error:
            return self._show_agreement(
                agreements._read_asked(agreement_id),
                problem=str(error),
                person_id=person_id,
                note=note,
                answered=agreements._read_answered(agreement_id),
            )
        return request.redirect(f"{AGREEMENTS}/{agreement_id}", 303)

    def _show_agreement(self, told, **values):
        values = self._prepare_lead_values("partner_lead_agreement") | {
            "told": told,
            "problem": None,
            "person_id": 0,
            "note": "",
            "answered": None,
            **values,
        }
        return request.render("sme_crossborder.portal_agreement", values)
