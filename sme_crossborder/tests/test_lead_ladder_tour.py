"""A lead goes up the ladder and down again, in the browsers of two organisations."""

from odoo.tests import HttpCase, tagged

from .test_sme_partner_lead_teaser import TeaserCase

OTHERS = "/odoo/partner-leads-of-others"


@tagged("post_install", "-at_install")
class TestLeadLadderTour(TeaserCase, HttpCase):
    def test_published_found_opened_read_and_closed(self):
        lead = self._to_approval()
        self._approve(lead)
        mine = f"/odoo/partner-leads/{lead.id}"
        self.start_tour(mine, "lead_publish_tour", login="coordinator_a")
        self.start_tour(OTHERS, "lead_find_tour", login="adviser_b")
        self.start_tour(mine, "lead_open_tour", login="coordinator_a")
        self.assertTrue(lead.with_user(self.adviser_b).has_access("read"))
        self.start_tour(OTHERS, "lead_read_tour", login="adviser_b")
        self.start_tour(mine, "lead_close_tour", login="coordinator_a")
        self.env.invalidate_all()
        self.assertFalse(lead.with_user(self.adviser_b).has_access("read"))
        self.start_tour(OTHERS, "lead_find_tour", login="adviser_b")
