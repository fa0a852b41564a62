from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .indicator_case import PAPER, IndicatorCase


@tagged("post_install", "-at_install")
class TestSmeOutput(IndicatorCase):
    """Joint outputs, entries by hand and the papers on them, as their users."""

    def test_adviser_makes_an_output(self):
        """Authors of two countries make it joint; the other member reads it."""
        output = (
            self.env["sme.output"]
            .with_user(self.adviser_a)
            .create(
                {
                    "name": "Guide to permits",
                    "kind": "legal",
                    "project_id": self.project.id,
                    "author_ids": [
                        Command.create({"partner_id": self.company_a.partner_id.id})
                    ],
                }
            )
        )
        self.assertEqual(output.company_id, self.company_a)
        self.assertFalse(output.is_joint)
        output.author_ids = [
            Command.create({"partner_id": self.company_b.partner_id.id})
        ]
        self.assertTrue(output.is_joint)
        Output = self.env["sme.output"].with_user(self.adviser_b)
        self.assertIn(output, Output.search([("is_joint", "=", True)]))
        self.assertNotIn(output, Output.search([("is_joint", "=", False)]))
        with self.assertRaises(AccessError):
            output.with_user(self.adviser_b).name = "Ours"

    def test_a_stranger_keeps_no_output(self):
        stranger = self._create_company("C", self.country_ee)
        with self.assertRaisesRegex(ValidationError, "no member of project"):
            self.env["sme.output"].create(
                {
                    "name": "Guide",
                    "project_id": self.project.id,
                    "company_id": stranger.id,
                }
            )

    def _paper(self, user, **hangs_on):
        return (
            self.env["sme.evidence"]
            .with_user(user)
            .create(
                {
                    "name": "Paper",
                    "kind_id": self.env.ref(
                        "sme_crossborder.sme_evidence_kind_other"
                    ).id,
                    "document": PAPER,
                    "document_name": "paper.txt",
                    **hangs_on,
                }
            )
        )

    def test_papers_belong_to_what_they_hang_on(self):
        output = self._make("solution", "2026-01-01", paper=False)
        paper = self._paper(self.adviser_a, output_id=output.id)
        self.assertEqual(paper.company_id, self.company_a)
        with self.assertRaises(AccessError):
            paper.with_user(self.adviser_b).read(["name"])
        event = self._hold("2026-01-02", paper=False)
        with self.assertRaises(AccessError):
            self._paper(self.adviser_b, output_id=output.id)
        self.assertEqual(
            self._paper(self.adviser_a, event_id=event.id).company_id, self.company_a
        )

    def test_a_paper_is_about_one_thing(self):
        output = self._make("solution", "2026-01-01", paper=False)
        with self.assertRaisesRegex(ValidationError, "about one thing"):
            self._paper(self.adviser_a)
        firm = self._create_firm(self.company_a)
        with self.assertRaisesRegex(ValidationError, "about one thing"):
            self._paper(self.adviser_a, output_id=output.id, firm_id=firm.id)

    def _enter(self, user, code, **values):
        return (
            self.env["sme.indicator.entry"]
            .with_user(user)
            .create(
                {
                    "project_id": self.project.id,
                    "indicator_id": self._indicator(code).id,
                    "date": "2026-01-01",
                    "note": "Paper",
                    **values,
                }
            )
        )

    def test_entry_is_of_the_own_organisation(self):
        entry = self._enter(self.adviser_b, "RCR81", amount=4)
        self.assertEqual(entry.member_id, self.member_b)
        self.assertEqual(entry.company_id, self.company_b)
        # the lead reports it and reads it; an adviser of A does not
        self.assertEqual(entry.with_user(self.manager_a).amount, 4)
        with self.assertRaises(AccessError):
            entry.with_user(self.adviser_a).read(["amount"])
        with self.assertRaises(AccessError):
            entry.with_user(self.manager_a).amount = 5

    def test_nothing_that_counts_itself_is_typed(self):
        with self.assertRaisesRegex(ValidationError, "not entered by hand"):
            self._enter(self.adviser_a, "RCO01")

    def test_firms_are_entered_one_by_one(self):
        with self.assertRaisesRegex(ValidationError, "choose the firm"):
            self._enter(self.adviser_a, "RCR03", amount=12)
