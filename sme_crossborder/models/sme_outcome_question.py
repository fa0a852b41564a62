from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize

from .dates import say_day
from .staff_words import for_reader

# what a firm can say, and what is asked, by what it is asked about
ANSWERS = {
    "journey": ("yes", "no"),
    "interest": ("agreed", "open", "none"),
}


class SmeOutcomeQuestion(models.Model):
    """What a firm says itself came of a journey or of an introduction.

    A question keeps the very words the firm read, in its language: what it answered
    stays what it was when the journey is changed later. Written by acts alone. It is
    the firm's word, for its own organisation: what counts is recorded by the adviser.
    """

    _name = "sme.outcome.question"
    _description = "Outcome Asked of a Firm"
    _inherit = ["sme.outcome.question.link"]
    _order = "id desc"

    name = fields.Char(string="About", required=True, readonly=True)
    told = fields.Text(string="What the firm read", required=True, readonly=True)
    firm_id = fields.Many2one("sme.firm", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="firm_id.company_id", store=True, index=True, precompute=True
    )
    lead_id = fields.Many2one(
        "crm.lead", string="Journey", index="btree_not_null", ondelete="cascade"
    )
    interest_id = fields.Many2one(
        "sme.partner.lead.interest", index="btree_not_null", ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Asked", index="btree_not_null", ondelete="set null"
    )
    user_id = fields.Many2one(
        "res.users", string="Asked by", readonly=True, ondelete="set null"
    )
    state = fields.Selection(
        selection=[
            ("asked", "Asked"),
            ("answered", "Answered"),
            ("replaced", "Asked anew"),
        ],
        default="asked",
        required=True,
        readonly=True,
    )
    answer = fields.Selection(
        selection=[
            ("yes", "Yes, it is so"),
            ("no", "No, it is different"),
            ("agreed", "We agreed on something"),
            ("open", "We are still talking"),
            ("none", "Nothing came of it"),
        ],
        readonly=True,
    )
    note = fields.Text(string="What else it said", readonly=True)
    person_name = fields.Char(string="Answered by", readonly=True)
    date_answered = fields.Datetime(string="Answered on", readonly=True)

    _about_check = models.Constraint(
        "CHECK (num_nonnulls(lead_id, interest_id) = 1)",
        "A firm is asked about one journey, or about one introduction.",
    )

    def _get_kind(self):
        return "journey" if self.lead_id else "interest"

    def _get_question(self):
        """Return what is asked, in the language of the context."""
        if self.lead_id:
            return self.env._("Is that right?")
        return self.env._("What came of it?")

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------

    @api.model
    def _ask(self, firm, person, about, describe):
        """Ask a firm, and end what it was asked about the same before.

        Who may ask was checked by the caller.

        :param firm: `sme.firm` that is asked
        :param person: `res.partner`, a person of that firm
        :param about: the `crm.lead` or `sme.partner.lead.interest`
        :param describe: function of the language: ``(subject, text)`` of the mail
        :raises UserError: the person is none of the firm's, or has no address
        """
        if person.parent_id != firm.partner_id or not email_normalize(person.email):
            raise UserError(
                self.env._(
                    "%(firm)s cannot be asked: choose a person of the firm with an "
                    "e-mail address, or add it there first.",
                    firm=firm.name,
                )
            )
        firm._refuse_restricted()
        fname = "lead_id" if about._name == "crm.lead" else "interest_id"
        # as the system: questions are nobody's to write
        questions = self.with_user(SUPERUSER_ID)
        questions.search(
            [
                (fname, "=", about.id),
                ("firm_id", "=", firm.id),
                ("state", "=", "asked"),
            ]
        ).write({"state": "replaced", "key": False})
        name, told = describe(person.lang or self.env.lang)
        question = questions.create(
            {
                "name": name,
                "told": told,
                "firm_id": firm.id,
                fname: about.id,
                "partner_id": person.id,
                "user_id": self.env.user.id,
            }
        )
        question._send_link()
        question._note(
            self.env._(
                "Asked what came of it: %(person)s. %(about)s",
                person=person.name,
                about=name,
            ),
            self.env.user.partner_id,
        )
        return question.with_env(self.env)

    def _note(self, body, author):
        """Leave a line where only the organisation of the firm reads it."""
        record = self.lead_id or self.firm_id
        record.with_user(SUPERUSER_ID)._message_log(body=body, author_id=author.id)

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------

    def _is_open(self):
        """Whether an answer is waited for: what it is about is still to be said."""
        if self.state != "asked" or not self.partner_id:
            return False
        if self.lead_id:
            return self.lead_id.firm_id == self.firm_id
        interest = self.interest_id
        return interest.state == "accepted" and interest.outcome != "agreement"

    def _list_answers(self):
        """Return the buttons of the page: list of ``(answer, words)``."""
        words = dict(self._fields["answer"]._description_selection(self.env))
        return [(answer, words[answer]) for answer in ANSWERS[self._get_kind()]]

    def _get_page(self):
        """Return what the page of a valid link shows, as plain values."""
        return {
            "company": self.company_id.name,
            "name": self.name,
            "told": self.told,
            "question": self._get_question(),
            "answers": self._list_answers(),
        }

    def _answer(self, answer, person, note=""):
        """Note what the firm says, and tell its adviser. As the system.

        Called with the question of a valid link.

        :param str answer: one of `_list_answers`
        :param str person: who answers
        :param str note: what else is said
        """
        self.ensure_one()
        self.write(
            {
                "state": "answered",
                "answer": answer,
                "person_name": person,
                "note": note or False,
                "date_answered": fields.Datetime.now(),
                "key": False,
            }
        )
        adviser = self._get_adviser()
        # the adviser reads it, not who answered
        question = for_reader(self, adviser)
        words = dict(question._fields["answer"]._description_selection(question.env))
        text = question.env._(
            "%(person)s answered by the link: %(answer)s. %(note)s",
            person=person,
            answer=words[answer],
            note=note,
        ).strip()
        self._note(f"{self.name}: {text}", self.env.user.partner_id)
        if not adviser:
            return
        summary = question.env._("The firm said what came of it: record it")
        if self.interest_id:
            self.interest_id._plan(adviser, summary, note=f"{self.name}: {text}")
        else:
            self.lead_id.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                note=text,
                user_id=adviser.id,
            )

    def _get_adviser(self):
        """Return who is told: who advises on it, or who asked; nobody who left."""
        advisers = (self.lead_id.user_id, self.user_id, self.firm_id.user_id)
        return next(
            (
                user
                for user in advisers
                if user.active and user._works_in(self.company_id)
            ),
            self.env["res.users"],
        )

    def _describe_answer(self):
        """Return who said it and when, for what shows an agreement."""
        return self.env._(
            "%(person)s by a link, %(day)s",
            person=self.person_name,
            day=say_day(self.env, self.date_answered),
        )
