"""From an empty form to a published lead, each step by whoever takes it."""

from odoo.tests import HttpCase, tagged

from .lead_case import LeadCase


@tagged("post_install", "-at_install")
class TestPartnerLeadTour(LeadCase, HttpCase):
    def test_written_read_approved_published(self):
        self.start_tour(
            "/odoo/partner-leads/new", "partner_lead_write_tour", login="adviser_a"
        )
        lead = self.env["sme.partner.lead"].search([("firm_id", "=", self.firm.id)])
        self.assertEqual(len(lead), 1)
        self.assertEqual(lead.state, "review")
        self.start_tour(
            "/odoo/partner-leads-to-read",
            "partner_lead_review_tour",
            login="coordinator_a",
        )
        self.assertEqual(lead.review_user_id, self.coordinator_a)
        self.start_tour(
            f"/odoo/partner-leads/{lead.id}",
            "partner_lead_publish_tour",
            login="adviser_a",
        )
        self.assertEqual(lead.state, "published")
        self.assertEqual(lead.approval_person, "Anna Berg, owner")
        self.assertEqual(lead.create_uid, self.adviser_a)
