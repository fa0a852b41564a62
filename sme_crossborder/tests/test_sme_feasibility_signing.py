"""Studies signed by a second person: frozen, compared, asked about a year later."""

import base64
import hashlib

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

    def test_erased_its_versions_keep_the_marks(self):
        study = self._signed(offer="Anna Berg sells to hospitals").sudo()
        version = study.version_ids
        self.assertIn("Anna Berg", version.text)
        erasure = self.env["sme.erasure"].create({"firm_id": study.firm_id.id})
        erasure._write_over_signed({"sme.feasibility.study": study})
        self.assertNotIn("Anna Berg", version.text)
        self.assertNotIn("Anna Berg", str(version.content))
        self.assertEqual((version.result, version.verdict), (75, "go"))

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

    def test_a_version_that_says_nothing_new_is_not_signed(self):
        """Nor where whoever asks reads in another language, which changes no study."""
        self.env["res.lang"]._activate_lang("sv_SE")
        self.country_ee.with_context(lang="sv_SE").name = "Estland"
        study = self._signed()
        study.action_new_version()
        swede = study.with_context(lang="sv_SE")
        self.assertIn("Nothing changed", study.changes)
        self.assertFalse(swede._list_changed())
        with self.assertRefused("den säger detsamma som version 1"):
            swede.action_ask_signature()
        swede.action_keep_version()
        self.assertEqual((study.state, study.version_number), ("signed", 1))
        study.action_new_version()
        study.score_ids[1].reason = "A new rival"
        with self.assertRefused("else than version 1: Price: reason"):
            study.action_keep_version()
        for user in (self.adviser_b, self.auditor, self.employee):
            with self.assertRaises(AccessError):
                study.with_user(user).action_keep_version()
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        # another title is another paper
        study.action_new_version()
        study.name = "Fjordlog for the islands"
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        self.assertEqual(sorted(study.version_ids.mapped("number")), [1, 2, 3])

    def _prove(self, study, name="Price list", content=b"99 euros"):
        """Rest the first score on a paper of the firm's file."""
        evidence = self._add_evidence(self.journey, "first_sale", self.adviser_a)
        evidence.write({"name": name, "document": base64.b64encode(content)})
        study.score_ids[0].evidence_ids += evidence
        return evidence

    def test_what_a_study_rests_on_is_kept_as_it_was(self):
        """Whatever becomes of the paper in the firm's file, and whoever signs."""
        study = self._ready()
        evidence = self._prove(study)
        study.with_user(self.coordinator_a).share_with(
            [(self.partner_b.id, "work", False)]
        )
        study.action_ask_signature()
        study.with_user(self.adviser_b).action_sign()
        self.env.invalidate_all()
        kind, date = evidence.kind_id.name, evidence.date
        evidence.write({"name": "Other", "document": base64.b64encode(b"1 euro")})
        evidence.with_user(self.manager_a).unlink()
        version = study.version_ids.with_user(self.adviser_a)
        kept = version.evidence_ids
        self.assertRecordValues(
            kept,
            [
                {
                    "criterion": "Demand",
                    "name": "Price list",
                    "kind": kind,
                    "date": date,
                    "document_name": "paper.txt",
                    "company_id": self.company_a.id,
                    "checksum": hashlib.sha256(b"99 euros").hexdigest(),
                }
            ],
        )
        self.assertEqual(base64.b64decode(kept.document), b"99 euros")
        # the guest signed, and is told nothing of it
        guest = version.with_user(self.adviser_b)
        self.assertTrue(guest.number)
        self.assertFalse(guest.evidence_ids)
        for user in (self.adviser_b, self.auditor, self.employee):
            with self.assertRaises(AccessError):
                kept.with_user(user).read(["name"])
        self.assertFalse(guest.build_report()["evidence"])
        # nobody changes it
        for user in (self.adviser_a, self.manager_a):
            with self.assertRaises(AccessError):
                kept.with_user(user).name = "Other"
        with self.assertRefused("rests on, and stays"):
            kept.sudo().name = "Other"
        with self.assertRefused("rests on, and stays"):
            kept.sudo().unlink()

    def test_another_paper_is_something_new(self):
        study = self._ready()
        evidence = self._prove(study)
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        study.action_new_version()
        with self.assertRefused("it says what version 1 says"):
            study.action_ask_signature()
        evidence.document = base64.b64encode(b"89 euros")
        study.invalidate_recordset(["changes"])
        (row,) = study._list_changed()
        self.assertEqual(row[0], "Evidence")
        self.assertIn("Demand: Price list", str(study.changes))
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        last = study.version_ids.sorted("number")[-1]
        self.assertEqual(base64.b64decode(last.evidence_ids.document), b"89 euros")
        self.assertIn("Demand: Price list", str(last.changes))

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
        study.score_ids[0].reason = "Seen again"
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        self.assertEqual(study.date_check, due)

    def test_nothing_was_forecast_before_it_was_signed(self):
        with self.assertRefused("never signed", ValidationError):
            self._ready().write({"forecast": "better", "forecast_note": "Sold"})
