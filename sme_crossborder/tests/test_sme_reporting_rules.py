"""What the lead reads of others it does not write; opening a rule is noticed."""

from contextlib import contextmanager

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .reporting_case import ReportingCase

OPEN = "[(1, '=', 1)]"


@tagged("post_install", "-at_install", "security")
class TestSmeReportingRules(ReportingCase):
    @contextmanager
    def undone(self):
        savepoint = self.cr.savepoint()
        try:
            yield
        finally:
            self.env.invalidate_all(flush=False)
            savepoint.close(rollback=True)
            self.env.registry.clear_cache()

    def _writes(self, record, vals, user=None):
        """Whether the user, else the lead's manager, may write; it is taken back."""
        record = record.with_user(user or self.manager_a)
        record.invalidate_recordset()
        with self.undone():
            try:
                record.write(vals)
                self.env.flush_all()
            except AccessError:
                return False
            return True

    def _open(self, name):
        self.env.ref(f"sme_crossborder.{name}").domain_force = OPEN
        self.env.flush_all()
        self.env.registry.clear_cache()

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_contributions_of_others(self):
        """B has a manager: the lead reads what it writes, and leaves it alone."""
        for name in (
            "sme_reporting_contribution_rule_write",
            "sme_reporting_contribution_rule_absent",
        ):
            with self.subTest(rule=name), self.undone():
                self.assertTrue(self._writes(self.of_a, {"narrative": "Ours"}))
                self.assertTrue(self.of_b.with_user(self.manager_a).has_access("read"))
                self.assertFalse(self._writes(self.of_b, {"narrative": "Ours"}))
                self._open(name)
                self.assertTrue(self._writes(self.of_b, {"narrative": "Ours"}))
            self.env.registry.clear_cache()

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_findings_on_others(self):
        """Whoever reports for B answers; without the rule the model says so still."""
        self._submit(self.of_b, self.manager_b)
        finding = (
            self.env["sme.control.finding"]
            .with_user(self.controller)
            .create(
                {
                    "contribution_id": self.of_b.id,
                    "name": "Lists",
                    "text": "Nobody signed them.",
                }
            )
        )
        self.assertTrue(finding.with_user(self.manager_a).has_access("read"))
        self.assertFalse(self._writes(finding, {"answer": "We did"}))
        with self.undone():
            self._open("sme_control_finding_rule_answer")
            self.assertFalse(self._writes(finding, {"answer": "We did"}))
        self.assertTrue(
            self._writes(finding, {"answer": "We did"}, user=self.manager_b)
        )
