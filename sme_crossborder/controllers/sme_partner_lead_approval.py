from odoo import http
from odoo.http import request

from .signed_page import SignedPage, signed_route

PERSON_LENGTH, NOTE_LENGTH = 200, 4000


class SmePartnerLeadApprovalController(SignedPage, http.Controller):
    """The page a firm approves a lead on. Its link shows; its buttons act."""

    @signed_route("/partner-lead/<string:token>")
    def show(self, token):
        """Show what would be published.

        :param str token: from the mail to the firm
        """
        lead_sudo, state = self._find(token)
        return self._page(token, lead_sudo, state)

    @signed_route("/partner-lead/<string:token>", "POST")
    def answer(self, token, answer="", person="", note="", **_other):
        """Note that the firm agrees, or what is to be changed.

        :param str token: from the mail to the firm
        :param str answer: ``yes`` or ``no``
        :param str person: who answers
        :param str note: needed for a no
        """
        lead_sudo, state = self._find(token)
        if state != "valid":
            return self._page(token, lead_sudo, state)
        person, note = person.strip()[:PERSON_LENGTH], note.strip()[:NOTE_LENGTH]
        problem, wrong = False, ""
        if answer not in ("yes", "no"):
            problem = request.env._("Press one of the two buttons.")
        elif not person:
            problem, wrong = request.env._("Enter your name."), "person"
        elif answer == "no" and not note:
            problem, wrong = request.env._("Say what should be changed."), "note"
        if problem:
            return self._page(
                token,
                lead_sudo,
                state,
                problem=problem,
                wrong=wrong,
                person=person,
                note=note,
            )
        partner_sudo = lead_sudo.approval_partner_id
        lead_sudo._answer_of_firm("link", answer == "yes", person, note, partner_sudo)
        return self._page(
            token, lead_sudo, "approved" if answer == "yes" else "declined"
        )

    @signed_route("/partner-lead/<string:token>/again", "POST")
    def again(self, token, **_other):
        """Send a new link to the address the old one went to.

        :param str token: of the old link
        """
        problem = request.env._(
            "A newer link was sent within the last hour, or your adviser has to send "
            "it. Look into your mail, or ask your adviser."
        )
        return self._send_again(token, problem)

    def _find(self, token):
        """Return the lead of a link in the firm's language, and how it stands."""
        lead_sudo, state = request.env["sme.partner.lead"]._find_by_link(token)
        lang = lead_sudo.approval_partner_id.lang
        return self._in_language(lead_sudo, lang), state

    def _page(self, token, lead_sudo, state, **values):
        return self._respond(
            "sme_crossborder.partner_lead_approval_page",
            token,
            state,
            {
                "lead": lead_sudo,
                "told": lead_sudo._describe_asked() if state == "valid" else {},
                "problem": values.get("problem"),
                "wrong": values.get("wrong"),
                "person": values.get("person") or "",
                "note": values.get("note") or "",
            },
        )
