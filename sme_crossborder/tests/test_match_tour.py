"""Matches in the browser: from a lead, from a firm, and from a lead of others."""

from odoo import Command
from odoo.tests import HttpCase, tagged

from .matching_case import MatchingCase


@tagged("post_install", "-at_install")
class TestMatchTour(MatchingCase, HttpCase):
    def test_from_lead_firm_and_teaser(self):
        offer = self._to_published(
            capability_offered_ids=[Command.set(self.health.ids)]
        )
        request = self._publish_b(
            **self._request_values(
                summary="A Latvian firm that sells software to hospitals wants heart "
                "patients followed at home, and seeks a product that is in use "
                "elsewhere, under a commercial agreement.",
                capability_sought_ids=[Command.set(self.health.ids)],
            )
        )
        lonely = self._create_firm(self.company_a, "Ensam AB")
        lonely.market_wanted_ids = self.country_ee
        teaser = self.env["sme.partner.lead.teaser"].search(
            [("lead_id", "=", request.id)]
        )
        login = self.adviser_a.login
        lead_page = f"/odoo/partner-leads/{offer.id}"
        self.start_tour(lead_page, "match_lead_tour", login=login)
        firm_page = f"/odoo/sme.firm/{lonely.id}"
        self.start_tour(firm_page, "match_firm_tour", login=login)
        teaser_page = f"/odoo/partner-leads-of-others/{teaser.id}"
        self.start_tour(teaser_page, "match_teaser_tour", login=login)
