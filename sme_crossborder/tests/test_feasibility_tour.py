"""A study from its journey to the signed version, in the browser, by two persons."""

from odoo.tests import HttpCase, tagged

from .feasibility_case import FeasibilityCase


@tagged("post_install", "-at_install")
class TestFeasibilityTour(FeasibilityCase, HttpCase):
    def test_from_the_journey_to_the_signed_version(self):
        self.template.sequence = -1  # the usual one
        url = f"/odoo/journeys/{self.journey.id}"
        self.start_tour(url, "feasibility_tour_write", login="adviser_a")
        study = self.journey.study_ids
        self.assertRecordValues(
            study, [{"state": "asked", "result": 75, "verdict": "go"}]
        )
        url = f"/odoo/feasibility-studies/{study.id}"
        self.start_tour(url, "feasibility_tour_sign", login="coordinator_a")
        self.assertRecordValues(
            study.version_ids,
            [{"number": 1, "verdict": "go", "signer_id": self.coordinator_a.id}],
        )
