import io

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import file_open

from ..tools.paper import PaperError, make_pdf

STYLE = "sme_crossborder/static/src/paper/paper.css"


class IrActionsReport(models.Model):
    """Papers: reports drawn by WeasyPrint. See docs/architecture.md for why."""

    _inherit = "ir.actions.report"

    is_sme_paper = fields.Boolean(
        string="Paper",
        help="Drawn by WeasyPrint, with page numbers, a running head and words that "
        "can be searched, instead of wkhtmltopdf.",
    )

    def _get_readable_fields(self):
        return super()._get_readable_fields() | {"is_sme_paper"}

    def report_action(self, docids, data=None, config=True):
        """Papers have a layout of their own: Odoo's is not asked for."""
        if not self.is_sme_paper:
            return super().report_action(docids, data=data, config=config)
        action = super().report_action(docids, data=data, config=False)
        return action | {"is_sme_paper": True}

    def _pre_render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """Draw papers in tests too: stock spares itself wkhtmltopdf there."""
        if self._get_report(report_ref).is_sme_paper:
            self = self.with_context(force_report_rendering=True)
        return super()._pre_render_qweb_pdf(report_ref, res_ids=res_ids, data=data)

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        report = self._get_report(report_ref)
        if not report.is_sme_paper:
            return super()._render_qweb_pdf_prepare_streams(
                report_ref, data, res_ids=res_ids
            )
        streams = {}
        for res_id in dict.fromkeys(res_ids or [False]):
            html, _kind = self._render_qweb_html(
                report_ref, [res_id] if res_id else [], data=data
            )
            pdf = io.BytesIO(self._draw_paper(html))
            streams[res_id] = {"stream": pdf, "attachment": None}
        return streams

    def _draw_paper(self, html):
        """Return a page as PDF.

        :raises UserError: what is missing on the server, and what to do
        """
        with file_open(STYLE) as style:
            css = style.read()
        try:
            return make_pdf(html.decode() if isinstance(html, bytes) else html, css)
        except PaperError as error:
            raise UserError(
                self.env._(
                    "The server cannot draw PDFs: %(error)s. Ask whoever runs it to "
                    "install the Python library weasyprint and the Debian packages "
                    "libpangoft2-1.0-0 and libharfbuzz-subset0.",
                    error=error,
                )
            ) from error
