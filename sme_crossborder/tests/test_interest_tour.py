"""From interest to agreement, and to a no, in the browsers of two organisations."""

from odoo.tests import HttpCase, tagged

from .interest_case import InterestCase

OTHERS = "/odoo/partner-leads-of-others"
TO_US = "/odoo/interests-to-us"
OURS = "/odoo/our-interests"


@tagged("post_install", "-at_install")
class TestInterestTour(InterestCase, HttpCase):
    def test_from_interest_to_agreement(self):
        self.start_tour(OTHERS, "interest_express_tour", login="adviser_b")
        mine = f"/odoo/partner-leads/{self.lead.id}"
        self.start_tour(mine, "interest_accept_tour", login="coordinator_a")
        self.start_tour(OURS, "interest_agree_tour", login="adviser_b")
        self.start_tour(TO_US, "interest_confirm_tour", login="adviser_a")
        cooperation = self.env["sme.cooperation"].search(
            [("reference", "=", self.lead.reference)]
        )
        self.assertEqual(
            cooperation.party_ids.filtered("is_credited").partner_id,
            self.company_a.partner_id | self.partner_b,
        )

    def test_declined_with_a_reason(self):
        self._express()
        self.start_tour(TO_US, "interest_decline_tour", login="adviser_a")
        self.start_tour(OURS, "interest_declined_tour", login="adviser_b")
