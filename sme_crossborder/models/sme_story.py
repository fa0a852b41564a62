from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import is_html_empty

from .groups import COORDINATOR
from .staff_words import for_reader

# what the firm agrees to: a change takes the story back to the draft
AGREED = {
    "firm_id",
    "is_named",
    "title",
    "text",
    "picture",
    "picture_text",
    "target_country_id",
    "project_id",
}
# written by acts alone
KEPT = {
    "state",
    "key",
    "link_sent",
    "link_until",
    "asked_partner_id",
    "date_approved",
    "approved_by",
    "answer",
    "date_published",
    "activity_id",
}


class SmeStory(models.Model):
    """How a firm came to another market, told to everybody once the firm agreed.

    The firm approves the very text, in all its languages, with its picture: whatever
    of it changes afterwards is asked about anew. It can take it back at any time.
    """

    _name = "sme.story"
    _description = "Success Story"
    _inherit = [
        "sme.story.link",
        "sme.story.public",
        "sme.story.named",
        "sme.boundary",
    ]
    _order = "date_published desc, id desc"
    _rec_name = "title"

    firm_id = fields.Many2one("sme.firm", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="firm_id.company_id",
        string="Organisation",
        store=True,
        index=True,
        precompute=True,
    )
    firm_partner_id = fields.Many2one(related="firm_id.partner_id")
    lead_id = fields.Many2one(
        "crm.lead",
        string="Journey",
        index="btree_not_null",
        ondelete="set null",
        domain="[('firm_id', '=', firm_id)]",
    )
    project_id = fields.Many2one(
        "sme.project",
        index="btree_not_null",
        ondelete="restrict",
        help="Its logo, emblem and co-funding statement stand under the story.",
    )
    target_country_id = fields.Many2one(
        "res.country",
        string="Market",
        compute="_compute_target_country_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    title = fields.Char(required=True, translate=True)
    text = fields.Html(translate=True)
    picture = fields.Image(max_width=1024, max_height=1024)
    picture_text = fields.Char(
        string="What the picture shows",
        translate=True,
        help="For whoever has the page read out.",
    )
    is_named = fields.Boolean(
        string="Name the firm",
        help="The name of the firm stands beside the story. Otherwise only what you "
        "write tells who it is.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("sent", "With the firm"),
            ("approved", "Approved by the firm"),
            ("published", "Published"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        index=True,
        readonly=True,
        copy=False,
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Who approves",
        index="btree_not_null",
        ondelete="set null",
        domain="[('parent_id', '=', firm_partner_id)]",
        help="The person of the firm the link is sent to.",
    )
    date_approved = fields.Datetime(string="Approved on", readonly=True, copy=False)
    approved_by = fields.Char(readonly=True, copy=False)
    answer = fields.Text(string="What the firm said", readonly=True, copy=False)
    date_published = fields.Date(string="Published on", readonly=True, copy=False)
    # what its adviser is to do about the firm's answer, until it is done
    activity_id = fields.Many2one(
        "mail.activity",
        index="btree_not_null",
        ondelete="set null",
        groups=fields.NO_ACCESS,
        copy=False,
    )

    @api.depends("lead_id")
    def _compute_target_country_id(self):
        for story in self:
            market = story.lead_id.target_country_id
            story.target_country_id = market or story.target_country_id

    @api.onchange("firm_id")
    def _onchange_firm_id(self):
        """Propose a person of the firm who can be written to."""
        persons = self.firm_id.contact_ids
        if self.contact_id not in persons:
            self.contact_id = persons.filtered("email_normalized")[:1]

    @api.constrains("firm_id", "lead_id")
    def _check_journey(self):
        for story in self:
            if story.lead_id and story.lead_id.firm_id != story.firm_id:
                raise ValidationError(
                    self.env._(
                        "The journey of the story %(story)s is one of another firm. "
                        "Choose one of %(firm)s.",
                        story=story.title,
                        firm=story.firm_id.name,
                    )
                )

    @api.constrains("firm_id", "contact_id")
    def _check_contact(self):
        for story in self:
            contact = story.contact_id
            if contact and contact.parent_id != story.firm_id.partner_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no contact of %(firm)s, so cannot approve for "
                        "it. Choose somebody of the firm, or add the person there "
                        "first.",
                        person=contact.name,
                        firm=story.firm_id.name,
                    )
                )

    # ------------------------------------------------------------------
    # What is agreed to
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """A story begins as a draft, whatever is sent along."""
        if not self.env.su:
            vals_list = [
                {fname: vals[fname] for fname in vals if fname not in KEPT}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def write(self, vals):
        """Take a story whose words change back to the draft.

        :raises AccessError: what only acts write is typed
        """
        if KEPT & vals.keys() and not self.env.su:
            raise AccessError(
                self.env._(
                    "A story moves by its buttons alone: ask the firm, publish, "
                    "withdraw."
                )
            )
        changed = AGREED & vals.keys()
        before = self._freeze(changed)
        result = super().write(vals)
        if changed:
            self._begin_anew(before, changed)
        return result

    def _update_field_translations(
        self, field_name, translations, digest=None, source_lang=""
    ):
        """The words of another language are agreed to as well."""
        result = super()._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )
        if field_name in AGREED:
            self._begin_anew({}, {field_name})
        return result

    def _freeze(self, fnames):
        return {story: [story[fname] for fname in fnames] for story in self}

    def _begin_anew(self, before, fnames):
        """Nothing is agreed to of what was changed; nobody reads it meanwhile."""
        changed = self.filtered(
            lambda story: (
                story.state != "draft"
                and before.get(story) != [story[fname] for fname in fnames]
            )
        )
        for story in changed:
            if story.state == "withdrawn":
                continue
            story._note(
                self.env._(
                    "The success story %(story)s was changed: it is a draft again.",
                    story=story.title,
                )
            )
        changed._act(
            {
                "state": "draft",
                "key": False,
                "date_approved": False,
                "approved_by": False,
                "date_published": False,
            }
        )

    def _act(self, values):
        """Write what is nobody's to type. As the system.

        What the adviser was to do about the firm's last answer is over with it.
        """
        # as the system: the caller has checked who acts, or whose link it is
        stories = self.with_user(SUPERUSER_ID)
        stories.activity_id.filtered("active").unlink()
        stories.write(values)

    @api.ondelete(at_uninstall=False)
    def _unlink_end_plan(self):
        # as the system: whoever deletes the story may not see what a colleague is to do
        self.with_user(SUPERUSER_ID).activity_id.filtered("active").unlink()

    def _note(self, body):
        """Leave a line on the file of the firm, where its adviser finds it."""
        self.with_user(SUPERUSER_ID).firm_id._message_log(
            body=body, author_id=self.env.user.partner_id.id
        )

    # ------------------------------------------------------------------
    # Acts of the organisation
    # ------------------------------------------------------------------

    def action_ask_firm(self):
        """Mail the firm a link by which it approves, or says what is to change.

        :raises UserError: there is no text, no person, no address, or the firm's file
            is restricted
        """
        self.ensure_one()
        self.check_access("write")
        self.firm_id._refuse_restricted()
        if is_html_empty(self.text) or not self.contact_id.email:
            raise UserError(
                self.env._(
                    "The firm cannot be asked about %(story)s yet: write the text, and "
                    "choose who approves, with an e-mail address.",
                    story=self.title,
                )
            )
        if self.picture and not self.picture_text:
            raise UserError(
                self.env._(
                    "Say what the picture of %(story)s shows, for whoever has the page "
                    "read out.",
                    story=self.title,
                )
            )
        self._refuse_named()
        if self.state not in ("draft", "sent", "withdrawn"):
            raise UserError(
                self.env._(
                    "The firm approved %(story)s already. Publish it.", story=self.title
                )
            )
        self._act(
            {
                "state": "sent",
                "asked_partner_id": self.contact_id.id,
                "answer": False,
                "date_approved": False,
                "approved_by": False,
            }
        )
        self.with_user(SUPERUSER_ID)._send_link()
        self._note(
            self.env._(
                "Asked to approve the success story %(story)s: %(person)s.",
                story=self.title,
                person=self.contact_id.name,
            )
        )
        return True

    def action_publish(self):
        """Put a story the firm approved on the public page.

        :raises AccessError: the user is no coordinator
        :raises UserError: the firm did not approve it, or its file is restricted
        """
        self.check_access("write")
        self._check_coordinator()
        self.firm_id._refuse_restricted()
        for story in self:
            if story.state != "approved":
                raise UserError(
                    self.env._(
                        "%(story)s is published once the firm approved it. Ask the "
                        "firm first.",
                        story=story.title,
                    )
                )
            story._act(
                {
                    "state": "published",
                    "date_published": fields.Date.context_today(self),
                }
            )
            story._note(
                self.env._("Success story published: %(story)s.", story=story.title)
            )
        return True

    def action_withdraw(self):
        """Take a story off the public page, or back from the firm.

        :raises AccessError: the user is no coordinator
        """
        self.check_access("write")
        self._check_coordinator()
        self._withdraw()
        return True

    def action_draft(self):
        """Write on: what was agreed to counts no more."""
        self.check_access("write")
        self._begin_anew({}, set())
        return True

    def _check_coordinator(self):
        if not self.env.user.has_group(COORDINATOR):
            raise AccessError(
                self.env._(
                    "Only a coordinator publishes success stories and takes them back. "
                    "Ask one of your organisation."
                )
            )

    def _withdraw(self):
        for story in self.filtered(lambda story: story.state != "withdrawn"):
            story._act({"state": "withdrawn", "key": False, "date_published": False})
            story._note(
                self.env._("Success story taken back: %(story)s.", story=story.title)
            )

    # ------------------------------------------------------------------
    # The firm's own answer
    # ------------------------------------------------------------------

    def _answer_of_firm(self, answer, person, note=""):
        """Note what the firm says itself, and tell its adviser. As the system.

        Called with the story of a valid link.

        :param str answer: ``yes``, ``no`` (something is to change) or ``back``
        :param str person: who answered
        :param str note: what else was said
        """
        self.ensure_one()
        adviser = self.firm_id.user_id or self.create_uid
        # the adviser reads it, not who answered
        told = for_reader(self, adviser)
        if answer == "yes":
            self._act(
                {
                    "state": "approved",
                    "date_approved": fields.Datetime.now(),
                    "approved_by": person,
                    "answer": note or False,
                }
            )
            summary = told.env._("The firm approved its success story: publish it")
        elif answer == "no":
            self._act({"state": "draft", "key": False, "answer": note})
            summary = told.env._("The firm wants its success story changed")
        else:
            self._withdraw()
            summary = told.env._("The firm took its success story back")
        self._note(f"{summary}. {person}: {note}".strip(": "))
        if adviser.active and adviser._works_in(self.company_id):
            self.activity_id = self.firm_id.activity_schedule(
                "mail.mail_activity_data_todo", summary=summary, user_id=adviser.id
            )
