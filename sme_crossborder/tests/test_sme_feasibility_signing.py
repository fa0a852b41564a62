"""Studies signed by a second person: frozen, compared, asked about a year later."""

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import freeze_time, tagged

from .feasibility_case import FeasibilityCase


@tagged("post_install", "-at_install")
class TestSmeFeasibilitySigning(FeasibilityCase):
    def test_what_is_missing_is_said_at_once(self):
        study = self._begin(product_id=False)
        study.score_ids[0].score = "4"
        for part in (
            "Choose the product",
            "Score, or mark as not known: Price, Law",
            "Say why it is scored so: Demand",
            "Give the verdict",
        ):
            with self.assertRefused(part):
                study.action_ask_signature()
        study = self._ready(verdict="go_if")  # go is proposed
        for part in ("why the verdict is not the one proposed", "which conditions"):
            with self.assertRefused(part):
                study.action_ask_signature()

    def test_a_second_person_signs(self):
        study = self._ready()
        with self.assertRefused("does not wait for a signature"):
            study.with_user(self.coordinator_a).action_sign()
        study.with_user(self.manager_a).action_ask_signature()
        # neither who wrote it, nor who asked
        for user in (self.adviser_a, self.manager_a):
            with self.assertRefused("A second person signs"):
                study.with_user(user).action_sign()
        with self.assertRefused("waits for a signature"):
            study.user_id = self.coordinator_a
        for user in (self.adviser_b, self.auditor, self.employee):
            with self.assertRaises(AccessError):
                study.with_user(user).action_sign()
        study.with_user(self.coordinator_a).action_sign()
        self.assertRecordValues(
            study, [{"state": "signed", "version_number": 1, "signed_verdict": "go"}]
        )
        self.assertRecordValues(
            study.version_ids,
            [
                {
                    "number": 1,
                    "author_id": self.adviser_a.id,
                    "signer_id": self.coordinator_a.id,
                    "result": 75,
                    "verdict": "go",
                }
            ],
        )

    def test_who_is_asked_sees_it_planned(self):
        study = self._ready(signer_id=self.coordinator_a.id)
        study.action_ask_signature()
        step = study.activity_ids
        self.assertEqual(step.user_id, self.coordinator_a)
        study.with_user(self.coordinator_a).action_back()
        self.assertFalse(study.activity_ids)
        self.assertEqual(study.state, "draft")
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        self.assertFalse(study.activity_ids)

    def test_steps_are_not_typed(self):
        study = self._begin()
        for values in (
            {"state": "signed"},
            {"version_number": 3},
            {"signed_verdict": "go"},
            {"date_signed": "2026-01-01"},
            {"asked_by_id": self.manager_a.id},
            {"forecast_verdict": "go"},
        ):
            with self.subTest(**values):
                with self.assertRefused("cannot be typed"):
                    study.write(values)
                with self.assertRefused("cannot be typed"):
                    self._begin(**values)

    def test_a_signed_study_stays_as_it_is(self):
        study = self._signed()
        line = study.score_ids[0]
        assumption = {"study_id": study.id, "name": "Late"}
        for act in (
            lambda: study.write({"name": "Other"}),
            lambda: study.write({"verdict": "not_now"}),
            lambda: study.write({"score_ids": [(1, line.id, {"score": "1"})]}),
            lambda: line.write({"score": "1"}),
            lambda: study.assumption_ids.create(assumption),
            lambda: study.condition_ids.create(assumption),
            lambda: study.action_ask_signature(),
        ):
            with self.assertRefused("Press New version"):
                act()
        with self.assertRefused("it was signed"):
            study.with_user(self.coordinator_a).unlink()
        study.with_user(self.coordinator_a).active = False

    def test_a_version_is_written_by_nobody(self):
        version = self._signed().version_ids
        for user in (self.adviser_a, self.manager_a):
            mine = version.with_user(user)
            with self.assertRaises(AccessError):
                mine.write({"content": {}})
            with self.assertRaises(AccessError):
                mine.unlink()
            with self.assertRaises(AccessError):
                mine.create({"study_id": version.study_id.id, "number": 2})
        whole_sudo = version.sudo()
        with self.assertRefused("stays as it is"):
            whole_sudo.write({"verdict": "not_now"})
        with self.assertRefused("cannot be deleted"):
            whole_sudo.unlink()

    def test_a_new_version_says_what_changed(self):
        study = self._signed()
        first = study.version_ids.content
        study.action_new_version()
        self.assertIn("Nothing changed", study.changes)
        study.score_ids[1].write({"score": "3", "reason": "A new rival"})
        study.assumption_ids.create(
            {"study_id": study.id, "name": "No tax", "disproof": "A law"}
        )
        study.invalidate_recordset(["changes"])
        html = " ".join(str(study.changes).split())
        for cell in (
            "Price",
            "4",
            "3",
            "A new rival",
            "No tax (Likely). Wrong if: A law",
        ):
            self.assertIn(f">{cell}</td>", html)
        # (50 * 75 + 30 * 50 + 20 * 75) / 100 = 67.5
        self.assertIn(">67.5</td>", html)
        self.assertNotIn("Demand", html)
        study.write({"verdict": "go", "verdict_reason": "It will do"})
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        kept, second = study.version_ids.sorted("number")
        self.assertEqual((second.number, kept.number), (2, 1))
        self.assertEqual(kept.content, first)
        self.assertEqual(kept.result, 75)
        self.assertIn(">67.5</td>", " ".join(str(second.changes).split()))
        self.assertFalse(kept.changes)
        self.assertIn("No tax (Likely)", second.text)

    # ------------------------------------------------------------------
    # A year later
    # ------------------------------------------------------------------

    def test_asked_once_a_year_later(self):
        study = self._signed()
        gone = self._signed(user_id=self.manager_a.id)
        self.manager_a.active = False
        today = fields.Date.context_today(study)
        self.assertEqual(study.date_check, today + relativedelta(months=12))
        Study = self.env["sme.feasibility.study"]
        Study._cron_ask_forecast()
        self.assertFalse(study.activity_ids)
        with freeze_time(study.date_check):
            Study._cron_ask_forecast()
            self.assertEqual(study.activity_ids.user_id, self.adviser_a)
            self.assertEqual(gone.activity_ids.user_id, self.adviser_a)  # the firm's
            Study._cron_ask_forecast()
            self.assertEqual(len(study.activity_ids), 1)
            with self.assertRefused("in a sentence", ValidationError):
                study.forecast = "worse"
            study.invalidate_recordset()
            study.write({"forecast": "worse", "forecast_note": "The partner left"})
            self.assertFalse(study.activity_ids)
            self.assertRecordValues(
                study,
                [{"forecast_verdict": "go", "date_forecast": fields.Date.today()}],
            )
        self.assertEqual(study.state, "signed")
        # not asked anew, whatever is signed later
        due = study.date_check
        study.action_new_version()
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        self.assertEqual(study.date_check, due)

    def test_nothing_was_forecast_before_it_was_signed(self):
        with self.assertRefused("never signed", ValidationError):
            self._ready().write({"forecast": "better", "forecast_note": "Sold"})
