"""1:1 meetings in the browser: from slots to a published plan."""

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .workshop_case import WorkshopCase


@tagged("post_install", "-at_install")
class TestMeetingTour(WorkshopCase, HttpCase):
    def test_from_slots_to_a_published_plan(self):
        begin = fields.Datetime.now().replace(hour=8, minute=0, second=0, microsecond=0)
        begin += timedelta(days=60)
        self.workshop.write(
            {"date_begin": begin, "date_end": begin + timedelta(hours=3)}
        )
        for name, code in (("Asp", "se"), ("Kalns", "lv"), ("Liepa", "lv")):
            self._register(
                name,
                company_name=f"{name} AB",
                firm_country_id=self.env.ref(f"base.{code}").id,
            )
        self.start_tour(
            f"/odoo/workshops/{self.workshop.id}",
            "meeting_tour",
            login=self.coordinator_a.login,
        )
        meetings = self.workshop.meeting_round_ids
        self.assertEqual(meetings.state, "published")
        self.assertEqual(meetings.conflict_count, 0)
        held = meetings.meeting_ids
        self.assertEqual(len(held.slot_id), 2)
        self.assertEqual(held.mapped("is_fixed"), [True, True])
        # planned one after the other, and then the other way round
        self.assertEqual(held.mapped("version"), [1, 1])
