from freezegun import freeze_time

from odoo.tests import tagged

from .indicator_case import IndicatorCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02")
class TestSmeIndicatorPeriod(IndicatorCase):
    """What is frozen stays; what changes afterwards is a correction of the next."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._create_period("1", "2025-01-01", "2025-12-31")
        cls.second = cls._create_period("2", "2026-01-01", "2026-12-31")
        cls.hours = cls._enrol(cls.company_a, "556036-0793")

    def _freeze(self, period, member=None):
        """Freeze as locking does."""
        domain = [("period_id", "=", period.id)]
        if member:
            domain.append(("member_id", "=", member.id))
        else:
            period.state = "approved"
        self.Value.search(domain).is_frozen = True

    def assertParts(self, code, previous, this, correction, period, member=None):
        value = self._value(code, member, period)
        self.assertEqual(
            [value.previous_value, value.period_value, value.correction_value],
            [previous, this, correction],
        )
        self.assertEqual(value.value, previous + this + correction)

    def test_parts_of_a_figure(self):
        """First 2 hours; then 1 of the second period and 3 noted late of the first."""
        self._serve(self.hours, "2025-03-01", minutes=120)
        self._count(self.first)
        self.assertParts("W-HRS", 0, 2, 0, self.first)
        self._freeze(self.first)
        self._serve(self.hours, "2026-02-01", minutes=60)
        late = self._serve(self.hours, "2025-04-01", minutes=180)
        self._count(self.second)
        self.assertParts("W-HRS", 2, 1, 3, self.second)
        receipt = self.Receipt.search(
            [("res_id", "=", late.id), ("indicator_id.code", "=", "W-HRS")]
        )
        self.assertTrue(receipt.is_correction)
        self.assertEqual(
            receipt.with_user(self.manager_a).reason_text,
            "Counted as a correction: it is of a period that was reported before.",
        )
        self.assertEqual(receipt.period_id, self.second)
        self.assertEqual(self._value("W-HRS", None, self.first).value, 2)

    def test_count_now_counts_what_has_begun(self):
        """Every open period that has begun: 2 hours in the first, 1 in the second.

        The third is to come. What was counted before there were periods goes, as it is
        told in them.
        """
        third = self._create_period("3", "2027-01-01", "2027-12-31")
        early = self.Value.create(
            {
                "project_id": self.project.id,
                "indicator_id": self._indicator("W-HRS").id,
                "value": 3,
            }
        )
        self._serve(self.hours, "2025-03-01", minutes=120)
        self._serve(self.hours, "2026-02-01", minutes=60)
        self.project.with_user(self.manager_a).action_count_now()
        self.assertParts("W-HRS", 0, 2, 0, self.first)
        self.assertParts("W-HRS", 2, 1, 0, self.second)
        self.assertFalse(self._value("W-HRS", period=third))
        self.assertFalse(early.exists())
        self._freeze(self.first)
        self._serve(self.hours, "2025-04-01", minutes=60)
        self.project.with_user(self.manager_a).action_count_now()
        self.assertParts("W-HRS", 0, 2, 0, self.first)
        self.assertParts("W-HRS", 2, 1, 1, self.second)

    def test_reported_and_gone(self):
        """2 hours reported, deleted later: -2; 1 of another day stays 1."""
        service = self._serve(self.hours, "2025-03-01", minutes=120)
        self._count(self.first)
        self._freeze(self.first)
        self._serve(self.hours, "2026-02-01", minutes=60)
        res_id = service.id
        service.unlink()
        self._count(self.second)
        self.assertParts("W-HRS", 2, 1, -2, self.second)
        self.assertEqual(self._reasons("W-HRS", self.second)[res_id], "gone")

    def test_reported_and_changed(self):
        """120 minutes reported, corrected to 90: half an hour less, once."""
        service = self._serve(self.hours, "2025-03-01", minutes=120)
        self._count(self.first)
        self._freeze(self.first)
        service.minutes = 90
        self._count(self.second)
        self._count(self.second)
        self.assertParts("W-HRS", 2, 0, -0.5, self.second)
        receipt = self.Receipt.search(
            [("period_id", "=", self.second.id), ("indicator_id.code", "=", "W-HRS")]
        )
        self.assertEqual(
            receipt.with_user(self.manager_a).reason_text,
            "Counted as a correction: reported before, with another amount; the "
            "difference is -0.50.",
        )

    def test_a_correction_is_told_once(self):
        """What the second period corrected is not corrected again in the third."""
        third = self._create_period("3", "2027-01-01", "2027-12-31")
        service = self._serve(self.hours, "2025-03-01", minutes=120)
        self._count(self.first)
        self._freeze(self.first)
        service.minutes = 90
        self._count(self.second)
        self._freeze(self.second)
        self._count(third)
        self.assertParts("W-HRS", 1.5, 0, 0, third)
        service.minutes = 120
        self._count(third)
        self.assertParts("W-HRS", 1.5, 0, 0.5, third)

    def test_frozen_credit_stays(self):
        """B reported the firm; an earlier service of A does not take it over."""
        at_b = self._enrol(self.company_b, "556036-0793", country_id=self.country_se.id)
        self._serve(at_b, "2025-05-01")
        self._count(self.first)
        self._freeze(self.first)
        early = self._serve(self.hours, "2025-03-01")
        self._count(self.second)
        self.assertParts("RCO01", 1, 0, 0, self.second)
        self.assertEqual(self._reasons("RCO01", self.second), {early.id: "already"})
        receipt = self.Receipt.search(
            [("res_id", "=", early.id), ("indicator_id.code", "=", "RCO01")]
        )
        self.assertEqual(receipt.sudo().other_member_id, self.member_b)
        self.assertEqual(receipt.other_period_id, self.first)

    def test_already_counted_in_an_earlier_period_that_is_open(self):
        """A served the firm in both periods, nothing is reported: told in the first."""
        self._serve(self.hours, "2025-03-01")
        later = self._serve(self.hours, "2026-03-01")
        self._serve(self.hours, "2026-04-01")
        self._count(self.first)
        self._count(self.second)
        told = self.Receipt.search(
            [("res_id", "=", later.id), ("indicator_id.code", "=", "RCO01")]
        )
        self.assertEqual((told.reason, told.period_id), ("already", self.second))
        self.assertEqual(told.other_period_id, self.first)
        self.assertEqual(
            told.with_user(self.manager_a).reason_text,
            "Already counted through another record in 1.",
        )

    def test_already_counted_in_the_period_itself(self):
        self._serve(self.hours, "2026-03-01")
        later = self._serve(self.hours, "2026-04-01")
        self._count(self.second)
        told = self.Receipt.search(
            [("res_id", "=", later.id), ("indicator_id.code", "=", "RCO01")]
        )
        self.assertEqual(told.other_period_id, self.second)

    def test_already_counted_after_the_other_submitted(self):
        """B's earlier record came after its figure was submitted: no period has it."""
        at_b = self._enrol(self.company_b, "556036-0793", country_id=self.country_se.id)
        self._count(self.first)
        self._freeze(self.first, self.member_b)
        self._serve(at_b, "2025-03-01")
        ours = self._serve(self.hours, "2025-05-01")
        self._count(self.first)
        told = self.Receipt.search(
            [("res_id", "=", ours.id), ("indicator_id.code", "=", "RCO01")]
        )
        self.assertEqual((told.reason, told.period_id), ("already", self.first))
        self.assertFalse(told.other_period_id)

    def test_credit_passes_on_when_the_record_is_gone(self):
        """B's -1 and A's +1: the project still tells of one enterprise."""
        at_b = self._enrol(self.company_b, "556036-0793", country_id=self.country_se.id)
        service = self._serve(at_b, "2025-03-01")
        self._serve(self.hours, "2025-05-01")
        self._count(self.first)
        self._freeze(self.first)
        service.unlink()
        self._count(self.second)
        self.assertParts("RCO01", 1, 0, 0, self.second)
        self.assertParts("RCO01", 1, 0, -1, self.second, self.member_b)
        self.assertParts("RCO01", 0, 0, 1, self.second, self.member_a)

    def test_one_member_submitted(self):
        """A's figure stays at 2 hours; B's, and the project's, are counted anew."""
        at_b = self._enrol(self.company_b, "40003032949")
        self._serve(self.hours, "2025-03-01", minutes=120)
        self._serve(at_b, "2025-03-01", minutes=60)
        self._count(self.first)
        self._freeze(self.first, self.member_a)
        self._serve(self.hours, "2025-03-02", minutes=60)
        self._serve(at_b, "2025-03-02", minutes=60)
        self._count(self.first)
        self.assertParts("W-HRS", 0, 2, 0, self.first, self.member_a)
        self.assertParts("W-HRS", 0, 2, 0, self.first, self.member_b)
        self.assertParts("W-HRS", 0, 4, 0, self.first)
        # what A noted after it had submitted comes as a correction
        self._freeze(self.first)
        self._count(self.second)
        self.assertParts("W-HRS", 2, 0, 1, self.second, self.member_a)
        self.assertParts("W-HRS", 4, 0, 1, self.second)

    def test_an_earlier_period_that_is_open(self):
        """A record of an open period counts there, and is no correction."""
        self._serve(self.hours, "2025-03-01", minutes=120)
        self._serve(self.hours, "2026-03-01", minutes=60)
        self._count(self.second)
        self.assertParts("W-HRS", 2, 1, 0, self.second)

    def test_without_a_period_given(self):
        """The open period that covers today; a locked one is never counted."""
        self._serve(self.hours, "2026-03-01", minutes=60)
        self._count()
        self.assertParts("W-HRS", 0, 1, 0, self.second)
        self.second.state = "approved"
        self._serve(self.hours, "2026-03-02", minutes=60)
        self._count(self.second)
        self.assertParts("W-HRS", 0, 1, 0, self.second)
