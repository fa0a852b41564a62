import io
import logging
import zipfile

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..tools.lead_json import dump

_logger = logging.getLogger(__name__)

MOST_LEADS = 500
HEADERS = [("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store")]


class SmePartnerLeadJsonController(http.Controller):
    @http.route(
        "/sme_crossborder/partner-leads.json",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def export(self, ids="", holder="", **_other):
        """Send leads as JSON under the user's own rights.

        One is sent as a document, several as an archive with a document for each.

        :param str ids: ids of leads with commas between
        :param str holder: ``1`` to name the holders too
        """
        wanted = [int(part) for part in ids.split(",")[: MOST_LEADS + 1] if is_id(part)]
        env = request.env
        # an archived one is exported too, where it is shown
        leads = env["sme.partner.lead"].browse(dict.fromkeys(wanted)).exists()
        try:
            leads._check_export()
            if len(leads) > MOST_LEADS:
                raise UserError(
                    env._(
                        "These are more than %(most)s leads. Export fewer at once.",
                        most=MOST_LEADS,
                    )
                )
            texts = {
                f"{lead.reference}.json": dump(
                    lead.get_json_document(with_holder=holder == "1")
                )
                for lead in leads
            }
        except UserError as error:
            return request.make_response(
                str(error), [("Content-Type", "text/plain; charset=utf-8")], status=403
            )
        _logger.info("User %s exported leads as JSON: %s", env.uid, leads.ids)
        if len(texts) == 1:
            [(name, text)] = texts.items()
            return self._send(name, text.encode(), "application/json")
        return self._send("partner-leads.zip", pack(texts), "application/zip")

    def _send(self, name, content, kind):
        return request.make_response(
            content,
            [
                ("Content-Type", kind),
                ("Content-Length", str(len(content))),
                ("Content-Disposition", http.content_disposition(name)),
                *HEADERS,
            ],
        )


def is_id(text):
    """Whether a text is the id of a record: digits, and not more than one has."""
    return text.isdecimal() and text.isascii() and len(text) < 10


def pack(texts):
    """Return an archive of texts by file name; the same texts make the same archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(texts):
            # a day of its own would make another archive each day
            archive.writestr(zipfile.ZipInfo(name), texts[name], zipfile.ZIP_DEFLATED)
    return file.getvalue()
