"""A question of a firm, from asking to the answer, in the browser."""

from odoo.tests import HttpCase, tagged

from .guidance_case import GuidanceCase


@tagged("post_install", "-at_install")
class TestGuidanceTour(GuidanceCase, HttpCase):
    def test_from_the_question_to_the_lesson(self):
        kind = self.env["sme.barrier.type"].search([], limit=1)
        barrier = self.env["sme.barrier"].create(
            {
                "name": "Portal wants an Estonian signature",
                "type_id": kind.id,
                "company_id": self.company_a.id,
                "home_country_id": self.country_se.id,
                "target_country_id": self.country_ee.id,
            }
        )
        self.start_tour(
            f"/odoo/journeys/{self.journey.id}", "guidance_tour", login="adviser_a"
        )
        case = self.env["sme.guidance.case"].search([("lead_id", "=", self.journey.id)])
        self.assertRecordValues(
            case,
            [
                {
                    "name": "How do we sign a bid?",
                    "state": "closed",
                    "summary": "Apply for e-residency early.",
                    "service_minutes": 40,
                    "is_in_time": True,
                }
            ],
        )
        self.assertRecordValues(
            case.heard_encounter_ids,
            [
                {
                    "barrier_id": barrier.id,
                    "lead_id": self.journey.id,
                    "state": "treatment",
                    "lesson": "Apply for e-residency early.",
                }
            ],
        )
