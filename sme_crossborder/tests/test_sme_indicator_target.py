from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .indicator_case import IndicatorCase


@tagged("post_install", "-at_install")
class TestSmeIndicatorTarget(IndicatorCase):
    """What is promised is a way from a baseline through a milestone to a target."""

    def _promise(self, code, user=None, **values):
        target = self.env["sme.indicator.target"].search(
            [
                ("project_id", "=", self.project.id),
                ("indicator_id.code", "=", code),
                ("member_id", "=", False),
            ]
        )
        target.with_user(user or self.manager_a).write(values)
        return target

    def test_a_milestone_lies_on_the_way(self):
        with self.assertRefused("milestone of RCO01 .* is 25, .* 0, .* target, 20"):
            self._promise("RCO01", milestone=25, target=20)
        with self.assertRefused("baseline, 10, and its target, 20"):
            self._promise("RCO01", baseline=10, milestone=5, target=20)
        for milestone in (10, 15, 20):
            self._promise("RCO01", baseline=10, milestone=milestone, target=20)

    def test_less_may_be_better(self):
        """From 60 days to 30: 45 is on the way, 70 is not."""
        self._promise("W-BARD", baseline=60, milestone=45, target=30)
        with self.assertRefused("The milestone of W-BARD"):
            self._promise("W-BARD", baseline=60, milestone=70, target=30)

    def test_without_a_way_any_milestone_is_taken(self):
        """A median, a share or an average without a baseline; a milestone alone."""
        self._promise("W-BARD", milestone=45, target=30)
        self._promise("RCO01", milestone=25)

    def test_neither_is_negative(self):
        for fname in ("baseline", "milestone", "target"):
            with (
                self.subTest(fname=fname),
                mute_logger("odoo.sql_db"),
                self.assertRefused("positive_check", CheckViolation),
            ):
                self._promise("RCO01", **{fname: -1})
                self.env.flush_all()

    def test_the_lead_promises(self):
        for user in (self.manager_b, self.coordinator_a):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._promise("RCO01", user, target=5)

    def test_receipts_open_under_the_name_of_their_figure(self):
        """The web client shows `display_name` before `name`."""
        self._serve(self._enrol(self.company_a, "556036-0793"), "2025-03-01")
        self._count()
        value = self.env["sme.indicator.value"].search(
            [("indicator_id.code", "=", "RCO01"), ("member_id", "=", False)], limit=1
        )
        for user, title in (
            (self.manager_a, "Receipts of RCO01 COUNT"),
            (self.adviser_a, "Receipts of RCO01 COUNT that you may read"),
            (self.manager_b, "Receipts of RCO01 COUNT that you may read"),
        ):
            action = value.with_user(user).action_open_receipts()
            with self.subTest(user=user.login):
                self.assertEqual((action["name"], action["display_name"]), (title,) * 2)
