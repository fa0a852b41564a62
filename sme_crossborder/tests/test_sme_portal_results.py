"""What was found out about a firm: signed studies and answered questionnaires alone."""

from odoo.tests import HttpCase, tagged

from .feasibility_case import FeasibilityCase
from .question_case import QuestionCase
from .readiness_case import ReadinessCase


@tagged("post_install", "-at_install", "security")
class TestSmePortalStudies(FeasibilityCase, QuestionCase, HttpCase):
    def _results(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        door = self.env["sme.portal.firm.results"].with_user(user or self.eva)
        return door._read(self.firm.id)

    def test_a_study_is_shown_once_it_is_signed(self):
        study = self._ready(name="Ports in Estonia")
        self.assertFalse(self._results()["studies"])
        study.action_ask_signature()
        self.assertFalse(self._results()["studies"])
        study.with_user(self.coordinator_a).action_sign()
        rows = self._results()["studies"]
        self.assertEqual(
            [(r["name"], r["number"], r["about"]) for r in rows],
            [("Ports in Estonia", 1, "Estonia")],
        )
        self.assertFalse(self._results(self.stranger))

    def test_the_paper_is_for_who_speaks_for_the_firm(self):
        version = self._signed().version_ids
        url = f"/my/firm/{self.firm.id}/results/{version.id}"
        self.authenticate(self.eva.login, self.eva.login)
        reply = self.url_open(url)
        self.assertEqual(reply.status_code, 200)
        self.assertTrue(reply.content.startswith(b"%PDF"))
        self.assertIn("no-store", reply.headers["Cache-Control"])
        self.assertEqual(self.url_open(f"{url}9").status_code, 404)
        self.assertIn(
            "Fjordlog", self.url_open(f"/my/firm/{self.firm.id}/results").text
        )
        self.authenticate(self.stranger.login, self.stranger.login)
        self.assertEqual(self.url_open(url).status_code, 404)
        # under a firm of their own it is not theirs either
        other = f"/my/firm/{self.other_firm.id}/results"
        self.assertEqual(self.url_open(f"{other}/{version.id}").status_code, 404)
        self.assertEqual(self.url_open(other).status_code, 200)


@tagged("post_install", "-at_install", "security")
class TestSmePortalReadiness(ReadinessCase, QuestionCase):
    def test_answers_are_shown_once_they_are_given(self):
        readiness = self._begin()
        door = self.env["sme.portal.firm.results"].with_user(self.eva)
        self.assertFalse(door._read(self.firm.id)["checks"])
        self._answer(readiness)
        row = door._read(self.firm.id)["checks"][0]
        self.assertEqual((row["total"], row["about"]), (readiness.total, "Estonia"))
        self.assertEqual(
            {score["name"]: score["score"] for score in row["scores"]},
            self._scores(readiness),
        )
        self.assertFalse(door.with_user(self.stranger)._read(self.firm.id))
