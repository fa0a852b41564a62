import secrets
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq, email_normalize, hash_sign, plaintext2html

from .signed_link import find_restricted, read_link, was_sent_lately

SCOPE = "sme_crossborder.participant"
# after the end of the workshop: what came of meetings is said in these days
DAYS_AFTER = 60
# how long a link is good that is asked for after that
DAYS_AGAIN = 14


class SmeParticipantLink(models.AbstractModel):
    """The address of an attendee's own pages: a key, for whoever has no account.

    Signed by us, for one attendee. It ends some time after the workshop, with a newer
    one, when the registration is cancelled, and with the e-mail address it went to.
    """

    _name = "sme.participant.link"
    _description = "Registration: Link to the Own Pages"

    participant_key = fields.Char(copy=False, groups=fields.NO_ACCESS)
    participant_link_until = fields.Datetime(copy=False, groups=fields.NO_ACCESS)
    participant_link_sent_on = fields.Datetime(copy=False, groups=fields.NO_ACCESS)

    def write(self, vals):
        """Whoever got mail at an address that is theirs no more has no link either."""
        if "email" in vals:
            email = email_normalize(vals["email"] or "")
            moved = self.filtered(lambda one: email_normalize(one.email or "") != email)
            # sudo: the key of a link is nobody's to read or write
            moved.sudo().participant_key = False
        return super().write(vals)

    def _get_participant_link(self, path=""):
        """Return the address of the attendee's own pages, for the attendee alone.

        :param str path: of a page, such as ``/agenda``; by default the first page
        """
        self.ensure_one()
        own = self.with_user(SUPERUSER_ID)
        if not own.participant_key:
            own.participant_key = secrets.token_urlsafe(16)
        token = hash_sign(own.env, SCOPE, [own.id, own.participant_key])
        return f"{self.get_base_url()}/workshop/{token}{path}"

    @api.model
    def _find_by_participant_link(self, token):
        """Return the attendee of a link, as the system, and how the link stands.

        :param str token: what stands in the address
        :returns: ``(registration in its language, state)``: ``valid``, ``old`` (there
            is another link, or its time is over), ``done`` (the registration or the
            workshop is cancelled), ``restricted`` (so is the firm's file); nothing if
            it is forged
        """
        # as the system: who has the link acts for this attendee; we signed it
        registrations = self.with_user(SUPERUSER_ID)
        registration_id, key = read_link(registrations.env, SCOPE, token)
        registration = registrations.browse(registration_id).exists()
        if not registration or not key:
            return registrations.browse(), False
        registration = registration.with_context(
            lang=registration._get_participant_lang()
        )
        if find_restricted(registration):
            return registration, "restricted"
        if not registration._is_participant():
            return registration, "done"
        known = registration.participant_key
        if not known or not consteq(known, key):
            return registration, "old"
        over = registration._is_participant_link_over()
        return registration, "old" if over else "valid"

    def _is_participant(self):
        """Whether there are pages for the attendee."""
        event = self.event_id
        return (
            self.active
            and self.state != "cancel"
            and event.active
            and event.is_workshop
            and event.kanban_state != "cancel"
        )

    def _get_participant_lang(self):
        return self.event_id.lang or self.partner_id.lang or self.env.lang

    def _is_participant_link_over(self):
        """Whether the time of a link is over; it moves with the workshop."""
        end = self.event_id.date_end + timedelta(days=DAYS_AFTER)
        return max(end, self.participant_link_until or end) < fields.Datetime.now()

    def _renew_participant_link(self):
        """Make the key anew and mail the link; earlier ones are of no use any more."""
        self.ensure_one()
        own = self.with_user(SUPERUSER_ID)
        again = fields.Datetime.now() + timedelta(days=DAYS_AGAIN)
        own.write({"participant_key": False, "participant_link_until": again})
        own._mail_participant_link()

    def _mail_participant_link(self):
        """Mail the link that holds, as the system."""
        self.participant_link_sent_on = fields.Datetime.now()
        own = self.with_context(lang=self._get_participant_lang())
        event = own.event_id
        text = own.env._(
            "Hello %(name)s,\n\nthis is your page of %(workshop)s: %(url)s\n\n"
            "It is yours alone; earlier links are of no use any more.",
            name=own.get_paper_name(),
            workshop=event.name,
            url=own._get_participant_link(),
        )
        sender = event.organizer_id or event.company_id.partner_id
        own.env["mail.mail"].create(
            {
                "subject": own.env._("Your page of %(workshop)s", workshop=event.name),
                "body_html": plaintext2html(text),
                "email_from": sender.email_formatted,
                "email_to": own.email,
                "auto_delete": True,
            }
        )

    def _send_link_again(self):
        """Mail the link that holds to the attendee's address; at most once an hour.

        Called with the registration of a link that was ours. One whose time is over is
        made anew; else whoever has an old one could end that which others use.

        :returns: whether it was sent
        """
        self.ensure_one()
        if not self.email or was_sent_lately(self.participant_link_sent_on):
            return False
        if self._is_participant_link_over():
            self._renew_participant_link()
        else:
            self._mail_participant_link()
        return True

    def action_renew_participant_link(self):
        """Send the attendee a new link to the own pages; the one before ends.

        :raises UserError: there is no address, or no page any more
        """
        self.check_access("write")
        for registration in self:
            if not registration.email or not registration._is_participant():
                raise UserError(
                    self.env._(
                        "No link can be sent to %(attendee)s: an e-mail address is "
                        "needed, of somebody who is registered for a workshop that is "
                        "held. Correct the registration first.",
                        attendee=registration.display_name,
                    )
                )
            registration._renew_participant_link()
        return True
