from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from .readers import may_read
from .sme_thread import SmeThread

# how long a link is good for; sent again, it is good for as long again
LINK_DAYS = 60
SENDING = "sme_sends_readiness"


class SmeReadinessAsking(models.AbstractModel):
    """How a firm gets its questions: by a link, or together with its adviser."""

    _name = "sme.readiness.asking"
    _description = "Readiness: Asking"

    def action_answer(self):
        """Open the questions, to be answered together with the firm."""
        self.ensure_one()
        input_sudo = self._open_input()
        if input_sudo.state == "new":
            input_sudo._mark_in_progress()
        # sudo: who answers follows from this button
        self.sudo().answered_by = "together"
        return {
            "type": "ir.actions.act_url",
            "url": input_sudo.get_start_url(),
            "target": "new",
        }

    def action_send(self):
        """Open the mail with the link, in the language of who gets it.

        :raises UserError: nobody is chosen, or there is no address
        """
        self.ensure_one()
        self.firm_id._refuse_restricted()
        self._open_input()
        contact = self.contact_id
        if not contact.email:
            raise UserError(
                self.env._(
                    "%(person)s has no e-mail address. Add it, or choose somebody else "
                    "under Asked of.",
                    person=contact.name,
                )
                if contact
                else self.env._(
                    "Choose under Asked of which person of %(firm)s gets the link.",
                    firm=self.firm_id.name,
                )
            )
        template = self.env.ref(
            "sme_crossborder.mail_template_readiness", raise_if_not_found=False
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send the link"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": template and template.id,
                "default_partner_ids": contact.ids,
                "default_composition_mode": "comment",
                "default_email_layout_xmlid": "mail.mail_notification_light",
                SENDING: True,
            },
        }

    def action_ask_again(self):
        """Open a new check of the same firm, on the same journey."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_readiness_action"
        )
        return action | {
            "views": [view for view in action["views"] if view[1] == "form"],
            "context": {
                "default_firm_id": self.firm_id.id,
                "default_lead_id": self.lead_id.id,
                "default_survey_id": self.survey_id._get_current().id,
                "default_contact_id": self.contact_id.id,
            },
        }

    def message_post(self, **kwargs):
        """Sending the link is what the mail window does; note that it was done."""
        message = super().message_post(**kwargs)
        if self.env.context.get(SENDING):
            self.check_access("write")
            self.sudo()._note_sent()  # sudo: that a link is out follows from sending
        return message

    def _note_sent(self):
        self.write({"date_sent": fields.Datetime.now(), "answered_by": "firm"})
        self.filtered(lambda one: one.state == "new").state = "sent"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Who is asked gets the link, with an account on the portal or without."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if not self.env.context.get(SENDING):
            return recipients
        # what a thread leaves out: people who cannot read the record
        every = super(SmeThread, self)._notify_get_recipients(
            message, msg_vals, **kwargs
        )
        told = {recipient["id"] for recipient in recipients}
        asked = self.contact_id.ids
        return recipients + [
            recipient
            for recipient in every
            if recipient["id"] in asked and recipient["id"] not in told
        ]

    @api.private
    def get_answer_url(self):
        """Return the address of the questions, for the mail to the firm alone.

        Empty where none were asked yet: mails are previewed with any record.
        """
        self.ensure_one()
        # sudo: the key to the questions, which the mail is for
        input_sudo = self.sudo().user_input_id
        if not input_sudo:
            return ""
        return f"{self.get_base_url()}{input_sudo.get_start_url()}"

    def _open_input(self):
        """Return the answers, to be given from now on; with what the firm told us.

        :raises UserError: they were given, or the questionnaire has a new version
        """
        self.check_access("write")
        if self.state == "answered":
            raise UserError(
                self.env._(
                    "%(readiness)s is answered. Begin another check to ask again: the "
                    "two are compared.",
                    readiness=self.display_name,
                )
            )
        # sudo: what is answered is kept by the questionnaire, for its check alone
        readiness_sudo = self.sudo()
        deadline = fields.Datetime.now() + timedelta(days=LINK_DAYS)
        if readiness_sudo.user_input_id:
            readiness_sudo.user_input_id.deadline = deadline
            return readiness_sudo.user_input_id
        survey_sudo = readiness_sudo.survey_id
        if survey_sudo.sme_next_id:
            raise UserError(
                self.env._(
                    "%(survey)s has a new version. Choose that one.",
                    survey=survey_sudo.display_name,
                )
            )
        input_sudo = survey_sudo._create_answer(check_attempts=False, deadline=deadline)
        readiness_sudo.user_input_id = input_sudo
        lang = self.env["res.lang"]._lang_get(self.contact_id.lang or self.env.lang)
        input_sudo.lang_id = lang
        readiness_sudo._prefill(input_sudo)
        return input_sudo

    def _prefill(self, user_input):
        """Answer in advance what the firm told us before; it may change it.

        What its file says today comes before what it answered last time.
        """
        self._prefill_as_before(user_input)
        for question in user_input.survey_id.question_ids.filtered("sme_prefill"):
            answer = question._find_told(self.firm_id)
            if answer:
                user_input._save_lines(question, answer)

    def _prefill_as_before(self, user_input):
        """Take over what the same firm answered last time, where it still means that.

        In another version of the questionnaire that is a question of the same kind in
        the same words; of choices, those that are still there.
        """
        before = self._find_answered_before().user_input_id
        questions = user_input.survey_id.question_ids
        for question, lines in before._get_said().grouped("question_id").items():
            same = questions.filtered(lambda one, asked=question: one._asks_same(asked))
            if not same:
                continue
            for line in lines:
                chosen = same[:1]._find_same_choice(line.suggested_answer_id)
                if line.suggested_answer_id and not chosen:
                    continue
                line.copy(
                    {
                        "user_input_id": user_input.id,
                        "question_id": same[:1].id,
                        "suggested_answer_id": chosen.id,
                    }
                )

    def _find_answered_before(self):
        """Return the check of the same firm that was answered last, if any."""
        return self.search(
            [("firm_id", "=", self.firm_id.id), ("state", "=", "answered")],
            order="date_answered desc, id desc",
            limit=1,
        )

    def _note_begun(self):
        """Somebody opened the questions and began."""
        waiting = self._by_whom().filtered(lambda one: one.state in ("new", "sent"))
        waiting.state = "work"

    def _note_answered(self):
        """All was answered: count it, and tell the adviser."""
        for readiness in self._by_whom().filtered(lambda one: one.state != "answered"):
            readiness.write(
                {
                    "state": "answered",
                    "date_answered": readiness.date_answered or fields.Datetime.now(),
                    "answered_by": readiness.answered_by or "firm",
                }
            )
            readiness._count_answers()
            if readiness.answered_by == "firm":
                readiness._tell_adviser()

    def _by_whom(self):
        """Let the system note what somebody with the link did who is nobody here.

        Readers of the check would be refused the name of who did it.
        """
        return self if may_read(self, self.env.user) else self.with_user(SUPERUSER_ID)

    def _tell_adviser(self):
        adviser = self.user_id
        if not adviser.active:
            return
        told = self.with_context(lang=adviser.lang, mail_activity_quick_update=True)
        told.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=told.env._("Read what the firm answered about its readiness"),
            user_id=adviser.id,
        )
