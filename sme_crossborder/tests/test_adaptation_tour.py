"""A product adapted to a market, from the journey to its last gap, in the browser."""

from odoo.tests import HttpCase, tagged

from .adaptation_case import AdaptationCase


@tagged("post_install", "-at_install")
class TestAdaptationTour(AdaptationCase, HttpCase):
    def test_from_the_journey_to_the_last_gap(self):
        self.start_tour(
            f"/odoo/journeys/{self.lead.id}", "adaptation_tour", login="adviser_a"
        )
        adaptation = self.env["sme.adaptation"].search([("lead_id", "=", self.lead.id)])
        self.assertRecordValues(
            adaptation,
            [
                {
                    "name": "Ledger for Iceland",
                    "state": "done",
                    "item_count": 2,
                    "days_actual": 6,
                    "is_ready": True,
                }
            ],
        )
