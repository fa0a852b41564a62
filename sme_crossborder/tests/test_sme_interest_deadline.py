"""Until when an interest is answered: working days, reminders, escalation, the end."""

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .interest_case import InterestCase


@tagged("post_install", "-at_install")
class TestInterestDeadline(InterestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.company_a.resource_calendar_id
        cls.calendar.tz = cls.company_a.partner_id.tz = "Europe/Stockholm"
        cls.lead._act({"date_published": "2026-01-01", "date_expiry": "2026-12-31"})

    def _express_on(self, moment, **values):
        with freeze_time(moment):
            return self._express(agreement_date="2025-02-03", **values)

    def test_ten_working_days_of_the_owner(self):
        """Wednesday 18 March 2026: 19, 20, 23 to 27, 30, 31 March, 1 April make ten."""
        interest = self._express_on("2026-03-18 10:00:00")
        self.assertEqual(interest.date_asked, self._day("2026-03-18"))
        self.assertEqual(interest.answer_until, self._day("2026-04-01"))
        # two working days before: 31 and 30 March
        self.assertEqual(interest.remind_on, self._day("2026-03-30"))
        # 2, 3, 6 to 10, 13, 14, 15 April make ten more
        self.assertEqual(interest.expire_on, self._day("2026-04-15"))

    def test_holidays_are_no_working_days(self):
        """Good Friday and Easter Monday 2026 are 3 and 6 April: two days later."""
        for day in ("2026-04-03", "2026-04-06"):
            self.env["resource.calendar.leaves"].create(
                {
                    "name": "Easter",
                    "calendar_id": self.calendar.id,
                    "company_id": self.company_a.id,
                    "date_from": f"{day} 00:00:00",
                    "date_to": f"{day} 21:00:00",
                }
            )
        interest = self._express_on("2026-03-25 10:00:00")
        # 26, 27, 30, 31 March, 1, 2, 7, 8, 9, 10 April
        self.assertEqual(interest.answer_until, self._day("2026-04-10"))

    def test_the_day_is_that_of_the_owner_when_clocks_change(self):
        """Half past ten in the evening UTC is the next day in Stockholm in summer.

        Clocks go forward on Sunday 29 March 2026. Friday 27 March 22:30 UTC is 23:30
        there; Monday 30 March 22:30 UTC is Tuesday, 00:30.
        """
        winter = self._express_on("2026-03-27 22:30:00")
        self.assertEqual(winter.date_asked, self._day("2026-03-27"))
        self.assertEqual(winter.answer_until, self._day("2026-04-10"))
        self._as_user(winter, self.adviser_b).withdraw()
        summer = self._express_on("2026-03-30 22:30:00")
        self.assertEqual(summer.date_asked, self._day("2026-03-31"))
        self.assertEqual(summer.answer_until, self._day("2026-04-14"))

    def test_periods_are_settings_of_the_organisation(self):
        self.company_a.write(
            {
                "sme_interest_days": 3,
                "sme_interest_reminder_days": 1,
                "sme_interest_grace_days": 1,
            }
        )
        interest = self._express_on("2026-03-18 10:00:00")
        # 19, 20, 23 March; the day before is the 20th; then the 24th
        self.assertEqual(interest.answer_until, self._day("2026-03-23"))
        self.assertEqual(interest.remind_on, self._day("2026-03-20"))
        self.assertEqual(interest.expire_on, self._day("2026-03-24"))
        with self.assertRaises(ValidationError):
            self.company_a.sme_interest_days = 0

    def test_without_a_calendar_monday_to_friday(self):
        self.company_a.resource_calendar_id = False
        interest = self._express_on("2026-03-18 10:00:00")
        self.assertEqual(interest.answer_until, self._day("2026-04-01"))
        self.assertEqual(interest.remind_on, self._day("2026-03-30"))

    def test_reminded_put_before_the_coordinator_and_over(self):
        interest = self._express_on("2026-03-18 10:00:00")
        self._pass_days("2026-03-29")
        self.assertFalse(interest.reminded_on)
        self._pass_days("2026-03-30")
        self.assertEqual(interest.reminded_on, self._day("2026-03-30"))
        self.assertIn("waits for an answer", self._planned(interest, self.adviser_a))
        self.assertIn("was reminded", self._said(interest))
        self._pass_days("2026-04-01")
        self.assertFalse(interest.escalated_on)
        self._pass_days("2026-04-02")
        self.assertEqual(interest.escalated_on, self._day("2026-04-02"))
        self.assertIn("decide", self._planned(interest, self.coordinator_a))
        self.assertIn("No answer yet", self._planned(interest, self.adviser_b))
        waits = self._as_user(interest, self.adviser_b).next_step
        self.assertIn("Its coordinator was told", waits)
        self._pass_days("2026-04-15")
        self.assertEqual(interest.state, "new")
        self._pass_days("2026-04-16")
        self.assertEqual(interest.state, "expired")
        self.assertIn("has not answered until 15 April 2026", interest.reason)
        self.assertIn("tell the firm", self._planned(interest, self.adviser_b))
        self.assertFalse(self._planned(interest, self.coordinator_a))
        # and it can be expressed again
        self.assertTrue(self._express_on("2026-04-17 10:00:00"))

    def test_taking_it_up_is_no_answer_yet(self):
        interest = self._express_on("2026-03-18 10:00:00")
        self._as_user(interest, self.adviser_a).action_review()
        self._pass_days("2026-04-02")
        self.assertTrue(interest.escalated_on)

    def test_what_was_answered_is_left_alone(self):
        interest = self._express_on("2026-03-18 10:00:00")
        self._as_user(interest, self.adviser_a).decline("No")
        said = self._said(interest)
        self._pass_days("2026-04-16")
        self.assertEqual(interest.state, "declined")
        self.assertEqual(self._said(interest), said)

    def test_expressed_while_the_lead_was_closed(self):
        """Two at once: the job finds what the closing did not see."""
        interest = self._express_on("2026-03-18 10:00:00")
        self.teaser.state = "closed"
        self._pass_days("2026-03-19")
        self.assertEqual(interest.state, "declined")

    def test_who_left_is_not_told_a_colleague_is(self):
        interest = self._express_on("2026-03-18 10:00:00")
        self.adviser_b.active = False
        self._as_user(interest, self.adviser_a).decline("No")
        self.assertIn("was declined", self._planned(interest, self.coordinator_b))
