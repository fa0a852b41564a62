"""Questions by e-mail: of a known firm, to its own adviser, and of nobody else."""

from odoo import Command
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MockEmail

from ..models.own_words import get_own_words
from .guidance_case import GuidanceCase

MAIL = """\
MIME-Version: 1.0
Date: Mon, 16 Nov 2026 09:30:00 +0000
Message-ID: <{number}@firm.example>
Return-Path: <{back}>
From: {sender}
To: {to}
Subject: {subject}
{more}Content-Type: text/plain; charset="utf-8"

{text}
"""


@tagged("post_install", "-at_install")
class TestSmeGuidanceMail(GuidanceCase, MockEmail):
    def test_what_is_quoted_is_left_out(self):
        for body, words in (
            ("<p>Yes, two.</p><blockquote>How many?</blockquote>", "Yes, two."),
            ("<pre>Yes, two.\n&gt; How many?</pre>", "Yes, two."),
            ("<p>No<p data-o-mail-quote='1'>Old</p></p>", "No"),
            ("", ""),
        ):
            with self.subTest(body):
                self.assertEqual(get_own_words(body), words)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.env["mail.alias.domain"].create({"name": "post.example"})
        (cls.company_a + cls.company_b).alias_domain_id = cls.domain
        cls.alias = cls.env.ref("sme_crossborder.mail_alias_guidance")
        cls.alias.alias_domain_id = cls.domain
        cls.firm.partner_id.child_ids = [
            Command.create({"name": "Eva", "email": "eva@fjordkod.example"})
        ]
        cls.person = cls.firm.partner_id.child_ids
        cls.number = 0

    def _send(self, sender="Eva <eva@fjordkod.example>", to=None, **values):
        """Let a mail come in; return the cases it opened."""
        type(self).number += 1
        mail = MAIL.format(
            **{
                "number": self.number,
                "sender": sender,
                "back": sender,
                "to": to or self.alias.alias_full_name,
                "subject": "Who stamps it?",
                "text": "The office sent our papers back.",
                "more": "",
                **values,
            }
        )
        before = self.env["sme.guidance.case"].search([])
        with self.mock_mail_gateway():
            self.env["mail.thread"].message_process(False, mail)
        return self.env["sme.guidance.case"].search([]) - before

    def test_a_mail_of_a_known_person_opens_a_case(self):
        case = self._send()
        self.assertRecordValues(
            case,
            [
                {
                    "name": "Who stamps it?",
                    "question": "The office sent our papers back.",
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                    "user_id": self.adviser_a.id,
                    "topic_id": self.env.ref(
                        "sme_crossborder.sme_guidance_topic_unsorted"
                    ).id,
                    "state": "new",
                    "channel": "mail",
                    "is_for_firm": True,
                }
            ],
        )
        self.assertEqual(case.exchange_ids.partner_id, self.person)
        mail = case.message_ids.filtered(lambda one: one.message_type == "email")
        self.assertEqual(mail.author_id, self.person)
        self.assertEqual(mail.sme_company_id, self.company_a, "it stays inside")
        # whoever follows the case is told, as of any mail; the firm is written nothing
        self.assertEqual(self._new_mails.recipient_ids, self.adviser_a.partner_id)
        self.assertEqual(self._send(subject="").name, "E-mail without subject")

    def test_of_nobody_known_it_goes_back_with_one_word(self):
        self.assertFalse(self._send("who@else.example"))
        self.assertEqual(len(self._new_mails), 1)
        unknown = self._new_mails.body_html
        self.assertIn("nobody has read it yet", unknown)
        # the same if two files have the address: nothing is guessed, nothing told
        self.firm_b.partner_id.email = "eva@fjordkod.example"
        self.assertFalse(self._send())
        self.assertEqual(len(self._new_mails), 1)
        self.assertIn("nobody has read it yet", self._new_mails.body_html)
        self.assertNotIn("Kods", self._new_mails.body_html)
        # of organisations with another mail domain, no firm is known here
        other = self.env["mail.alias.domain"].create({"name": "other.example"})
        self.company_b.alias_domain_id = other
        self.assertEqual(self._send().firm_id, self.firm)

    def test_machines_are_neither_heard_nor_answered(self):
        for more in ("Auto-Submitted: auto-replied\n", "Precedence: bulk\n"):
            self.assertFalse(self._send(more=more))
            self.assertFalse(self._send("who@else.example", more=more))
            self.assertFalse(self._new_mails)

    def test_from_one_address_at_most_so_many(self):
        self.env["ir.config_parameter"].sudo().set_param(
            "mail.gateway.loop.threshold", 2
        )
        self.assertTrue(self._send())
        self.assertTrue(self._send())
        self.assertFalse(self._send())

    def test_an_answer_starts_the_clock_again(self):
        case = self._send()
        mine = case.with_user(self.adviser_a)
        with self.mock_mail_gateway():
            mine.ask_back("Which office?", self.person)
        self.assertEqual(case.state, "waiting")
        mail = self._new_mails
        self.assertEqual(mail.recipient_ids, self.person)
        self.assertIn("You can answer this e-mail", mail.body_html)
        reply = {
            "to": f"catchall@{self.domain.name}",
            "more": f"In-Reply-To: {mail.message_id}\n",
            "text": "The tax office\n> Which office?",
        }
        # out of office is no answer, and a stranger's is none of the firm
        self._send(**reply | {"more": f"{reply['more']}Auto-Submitted: auto-replied\n"})
        self.assertEqual(case.state, "waiting")
        self._send("who@else.example", **reply)
        self.assertEqual(case.state, "waiting")
        self._send(**reply)
        self.assertEqual(case.state, "work")
        self.assertTrue(case.date_started)
        answered = case.exchange_ids.sorted("id")[-1]
        self.assertRecordValues(
            answered,
            [
                {
                    "question": "Which office?",
                    "answer": "The tax office",
                    "channel": "mail",
                    "partner_id": self.person.id,
                }
            ],
        )

    def test_the_address_is_told_to_firms_of_its_organisation(self):
        cases = self.env["sme.guidance.case"]
        told = cases._get_ask_address
        self.assertEqual(told(self.company_a), "ask-adviser@post.example")
        self.company_a.alias_domain_id = False
        self.assertEqual(told(self.company_a), "")
