from odoo import models

from .mailing_subscription import FEEDING


class SmeSubscription(models.Model):
    """Feeds what was confirmed, and withdrawn, to the lists of Email Marketing."""

    _inherit = "sme.subscription"

    def write(self, vals):
        result = super().write(vals)
        if {"date_confirmed", "date_withdrawn", "purpose_ids"} & vals.keys():
            self._feed_lists()
        return result

    def unlink(self):
        """A sign-up that is deleted puts nobody on a list any more."""
        kept = [(one.company_id, one.email) for one in self if one.date_confirmed]
        result = super().unlink()
        for company, email in kept:
            self._feed_list(company, email, self.env["sme.consent.purpose"])
            self._forget_contact(company, email)
        return result

    def _forget_contact(self, company, email):
        """Of an address no sign-up is kept of, no copy is kept either. As the system.

        Who was sent a mailing stays counted; the addresses of it go.
        """
        # sudo: a copy of what the caller was allowed to delete
        env = self.sudo().env
        mine = [("company_id", "=", company.id), ("email", "=", email)]
        if env["sme.subscription"].search_count(mine, limit=1):
            return
        contacts = (
            env["mailing.contact"]
            .with_context(active_test=False)
            .search(
                [("sme_company_id", "=", company.id), ("email_normalized", "=", email)]
            )
        )
        traces = env["mailing.trace"].search(
            [("model", "=", contacts._name), ("res_id", "in", contacts.ids)]
        )
        traces.write({"email": False})
        contacts.unlink()

    def _feed_lists(self):
        """Bring the lists into line with what holds. As the system."""
        for one in self.filtered("date_confirmed"):
            purposes = one.purpose_ids
            if one.date_withdrawn:
                # who signed up again since is on the list by that
                again = self.search(
                    [
                        ("company_id", "=", one.company_id.id),
                        ("email", "=", one.email),
                        ("state", "=", "confirmed"),
                    ]
                )
                purposes = again.purpose_ids
            self._feed_list(one.company_id, one.email, purposes, one.country_id)

    def _feed_list(self, company, email, purposes, country=None):
        """Put an address on the lists of purposes, and off all others of the house.

        :param company: `res.company` whose lists they are
        :param str email: normalised
        :param purposes: `sme.consent.purpose` that hold
        :param country: `res.country`
        """
        # sudo: a copy of what the caller was allowed to note; nobody reads it by that
        env = self.sudo().with_context(**{FEEDING: True}).env
        contacts = env["mailing.contact"]
        contact = contacts.search(
            [("sme_company_id", "=", company.id), ("email_normalized", "=", email)],
            limit=1,
        )
        if not contact and purposes:
            contact = contacts.create(
                {
                    "email": email,
                    "country_id": country and country.id,
                    "sme_company_id": company.id,
                }
            )
        wanted = env["mailing.list"]._get_sme_lists(company, purposes.sudo())
        lines = contact.subscription_ids.filtered(
            lambda line: line.list_id.sme_company_id
        )
        for line in lines:
            is_out = line.list_id not in wanted
            if line.opt_out != is_out:
                line.opt_out = is_out
        env["mailing.subscription"].create(
            [
                {"contact_id": contact.id, "list_id": one.id}
                for one in wanted - lines.list_id
            ]
        )
        contact.invalidate_recordset(["list_ids", "subscription_ids"])
