"""What is kept from the reader of a file is not said to be empty, nor to be there."""

from lxml import etree

from odoo import Command
from odoo.tests import Form, tagged

from .sharing_case import SharingCase
from .test_sme_firm_persons import ARRANGEMENT
from .web_client import WebClient

KEPT = "Not shown to you"
# what a reader is shown of a full file and of an empty one has to be the same
SAID = ("shows_whole", "shows_lines", "shows_persons", "size_reason", "shared_persons")
COUNTS = ("product_count", "year_count", "evidence_count", "enrolment_count")


@tagged("post_install", "-at_install")
class TestSmeFirmShown(SharingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.full = cls._create_small_ict_firm(
            cls.company_a,
            "Fullkod AB",
            product_ids=[Command.create({"name": "Invoices for municipalities"})],
        )
        cls.env["res.partner"].create(
            {"name": "Anna Andersson", "parent_id": cls.full.partner_id.id}
        )
        cls.full_lead = cls.env["crm.lead"].create(
            {"firm_id": cls.full.id, "target_country_id": cls.country_lv.id}
        )
        cls.env["sme.service"].create(
            {"name": "Went through prices", "lead_id": cls.full_lead.id}
        )
        cls.env.flush_all()

    def _shown(self, firm, user):
        self.env.invalidate_all()
        firm = firm.with_user(user)
        return [firm[fname] for fname in ("shows_whole", "shows_lines")]

    def _brief(self, firm, user):
        self.env.invalidate_all()
        report = self.env["ir.actions.report"].with_user(user)
        html, _kind = report._render("sme_crossborder.report_firm_brief", firm.ids)
        page = etree.HTML(html)
        texts = {}
        for heading in page.iter("h4"):
            texts[heading.text] = " ".join(
                " ".join(heading.getnext().itertext()).split()
            )
        return texts, " ".join(" ".join(page.itertext()).split())

    def test_own_file_is_shown_and_says_what_is_missing(self):
        self.assertEqual(self._shown(self.firm, self.adviser_a), [True, True])
        firm = self.firm.with_user(self.adviser_a)
        self.assertTrue(firm.shows_persons)
        self.assertEqual(firm.size_reason, "No yearly figures yet.")
        parts, text = self._brief(self.firm, self.adviser_a)
        self.assertEqual(parts["Persons"], "Nobody yet")
        self.assertEqual(parts["Last services"], "None yet")
        self.assertEqual(parts["Open points"], "None")
        self.assertNotIn("shown to you", text)
        parts, text = self._brief(self.full, self.adviser_a)
        self.assertEqual(parts["Persons"], "Anna Andersson")
        self.assertIn("Went through prices", parts["Last services"])
        self.assertNotIn("shown to you", text)

    def test_by_a_journey_alone_parts_are_not_shown(self):
        self._share(self.lead)
        self._share(self.full_lead)
        for firm in (self.firm, self.full):
            self.assertEqual(self._shown(firm, self.adviser_b), [False, False])
            read = firm.with_user(self.adviser_b)
            self.assertFalse(read.shows_persons)
            self.assertEqual(
                read.size_reason,
                "Yearly figures and ties to other enterprises are not shown to you.",
            )
            parts, text = self._brief(firm, self.adviser_b)
            self.assertEqual(parts["Persons"], KEPT)
            self.assertEqual(parts["Last services"], KEPT)
            self.assertIn("not shown to you", parts["Open points"])
            self.assertIn("not shared with you are not shown", text)
            for words in ("yet", "None", "Anna", "prices"):
                self.assertNotIn(words, text.replace("not yet countable", ""))

    def test_the_brief_leaves_out_journeys_that_are_not_shared(self):
        """Though asking the rules leaves them in memory."""
        kept = self.env["crm.lead"].create(
            {"firm_id": self.full.id, "target_country_id": self.country_ee.id}
        )
        kept.activity_schedule(summary="Call Tallinn", user_id=self.adviser_a.id)
        self._share(self.full_lead)
        parts, text = self._brief(self.full, self.adviser_b)
        self.assertIn("Latvia", text)
        self.assertNotIn("Estonia", text)
        self.assertNotIn("Tallinn", text)
        self.assertIn("not shown to you", parts["Open points"])

    def test_full_and_empty_look_the_same(self):
        """Nothing of what the screen asks for tells whether there is anything."""
        self._share(self.lead)
        self._share(self.full_lead)
        Firm = self.env["sme.firm"].with_user(self.adviser_b)
        form = WebClient(Firm).specification("form")
        self.env.invalidate_all()
        empty, full = Firm.browse([self.firm.id, self.full.id]).web_read(form)
        for fname in (*SAID, *COUNTS, "product_ids", "year_ids", "link_ids"):
            self.assertEqual(empty[fname], full[fname], fname)

    def test_by_the_file_figures_are_shown_and_ties_are_not(self):
        self._share(self.firm)
        self._share(self.full)
        for firm, count in ((self.firm, 0), (self.full, 1)):
            self.assertEqual(self._shown(firm, self.adviser_b), [False, True])
            read = firm.with_user(self.adviser_b)
            self.assertEqual((read.year_count, read.product_count), (count, count))
            self.assertIn("Ties to other enterprises are not shown", read.size_reason)
        self.assertIn("Headcount 12", self.full.with_user(self.adviser_b).size_reason)
        empty = self.firm.with_user(self.adviser_b)
        self.assertIn("No yearly figures yet.", empty.size_reason)
        self.firm.with_user(self.coordinator_a).share_with([])
        self._share(self.lead)
        self.assertEqual(self._shown(self.firm, self.adviser_b), [False, False])

    def test_persons_that_may_be_shown_and_are_not_there(self):
        project = self._create_project(self.company_a, self.company_b)
        project.write(ARRANGEMENT)
        for firm in (self.firm, self.full):
            self._share(firm, contacts=True)
        parts, _text = self._brief(self.firm, self.adviser_b)
        self.assertEqual(parts["Persons"], "Nobody yet")
        parts, text = self._brief(self.full, self.adviser_b)
        self.assertIn("See the firm's file", parts["Persons"])
        self.assertNotIn("Anna", text)
        self.assertTrue(self.full.with_user(self.adviser_b).shows_persons)

    def test_an_auditor_is_shown_what_is_assigned(self):
        project = self._create_project(self.company_b, self.company_a)
        member = project.member_ids.filtered(lambda m: m.company_id == self.company_a)
        self.env["sme.enrolment"].create(
            {
                "firm_id": self.full.id,
                "project_id": project.id,
                "member_id": member.id,
                "date": "2026-01-15",
            }
        )
        auditor = self._create_user("auditor_b", "auditor", self.company_b)
        self.env["sme.audit.assignment"].create(
            {
                "project_id": project.id,
                "user_id": auditor.id,
                "date_start": "2026-01-01",
                "date_end": "2099-12-31",
            }
        )
        self.assertEqual(self._shown(self.full, auditor), [True, True])
        read = self.full.with_user(auditor)
        self.assertFalse(read.shows_persons)
        self.assertEqual(read.year_count, 1)
        self.assertNotIn("shown to you", read.size_reason)

    def test_the_form_hides_what_would_read_as_none(self):
        """Each place of the form follows what is shown, for every reader of a file."""
        self._share(self.full_lead)
        view = "sme_crossborder.sme_firm_view_form"
        Firm = self.env["sme.firm"].with_user(self.adviser_b)
        Form(Firm.browse(self.full.id), view=view)
        arch = etree.fromstring(Firm.get_view(self.env.ref(view).id, "form")["arch"])
        fields = {
            "product_ids": "not shows_lines",
            "year_ids": "not shows_lines",
            "link_ids": "not shows_whole",
            "enrolment_ids": "not shows_whole",
            "consent_ids": "not is_own",
        }
        for fname, condition in fields.items():
            node = arch.find(f".//notebook//field[@name='{fname}']")
            self.assertEqual(node.get("invisible"), condition, fname)
            said = node.getprevious()
            self.assertEqual(f"not {said.get('invisible')}", condition, fname)
            self.assertIn("not shown to", " ".join(said.text.split()), fname)
