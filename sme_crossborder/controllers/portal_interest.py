from odoo.exceptions import UserError
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import pager

from ..tools.address import to_id, to_page
from .portal import URL, SmeCustomerPortal

INTERESTS = f"{URL}/interests"
TEXTS = ("message", "brings", "firm_name", "firm_number")


class SmePortalInterest(SmeCustomerPortal):
    """Interests of portal organisations in leads: expressed, followed, withdrawn."""

    @route(
        f"{URL}/<int:teaser_id>/interest",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def portal_new_interest(self, teaser_id, **_other):
        """Show the form in which interest is expressed.

        :param int teaser_id: a lead, as in the list
        """
        return self._show_form(teaser_id, {})

    @route(
        f"{URL}/<int:teaser_id>/interest",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_express_interest(self, teaser_id, **posted):
        """Express interest, for one of the organisations the user speaks for.

        :param int teaser_id: a lead, as in the list
        :param posted: what was typed
        """
        languages = request.httprequest.form.getlist("language_ids")
        typed = {
            **{name: posted.get(name) or "" for name in TEXTS},
            "partner_id": to_id(posted.get("partner_id")),
            "country_id": to_id(posted.get("country_id")),
            "language_ids": [to_id(text) for text in languages if to_id(text)],
        }
        try:
            interest = request.env["sme.portal.interest"]._express(
                teaser_id, typed["partner_id"], typed, self._read_files()
            )
        except UserError as error:
            error = self._say_refusal(error)
            return self._show_form(teaser_id, typed, error=error)
        return request.redirect(f"{INTERESTS}/{interest.id}?done=1", code=303)

    def _show_form(self, teaser_id, typed, error=None):
        interests = request.env["sme.portal.interest"]
        lead = request.env["sme.portal.reader"]._read_lead(teaser_id)
        if not lead:
            return request.not_found()
        offer = interests._get_offer(teaser_id)
        if not offer["asking"] and not error:
            return request.redirect(f"{URL}/{teaser_id}", code=303)
        same = error and interests._find_same(
            teaser_id, typed.get("partner_id") or 0, typed
        )
        values = self._prepare_lead_values("partner_lead_interest_new") | {
            **self._prepare_files(),
            "lead": lead,
            "same": same,
            "asking": offer["asking"],
            "choices": interests._get_choices(),
            "typed": typed,
            "error": error,
        }
        return request.render("sme_crossborder.portal_new_interest", values)

    @route(
        [INTERESTS, f"{INTERESTS}/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_my_interests(self, page=1, **_other):
        """List the interests of the organisations the user speaks for."""
        interests = request.env["sme.portal.interest"]
        mine = interests._find_followed()
        page = to_page(page)
        pages = pager(INTERESTS, len(mine), page=page, step=self._leads_per_page)
        start = max(pages["offset"], 0)
        values = self._prepare_lead_values("partner_lead_interests") | {
            "identities": self._get_identities(),
            "introduced": request.env["sme.portal.introduction"]._list_asked(),
            "rows": interests._list_rows(mine[start : start + self._leads_per_page]),
            "pager": pages,
        }
        return request.render("sme_crossborder.portal_my_interests", values)

    @route(
        f"{INTERESTS}/<int:interest_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def portal_my_interest(self, interest_id, done=None, **_other):
        """Show an interest, what was said about it, and what can be done.

        :param int interest_id: as in the list
        :param str done: whether something was done just now
        """
        return self._show_interest(interest_id, done=bool(done))

    @route(
        f"{INTERESTS}/<int:interest_id>",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_act_on_interest(self, interest_id, act="", text="", **posted):
        """Write to the owner of the lead, accept the time to talk, name the firm, or
        withdraw the interest.

        :param int interest_id: as in the list
        :param str act: ``write``, ``talk``, ``firm`` or ``withdraw``
        :param str text: the message, or the reason
        :param posted: ``firm_name`` and ``firm_number``
        """
        named = {name: posted.get(name) or "" for name in ("firm_name", "firm_number")}
        interests = request.env["sme.portal.interest"]
        try:
            if act == "withdraw":
                interests._withdraw(interest_id, text)
            elif act == "talk":
                request.env["sme.portal.talk"]._agree(interest_id)
            elif act == "write":
                interests._write_message(interest_id, text, self._read_files())
            elif act == "firm":
                interests._name_firm(interest_id, named)
        except UserError as error:
            return self._show_interest(
                interest_id,
                error=self._say_refusal(error),
                text=text,
                act=act,
                named=named,
            )
        return request.redirect(f"{INTERESTS}/{interest_id}?done=1", code=303)

    @route(
        f"{INTERESTS}/<int:interest_id>/file/<int:file_id>",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def portal_interest_file(self, interest_id, file_id, **_other):
        """Load a file of an own interest.

        :param int interest_id: as in the list
        :param int file_id: as on the page of the interest
        """
        interests = request.env["sme.portal.interest"]
        return self._send_file(interests._find_files(interest_id), file_id)

    def _show_interest(self, interest_id, done=False, error=None, **typed):
        interest = request.env["sme.portal.interest"]._read_interest(interest_id)
        if not interest:
            return request.not_found()
        values = self._prepare_lead_values("partner_lead_interest") | {
            **self._prepare_files(),
            "interest": interest,
            "done": done,
            "error": error,
            "text": "",
            "act": "",
            "named": {},
            **typed,
        }
        return request.render("sme_crossborder.portal_my_interest", values)
