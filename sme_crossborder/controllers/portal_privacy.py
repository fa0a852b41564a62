import tempfile

from werkzeug.wsgi import wrap_file

from odoo.exceptions import UserError
from odoo.http import Response, content_disposition, request, route

from .portal import SmeCustomerPortal

PRIVACY = "/my/privacy"
# kept in memory up to this size, on disk beyond it
MEMORY_BYTES = 10_000_000


class SmePortalPrivacy(SmeCustomerPortal):
    """What is held on a firm, and what it decides about it: `sme.portal.privacy`."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "sme_privacy_count" in counters:
            # the card is there for whoever speaks for a firm
            values["sme_privacy_count"] = len(
                request.env["sme.portal.privacy"]._find_firms()
            )
        return values

    @route(
        PRIVACY, type="http", auth="user", website=True, methods=["GET"], readonly=True
    )
    def portal_my_privacy(self, done="", **_other):
        """Show what is held on the firms the user speaks for, and who was given it.

        :param str done: what was done just now
        """
        return self._show_privacy(done=done)

    @route(
        f"{PRIVACY}/consents/<int:consent_id>/withdraw",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_withdraw_consent(self, consent_id, **_other):
        """Take a consent back.

        :param int consent_id: as on the page
        """
        try:
            request.env["sme.portal.privacy"]._withdraw(consent_id)
        except UserError as error:
            return self._show_privacy(problem=str(error))
        return request.redirect(f"{PRIVACY}?done=withdrawn", code=303)

    @route(
        f"{PRIVACY}/lists/<int:list_id>/leave",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_leave_list(self, list_id, **_other):
        """Come off a mailing list.

        :param int list_id: as on the page
        """
        request.env["sme.portal.privacy"]._leave_list(list_id)
        return request.redirect(f"{PRIVACY}?done=withdrawn", code=303)

    @route(
        f"{PRIVACY}/<int:firm_id>/ask",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_ask_about_data(self, firm_id, kind="", about="", words="", **_other):
        """Ask the organisation about the data it holds.

        :param int firm_id: as on the page
        :param str kind: what is asked for
        :param str about: ``firm`` or ``person``
        :param str words: more about it
        """
        typed = {"kind": kind, "about": about, "words": words}
        try:
            request.env["sme.portal.privacy"]._ask(firm_id, **typed)
        except UserError as error:
            return self._show_privacy(problem=str(error), typed=typed)
        return request.redirect(f"{PRIVACY}?done=asked", code=303)

    @route(
        f"{PRIVACY}/<int:firm_id>/download",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_download_data(self, firm_id, **_other):
        """Send what is held on a firm as a ZIP.

        :param int firm_id: as on the page
        """
        exports = request.env["sme.portal.privacy.export"]
        # closed with the response
        file = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115
        try:
            firm = exports._write_zip(file, firm_id)
        except UserError:
            # the same whether there is none or it is not for this reader
            return request.not_found()
        size = file.tell()
        file.seek(0)
        return Response(
            wrap_file(request.httprequest.environ, file),
            headers=[
                ("Content-Type", "application/zip"),
                ("Content-Length", str(size)),
                (
                    "Content-Disposition",
                    content_disposition(exports._get_file_name(firm)),
                ),
                ("X-Content-Type-Options", "nosniff"),
                # the next who sits at this browser may be another one
                ("Cache-Control", "private, no-store"),
            ],
            direct_passthrough=True,
        )

    def _show_privacy(self, done="", problem=None, typed=None):
        privacy = request.env["sme.portal.privacy"]
        values = self._prepare_lead_values("privacy") | {
            "told": privacy._read_all(),
            "kinds": privacy._get_request_kinds(),
            "done": done in ("withdrawn", "asked") and done,
            "problem": problem,
            "typed": typed or {},
        }
        response = request.render("sme_crossborder.portal_my_privacy", values)
        response.headers["Cache-Control"] = "private, no-store"
        return response
