"""Guidance cases: opened, worked on, closed with an answer; whose they are."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .guidance_case import GuidanceCase


@tagged("post_install", "-at_install")
class TestSmeGuidanceCase(GuidanceCase):
    def _defaults(self, action):
        return {
            key.removeprefix("default_"): value
            for key, value in action["context"].items()
            if key.startswith("default_")
        }

    def test_from_a_journey_in_two_fields(self):
        action = self.journey.with_user(self.adviser_a).action_view_cases()
        self.assertEqual([view for _id, view in action["views"]], ["form"])
        Case = self.env["sme.guidance.case"].with_user(self.adviser_a)
        with Form(Case.with_context(**action["context"])) as form:
            form.name = "Who signs?"
            form.topic_id = self.topic
        case = form.record
        self.assertRecordValues(
            case,
            [
                {
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                    "company_id": self.company_a.id,
                    "target_country_id": self.country_ee.id,
                    "home_country_id": self.country_se.id,
                    "user_id": self.adviser_a.id,
                    "state": "new",
                    "response_hours": 16,
                }
            ],
        )
        for record in (self.journey, self.firm):
            mine = record.with_user(self.adviser_a)
            self.assertEqual(mine.case_count, 1)
            action = mine.action_view_cases()
            self.assertEqual(Case.search(action["domain"]), case)
            self.assertGreater(len(action["views"]), 1)

    def test_its_journey_is_of_its_firm(self):
        other = self._create_firm(self.company_a, "Another AB")
        with self.assertRefused("another firm", ValidationError):
            self._ask(lead_id=self.journey.id).firm_id = other
        with self.assertRefused("does not work in", ValidationError):
            self._ask(user_id=self.adviser_b.id)

    def test_sessions(self):
        case = self._ask(lead_id=self.journey.id)
        Service = self.env["sme.service"].with_user(self.adviser_a)
        for minutes, day in ((40, "2026-01-05"), (25, "2026-01-12")):
            values = self._defaults(case.action_note_service())
            Service.create(
                {
                    **values,
                    "name": "Went through the contract",
                    "minutes": minutes,
                    "date": day,
                    "next_step": "Send the clause",
                }
            )
        self.assertEqual((case.service_count, case.service_minutes), (2, 65))
        self.assertEqual(case.service_ids.lead_id, self.journey)
        action = case.action_view_services()
        self.assertEqual(Service.search(action["domain"]), case.service_ids)
        self.assertEqual(self.firm.with_user(self.adviser_a).service_count, 2)
        other = self._create_firm(self.company_a, "Another AB")
        with self.assertRefused("case is of another firm", ValidationError):
            Service.create(
                {"name": "Talk", "firm_id": other.id, "case_id": case.id, "minutes": 5}
            )
        with self.assertRefused("sessions of Fjordkod AB", ValidationError):
            case.write({"firm_id": other.id, "lead_id": False})
        case.invalidate_recordset()
        with self.assertRefused("2 sessions were noted"):
            case.with_user(self.coordinator_a).unlink()

    def test_counts_take_one_query_however_many(self):
        cases = self._ask()
        for _number in range(9):
            cases |= self._ask()

        def count(records):
            self.env.invalidate_all()
            records.mapped("name")
            before = self.env.cr.sql_log_count
            records.mapped("service_minutes")
            records.mapped("is_overdue")
            return self.env.cr.sql_log_count - before

        count(cases)  # what the server keeps is read once
        self.assertEqual(count(cases), count(cases[:1]))

    def test_closing_asks_for_an_answer_or_a_reason(self):
        case = self._ask()
        with self.assertRefused("what the answer was", ValidationError):
            case.state = "closed"
        with self.assertRefused("say why", ValidationError):
            case.write({"state": "dropped", "drop_reason": "  "})
        case.invalidate_recordset()
        case.write({"state": "closed", "summary": "A scan is enough."})
        self.assertEqual(case.date_closed, case.date_answered)
        self.assertTrue(case.date_closed)

    def _to_do(self, case):
        return case.activity_ids.filtered(
            lambda step: (
                step.activity_type_id
                == self.env.ref("sme_crossborder.mail_activity_type_case_answer")
            )
        )

    def test_what_is_to_do_about_it_ends_with_the_clock(self):
        case = self._ask()
        case._tell_adviser("The firm asks")
        self.assertEqual(self._to_do(case).user_id, self.adviser_a)
        case.action_wait()
        self.assertFalse(self._to_do(case), "it waits for the firm")
        case.action_work()
        case._tell_adviser("The firm answered")
        case._tell_adviser("The firm added something")
        self.assertEqual(self._to_do(case).summary, "The firm added something")
        case.activity_schedule(
            "mail.mail_activity_data_call", summary="Call", user_id=self.adviser_a.id
        )
        case.write({"state": "closed", "summary": "A scan is enough."})
        self.assertEqual(case.activity_ids.mapped("summary"), ["Call"])
        case.action_work()
        self.assertFalse(self._to_do(case), "it was answered")

    def test_checklist_of_the_topic_above(self):
        case = self._ask()
        plan = self.env.ref("sme_crossborder.mail_activity_plan_case_legal")
        self.assertFalse(self.topic.plan_id)
        self.assertTrue(case.has_checklist)
        case.with_user(self.coordinator_a).action_plan_checklist()
        self.assertEqual(
            set(case.activity_ids.mapped("summary")),
            set(plan.template_ids.mapped("summary")),
        )
        self.assertEqual(case.activity_ids.user_id, self.adviser_a)
        with self.assertRefused("planned already"):
            case.action_plan_checklist()
        bare = self.env["sme.guidance.topic"].create({"name": "Space"})
        with self.assertRefused("has no checklist"):
            self._ask(topic_id=bare.id).action_plan_checklist()
        with self.assertRefused("is no checklist of cases", ValidationError):
            bare.plan_id = self.env.ref("sme_crossborder.mail_activity_plan_journey")

    def test_a_step_done_is_a_session(self):
        case = self._ask(lead_id=self.journey.id)
        step = case.activity_schedule(
            "mail.mail_activity_data_call", summary="Call the chamber"
        )
        action = step.with_user(self.adviser_a).action_note_service()
        service = (
            self.env["sme.service"]
            .with_user(self.adviser_a)
            .with_context(sme_done_activity_id=step.id)
            .create(self._defaults(action))
        )
        self.assertEqual(service.case_id, case)
        self.assertEqual(service.lead_id, self.journey)
        self.assertFalse(step.exists() and step.active)

    def test_topics_are_the_managers(self):
        topic = self.topic.with_user(self.adviser_a)
        self.assertEqual(topic.display_name, "Legal / Contracts and general terms")
        with self.assertRaises(AccessError):
            topic.name = "Mine"
        self.topic.with_user(self.manager_a).name = "Agreements"
        self._ask()
        with self.assertRefused("Archive it instead"):
            self.topic.with_user(self.manager_a).unlink()

    # ------------------------------------------------------------------
    # Whose it is
    # ------------------------------------------------------------------

    def test_it_is_the_owners_until_it_is_shared_itself(self):
        case = self._ask(lead_id=self.journey.id)
        Case = self.env["sme.guidance.case"]
        partner = self.company_b.partner_id.id
        self.journey.with_user(self.coordinator_a).share_with(
            [(partner, "work", False)]
        )
        guest = self.journey.with_user(self.adviser_b)
        self.assertEqual(guest.case_count, 0)
        for user in (self.adviser_b, self.auditor, self.employee, self.portal):
            with self.subTest(user.login), self.assertRaises(AccessError):
                case.with_user(user).read(["name"])
        case.with_user(self.coordinator_a).share_with([(partner, "read", False)])
        mine = case.with_user(self.adviser_b)
        self.assertEqual(mine.name, case.name)
        self.assertEqual(guest.case_count, 1)
        self.assertEqual(mine.search([("id", "=", case.id)]), case)
        with self.assertRaises(AccessError):
            mine.action_wait()
        case.with_user(self.coordinator_a).share_with([(partner, "work", False)])
        mine.action_wait()
        self.assertEqual(case.state, "waiting")
        with self.assertRefused("can only be changed by Organisation A"):
            mine.user_id = self.adviser_b
        with self.assertRaises(AccessError):
            mine.with_user(self.coordinator_b).unlink()
        self.assertFalse(Case.with_user(self.adviser_b).search([("firm_id", "=", 0)]))

    def test_a_guest_does_not_take_it_along(self):
        """Not even where its adviser works for the guest's organisation too."""
        case = self._ask(self.adviser_ab)
        partner = self.company_b.partner_id.id
        case.with_user(self.coordinator_a).share_with([(partner, "work", False)])
        guest = case.with_user(self.adviser_b)
        for values in ({"firm_id": self.firm_b.id}, {"lead_id": False}):
            with self.assertRefused("Only Organisation A can say"):
                guest.write(values)
        self.assertEqual(case.company_id, self.company_a)

    def test_a_reader_learns_no_firm_that_is_not_shared(self):
        case = self._ask()
        partner = self.company_b.partner_id.id
        case.with_user(self.coordinator_a).share_with([(partner, "read", False)])
        view = case.with_user(self.adviser_b).web_read(
            {"firm_id": {"fields": {"display_name": {}}}, "service_ids": {}}
        )
        self.assertNotIn("Fjordkod", str(view))

    def test_nobody_opens_a_case_for_a_file_of_others(self):
        for user in (self.adviser_b, self.adviser_ab):
            own = user == self.adviser_ab
            with self.subTest(user.login):
                if own:
                    self.assertTrue(self._ask(user))
                else:
                    with self.assertRaises(AccessError):
                        self._ask(user)

    def test_a_firm_with_cases_is_not_deleted(self):
        self._ask(firm_id=self._create_firm(self.company_a, "Another AB").id)
        firm = self.env["sme.firm"].search([("name", "=", "Another AB")])
        with self.assertRefused("asked for guidance 1 times", UserError):
            firm.with_user(self.coordinator_a).unlink()
