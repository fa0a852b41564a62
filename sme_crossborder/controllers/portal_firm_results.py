from odoo.http import content_disposition, request, route

from .portal_firm import FIRM, READ, SmePortalFirm


class SmePortalFirmResults(SmePortalFirm):
    """What was found out about a firm. What is shown: `sme.portal.firm.results`."""

    @route(f"{FIRM}/<int:firm_id>/results", **READ)
    def portal_firm_results(self, firm_id, **_other):
        """Show the readiness of a firm, and its studies as they were signed.

        :param int firm_id: of a file the user speaks for
        """
        told = request.env["sme.portal.firm.results"]._read(firm_id)
        return self._render_told(
            "portal_firm_results",
            "firm_results",
            firm_id,
            told,
        )

    @route(f"{FIRM}/<int:firm_id>/results/<int:version_id>", **READ)
    def portal_firm_study(self, firm_id, version_id, **_other):
        """Load a study as it was signed, as PDF.

        :param int firm_id: of a file the user speaks for
        :param int version_id: as on the page
        """
        paper = request.env["sme.portal.firm.results"]._draw_paper(firm_id, version_id)
        if not paper:
            return request.not_found()
        name, pdf = paper
        return request.make_response(
            pdf,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(pdf)),
                ("Content-Disposition", content_disposition(name)),
                # the next who sits at this browser may be another one
                ("Cache-Control", "private, no-store"),
            ],
        )
