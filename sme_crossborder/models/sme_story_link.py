from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import hash_sign

from .dates import say_day
from .groups import SYSTEM
from .signed_link import find_linked, mail_link, new_link, was_sent_lately

SCOPE = "sme_crossborder.story"
LINK_DAYS = 14


class SmeStoryLink(models.AbstractModel):
    """The link by which a firm approves a story, and takes it back: its buttons act."""

    _name = "sme.story.link"
    _description = "Success Story: Link of the Firm"

    key = fields.Char(string="Key of the link", groups=fields.NO_ACCESS, copy=False)
    link_sent = fields.Datetime(groups=fields.NO_ACCESS, copy=False)
    link_until = fields.Datetime(string="Link valid until", readonly=True, copy=False)
    # the link goes to whom it went first
    asked_partner_id = fields.Many2one(
        "res.partner",
        string="Asked to approve",
        ondelete="set null",
        # of administrators, whom Odoo's Privacy Lookup asks each field as
        groups=SYSTEM,
        copy=False,
    )

    def _send_link(self):
        """Mail the link to who was asked. As the system; the mail is kept nowhere."""
        self.ensure_one()
        self.write(new_link(LINK_DAYS))
        person = self.asked_partner_id
        told = self.with_context(lang=person.lang or self.env.lang)
        text = told.env._(
            "Hello %(person)s,\n\nwe would like to tell others how %(firm)s came to a "
            "new market. Please read the text, and say whether it may be published, or "
            "what should be changed, until %(day)s: %(url)s\n\nOpening the page "
            "changes nothing. Nothing is published without your yes, and you can take "
            "it back later.\n\n%(company)s",
            person=person.name,
            firm=told.firm_id.name,
            day=say_day(told.env, self.link_until),
            url=self._get_link(),
            company=told.company_id.name,
        )
        subject = told.env._("May we tell your story? %(title)s", title=told.title)
        mail_link(self, person.email, subject, text)

    def _get_link(self):
        """Return the address of the page; for the mail to the firm alone."""
        self.ensure_one()
        token = hash_sign(self.env, SCOPE, [self.id, self.key])
        return f"{self.get_base_url()}/story/{token}"

    def _send_link_again(self):
        """Send a new link to who was asked; at most once an hour.

        :returns: whether it was sent
        """
        self.ensure_one()
        if was_sent_lately(self.link_sent) or not self.asked_partner_id.email:
            return False
        self._send_link()
        return True

    @api.model
    def _find_by_link(self, token):
        """Return the story of a link, as the system, and how the link stands.

        :param str token: what stands in the address
        :returns: ``(story, state)``: ``valid``, ``old`` (another link was sent, or its
            last day is over), ``done`` (it is being changed, or was taken back);
            nothing if it is forged
        """
        # as the system: who has the link acts for the firm of this one; we signed it
        return find_linked(
            self.with_user(SUPERUSER_ID),
            SCOPE,
            token,
            lambda story: story.state in ("draft", "withdrawn"),
        )

    def _get_asked_page(self):
        """Return what the firm is asked to agree to, in all languages: plain values."""
        languages = dict(self.env["res.lang"].get_installed())
        written = [
            self.with_context(lang=code)
            for code in languages
            if code == self.env.lang
            or self.with_context(lang=code).text != self.text
            or self.with_context(lang=code).title != self.title
        ]
        return {
            "company": self.company_id.name,
            "firm": self.firm_id.name,
            "is_named": self.is_named,
            "state": self.state,
            "market": self.target_country_id.name or "",
            "picture": self._get_picture_url(),
            "project": self.project_id.acronym or "",
            "versions": [
                {
                    "language": languages[one.env.lang],
                    "lang": one.env.lang.replace("_", "-"),
                    "title": one.title,
                    "text": one.text,
                    "picture_text": one.picture_text or "",
                }
                for one in written
            ],
        }
