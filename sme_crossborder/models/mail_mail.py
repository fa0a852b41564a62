from odoo import models
from odoo.tools import html2plaintext


class MailMail(models.Model):
    """Puts the signed address of an attendee's pages into mails to the attendee."""

    _inherit = "mail.mail"

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
