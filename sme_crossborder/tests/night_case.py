"""What a job of the night says, and in whose language."""

import re
from dataclasses import dataclass

from freezegun import freeze_time

from odoo import SUPERUSER_ID
from odoo.tools import SQL

from .common import SmeCase

SWEDISH, LATVIAN, ENGLISH = "sv_SE", "lv_LV", "en_US"
# their data name what is said: templates, kinds of steps, labels of choices
MODULES = ["base", "mail", "event", "sme_crossborder"]
# addresses carry keys that are new each time, and so are lines of the log
NEW = re.compile(r"https?://[^\s\"'<]+|(?<=data-oe-id=\")\d+")

MADE_ANEW = ("sme.disclosure", "sme.follow.up", "survey.user_input")
# of stock, to which nobody of ours has a page
UNREAD = ("survey.user_input",)


@dataclass(frozen=True)
class Said:
    """Something a job said: to whom, and what.

    `langs` are the languages of whom it is said to; none where a line stands for
    everybody who reads a record.
    """

    langs: frozenset
    text: str


class _Over(Exception):
    """What a night did is taken back."""


class NightCase(SmeCase):
    """A is Swedish, everybody else Latvian; the jobs run as the system, in English."""

    JOB = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in (SWEDISH, LATVIAN):
            cls.env["res.lang"]._activate_lang(lang)
        cls.env["ir.module.module"]._load_module_terms(MODULES, [SWEDISH, LATVIAN])

    def _settle(self):
        """Let everybody there is have the language of their house."""
        partners = self.env["res.partner"].with_context(active_test=False)
        ours = self.company_a.partner_id
        ours |= (
            self.env["res.users"]
            .search([])
            .filtered(lambda user: user.company_id == self.company_a)
            .partner_id
        )
        system = self.env.ref("base.partner_root")
        (partners.search([]) - ours - system).write({"lang": LATVIAN})
        ours.write({"lang": SWEDISH})
        system.lang = ENGLISH
        self._settle_guests()

    def _settle_guests(self):
        """Hook: who has another language than the rest, or is no contact."""

    def _check_night(self, moment, steps=0, mails=0, lines=0):
        """Run the job once, and see that it speaks to each in their language.

        What each is told is compared with what the job says where everybody, the
        scheduler too, has one language: it must be the same text, and another than
        the English one.

        :param str moment: when it runs, UTC
        :param int steps: how many steps it plans at least
        :param int mails: how many mails it writes at least
        :param int lines: how many lines in chatters it leaves at least
        """
        self._settle()
        mixed = self._run_night(moment)
        alone = {
            lang: self._run_night(moment, lang) for lang in (SWEDISH, LATVIAN, ENGLISH)
        }
        kinds = [key[0] for key in mixed]
        for kind, least in (
            ("mail.activity", steps),
            ("mail.mail", mails),
            ("mail.message", lines),
        ):
            self.assertGreaterEqual(kinds.count(kind), least, (kind, mixed))
        for key, said in mixed.items():
            with self.subTest(said=key):
                english = alone[ENGLISH][key].text
                self.assertNotEqual(said.text, english, "a translation, not English")
                langs = said.langs or {SWEDISH, LATVIAN}
                texts = {alone[lang][key].text for lang in langs}
                if said.langs:
                    self.assertEqual(texts, {said.text})
                else:
                    self.assertIn(said.text, texts)

    def _run_night(self, moment, lang=None):
        """Run the job and return what it said, ``{key: Said}``; nothing of it stays.

        :param str lang: the one language of everybody; else as they are
        """
        said = {}
        try:
            with self.env.cr.savepoint():
                if lang:
                    self._speak(lang)
                before = {
                    model: self.env[model].search([], order="id desc", limit=1).id or 0
                    for model in ("mail.activity", "mail.mail", "mail.message")
                }
                self.env.flush_all()
                self.env.invalidate_all()
                # as the scheduler runs it: nobody's language, none of our shortcuts
                night = self.env(
                    user=SUPERUSER_ID, context={"lang": lang} if lang else {}
                )
                job = night.ref(f"sme_crossborder.{self.JOB}")
                with freeze_time(moment):
                    job.ir_actions_server_id.run()
                    night.flush_all()
                self.env.invalidate_all()
                said = self._read_said(before)
                raise _Over
        except _Over:
            self.env.invalidate_all()
            self.env.registry.clear_all_caches()
        return said

    def _speak(self, lang):
        """Give everybody one language."""
        self.env.flush_all()
        for table, column in (
            ("res_partner", "lang"),
            ("event_event", "lang"),
            ("event_registration", "own_lang"),
            ("sme_privacy_request", "lang"),
            ("sme_follow_up", "lang"),
        ):
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    lang,
                )
            )
        self.env.invalidate_all()
        self.env.registry.clear_all_caches()

    def _read_said(self, before):
        found = {}
        number = {}

        def keep(kind, model, res_id, whom, langs, *texts):
            # where a record is made in the night, its id differs from run to run
            key = (kind, model, model not in MADE_ANEW and res_id, whom)
            number[key] = number.get(key, 0) + 1
            text = "\n".join(str(text or "") for text in texts)
            found[(*key, number[key])] = Said(frozenset(langs), NEW.sub("NEW", text))

        def new(model):
            return self.env[model].search([("id", ">", before[model])], order="id")

        for step in new("mail.activity"):
            keep(
                "mail.activity",
                step.res_model,
                step.res_id,
                step.user_id.login,
                [step.user_id.lang],
                step.summary,
                step.note,
            )
        mails = new("mail.mail")
        for mail in mails:
            whom = mail.recipient_ids.mapped("email") or [mail.email_to]
            keep(
                "mail.mail",
                mail.model,
                mail.res_id,
                tuple(whom),
                self._get_langs(mail),
                mail.subject,
                mail.body_html,
                *(file.raw.decode() for file in mail.attachment_ids),
            )
        for line in new("mail.message") - mails.mail_message_id:
            if line.model in UNREAD:
                continue
            told = line.notified_partner_ids
            keep(
                "mail.message",
                line.model,
                line.res_id,
                tuple(told.mapped("name")),
                told.mapped("lang"),
                line.subject,
                line.body,
            )
        return found

    def _get_langs(self, mail):
        """Return the languages of whom a mail goes to."""
        if mail.recipient_ids:
            return mail.recipient_ids.mapped("lang")
        record = self.env[mail.model].browse(mail.res_id) if mail.model else None
        if mail.model == "event.registration":
            return [record.event_id.lang or record.partner_id.lang or record.own_lang]
        partners = self.env["res.partner"].search([("email", "=", mail.email_to)])
        return partners.mapped("lang")
