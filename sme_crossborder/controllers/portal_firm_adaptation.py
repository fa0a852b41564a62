from odoo.exceptions import UserError
from odoo.http import request, route

from ..tools.address import to_id
from .portal_firm import FIRM, READ, SEND, SmePortalFirm

ADAPTATIONS = f"{FIRM}/<int:firm_id>/adaptations"


class SmePortalFirmAdaptation(SmePortalFirm):
    """Adaptations of a firm. What is shown: `sme.portal.firm.adaptation`."""

    @route(ADAPTATIONS, **READ)
    def portal_firm_adaptations(self, firm_id, **_other):
        """List the adaptations of a firm.

        :param int firm_id: of a file the user speaks for
        """
        if not request.env["sme.portal.firm"]._find_firms(firm_id):
            return request.not_found()
        rows = request.env["sme.portal.firm.adaptation"]._list_rows(firm_id)
        return self._render_firm(
            "portal_firm_adaptations", "firm_adaptations", firm_id, rows=rows
        )

    @route(f"{ADAPTATIONS}/<int:adaptation_id>", **READ)
    def portal_firm_adaptation(self, firm_id, adaptation_id, sent=None, **_other):
        """Show an adaptation with its items.

        :param int firm_id: of a file the user speaks for
        :param int adaptation_id: as in the list
        :param str sent: whether something was sent just now
        """
        return self._show_adaptation(firm_id, adaptation_id, sent=bool(sent))

    @route(f"{ADAPTATIONS}/<int:adaptation_id>", **SEND)
    def portal_act_on_item(
        self, firm_id, adaptation_id, item_id="", act="", text="", **_other
    ):
        """Tick an item off, open it again, or send something about it.

        :param int firm_id: of a file the user speaks for
        :param int adaptation_id: as in the list
        :param str item_id: as on the page
        :param str act: ``done``, ``open`` or ``send``
        :param str text: what was done
        """
        item_id = to_id(item_id)
        try:
            request.env["sme.portal.firm.adaptation"]._act(
                firm_id, adaptation_id, item_id, act, text, self._read_files()
            )
        except UserError as error:
            return self._show_adaptation(
                firm_id,
                adaptation_id,
                problem=self._say_refusal(error),
                typed={"item_id": item_id, "text": text},
            )
        url = f"{FIRM}/{firm_id}/adaptations/{adaptation_id}?sent=1"
        return request.redirect(url, code=303)

    def _show_adaptation(
        self, firm_id, adaptation_id, sent=False, problem=None, typed=None
    ):
        adaptations = request.env["sme.portal.firm.adaptation"]
        told = adaptations._read(firm_id, adaptation_id)
        return self._render_told(
            "portal_firm_adaptation",
            "firm_adaptation",
            firm_id,
            told,
            **self._prepare_files(),
            open_tab="firm_adaptations",
            sent=sent,
            problem=problem,
            typed=typed or {},
        )
