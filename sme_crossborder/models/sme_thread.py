from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from .readers import keep_readable, keep_readers
from .sme_inside import messages_inside


class SmeThread(models.AbstractModel):
    """Chatter that reaches only people who may read the record.

    Followers stay when a right ends: an assignment that ran out, an adviser who left.
    Odoo would go on sending them every note.
    """

    _name = "sme.thread"
    _inherit = ["mail.thread"]
    _description = "Chatter Within the Organisation"

    message_ids = fields.One2many(domain=messages_inside)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Auditors change nothing, so they do not become followers either."""
        user = self.env.user
        if (
            not self.env.su
            and user.has_group("sme_crossborder.group_sme_auditor")
            and not self.has_access("write")
        ):
            raise AccessError(
                self.env._(
                    "Auditors cannot follow records. Note what you want to come back "
                    "to in your own papers."
                )
            )
        return super().message_subscribe(partner_ids, subtype_ids)

    @api.model
    def _search_message_partner_ids(self, operator, operand):
        """Find by no follower the user is not told of; stock looks as superuser."""
        found = super()._search_message_partner_ids(operator, operand)
        keeps = getattr(self, "_keeps_followers", False)
        if found is NotImplemented or self.env.su or not keeps:
            return found
        return Domain(found) & self._get_told_domain()

    def _thread_to_store(self, store, fields, *, request_list=None):
        """The chatter asks for activities, whoever reads it."""
        planned = self._fields.get("activity_ids")
        if request_list and planned and not self._has_field_access(planned, "read"):
            request_list = [name for name in request_list if name != "activities"]
        return super()._thread_to_store(store, fields, request_list=request_list)

    def _mail_get_partners(self, introspect_fields=False):
        """Leave out contacts the reader may not see.

        The chatter proposes them as recipients: for an auditor, who reads a file
        without its contact, the whole screen would be refused.
        """
        found = super()._mail_get_partners(introspect_fields=introspect_fields)
        return keep_readable(found)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out users who cannot read the record, followers or mentioned.

        Contacts without a user get what is addressed to them: that is a choice.
        """
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        return keep_readers(self, recipients)
