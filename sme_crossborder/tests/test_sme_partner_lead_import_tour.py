"""Preview, refused rows and import; the network's form: in the browser."""

from odoo.tests import HttpCase, tagged

from .lead_case import LeadCase


@tagged("post_install", "-at_install")
class TestSmePartnerLeadImportTour(LeadCase, HttpCase):
    def test_preview_import_and_refused_rows(self):
        self.start_tour(
            "/odoo/partner-leads", "partner_lead_import_tour", login="adviser_a"
        )
        leads = self.env["sme.partner.lead"].search([("title", "like", "Tour:")])
        self.assertEqual(
            set(leads.mapped("title")), {"Tour: heart follow-up", "Tour: no firm"}
        )
        self.assertEqual(leads.firm_id, self.firm)
        self.assertEqual(set(leads.mapped("state")), {"draft"})

    def test_copied_into_the_form_of_the_network(self):
        lead = (
            self.env["sme.partner.lead"]
            .with_user(self.adviser_a)
            .create({"firm_id": self.firm.id, "title": "Heart follow-up at home"})
        )
        self.start_tour(
            f"/odoo/partner-leads/{lead.id}",
            "partner_lead_network_form_tour",
            login="adviser_a",
        )
