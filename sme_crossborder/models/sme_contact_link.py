from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import hash_sign

from .dates import say_day
from .signed_link import find_linked, mail_link, new_link, was_sent_lately
from .staff_words import for_reader

SCOPE = "sme_crossborder.first_contact_link"
LINK_DAYS = 14
ADDED_LENGTH = 4000
MOST_ADDED = 20000


class SmeContactLink(models.AbstractModel):
    """The link by which whoever wrote goes on: it shows what is there, and takes more.

    It shows nothing of the file: who wrote is not known yet.
    """

    _name = "sme.contact.link"
    _description = "First Contact: Link to Continue"

    added = fields.Text(string="Added later")
    key = fields.Char(string="Key of the link", groups=fields.NO_ACCESS)
    link_sent = fields.Datetime(string="Link sent on", groups=fields.NO_ACCESS)
    link_until = fields.Datetime(string="Link valid until")

    def _send_confirmation(self):
        """Mail who wrote that it arrived, and the link to go on. As the system."""
        self.ensure_one()
        self.write(new_link(LINK_DAYS))
        if not self.env["sme.public.act"]._may_mail("confirmation", self.email):
            return False
        told = self.with_context(lang=self.lang)
        token = hash_sign(self.env, SCOPE, [self.id, self.key])
        text = told.env._(
            "Hello %(person)s,\n\nwe got what you wrote about your way to %(market)s. "
            "An adviser of %(company)s will answer you.\n\nUntil %(day)s you can look "
            "at it and add to it here: %(url)s\n\nIf you did not write to us, you need "
            "do nothing.\n\n%(company)s",
            person=self.person_name,
            market=told.target_country_id.name,
            company=self.company_id.name,
            day=say_day(told.env, self.link_until),
            url=f"{self.get_base_url()}/first-contact/continue/{token}",
        )
        mail_link(told, self.email, told.env._("We got your message"), text)
        return True

    def _send_link_again(self):
        """Send a new link to the same address; at most once an hour.

        :returns: whether it was sent
        """
        self.ensure_one()
        return not was_sent_lately(self.link_sent) and self._send_confirmation()

    @api.model
    def _find_by_link(self, token):
        """Return the request of a link, as the system, and how the link stands.

        :param str token: what stands in the address
        :returns: ``(request, state)``: ``valid``, or ``old`` (another link was sent, or
            its last day is over); nothing if it is forged
        """
        # as the system: who has the link goes on with this one; we signed it
        requests = self.with_user(SUPERUSER_ID)
        return find_linked(requests, SCOPE, token)

    def _get_linked_firm(self):
        """None: whoever typed a firm's number is told of no file on it."""
        return self.env["sme.firm"]

    def _get_page(self):
        """Return what the page of a valid link shows: what was typed, no more."""
        return {
            "firm": self.name,
            "market": self.target_country_id.name,
            "hinders": self.barrier_type_ids.mapped("name"),
            "words": self.words or "",
            "added": self.added or "",
            "company": self.company_id.name,
        }

    def _find_added_problem(self, text):
        """Return in words what is wrong with what is to be added, if anything."""
        if not text:
            return self.env._("Write what you want to add before you send it.")
        if len(text) > ADDED_LENGTH:
            return self.env._(
                "This has %(count)s characters, and at most %(most)s are kept. "
                "Shorten it.",
                count=len(text),
                most=ADDED_LENGTH,
            )
        if len(self.added or "") + len(text) > MOST_ADDED:
            return self.env._(
                "You have written a lot already. Answer the mail of your adviser."
            )
        return False

    def _add(self, text):
        """Keep what somebody adds, and give the adviser something to do.

        Called with the request of a valid link; the same text twice is kept once.
        """
        self.ensure_one()
        before = self.added or ""
        if f"\n\n{text}\n\n" in f"\n\n{before}\n\n":
            return
        self.added = f"{before}\n\n{text}".strip()
        adviser = self.lead_id.user_id or self._find_adviser(self.firm_id)
        told = for_reader(self.with_context(mail_activity_quick_update=True), adviser)
        told._give_to_do(
            told.env._(
                "Read what %(firm)s added to its first contact", firm=self.firm_id.name
            ),
            adviser,
        )
