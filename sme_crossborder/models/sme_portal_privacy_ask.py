from odoo import api, fields, models
from odoo.exceptions import UserError

from .sme_privacy_request import KINDS, OPEN
from .turn import mark_turn, take_turn

WORDS_LENGTH = 4000
MOST_OPEN = 10


class SmePortalPrivacyAsk(models.AbstractModel):
    """What a firm's user asks of the controller, and how it stands."""

    _name = "sme.portal.privacy.ask"
    _description = "Privacy on the Portal: Requests"

    @api.model
    def _get_request_kinds(self):
        """Return ``[(kind, label)]`` of what can be asked."""
        field = self.env["sme.privacy.request"]._fields["kind"]
        return field._description_selection(self.env)

    @api.model
    def _find_requests(self, firm):
        """Return what the very person asked on the portal, the newest first."""
        return firm.env["sme.privacy.request"].search(
            [
                ("firm_id", "=", firm.id),
                ("partner_id", "=", self.env.user.partner_id.id),
                ("source", "=", "portal"),
            ],
            order="id desc",
        )

    @api.model
    def _describe_request(self, one):
        states = dict(one._fields["state"]._description_selection(self.env))
        return {
            "kind": dict(self._get_request_kinds())[one.kind],
            "is_personal": one.is_personal,
            "received": self._say_day(one.date_received),
            "due": one.state in OPEN and self._say_day(one.date_due),
            "state": states[one.state],
            "answer": one.done or one.refusal_reason or "",
        }

    @api.model
    def _ask(self, firm_id, kind, about, words):
        """Ask the organisation that keeps a file; who signed in is known already.

        :param int firm_id: as on the page
        :param str kind: see :meth:`_get_request_kinds`
        :param str about: ``firm`` or ``person``
        :param str words: more about it, or nothing
        :raises UserError: it is no firm of theirs, something is missing or too long,
            or many of theirs wait already
        """
        firm = self._find_firms().filtered(lambda firm: firm.id == firm_id)
        if not firm:
            raise UserError(self.env._("You do not speak for this firm any more."))
        if kind not in dict(KINDS):
            raise UserError(self.env._("Choose what you ask for."))
        words = (words or "").replace("\0", "").replace("\r\n", "\n").strip()
        if len(words) > WORDS_LENGTH:
            raise UserError(
                self.env._(
                    "This has %(count)s characters, and at most %(most)s are kept. "
                    "Shorten it.",
                    count=len(words),
                    most=WORDS_LENGTH,
                )
            )
        if kind == "correction" and not words:
            raise UserError(self.env._("Say what is wrong, and what is right instead."))
        # of two who send at once, the second finds what the first has asked
        take_turn(firm)
        waiting = self._find_requests(firm).filtered(lambda one: one.state in OPEN)
        is_personal = about != "firm"
        if waiting.filtered(
            lambda one: (
                (one.kind, one.is_personal, one.words or "")
                == (kind, is_personal, words)
            )
        ):
            return  # sent twice: the browser's way back, a double click
        if len(waiting) >= MOST_OPEN:
            raise UserError(
                self.env._("%(count)s of yours wait already.", count=len(waiting))
            )
        mark_turn(firm)
        user = self.env.user
        firm.env["sme.privacy.request"].create(
            {
                "name": user.name,
                # the address of the invitation, which nobody changes on the portal
                "email": user.login,
                "lang": user.lang or self.env.lang,
                "kind": kind,
                "is_personal": is_personal,
                "company_id": firm.company_id.id,
                "firm_id": firm.id,
                "partner_id": user.partner_id.id,
                "source": "portal",
                "words": words,
                "state": "checked",
                "identity_how": self.env._("Signed in on the portal"),
                "date_checked": fields.Date.context_today(firm),
            }
        )
