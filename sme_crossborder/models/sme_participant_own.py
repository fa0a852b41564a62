import re
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import email_normalize
from odoo.tools.sql import escape_psql

from .sme_participant_link import DAYS_AFTER

URL = "/my/workshops"
MOST_LISTED = 100


class SmeParticipantOwn(models.AbstractModel):
    """The way to an attendee's pages that is no key: for mails, and for the portal.

    Mails carry an address that helps nobody else: colleagues read what was sent, and
    preview it. It is signed as the mail goes out to the attendee; whoever signs in is
    led on from it.
    """

    _name = "sme.participant.own"
    _description = "Registration: on the Portal and in Mails"

    @api.private
    def get_participant_url(self, path=""):
        """Return the address of the attendee's pages as mails carry it.

        :param str path: of a page, such as ``/agenda``
        """
        self.ensure_one()
        return f"{self.get_base_url()}{URL}/{self.id}{path}"

    @api.model
    def _sign_participant_urls(self, body, emails):
        """Return a mail with the signed address of whom it goes to.

        :param str body: with addresses of `get_participant_url`; those of others than
            the one it goes to stay as they are
        :param emails: all addresses it goes to, as normalised
        """
        if not body or URL not in body or len(set(emails)) != 1:
            return body
        [email] = set(emails)
        # as the system: the mail goes to the attendee alone
        registrations = self.with_user(SUPERUSER_ID)

        def sign(found):
            attendee = registrations.browse(int(found[1])).exists()
            if not attendee or email_normalize(attendee.email or "") != email:
                return found[0]
            return attendee._get_participant_link(found[2])

        base = re.escape(self.browse().get_base_url())
        own = rf"{base}{URL}/(\d{{1,9}})(?!\d)((?:/[a-z0-9]+)*)"
        return re.sub(own, sign, str(body))

    # ------------------------------------------------------------------
    # Whose they are
    # ------------------------------------------------------------------

    @api.model
    def _get_own_domain(self):
        """Return which registrations are those of the user.

        By the address they sign in with, where somebody said who they are: the
        address of a contact is changed by whoever the contact is. Of what they booked,
        what bears their own address or none: who books for others is not the others.
        """
        user = self.env.user
        own = Domain("partner_id", "=", user.partner_id.id) & Domain.OR(
            [
                Domain("email", "=", False),
                Domain("email", "=ilike", escape_psql(user.login)),
                Domain("email", "=ilike", escape_psql(user.email or user.login)),
            ]
        )
        if self.env["sme.portal.identity"]._find_mine():
            own |= Domain("email", "=ilike", escape_psql(user.login))
        return own & Domain(
            [
                ("state", "!=", "cancel"),
                ("event_id.is_workshop", "=", True),
                (
                    "event_id.date_end",
                    ">",
                    fields.Datetime.now() - timedelta(days=DAYS_AFTER),
                ),
            ]
        )

    @api.model
    def _find_own(self, domain=Domain.TRUE):
        """Return the user's registrations for workshops, as the system."""
        # as the system: portal users read no registrations; these are the user's own
        registrations = self.with_user(SUPERUSER_ID)
        found = registrations.search(
            self._get_own_domain() & domain, order="id desc", limit=MOST_LISTED
        )
        return found.filtered(lambda one: one._is_participant())

    @api.model
    def _list_own(self):
        """Return the user's workshops, those to come first, as plain values."""
        now = fields.Datetime.now()
        found = self._find_own().sorted(
            lambda one: (one.event_id.date_end < now, one.event_id.date_begin)
        )
        return [
            {
                "id": one.id,
                "workshop": one.event_id.name,
                "when": one.event_id.get_paper_when(),
                "where": one.event_id.get_paper_where(),
                "person": one._say_meeting_name(),
            }
            for one in found
        ]

    @api.model
    def _get_own_link(self, registration_id, path=""):
        """Return the signed address of the pages of an own registration, or nothing."""
        own = self._find_own(Domain("id", "=", registration_id))
        return own and own._get_participant_link(path)
