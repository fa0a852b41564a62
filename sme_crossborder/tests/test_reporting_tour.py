"""Lock, change, correct: in the browser, as manager and as auditor."""

from odoo.tests import HttpCase, tagged

from .reporting_case import ReportingCase


@tagged("post_install", "-at_install")
class TestReportingTour(ReportingCase, HttpCase):
    def test_lock_change_correct(self):
        mine = f"/odoo/contributions/{self.of_a.id}"
        self.start_tour(mine, "reporting_submit_tour", login="manager_a")
        self._submit(self.of_b, self.manager_b)
        self.start_tour(mine, "reporting_control_tour", login="controller")
        self.of_b.with_user(self.controller).action_confirm()
        self.env.flush_all()
        report = f"/odoo/reporting-periods/{self.period.id}"
        self.start_tour(report, "reporting_lock_tour", login="manager_a")
        self.assertRecordValues(
            self.period, [{"state": "approved", "approval_reference": "CB/12"}]
        )
        # the firm never was what it said: it is taken out after the lock
        gone = self.enrolled_a.id
        self.paper_a.unlink()
        self.enrolled_a.unlink()
        self.env.flush_all()
        later = self.later.contribution_ids.filtered(
            lambda one: one.member_id == self.member_a
        )
        self.start_tour(
            f"/odoo/contributions/{later.id}",
            "reporting_correct_tour",
            login="manager_a",
        )
        value = self._values(self.later, self.member_a)
        self.assertRecordValues(
            value,
            [
                {
                    "previous_value": 1,
                    "period_value": 0,
                    "correction_value": -1,
                    "value": 0,
                    "is_frozen": True,
                }
            ],
        )
        self.assertRecordValues(
            value.receipt_ids,
            [
                {
                    "reason": "gone",
                    "is_correction": True,
                    "amount": -1,
                    "res_id": gone,
                }
            ],
        )
        self.start_tour(report, "reporting_audit_tour", login="controller")
