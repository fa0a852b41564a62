from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import plaintext2html

from .dialogs import open_dialog
from .groups import COORDINATOR
from .sme_guidance_clock import ENDED

NAME_LENGTH, TEXT_LENGTH = 120, 4000
# what a firm is told of its case
FOR_FIRM = {"is_for_firm", "is_answer_told"}


class SmeGuidanceIntake(models.AbstractModel):
    """A case a firm opens itself, what we ask it back, and what it answers.

    On its page of the portal, or by e-mail. Of a case the firm sees the question, where
    it is, what was asked back, and the answer once an adviser says so; never notes,
    sessions or barriers.
    """

    _name = "sme.guidance.intake"
    _description = "Guidance: The Firm Asks and Answers"

    channel = fields.Selection(
        selection=[
            ("adviser", "Noted by us"),
            ("portal", "On the portal"),
            ("mail", "By e-mail"),
        ],
        string="Came in",
        default="adviser",
        required=True,
        readonly=True,
        copy=False,
    )
    is_for_firm = fields.Boolean(
        string="On the firm's page",
        copy=False,
        tracking=True,
        help="Who speaks for the firm on the portal sees the question, where it is and "
        "what you asked back. Notes, sessions and barriers never stand there.",
    )
    is_answer_told = fields.Boolean(
        string="Answer told to the firm",
        copy=False,
        tracking=True,
        help="The answer stands on the firm's page of the portal.",
    )
    exchange_ids = fields.One2many(
        "sme.guidance.exchange", "case_id", string="Asked back and answered"
    )

    @api.model
    def _get_owner_fields(self):
        return super()._get_owner_fields() | FOR_FIRM

    def write(self, vals):
        """What the firm is told is for who keeps its file to say.

        :raises UserError: a guest would tell the firm
        """
        if FOR_FIRM & vals.keys() and not self.env.su:
            for case in self:
                case._check_may_turn_to_firm()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_files_of_firm(self):
        """What the firm sent goes with the case; the database would leave it."""
        # as the system: the files of the very cases that are deleted
        self.with_user(SUPERUSER_ID).exchange_ids.attachment_ids.unlink()

    # ------------------------------------------------------------------
    # The firm asks
    # ------------------------------------------------------------------

    @api.model
    def _open_for_firm(self, firm, channel, values, person=None):
        """Open the case of a question a firm asked itself, as the system.

        :param firm: `sme.firm` it is the question of
        :param str channel: ``portal`` or ``mail``
        :param dict values: ``name``, and what else is known of the case
        :param person: `res.partner` who asked
        """
        cases = self.with_user(SUPERUSER_ID).with_company(firm.company_id)
        firm = firm.with_env(cases.env)
        adviser = cases._find_adviser(firm)
        if not adviser:
            raise UserError(
                self.env._(
                    "Nobody at %(company)s can take your question at the moment. Call "
                    "or write to them.",
                    company=firm.company_id.name,
                )
            )
        case = cases.with_context(
            mail_create_nosubscribe=True, mail_auto_subscribe_no_notify=True
        ).create(
            {
                "topic_id": cases.env["sme.guidance.topic"]._get_unsorted().id,
                **values,
                "firm_id": firm.id,
                "user_id": adviser.id,
                "channel": channel,
                "is_for_firm": True,
            }
        )
        case = case.with_context(mail_create_nosubscribe=False)
        case._tell_adviser(
            lambda env: env._(
                "%(firm)s asks: %(question)s", firm=firm.name, question=case.name
            )
        )
        if person:
            # who is to be answered
            case.env["sme.guidance.exchange"].create(
                {
                    "case_id": case.id,
                    "answer": case.question or case.name,
                    "date_answered": case.date_asked,
                    "person_name": person.name,
                    "partner_id": person.id,
                    "channel": channel,
                    "is_opening": True,
                }
            )
        return case

    @api.model
    def _find_adviser(self, firm):
        """Return who answers a firm: its adviser, else a coordinator who works there.

        Called as the system.
        """
        if firm.user_id.active and firm.user_id._works_in(firm.company_id):
            return firm.user_id
        users = self.env["res.users"].search(
            [
                ("company_ids", "in", firm.company_id.ids),
                ("all_group_ids", "in", self.env.ref(COORDINATOR).ids),
                ("share", "=", False),
            ],
            order="id",
        )
        return users.sorted(lambda user: user.has_group("base.group_system"))[:1]

    # ------------------------------------------------------------------
    # We ask back
    # ------------------------------------------------------------------

    def action_ask_back(self):
        """Open the dialog that asks the firm for what is missing."""
        self.ensure_one()
        self.check_access("write")
        return open_dialog(
            self.env._("Ask the firm"),
            "sme.guidance.ask.back",
            context={"default_case_id": self.id},
        )

    @api.private
    def ask_back(self, question, person=None):
        """Ask the firm for something; the clock stands until it answers.

        :param str question: what the firm reads
        :param person: `res.partner` of the firm to write to; by default nobody, the
            question stands on the firm's page
        :raises UserError: nothing is asked, the case is over, or is another
            organisation's
        """
        self.ensure_one()
        self.check_access("write")
        self._check_may_turn_to_firm()
        if self.state in ENDED:
            raise UserError(
                self.env._(
                    "%(case)s is over. Open it again before you ask the firm.",
                    case=self.name,
                )
            )
        question = (question or "").strip()
        if not question:
            raise UserError(self.env._("Say what you need from the firm."))
        # sudo: what is asked and answered is written by these acts alone, and the right
        # to work on the case was checked
        self.env["sme.guidance.exchange"].sudo().create(
            {
                "case_id": self.id,
                "question": question,
                "date_asked": fields.Datetime.now(),
                "user_id": self.env.uid,
                "partner_id": person and person.id,
            }
        )
        self.write({"state": "waiting", "is_for_firm": True})
        if person:
            self._write_to(
                person,
                self.env._("About your question: %(case)s", case=self.name),
                self.env._(
                    "To answer your question we need something from you.\n\n"
                    "%(question)s",
                    question=question,
                ),
            )

    def _check_may_turn_to_firm(self):
        """:raises UserError: the firm is another organisation's to turn to"""
        if not self.is_own:
            raise UserError(
                self.env._(
                    "Only %(company)s turns to the firm of %(case)s. Ask them to.",
                    # sudo: whom to ask, who shared the case
                    company=self.company_id.sudo().name,
                    case=self.name,
                )
            )

    def _find_persons(self):
        """Return persons of the firm one can write to, who asked or wrote first."""
        # sudo: the contact persons of the own firm, which the user advises
        self_sudo = self.sudo()
        wrote_sudo = self_sudo.exchange_ids.partner_id
        contact_sudo = self_sudo.firm_id.partner_id
        persons_sudo = wrote_sudo | contact_sudo.child_ids | contact_sudo
        return persons_sudo.filtered(
            lambda person: (
                person.active
                and person.email_normalized
                and person.commercial_partner_id == contact_sudo
            )
        ).with_env(self.env)

    def _write_to(self, person, subject, text):
        """Write to a person of the firm; what they answer comes back to the case.

        The mail says how: by an answer to it where incoming mail is set up, and on the
        portal for who signs in there.
        """
        self.ensure_one()
        # sudo: whether the person signs in on the portal, and the mail that is sent
        self_sudo = self.with_context(lang=person.lang).sudo()
        hints = [text]
        users_sudo = person.sudo().user_ids.filtered("active")
        if users_sudo:
            hints.append(
                self_sudo.env._(
                    "On the portal: %(url)s",
                    url=f"{self_sudo.get_base_url()}/my/questions/{self.id}",
                )
            )
        if self_sudo.company_id.alias_domain_id:
            hints.append(self_sudo.env._("You can answer this e-mail."))
        body = plaintext2html("\n\n".join(hints))
        # the note keeps the number by which an answer finds its way
        message_sudo = self_sudo.message_post(
            subject=subject, body=body, author_id=self.env.user.partner_id.id
        )
        reply_to = self_sudo._notify_get_reply_to(
            default=self.env.user.email_formatted
        )[self.id]
        self_sudo.env["mail.mail"].create(
            {
                "mail_message_id": message_sudo.id,
                "subject": subject,
                "body_html": body,
                "recipient_ids": [Command.set(person.ids)],
                "reply_to": reply_to,
                "is_notification": True,
                "auto_delete": True,
            }
        )

    # ------------------------------------------------------------------
    # The firm answers
    # ------------------------------------------------------------------

    def _hear_firm(self, text, person, channel):
        """Note what the firm wrote; a case that waited for it goes on.

        Called as the system, for a person of the very firm.

        :param str text: what it wrote
        :param person: `res.partner` who wrote
        :param str channel: ``portal`` or ``mail``
        :returns: `sme.guidance.exchange`, where it stands
        """
        self.ensure_one()
        written = {
            "answer": text,
            "date_answered": fields.Datetime.now(),
            "person_name": person.name,
            "partner_id": person.id,
            "channel": channel,
        }
        waiting = self.state == "waiting"
        asked = self.exchange_ids.browse()
        if waiting:
            asked = self.exchange_ids.filtered(lambda one: not one.answer)[:1]
        if asked:
            asked.write(written)
        else:
            asked = asked.create({"case_id": self.id, **written})
        if waiting:
            self.write({"state": "work"})
        told = {"firm": self.firm_id.name, "case": self.name}
        self._tell_adviser(
            lambda env: (
                env._("%(firm)s answered: %(case)s", **told)
                if waiting
                else env._("%(firm)s added something: %(case)s", **told)
            )
        )
        return asked
