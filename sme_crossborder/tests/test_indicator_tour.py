"""Figures, rules and joint outputs, in the browser."""

from odoo.tests import HttpCase, tagged

from .indicator_case import IndicatorCase


@tagged("post_install", "-at_install")
class TestIndicatorTour(IndicatorCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        at_a = cls._enrol(cls.company_a, "556036-0793")
        at_b = cls._enrol(cls.company_b, "556036-0793", country_id=cls.country_se.id)
        other = cls._enrol(cls.company_b, "40003032949")
        cls._serve(at_a, "2025-03-01")
        cls._serve(at_b, "2025-03-02")
        cls._serve(other, "2025-03-03")
        cls.Value._recount(cls.project)

    def test_down_to_the_record(self):
        self.start_tour("/odoo/indicator-figures", "indicator_tour", login="manager_a")

    def test_output(self):
        self.start_tour("/odoo/joint-outputs", "output_tour", login="adviser_a")
        output = self.env["sme.output"].search([("name", "=", "Guide to permits")])
        self.assertEqual(output.company_id, self.company_a)

    def test_rule(self):
        self.start_tour("/odoo/indicators", "indicator_rule_tour", login="manager_a")
        own = self.env["sme.indicator"].search([("code", "=", "OWN")])
        self.assertEqual(own.company_id, self.company_a)
        self.assertEqual(own.source, "service")
