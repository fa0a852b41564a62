"""A file goes from house to house, in the browser of both."""

from odoo.tests import HttpCase, tagged

from .test_sme_hand_over import HandOverCase


@tagged("post_install", "-at_install")
class TestHandOverTour(HandOverCase, HttpCase):
    def test_asked_and_taken_over(self):
        self.start_tour(
            f"/odoo/firms/{self.firm.id}",
            "hand_over_ask_tour",
            login="coordinator_a",
        )
        self.assertEqual(self.firm.company_id, self.company_a)
        self.start_tour(
            "/odoo/sme-hand-overs", "hand_over_accept_tour", login="coordinator_b"
        )
        self.assertEqual(self.firm.company_id, self.company_b)
        self.assertEqual(self.journey.user_id, self.coordinator_b)

    def test_refused(self):
        self._ask()
        self.start_tour(
            "/odoo/sme-hand-overs", "hand_over_refuse_tour", login="coordinator_b"
        )
        self.assertEqual(self.firm.company_id, self.company_a)
        hand_over = self.env["sme.hand.over"].search([])
        self.assertEqual(hand_over.refusal_reason, "No adviser for games")
