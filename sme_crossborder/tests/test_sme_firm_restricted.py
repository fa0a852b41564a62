"""Restricted: nobody else reads on, nobody is written to; lifted, all is as before."""

import re

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .first_contact_case import FirstContactCase
from .interest_case import InterestCase
from .readiness_case import ReadinessCase
from .sharing_case import SharingCase
from .test_sme_guidance_host import HostCase
from .test_sme_outcome_question import EntryCase
from .test_sme_privacy_request import RequestCase


class RestrictsFirms:
    """Ways to restrict a file, as a project manager of A does."""

    def _restrict(self, firm=None):
        firm = firm or self.firm
        firm.with_user(self.manager_a).action_restrict()
        self.env.flush_all()
        self.env.invalidate_all()


@tagged("post_install", "-at_install", "security")
class TestSmeFirmRestricted(RestrictsFirms, SharingCase):
    def _reads(self, record, user=None):
        self.env.invalidate_all()
        return record.with_user(user or self.adviser_b).has_access("read")

    def _log(self, record):
        lines = self.env["sme.disclosure"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)], order="id"
        )
        return lines.mapped("act")

    def test_what_was_shared_is_taken_back_and_given_back(self):
        until = fields.Date.add(fields.Date.today(), days=90)
        self._share(self.firm, until=until)
        self._share(self.lead, "work")
        former = self.firm.audience_id, self.lead.audience_id
        self.assertTrue(self._reads(self.firm) and self._reads(self.lead))
        self._restrict()
        for record in (self.firm, self.lead):
            self.assertFalse(self._reads(record))
            self.assertTrue(self._reads(record, self.adviser_a), "the house keeps it")
            self.assertEqual(self._log(record), ["granted", "withdrawn"])
        told = self.env["mail.activity"].search(
            [
                ("res_model", "=", "sme.disclosure"),
                ("user_id", "=", self.coordinator_b.id),
            ]
        )
        self.assertIn("restricted", str(told.mapped("note")))
        self._restrict()
        self.assertEqual((self.firm.audience_id, self.lead.audience_id), former)
        self.assertTrue(self._reads(self.firm))
        self.assertTrue(self.lead.with_user(self.adviser_b).has_access("write"))
        self.assertEqual(self._log(self.firm), ["granted", "withdrawn", "granted"])
        self.assertFalse((self.firm | self.firm).suspended_audience_id)

    def test_a_project_reads_again_unless_the_owner_left_it(self):
        project = self._create_project(self.company_a, self.company_b)
        self.firm.with_user(self.coordinator_a).share_with(
            [], scope="project", project_id=project.id
        )
        self.assertTrue(self._reads(self.firm))
        self._restrict()
        self.assertFalse(self._reads(self.firm))
        self._restrict()
        self.assertTrue(self._reads(self.firm))
        self._restrict()
        ours = project.member_ids.filtered(lambda one: one.company_id == self.company_a)
        ours.date_end = fields.Date.subtract(fields.Date.today(), days=1)
        self._restrict()
        self.assertFalse(self._reads(self.firm))

    def test_what_is_over_by_then_is_over(self):
        self._share(self.firm, until=fields.Date.today())
        self._share(self.lead)
        self._restrict()
        # taken back meanwhile
        self.lead.with_user(self.coordinator_a).share_with([])
        self.firm.suspended_audience_id.reader_ids.date_end = "2020-01-01"
        self._restrict()
        self.assertFalse(self.firm.audience_id or self.lead.audience_id)
        self.assertEqual(self._log(self.firm), ["granted", "withdrawn"])

    def test_nobody_types_who_reads_again(self):
        self._share(self.firm)
        audience = self.firm.audience_id.id
        with self.assertRefused("use its button Share"):
            self.firm.with_user(self.manager_a).suspended_audience_id = audience
        self._restrict()
        with self.assertRaises(AccessError):
            self.firm.with_user(self.manager_a).read(["suspended_audience_id"])

    def test_neither_handed_over_nor_merged(self):
        other = self._create_firm(self.company_a, "Annan Kod AB")
        self._restrict()
        with self.assertRefused("is restricted"):
            self.firm._check_may_be_handed(self.company_b)
        for kept, source in ((other, self.firm), (self.firm, other)):
            with self.assertRefused("told apart"):
                kept.with_user(self.coordinator_a)._merge(source)


