from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

FEEDING = "sme_feeding"


class MailingSubscription(models.Model):
    """Who is on a list of ours: what Email Marketing ends, ends the sign-up too."""

    _inherit = "mailing.subscription"

    @api.model_create_multi
    def create(self, vals_list):
        """Nobody is put on a list of ours by hand.

        :raises UserError: the list is one of those who confirmed
        """
        made = super().create(vals_list)
        made._refuse_unconfirmed()
        return made

    def write(self, vals):
        """Whoever leaves a list there withdraws here; nobody comes back by hand.

        :raises UserError: somebody would be put on a list without confirming
        """
        result = super().write(vals)
        self._refuse_unconfirmed()
        if not self.env.context.get(FEEDING):
            self.filtered("opt_out")._withdraw_sign_up()
        return result

    def _only_ours(self):
        return self.filtered(lambda line: line.list_id.sme_company_id)

    def _refuse_unconfirmed(self):
        if self.env.context.get(FEEDING):
            return
        for line in self._only_ours().filtered(lambda line: not line.opt_out):
            if line.list_id.sme_purpose_id not in line._find_sign_up().purpose_ids:
                raise UserError(
                    self.env._(
                        "%(contact)s cannot be put on the list %(list)s: people come "
                        "on it by signing up on the page /news and confirming. Send "
                        "them the address.",
                        contact=line.contact_id.email,
                        list=line.list_id.name,
                    )
                )

    def _find_sign_up(self):
        """Return the confirmed sign-up behind a line, as the system, or none."""
        self.ensure_one()
        # as the system: Email Marketing is not for advisers alone
        sign_ups = self.env["sme.subscription"].with_user(SUPERUSER_ID)
        return sign_ups.search(
            [
                ("company_id", "=", self.list_id.sme_company_id.id),
                ("email", "=", self.contact_id.email_normalized),
                ("state", "=", "confirmed"),
            ]
        )

    def _withdraw_sign_up(self):
        """Note with the sign-up what ended; with the last wish it is withdrawn."""
        for line in self._only_ours():
            sign_up = line._find_sign_up()
            left = sign_up.purpose_ids - line.list_id.sme_purpose_id
            if not sign_up or left == sign_up.purpose_ids:
                continue
            if left:
                sign_up.purpose_ids = left
            else:
                sign_up._withdraw()
