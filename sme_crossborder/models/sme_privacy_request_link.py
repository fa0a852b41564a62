import psycopg2

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
from odoo.tools import (
    email_normalize,
    hash_sign,
    mute_logger,
    plaintext2html,
)

from .choices import say_choice
from .dates import say_day
from .signed_link import find_linked, new_link, was_sent_lately
from .staff_words import for_reader

SCOPE = "sme_crossborder.privacy_request"
LINK_DAYS = 14


class SmePrivacyRequestLink(models.AbstractModel):
    """Requests from the public page, confirmed from the letter box; and our mails.

    Who types an address is not yet who has it: before the link in the mail is used a
    request is told to nobody.
    """

    _name = "sme.privacy.request.link"
    _description = "Data Request: Links and Mails"

    key = fields.Char(string="Key of the link", groups=fields.NO_ACCESS, copy=False)
    nonce = fields.Char(string="Form", groups=fields.NO_ACCESS, copy=False)
    link_sent = fields.Datetime(groups=fields.NO_ACCESS, copy=False)
    link_until = fields.Datetime(groups=fields.NO_ACCESS, copy=False)

    # ------------------------------------------------------------------
    # From the public page
    # ------------------------------------------------------------------

    @api.model
    def _receive(self, typed, nonce):
        """Keep what was typed, and mail the address the link that confirms.

        :param dict typed: without problems: ``company_id``, ``kind``, ``name``,
            ``email``, ``firm_name``, ``words`` and ``lang``
        :param str nonce: of the form's key: one form is one request
        :returns: the request, as the system
        """
        # as the system: the public asks, and is told nothing of what is held
        system = self.with_user(SUPERUSER_ID)
        known = system.search([("nonce", "=", nonce)], limit=1)
        if known:
            return known
        values = {
            **typed,
            "email": email_normalize(typed["email"]),
            "nonce": nonce,
            "source": "public",
            "state": "asked",
        }
        try:
            with mute_logger("odoo.sql_db"), system.env.cr.savepoint():
                request = system.create(values)
        except psycopg2.errors.UniqueViolation as error:
            # the same form, sent twice at once: run again, and find the first
            raise ConcurrencyError(str(error)) from error
        request._send_link()
        return request

    def _send_link(self):
        """Mail the link that confirms, unless the address got too many today.

        :returns: whether it was sent
        """
        self.ensure_one()
        if not self.env["sme.public.act"]._may_mail("privacy_mail", self.email):
            return False
        self.write(new_link(LINK_DAYS))
        told = self.with_context(lang=self.lang)
        token = hash_sign(self.env, SCOPE, [self.id, self.key])
        self._send(
            told.env._("Please confirm what you ask about your data"),
            told.env._(
                "Hello,\n\nsomebody, probably you, asked %(company)s about the data it "
                "holds: %(kind)s.\n\nPress the button on this page until %(day)s, and "
                "it is passed on: %(url)s\n\nIf it was not you, do nothing: then it is "
                "forgotten.\n\n%(company)s",
                company=self.company_id.name,
                kind=told._say_kind(),
                day=told._say_day(self.link_until),
                url=f"{self.get_base_url()}/privacy/request/confirm/{token}",
            ),
        )
        return True

    def _send_link_again(self):
        """Send a new link to the same address; at most once an hour.

        :returns: whether it was sent
        """
        self.ensure_one()
        return not was_sent_lately(self.link_sent) and self._send_link()

    @api.model
    def _find_by_link(self, token):
        """Return the request a link confirms, as the system, and how it stands.

        :param str token: what stands in the address
        :returns: as :func:`find_linked` does
        """
        # as the system: who has the link acts on this one; we signed it
        requests = self.with_user(SUPERUSER_ID)
        return find_linked(
            requests, SCOPE, token, is_over=lambda one: one.state != "asked"
        )

    def _get_linked_firm(self):
        """What a person asks about its data is answered, restricted or not."""
        return self.env["sme.firm"]

    def _confirm(self):
        """Pass on what the owner of the letter box asks.

        It goes to the file where the organisation has exactly one person with the
        address. The month runs from the day the form was sent. Every other organisation
        that keeps a file with the address gets it too: who asks cannot know who does.
        """
        self.ensure_one()
        firm, person = self.env["sme.guidance.case"]._find_sender(
            self.email, Domain("company_id", "=", self.company_id.id)
        )
        self._act({"state": "received", "firm_id": firm.id, "partner_id": person.id})
        self._plan_answer()
        self._pass_on()

    def _pass_on(self):
        """Give each other controller a request of its own; the sender is told of none.

        Where the same already waits there, it is not asked twice.
        """
        requests = self.browse()
        kept = self._find_keepers() - self.company_id
        for company in kept.sorted("id"):
            firm, person = self.env["sme.guidance.case"]._find_sender(
                self.email, Domain("company_id", "=", company.id)
            )
            waits = self.search_count(
                [
                    ("company_id", "=", company.id),
                    ("email", "=", self.email),
                    ("kind", "=", self.kind),
                    ("state", "in", ("received", "checked")),
                ],
                limit=1,
            )
            if not waits:
                requests |= self.create(
                    {
                        "name": self.name,
                        "email": self.email,
                        "lang": self.lang,
                        "kind": self.kind,
                        "firm_name": self.firm_name,
                        "words": self.words,
                        "date_received": self.date_received,
                        "company_id": company.id,
                        "firm_id": firm.id,
                        "partner_id": person.id,
                        "source": "public",
                    }
                )
        for request in requests:
            told = for_reader(request, request.user_id)
            told._message_log(
                body=told.env._(
                    "Sent to another organisation on the public page and confirmed by "
                    "mail. It came here as well, because a file of yours has the "
                    "e-mail address."
                )
            )

    def _find_keepers(self):
        """Return the organisations with a file that has the address, put away or not.

        As the system.
        """
        system = self.with_context(active_test=False)
        persons = system.env["res.partner"].search(
            [("email_normalized", "=", self.email)]
        )
        firms = system.env["sme.firm"].search(
            [("partner_id", "in", persons.commercial_partner_id.ids)]
        )
        return firms.company_id.with_env(self.env)

    def _get_page(self):
        """Return what the page of a link shows: what was typed, no more."""
        return {
            "company": self.company_id.name,
            "kind": self._say_kind(),
            "name": self.name,
            "words": self.words or "",
        }

    # ------------------------------------------------------------------
    # What the person is told
    # ------------------------------------------------------------------

    def _say_kind(self):
        return say_choice(self, "kind")

    def _say_day(self, day):
        return say_day(self.env, day) if day else ""

    def _send_answer(self):
        told = self.with_context(lang=self.lang)
        self._send(
            told.env._("Your request about your data was answered"),
            told.env._(
                "Hello %(person)s,\n\nyou asked %(company)s on %(day)s: %(kind)s.\n\n"
                "What was done: %(done)s\n\n%(rights)s\n\n%(company)s",
                **told._get_mail_words(),
                done=self.done,
            ),
        )

    def _send_refusal(self):
        """Say why nothing is done, and where to complain (GDPR, Article 12(4))."""
        told = self.with_context(lang=self.lang)
        self._send(
            told.env._("Your request about your data was refused"),
            told.env._(
                "Hello %(person)s,\n\nyou asked %(company)s on %(day)s: %(kind)s.\n\n"
                "It is not done, because: %(reason)s\n\n%(rights)s\n\n%(company)s",
                **told._get_mail_words(),
                reason=self.refusal_reason,
            ),
        )

    def _send_extension(self):
        told = self.with_context(lang=self.lang)
        self._send(
            told.env._("Your request about your data takes longer"),
            told.env._(
                "Hello %(person)s,\n\nyou asked %(company)s on %(day)s: %(kind)s.\n\n"
                "It is answered by %(due)s, because: %(reason)s\n\n%(rights)s\n\n"
                "%(company)s",
                **told._get_mail_words(),
                due=told._say_day(self.date_due),
                reason=self.extension_reason,
            ),
        )

    def _get_mail_words(self):
        return {
            "person": self.name,
            "company": self.company_id.name,
            "day": self._say_day(self.date_received),
            "kind": self._say_kind(),
            "rights": self.env._(
                "You can complain to the supervisory authority for data protection of "
                "your country, and go to court."
            ),
        }

    def _send(self, subject, text):
        """Mail whoever asks; without an address it is told on paper."""
        if not self.email:
            return
        # sudo: the mail that is sent; who may act was checked
        self.env["mail.mail"].sudo().create(
            {
                "subject": subject,
                "body_html": plaintext2html(text),
                "email_to": self.email,
                "email_from": self.company_id.email_formatted,
                "auto_delete": True,
                "is_due_by_law": True,
            }
        )
