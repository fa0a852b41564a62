"""The firm agrees: by its link, or told to the adviser."""

import base64
from datetime import date

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, freeze_time, tagged

from .lead_case import LeadCase


class ApprovalCase(LeadCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Anna Berg",
                "parent_id": cls.firm.partner_id.id,
                "email": "anna@humleglim.example",
            }
        )

    def _ask(self, lead=None):
        lead = lead or self._to_approval()
        lead.ask_approval(self.person.with_user(self.adviser_a))
        return lead

    def _token(self, lead):
        return lead.sudo()._get_link().rsplit("/", 1)[1]


@tagged("post_install", "-at_install")
class TestSmePartnerLeadApproval(ApprovalCase):
    def test_the_adviser_records_how_it_was_given(self):
        lead = self._to_approval()
        with self.assertRefused("has not approved"):
            lead.action_publish()
        lead.record_approval("paper", date(2026, 1, 2), "Anna Berg", "In two copies")
        self.assertRecordValues(
            lead,
            [
                {
                    "approval_channel": "paper",
                    "approval_date": date(2026, 1, 2),
                    "approval_person": "Anna Berg",
                    "approval_note": "In two copies",
                    "approval_user_id": self.adviser_a.id,
                }
            ],
        )
        lead.action_publish()
        self.assertEqual(lead.state, "published")

    def test_something_left_out_is_refused(self):
        lead = self._to_approval()
        for channel, day, person in (
            ("link", date(2026, 1, 2), "Anna Berg"),  # that is the firm's own way
            ("paper", False, "Anna Berg"),
            ("paper", date(2026, 1, 2), "  "),
            (False, date(2026, 1, 2), "Anna Berg"),
        ):
            with self.assertRefused("Say who agreed"):
                lead.record_approval(channel, day, person)
        with self.assertRefused("in the future"):
            lead.record_approval("paper", date(2099, 1, 1), "Anna Berg")
        # begun on 1 January 2025: nobody had read of it the day before
        with self.assertRefused(f"{lead.reference} was begun on 01/01/2025"):
            lead.record_approval("paper", date(2024, 12, 31), "Anna Berg")
        self.assertFalse(lead.approval_date)
        lead.record_approval("paper", date(2025, 1, 1), "Anna Berg")
        self.assertEqual(lead.approval_date, date(2025, 1, 1))

    def test_the_paper_is_kept_as_evidence_of_the_same_firm(self):
        lead = self._to_approval()
        kind = self.env["sme.evidence.kind"].search([], limit=1)
        Approve = self.env["sme.partner.lead.approve"].with_user(self.adviser_a)
        values = {
            "lead_id": lead.id,
            "channel": "paper",
            "date": date(2026, 1, 2),
            "person": "Anna Berg",
            "document": base64.b64encode(b"%PDF-1.4 signed"),
            "document_name": "signed.pdf",
        }
        with self.assertRefused("which kind of evidence"):
            Approve.create(values).action_record()
        Approve.create(values | {"kind_id": kind.id}).action_record()
        evidence = lead.approval_evidence_id
        self.assertEqual(evidence.firm_id, self.firm)
        self.assertEqual(evidence.document_name, "signed.pdf")
        other = self._to_approval()
        foreign = self._create_firm(self.company_a, "Fjordkod AB")
        evidence.copy({"firm_id": foreign.id})
        paper = self.env["sme.evidence"].search([("firm_id", "=", foreign.id)])
        with self.assertRefused("of another firm"):
            other.record_approval(
                "paper", date(2026, 1, 2), "Anna Berg", evidence=paper
            )

    def test_changing_the_text_takes_the_approval_back(self):
        lead = self._to_approval()
        self._approve(lead)
        lead.summary = lead.summary + " It is certified."
        self.assertEqual(lead.state, "draft")
        for fname in ("approval_date", "approval_channel", "review_user_id"):
            self.assertFalse(lead[fname], fname)
        self.assertIn("no longer holds", self._notes(lead)[0])
        # what is no text changes nothing
        lead = self._to_approval()
        self._approve(lead)
        lead.write({"network_reference": "BOSE20260101011", "title": lead.title})
        self.assertEqual(lead.state, "approval")
        self.assertTrue(lead.approval_date)

    def test_only_the_house_records_and_publishes(self):
        lead = self._to_approval()
        for user in (self.adviser_b, self.coordinator_b, self.auditor, self.employee):
            other = lead.with_user(user)
            with self.assertRaises(AccessError):
                other.record_approval("oral", date(2026, 1, 2), "Anna Berg")
            with self.assertRaises(AccessError):
                other.action_publish()

    def test_approved_by_no_other_path(self):
        lead = self._to_approval()
        for fname, value in (
            ("approval_date", "2026-01-02"),
            ("approval_channel", "link"),
            ("approval_person", "Anna Berg"),
            ("approval_partner_id", self.person.id),
            ("review_user_id", self.manager_a.id),
            ("text_user_id", self.coordinator_a.id),
            ("review_asked_user_id", self.coordinator_a.id),
        ):
            with self.subTest(field=fname):
                with self.assertRefused("cannot be typed"):
                    lead.write({fname: value})
                with self.assertRefused("cannot be typed"):
                    self._create_lead(**{fname: value})
        with self.assertRaises(AccessError):
            lead.read(["approval_key"])
        with self.assertRaises(AccessError):
            lead.write({"approval_key": "known"})

    # ------------------------------------------------------------------
    # The link
    # ------------------------------------------------------------------

    def test_the_mail_goes_to_a_person_of_the_firm_alone(self):
        lead = self._to_approval()
        stranger = self.env["res.partner"].create(
            {"name": "Stranger", "email": "s@example.org"}
        )
        with self.assertRefused("no contact of Humleglim AB"):
            lead.ask_approval(stranger.with_user(self.adviser_a))
        silent = self.env["res.partner"].create(
            {"name": "Silent", "parent_id": self.firm.partner_id.id}
        )
        with self.assertRefused("no e-mail address"):
            lead.ask_approval(silent.with_user(self.adviser_a))
        before = self.env["mail.mail"].search([])
        self._ask(lead)
        mail = self.env["mail.mail"].search([]) - before
        self.assertEqual(mail.recipient_ids, self.person)
        self.assertIn(self._token(lead), mail.body_html)
        self.assertIn("Humleglim AB", mail.subject)
        # colleagues read that it was sent, not the link
        self.assertFalse(mail.model)
        self.assertFalse(
            [note for note in self._notes(lead) if self._token(lead) in note]
        )
        self.assertIn("Anna Berg", self._notes(lead)[0])

    def test_the_mail_tells_its_last_day_as_the_person_writes_it(self):
        self.env["res.lang"]._activate_lang("lv_LV")
        self.person.lang = "lv_LV"
        lead = self._to_approval()
        before = self.env["mail.mail"].search([])
        self._ask(lead)
        mail = self.env["mail.mail"].search([]) - before
        self.assertRegex(mail.body_html, r"\d\d\.\d\d\.20\d\d")

    def test_the_dialog_proposes_the_only_person(self):
        lead = self._to_approval()
        Ask = self.env["sme.partner.lead.ask"].with_user(self.adviser_a)
        ask = Ask.create({"lead_id": lead.id})
        self.assertEqual(ask.partner_id, self.person)
        ask.action_send()
        self.assertEqual(lead.approval_partner_id, self.person)

    def test_a_link_is_ours_or_it_is_none(self):
        lead = self._ask()
        token = self._token(lead)
        Lead = self.env["sme.partner.lead"].with_user(self.env.ref("base.public_user"))
        self.assertEqual(Lead._find_by_link(token)[1], "valid")
        for forged in ("", "x", token[:-2], token[:-1] + "_", "A" * 40):
            found, state = Lead._find_by_link(forged)
            self.assertFalse(found, forged)
            self.assertFalse(state, forged)

    def test_an_older_link_and_an_old_one(self):
        with freeze_time("2026-11-01 10:00:00"):
            lead = self._ask()
            first = self._token(lead)
        self.assertEqual(
            lead.approval_link_until,
            fields.Datetime.to_datetime("2026-11-15 10:00:00"),  # 1 + 14 days
        )
        with freeze_time("2026-11-15 09:59:00"):
            self.assertEqual(lead._find_by_link(first)[1], "valid")
        with freeze_time("2026-11-15 10:01:00"):
            self.assertEqual(lead._find_by_link(first)[1], "old")
            self._ask(lead)
            second = self._token(lead)
            self.assertEqual(lead._find_by_link(first)[1], "old")
            self.assertEqual(lead._find_by_link(second)[1], "valid")
            lead.action_take_back()
            self.assertEqual(lead._find_by_link(second)[1], "done")

    def test_days_of_a_link_are_a_setting(self):
        self.env["ir.config_parameter"].set_param(
            "sme_crossborder.lead_approval_link_days", "3"
        )
        with freeze_time("2026-11-01 10:00:00"):
            lead = self._ask()
        self.assertEqual(
            lead.approval_link_until, fields.Datetime.to_datetime("2026-11-04 10:00:00")
        )

    def test_changing_the_text_kills_the_link(self):
        lead = self._ask()
        token = self._token(lead)
        lead.title = "Swedish firm offers other software for hospitals"
        self.assertEqual(lead.state, "draft")
        self.assertEqual(lead._find_by_link(token)[1], "done")
        lead.action_ask_review()
        lead.with_user(self.coordinator_a).action_accept_review()
        self.assertEqual(lead._find_by_link(token)[1], "old")


