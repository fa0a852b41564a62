from odoo.exceptions import UserError
from odoo.http import request, route

from ..models.field_problems import find_field_problems
from ..tools.address import to_id
from .portal_firm import FIRM, READ, SEND, SmePortalFirm

BARRIERS = f"{FIRM}/<int:firm_id>/barriers"


class SmePortalFirmBarrier(SmePortalFirm):
    """What stands in a firm's way. What is shown: `sme.portal.firm.barrier`."""

    @route(BARRIERS, **READ)
    def portal_firm_barriers(self, firm_id, sent=None, **_other):
        """Show what a firm told, and what helped others.

        :param int firm_id: of a file the user speaks for
        :param str sent: whether something was sent just now
        """
        return self._show_barriers(firm_id, sent=bool(sent))

    @route(BARRIERS, **SEND)
    def portal_tell_barrier(self, firm_id, lead_id="", name="", text="", **_other):
        """Say that something stands in the way.

        :param int firm_id: of a file the user speaks for
        :param str lead_id: of one of its ways, or nothing
        :param str name: in a few words
        :param str text: what happened
        """
        typed = {"lead_id": to_id(lead_id), "name": name, "text": text}
        try:
            request.env["sme.portal.firm.barrier"]._tell(firm_id, **typed)
        except UserError as error:
            return self._show_barriers(firm_id, typed=typed, error=error)
        return request.redirect(f"{FIRM}/{firm_id}/barriers?sent=1", code=303)

    def _show_barriers(self, firm_id, sent=False, typed=None, error=None):
        told = request.env["sme.portal.firm.barrier"]._read(firm_id)
        return self._render_told(
            "portal_firm_barriers",
            "firm_barriers",
            firm_id,
            told,
            sent=sent,
            typed=typed or {},
            problem=error and str(error),
            problems=find_field_problems(error),
        )
