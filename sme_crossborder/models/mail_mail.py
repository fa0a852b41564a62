from odoo import fields, models
from odoo.tools import email_normalize, html2plaintext
from odoo.tools.mail import email_split_and_format


class MailMail(models.Model):
    """Signs the address of an attendee's pages, and writes to nobody restricted."""

    _inherit = "mail.mail"

    is_due_by_law = fields.Boolean(
        string="Demanded by law",
        readonly=True,
        help="Answers what somebody asks about their data: goes out although the file "
        "is restricted.",
    )

    def _prepare_outgoing_list(self, mail_server=False, doc_to_followers=None):
        """Sign as it goes out: what is kept, or previewed, is a key to nothing."""
        mails = super()._prepare_outgoing_list(
            mail_server=mail_server, doc_to_followers=doc_to_followers
        )
        for mail in mails:
            body = self.env["event.registration"]._sign_participant_urls(
                mail["body"], mail["email_to_normalized"]
            )
            if body != mail["body"]:
                mail |= {"body": body, "body_alternative": html2plaintext(body)}
        return mails

    # ------------------------------------------------------------------
    # Who is not written to
    # ------------------------------------------------------------------

    def send(self, auto_commit=False, raise_exception=False, post_send_callback=None):
        """Leave out the persons of restricted files: the one door of all mail.

        GDPR, Article 18(2): restricted data are stored, and used for nothing else. Two
        things go out all the same: answers to what somebody asks about their data, and
        what keeps the account on the portal, on which they ask.
        """
        nobody_left = self._leave_out_restricted()
        result = super(MailMail, self - nobody_left).send(
            auto_commit=auto_commit,
            raise_exception=raise_exception,
            post_send_callback=post_send_callback,
        )
        # what is sent is kept nowhere; what is not sent has the same keys in it
        nobody_left.filtered("auto_delete").unlink()
        return result

    def _leave_out_restricted(self):
        """Take persons of restricted files off, and return what has nobody left."""
        mails = self.filtered(
            lambda mail: (
                mail.state == "outgoing"
                and not mail.is_due_by_law
                and mail.model != "res.users"
            )
        )
        nobody_left = self.browse()
        # sudo: whether somebody is of a restricted file; nothing of it is told
        contacts_sudo = (
            mails and self.env["sme.firm"].sudo()._find_restricted_contacts()
        )
        for mail in mails if contacts_sudo else ():
            if mail._leave_out(contacts_sudo):
                nobody_left |= mail
        return nobody_left

    def _leave_out(self, contacts):
        """Take some contacts off a mail.

        :param contacts: `res.partner` of restricted files, as superuser
        :returns: whether nobody is left
        """
        off = self.recipient_ids & contacts
        values = {"recipient_ids": [fields.Command.unlink(one.id) for one in off]}
        for fname in ("email_to", "email_cc"):
            addresses = email_split_and_format(self[fname] or "")
            kept = [one for one in addresses if not self._is_silent(one, contacts)]
            if kept != addresses:
                values[fname] = ", ".join(kept)
        if not off and len(values) == 1:
            return False
        self.write(values)
        # sudo: notices of the mail, whoever wrote it
        notices_sudo = self.env["mail.notification"].sudo()
        notices_sudo.search(
            [("mail_mail_id", "=", self.id), ("res_partner_id", "in", off.ids)]
        ).notification_status = "canceled"
        if self.recipient_ids or self.email_to or self.email_cc:
            return False
        self.write(
            {
                "state": "cancel",
                "failure_reason": self.env._("The file of the firm is restricted."),
            }
        )
        return True

    def _is_silent(self, address, contacts):
        """Whether an address is known to the sender from restricted files alone."""
        email = email_normalize(address)
        known = contacts.filtered(lambda one: email and one.email_normalized == email)
        companies = known and self._get_senders()
        if companies:
            known = known.filtered(lambda one: one.company_id in companies)
        if not known:
            return False
        others = contacts.with_context(active_test=True).search(
            [
                ("email_normalized", "=", email),
                ("company_id", "in", known.company_id.ids),
                ("id", "not in", contacts.ids),
            ]
        )
        firms = self.env["sme.firm"].with_env(contacts.env)
        return not firms.search_count(
            [("partner_id", "in", others.commercial_partner_id.ids)], limit=1
        )

    def _get_senders(self):
        """Return the organisations a mail may be of, as superuser; none: not known."""
        # sudo: whose record it is about, and who writes
        self_sudo = self.sudo()
        if self.model in self.env and self.res_id:
            record = self_sudo.env[self.model].browse(self.res_id).exists()
            if record and "company_id" in record and record.company_id:
                return record.company_id
        sender = email_normalize(self.email_from)
        partners = self_sudo.env["res.partner"].search(
            [("email_normalized", "=", sender)]
        )
        companies = self_sudo.env["res.company"].search(
            [("partner_id", "in", partners.ids)]
        )
        users = partners.user_ids.filtered(lambda user: not user.share)
        return companies or users.company_id
