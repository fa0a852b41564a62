"""Enrolment freezes what was true that day, and says what keeps it from counting."""

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import SmeCase


@tagged("post_install", "-at_install")
class TestSmeEnrolment(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(cls.company_a)
        cls.firm = cls._create_small_ict_firm(cls.company_a)

    def _enrol(self, user=None, **values):
        return (
            self.env["sme.enrolment"]
            .with_user(user or self.adviser_a)
            .create(
                {
                    "firm_id": self.firm.id,
                    "project_id": self.project.id,
                    "date": "2026-03-01",
                    **values,
                }
            )
        )

    def test_what_was_true_stays(self):
        enrolment = self._enrol()
        self.assertRecordValues(
            enrolment,
            [
                {
                    "size_class": "small",
                    "headcount": 12,
                    "nuts_id": self._nuts("SE110").id,
                    "nace_id": self._nace("62.10").id,
                    "is_ict": True,
                    "is_eligible": True,
                    "member_id": self.project.member_ids.id,
                }
            ],
        )
        self.firm.write({"nuts_id": self._nuts("SE224").id})
        self.firm.year_ids.write({"headcount": 300, "headcount_heads": 300})
        self.assertEqual(enrolment.headcount, 12)
        self.assertEqual(enrolment.nuts_id.code, "SE110")
        self.assertTrue(enrolment.is_eligible)

    def test_only_years_closed_before_the_day_count(self):
        self.firm.write(
            {
                "year_ids": [
                    Command.create({"year": 2024, "headcount": 8, "turnover": 500_000})
                ]
            }
        )
        # enrolled in 2025: only 2024 was closed, 8 AWU and EUR 0.5 million: micro
        enrolment = self._enrol(date="2025-06-01")
        self.assertEqual((enrolment.size_class, enrolment.headcount), ("micro", 8))

    def test_frozen_values_cannot_be_written(self):
        enrolment = self._enrol()
        for user in (self.adviser_a, self.manager_a):
            for values in (
                {"size_class": "micro"},
                {"is_eligible": True},
                {"headcount": 1},
                {"firm_id": self.firm.id},
            ):
                with (
                    self.subTest(user=user.login, values=values),
                    self.assertRefused("frozen", UserError),
                ):
                    enrolment.with_user(user).write(values)

    def test_frozen_values_given_on_create_are_ignored(self):
        enrolment = self._enrol(size_class="large", headcount=999)
        self.assertEqual((enrolment.size_class, enrolment.headcount), ("small", 12))

    def test_manager_takes_them_again_and_the_log_keeps_the_former(self):
        enrolment = self._enrol()
        self.firm.year_ids.write({"headcount": 20, "headcount_heads": 20})
        with self.assertRefused("project manager", UserError):
            enrolment.action_freeze_again()
        enrolment.with_user(self.manager_a).action_freeze_again()
        self.assertEqual(enrolment.headcount, 20)
        self.assertIn("12", enrolment.message_ids[0].body)

    def test_missing_declarations_are_listed_until_they_are_there(self):
        enrolment = self._enrol()
        self.assertFalse(enrolment.is_countable)
        self.assertEqual(len(enrolment.missing.splitlines()), 3)
        enrolment.write(
            {
                "sme_declared": True,
                "not_in_difficulty": True,
                "privacy_notice_given": True,
            }
        )
        self.assertTrue(enrolment.is_countable)
        self.assertFalse(enrolment.missing)

    def test_not_eligible_is_enrolled_but_not_counted(self):
        self.firm.write({"nuts_id": self._nuts("SE224").id})
        enrolment = self._enrol(
            sme_declared=True, not_in_difficulty=True, privacy_notice_given=True
        )
        self.assertFalse(enrolment.is_countable)
        self.assertIn("SE224", enrolment.missing)

    def test_once_per_project(self):
        self._enrol()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._enrol()

    def test_organisation_must_be_a_member(self):
        stranger = self._create_firm(self.company_b, "Rīgas kods SIA")
        with self.assertRaises(UserError):
            self._enrol(self.adviser_b, firm_id=stranger.id)

    def test_day_lies_in_the_project_and_not_in_the_future(self):
        for date in ("2024-12-31", "2028-01-01"):
            with self.subTest(date=date), self.assertRaises(ValidationError):
                self._enrol(date=date)

    @freeze_time("2026-10-24 21:30:00")  # a Saturday before the end of summer time
    def test_today_is_the_users_day_on_both_sides_of_midnight(self):
        # 21:30 UTC: 23:30 in Stockholm (24 October), 00:30 in Tallinn (25 October)
        self.adviser_a.tz = "Europe/Stockholm"
        with self.assertRaises(ValidationError):
            self._enrol(date="2026-10-25")
        self.adviser_a.tz = "Europe/Tallinn"
        self.env.invalidate_all()
        Enrolment = self.env["sme.enrolment"].with_user(self.adviser_a)
        enrolment = Enrolment.with_context(tz="Europe/Tallinn").create(
            {
                "firm_id": self.firm.id,
                "project_id": self.project.id,
                "date": "2026-10-25",
            }
        )
        self.assertTrue(enrolment)

    def test_adviser_cannot_delete(self):
        enrolment = self._enrol()
        with self.assertRaises(AccessError):
            enrolment.unlink()
        enrolment.with_user(self.manager_a).unlink()

    def test_two_organisations_enrol_one_firm_once_each(self):
        project = self._create_project(self.company_a, self.company_b, acronym="JOINT")
        number = "556036-0793"
        ours = self._create_small_ict_firm(self.company_a, registry_number=number)
        theirs = self._create_firm(
            self.company_b,
            country_id=self.country_se.id,
            registry_number=number,
        )
        Enrolment = self.env["sme.enrolment"]
        Enrolment.with_user(self.adviser_a).create(
            {"firm_id": ours.id, "project_id": project.id}
        )
        Enrolment.with_user(self.adviser_b).create(
            {"firm_id": theirs.id, "project_id": project.id}
        )
        enrolled = Enrolment.search([("project_id", "=", project.id)])
        self.assertEqual(len(enrolled), 2)
        self.assertEqual(len(enrolled.firm_id.sudo().entity_id), 1)
        self.assertEqual(project.with_user(self.adviser_b).enrolment_count, 1)

    def test_a_headcount_that_was_not_known_is_no_zero(self):
        firm = self._create_firm(self.company_a, "Okänd AB")
        unknown = self._enrol(firm_id=firm.id)
        self.assertFalse(unknown.headcount_year)
        self.assertEqual(self._enrol().headcount_year, 2025)

    def test_an_archived_file_is_not_enrolled(self):
        self.firm.action_archive()
        with self.assertRefused("is archived. Restore it", ValidationError):
            self._enrol()

    def test_another_day_takes_the_values_of_that_day(self):
        self.firm.year_ids = [
            Command.create({"year": 2024, "headcount": 9, "turnover": 500_000})
        ]
        enrolment = self._enrol()
        self.assertEqual((enrolment.headcount, enrolment.headcount_year), (12, 2025))
        enrolment.with_user(self.adviser_a).date = "2025-05-01"
        self.assertEqual((enrolment.headcount, enrolment.headcount_year), (9, 2024))
        self.assertIn("headcount 12", "".join(enrolment.message_ids.mapped("body")))

    def test_from_the_menu_any_own_firm_is_offered(self):
        """The organisation follows the firm, so the picker must not wait for it."""
        Enrolment = self.env["sme.enrolment"].with_user(self.adviser_a)
        self.assertFalse(Enrolment._fields["firm_id"].check_company)
        with Form(Enrolment) as form:
            form.project_id = self.project
            form.firm_id = self.firm
            self.assertIn("Headcount: 12", form.eligibility_preview)
            form.date = "2026-03-01"
        self.assertEqual(form.record.member_id, self.project.member_ids)
