from odoo import api, fields, models
from odoo.exceptions import UserError


class MailingContact(models.Model):
    """Somebody who signed up, as Email Marketing knows them: one of an organisation."""

    _inherit = "mailing.contact"

    sme_company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        help="With which the person signed up; others do not see it.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Nobody is put on a list of ours by choosing lists on the contact either.

        :raises UserError: one of the lists is one of those who confirmed
        """
        contacts = super().create(vals_list)
        contacts._refuse_chosen_lists(vals_list)
        return contacts

    def write(self, vals):
        """An address that signed up is not made another one by hand.

        :raises UserError: naming the contact
        """
        if {"email", "sme_company_id"} & vals.keys() and not self.env.su:
            for contact in self.filtered("sme_company_id"):
                raise UserError(
                    self.env._(
                        "%(contact)s signed up and confirmed: neither the address nor "
                        "the organisation is changed by hand. Whoever has a new "
                        "address signs up with it on the page /news.",
                        contact=contact.email,
                    )
                )
        result = super().write(vals)
        self._refuse_chosen_lists([vals])
        return result

    def _refuse_chosen_lists(self, vals_list):
        """Look at lines that the choice of lists made without asking their model."""
        if any("list_ids" in vals for vals in vals_list):
            self.flush_recordset(["list_ids"])
            self.invalidate_recordset(["subscription_ids"])
            self.subscription_ids._refuse_unconfirmed()
