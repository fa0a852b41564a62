"""Feasibility studies: scored, proposed, decided; conditions; whose they are."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .feasibility_case import FeasibilityCase


@tagged("post_install", "-at_install")
class TestSmeFeasibilityStudy(FeasibilityCase):
    def test_from_a_journey(self):
        action = self.journey.with_user(self.adviser_a).action_new_study()
        Study = self.env["sme.feasibility.study"].with_user(self.adviser_a)
        with Form(Study.with_context(**action["context"])) as form:
            form.template_id = self.template
        study = form.record
        self.assertEqual(study.name, "Fjordlog in Estonia")
        self.assertEqual(study.score_ids.mapped("name"), ["Demand", "Price", "Law"])
        html = str(self.journey.with_user(self.adviser_a).preparation)
        self.assertIn("Fjordlog in Estonia", html)
        self.assertIn(f"/odoo/feasibility-studies/{study.id}", html)

    def test_proposed_by_the_scores(self):
        """(50 * 75 + 30 * 50) / 80 = 65.625 of what is scored, 80 % of the weight."""
        study = self._begin()
        self._score(study, "4", None, None)
        self.assertFalse(study.proposed_verdict)
        self.assertIn("Nothing is proposed before 60 %", study.arithmetic)
        self._score(study, None, "3", "unknown")
        self.assertRecordValues(study, [{"result": 65.6, "proposed_verdict": "go_if"}])
        self.assertIn("Not known: Law, 20 % of the weight", study.arithmetic)
        # demand at 5 is (50 * 100 + 30 * 50) / 80 = 81.25
        self.assertIn("Demand, one step from 4 to 5: Go", study.sensitivity)
        law = study.score_ids[2]
        law.is_showstopper = True
        self.assertEqual(study.proposed_verdict, "not_now")
        self.assertIn("Showstopper: Law", study.arithmetic)
        self.assertIn("Law, no longer a showstopper: Go if", study.sensitivity)

    def test_each_step_is_said_in_words(self):
        line = self._begin().score_ids[0]
        self.assertFalse(line.meaning)
        line.score = "4"
        self.assertEqual(line.meaning, "Demand is good")
        line.score = "unknown"
        self.assertFalse(line.meaning)

    def test_users_add_no_criteria(self):
        study = self._begin()
        line = study.score_ids[0]
        with self.assertRaises(AccessError):
            line.copy({"criterion_id": self.template.criterion_ids[0].id})
        with self.assertRaises(AccessError):
            line.with_user(self.coordinator_a).unlink()

    def test_another_template_before_anything_is_scored(self):
        other = self.env.ref("sme_crossborder.sme_feasibility_template_general")
        study = self._begin()
        study.template_id = other
        self.assertEqual(len(study.score_ids), 7)
        study.score_ids[0].score = "3"
        with self.assertRefused("Begin another study"):
            study.template_id = self.template

    def test_product_of_another_firm(self):
        other = self._create_firm(self.company_a, "Another AB")
        product = self.env["sme.product"].create(
            {"firm_id": other.id, "name": "Anything"}
        )
        with self.assertRefused("product of another firm", ValidationError):
            self._begin(product_id=product.id)

    def test_conditions_become_activities(self):
        study = self._ready("3", "3", "3", verdict="go_if")
        self.env["sme.feasibility.condition"].with_user(self.adviser_a).create(
            [
                {"study_id": study.id, "name": "A partner", "date_due": "2030-05-01"},
                {"study_id": study.id, "name": "A licence"},
            ]
        )
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        study.action_plan_conditions()
        steps = study.activity_ids.sorted("date_deadline", reverse=True)
        self.assertEqual(steps.mapped("summary"), ["A partner", "A licence"])
        self.assertEqual(str(steps[0].date_deadline), "2030-05-01")
        self.assertEqual(steps.user_id, self.adviser_a)
        self.assertFalse(study.has_unplanned)
        with self.assertRefused("planned already"):
            study.action_plan_conditions()

    def test_gate_of_the_stage(self):
        self._move(self.feasibility)
        name = "A signed feasibility study"
        lead = self.journey.with_user(self.adviser_a)
        study = self._ready()
        self.assertIn(name, lead.missing_gates)
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        lead.invalidate_recordset()
        self.assertNotIn(name, lead.missing_gates or "")

    def test_a_firm_with_studies_is_not_deleted(self):
        firm = self._create_firm(self.company_a, "Another AB")
        self._begin(lead_id=False, firm_id=firm.id, product_id=False)
        with self.assertRefused("1 feasibility studies"):
            firm.with_user(self.coordinator_a).unlink()

    # ------------------------------------------------------------------
    # Whose it is
    # ------------------------------------------------------------------

    def test_it_is_the_owners_until_it_is_shared_itself(self):
        study = self._signed()
        self.journey.with_user(self.coordinator_a).share_with(
            [(self.partner_b.id, "work", False)]
        )
        version = study.version_ids
        for user in (self.adviser_b, self.auditor, self.employee, self.portal):
            for record in (study, study.score_ids[0], version):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    record.with_user(user).read(["company_id"])
        self.assertFalse(self.journey.with_user(self.adviser_b).study_ids)
        study.with_user(self.coordinator_a).share_with(
            [(self.partner_b.id, "read", False)]
        )
        mine = study.with_user(self.adviser_b)
        self.assertEqual(mine.score_ids.mapped("score"), ["4", "4", "4"])
        self.assertEqual(mine.version_ids.mapped("number"), [1])
        with self.assertRaises(AccessError):
            mine.action_new_version()
        study.action_new_version()
        with self.assertRaises(AccessError):
            mine.score_ids[0].score = "1"
        with self.assertRaises(AccessError):
            mine.read(["product_id"])

    def test_a_reader_learns_no_firm_that_is_not_shared(self):
        study = self._signed(offer="A diary")
        study.with_user(self.coordinator_a).share_with(
            [(self.partner_b.id, "read", False)]
        )
        mine = study.with_user(self.adviser_b)
        said = mine.web_read({"firm_id": {"fields": {"display_name": {}}}, "name": {}})
        said += mine.version_ids.read(["content", "text"])
        said.append(mine.build_report()["facts"])
        self.assertNotIn("Fjordkod", str(said))
        self.assertIn("Not shared with you", str(said))
        self.assertIn("A diary", str(said))

    def test_a_guest_who_works_on_it(self):
        study = self._ready(signer_id=self.coordinator_a.id)
        study.with_user(self.coordinator_a).share_with(
            [(self.partner_b.id, "work", False)]
        )
        guest = study.with_user(self.adviser_b)
        guest.score_ids[0].score = "5"
        guest.write({"assumption_ids": [(0, 0, {"name": "Nobody else sells it"})]})
        self.assertEqual(study.assumption_ids.name, "Nobody else sells it")
        with self.assertRefused("Only Organisation A can say"):
            guest.firm_id = self.firm_b
        with self.assertRaises(AccessError):
            guest.product_id = False
        study.action_ask_signature()
        self.assertEqual(study.activity_ids.user_id, self.coordinator_a)
        guest.action_sign()
        self.assertFalse(study.sudo().activity_ids)
        self.assertEqual(study.version_ids.signer_id, self.adviser_b)
        with self.assertRaises(AccessError):
            guest.with_user(self.coordinator_b).unlink()
