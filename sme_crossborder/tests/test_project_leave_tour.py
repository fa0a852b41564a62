"""An organisation leaves a project, in the browser."""

from datetime import date

from odoo.tests import HttpCase, tagged

from .test_sme_project_leave import LeaveCase


@tagged("post_install", "-at_install")
class TestProjectLeaveTour(LeaveCase, HttpCase):
    def test_one_firm_is_offered_and_one_frozen(self):
        self.start_tour(
            f"/odoo/action-sme_crossborder.sme_project_action/{self.project.id}",
            "project_leave_tour",
            login="coordinator_a",
        )
        self.assertEqual(self.member.date_end, date.today())
        hand_over = self.env["sme.hand.over"].search([])
        self.assertEqual(hand_over.name, "Fjordkod AB")
        self.assertEqual(self.enrolments.mapped("date_end"), [False, date.today()])
