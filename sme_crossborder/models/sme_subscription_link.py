import json
import secrets

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import consteq, hash_sign

from .dates import say_day
from .signed_link import mail_link, new_link, read_link, was_sent_lately

SCOPE_CONFIRM = "sme_crossborder.subscription_confirm"
SCOPE_LEAVE = "sme_crossborder.subscription_leave"
LINK_DAYS = 14


class SmeSubscriptionLink(models.AbstractModel):
    """The links of a subscription: one that confirms, and one that ends it for good."""

    _name = "sme.subscription.link"
    _description = "Mailing List: Links"

    key = fields.Char(string="Key of the link", groups=fields.NO_ACCESS)
    leave_key = fields.Char(
        string="Key to withdraw",
        groups=fields.NO_ACCESS,
        default=lambda self: secrets.token_urlsafe(16),
    )
    link_sent = fields.Datetime(string="Link sent on", groups=fields.NO_ACCESS)
    link_until = fields.Datetime(string="Link valid until")

    def _send_link(self):
        """Mail the link that confirms, unless the address got too many today.

        :returns: whether it was sent
        """
        self.ensure_one()
        if not self.env["sme.public.act"]._may_mail("subscription_mail", self.email):
            return False
        self.write(new_link(LINK_DAYS))
        told = self.with_context(lang=self.lang)
        token = hash_sign(self.env, SCOPE_CONFIRM, [self.id, self.key])
        self._send(
            told.env._("Do you want our mail? Please confirm"),
            told.env._(
                "Hello,\n\nsomebody, probably you, asked for this address to get mail "
                "of %(company)s about: %(purposes)s.\n\nPress the button on this page "
                "until %(day)s: %(url)s\n\nIf it was not you, do nothing: then nothing "
                "is sent to you, and the address is forgotten.\n\n%(company)s",
                company=self.company_id.name,
                purposes=", ".join(told.asked_purpose_ids.mapped("name")),
                day=say_day(told.env, self.link_until),
                url=f"{self.get_base_url()}/news/confirm/{token}",
            ),
        )
        return True

    def _send_welcome(self):
        """Mail that the address is on the list, and how it comes off it again."""
        told = self.with_context(lang=self.lang)
        self._send(
            told.env._("You are on our list"),
            told.env._(
                "Hello,\n\nfrom now on you get mail of %(company)s about: "
                "%(purposes)s.\n\nYou can end it at any time with one click: %(url)s"
                "\n\n%(company)s",
                company=self.company_id.name,
                purposes=", ".join(told.purpose_ids.mapped("name")),
                url=self._get_leave_url(),
            ),
            self._get_list_headers(),
        )

    def _send(self, subject, text, headers=None):
        mail_link(self, self.email, subject, text, headers=json.dumps(headers or {}))

    def _get_leave_url(self):
        """Return the address that ends the subscription; it does not expire."""
        self.ensure_one()
        token = hash_sign(self.env, SCOPE_LEAVE, [self.id, self.leave_key])
        return f"{self.get_base_url()}/news/leave/{token}"

    def _get_list_headers(self):
        """Return the headers by which mail programs show a button (RFC 8058)."""
        return {
            "List-Unsubscribe": f"<{self._get_leave_url()}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }

    def _send_link_again(self):
        """Send a new link to the same address; at most once an hour.

        :returns: whether it was sent
        """
        self.ensure_one()
        return not was_sent_lately(self.link_sent) and self._send_link()

    @api.model
    def _find_by_link(self, token):
        """Return the subscription a link confirms, as the system, and how it stands.

        :param str token: what stands in the address
        :returns: ``(subscription, state)``: ``valid``, ``old`` (another link was sent,
            or its last day is over), ``done`` (confirmed, or withdrawn); nothing if it
            is forged
        """
        one, key = self._read(SCOPE_CONFIRM, token)
        if not one:
            return one, False
        if not one.key:
            return one, "done"
        is_old = not consteq(one.key, key) or one.link_until < fields.Datetime.now()
        return one, "old" if is_old else "valid"

    @api.model
    def _find_by_leave_link(self, token):
        """Return the subscription a link ends, as the system; none if it is forged.

        :param str token: what stands in the address
        """
        one, key = self._read(SCOPE_LEAVE, token)
        return one if one and consteq(one.leave_key or "", key) else one.browse()

    @api.model
    def _read(self, scope, token):
        # as the system: who has the link acts on this one; we signed it
        subscriptions = self.with_user(SUPERUSER_ID)
        one_id, key = read_link(subscriptions.env, scope, token)
        one = subscriptions.browse(one_id).exists()
        return (one, key) if one and key else (subscriptions.browse(), "")

    def _get_page(self):
        """Return what the pages of a link show."""
        purposes = self.asked_purpose_ids or self.purpose_ids
        return {
            "email": self.email,
            "company": self.company_id.name,
            "purposes": ", ".join(purposes.mapped("name")),
        }
