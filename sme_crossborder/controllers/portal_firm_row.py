from odoo.exceptions import UserError
from odoo.http import request, route

from ..models.field_problems import find_field_problems
from .portal_firm import FIRM, READ, SEND, SmePortalFirm

ABOUT = {"products": "product", "figures": "year"}
LIST = f"{FIRM}/<int:firm_id>/<any(products, figures):page>"
ROW = [
    f"{LIST}/<int:key>",
    f"{FIRM}/<int:firm_id>/<any(products):page>/new",
    f"{FIRM}/<int:firm_id>/<any(products):page>/new/<int:change_id>",
]


class SmePortalFirmRow(SmePortalFirm):
    """Products and yearly figures of a firm. What is shown: `sme.portal.firm.row`."""

    @route(LIST, **READ)
    def portal_firm_rows(self, firm_id, page, sent=None, **_other):
        """List the products of a firm, or the years it told figures of.

        :param int firm_id: of a file the user speaks for
        :param str page: ``products`` or ``figures``
        :param str sent: whether something was sent just now
        """
        told = request.env["sme.portal.firm.row"]._read_list(firm_id, ABOUT[page])
        return self._render_told(
            "portal_firm_rows",
            f"firm_{page}",
            firm_id,
            told,
            open_tab="firm_profile",
            page=page,
            sent=bool(sent),
        )

    @route(ROW, **READ)
    def portal_firm_row(self, firm_id, page, key=0, change_id=0, **_other):
        """Show a product or a year, as the file says or as it waits.

        :param int firm_id: of a file the user speaks for
        :param str page: ``products`` or ``figures``
        :param int key: of the product, or the year
        :param int change_id: of a new product that waits
        """
        return self._show_row(firm_id, page, key, change_id)

    @route(ROW, **SEND)
    def portal_send_firm_row(
        self, firm_id, page, key=0, change_id=0, version="", act="", **_other
    ):
        """Propose what was changed, or the whole of what is new.

        :param int firm_id: of a file the user speaks for
        :param str page: ``products`` or ``figures``
        :param int key: of the product, or the year
        :param int change_id: of a new product that waits
        :param str version: of what was read
        :param str act: ``back`` takes back what is new
        """
        rows, typed = request.env["sme.portal.firm.row"], None
        row = (firm_id, ABOUT[page], key)
        if act != "back":
            typed = rows._parse(*row, request.httprequest.form)
        try:
            rows._propose(*row, change_id, typed, version)
        except UserError as error:
            return self._show_row(firm_id, page, key, change_id, typed, error)
        return request.redirect(f"{FIRM}/{firm_id}/{page}?sent=1", code=303)

    def _show_row(self, firm_id, page, key, change_id, typed=None, error=None):
        rows, about = request.env["sme.portal.firm.row"], ABOUT[page]
        told = rows._read(firm_id, about, key, change_id, typed)
        url = request.httprequest.path
        if not told and typed and about == "product":
            # it is gone, what was typed is not
            told = rows._read(firm_id, about, 0, 0, typed)
            url = f"{FIRM}/{firm_id}/{page}/new"
        return self._render_told(
            "portal_firm_row",
            f"firm_{page}_one",
            firm_id,
            told,
            open_tab="firm_profile",
            page=page,
            url=url,
            problem=error and str(error),
            problems=find_field_problems(error),
        )
