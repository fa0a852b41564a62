import hashlib

from odoo import SUPERUSER_ID, models

from ..tools.lead_fields import is_asked
from ..tools.lead_quality import TEXTS
from .staff_words import for_reader

LISTS = ("cooperation_type_ids", "partner_type_ids", "target_country_ids")


class SmePartnerLeadAsked(models.AbstractModel):
    """What a firm is asked to agree to, and its own answer: by a link, on the portal.

    Called with the lead of a valid link, or one held by whom a user of the portal
    speaks for.
    """

    _name = "sme.partner.lead.asked"
    _description = "Partner Lead: What the Firm Is Asked"

    def _is_answerable(self):
        """Whether the firm is asked today: its text was read, nobody agreed yet."""
        return self.state == "approval" and not self._is_approved()

    def _describe_asked(self):
        """Return what the firm is asked to agree to, as plain values.

        ``version`` changes with any of it: what was read is what is agreed to.
        """
        self.ensure_one()
        texts = self._list_asked_texts()
        told = {
            "title": self.title,
            "reference": self.reference,
            "holder": self.holder_name,
            "company": self.company_id.name,
            "is_reviewed": bool(self.review_user_id),
            "is_anonymous": self.is_anonymous,
            "scope": self._describe_scope(),
            "texts": texts,
        }
        return told | {"version": hashlib.sha256(repr(told).encode()).hexdigest()}

    def _list_asked_texts(self):
        """Return ``[(label, text)]`` of what would be published."""
        texts = [
            (self._label(fname), self[fname])
            for fname in TEXTS
            if self[fname] and is_asked(self.lead_type, fname)
        ]
        texts += [
            (self._label(fname), ", ".join(self[fname].mapped("name")))
            for fname in LISTS
            if self[fname]
        ]
        return texts + [
            (line.language_id.name, "\n".join(filter(None, (line.title, line.summary))))
            for line in self.translation_ids
        ]

    def _answer_of_firm(self, channel, approves, person, note, author):
        """Note what the firm says itself, and tell its adviser.

        :param str channel: ``link`` or ``portal``
        :param bool approves: whether it agrees
        :param str person: who answered
        :param str note: what else was said; needed for a no
        :param author: `res.partner` who answered
        """
        self.ensure_one()
        lead = self.with_user(SUPERUSER_ID)
        # the adviser reads what is noted, not who answered
        lead = for_reader(lead, lead._get_adviser())
        lead._end_plans()
        said = {
            "person": person or author.name,
            "note": note or "",
            "channel": dict(
                self._fields["approval_channel"]._description_selection(lead.env)
            )[channel],
        }
        if approves:
            lead._act(
                {
                    "approval_channel": channel,
                    "approval_date": lead._get_today(),
                    "approval_person": said["person"],
                    "approval_note": note or False,
                    "approval_user_id": False,
                }
            )
            body = lead.env._(
                "Approved by %(person)s (%(channel)s). %(note)s", **said
            ).strip()
            summary = lead.env._("The firm approved the lead: publish it")
        else:
            lead._forget_approval()
            lead._act({"state": "draft", "review_comments": note})
            body = lead.env._(
                "Not approved by %(person)s (%(channel)s): %(note)s", **said
            )
            summary = lead.env._("The firm did not approve the lead: see what it says")
        lead._forget_link()
        lead._message_log(body=body, author_id=author.id)
        lead._plan(lead._get_adviser(), summary)