@tagged("post_install", "-at_install")
class TestSmePartnerLeadApprovalPage(ApprovalCase, HttpCase):
    """The page as the firm sees it: without an account, in its own language."""

    def _post(self, path, **data):
        page = self.url_open(f"/partner-lead/{path.split('/')[0]}").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        return self.url_open(f"/partner-lead/{path}", data | {"csrf_token": token})

    def test_opening_it_changes_nothing(self):
        lead = self._ask()
        token = self._token(lead)
        for _again in range(2):
            response = self.url_open(f"/partner-lead/{token}")
            self.assertEqual(response.status_code, 200)
            self.assertIn(lead.title, response.text)
            self.assertIn("no-store", response.headers["Cache-Control"])
            self.assertEqual(response.headers["Referrer-Policy"], "no-referrer")
        lead.invalidate_recordset()
        self.assertFalse(lead.approval_date)
        # what it does not ask for is not shown
        self.assertNotIn(lead.reference, response.text)

    def test_the_button_approves(self):
        lead = self._ask()
        token = self._token(lead)
        response = self._post(token, answer="yes", person="Anna Berg", note="Good")
        self.assertIn("You approved it", response.text)
        lead.invalidate_recordset()
        self.assertRecordValues(
            lead.sudo(),
            [
                {
                    "state": "approval",
                    "approval_channel": "link",
                    "approval_person": "Anna Berg",
                    "approval_note": "Good",
                    "approval_user_id": False,
                    "approval_key": False,
                }
            ],
        )
        self.assertEqual(self._steps(lead), self.adviser_a)
        seen = lead.with_user(self.adviser_a).message_ids.mapped("body")
        self.assertTrue([body for body in seen if "Approved by Anna Berg" in body])
        again = self.url_open(f"/partner-lead/{token}")
        self.assertIn("nothing to answer", again.text)
        lead.action_publish()
        self.assertEqual(lead.state, "published")

    def test_a_no_needs_a_word_and_goes_back_to_the_author(self):
        lead = self._ask()
        token = self._token(lead)
        response = self._post(token, answer="no", person="Anna Berg", note=" ")
        self.assertIn("Say what should be changed", response.text)
        self.assertIn("Anna Berg", response.text)  # nothing typed is lost
        response = self._post(token, answer="no", person="", note="Wrong class")
        self.assertIn("Enter your name", response.text)
        self.assertIn("Wrong class", response.text)
        self._post(token, answer="no", person="Anna Berg", note="Wrong class")
        lead.invalidate_recordset()
        self.assertEqual(lead.state, "draft")
        self.assertEqual(lead.review_comments, "Wrong class")
        self.assertEqual(self._steps(lead), self.adviser_a)

    def test_without_the_form_nothing_is_answered(self):
        """A page of somebody else cannot press the button."""
        lead = self._ask()
        token = self._token(lead)
        self.url_open(
            f"/partner-lead/{token}", {"answer": "yes", "person": "Anna Berg"}
        )
        lead.invalidate_recordset()
        self.assertFalse(lead.approval_date)

    def test_a_new_link_for_an_old_one(self):
        with freeze_time("2026-01-01 10:00:00"):
            lead = self._ask()
        token = self._token(lead)
        before = self.env["mail.mail"].search([])
        response = self.url_open(f"/partner-lead/{token}")
        self.assertIn("not valid any more", response.text)
        self.assertNotIn(lead.title, response.text)
        response = self._post(f"{token}/again")
        self.assertIn("on its way", response.text)
        mail = self.env["mail.mail"].search([]) - before
        self.assertEqual(mail.recipient_ids, self.person)
        # not as often as somebody likes
        response = self._post(f"{token}/again")
        self.assertIn("within the last hour", response.text)
        self.assertEqual(self.env["mail.mail"].search([]) - before, mail)
        lead.invalidate_recordset()
        self.assertIn(lead.title, self.url_open(self._path(lead)).text)

    def _path(self, lead):
        return f"/partner-lead/{self._token(lead)}"

    def test_a_link_nobody_sent(self):
        response = self.url_open("/partner-lead/nonsense")
        self.assertEqual(response.status_code, 200)
        self.assertIn("do not know this link", response.text)

    def test_the_page_is_in_the_language_of_the_firm(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.person.lang = "sv_SE"
        lead = self._ask()
        page = self.url_open(self._path(lead)).text
        self.assertIn('lang="sv-SE"', page)

    def test_it_reads_no_markup(self):
        lead = self._create_lead()
        lead.description = lead.description + " <script>alert(1)</script>"
        lead.action_ask_review()
        lead.with_user(self.coordinator_a).action_accept_review()
        self._ask(lead)
        page = self.url_open(self._path(lead)).text
        self.assertNotIn("<script>alert", page)
        self.assertIn("&lt;script&gt;alert", page)
        self._post(
            self._token(lead), answer="no", person="<b>A</b>", note="<i>Wrong</i>"
        )
        self.assertNotIn("<i>Wrong", self._notes(lead)[0])

    def test_who_was_a_research_organisation_is_asked_too(self):
        institute = self.env["res.partner"].create(
            {
                "name": "Institute",
                "is_company": True,
                "country_id": self.country_ee.id,
                "email": "office@institute.example",
            }
        )
        lead = self._to_approval(
            firm_id=False, holder_kind="research", holder_partner_id=institute.id
        )
        lead.ask_approval(institute.with_user(self.adviser_a))
        self.assertIn(lead.title, self.url_open(self._path(lead)).text)
