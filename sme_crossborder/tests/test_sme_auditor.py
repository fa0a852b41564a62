"""What an auditor can list can be opened: the whole screens, and for a time only."""

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.mail.tools.discuss import Store

from .common import SmeCase
from .web_client import WebClient

MODELS = ("sme.project", "sme.enrolment", "sme.firm", "sme.firm.year", "sme.product")


@tagged("post_install", "-at_install")
class TestSmeAuditor(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(cls.company_b, cls.company_a)
        cls.firm = cls._create_small_ict_firm(
            cls.company_a,
            email="hej@example.com",
            product_ids=[Command.create({"name": "App"})],
            contact_ids=[Command.create({"name": "Eva Person"})],
        )
        cls.stranger = cls._create_small_ict_firm(cls.company_a, "Not enrolled AB")
        cls.env["sme.enrolment"].create(
            {
                "firm_id": cls.firm.id,
                "project_id": cls.project.id,
                "date": "2026-03-01",
            }
        )
        # the auditor works in an organisation of its own
        cls.office = cls._create_company("Court of Auditors", cls.country_ee)
        cls.controller = cls._create_user("controller", "auditor", cls.office)
        cls.assignment = cls.env["sme.audit.assignment"].create(
            {
                "user_id": cls.controller.id,
                "project_id": cls.project.id,
                "date_start": "2026-10-01",
                "date_end": "2026-10-31",
            }
        )

    def _open_all(self, model):
        """Open every record the auditor can list, as the form on the screen does."""
        records = self.env[model].with_user(self.controller)
        specification = WebClient(records).specification("form")
        found = records.search([])
        return found, found.web_read(specification)

    @freeze_time("2026-10-15")
    def test_listed_is_openable(self):
        for model in MODELS:
            with self.subTest(model=model):
                found, read = self._open_all(model)
                self.assertEqual(len(found), 1)
                self.assertEqual(len(read), 1)

    @freeze_time("2026-10-15")
    def test_persons_of_a_firm_stay_unseen(self):
        _found, (read,) = self._open_all("sme.firm")
        self.assertEqual(read["name"], "Fjordkod AB")
        self.assertFalse({"contact_ids", "contact_count"} & read.keys())
        firm = self.firm.with_user(self.controller)
        self.assertFalse(firm.contact_ids)
        self.assertEqual(firm.contact_count, 0)
        with self.assertRaises(AccessError):
            self.firm.partner_id.child_ids.with_user(self.controller).read(["name"])
        _found = self.firm.with_user(self.adviser_a)
        self.assertEqual(_found.contact_ids.name, "Eva Person")

    @freeze_time("2026-10-15")
    def test_the_chatter_opens_too(self):
        """It proposes recipients, and the firm's contact is not for an auditor."""
        firm = self.firm.with_user(self.controller)
        self.env.invalidate_all()
        (proposed,) = firm._message_get_suggested_recipients()
        self.assertFalse(proposed["partner_id"])
        for record in (firm, self.project.with_user(self.controller)):
            store = Store()
            record._thread_to_store(store, [], request_list=["activities", "followers"])
            (thread,) = store.get_result()["mail.thread"]
            self.assertNotIn("activities", thread)
        store = Store()
        own = self.firm.with_user(self.adviser_a)
        own._thread_to_store(store, [], request_list=["activities"])
        self.assertIn("activities", store.get_result()["mail.thread"][0])
        self.env.invalidate_all()
        own = self.firm.with_user(self.adviser_a)._message_get_suggested_recipients()
        self.assertEqual(own[0]["partner_id"], self.firm.partner_id.id)

    def test_both_ends_of_the_assignment(self):
        days = {
            "2026-09-30": 0,
            "2026-10-01": 1,
            "2026-10-31": 1,
            "2026-11-01": 0,
        }
        for day, count in days.items():
            with self.subTest(day=day), freeze_time(day):
                self.env.invalidate_all()
                firms = self.env["sme.firm"].with_user(self.controller)
                self.assertEqual(firms.search_count([]), count)

    @freeze_time("2026-10-15")
    def test_nothing_can_be_changed(self):
        firm = self.firm.with_user(self.controller)
        for act in (
            lambda: firm.write({"city": "Gävle"}),
            firm.unlink,
            lambda: firm.message_post(body="Seen"),
            lambda: firm.enrolment_ids.write({"sme_declared": True}),
            lambda: firm.create(
                {
                    "name": "New",
                    "country_id": self.country_se.id,
                    "company_id": self.office.id,
                }
            ),
        ):
            with self.assertRaises(AccessError):
                act()

    @freeze_time("2026-10-15")
    def test_who_consented_is_not_for_auditors(self):
        """Not even by a search that only names the field."""
        self.env["sme.consent"].create(
            {
                "firm_id": self.firm.id,
                "purpose_id": self.env["sme.consent.purpose"].search([], limit=1).id,
                "text_version": "1",
            }
        )
        Firm = self.env["sme.firm"].with_user(self.controller)
        self.assertTrue(Firm.search([]))
        for domain in (
            [("consent_ids", "!=", False)],
            [("consent_ids", "in", [1, 2, 3])],
            [("consent_ids.purpose_id", "!=", False)],
        ):
            with self.subTest(domain=domain), self.assertRaises(AccessError):
                Firm.search(domain)

    @freeze_time("2026-10-15")
    def test_nothing_is_written_on_the_assignment(self):
        self.assertFalse(self.assignment.message_follower_ids)
        with self.assertRaises(AccessError):
            self.assignment.with_user(self.controller).message_post(body="Seen")

    def test_empty_screens_say_whom_to_ask(self):
        """Before and after the assignment; and no invented rows behind it."""
        xmlid = "sme_crossborder.sme_firm_action"
        for user, word in (
            (self.controller, "Ask the project manager"),
            (self.adviser_a, "Add the first firm"),
        ):
            as_user = self.env(user=user.id)
            action = as_user["ir.actions.actions"]._for_xml_id(xmlid)
            self.assertIn(word, action["help"])
            arch = as_user["sme.firm"].get_view(view_type="list")["arch"]
            self.assertEqual("sample=" in arch, user == self.adviser_a)

    @freeze_time("2026-10-15")
    def test_what_advisers_plan_is_not_for_auditors(self):
        self.firm.activity_schedule(summary="Tell them why", user_id=self.adviser_a.id)
        firm = self.firm.with_user(self.controller)
        for fname in ("activity_summary", "activity_state", "activity_ids"):
            with self.assertRaises(AccessError):
                firm.read([fname])
        with self.assertRaises(AccessError):
            firm.search([("activity_ids.summary", "ilike", "why")])
        self.assertEqual(
            self.firm.with_user(self.adviser_a).activity_summary, "Tell them why"
        )

    @freeze_time("2026-10-15")
    def test_enrolments_outside_the_assignment_have_no_id_either(self):
        other = self._create_project(self.company_a, acronym="OLD")
        self.env["sme.enrolment"].create(
            {
                "firm_id": self.firm.id,
                "project_id": other.id,
                "date": "2026-02-01",
            }
        )
        self.env.invalidate_all()
        firm = self.firm.with_user(self.controller)
        ids = firm.read(["enrolment_ids"])[0]["enrolment_ids"]
        seen = self.env["sme.enrolment"].with_user(self.controller).search([])
        self.assertEqual(ids, seen.ids)
        self.assertEqual(len(ids), 1)

    @freeze_time("2026-10-15")
    def test_from_a_stage_to_its_papers(self):
        """How a market was entered, and the evidence; the journey itself stays shut."""
        journeys = self.env["crm.lead"].create(
            [
                {"firm_id": firm.id, "target_country_id": self.country_ee.id}
                for firm in (self.firm, self.stranger)
            ]
        )
        sale = self.env.ref("sme_crossborder.sme_evidence_kind_first_sale")
        papers = self.env["sme.evidence"].create(
            [
                {
                    "name": "Invoice",
                    "kind_id": sale.id,
                    "lead_id": journey.id,
                    "document": "cGFwZXI=",
                }
                for journey in journeys
            ]
        )
        stage = journeys._get_journey_stages()[-1]
        journeys.write({"stage_id": stage.id, "market_entry_mode": "agent"})
        Log = self.env["sme.journey.stage.log"].with_user(self.controller)
        line = Log.search([("stage_id", "=", stage.id)])
        self.assertEqual(line.firm_id.sudo(), self.firm)
        self.assertEqual(line.market_entry_mode, "Agent")
        self.assertEqual(line.missing_gates, "Mode and date of market entry")
        self.assertEqual(line.evidence_ids.sudo(), papers[0])
        line.web_read(WebClient(Log).specification("form"))
        paper = line.evidence_ids
        self.assertTrue(paper.read(["name", "document"]))
        with self.assertRaises(AccessError):
            papers[1].with_user(self.controller).read(["name"])
        with self.assertRaises(AccessError):
            journeys[0].with_user(self.controller).read(["name"])
        # with the assignment the papers go
        with freeze_time("2026-11-01"), self.assertRaises(AccessError):
            paper.read(["name"])
