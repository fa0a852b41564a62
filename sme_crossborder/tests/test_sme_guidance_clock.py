"""The response clock: working hours of the owner, without what waits for the firm."""

from datetime import datetime

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .guidance_case import GuidanceCase

DAY = ((8, 12, "morning"), (13, 17, "afternoon"))  # eight hours
FRIDAY = datetime(2026, 3, 27, 13)  # 15:00 in Riga, winter time (UTC+2)


@tagged("post_install", "-at_install")
class TestSmeGuidanceClock(GuidanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.riga = cls._create_calendar("Riga", "Europe/Riga")
        cls.stockholm = cls._create_calendar("Stockholm", "Europe/Stockholm")
        cls.company_a.resource_calendar_id = cls.riga
        cls.company_a.sme_guidance_hours = 16

    @classmethod
    def _create_calendar(cls, name, zone):
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": zone,
                "company_id": False,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {
                                "name": part,
                                "dayofweek": str(day),
                                "hour_from": begin,
                                "hour_to": end,
                                "day_period": part,
                            }
                        )
                        for day in range(5)
                        for begin, end, part in DAY
                    ),
                ],
            }
        )

    def _ask_at(self, when, user=None, **values):
        with freeze_time(when):
            return self._ask(user, **values)

    def test_over_a_weekend_in_which_the_clocks_change(self):
        """Friday 15-17: 2 h; Monday: 8 h; Tuesday 8-12 and 13-15: 6 h; together 16.

        Summer time begins on Sunday 29 March: 15:00 in Riga is 12:00 UTC on Tuesday,
        and no hour is lost or won, because nobody works at night.
        """
        case = self._ask_at(FRIDAY)
        self.assertEqual(case.date_due, datetime(2026, 3, 31, 12))
        self.assertEqual(case.date_started, FRIDAY)

    def test_the_calendar_is_the_owners(self):
        """13:00 UTC is 14:00 in Stockholm: Friday 3 h, Monday 8 h, Tuesday 5 h.

        Tuesday 8-12: 4 h, 13-14: 1 h; 14:00 in summer time is 12:00 UTC.
        """
        self.company_b.resource_calendar_id = self.stockholm
        self.company_b.sme_guidance_hours = 16
        case = self._ask_at(FRIDAY, self.adviser_b, firm_id=self.firm_b.id)
        self.assertEqual(case.date_due, datetime(2026, 3, 31, 12))
        # half a day less: Tuesday 8-12 less 3 h, that is 9:00, 7:00 UTC
        case.with_user(self.adviser_b).response_hours = 12
        self.assertEqual(case.date_due, datetime(2026, 3, 31, 7))

    def test_a_public_holiday_of_the_owner(self):
        """Without Monday the 16 h end on Wednesday at 15:00, 12:00 UTC."""
        monday = {"date_from": "2026-03-29 21:00:00", "date_to": "2026-03-30 20:59:59"}
        Leave = self.env["resource.calendar.leaves"]
        day_off = Leave.with_company(self.company_b).create({"name": "B", **monday})
        self.assertEqual(day_off.company_id, self.company_b)
        self.assertEqual(self._ask_at(FRIDAY).date_due, datetime(2026, 3, 31, 12))
        day_off = Leave.with_company(self.company_a).create({"name": "A", **monday})
        self.assertEqual(day_off.company_id, self.company_a)
        self.assertEqual(self._ask_at(FRIDAY).date_due, datetime(2026, 4, 1, 12))

    def test_it_stands_while_we_wait_for_the_firm(self):
        """Asked on Friday 15:00, two hours used until the weekend and one on Monday.

        Waiting from Monday 9:00 (6:00 UTC) to Thursday 10:00 (7:00 UTC): 16 - 3 = 13 h
        are left. Thursday 10-12 and 13-17: 6 h; Friday 8-12 and 13-16: 7 h, that is
        until 16:00, 13:00 UTC.
        """
        case = self._ask_at(FRIDAY)
        with freeze_time("2026-03-30 06:00:00"):
            case.action_wait()
        self.assertAlmostEqual(case.hours_used, 3)
        self.assertAlmostEqual(case.hours_left, 13)
        self.assertFalse(case.date_due)
        with freeze_time("2026-04-02 07:00:00"):
            self.assertFalse(case.is_overdue)
            case.action_work()
        self.assertEqual(case.date_due, datetime(2026, 4, 3, 13))
        # answered on Friday at 15:00: 6 + 6 = 12 h more, 15 of 16
        with freeze_time("2026-04-03 12:00:00"):
            case.action_answer()
        self.assertAlmostEqual(case.hours_used, 15)
        self.assertTrue(case.is_in_time)
        self.assertFalse(case.date_started)

    def test_waiting_again_and_again(self):
        """What was used before a pause is used after it too."""
        case = self._ask_at("2026-06-01 05:00:00")  # Monday 8:00 in Riga
        for day in (1, 2, 3):  # an hour each, then the firm is asked
            with freeze_time(f"2026-06-0{day} 06:00:00"):
                case.action_wait()
            with freeze_time(f"2026-06-0{day + 1} 05:00:00"):
                case.action_work()
        self.assertAlmostEqual(case.hours_used, 3)
        # 13 h are left on Thursday 8:00: 8 h, then Friday 8-12 and 13-14, 11:00 UTC
        self.assertEqual(case.date_due, datetime(2026, 6, 5, 11))

    def test_overdue_and_answered_too_late(self):
        case = self._ask_at(FRIDAY)
        Case = case.browse()
        domain = [("id", "=", case.id), ("is_overdue", "=", True)]
        with freeze_time("2026-03-31 12:00:00"):
            self.assertFalse(case.is_overdue)
            self.assertFalse(Case.search(domain))
        with freeze_time("2026-03-31 12:00:01"):
            case.invalidate_recordset(["is_overdue"])
            self.assertTrue(case.is_overdue)
            self.assertEqual(Case.search(domain), case)
            not_late = [("id", "=", case.id), ("is_overdue", "=", False)]
            self.assertFalse(Case.search(not_late))
        # Tuesday 15:30: half an hour too late
        with freeze_time("2026-03-31 12:30:00"):
            case.write({"state": "closed", "summary": "Yes, with a qualified seal."})
            case.invalidate_recordset(["is_overdue"])
            self.assertFalse(case.is_overdue)
            self.assertFalse(Case.search(domain))
        self.assertAlmostEqual(case.hours_used, 16.5)
        self.assertFalse(case.is_in_time)
        self.assertEqual(case.date_closed, datetime(2026, 3, 31, 12, 30))

    def test_in_time_to_the_minute(self):
        case = self._ask_at(FRIDAY)
        with freeze_time("2026-03-31 12:00:00"):
            case.write({"state": "closed", "summary": "Yes."})
        self.assertAlmostEqual(case.hours_used, 16)
        self.assertTrue(case.is_in_time)

    def test_opened_again(self):
        """An answer given stays given; what was dropped goes on where it stood."""
        case = self._ask_at("2026-06-01 05:00:00")
        with freeze_time("2026-06-01 06:00:00"):
            case.write({"state": "dropped", "drop_reason": "Asked somebody else"})
        self.assertFalse(case.date_answered)
        with freeze_time("2026-06-02 05:00:00"):
            case.action_work()
        self.assertFalse(case.date_closed)
        # 15 h are left: Tuesday 8 h, Wednesday 8-12 and 13-16, 13:00 UTC
        self.assertEqual(case.date_due, datetime(2026, 6, 3, 13))
        with freeze_time("2026-06-02 06:00:00"):
            case.write({"state": "closed", "summary": "Yes."})
        answered = case.date_answered
        with freeze_time("2026-06-09 05:00:00"):
            case.action_work()
        self.assertFalse(case.date_started)
        self.assertEqual(case.date_answered, answered)
        self.assertAlmostEqual(case.hours_used, 2)

    def test_an_owner_without_a_calendar(self):
        """All hours count: 16 h from Friday 13:00 UTC on."""
        self.company_a.resource_calendar_id = False
        self.assertEqual(self._ask_at(FRIDAY).date_due, datetime(2026, 3, 28, 5))

    def test_a_guest_turns_the_owners_clock(self):
        case = self._ask_at(FRIDAY)
        partner = self.company_b.partner_id
        case.with_user(self.coordinator_a).share_with([(partner.id, "work", False)])
        with freeze_time("2026-03-30 06:00:00"):
            case.with_user(self.adviser_b).action_wait()
        self.assertAlmostEqual(case.hours_used, 3)

    def test_when_it_was_asked_can_be_corrected(self):
        """Asked an hour before, it is due an hour before."""
        case = self._ask_at(FRIDAY)
        with freeze_time(FRIDAY):
            case.date_asked = datetime(2026, 3, 27, 12)
            self.assertEqual(case.date_due, datetime(2026, 3, 31, 11))
            with self.assertRefused("in the future", ValidationError):
                case.date_asked = datetime(2026, 3, 28, 12)
        case.invalidate_recordset()
        with freeze_time("2026-03-30 06:00:00"):
            case.action_wait()
            with self.assertRefused("was stopped since"):
                case.date_asked = datetime(2026, 3, 27, 9)

    def test_its_readings_are_not_typed(self):
        case = self._ask()
        for fname, value in (
            ("date_due", "2030-01-01"),
            ("hours_used", 0),
            ("is_in_time", True),
            ("date_answered", "2026-01-01"),
        ):
            with (
                self.subTest(fname),
                self.assertRefused("cannot be typed", UserError),
            ):
                case.write({fname: value})
            with self.assertRefused("cannot be typed", UserError):
                self._ask(**{fname: value})
