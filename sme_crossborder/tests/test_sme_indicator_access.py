from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .indicator_case import IndicatorCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02")
class TestSmeIndicatorAccess(IndicatorCase):
    """Who reads what of a figure, and what a maker of indicators may ask after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.at_a = cls._enrol(cls.company_a, "556036-0793")
        cls.at_b = cls._enrol(
            cls.company_b, "556036-0793", country_id=cls.country_se.id
        )
        cls.first = cls._serve(cls.at_a, "2025-03-01")
        cls.second = cls._serve(cls.at_b, "2025-03-02")
        cls.Value._recount(cls.project)

    def _receipt(self, record, user):
        return (
            self.Receipt.with_user(user)
            .with_context(allowed_company_ids=user.company_ids.ids)
            .search([("res_id", "=", record.id), ("indicator_id.code", "=", "RCO01")])
        )

    def test_lead_reads_firm_and_other_organisation(self):
        receipt = self._receipt(self.second, self.manager_a)
        self.assertEqual(receipt.legal_name, "Firm 556036-0793")
        self.assertEqual(receipt.registry_number, "5560360793")
        self.assertEqual(receipt.reason_text, "Already counted through Organisation A.")

    def test_member_reads_its_own_and_not_the_other(self):
        receipt = self._receipt(self.second, self.adviser_b)
        self.assertEqual(receipt.legal_name, "Firm 556036-0793")
        self.assertEqual(
            receipt.reason_text, "Already counted through another organisation."
        )
        self.assertFalse(self._receipt(self.first, self.adviser_b))

    def test_adviser_of_the_lead_reads_no_firm_of_others(self):
        receipt = self._receipt(self.second, self.adviser_a)
        self.assertFalse(receipt.legal_name)
        self.assertFalse(receipt.registry_number)
        self.assertEqual(
            receipt.reason_text, "Already counted through another organisation."
        )

    def test_firm_not_enrolled_on_the_day_is_not_named_to_the_lead(self):
        early = self._serve(self.at_b, "2025-01-15")
        self._count()
        receipt = self._receipt(early, self.manager_a)
        self.assertEqual(receipt.reason, "not_enrolled")
        self.assertFalse(receipt.legal_name)
        self.assertEqual(
            self._receipt(early, self.adviser_b).legal_name, "Firm 556036-0793"
        )

    def test_controller_reads_what_is_assigned(self):
        self.assertFalse(self._receipt(self.second, self.auditor))
        self.env["sme.audit.assignment"].create(
            {
                "project_id": self.project.id,
                "member_id": self.member_b.id,
                "user_id": self.auditor.id,
                "date_start": "2026-11-01",
                "date_end": "2026-11-30",
            }
        )
        receipt = self._receipt(self.second, self.auditor)
        self.assertEqual(receipt.legal_name, "Firm 556036-0793")
        self.assertFalse(self._receipt(self.first, self.auditor))

    def test_hidden_columns_are_closed(self):
        receipt = self._receipt(self.second, self.manager_a)
        for fname in ("firm_name", "entity_key", "other_member_id"):
            with self.assertRaises(AccessError):
                receipt.read([fname])
            with self.assertRaises(AccessError):
                receipt.search([(fname, "!=", False)])

    def test_figures_are_written_by_counting_alone(self):
        value = self._value("RCO01").with_user(self.manager_a)
        self.assertEqual(value.value, 1)
        with self.assertRaises(AccessError):
            value.value = 99

    def test_open_the_record(self):
        receipt = self._receipt(self.first, self.adviser_a)
        self.assertEqual(receipt.action_open_record()["res_id"], self.first.id)
        with self.assertRefused("cannot be opened"):
            self._receipt(self.second, self.manager_a).action_open_record()

    def test_count_now(self):
        """A member's manager counts; its advisers and strangers may not."""
        self._serve(self._enrol(self.company_b, "40003032949"), "2025-03-01")
        with self.assertRaises(AccessError):
            self.project.with_user(self.adviser_b).action_count_now()
        self.project.with_user(self.manager_b).action_count_now()
        self.assertEqual(self._value("RCO01").value, 2)
        stranger = self._create_user(
            "stranger", "manager", self._create_company("C", self.country_ee)
        )
        with self.assertRaises(AccessError):
            self.project.with_user(stranger).action_count_now()

    def test_conditions_ask_nothing_that_is_closed(self):
        """A domain on notes of other organisations would be read bit by bit."""
        Indicator = self.env["sme.indicator"].with_user(self.manager_b)
        values = {
            "code": "OWN",
            "name": "Own",
            "unit": "services",
            "source": "service",
            "company_id": self.company_b.id,
        }
        Indicator.create(values | {"domain": '[("kind_id.is_support", "=", True)]'})
        for closed in (
            '[("note", "ilike", "secret")]',
            '[("firm_id.name", "=", "Fjordkod AB")]',
            '[("firm_id", "any", [("name", "=", "Fjordkod AB")])]',
            '[("case_id", "any", [("question", "ilike", "secret")])]',
            '[("case_id", "=", "Question of a firm")]',
            '[("case_id.topic_id", "=", "Tax")]',
            '[("kind_id", "ilike", "a")]',
            "__import__('os')",
        ):
            with self.subTest(closed), self.assertRaises(ValidationError):
                Indicator.create(values | {"code": closed, "domain": closed})

    def test_refusals_name_fields_as_people_read_them(self):
        """The labels of the form, not the names of columns."""
        own = self._indicator("RCO01").with_user(self.manager_a).copy()
        with self.assertRaises(ValidationError) as refused:
            own.domain = '[("note", "ilike", "secret")]'
        self.assertIn("asks for Note.", str(refused.exception))
        self.assertIn("Kind / Non-financial support", str(refused.exception))
        self.assertNotIn("kind_id", str(refused.exception))
        with self.assertRaises(ValidationError) as refused:
            own.date_field = "date_begin"
        self.assertIn("not counted by “First day”", str(refused.exception))
        self.assertIn("Choose one of: Date.", str(refused.exception))
        with self.assertRaises(ValidationError) as refused:
            own.measure = "median_days"
        self.assertIn("cannot be counted by “Median of days”", str(refused.exception))

    def test_shipped_indicators_are_changed_by_nobody(self):
        shipped = self._indicator("RCO01").with_user(self.manager_a)
        with self.assertRaises(AccessError):
            shipped.domain = "[]"
        own = shipped.copy()
        self.assertEqual(own.company_id, self.company_a)
        own.domain = "[]"
        self.assertEqual(own.source, "service")
