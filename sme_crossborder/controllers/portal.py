from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

from ..models.sme_portal_reader import COUNTED
from ..models.sme_portal_search import FILTERS
from ..tools.address import to_page
from ..tools.portal_files import MOST_BYTES, MOST_FILES, TYPES, accepted, clean_name

URL = "/my/partner-leads"


class SmeCustomerPortal(CustomerPortal):
    """Partner leads on Odoo's portal. What is shown comes from `sme.portal.reader`."""

    _leads_per_page = 20

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "partner_lead_count" in counters:
            # the card is there for whoever speaks for somebody, leads or not
            identities = request.env["sme.portal.identity"]._find_mine()
            values["partner_lead_count"] = len(identities)
        return values

    @route(
        [URL, f"{URL}/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_my_partner_leads(self, page=1, **asked):
        """List the leads that one of the user's organisations may read.

        :param int page: of the list, from 1 on
        :param asked: filters, by the names in ``FILTERS``; others are passed over
        """
        page = to_page(page)
        reader = request.env["sme.portal.reader"]
        filters = {name: asked[name] for name in FILTERS if asked.get(name)}
        total, leads = reader._get_page(filters, self._leads_per_page, page)
        pages = pager(
            URL,
            min(total, COUNTED),
            page=page,
            step=self._leads_per_page,
            url_args=filters,
        )
        values = self._prepare_lead_values("partner_leads") | {
            "identities": self._get_identities(),
            "asked": request.env["sme.portal.approval"]._list_asked(),
            "agreeing": request.env["sme.portal.agreement"]._list_asked(),
            "introduced": request.env["sme.portal.introduction"]._list_asked(),
            "leads": leads,
            "total": total,
            "counted": COUNTED,
            "pager": pages,
            "filters": filters,
            "choices": reader._get_choices(),
        }
        return request.render("sme_crossborder.portal_my_partner_leads", values)

    @route(
        f"{URL}/<int:teaser_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_my_partner_lead(self, teaser_id, **_other):
        """Show a lead as far as it is open to the user's organisations.

        :param int teaser_id: as in the list
        """
        lead = request.env["sme.portal.reader"]._read_lead(teaser_id)
        if not lead:
            # the same whether there is none or it is not for this reader
            return request.not_found()
        values = self._prepare_lead_values("partner_lead") | {
            "lead": lead,
            "offer": request.env["sme.portal.interest"]._get_offer(teaser_id),
        }
        return request.render("sme_crossborder.portal_my_partner_lead", values)

    @route(
        f"{URL}/<int:teaser_id>/file/<int:file_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_partner_lead_file(self, teaser_id, file_id, **_other):
        """Load a file of a lead whose full text is open to the user.

        :param int teaser_id: as in the list
        :param int file_id: as on the page of the lead
        """
        reader = request.env["sme.portal.reader"]
        return self._send_file(reader._find_files(teaser_id), file_id)

    def _send_file(self, attachments_sudo, file_id):
        """Return a file to be saved; the same answer if there is none or not for them.

        :param attachments_sudo: those the user may load
        """
        file_sudo = attachments_sudo.filtered(lambda file: file.id == file_id)
        if not file_sudo:
            return request.not_found()
        stream = request.env["ir.binary"]._get_stream_from(file_sudo)
        response = stream.get_response(as_attachment=True)
        # the next who sits at this browser may be another one
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def _read_files(self):
        """Return the files sent along as ``(name, bytes)``, none longer than is told.

        A control with nothing chosen sends a file without a name.
        """
        return [
            (file.filename, file.stream.read(MOST_BYTES + 1))
            for file in request.httprequest.files.getlist("files")[: MOST_FILES + 1]
            if file.filename
        ]

    def _say_refusal(self, error, kept=()):
        """Return why nothing was done, and that files sent along are gone if they are.

        A browser does not choose them again by itself: without a word the form would be
        sent without them the second time.

        :param error: the refusal
        :param kept: names of files that were kept all the same
        """
        text = str(error)
        sent = {
            clean_name(file.filename)
            for file in request.httprequest.files.getlist("files")
            if file.filename
        }
        again = request.env["sme.portal.files"]._say_again()
        if sent.issubset(kept) or again in text:
            return text
        return f"{text}\n{again}"

    def _prepare_files(self, types=TYPES):
        """Return what the control for files is rendered with.

        :param types: those that are taken, by the end of a name
        """
        files = request.env["sme.portal.files"]
        return {
            "files_accepted": accepted(types),
            "files_help": files._get_help(types),
            "files_limits": files._get_limits(),
        }

    def _prepare_lead_values(self, page_name):
        """Return what every page of ours is rendered with.

        Odoo's layout does not say in which language a page is, which whoever has it
        read out needs.
        """
        return self._prepare_portal_layout_values() | {
            "page_name": page_name,
            "html_data": {"lang": (request.env.lang or "en").replace("_", "-")},
        }

    def _get_identities(self):
        """Return for whom the user speaks, by name."""
        identities = request.env["sme.portal.identity"]._find_mine()
        return identities.partner_id.mapped("name")
