from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError

from ..tools.automatic_mail import is_automatic


class MailAlias(models.Model):
    _inherit = "mail.alias"

    def _alias_bounce_incoming_email(self, message, message_dict, set_invalid=True):
        """Answer an adviser about a service that could not be noted.

        The answer goes to the address of their user, never to one the mail names:
        what it says about firms is for nobody else.
        """
        model = self.alias_model_id.model
        if model == "sme.guidance.case" and is_automatic(message):
            return None  # two machines would go on answering each other
        Service = self.env["sme.service"]
        if set_invalid or model != Service._name:
            return super()._alias_bounce_incoming_email(
                message, message_dict, set_invalid
            )
        user = Service._get_mail_sender(message_dict)
        if not user:
            return super()._alias_bounce_incoming_email(
                message, message_dict, set_invalid
            )
        try:
            Service.with_context(lang=user.lang)._read_mail(message_dict)
        except UserError as refusal:
            body = self.env["ir.qweb"]._render(
                "mail.mail_bounce_alias_security",
                {"body": Markup("<p>%s</p>") % str(refusal), "message": message_dict},
                minimal_qcontext=True,
            )
            self.env["mail.thread"]._routing_create_bounce_email(
                message_dict["email_from"],
                body,
                message,
                email_to=user.email_formatted,
                references=message_dict["message_id"],
            )
