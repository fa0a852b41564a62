from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

NOTE_LENGTH = 4000
MOST_LISTED = 20


class SmePortalAgreement(models.AbstractModel):
    """Who speaks for whom a lead is of says on the portal whether to be introduced.

    Before the interest of the other organisation is accepted. The only door, as
    `sme.portal.approval` is for what is published.
    """

    _name = "sme.portal.agreement"
    _description = "Agreements to Introductions on the Portal"

    @api.model
    def _find_own(self, domain, limit=None):
        """Return what those the user speaks for are or were asked, as the system."""
        held = self.env["sme.portal.identity"]._find_mine()._get_held_domain()
        # as the system: the user answers these, in the place of whom a lead is of
        agreements = self.env["sme.interest.agreement"].with_user(SUPERUSER_ID)
        return agreements.with_context(lang=self.env.lang).search(
            domain & Domain("interest_id.teaser_id.lead_id", "any", held),
            order="id desc",
            limit=limit,
        )

    @api.model
    def _find_asked(self, domain=Domain.TRUE):
        """Return what waits for an answer of those the user speaks for."""
        asked = self._find_own(domain & Domain("answer", "=", False))
        return asked.filtered(lambda one: one._is_open())

    @api.model
    def _list_answered(self):
        """Return what was answered, and what came of it, the newest first."""
        answered = self._find_own(Domain("answer", "!=", False), MOST_LISTED)
        return [one._describe_answer() for one in answered]

    @api.model
    def _read_answered(self, agreement_id):
        """Return what the page shows of a question that was answered, or nothing."""
        answered = self._find_own(
            Domain("id", "=", agreement_id) & Domain("answer", "!=", False)
        )
        return answered and answered._describe_answer()

    @api.model
    def _list_asked(self):
        """Return what a list shows of questions that wait: dicts of texts."""
        return [
            {name: page[name] for name in ("id", "organisation", "title", "reference")}
            for page in (one._get_page() for one in self._find_asked())
        ]

    @api.model
    def _read_asked(self, agreement_id):
        """Return what the page shows of a question that waits, or nothing."""
        agreement = self._find_asked(Domain("id", "=", agreement_id))
        return agreement and agreement._get_page()

    @api.model
    def _answer(self, agreement_id, answer, person_id, note, version):
        """Note whether the firm agrees, and whom it lets be named.

        :param int agreement_id: of a question that waits
        :param str answer: ``yes`` or ``no``
        :param int person_id: of `res.partner`, as on the page; 0 for nobody
        :param str note: what else is said
        :param str version: of what was read
        :raises UserError: it does not wait any more, was asked anew meanwhile, no
            button was pressed, or the person is nobody who may be named
        """
        agreement = self._find_asked(Domain("id", "=", agreement_id))
        if not agreement:
            raise UserError(
                self.env._(
                    "This question does not wait for your answer any more: it was "
                    "answered, or taken back."
                )
            )
        if version != agreement._get_page()["version"]:
            raise UserError(
                self.env._(
                    "You were asked anew after you opened it, and nothing is noted "
                    "yet. Read it once more."
                )
            )
        if answer not in ("yes", "no"):
            raise UserError(self.env._("Press one of the two buttons."))
        person = agreement.env["res.partner"].browse(person_id or [])
        note = (note or "").strip()[:NOTE_LENGTH]
        agreement._give(answer, person, note, self.env.user)
