from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import hash_sign

from .dates import say_day
from .signed_link import find_linked, mail_link, new_link, was_sent_lately

SCOPE = "sme_crossborder.outcome_question"
LINK_DAYS = 30


class SmeOutcomeQuestionLink(models.AbstractModel):
    """The link by which a firm says what came of it: the page shows, buttons act."""

    _name = "sme.outcome.question.link"
    _description = "Outcome Asked of a Firm: Link"

    key = fields.Char(string="Key of the link", groups=fields.NO_ACCESS, copy=False)
    link_sent = fields.Datetime(string="Link sent on", readonly=True, copy=False)
    link_until = fields.Datetime(string="Link valid until", readonly=True, copy=False)

    def _send_link(self):
        """Mail the link to who is asked. As the system; the mail is kept nowhere."""
        self.ensure_one()
        self.write(new_link(LINK_DAYS))
        person = self.partner_id
        told = self.with_context(lang=person.lang or self.env.lang)
        text = told.env._(
            "Hello %(person)s,\n\n%(told)s\n\n%(question)s Answer here until "
            "%(day)s: %(url)s\n\nOpening the page changes nothing. You can ask for a "
            "new link on it.\n\n%(company)s",
            person=person.name,
            told=self.told,
            question=told._get_question(),
            day=say_day(told.env, self.link_until),
            url=self._get_link(),
            company=self.company_id.name,
        )
        mail_link(self, person.email, self.name, text)

    def _get_link(self):
        """Return the address of the page; for the mail to the firm alone."""
        self.ensure_one()
        token = hash_sign(self.env, SCOPE, [self.id, self.key])
        return f"{self.get_base_url()}/outcome/{token}"

    def _send_link_again(self):
        """Send a new link to who was asked; at most once an hour.

        :returns: whether it was sent
        """
        self.ensure_one()
        if was_sent_lately(self.link_sent) or not self.partner_id.email:
            return False
        self._send_link()
        return True

    @api.model
    def _find_by_link(self, token):
        """Return the question of a link, as the system, and how the link stands.

        :param str token: what stands in the address
        :returns: ``(question, state)``: ``valid``, ``old`` (another link was sent, or
            its last day is over), ``done`` (answered, asked anew, or there is nothing
            to say any more); nothing if it is forged
        """
        # as the system: who has the link answers this one; we signed it
        return find_linked(
            self.with_user(SUPERUSER_ID), SCOPE, token, lambda one: not one._is_open()
        )
