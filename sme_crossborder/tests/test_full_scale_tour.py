"""The full-scale project is prepared from its seed, in the browser."""

from odoo.tests import HttpCase, tagged

from .test_sme_full_scale import FullScaleCase


@tagged("post_install", "-at_install")
class TestFullScaleTour(FullScaleCase, HttpCase):
    def test_from_the_seed_to_the_next_project(self):
        self.start_tour(
            f"/odoo/action-sme_crossborder.sme_project_action/{self.seed.id}",
            "full_scale_tour",
            login="manager_a",
        )
        full = self.env["sme.project"].search([("parent_id", "=", self.seed.id)])
        self.assertRecordValues(full, [{"acronym": "NEXT", "state": "preparation"}])
        self.assertTrue(self.firm.activity_ids)
        self.assertFalse(self.far.activity_ids)
