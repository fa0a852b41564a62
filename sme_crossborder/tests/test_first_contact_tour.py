"""A firm finds the page and writes, in a browser and without an account."""

from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from .first_contact_case import FirstContactCase

FASTEST = "odoo.addons.sme_crossborder.controllers.public_page.FASTEST"


@tagged("post_install", "-at_install")
class TestFirstContactTour(FirstContactCase, HttpCase):
    def test_first_contact(self):
        # a tour is faster than people
        with patch(FASTEST, 0):
            self.start_tour("/one-stop-shop", "first_contact_tour")
        one = self.env["sme.contact.request"].search([])
        self.assertEqual(one.firm_id.registry_number, "556036-0793")
        self.assertEqual(one.company_id, self.company_a)
        self.assertEqual(one.lead_id.target_country_id, self.country_lv)
        self.assertEqual(one.barrier_type_ids, self.kinds[:1])
