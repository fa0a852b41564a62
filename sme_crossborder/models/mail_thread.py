from odoo import api, models

from ..tools.automatic_mail import is_automatic


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Say whether a machine sent the mail: its headers end here."""
        if is_automatic(message):
            self = self.with_context(sme_automatic_mail=True)
        return super()._message_route_process(message, message_dict, routes)
