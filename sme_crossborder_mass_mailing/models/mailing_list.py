from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize


class MailingList(models.Model):
    """A list of those who signed up with an organisation for something."""

    _inherit = "mailing.list"

    sme_company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="cascade",
        help="Whose list it is: people come on it by signing up and confirming, and "
        "no other way.",
    )
    sme_purpose_id = fields.Many2one(
        "sme.consent.purpose",
        string="Wants mail about",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _sme_list_uniq = models.UniqueIndex(
        "(sme_company_id, sme_purpose_id) WHERE sme_company_id IS NOT NULL",
        "The organisation has a list for this already.",
    )

    @api.model
    def _get_sme_lists(self, company, purposes):
        """Return the lists of an organisation for purposes; made where missing.

        As the system.

        :param company: `res.company`
        :param purposes: `sme.consent.purpose`
        """
        lists = self.with_context(active_test=False).search(
            [
                ("sme_company_id", "=", company.id),
                ("sme_purpose_id", "in", purposes.ids),
            ]
        )
        missing = purposes - lists.sme_purpose_id
        return lists | self.create(
            [
                {
                    "name": f"{purpose.name} ({company.name})",
                    "sme_company_id": company.id,
                    "sme_purpose_id": purpose.id,
                    # nobody comes back on it without confirming
                    "is_public": False,
                }
                for purpose in missing
            ]
        )

    def write(self, vals):
        """A list of sign-ups stays that of its organisation and purpose.

        :raises UserError: naming the list, or whom it would put on it unconfirmed
        """
        if {"sme_company_id", "sme_purpose_id"} & vals.keys() and not self.env.su:
            self._refuse_by_hand()
        result = super().write(vals)
        if "contact_ids" in vals:
            # the choice of contacts makes lines without asking their model
            self.flush_recordset(["contact_ids"])
            self.invalidate_recordset(["subscription_ids"])
            self.subscription_ids._refuse_unconfirmed()
        return result

    def _update_subscription_from_email(self, email, opt_out=True, force_message=None):
        """Whoever changes their mind on the page of a mailing is asked to confirm."""
        ours = self.browse() if opt_out else self.filtered("sme_company_id")
        for company, lists in ours.grouped("sme_company_id").items():
            lists._ask_again(company, email)
        return super(MailingList, self - ours)._update_subscription_from_email(
            email, opt_out=opt_out, force_message=force_message
        )

    def _ask_again(self, company, email):
        """Mail the link that confirms to somebody who was on these lists."""
        # as the system: the page of a mailing acts for whoever it was sent to
        sign_ups = self.env["sme.subscription"].with_user(SUPERUSER_ID)
        before = sign_ups.search(
            [
                ("company_id", "=", company.id),
                ("email", "=", email_normalize(email)),
                ("date_confirmed", "!=", False),
            ],
            limit=1,
        )
        if before:
            # who is on other lists of the house stays on them
            held = before.purpose_ids if before.state == "confirmed" else False
            purposes = self.sme_purpose_id | (held or self.sme_purpose_id)
            sign_ups._ask(
                company,
                {
                    "email": before.email,
                    "lang": before.lang,
                    "country_id": before.country_id.id,
                    "purpose_ids": purposes.ids,
                },
                "",
            )

    def action_merge(self, src_lists, archive):
        """People are not brought onto a list of sign-ups by merging, nor off it.

        :raises UserError: naming the list
        """
        (self | src_lists)._refuse_by_hand()
        return super().action_merge(src_lists, archive)

    def _refuse_by_hand(self):
        for one in self.filtered("sme_company_id"):
            raise UserError(
                self.env._(
                    "%(list)s is a list of those who signed up and confirmed: it is "
                    "neither merged nor made another one. Make a new list.",
                    list=one.name,
                )
            )
