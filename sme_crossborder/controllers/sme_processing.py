import io

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SmeProcessingController(http.Controller):
    @http.route(
        "/sme_crossborder/processing/<int:company_id>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def export_processing(self, company_id):
        """Send the records of processing of an organisation (GDPR, Article 30).

        :param int company_id: an organisation the user works in
        """
        company = request.env.user.company_ids.filtered(lambda c: c.id == company_id)
        records = request.env["sme.processing"].with_context(
            allowed_company_ids=company.ids or request.env.user.company_id.ids
        )
        try:
            records.check_may_export(company)
        except AccessError as error:
            return request.make_response(
                str(error), [("Content-Type", "text/plain; charset=utf-8")], status=403
            )
        file = io.BytesIO()
        records.write_xlsx(file, company)
        name = f"{request.env._('Records of processing')} - {company.name}.xlsx"
        return request.make_response(
            file.getvalue(),
            [
                ("Content-Type", XLSX),
                ("Content-Disposition", http.content_disposition(name)),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )
