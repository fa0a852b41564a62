"""The adviser's and coordinator's ways with journeys, in the browser."""

from odoo.tests import HttpCase, tagged

from .journey_case import JourneyCase


@tagged("post_install", "-at_install")
class TestJourneyTour(JourneyCase, HttpCase):
    def test_from_first_contact_to_market_entry(self):
        self.start_tour("/odoo/journeys", "journey_tour", login="adviser_a")
        journey = self.firm.journey_ids - self.journey
        self.assertRecordValues(
            journey,
            [
                {
                    "won_status": "won",
                    "target_country_id": self.country_lv.id,
                    "market_entry_mode": "direct",
                    "service_minutes": 15,
                }
            ],
        )
        self.assertEqual(
            [line.stage_id for line in journey.stage_log_ids.sorted("id")],
            [
                self.first,
                self.needs,
                self.plan,
                self.partnering,
                self.feasibility,
                self.entry,
            ],
        )
        self.assertFalse(journey.activity_ids, "steps of the plan lead to the market")

    def test_refused_and_let_pass(self):
        self.start_tour(
            f"/odoo/journeys/{self.journey.id}",
            "journey_override_tour",
            login="coordinator_a",
        )
        self.assertEqual(self.journey.stage_id, self.entry)

    def test_drop_out_and_restart(self):
        self._move(self.plan)
        self.start_tour(
            f"/odoo/journeys/{self.journey.id}",
            "journey_drop_out_tour",
            login="adviser_a",
        )
        self.assertEqual(self.journey.won_status, "pending")
        reasons = self.journey.stage_log_ids.lost_reason_id
        self.assertEqual(reasons.name, "No time, staff or money now")


@tagged("post_install", "-at_install")
class TestJourneyPhoneTour(JourneyCase, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_service_in_four_taps(self):
        self.start_tour(
            f"/odoo/firms/{self.firm.id}",
            "journey_service_phone_tour",
            login="adviser_a",
        )
        self.assertRecordValues(
            self.firm.service_ids,
            [
                {
                    "name": "Asked about hosting",
                    "minutes": 60,
                    "lead_id": self.journey.id,
                }
            ],
        )
