"""From the portal to an agreement, in the browsers of both sides."""

from odoo.tests import HttpCase, tagged

from .test_sme_portal_interest import PortalInterestCase

LEADS = "/my/partner-leads"


@tagged("post_install", "-at_install")
class TestPortalLeadTour(PortalInterestCase, HttpCase):
    def test_interest_accepted_and_a_lead_written(self):
        north = self.user_north.login
        self.start_tour(LEADS, "portal_lead_interest_tour", login=north)
        interest = self.env["sme.partner.lead.interest"].search([])
        self.assertEqual((interest.partner_id, interest.state), (self.north, "new"))
        self.start_tour(
            f"/odoo/interests-to-us/{interest.id}",
            "portal_lead_accept_tour",
            login="coordinator_a",
        )
        self.assertEqual(interest.state, "accepted")
        mine = f"{LEADS}/interests"
        self.start_tour(mine, "portal_lead_contact_tour", login=north)
        self.start_tour(
            f"/odoo/interests-to-us/{interest.id}",
            "portal_lead_agree_tour",
            login="coordinator_a",
        )
        self.assertIn(self.north, interest.cooperation_id.party_ids.partner_id)
        self.start_tour(mine, "portal_lead_agreed_tour", login=north)
        self.start_tour(f"{LEADS}/drafts", "portal_lead_write_tour", login=north)
        draft = self.env["sme.portal.draft"].search([])
        self.assertEqual(draft.title, "Estonian institute offers a test ward")
        self.assertFalse(draft.lead_id)

    def test_files_too_large_are_refused_on_the_page(self):
        self.start_tour(
            f"{LEADS}/{self.teaser.id}/interest",
            "portal_files_tour",
            login=self.user_north.login,
        )
        interest = self.env["sme.partner.lead.interest"].search([])
        self.assertEqual(interest.message, "Two of our hospitals want to try it")
