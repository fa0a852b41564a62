"""Methods: applied to journeys in one act, kept as they were, compared from ten."""

from lxml import html

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from .method_case import MethodCase


@tagged("post_install", "-at_install")
class TestSmeMethod(MethodCase):
    def _apply(self, journey=None, user=None):
        method = self.method.with_user(user or self.adviser_a)
        return method.apply_to(
            (journey or self.journey).with_user(user or self.adviser_a)
        )

    # ------------------------------------------------------------------
    # Applying
    # ------------------------------------------------------------------

    def test_from_the_journey_in_one_dialog(self):
        action = self.journey.with_user(self.adviser_a).action_apply_method()
        Wizard = self.env["sme.method.apply"].with_user(self.adviser_a)
        Wizard = Wizard.with_context(**action["context"])
        with Form(Wizard, "sme_crossborder.sme_method_apply_view_form") as form:
            form.method_id = self.method
            self.assertEqual(len(form.line_ids), 1)
            self.assertEqual(
                [part["with_name"] for part in form.part_ids._records],
                [self.plan_steps.display_name],
            )
        form.record.action_apply()
        use = self.journey.method_use_ids
        self.assertEqual((use.method_id, use.user_id), (self.method, self.adviser_a))
        self.assertEqual(
            self.journey.activity_ids.sorted("date_deadline").mapped("summary"),
            ["Step 1", "Step 2", "Step 3"],
        )
        table = html.fromstring(self.journey.with_user(self.adviser_a).preparation)
        self.assertIn("Trial abroad 1", table.text_content())

    def test_a_part_can_be_left_out(self):
        Wizard = self.env["sme.method.apply"].with_user(self.adviser_a)
        Wizard = Wizard.with_context(default_lead_ids=self.journey.ids)
        with Form(Wizard, "sme_crossborder.sme_method_apply_view_form") as form:
            form.method_id = self.method
            with form.part_ids.edit(0) as part:
                part.is_begun = False
        form.record.action_apply()
        self.assertEqual(self.journey.method_use_ids.method_id, self.method)
        self.assertFalse(self.journey.activity_ids)

    def test_all_journeys_of_a_project_or_none(self):
        """Open ones of firms the own organisation enrolled; one refusal undoes all."""
        project = self._create_project(self.company_a, self.company_b)
        other = self._create_firm(self.company_a, "Annan AB")
        theirs = self._create_journey(self.firm_b, self.country_ee)
        second = self._create_journey(other, self.country_lv)
        ended = self._create_journey(self.firm, self.country_lv)
        self._drop(ended)
        for firm in (self.firm, other, self.firm_b):
            self.env["sme.enrolment"].create(
                {"firm_id": firm.id, "project_id": project.id}
            )
        action = project.with_user(self.adviser_a).action_apply_method()
        Wizard = self.env["sme.method.apply"].with_user(self.adviser_a)
        Wizard = Wizard.with_context(default_project_id=project.id)
        self.assertEqual(action["context"], {"default_project_id": project.id})
        wizard = Wizard.create({"method_id": self.method.id})
        self.assertEqual(wizard.line_ids.lead_id, self.journey | second)
        self.assertNotIn(theirs, wizard.line_ids.lead_id)
        use = self._apply(second)
        with self.assertRefused("applied to .* already"), self.cr.savepoint():
            wizard.action_apply()
        self.assertEqual(self.method.with_user(self.adviser_a).use_count, 1)
        self.assertFalse(self.journey.activity_ids)
        wizard.line_ids.filtered(lambda line: line.lead_id == second).unlink()
        wizard.action_apply()
        uses = self.env["sme.method.use"].search([("method_id", "=", self.method.id)])
        self.assertEqual(uses.lead_id, self.journey | second)
        self.assertIn(use, uses)
        self.assertFalse(project.method_ids)  # the managers' to keep

    def test_a_project_remembers_what_its_manager_applies(self):
        project = self._create_project(self.company_a)
        self.env["sme.enrolment"].create(
            {"firm_id": self.firm.id, "project_id": project.id}
        )
        Wizard = self.env["sme.method.apply"].with_user(self.manager_a)
        Wizard = Wizard.with_context(default_project_id=project.id)
        Wizard.create({"method_id": self.method.id}).action_apply()
        self.assertEqual(project.method_ids, self.method)

    def test_only_to_open_journeys_of_the_own_organisation(self):
        self.journey.with_user(self.coordinator_a).share_with(
            [(self.company_b.partner_id.id, "work", False)]
        )
        with self.assertRefused("not a journey of your own organisation"):
            self._apply(user=self.adviser_b)
        theirs = self._create_journey(self.firm_b, self.country_ee)
        with self.assertRaises(AccessError):
            self._apply(theirs)
        self._drop(self.journey)
        with self.assertRefused("has ended"):
            self._apply()

    def test_one_that_is_only_named_is_not_applied(self):
        named = self.env.ref("sme_crossborder.sme_method_ceba")
        with self.assertRefused("still to be written down"):
            named.with_user(self.adviser_a).apply_to(self.journey)
        with self.assertRefused("still to be written down"):
            self.env["sme.method.use"].with_user(self.adviser_a).create(
                {"method_id": named.id, "lead_id": self.journey.id}
            )
        self.assertFalse(named.plan_id)
        self.assertIn("not identified", named.origin)

    def test_what_is_shipped_can_be_applied(self):
        for xmlid, steps in (
            ("crossborder", 8),
            ("living_lab", 9),
            ("export_toolbox", 8),
        ):
            with self.subTest(xmlid):
                method = self.env.ref(f"sme_crossborder.sme_method_{xmlid}")
                firm = self._create_firm(self.company_a, f"Firm of {xmlid}")
                journey = self._create_journey(firm, self.country_ee)
                method.with_user(self.adviser_a).apply_to(
                    journey.with_user(self.adviser_a)
                )
                plan = journey.activity_ids.filtered("summary")
                self.assertEqual(len(plan), steps)
                self.assertTrue(method.event_type_id.workshop_kind)

    def test_it_begins_a_check_a_study_and_an_adaptation(self):
        """Each as the adviser, of the product chosen; a part that fails undoes all."""
        product = self.env["sme.product"].create(
            {"firm_id": self.firm.id, "name": "Fjordkod Sync"}
        )
        method = self.env.ref("sme_crossborder.sme_method_crossborder")
        journey = self.journey.with_user(self.adviser_a)
        method.with_user(self.adviser_a).apply_to(journey, product=product)
        study = self.env["sme.feasibility.study"].search([("lead_id", "=", journey.id)])
        self.assertEqual(
            (study.template_id, study.product_id, study.user_id),
            (method.feasibility_template_id, product, self.adviser_a),
        )
        check = self.env["sme.readiness"].search([("lead_id", "=", journey.id)])
        self.assertEqual(check.survey_id, method.readiness_survey_id)
        rows = html.fromstring(journey.preparation).xpath("//tbody/tr/td[1]/text()")
        for kind in ("Method", "Readiness", "Feasibility study", "Adaptation"):
            self.assertEqual(rows.count(kind), 1, kind)
        adaptation = self.env["sme.adaptation"].search([("lead_id", "=", journey.id)])
        self.assertEqual(adaptation.set_id, method.adaptation_set_id)
        self.assertEqual(adaptation.product_id, product)
        # whoever applies it, the adviser of the journey does the work
        other = self._create_journey(
            self.firm, self.country_lv, user_id=self.adviser_a.id
        )
        method.with_user(self.coordinator_a).apply_to(
            other.with_user(self.coordinator_a)
        )
        for model in ("sme.readiness", "sme.feasibility.study", "sme.adaptation"):
            begun = self.env[model].search([("lead_id", "=", other.id)])
            self.assertEqual(begun.user_id, self.adviser_a, model)
        self.assertIn(self.country_ee, adaptation.item_ids.requirement_id.country_id)

    def test_the_checklist_of_its_cases(self):
        checklist = self.env["mail.activity.plan"].create(
            {"name": "Ask the lab", "res_model": "sme.guidance.case"}
        )
        self.method.case_plan_id = checklist
        topic = self.env.ref("sme_crossborder.sme_guidance_topic_legal_contracts")
        Case = self.env["sme.guidance.case"].with_user(self.adviser_a)
        values = {
            "name": "May we sign by e-mail?",
            "topic_id": topic.id,
            "firm_id": self.firm.id,
        }
        self.assertEqual(Case.create(values)._get_checklist(), topic._get_plan())
        self._apply()
        case = Case.create(values | {"lead_id": self.journey.id})
        self.assertEqual(case._get_checklist(), checklist)

    # ------------------------------------------------------------------
    # Kept as it was
    # ------------------------------------------------------------------

    def test_a_method_in_use_gets_a_new_version(self):
        manager = self.method.with_user(self.manager_a)
        manager.plan_id = False
        manager.plan_id = self.plan_steps
        self._apply()
        with self.assertRefused("Press New version"):
            manager.plan_id = False
        manager.description = "<p>Told better</p>"
        with self.assertRefused("is used 1 times"):
            manager.unlink()
        action = manager.action_new_version()
        copy = self.env["sme.method"].browse(action["res_id"])
        self.assertEqual((copy.version, copy.based_on_id), ("2", self.method))
        self.assertEqual(copy.plan_id, self.plan_steps)
        self.assertFalse(self.method.active)
        copy.with_user(self.manager_a).plan_id = False

    def test_managers_write_methods(self):
        with self.assertRaises(AccessError):
            self.method.with_user(self.adviser_a).name = "Mine"
        with self.assertRaises(AccessError):
            self.method.with_user(self.coordinator_a).action_new_version()
        checklist = self.env["mail.activity.plan"].create(
            {"name": "Ask the lab", "res_model": "sme.guidance.case"}
        )
        with self.assertRaisesRegex(ValidationError, "is no plan for that"):
            self.method.with_user(self.manager_a).plan_id = checklist

    # ------------------------------------------------------------------
    # Results
    # ------------------------------------------------------------------

    def _compare(self, other, user=None):
        Wizard = self.env["sme.method.compare"].with_user(user or self.adviser_a)
        wizard = Wizard.create({"method_id": self.method.id, "other_id": other.id})
        return html.fromstring(wizard.result)

    def test_two_methods_from_ten_journeys_each(self):
        other = self.env["sme.method"].create({"name": "Fairs"})
        self._fill(self.method, 9, 1, 0, "A")
        self._fill(other, 1, 8, 0, "B")
        self.assertIn("Trial abroad 1 10, Fairs 9", self._words(other))
        self._fill(other, 0, 0, 1, "C")
        rows = {
            row[0].text_content().strip(): [
                " ".join(cell.text_content().split()) for cell in row[1:]
            ]
            for row in self._compare(other).findall(".//tbody/tr")
        }
        self.assertEqual(rows["Journeys"], ["10", "10"])
        self.assertEqual(
            rows["Market entered so far"],
            ["90 % (likely between 60 and 98 %)", "10 % (likely between 2 and 40 %)"],
        )
        self.assertEqual(rows["Dropped out"], ["10 %", "80 %"])
        # applied on 1 March, entered on 31 March
        self.assertEqual(rows["Days to market entry, the middle one"], ["30", "30"])
        self.assertEqual(rows["Hours of services for each journey"], ["1.0", "1.0"])
        self.assertIn("differ by more than chance", self._words(other))
        # nobody else's journeys count
        self.assertIn("Fairs 0", self._words(other, self.adviser_b))

    def _words(self, other, user=None):
        return " ".join(self._compare(other, user).text_content().split())

    def test_only_what_happened_since_counts(self):
        with freeze_time("2026-03-01 10:00:00"):
            self._note_service("2026-02-28", 30)
            self._apply()
            self._note_service("2026-03-01", 45)
        row = self.env["sme.method.result"].with_user(self.adviser_a)
        row = row.search([("lead_id", "=", self.journey.id)])
        self.assertEqual((row.service_minutes, row.outcome), (45, "open"))
        row = self.env["sme.method.result"].with_user(self.adviser_b)
        self.assertFalse(row.search([("method_id", "=", self.method.id)]))

    def test_a_use_is_not_taken_back_by_hand(self):
        use = self._apply()
        for act in (
            use.with_user(self.manager_a).unlink,
            lambda: use.with_user(self.manager_a).write({"date": "2020-01-01"}),
        ):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(UserError):
            self._apply()
