"""Barriers treated in a case: noted in it, and what the answer teaches others."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .guidance_case import GuidanceCase


@tagged("post_install", "-at_install")
class TestSmeGuidanceBarrier(GuidanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._ask(lead_id=cls.journey.id)
        cls.kind = cls.env["sme.barrier.type"].search([], limit=1)

    def _note(self, user=None, case=None, **values):
        """Note a barrier by the dialog of a case."""
        action = (case or self.case).with_user(user or self.adviser_a)
        action = action.action_hear_barrier()
        dialog = self.env[action["res_model"]].with_user(user or self.adviser_a)
        dialog = dialog.browse(action["res_id"])
        dialog.write({"name": "No e-signature", "type_id": self.kind.id, **values})
        dialog.action_note()
        return dialog.encounter_ids

    def _open(self, case=None, user=None):
        action = (case or self.case).with_user(user or self.adviser_a).action_close()
        Dialog = self.env[action["res_model"]].with_user(user or self.adviser_a)
        return Form(Dialog.with_context(**action["context"]))

    def _share(self, record, right="work"):
        partner = self.company_b.partner_id.id
        record.with_user(self.coordinator_a).share_with([(partner, right, False)])

    def test_noted_in_a_few_words(self):
        met = self._note()
        self.assertRecordValues(
            met,
            [
                {
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                    "target_country_id": self.country_ee.id,
                    "state": "treatment",
                    "company_id": self.company_a.id,
                }
            ],
        )
        self.assertEqual(self.case.heard_encounter_ids, met)
        self.assertEqual(self.case.heard_encounter_count, 1)
        action = self.case.action_view_heard_encounters()
        self.assertEqual(met.search(action["domain"]), met)

    def test_what_was_noted_already_is_treated_from_now_on(self):
        met = self.env["sme.barrier.encounter"].with_user(self.adviser_a)
        met = met.create(
            {"name": "Old", "lead_id": self.journey.id, "type_id": self.kind.id}
        )
        self.assertEqual(self._note(barrier_id=met.barrier_id.id), met)
        self.assertEqual(met.state, "treatment")
        self.assertEqual(self.case.heard_encounter_ids, met)

    def test_without_a_journey_toward_its_market(self):
        firm = self._create_firm(self.company_a, "Another AB")
        case = self._ask(firm_id=firm.id, target_country_id=self.country_lv.id)
        met = self._note(case=case)
        self.assertEqual(met.firm_id, firm)
        self.assertFalse(met.lead_id)
        self.assertEqual(met.target_country_id, self.country_lv)

    def test_the_relation_is_not_typed(self):
        met = self._note()
        with self.assertRefused("cannot be typed"):
            self.case.heard_encounter_ids = [(3, met.id)]
        with self.assertRefused("cannot be typed"):
            self._ask(heard_encounter_ids=[(4, met.id)])

    def test_a_guest(self):
        """Notes where the journey is to be worked on; else is told whom to ask."""
        met = self._note()
        self._share(self.case)
        guest = self.case.with_user(self.adviser_b)
        self.assertFalse(guest.heard_encounter_ids)
        self.assertFalse(guest.heard_encounter_count)
        with self.assertRefused("Ask Organisation A to note it"):
            guest.action_hear_barrier()
        self._share(self.journey)
        self.env.invalidate_all()
        self.assertEqual(guest.heard_encounter_ids, met)
        theirs = self._note(self.adviser_b, name="No e-invoices")
        self.assertEqual(theirs.company_id, self.company_a)
        self.assertEqual(self.case.heard_encounter_ids, met | theirs)
        self._share(self.case, "read")
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self._note(self.adviser_b, name="No bank account")

    def test_closing_makes_the_answer_a_lesson(self):
        met, other = self._note(), self._note(name="No e-invoices")
        with self._open() as form:
            form.summary = "A scan is enough\nwhen both agree."
            self.assertFalse(form.lesson)
            with form.line_ids.edit(0) as line:
                self.assertEqual(line.state, "treatment")
                line.state = "overcome"
                line.takes_lesson = True
            self.assertEqual(form.lesson, "A scan is enough when both agree.")
        form.record.action_close()
        self.assertEqual(self.case.state, "closed")
        self.assertEqual(self.case.summary, "A scan is enough\nwhen both agree.")
        first, second = form.record.line_ids.encounter_id
        self.assertEqual(first | second, met | other)
        self.assertEqual(first.lesson, "A scan is enough when both agree.")
        self.assertEqual(first.state, "overcome")
        self.assertTrue(first.date_closed)
        self.assertFalse(second.lesson)
        self.assertEqual(second.state, "treatment")

    def test_no_lesson_unless_the_adviser_agrees(self):
        met = self._note()
        with self._open() as form:
            form.summary = "A scan is enough."
            with form.line_ids.edit(0) as line:
                line.state = "overcome"
        with self.assertRefused("Tick Lesson", UserError):
            form.record.action_close()
        self.assertEqual(self.case.state, "work")
        form.record.line_ids.state = "treatment"
        form.record.action_close()
        self.assertEqual(self.case.state, "closed")
        self.assertFalse(met.lesson)

    def test_dropped_with_a_reason(self):
        met = self._note()
        with self._open() as form:
            form.outcome = "dropped"
            form.drop_reason = "The firm gave up"
        form.record.action_close()
        self.assertEqual(self.case.state, "dropped")
        self.assertEqual(met.state, "treatment")

    def test_a_guest_closes_what_may_be_worked_on(self):
        """Barriers of a journey that is shared to read are not among them."""
        met = self._note()
        self._share(self.case)
        self._share(self.journey, "read")
        self.env.invalidate_all()
        with self._open(user=self.adviser_b) as form:
            self.assertFalse(len(form.line_ids))
            form.summary = "Ask the chamber."
        form.record.action_close()
        # nor by writing a line oneself
        line = {"encounter_id": met.id, "state": "overcome", "takes_lesson": True}
        form.record.write({"lesson": "Mine", "line_ids": [Command.create(line)]})
        with self.assertRaises(AccessError):
            form.record.action_close()
        self.assertEqual(self.case.state, "closed")
        self._share(self.case, "read")
        with self.assertRaises(AccessError):
            self.case.with_user(self.adviser_b).action_close()