@tagged("post_install", "-at_install", "security")
class TestSmeFirmRestrictedHost(RestrictsFirms, HostCase, HttpCase):
    def test_a_host_inside_loses_the_case_meanwhile(self):
        host = self._ask_host(self.company_b.partner_id)
        guest = self.case.with_user(self.adviser_b)
        self.assertTrue(guest.has_access("write"))
        self._restrict()
        self.assertFalse(guest.has_access("read"))
        self._restrict()
        self.assertTrue(guest.has_access("write"))
        self._restrict()
        host.with_user(self.coordinator_a).action_revoke()
        self._restrict()
        self.assertFalse(guest.has_access("read"), "taken back meanwhile")

    def test_a_host_outside_reads_whom_to_ask(self):
        self._ask_host(question="Does a firm that sells to Tallinn register?")
        url = f"/guidance/{self._token()}"
        self._restrict()
        self.authenticate(None, None)
        page = self.url_open(url).text
        self.assertNotIn("Tallinn", page)
        self.assertIn("Processing is restricted", page)
        self.assertIn("Organisation A", page)
        data = {"csrf_token": Request.csrf_token(self), "answer": "yes"}
        for end in ("", "/again"):
            page = self.url_open(f"{url}{end}", data=data | {"text": "x", "name": "M"})
            self.assertIn("Processing is restricted", page.text)
        self.assertEqual(self.case.host_ids.state, "asked")
        self._restrict()
        self.assertIn("Tallinn", self.url_open(url).text)
        self._restrict()
        with self.assertRefused("is restricted"):
            self._ask_host(self.company_b.partner_id)


@tagged("post_install", "-at_install", "security")
class TestSmeFirmRestrictedLead(RestrictsFirms, InterestCase):
    def test_rungs_are_closed_and_opened_again(self):
        lead = self.lead.with_user(self.coordinator_a)
        lead.open_to(self.company_b.partner_id, "profile", "Asked on the phone")
        rung = self.lead.open_rung_ids
        guest = self.lead.with_user(self.adviser_b)
        rungs = self.env["sme.partner.lead.rung"].with_user(self.adviser_b)
        self.assertTrue(guest.has_access("read") and rungs._find_ours(self.lead))
        self._restrict()
        self.assertFalse(guest.has_access("read") or rungs._find_ours(self.lead))
        with self.assertRefused("is restricted"):
            lead.open_to(self.company_c.partner_id, "profile", "No")
        self._restrict()
        self.assertTrue(guest.has_access("read"))
        self.assertEqual(self.lead.open_rung_ids, rung, "the very same")
        acts = self.env["sme.disclosure"].search(
            [
                ("res_model", "=", "sme.partner.lead"),
                ("res_id", "=", self.lead.id),
                ("rung", "=", "profile"),
            ],
            order="id",
        )
        self.assertEqual(acts.mapped("act"), ["granted", "withdrawn", "granted"])

    def test_nothing_is_asked_for_it(self):
        self.firm_b.is_restricted = True
        with self.assertRefused("is restricted"):
            self._express()


