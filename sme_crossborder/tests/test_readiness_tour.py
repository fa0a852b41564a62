"""A firm is sent its questions, answers them, and its adviser confirms a barrier."""

from odoo.tests import HttpCase, tagged

from .readiness_case import ReadinessCase


@tagged("post_install", "-at_install")
class TestReadinessTour(ReadinessCase, HttpCase):
    def test_from_the_link_to_the_barrier(self):
        self.start_tour(
            f"/odoo/journeys/{self.journey.id}",
            "readiness_send_tour",
            login="adviser_a",
        )
        readiness = self.env["sme.readiness"].search([("firm_id", "=", self.firm.id)])
        self.assertRecordValues(
            readiness,
            [
                {
                    "state": "sent",
                    "lead_id": self.journey.id,
                    "contact_id": self.person.id,
                }
            ],
        )
        url = readiness.get_answer_url()
        self.start_tour(url[url.index("/survey") :], "readiness_answer_tour")
        self.assertEqual(readiness.state, "answered")
        self.assertEqual(readiness.answered_by, "firm")
        # each first choice is worth nothing
        self.assertEqual(readiness.total, 0)
        self.start_tour(
            f"/odoo/readiness/{readiness.id}", "readiness_read_tour", login="adviser_a"
        )
        met = self.env["sme.barrier.encounter"].search([("firm_id", "=", self.firm.id)])
        self.assertEqual(len(met), 1)
        self.assertEqual(met.lead_id, self.journey)
        line = readiness.barrier_ids.filtered(lambda line: line.state == "confirmed")
        self.assertEqual(line.heard_encounter_ids, met)
        self.assertEqual(line.type_id, met.type_id)
