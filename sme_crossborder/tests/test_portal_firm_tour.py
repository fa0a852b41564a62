"""A firm on its own pages, and the adviser on the file, in the browser."""

from odoo.tests import HttpCase, tagged

from .test_sme_portal_adaptation import PortalAdaptationCase


@tagged("post_install", "-at_install")
class TestPortalFirmTour(PortalAdaptationCase, HttpCase):
    def test_a_firm_and_its_adviser(self):
        self.firm.city = "Stockholm"
        self.start_tour("/my/home", "firm_portal_tour", login=self.eva.login)
        self.env.invalidate_all()
        self.assertEqual(self.firm.change_ids.new_value, "Solna")
        self.assertEqual((self.gap.status, self.gap.ticked_by), ("done", "Eva"))
        self.env["sme.firm.change"].create(
            {
                "firm_id": self.firm.id,
                "field_name": "founding_year",
                "old_value": 0,
                "new_value": 2012,
            }
        )
        self.start_tour(
            f"/odoo/firms/{self.firm.id}", "firm_change_tour", login="adviser_a"
        )
        self.env.invalidate_all()
        self.assertEqual((self.firm.city, self.firm.founding_year), ("Solna", 0))
        self.assertFalse(self.firm.change_ids)

    def test_a_firm_adds_a_product_and_figures(self):
        self.start_tour(
            f"/my/firm/{self.firm.id}/profile",
            "firm_products_tour",
            login=self.eva.login,
        )
        self.env.invalidate_all()
        product, year = self.firm.change_ids.sorted("id")
        self.assertEqual(product.new_value["name"], "Quay Planner")
        self.assertEqual(year.new_value["headcount"], "9.5")
