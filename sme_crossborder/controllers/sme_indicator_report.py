import tempfile

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import Response, request

# kept in memory up to this size, on disk beyond it
MEMORY_BYTES = 10_000_000
TYPES = {
    "workbook": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "copy": "text/plain; charset=utf-8",
    "receipts": "text/csv; charset=utf-8",
    "evidence": "application/zip",
}


class SmeIndicatorReportController(http.Controller):
    @http.route(
        "/sme_crossborder/figures/<int:report_id>/<string:paper>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def hand_over(self, report_id, paper):
        """Send figures as a file, under the user's own rights.

        :param int report_id: a dialog the user filled in
        :param str paper: what is made of it, a key of ``TYPES``
        """
        if paper not in TYPES:
            raise request.not_found()
        report = request.env["sme.indicator.report"].browse(report_id)
        # closed with the response
        file = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115
        try:
            report.check_access("read")
            report.write_paper(paper, file)
            name = report.get_file_name(paper)
        except (AccessError, MissingError) as error:
            return self._refuse(error, 403)
        except UserError as error:
            return self._refuse(error, 422)
        size = file.seek(0, 2)
        file.seek(0)
        return Response(
            wrap_file(request.httprequest.environ, file),
            headers=[
                ("Content-Type", TYPES[paper]),
                ("Content-Length", str(size)),
                ("Content-Disposition", http.content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
            direct_passthrough=True,
        )

    def _refuse(self, error, status):
        headers = [("Content-Type", "text/plain; charset=utf-8")]
        return request.make_response(str(error), headers, status=status)
