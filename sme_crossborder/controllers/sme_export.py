import tempfile

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import Response, request

# kept in memory up to this size, on disk beyond it
MEMORY_BYTES = 10_000_000


class SmeExportController(http.Controller):
    @http.route(
        "/sme_crossborder/export/<int:company_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def export(self, company_id):
        """Send everything an organisation owns as a ZIP, under the user's own rights.

        :param int company_id: an organisation the user works in
        """
        company = request.env.user.company_ids.filtered(lambda c: c.id == company_id)
        Export = request.env["sme.export"].with_context(
            allowed_company_ids=company.ids or request.env.user.company_id.ids
        )
        try:
            Export.check_may_export(company)
        except AccessError as error:
            return request.make_response(
                str(error), [("Content-Type", "text/plain; charset=utf-8")], status=403
            )
        # closed with the response
        file = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115
        Export.write_zip(file, company)
        size = file.tell()
        file.seek(0)
        name = Export.get_file_name(company)
        return Response(
            wrap_file(request.httprequest.environ, file),
            headers=[
                ("Content-Type", "application/zip"),
                ("Content-Length", str(size)),
                ("Content-Disposition", http.content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
            direct_passthrough=True,
        )
