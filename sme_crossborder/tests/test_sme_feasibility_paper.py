"""The report of a study, read as the bank would."""

import hashlib

from odoo import Command
from odoo.tests import tagged

from .feasibility_case import FeasibilityCase
from .paper_case import DrawsPapers

WORDS = "Žalūzijas šķērsļi, ĀČĒĢĪĶĻŅŠŪŽ; ąčęėįšųūž õäöüå"


@tagged("post_install", "-at_install")
class TestSmeFeasibilityPaper(DrawsPapers, FeasibilityCase):
    def _text(self, record, user=None):
        report = f"sme_crossborder.report_{record._name[4:].replace('.', '_')}"
        pdf = self._draw_paper(report, record, user or self.adviser_a)
        return pdf, " ".join(self._pages(pdf))

    def test_every_word_can_be_found(self):
        project = self._create_project(self.company_a, acronym="OSS")
        self._fund(project)
        study = self._ready("3", "3", "3", verdict="go_if", offer=WORDS)
        study.with_user(self.manager_a).project_id = project
        study.score_ids[0].write({"sources": "https://stat.example/page"})
        study.write(
            {
                "verdict_reason": "Pārdod tikai ar partneri",
                "assumption_ids": [
                    Command.create(
                        {"name": "Cenas nemainās", "disproof": "Jauns likums"}
                    )
                ],
                "condition_ids": [Command.create({"name": "Līgums ar partneri"})],
            }
        )
        pdf, draft = self._text(study)
        self.assertIn("Draft, written by", draft)
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        pdf, text = self._text(study)
        self.assertEqual(text, self._text(study.version_ids)[1])
        for part in (
            "Fjordkod AB",
            "Fjordlog",
            "Estonia",
            WORDS,
            "Verdict: Go if",
            "Pārdod tikai ar partneri",
            "50 of 100",
            "https://stat.example/page",
            "Demand was looked at",
            "Cenas nemainās",
            "Jauns likums",
            "Līgums ar partneri",
            "one step from 3 to 2: Not now",
            f"written by {self.adviser_a.name}, signed by {self.coordinator_a.name}",
            "Līdzfinansē Eiropas Savienība",
        ):
            self.assertIn(part, text)
        self.assertNotIn("Draft", text)
        images = self._tool("pdfimages", pdf, "-list")
        self.assertEqual(len(images.strip().splitlines()) - 2, 2)

    def test_what_it_rests_on_is_listed(self):
        """By name, date and checksum, in the report of who has the copies."""
        study = self._ready()
        evidence = self._add_evidence(self.journey, "first_sale", self.adviser_a)
        evidence.write({"name": "Frame contract", "date": "2026-02-03"})
        study.score_ids[2].evidence_ids = evidence
        study.with_user(self.coordinator_a).share_with(
            [(self.partner_b.id, "read", False)]
        )
        self.assertNotIn("Frame contract", self._text(study)[1])
        study.action_ask_signature()
        study.with_user(self.coordinator_a).action_sign()
        text = self._text(study)[1]
        # of b"paper", as `_add_evidence` attaches it
        checksum = hashlib.sha256(b"paper").hexdigest()
        for part in ("Frame contract", "paper.txt", "3 February 2026"):
            self.assertIn(part, text)
        self.assertIn(checksum, text.replace(" ", ""))
        self.assertNotIn("Frame contract", self._text(study, self.adviser_b)[1])

    def test_a_signed_report_stays_as_it_was(self):
        study = self._signed()
        study.action_new_version()
        study.score_ids[0].write({"score": "1", "reason": "Nobody wants it"})
        text = self._text(study.version_ids)[1]
        self.assertIn("75 of 100", text)
        self.assertNotIn("Nobody wants it", text)
        self.assertIn("Nobody wants it", self._text(study)[1])
