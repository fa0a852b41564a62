"""Services: noted quickly, counted from, and never of another firm's journey."""

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .journey_case import JourneyCase


@tagged("post_install", "-at_install")
class TestSmeService(JourneyCase):
    def _note(self, user=None, **values):
        return (
            self.env["sme.service"]
            .with_user(user or self.adviser_a)
            .create({"name": "Talked about tenders", **values})
        )

    def test_from_the_firm_in_two_fields(self):
        call = self.env.ref("sme_crossborder.sme_service_kind_call")
        view = "sme_crossborder.sme_service_view_form_quick"
        Service = self.env["sme.service"].with_user(self.adviser_a)
        with Form(Service.with_context(default_firm_id=self.firm.id), view) as form:
            form.name = "Asked about e-invoices"
        self.assertRecordValues(
            form.record,
            [
                {
                    "firm_id": self.firm.id,
                    "company_id": self.company_a.id,
                    "kind_id": call.id,
                    "minutes": 15,
                    "date": fields.Date.context_today(form.record),
                    "user_id": self.adviser_a.id,
                }
            ],
        )

    def test_from_the_journey(self):
        action = self.journey.with_user(self.adviser_a).action_note_service()
        service = self._note(
            **{
                key.removeprefix("default_"): value
                for key, value in action["context"].items()
            }
        )
        self.assertEqual(service.lead_id, self.journey)
        self.assertEqual(service.firm_id, self.firm)
        # the journey alone is enough
        self.assertEqual(self._note(lead_id=self.journey.id).firm_id, self.firm)

    def test_the_only_journey_is_proposed(self):
        view = "sme_crossborder.sme_service_view_form_quick"
        Service = self.env["sme.service"].with_user(self.adviser_a)
        with Form(Service.with_context(default_firm_id=self.firm.id), view) as form:
            form.name = "Asked about e-invoices"
            self.assertEqual(form.lead_id, self.journey)
        self._create_journey(self.firm, self.country_lv)
        with Form(Service.with_context(default_firm_id=self.firm.id), view) as form:
            form.name = "Asked about e-invoices"
            self.assertFalse(form.lead_id)

    def test_from_my_work_which_is_done_by_it(self):
        journey = self.journey.with_user(self.adviser_a)
        activity = journey.activity_schedule(
            "mail.mail_activity_data_meeting",
            summary="Assess needs",
            user_id=self.adviser_a.id,
        )
        action = activity.action_note_service()
        Service = self.env["sme.service"].with_user(self.adviser_a)
        view = "sme_crossborder.sme_service_view_form_quick"
        with Form(Service.with_context(**action["context"]), view) as form:
            self.assertTrue(activity.active)
            form.minutes = 45
        self.assertRecordValues(
            form.record,
            [
                {
                    "name": "Assess needs",
                    "lead_id": journey.id,
                    "firm_id": self.firm.id,
                    "minutes": 45,
                    "kind_id": self.env.ref(
                        "sme_crossborder.sme_service_kind_meeting"
                    ).id,
                }
            ],
        )
        self.assertFalse(activity.exists().active)
        # somebody else's activity is nobody's to mark done by a context
        other = self.env["crm.lead"].browse(self._b_journey().id)
        theirs = other.activity_schedule(summary="Theirs", user_id=self.adviser_b.id)
        with self.assertRaises(AccessError):
            Service.with_context(sme_done_activity_id=theirs.id).create(
                {"name": "x", "firm_id": self.firm.id}
            )

    def _b_journey(self):
        return self._create_journey(self.firm_b, self.country_ee)

    def test_usual_minutes_are_a_proposal(self):
        advice = self.env.ref("sme_crossborder.sme_service_kind_advice")
        self.assertEqual(
            self._note(firm_id=self.firm.id, kind_id=advice.id).minutes, 60
        )
        service = self._note(firm_id=self.firm.id, kind_id=advice.id, minutes=25)
        self.assertEqual(service.minutes, 25)
        service.kind_id = self.env.ref("sme_crossborder.sme_service_kind_call")
        self.assertEqual(service.minutes, 25)

    def test_totals(self):
        """15 + 25 on the journey; 15 + 25 + 60 on the firm."""
        self._note(lead_id=self.journey.id, minutes=15)
        self._note(lead_id=self.journey.id, minutes=25)
        self._note(firm_id=self.firm.id, minutes=60)
        self.env["sme.service"].create(
            {"name": "Other", "firm_id": self.firm_b.id, "minutes": 500}
        )
        journey = self.journey.with_user(self.adviser_a)
        self.assertEqual((journey.service_count, journey.service_minutes), (2, 40))
        firm = self.firm.with_user(self.adviser_a)
        self.assertEqual((firm.service_count, firm.service_minutes), (3, 100))
        self._note(firm_id=self.firm.id, minutes=1).unlink()
        self.assertEqual(firm.service_minutes, 100)

    def test_refused_with_the_reason(self):
        other = self._create_firm(self.company_a, "Annan AB")
        with self.assertRefused("journey is of another firm", ValidationError):
            self._note(firm_id=self.firm.id).write(
                {"firm_id": other.id, "lead_id": self.journey.id}
            )
        person = self.firm_b.partner_id.child_ids.create(
            {"name": "Other", "company_id": False}
        )
        with self.assertRefused("Other is no contact person of Fjordkod AB"):
            self._note(firm_id=self.firm.id, partner_id=person.id)
        with self.assertRefused("Topic is empty"):
            self._note(firm_id=self.firm.id, name="  ")
        with self.assertRefused("does not work in Organisation A", ValidationError):
            self._note(firm_id=self.firm.id, user_id=self.adviser_b.id)
        with self.assertRefused("1 January 2999, which is in the future"):
            self._note(firm_id=self.firm.id, date="2999-01-01")

    def test_a_colleagues_service_is_the_coordinators_to_delete(self):
        service = self._note(firm_id=self.firm.id)
        theirs = self._note(self.coordinator_a, firm_id=self.firm.id)
        with self.assertRefused("Ask them or a coordinator", AccessError):
            theirs.with_user(self.adviser_a).unlink()
        service.with_user(self.adviser_a).unlink()
        again = self._note(firm_id=self.firm.id)
        again.with_user(self.coordinator_a).unlink()
        self.assertFalse((service | again).exists())

    def test_other_organisations_stay_apart(self):
        service = self._note(firm_id=self.firm.id)
        for act in (
            lambda: service.with_user(self.adviser_b).read(["name"]),
            lambda: self._note(self.adviser_b, firm_id=self.firm.id),
            lambda: self._note(self.adviser_b, lead_id=self.journey.id),
            lambda: self._note(firm_id=self.firm.id).write({"firm_id": self.firm_b.id}),
        ):
            with self.assertRaises(AccessError):
                act()
        found = self.env["sme.service"].with_user(self.adviser_b).search([])
        self.assertFalse(found)

    def test_a_firm_with_services_is_not_deleted_but_merged(self):
        self._note(firm_id=self.firm.id)
        with self.assertRefused("1 journeys, 1 services and 0 barriers met"):
            self.firm.with_user(self.coordinator_a).unlink()
        kept = self._create_firm(self.company_a, "Fjordkod igen AB")
        kept.with_user(self.coordinator_a)._merge(self.firm)
        self.assertEqual(len(kept.service_ids), 1)
        self.assertEqual(kept.journey_ids, self.journey)
        self.assertEqual(self.journey.name, "Fjordkod igen AB → Estonia")
        self.assertEqual(self.journey.partner_id, kept.partner_id)
        self.assertEqual(self.journey.stage_log_ids.firm_id, kept)

    def test_files_with_open_journeys_to_one_market_are_not_merged(self):
        kept = self._create_firm(self.company_a, "Fjordkod igen AB")
        self._create_journey(kept, self.country_ee)
        with self.assertRefused("open journey to Estonia"):
            kept.with_user(self.coordinator_a)._merge(self.firm)
        self.assertTrue(self.firm.exists())
