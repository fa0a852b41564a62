"""From a workshop in the browser: a barrier heard by two firms, a lead started."""

from odoo.tests import HttpCase, tagged

from .workshop_case import WorkshopCase


@tagged("post_install", "-at_install")
class TestWorkshopHeardTour(WorkshopCase, HttpCase):
    def test_barrier_and_lead(self):
        kind = self.env.ref("sme_crossborder.sme_barrier_type_technical_eid")
        self.workshop.write(
            {
                "addressed_country_ids": (self.country_se | self.country_lv).ids,
                "barrier_type_ids": kind.ids,
            }
        )
        firms = self._create_firm(self.company_a, "Fjordkod AB")
        self.env["crm.lead"].create(
            {"firm_id": firms.id, "target_country_id": self.country_lv.id}
        )
        firms |= self._create_firm(self.company_a, "Annan AB")
        for firm in firms:
            self._register(f"From {firm.name}", firm_id=firm.id)
        barrier = self.env["sme.barrier"].create(
            {
                "name": "Portal wants a Latvian signature",
                "type_id": kind.id,
                "company_id": self.company_a.id,
                "home_country_id": self.country_se.id,
                "target_country_id": self.country_lv.id,
            }
        )
        self.start_tour(
            f"/odoo/workshops/{self.workshop.id}",
            "workshop_heard_tour",
            login="adviser_a",
        )
        self.assertEqual(barrier.encounter_ids.firm_id, firms)
        self.assertEqual(self.workshop.heard_encounter_ids, barrier.encounter_ids)
        lead = self.workshop.started_lead_ids
        self.assertEqual(lead.target_country_ids, self.country_lv)
