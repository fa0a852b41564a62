from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import pager

from ..tools import portal_form
from ..tools.address import to_id, to_page
from .portal import URL, SmeCustomerPortal

DRAFTS = f"{URL}/drafts"
NOTE_LENGTH = 4000


class SmePortalDraft(SmeCustomerPortal):
    """Leads that portal organisations write and send to a member organisation."""

    @route(
        [DRAFTS, f"{DRAFTS}/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_my_partner_lead_drafts(self, page=1, **_other):
        """List what was written for the organisations the user speaks for."""
        page = to_page(page)
        drafts = request.env["sme.portal.draft"]
        mine = drafts._find_mine()
        pages = pager(DRAFTS, len(mine), page=page, step=self._leads_per_page)
        start = max(pages["offset"], 0)
        identities = request.env["sme.portal.identity"]._find_mine()
        values = self._prepare_lead_values("partner_lead_drafts") | {
            "identities": [(i.partner_id.id, i.partner_id.name) for i in identities],
            "types": drafts._labels_of_lead("lead_type"),
            "drafts": mine[start : start + self._leads_per_page]._list_rows(),
            "held": drafts._list_held(),
            "asked": request.env["sme.portal.approval"]._list_asked(),
            "agreeing": request.env["sme.portal.agreement"]._list_asked(),
            "agreed": request.env["sme.portal.agreement"]._list_answered(),
            "pager": pages,
        }
        return request.render("sme_crossborder.portal_my_partner_lead_drafts", values)

    @route(f"{DRAFTS}/new", type="http", auth="user", website=True, methods=["POST"])
    def portal_new_partner_lead_draft(self, partner_id="", lead_type="", **_other):
        """Begin a draft, and open it.

        :param str partner_id: for whom
        :param str lead_type: of which type
        """
        partner_id = int(partner_id) if partner_id.isdecimal() else 0
        draft = request.env["sme.portal.draft"]._start(partner_id, lead_type)
        return request.redirect(f"{DRAFTS}/{draft.id}" if draft else DRAFTS, code=303)

    @route(
        f"{DRAFTS}/<int:draft_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def portal_my_partner_lead_draft(self, draft_id, saved=None, **_other):
        """Show a draft: its form, or what was sent.

        :param int draft_id: as in the list
        :param str saved: whether it was saved just now
        """
        draft = request.env["sme.portal.draft"]._find_mine(draft_id)
        if not draft:
            return request.not_found()
        return self._show_draft(draft, saved=bool(saved))

    @route(
        f"{DRAFTS}/<int:draft_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_save_partner_lead_draft(self, draft_id, **_posted):
        """Save a draft, and do what the button says: keep, send, delete.

        :param int draft_id: as in the list
        """
        draft = request.env["sme.portal.draft"]._find_mine(draft_id)
        form = request.httprequest.form
        typed = portal_form.read_form(form.get, form.getlist)
        if not draft:
            # taken away, or deleted by a colleague: what was typed is shown once more
            return self._show_unsaved(typed)
        try:
            return self._act_on_draft(draft, form, typed)
        except UserError as error:
            if not draft.exists():
                return self._show_unsaved(typed)
            return self._show_draft(
                draft,
                typed=typed,
                error=self._say_refusal(error, draft._find_files().mapped("name")),
                opened=to_id(form.get("version")),
                note=form.get("note"),
                company_id=to_id(form.get("company_id")),
            )

    @route(
        f"{DRAFTS}/<int:draft_id>/file/<int:file_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_partner_lead_draft_file(self, draft_id, file_id, **_other):
        """Load a file of a draft.

        :param int draft_id: as in the list
        :param int file_id: as on the page of the draft
        """
        draft = request.env["sme.portal.draft"]._find_mine(draft_id)
        return self._send_file(draft._find_files(), file_id)

    def _act_on_draft(self, draft, form, typed):
        version = to_id(form.get("version"))
        if form.get("act") == "delete":
            draft._delete(version)
            return request.redirect(DRAFTS, code=303)
        files = draft._check_files(self._read_files())
        draft._save(typed, form.get("shown_type"), form.get("lead_type"), version)
        draft._keep_files(files)
        draft._drop_file(to_id(form.get("act", "").removeprefix("drop_")))
        note = (form.get("note") or "")[:NOTE_LENGTH]
        company_id = to_id(form.get("company_id"))
        draft._keep_addressee(company_id, note)
        if form.get("act") == "send":
            problems = draft._send(company_id, note, draft.version)
            if problems:
                return self._show_draft(draft, problems=problems)
        return request.redirect(f"{DRAFTS}/{draft.id}?saved=1", code=303)

    def _show_draft(
        self, draft, typed=None, problems=None, error=None, opened=None, **values
    ):
        """Return the page of a draft, with whatever was typed and not saved.

        :param int opened: the version that was typed into: where it is not the last
            one, what somebody else saved since stands beside it
        """
        is_open = draft._is_open()
        # of fields the form has not, what was kept before stays
        shown = {**(draft.typed or {}), **(typed or {})}
        changed = typed is not None and opened != draft.version
        meanwhile = draft.typed or {} if changed else None
        sending = bool(problems)
        if is_open:
            problems = problems or draft._find_long(shown)
        entries = draft._get_form(draft.lead_type, shown, problems, meanwhile)
        sent = {"note": draft.note or "", "company_id": draft.member_company_id.id}
        values = {"saved": False, **sent, **values}
        values = self._prepare_lead_values("partner_lead_draft") | {
            "draft": draft._list_rows()[0],
            "is_open": is_open,
            "version": draft.version,
            "lead_type": draft.lead_type,
            "types": draft._labels_of_lead("lead_type"),
            "entries": entries,
            "facts": [] if is_open else draft._list_facts(),
            "addressee": draft._get_addressee(),
            "files": draft.env["sme.portal.files"]._list(draft._find_files()),
            **self._prepare_files(),
            "problems": problems or {},
            "sending": sending,
            "missing": [e for e in entries if e["problem"] and not e["value"]],
            "error": error,
            "members": [(c.id, c.name) for c in draft._get_members()],
            "url": f"{DRAFTS}/{draft.id}",
            **values,
        }
        return request.render("sme_crossborder.portal_my_partner_lead_draft", values)

    def _show_unsaved(self, typed):
        """Return the page of a draft that is gone, with the texts just typed."""
        drafts = request.env["sme.portal.draft"]
        texts = [
            (drafts._get_label(name), text)
            for name, text in typed.items()
            if text and isinstance(text, str) and name != "holder_kind"
        ]
        values = self._prepare_lead_values("partner_lead_drafts") | {
            "texts": texts,
        }
        return request.render("sme_crossborder.portal_partner_lead_unsaved", values)
