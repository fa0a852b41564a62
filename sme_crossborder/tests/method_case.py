"""A method of three steps, and journeys it was applied to and what came of them."""

from odoo.tests import freeze_time

from .journey_case import JourneyCase


class MethodCase(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan_steps = cls.env["mail.activity.plan"].create(
            {
                "name": "Three steps",
                "res_model": "crm.lead",
                "template_ids": [
                    (
                        0,
                        0,
                        {
                            "summary": f"Step {number}",
                            "activity_type_id": cls.env.ref(
                                "mail.mail_activity_data_todo"
                            ).id,
                            "responsible_type": "journey_adviser",
                            "delay_count": number,
                            "delay_from": "after_plan_date",
                        },
                    )
                    for number in (1, 2, 3)
                ],
            }
        )
        cls.method = cls.env["sme.method"].create(
            {"name": "Trial abroad", "version": "1", "plan_id": cls.plan_steps.id}
        )

    def _fill(self, method, entered, dropped, under_way, letter):
        """Journeys of one method, entered after 30 days, with an hour of service."""
        with freeze_time("2026-03-01 10:00:00"):
            journeys = [
                self._begin(method, f"{letter}{number} AB")
                for number in range(entered + dropped + under_way)
            ]
        with freeze_time("2026-04-15 10:00:00"):
            for journey in journeys[:entered]:
                self._add_evidence(journey, "first_sale")
                journey.write(
                    {
                        "market_entry_mode": "direct",
                        "market_entry_date": "2026-03-31",
                    }
                )
                journey.stage_id = self.entry
            for journey in journeys[entered : entered + dropped]:
                self._drop(journey)

    def _begin(self, method, name):
        firm = self._create_firm(self.company_a, name)
        journey = self._create_journey(firm, self.country_ee)
        method.with_user(self.adviser_a).apply_to(
            journey.with_user(self.adviser_a), parts=[]
        )
        self._note_service("2026-03-01", 60, journey)
        return journey

    def _note_service(self, date, minutes, journey=None):
        self.env["sme.service"].with_user(self.adviser_a).create(
            {
                "name": "Talk",
                "lead_id": (journey or self.journey).id,
                "date": date,
                "minutes": minutes,
                "kind_id": self.env["sme.service.kind"].search([], limit=1).id,
            }
        )
