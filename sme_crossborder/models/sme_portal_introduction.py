from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

NOTE_LENGTH = 4000


class SmePortalIntroduction(models.AbstractModel):
    """Who was introduced says on the portal whether to go on, as by the signed link.

    Each for themselves: nobody answers for the person that both sides were told of.
    """

    _name = "sme.portal.introduction"
    _description = "Answers to Introductions on the Portal"

    @api.model
    def _find_asked(self, domain=Domain.TRUE):
        """Return what the very user is asked, as the system."""
        # as the system: the user answers these, and reads no key of a link
        replies = self.env["sme.interest.reply"].with_user(SUPERUSER_ID)
        replies = replies.with_context(lang=self.env.lang).search(
            domain
            & Domain("partner_id", "=", self.env.user.partner_id.id)
            & Domain("answer", "=", False)
        )
        return replies.filtered(lambda reply: reply._is_open())

    @api.model
    def _list_asked(self):
        """Return what a list shows of introductions that wait for an answer."""
        return [
            {
                "id": reply.id,
                "interest_id": reply.interest_id.id,
                "title": reply.interest_id.lead_title,
                "reference": reply.interest_id.reference,
                "owner": reply.interest_id.owner_partner_id.name,
                "organisation": reply.interest_id.partner_id.name,
            }
            for reply in self._find_asked()
        ]

    @api.model
    def _read_asked(self, reply_id):
        """Return what the page shows of an introduction that waits, or nothing."""
        reply = self._find_asked(Domain("id", "=", reply_id))
        return reply and reply._get_page()

    @api.model
    def _answer(self, reply_id, answer, note):
        """Note whether the user wants to go on, and tell both organisations.

        :param int reply_id: of one that waits
        :param str answer: ``yes`` or ``no``
        :param str note: what else is said
        :raises UserError: it does not wait any more, or no button was pressed
        """
        reply = self._find_asked(Domain("id", "=", reply_id))
        if not reply:
            raise UserError(
                self.env._(
                    "This introduction does not wait for your answer any more: it was "
                    "answered, or taken back."
                )
            )
        if answer not in ("yes", "no"):
            raise UserError(self.env._("Press one of the two buttons."))
        reply._answer(answer, (note or "").strip()[:NOTE_LENGTH], "portal")
