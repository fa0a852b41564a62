"""A coordinator's way through a workshop, in the browser."""

from odoo.tests import HttpCase, tagged

from .workshop_case import WorkshopCase


@tagged("post_install", "-at_install")
class TestWorkshopTour(WorkshopCase, HttpCase):
    def test_register_confirm_attend(self):
        self.workshop.event_mail_ids = False  # nobody is written to
        self.start_tour(
            f"/odoo/workshops/{self.workshop.id}",
            "workshop_tour",
            login="coordinator_a",
        )
        attendee = self.workshop.registration_ids
        self.assertEqual(attendee.presence, "came")
        self.assertEqual(attendee.minutes_present, 60)
        self.assertEqual(attendee.firm_id.name, "Nyfirma AB")
        self.assertEqual(attendee.journey_id.stage_id.name, "First contact")
