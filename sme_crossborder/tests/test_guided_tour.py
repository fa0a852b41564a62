"""The tours that show a user the way lead where they say, in few clicks and quickly."""

import re
import time
from pathlib import Path

from odoo.tests import HttpCase, tagged

from .common import SmeCase

MOST_CLICKS = 30
MOST_SECONDS = 300
STEPS = Path(__file__).parents[1] / "static/src/guided/guided_tours.esm.js"


@tagged("post_install", "-at_install")
class TestGuidedTour(SmeCase, HttpCase):
    def test_adviser_from_nothing_to_a_first_journey(self):
        """In less than five minutes and thirty clicks, typing counted as clicks too."""
        began = time.monotonic()
        self.start_tour("/odoo/firms", "sme_guided_adviser", login="adviser_a")
        self.assertLess(time.monotonic() - began, MOST_SECONDS)
        firm = self.env["sme.firm"].search([("name", "=", "Tidvatten Kod AB")])
        self.assertRecordValues(
            firm,
            [
                {
                    "company_id": self.company_a.id,
                    "country_id": self.country_se.id,
                    "user_id": self.adviser_a.id,
                }
            ],
        )
        journey = firm.journey_ids
        self.assertEqual(journey.target_country_id, self.country_lv)
        self.assertTrue(journey.activity_ids)
        encounter = self.env["sme.barrier.encounter"].search(
            [("lead_id", "=", journey.id)]
        )
        self.assertEqual(encounter.name, "The bank asks for a local manager")
        source = STEPS.read_text(encoding="utf-8")
        adviser = source[: source.index('tours.add("sme_guided_coordinator"')]
        acts = len(re.findall(r"\brun: ", adviser.split('tours.add("sme_guided')[1]))
        picks = adviser.count("...pick(")
        self.assertLessEqual(acts + 2 * picks, MOST_CLICKS)

    def test_coordinator(self):
        self._create_firm(self.company_a)
        self.start_tour(
            "/odoo/journeys", "sme_guided_coordinator", login="coordinator_a"
        )

    def test_manager(self):
        self.start_tour(
            "/odoo/cross-border-projects", "sme_guided_manager", login="manager_a"
        )
        project = self.env["sme.project"].search([("acronym", "=", "BALTIC-OSS")])
        self.assertEqual(project.state, "preparation")
        self.assertEqual(project.lead_partner_id, self.company_a.partner_id)

    def test_a_tour_for_each_role_is_listed(self):
        source = STEPS.read_text(encoding="utf-8")
        names = set(re.findall(r'tours\.add\("(\w+)"', source))
        listed = self.env["web_tour.tour"].search([("name", "=like", "sme_guided%")])
        self.assertEqual(names, set(listed.mapped("name")))