@tagged("post_install", "-at_install", "security")
class TestSmeFirmRestrictedMail(RestrictsFirms, RequestCase):
    def _mail(self, **values):
        return self.env["mail.mail"].create(
            {
                "subject": "News",
                "body_html": "<p>News</p>",
                "email_from": self.company_a.email_formatted,
                **values,
            }
        )

    def setUp(self):
        super().setUp()
        self.company_a.email = "a@organisation.example"
        self.company_b.email = "b@organisation.example"

    def test_nobody_of_the_file_is_written_to(self):
        person = self.colleague
        self._restrict()
        typed = self._mail(email_to='"Olle" <Olle@Firm.example>')
        named = self._mail(recipient_ids=[Command.set(person.ids)])
        both = self._mail(email_to="olle@firm.example, other@else.example")
        gone = self._mail(email_to="olle@firm.example", auto_delete=True)
        (typed | named | both | gone).send()
        self.assertEqual((typed | named).mapped("state"), ["cancel", "cancel"])
        self.assertFalse(gone.exists(), "its links are kept nowhere")
        self.assertEqual(
            (both.state, both.email_to), ("outgoing", "other@else.example")
        )
        self._restrict()
        after = self._mail(email_to="olle@firm.example")
        after.send()
        self.assertEqual(after.state, "outgoing", "as every mail of a test")

    def test_another_house_and_another_file_of_the_person(self):
        self._restrict()
        theirs = self._mail(
            email_to="olle@firm.example", email_from="b@organisation.example"
        )
        theirs.send()
        self.assertEqual(theirs.state, "outgoing", "B restricts for itself")
        self.colleague.copy({"parent_id": self.other_firm.partner_id.id})
        mail = self._mail(email_to="olle@firm.example")
        mail.send()
        self.assertEqual(mail.state, "outgoing", "known from another file too")
        self._restrict(self.other_firm)
        mail.send()
        self.assertEqual(mail.state, "cancel")

    def test_a_colleague_who_writes_is_of_the_house(self):
        self.adviser_a.email = "adviser@organisation.example"
        self._restrict()
        mail = self._mail(
            email_to="olle@firm.example", email_from="adviser@organisation.example"
        )
        mail.send()
        self.assertEqual(mail.state, "cancel")

    def test_followers_of_the_firm_are_left_out(self):
        self.firm.message_subscribe(self.colleague.ids)
        self._restrict()
        message = self.firm.with_user(self.adviser_a).message_post(
            body="News",
            partner_ids=self.colleague.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        mails = self.env["mail.mail"].search([("mail_message_id", "=", message.id)])
        mails.send()
        self.assertFalse(mails.exists().filtered(lambda mail: mail.state == "outgoing"))

    def test_what_the_law_demands_goes_out(self):
        request = self._note(
            firm_id=self.firm.id, email="olle@firm.example", kind="restriction"
        )
        self._restrict()
        self._do(request, "check")
        self._do(request, "answer", "It is restricted")
        mail = self._mails("olle@firm.example")[-1:]
        mail.send()
        self.assertEqual(mail.state, "outgoing")
        account = self._mail(
            email_to="eva@firm.example", model="res.users", res_id=self.eva.id
        )
        account.send()
        self.assertEqual(account.state, "outgoing", "a new password")


@tagged("post_install", "-at_install", "security")
class TestSmeFirmRestrictedLink(RestrictsFirms, EntryCase, HttpCase):
    def test_a_firm_reads_whom_to_ask(self):
        question = self._ask()
        url = re.search(r"/outcome/[\w.=-]+", self._mails().body_html).group()
        self._restrict()
        self.authenticate(None, None)
        page = self.url_open(url).text
        self.assertNotIn("Eva Ek", page)
        self.assertIn("Processing is restricted", page)
        self.assertIn("/privacy/request", page)
        data = {"csrf_token": Request.csrf_token(self), "answer": "yes", "person": "E"}
        self.assertIn("Processing is restricted", self.url_open(url, data=data).text)
        self.assertEqual(question.state, "asked")
        with self.assertRefused("is restricted"):
            self._ask()
        self._restrict()
        self.assertIn("Organisation A", self.url_open(url).text)
        self.assertNotIn("restricted", self.url_open(url).text)


@tagged("post_install", "-at_install", "security")
class TestSmeFirmRestrictedReadiness(RestrictsFirms, ReadinessCase, HttpCase):
    def test_the_questions_say_whom_to_ask(self):
        readiness = self._begin(contact_id=self.person.id)
        url = readiness._open_input().get_start_url()
        self.authenticate(None, None)
        self.assertNotIn("restricted", self.url_open(url).text)
        self._restrict()
        page = self.url_open(url).text
        self.assertIn("Processing is restricted", page)
        self.assertIn("Organisation A", page)
        with self.assertRefused("is restricted"):
            readiness.action_send()


@tagged("post_install", "-at_install", "security")
class TestSmeFirmRestrictedPublic(RestrictsFirms, FirstContactCase, HttpCase):
    def test_who_types_its_number_is_told_nothing(self):
        """To know of the restriction would be to know of the file."""
        self.authenticate(None, None)
        one = self._send()
        mail = self.env["mail.mail"].search([("email_to", "=", one.email)], limit=1)
        url = re.search(r"/first-contact/continue/[\w.=-]+", mail.body_html).group()
        before = self.url_open(url).text
        self._restrict(one.firm_id)
        after = self.url_open(url).text
        self.assertNotIn("restricted", after)
        self.assertEqual(len(before), len(after))
