"""An organisation in the target market is asked: with consent, no more than that."""

import re

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import Form, HttpCase, tagged

from .guidance_case import GuidanceCase


class HostCase(GuidanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls.env["res.partner"].create(
            {"name": "Tax Office", "is_company": True, "email": "help@office.example"}
        )
        cls.firm.partner_id.child_ids = [Command.create({"name": "Eva"})]
        cls.case = cls._ask(
            question="We sell to Tallinn. Do we register?", lead_id=cls.journey.id
        ).with_env(cls.env)

    def _ask_host(self, partner=None, user=None, **values):
        mine = self.case.with_user(user or self.coordinator_a)
        action = mine.action_ask_host()
        dialog = mine.env[action["res_model"]].with_context(**action["context"])
        form = Form(dialog)
        form.partner_id = partner or self.office
        for name, value in values.items():
            form[name] = value
        form.save().action_ask()
        self.env.flush_all()
        return self.case.host_ids.sorted("id")[-1:]

    def _mails(self):
        mails = self.env["mail.mail"].search([("email_to", "=", "help@office.example")])
        return mails.filtered(lambda mail: "/guidance/" in mail.body_html)

    def _token(self, mail=None):
        mail = mail or self._mails()[:1]
        return re.search(r"/guidance/([\w.=-]+)", mail.body_html).group(1)


@tagged("post_install", "-at_install", "security")
class TestSmeGuidanceHost(HostCase):
    def test_outside_it_reads_what_the_consent_covers(self):
        host = self._ask_host(question="Does a firm that sells to Tallinn register?")
        self.assertRecordValues(
            host.consent_id,
            [
                {
                    "firm_id": self.firm.id,
                    "purpose_id": self.env.ref(
                        "sme_crossborder.sme_consent_purpose_sharing"
                    ).id,
                    "state": "given",
                    "channel": "mail",
                }
            ],
        )
        logged = self.env["sme.disclosure"].search(
            [("res_model", "=", self.case._name), ("res_id", "=", self.case.id)]
        )
        self.assertRecordValues(
            logged, [{"act": "granted", "partner_id": self.office.id}]
        )
        told, state = host._find_by_link(self._token())
        self.assertEqual((told.id, state), (host.id, "valid"))
        page = str(told._get_page())
        self.assertIn("Does a firm that sells", page)
        self.assertNotIn("Fjordkod", page)
        self.assertNotIn("We sell to Tallinn", page)
        told._answer("yes", "Yes, on form R1.", "Mari")
        self.assertEqual(host.state, "answered")
        steps = self.case.with_user(self.adviser_a).activity_ids
        self.assertIn("Tax Office answered", steps.mapped("summary")[-1])
        self.assertEqual(host._find_by_link(self._token())[1], "done")

    def test_named_where_the_firm_agreed(self):
        host = self._ask_host(is_firm_named=True)
        told, _state = host._find_by_link(self._token())
        self.assertEqual(told._get_page()["firm"], "Fjordkod AB")

    def test_inside_it_works_on_the_case(self):
        self.case.with_user(self.coordinator_a).share_with(
            [
                (
                    self.env["res.company"].create({"name": "C"}).partner_id.id,
                    "read",
                    False,
                )
            ]
        )
        host = self._ask_host(self.company_b.partner_id)
        self.assertTrue(host.is_inside)
        self.assertFalse(self._mails())
        self.env.invalidate_all()
        guest = self.case.with_user(self.adviser_b)
        guest.response_hours = 4
        self.assertFalse(guest.host_ids, "who else is asked stays with the owner")
        readers = self.case.audience_id.reader_ids.partner_id
        self.assertEqual(set(readers.mapped("name")), {"C", "Organisation B"})
        host.with_user(self.coordinator_a).action_revoke()
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            guest.read(["name"])
        readers = self.case.audience_id.reader_ids.partner_id
        self.assertEqual(readers.mapped("name"), ["C"], "C keeps it")

    def test_taken_back_by_us_or_with_the_consent(self):
        host = self._ask_host()
        token = self._token()
        host.with_user(self.coordinator_a).action_revoke()
        self.assertEqual(host._find_by_link(token)[1], "done")
        again = self._ask_host()
        token = self._token(self._mails()[:1])
        self.assertEqual(again._find_by_link(token)[1], "valid")
        again.consent_id.with_user(self.adviser_a).action_withdraw()
        self.assertEqual(again.state, "revoked")
        self.assertEqual(again._find_by_link(token)[1], "done")
        acts = self.env["sme.disclosure"].search(
            [("res_model", "=", self.case._name), ("res_id", "=", self.case.id)]
        )
        self.assertEqual(
            acts.sorted("id").mapped("act"),
            ["granted", "withdrawn", "granted", "withdrawn"],
        )

    def test_inside_it_loses_the_case_with_the_consent(self):
        """An adviser notes it, who may not share; what the host had is gone at once."""
        C = self.env["res.company"].create({"name": "C"}).partner_id
        self.case.with_user(self.coordinator_a).share_with([(C.id, "read", False)])
        host = self._ask_host(self.company_b.partner_id)
        self.env.invalidate_all()
        guest = self.case.with_user(self.adviser_b)
        guest.message_subscribe(self.adviser_b.partner_id.ids)
        guest.activity_schedule(summary="Ask our lawyer", user_id=self.adviser_b.id)
        mine = self.case.with_user(self.adviser_a)
        delivered = mine.message_to_all_readers("Please hurry")
        Message = self.env["mail.message"].with_user(self.adviser_b)
        of_case = [("model", "=", self.case._name), ("res_id", "=", self.case.id)]
        self.assertIn(delivered, Message.search(of_case))
        host.consent_id.with_user(self.adviser_a).action_withdraw()
        self.env.invalidate_all()
        self.assertEqual(host.state, "revoked")
        with self.assertRaises(AccessError):
            guest.read(["name"])
        with self.assertRaises(AccessError):
            guest.web_read({"name": {}, "firm_id": {}})
        for domain in ([("id", "=", guest.id)], [("name", "=", self.case.name)]):
            self.assertFalse(guest.search(domain))
        self.assertFalse(guest.name_search(self.case.name))
        with self.assertRaises(AccessError):
            guest.close("Yes.")
        # what was delivered while it lasted stays; nothing is added
        mine.message_to_all_readers("It is solved")
        self.assertEqual(Message.search(of_case), delivered)
        steps = self.env["mail.activity"].with_user(self.adviser_b)
        self.assertFalse(steps.search([("summary", "=", "Ask our lawyer")]))
        self.assertNotIn(self.adviser_b.partner_id, self.case.message_partner_ids)
        # who had it without the consent keeps it, and the log says what became of it
        self.assertEqual(self.case.audience_id.reader_ids.partner_id, C)
        acts = self.env["sme.disclosure"].search(
            [
                ("res_model", "=", self.case._name),
                ("res_id", "=", self.case.id),
                ("partner_id", "=", self.company_b.partner_id.id),
            ]
        )
        self.assertEqual(acts.sorted("id").mapped("act"), ["granted", "withdrawn"])
        self.assertEqual(acts.sorted("id")[-1].user_id, self.adviser_a)

    def test_only_coordinators_of_who_has_the_case(self):
        for user in (self.adviser_a, self.coordinator_b):
            with self.assertRaises(AccessError):
                self.case.with_user(user).action_ask_host()
        host = self._ask_host()
        with self.assertRaises(AccessError):
            host.with_user(self.adviser_a).action_revoke()
        with self.assertRaises(AccessError):
            host.with_user(self.coordinator_a).answer = "We say so"
        with self.assertRaises(AccessError):
            host.with_user(self.coordinator_a).read(["key"])
        for user in (self.adviser_b, self.auditor, self.employee):
            with self.assertRaises(AccessError):
                host.with_user(user).read(["question"])

    def test_what_is_missing_is_said(self):
        with self.assertRefused("Enter the e-mail address"):
            self._ask_host(email="nobody")
        self._ask_host()
        with self.assertRefused("asked already"):
            self._ask_host()
        self.case.with_user(self.adviser_a).close("Yes.")
        with self.assertRefused("Open it again"):
            self._ask_host(self.company_b.partner_id)

    def test_a_link_grows_old_and_is_sent_again(self):
        host = self._ask_host()
        token = self._token()
        host.link_until = fields.Datetime.subtract(fields.Datetime.now(), minutes=1)
        self.assertEqual(host._find_by_link(token)[1], "old")
        system = host.sudo()
        self.assertFalse(system._send_link_again(), "within an hour")
        system.link_sent = fields.Datetime.subtract(fields.Datetime.now(), hours=2)
        self.assertTrue(system._send_link_again())
        self.assertEqual(host._find_by_link(token)[1], "old")
        newest = self._mails().sorted("id")[-1]
        self.assertEqual(host._find_by_link(self._token(newest))[1], "valid")
        self.assertFalse(host._find_by_link(f"{token}x")[1])


@tagged("post_install", "-at_install", "security")
class TestSmeGuidanceHostPage(HostCase, HttpCase):
    def test_page(self):
        host = self._ask_host()
        url = f"/guidance/{self._token()}"
        page = self.url_open(url)
        self.assertIn("Do we register?", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(host.state, "asked", "opening it changes nothing")

        def post(**values):
            token = Request.csrf_token(self)
            return self.url_open(url, data={"csrf_token": token, **values})

        self.authenticate(None, None)
        page = post(answer="yes", text="Yes, on form R1.")
        self.assertIn("Enter your name", page.text)
        self.assertIn("Yes, on form R1.", page.text, "what was typed is there")
        page = post(answer="yes", text="Yes, on form R1.", name="Mari")
        self.assertIn("Thank you", page.text)
        self.env.invalidate_all()
        self.assertRecordValues(
            host,
            [
                {
                    "state": "answered",
                    "answer": "Yes, on form R1.",
                    "answered_by": "Mari",
                }
            ],
        )
        self.assertIn("nothing to answer", self.url_open(url).text)
        self.assertIn("do not know this link", self.url_open("/guidance/abc").text)

    def test_a_host_answers_in_the_browser(self):
        host = self._ask_host(question="Does a firm that sells to Tallinn register?")
        self.start_tour(f"/guidance/{self._token()}", "guidance_host_tour")
        self.env.invalidate_all()
        self.assertRecordValues(
            host, [{"answer": "Yes, on form R1.", "answered_by": "Mari"}]
        )
