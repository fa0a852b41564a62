"""A lead box by box, to copy it into the network's own form."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools import lead_fields
from .lead_case import LeadCase


@tagged("post_install", "-at_install")
class TestSmePartnerLeadForm(LeadCase):
    def _boxes(self, lead):
        return {box["name"]: box for box in lead.network_form["boxes"]}

    def test_boxes_of_a_business_offer_in_their_order(self):
        lead = self._create_lead(
            target_country_ids=[Command.set(self.country_lv.ids)],
            ipr_notes="EP 1",
        )
        self.assertEqual(
            [box["name"] for box in lead.network_form["boxes"]],
            [
                *("lead_type", "title", "summary", "description", "advantages"),
                *("development_stage", "ipr_status", "ipr_notes", "sdg_ids"),
                *("expected_role", "cooperation_type_ids", "partner_type_ids"),
                *("market_keyword_ids", "technology_keyword_ids"),
                *("target_country_ids", "is_anonymous"),
            ],
        )
        boxes = self._boxes(lead)
        self.assertEqual(boxes["title"]["text"], lead.title)
        self.assertEqual(boxes["title"]["length"], len(lead.title))
        self.assertEqual(boxes["title"]["most"], 256)
        self.assertEqual(boxes["cooperation_type_ids"]["text"], "Commercial agreement")
        self.assertIn("(02007012)", boxes["market_keyword_ids"]["text"])
        self.assertEqual(boxes["target_country_ids"]["text"], "Latvia")
        self.assertEqual(boxes["sdg_ids"]["text"], "3: Good health and well-being")
        self.assertFalse([box for box in boxes.values() if box["missing"]])

    def test_boxes_of_a_research_request(self):
        lead = self._create_lead(
            lead_type="research_request",
            cooperation_type_ids=[
                Command.set(self._ref("cooperation_type_research").ids)
            ],
            call_title="Second round",
            call_identifier="DE-2027-ID-04",
            call_deadline="2027-03-30",
            budget=2_500_000,
        )
        boxes = self._boxes(lead)
        self.assertEqual(boxes["call_title"]["text"], "Second round, DE-2027-ID-04")
        self.assertEqual(boxes["call_deadline"]["text"], "2027-03-30")
        self.assertIn("2,500,000", boxes["budget"]["text"])
        self.assertNotIn("advantages", boxes)
        self.assertEqual(
            {name for name, box in boxes.items() if box["missing"]},
            {
                *("specification", "framework_programme", "coordinator_required"),
                "interest_deadline",
            },
        )

    def test_what_is_needed_and_empty_for_every_type(self):
        """The same as the quality check calls missing; a call has two in one box."""
        for lead_type in lead_fields.TYPES:
            lead = (
                self.env["sme.partner.lead"]
                .with_user(self.adviser_a)
                .create({"firm_id": self.firm.id, "lead_type": lead_type})
            )
            boxes = self._boxes(lead)
            missing = {name for name, box in boxes.items() if box["missing"]}
            needed = set(lead_fields.mandatory_fields(lead_type)) - {
                *("language_id", "call_identifier")
            }
            with self.subTest(lead_type=lead_type):
                self.assertEqual(missing, needed)

    def test_a_text_that_is_too_long(self):
        lead = self._create_lead(summary="x" * 501)
        box = self._boxes(lead)["summary"]
        self.assertEqual((box["length"], box["most"], box["tooLong"]), (501, 500, True))

    def test_no_goal_is_an_answer(self):
        lead = self._create_lead(sdg_ids=False, sdg_none=True)
        self.assertEqual(self._boxes(lead)["sdg_ids"]["text"], "Not relevant")

    def test_the_form_is_in_english(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.country_lv.with_context(lang="sv_SE").name = "Lettland"
        lead = self._create_lead(
            language_id=self.swedish.id,
            title="Svenskt företag erbjuder",
            target_country_ids=[Command.set(self.country_lv.ids)],
        )
        reader = lead.with_context(lang="sv_SE")
        self.assertEqual(self._boxes(reader)["target_country_ids"]["text"], "Latvia")
        self.assertIn("Swedish", lead.network_form["language"])
        self.assertEqual(self._boxes(lead)["title"]["text"], "Svenskt företag erbjuder")
        lead.translation_ids = [
            Command.create(
                {"language_id": self.english.id, "title": "Swedish firm offers"}
            )
        ]
        lead.invalidate_recordset(["network_form"])
        boxes = self._boxes(lead)
        self.assertEqual(boxes["title"]["text"], "Swedish firm offers")
        self.assertEqual(boxes["summary"]["text"], lead.summary)
        english = self._create_lead()
        self.assertFalse(english.network_form["language"])

    def test_who_sees_it(self):
        lead = self._create_lead()
        action = lead.action_network_form()
        self.assertEqual(action["target"], "new")
        for user in (self.adviser_b, self.auditor, self.employee, self.portal):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                lead.with_user(user).action_network_form()
