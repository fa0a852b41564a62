import secrets

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Command
from odoo.tools import hash_sign, plaintext2html

from .selections import THEIR_OWN
from .signed_link import find_linked, was_sent_lately
from .staff_words import say_to

SCOPE = "sme_crossborder.interest_reply"


class SmeInterestReply(models.Model):
    """What a person says who was introduced, by a link and without an account.

    Signed by us, for one person and one asking: it shows a page, whose buttons act. It
    ends with its last day, a newer link, an answer, and with the introduction itself.
    Nobody reads these records: what is answered is told to both organisations.
    """

    _name = "sme.interest.reply"
    _description = "Answer to an Introduction"
    _rec_name = "partner_id"

    interest_id = fields.Many2one(
        "sme.partner.lead.interest", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
    )
    side = fields.Selection(
        selection=[("owner", "Of the lead"), ("asking", "Who asks")],
        required=True,
    )
    key = fields.Char(string="Key of the link")
    asked_date = fields.Datetime(string="Link sent")
    link_until = fields.Datetime(string="Link valid until")
    answer = fields.Selection(selection=[("yes", "Yes"), ("no", "No")])
    note = fields.Text()
    channel = fields.Selection(
        selection=THEIR_OWN,
        string="Answered by way of",
    )
    answered_date = fields.Datetime(string="Answered on")

    _person_uniq = models.UniqueIndex(
        "(interest_id, partner_id)", "This person was asked already."
    )

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    @api.model
    def _ask(self, interest, person, side):
        """Send a person who is introduced a link to answer by.

        :param interest: `sme.partner.lead.interest` that was accepted
        :param person: `res.partner` that both sides are told of
        :param str side: ``owner`` or ``asking``
        """
        # as the system: the key of a link is nobody's to read
        replies = self.with_user(SUPERUSER_ID)
        reply = replies.search(
            [("interest_id", "=", interest.id), ("partner_id", "=", person.id)]
        ) or replies.create(
            {"interest_id": interest.id, "partner_id": person.id, "side": side}
        )
        reply._send_link()

    def _send_link(self):
        """Mail a new link; an earlier one is no longer of use. It is kept nowhere."""
        self.ensure_one()
        now = fields.Datetime.now()
        days = self.env["sme.partner.lead"]._get_link_days()
        self.write(
            {
                "key": secrets.token_urlsafe(16),
                "asked_date": now,
                "link_until": fields.Datetime.add(now, days=days),
            }
        )
        reply = self.with_context(lang=self.partner_id.lang)
        interest = reply.interest_id
        text = reply.env._(
            "%(owner)s and %(organisation)s introduced you to each other: %(lead)s.\n\n"
            "Say here whether you want to go on: %(url)s\n\nThe link is valid until "
            "%(day)s. You can ask for a new one on the page.",
            owner=interest.owner_partner_id.name,
            organisation=interest.partner_id.name,
            lead=interest.lead_title,
            url=reply._get_link(),
            day=interest._say_day(self.link_until),
        )
        reply.env["mail.mail"].create(
            {
                "subject": reply.env._(
                    "Do you want to go on? %(lead)s", lead=interest.lead_title
                ),
                "body_html": plaintext2html(text),
                "recipient_ids": [Command.set(self.partner_id.ids)],
                "auto_delete": True,
            }
        )

    def _get_link(self):
        """Return the address of the page; for the mail to the person alone."""
        self.ensure_one()
        token = hash_sign(self.env, SCOPE, [self.id, self.key])
        return f"{self.get_base_url()}/introduction/{token}"

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------

    @api.model
    def _find_by_link(self, token):
        """Return the reply of a link, as the system, and how the link stands.

        :param str token: what stands in the address
        :returns: ``(reply, state)``: ``valid``, ``old`` (another link was sent, or its
            last day is over), ``done`` (answered, or nobody is introduced any more);
            nothing if it is forged
        """
        # as the system: who has the link answers this one; we signed it
        replies = self.with_user(SUPERUSER_ID)
        return find_linked(replies, SCOPE, token, lambda reply: not reply._is_open())

    def _get_linked_firm(self):
        """Return the firms introduced to each other: see :func:`find_linked`."""
        interest = self.interest_id
        return interest.firm_id | interest.teaser_id.lead_id.firm_id

    def _is_open(self):
        """Whether an answer is waited for."""
        return not self.answer and self._is_introduced()

    def _is_introduced(self):
        """Whether both sides are still told of each other."""
        return self.interest_id.state == "accepted" and bool(self._find_lines())

    def _find_lines(self):
        """Return what keeps the contact of the lead open to who asked."""
        lines = self.env["sme.partner.lead.rung"].search(
            [
                ("lead_id", "=", self.interest_id.teaser_id.lead_id.id),
                ("partner_id", "=", self.interest_id.partner_id.id),
                ("rung", "=", "contact"),
                ("date_end", "=", False),
            ]
        )
        return lines._filter_current()

    def _get_page(self):
        """Return what the page of a valid link shows, as plain values.

        What the introduction said already: both organisations, the lead, and whom to
        turn to on the other side.
        """
        interest = self.interest_id
        if self.side == "asking":
            contacts = interest.teaser_id.lead_id._name_contacts(self._find_lines())
        else:
            contacts = interest._describe_all(interest._get_asking_contacts())
        return {
            "person": self.partner_id.name,
            "lead": interest.lead_title,
            "reference": interest.reference,
            "owner": interest.owner_partner_id.name,
            "organisation": interest.partner_id.name,
            "firm": interest.firm_name or "",
            "contacts": contacts,
        }

    def _answer(self, answer, note, channel="link"):
        """Note what the person says, and tell both organisations.

        Called with the reply of a valid link, or of the very user of the portal.

        :param str answer: ``yes`` or ``no``
        :param str note: what else was said
        :param str channel: ``link`` or ``portal``
        """
        self.ensure_one()
        self.write(
            {
                "answer": answer,
                "note": note or False,
                "channel": channel,
                "answered_date": fields.Datetime.now(),
                "key": False,
            }
        )
        interest = self.interest_id
        said = {"person": self.partner_id.name, "note": note or ""}

        def say(env):
            channels = self._fields["channel"]._description_selection(env)
            told = said | {"channel": dict(channels)[channel]}
            if answer == "yes":
                return env._(
                    "%(person)s wants to go on (%(channel)s). %(note)s", **told
                ).strip()
            return env._(
                "%(person)s does not want to go on (%(channel)s). %(note)s", **told
            ).strip()

        ours = interest.partner_id
        speaks = ours if self.side == "asking" else interest.owner_partner_id
        # one line for both houses: in the language of whose introduction it is
        owner = interest._get_owner_adviser()
        interest._tell_both(say_to(interest, owner, say), speaks)
        interest._plan(
            interest._get_owner_adviser() | interest._get_asking_adviser(),
            lambda env: env._(
                "%(person)s answered the introduction: %(lead)s",
                person=self.partner_id.name,
                lead=interest.lead_title,
            ),
            note=say,
        )

    def _send_link_again(self):
        """Send a new link to the same address; at most once an hour.

        :returns: whether it was sent
        """
        self.ensure_one()
        if not self.partner_id.email or was_sent_lately(self.asked_date):
            return False
        self._send_link()
        return True
