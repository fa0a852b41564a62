"""Methods applied and compared by the people who do it, in the browser."""

from odoo.tests import HttpCase, tagged

from .method_case import MethodCase


@tagged("post_install", "-at_install")
class TestMethodTour(MethodCase, HttpCase):
    def test_an_adviser_applies_one_to_a_journey(self):
        """A part that is left out does not begin."""
        self.method.readiness_survey_id = self.env.ref(
            "sme_crossborder.survey_readiness"
        )
        self.start_tour(
            f"/odoo/journeys/{self.journey.id}", "method_apply_tour", login="adviser_a"
        )
        self.assertRecordValues(
            self.journey.method_use_ids,
            [{"method_id": self.method.id, "user_id": self.adviser_a.id}],
        )
        self.assertEqual(len(self.journey.activity_ids), 3)
        checks = self.env["sme.readiness"].search([("lead_id", "=", self.journey.id)])
        self.assertFalse(checks)

    def test_a_manager_applies_one_to_a_project(self):
        """To both firms of the project, and the project remembers it."""
        other = self._create_firm(self.company_a, "Annan AB")
        second = self._create_journey(other, self.country_lv)
        project = self._create_project(self.company_a)
        self.env["sme.enrolment"].create(
            [
                {"firm_id": firm.id, "project_id": project.id}
                for firm in self.firm | other
            ]
        )
        self.start_tour(
            f"/odoo/cross-border-projects/{project.id}",
            "method_project_tour",
            login="manager_a",
        )
        uses = self.env["sme.method.use"].search([("method_id", "=", self.method.id)])
        self.assertEqual(uses.lead_id, self.journey | second)
        self.assertEqual(uses.user_id, self.manager_a)
        self.assertEqual(project.method_ids, self.method)

    def test_two_are_compared(self):
        """Nine of ten journeys entered by one of them, one of ten by the other."""
        other = self.env["sme.method"].create({"name": "Fairs"})
        self._fill(self.method, 9, 1, 0, "A")
        self._fill(other, 1, 8, 1, "B")
        self.start_tour("/odoo/journeys", "method_compare_tour", login="adviser_a")
