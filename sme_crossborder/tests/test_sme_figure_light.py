"""The traffic light of a figure: its colour, and the rule with its arithmetic."""

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .figure_case import FigureCase


@tagged("post_install", "-at_install")
@freeze_time("2026-05-16")  # half way: 500 of 1,000 days
class TestSmeFigureLight(FigureCase):
    def _light(self, value):
        value = value.with_user(self.manager_a)
        value.invalidate_recordset()
        return value.light, value.light_reason

    def test_straight_line(self):
        """From 0 to 20, half way: 10 are expected; 8.9 is 89 %, 6.9 is 69 %."""
        value = self._create_value(9)
        colours = {}
        for number in (9, 8.9, 7, 6.9):
            value.value = number
            colours[number] = self._light(value)[0]
        self.assertEqual(colours, {9: "green", 8.9: "amber", 7: "amber", 6.9: "red"})
        value.value = 9
        self.assertEqual(
            self._light(value)[1],
            "10 is expected by 05/16/2026, on a straight line from 0 on 01/01/2025 to "
            "20 on 09/28/2027. It is 9, 90 % of that. Green from 90 %, amber from "
            "70 %, red below.",
        )
        self.assertEqual(value.expected_value, 10)
        self.assertEqual(value.target_percent, 45)

    def test_a_period_ends_before_today(self):
        """By 30 June 2025, day 180 of 1,000, 20 x 0.18 = 3.6 were expected."""
        value = self._create_value(3.6, self.periods[0])
        self.assertEqual(self._light(value)[0], "green")
        self.assertAlmostEqual(value.expected_value, 3.6)

    def test_through_the_milestone(self):
        """Milestone 4 on the day: 4 are expected, where the line would ask for 10."""
        self.target.write({"milestone": 4, "milestone_date": "2026-05-16"})
        value = self._create_value(4)
        self.assertEqual(self._light(value)[0], "red")
        self.project.with_user(self.manager_a).light_path = "milestone"
        colour, reason = self._light(value)
        self.assertEqual(colour, "green")
        self.assertIn("through 4 on 05/16/2026 to 20", reason)

    def test_less_is_better(self):
        """From 90 days to 45: 67.5 half way. It takes 90, so 67.5 / 90 = 75 %."""
        days = self._create_indicator("T02", measure="median_days", unit="days")
        self._create_target(days, baseline=90, target=45)
        value = self._create_value(90, indicator=days)
        colour, reason = self._light(value)
        self.assertEqual(colour, "amber")
        self.assertIn("67.5 is expected by 05/16/2026", reason)
        self.assertIn("less is better: expected is 75 % of that", reason)

    def test_what_does_not_grow(self):
        """A share of 80 % is asked for all along: 60 is 75 % of it."""
        share = self._create_indicator("T03", measure="share", unit="%")
        self._create_target(share, target=80)
        value = self._create_value(60, indicator=share)
        colour, reason = self._light(value)
        self.assertEqual(colour, "amber")
        self.assertIn("80 is expected all along. It is 60, 75 % of that", reason)

    def test_of_no_record_there_is_no_share(self):
        """No record: no light. Of one record, now or before, 0 % is red; a sum is 0."""
        share = self._create_indicator("T05", measure="share", unit="%")
        self._create_target(share, target=80)
        first, second = self.periods
        nothing = self._create_value(0, first, indicator=share)
        self.assertEqual(self._light(nothing), (False, "No figure is counted yet"))
        self.assertFalse(nothing.has_data)
        nothing.counted_number = 1
        self.env.invalidate_all()
        self.assertTrue(nothing.has_data)
        self.assertEqual(self._light(nothing)[0], "red")
        later = self._create_value(0, second, indicator=share)
        self.assertTrue(later.with_user(self.manager_a).has_data)
        theirs = self._create_value(0, second, self.member_b, indicator=share)
        self.assertFalse(theirs.has_data)
        self.assertTrue(self._create_value(0).has_data)

    def test_own_target_of_a_member(self):
        """The member promised 8, so 4 half way; another member promised nothing."""
        self._create_target(self.indicator, member_id=self.member_b.id, target=8)
        theirs = self._create_value(4, member=self.member_b)
        ours = self._create_value(4, member=self.member_a)
        self.assertEqual(self._light(theirs)[0], "green")
        self.assertEqual(
            self._light(ours), ("none", "No target is set for this organisation.")
        )

    def test_nothing_to_compare_with(self):
        other = self._create_indicator("T04")
        colour, reason = self._light(self._create_value(4, indicator=other))
        self.assertEqual(colour, "none")
        self.assertIn("enter one in the project", reason)
        # periods lie within the project's days
        self.project.period_ids.unlink()
        self.project.date_end = False
        colour, reason = self._light(self._create_value(4))
        self.assertEqual(colour, "none")
        self.assertIn("OSS has no start or no end", reason)

    def test_settings_of_the_project(self):
        """Amber from 40 %: 4 of 10 is no longer red; above green is refused."""
        value = self._create_value(4)
        self.assertEqual(self._light(value)[0], "red")
        project = self.project.with_user(self.manager_a)
        project.light_amber_percent = 40
        self.assertEqual(self._light(value)[0], "amber")
        with self.assertRefused("OSS: amber begins", ValidationError):
            project.light_amber_percent = 95
