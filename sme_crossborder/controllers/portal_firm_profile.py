from odoo.exceptions import UserError
from odoo.http import request, route

from ..models.field_problems import find_field_problems
from .portal_firm import FIRM, READ, SEND, SmePortalFirm


class SmePortalFirmProfile(SmePortalFirm):
    """A firm's own data on the portal. What is shown: `sme.portal.firm.profile`."""

    @route(f"{FIRM}/<int:firm_id>/profile", **READ)
    def portal_firm_profile(self, firm_id, sent=None, **_other):
        """Show the data of a firm, as its file says or as it waits.

        :param int firm_id: of a file the user speaks for
        :param str sent: whether something was sent just now
        """
        return self._show_profile(firm_id, sent=bool(sent))

    @route(f"{FIRM}/<int:firm_id>/profile", **SEND)
    def portal_send_firm_profile(self, firm_id, version="", **_other):
        """Propose what was changed.

        :param int firm_id: of a file the user speaks for
        :param str version: of what was read
        """
        profile = request.env["sme.portal.firm.profile"]
        # a field with several choices comes once for each of them
        typed = profile._parse(request.httprequest.form)
        try:
            profile._propose(firm_id, typed, version)
        except UserError as error:
            return self._show_profile(firm_id, typed=typed, error=error)
        return request.redirect(f"{FIRM}/{firm_id}/profile?sent=1", code=303)

    def _show_profile(self, firm_id, sent=False, typed=None, error=None):
        told = request.env["sme.portal.firm.profile"]._read(firm_id, typed)
        return self._render_told(
            "portal_firm_profile",
            "firm_profile",
            firm_id,
            told,
            sent=sent,
            problem=error and str(error),
            problems=find_field_problems(error),
        )
