from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import plaintext2html

from .staff_words import for_reader, say_to


class SmeInterestPortal(models.AbstractModel):
    """An interest of an organisation that has no users here but on the portal.

    It has no company: nobody plans steps there, and no notice of Odoo's reaches who
    cannot read the record. Whoever speaks for it is told by mail, and reads on the
    portal.
    """

    _name = "sme.interest.portal"
    _description = "Interest: Of a Portal Organisation"

    def _tell_both(self, body, organisation, attachments=None):
        result = super()._tell_both(body, organisation, attachments)
        for interest in self:
            if not interest.company_id and organisation != interest.partner_id:
                interest._mail_speakers(body)
        return result

    def _find_speakers(self):
        """Return who is told for the organisation that asks, as superuser.

        Who expressed the interest, while speaking for it; else whoever does.
        """
        self.ensure_one()
        # sudo: who speaks for the organisation that asks, to write to them
        identities_sudo = self.env["sme.portal.identity"].sudo()
        identities_sudo = identities_sudo.search(
            Domain("partner_id", "=", self.partner_id.id)
            & identities_sudo._get_current_domain()
        )
        users_sudo = identities_sudo.user_id.filtered("active")
        return users_sudo & self.sudo().user_id or users_sudo

    def _get_hearer(self, organisation):
        if self.company_id or organisation == self.partner_id:
            return super()._get_hearer(organisation)
        return self._find_speakers()[:1]

    def _mail_speakers(self, body):
        """Write to who speaks for it; the mail is kept nowhere, the line is.

        :param body: as of :meth:`_tell_both`; each reads it in their own language
        """
        # as the system: who acted for the owner is not told before contacts are open
        mails = self.env["mail.mail"].with_user(SUPERUSER_ID)
        url = f"{self.get_base_url()}/my/partner-leads/interests/{self.id}"
        for user in self._find_speakers():
            told = for_reader(self, user)
            text = told.env._(
                "%(lead)s (%(reference)s), %(owner)s:\n\n%(text)s\n\nOn the portal: "
                "%(url)s",
                lead=self.lead_title,
                reference=self.reference,
                owner=self.owner_partner_id.name,
                text=say_to(self, user, body),
                url=url,
            )
            mails.create(
                {
                    "subject": told.env._(
                        "Your interest in %(lead)s", lead=self.lead_title
                    ),
                    "body_html": plaintext2html(text),
                    "recipient_ids": [Command.set(user.partner_id.ids)],
                    "auto_delete": True,
                }
            )

    def _get_asking_contacts(self):
        """Who speaks for it on the portal is who the owner turns to."""
        contacts = super()._get_asking_contacts()
        if self.company_id:
            return contacts
        return {user.partner_id: False for user in self._find_speakers()}

    @api.model
    def _refuse_unsaid(self, message):
        if not (message or "").strip():
            raise UserError(self.env._("Say why you are interested: it is read."))
