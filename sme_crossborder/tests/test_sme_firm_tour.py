"""The adviser's way through the screens, in the browser."""

from odoo.tests import HttpCase, tagged

from .common import SmeCase


@tagged("post_install", "-at_install")
class TestSmeFirmTour(SmeCase, HttpCase):
    def test_create_find_and_enrol(self):
        self._create_project(self.company_a, acronym="TOUR")
        self.start_tour("/odoo/firms", "sme_firm_tour", login="adviser_a")
        firm = (
            self.env["sme.firm"]
            .with_user(self.adviser_a)
            .search([("name", "=", "Tidvatten Kod AB")])
        )
        self.assertRecordValues(
            firm,
            [
                {
                    "registry_number": "556036-0793",
                    "size_class": "small",
                    "company_id": self.company_a.id,
                    "user_id": self.adviser_a.id,
                }
            ],
        )
        self.assertTrue(firm.enrolment_ids.is_countable)
        self.start_tour("/odoo/firms", "sme_firm_find_tour", login="adviser_a")
        self.assertEqual(
            self.env["sme.firm"].search_count(
                [
                    ("country_id", "=", self.country_se.id),
                    ("company_id", "=", self.company_a.id),
                ]
            ),
            1,
        )
