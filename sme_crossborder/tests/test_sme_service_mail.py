"""Services noted by e-mail: by the right adviser, on the right firm, or not at all."""

from odoo import Command, fields
from odoo.tests import tagged

from odoo.addons.mail.tests.common import MockEmail

from .journey_case import JourneyCase

MAIL = """\
MIME-Version: 1.0
Date: {date}
Message-ID: <{number}@adviser.example>
Return-Path: <{back}>
From: {sender}
To: {to}
Cc: {cc}
Delivered-To: {alias}
Subject: {subject}
Content-Type: text/plain; charset="utf-8"

{text}
"""


@tagged("post_install", "-at_install")
class TestSmeServiceMail(JourneyCase, MockEmail):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = cls.env["mail.alias.domain"].create({"name": "post.example"})
        (cls.company_a + cls.company_b).alias_domain_id = domain
        cls.alias = cls.env.ref("sme_crossborder.mail_alias_service")
        cls.alias.alias_domain_id = domain
        cls.adviser_a.partner_id.email = "anna@a.example"
        cls.adviser_a.tz = "Europe/Stockholm"
        cls.adviser_b.partner_id.email = "baiba@b.example"
        cls.adviser_ab.partner_id.email = "both@a.example"
        cls.employee.partner_id.email = "clerk@a.example"
        cls.firm.partner_id.email = "info@fjordkod.example"
        cls.firm.partner_id.child_ids = [
            Command.create({"name": "Eva", "email": "Eva <eva@fjordkod.example>"})
        ]
        cls.person = cls.firm.partner_id.child_ids
        cls.firm_b.partner_id.email = "kods@kods.example"
        cls.number = 0

    def _send(self, to="Eva <eva@fjordkod.example>", **values):
        """Let a mail come in; return the services it made."""
        type(self).number += 1
        mail = MAIL.format(
            **{
                "date": "Mon, 16 Nov 2026 09:30:00 +0000",
                "number": self.number,
                "sender": "Anna <anna@a.example>",
                "back": "anna@a.example",
                "to": to,
                "cc": "",
                "alias": self.alias.alias_full_name,
                "subject": "Tenders in Estonia",
                "text": "Dear Eva, here is the list.",
                **values,
            }
        )
        before = self.env["sme.service"].search([])
        with self.mock_mail_gateway():
            self.env["mail.thread"].message_process(False, mail)
        return self.env["sme.service"].search([]) - before

    def assertAnswered(self, text, to):
        """One mail went out, to the address of a user, with a reason."""
        self.assertEqual(len(self._new_mails), 1)
        self.assertIn(to, self._new_mails.email_to)
        self.assertIn(text, self._new_mails.body_html)

    def test_in_bcc_of_a_mail_to_a_person(self):
        service = self._send()
        self.assertRecordValues(
            service,
            [
                {
                    "name": "Tenders in Estonia",
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                    "partner_id": self.person.id,
                    "user_id": self.adviser_a.id,
                    "create_uid": self.adviser_a.id,
                    "kind_id": self.env.ref("sme_crossborder.sme_service_kind_mail").id,
                    "minutes": 10,
                    "company_id": self.company_a.id,
                }
            ],
        )
        self.assertEqual(str(service.date), "2026-11-16")
        self.assertIn("here is the list", service.message_ids.body)
        self.assertEqual(service.message_ids.author_id, self.adviser_a.partner_id)
        # nothing goes out, and an auditor's chatter names no person
        self.assertFalse(self._new_mails)
        self.assertFalse(service.message_ids.incoming_email_to)
        self.assertFalse(service.message_ids.incoming_email_cc)

    def test_the_firm_itself_in_copy_and_no_journey_guessed(self):
        self._create_journey(self.firm, self.country_lv)
        service = self._send("other@else.example", cc="INFO@fjordkod.example")
        self.assertEqual(service.firm_id, self.firm)
        self.assertFalse(service.lead_id)
        self.assertFalse(service.partner_id)

    def test_forwarded(self):
        service = self._send(
            self.alias.alias_full_name,
            subject="Fwd: Question",
            text="---- Forwarded ----\nFrom: Eva <Eva@fjordkod.example>\nHow?",
        )
        self.assertEqual(
            (service.firm_id, service.partner_id), (self.firm, self.person)
        )

    def test_the_day_is_the_advisers(self):
        """23:30 in London is the next day in Stockholm."""
        service = self._send(date="Mon, 16 Nov 2026 23:30:00 +0000")
        self.assertEqual(str(service.date), "2026-11-17")
        service = self._send(date="Mon, 16 Nov 2026 22:30:00 +0000")
        self.assertEqual(str(service.date), "2026-11-16")
        # a wrong clock is no reason to lose the mail
        service = self._send(date="Sat, 16 Nov 2999 09:30:00 +0000")
        today = fields.Date.context_today(service.with_context(tz="Europe/Stockholm"))
        self.assertEqual(service.date, today)

    def test_the_same_mail_twice_is_one_service(self):
        self.assertTrue(self._send(number=77))
        self.assertFalse(self._send(number=77))

    def test_without_subject_or_kind(self):
        kind = self.env.ref("sme_crossborder.sme_service_kind_mail")
        kind.active = False
        service = self._send(subject="")
        self.assertEqual(service.name, "E-mail without subject")
        self.assertEqual(
            service.kind_id, self.env.ref("sme_crossborder.sme_service_kind_call")
        )

    def test_no_firm(self):
        self.assertFalse(self._send("nobody@else.example"))
        self.assertAnswered("None of your firms", "anna@a.example")
        self.assertIn("here is the list", self._new_mails.body_html)
        self.assertEqual(self.alias.alias_status, "not_tested")

    def test_several_firms(self):
        other = self._create_firm(self.company_a, "Annan AB")
        other.partner_id.email = "hej@annan.example"
        self.assertFalse(self._send(cc="hej@annan.example"))
        self.assertAnswered("more than one of your", "anna@a.example")
        self.assertNotIn("Annan", self._new_mails.body_html)

    def test_another_organisations_firm_is_none(self):
        """The answer is that for an address nobody knows."""
        self.assertFalse(self._send("kods@kods.example"))
        self.assertAnswered("None of your firms", "anna@a.example")
        self.assertFalse(self._send(sender="baiba@b.example"))
        self.assertAnswered("None of your firms", "baiba@b.example")

    def test_a_user_of_two_organisations(self):
        both = {"sender": "both@a.example"}
        self.assertEqual(self._send(**both).company_id, self.company_a)
        service = self._send("kods@kods.example", **both)
        self.assertEqual(service.company_id, self.company_b)
        self.assertFalse(self._send(cc="kods@kods.example", **both))
        self.assertAnswered("more than one of your", "both@a.example")

    def test_only_advisers(self):
        for sender in ("eva@fjordkod.example", "clerk@a.example", "x@else.example"):
            self.assertFalse(self._send(sender=sender, back=sender))
            self.assertAnswered("could not be accepted", sender)

    def test_the_answer_goes_to_the_user_not_where_the_mail_says(self):
        """Somebody who writes in an adviser's name learns nothing about firms."""
        self.assertFalse(self._send("no@else.example", back="spy@spy.example"))
        self.assertAnswered("None of your firms", "anna@a.example")
        self.assertNotIn("spy", self._new_mails.email_to)

    def test_the_address_is_shown_where_services_are_noted(self):
        Service = self.env["sme.service"].with_user(self.adviser_a)
        address = "note-service@post.example"
        self.assertEqual(Service.new({}).mail_address, address)
        self.alias.alias_domain_id = False
        self.assertFalse(Service.new({}).mail_address)
        self.alias.unlink()
        self.assertFalse(Service.new({}).mail_address)
