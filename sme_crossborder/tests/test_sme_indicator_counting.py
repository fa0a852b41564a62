from freezegun import freeze_time

from odoo.tests import tagged

from .indicator_case import IndicatorCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02")
class TestSmeIndicatorCounting(IndicatorCase):
    """Each shipped indicator where its rule bites, with the arithmetic spelled out."""

    def test_enterprise_through_two_organisations_counts_once(self):
        """RCO01: the same number at A and B is one enterprise, A helped it first."""
        at_a = self._enrol(self.company_a, "556036-0793")
        at_b = self._enrol(self.company_b, "556036-0793", country_id=self.country_se.id)
        other = self._enrol(
            self.company_b, "556012-5790", country_id=self.country_se.id
        )
        first = self._serve(at_a, "2025-03-01")
        second = self._serve(at_b, "2025-03-02")
        third = self._serve(other, "2025-03-03")
        call = self._serve(other, "2025-03-01", kind=self.call)
        self._count()
        # 2 numbers; A: 1, B: 1
        self.assertCounts("RCO01", 2, {self.member_a: 1, self.member_b: 1})
        reasons = self._reasons("RCO01")
        self.assertEqual(reasons[first.id], "counted")
        self.assertEqual(reasons[second.id], "already")
        self.assertEqual(reasons[third.id], "counted")
        self.assertNotIn(call.id, reasons)

    def test_joint_and_mixed_workshops(self):
        """RCO81: 3 heads; RCO115: one event; RCO85: 2 heads; never two of them."""
        closed = self._hold("2025-05-01", heads=3, absent=2)
        public = self._hold("2025-05-02", heads=9, admission="public")
        training = self._hold("2025-05-03", heads=2, workshop_kind="training")
        alone = self._hold("2025-05-04", heads=5, joint=False)
        listless = self._hold("2025-05-05", heads=4, paper=False)
        self._count()
        self.assertCounts("RCO81", 3)
        self.assertCounts("RCO115", 1)
        self.assertCounts("RCO85", 2)
        reasons = self._reasons("RCO81")
        self.assertEqual(reasons[closed.id], "counted")
        self.assertEqual(reasons[public.id], "other_indicator")
        self.assertEqual(reasons[training.id], "other_indicator")
        self.assertEqual(reasons[alone.id], "one_country")
        self.assertEqual(reasons[listless.id], "no_attendance")

    def test_workshops_that_were_not_held(self):
        """RCO115 and W-WS: 3 public ones, 1 called off, 1 over this evening: 1."""
        held = self._hold("2026-11-01", admission="public")
        called_off = self._hold("2026-10-31", admission="public")
        called_off.kanban_state = "cancel"
        tonight = self._hold("2026-11-02", admission="public")
        self._count()
        for code in ("RCO115", "W-WS"):
            self.assertCounts(code, 1)
            self.assertEqual(
                self._reasons(code), {held.id: "counted", called_off.id: "condition"}
            )
        self.assertIn("cancelled", called_off.missing_for_count)
        self.assertNotIn("cancelled", tonight.missing_for_count)

    def test_support_from_the_least_on(self):
        """RCO04: 100 + 70 minutes are too little, 30 more reach 180 on two days."""
        one = self._enrol(self.company_a, "556036-0793")
        other = self._enrol(self.company_a, "556012-5790")
        first = self._serve(one, "2025-03-01", minutes=100)
        second = self._serve(one, "2025-03-02", minutes=70)
        third = self._serve(one, "2025-03-09", minutes=30)
        fourth = self._serve(one, "2025-03-10", minutes=30)
        lone = self._serve(other, "2025-03-01", minutes=400)
        self._count()
        # 100 + 70 + 30 = 200 >= 180 on the third day; 400 on one day only
        self.assertCounts("RCO04", 1)
        reasons = self._reasons("RCO04")
        self.assertEqual(reasons[first.id], "below")
        self.assertEqual(reasons[second.id], "below")
        self.assertEqual(reasons[third.id], "counted")
        self.assertEqual(reasons[fourth.id], "already")
        self.assertEqual(reasons[lone.id], "below")
        self.assertCounts("CB-NFS", 1)

    def test_support_of_two_organisations_adds_up(self):
        """RCO04: 100 minutes at A and 80 at B are 180; B's reached it."""
        at_a = self._enrol(self.company_a, "556036-0793")
        at_b = self._enrol(self.company_b, "556036-0793", country_id=self.country_se.id)
        self._serve(at_a, "2025-03-01", minutes=100)
        self._serve(at_b, "2025-03-02", minutes=80)
        self._count()
        self.assertCounts("RCO04", 1, {self.member_a: 0, self.member_b: 1})

    def test_enterprises_that_are_left_out(self):
        """RCO01: before the enrolment, not declared, without a number."""
        early = self._serve(
            self._enrol(self.company_a, "556036-0793", on="2025-06-01"), "2025-05-31"
        )
        undeclared = self._serve(
            self._enrol(self.company_a, "556012-5790", countable=False), "2025-03-01"
        )
        nameless = self._serve(self._enrol(self.company_a, False), "2025-03-01")
        self._count()
        self.assertCounts("RCO01", 0)
        self.assertEqual(
            self._reasons("RCO01"),
            {
                early.id: "not_enrolled",
                undeclared.id: "not_countable",
                nameless.id: "no_number",
            },
        )
        # identified are both that have a number
        self.assertCounts("CB-ID", 2)

    def test_new_enterprises(self):
        """RCO05: enrolled in 2025, founded in 2020 is new, in 2019 it is not."""
        new = self._enrol(self.company_a, "556036-0793", founding_year=2020)
        old = self._enrol(self.company_a, "556012-5790", founding_year=2019)
        self._serve(new, "2025-03-01")
        service = self._serve(old, "2025-03-01")
        self._count()
        self.assertCounts("RCO05", 1)
        self.assertEqual(self._reasons("RCO05")[service.id], "condition")
        self.assertCounts("RCO01", 2)

    def test_joint_outputs(self):
        """Two countries, a paper, done in time, and what each kind asks for."""
        good = self._make("strategy", "2025-06-01")
        alone = self._make("strategy", "2025-06-02", joint=False)
        bare = self._make("strategy", "2025-06-03", paper=False)
        self._make("pilot", "2025-07-01")
        unfinished = self._make("pilot", False)
        self._make("solution", "2025-07-02", uptake_actions="Translate it.")
        silent = self._make("solution", "2025-07-03")
        self._make("legal", "2025-07-04", obstacle="Different forms.")
        nameless = self._make("legal", "2025-07-05", obstacle=" ")
        self._count()
        self.assertCounts("RCO83", 1, {self.member_a: 1, self.member_b: 0})
        self.assertEqual(
            self._reasons("RCO83"),
            {good.id: "counted", alone.id: "one_country", bare.id: "no_evidence"},
        )
        self.assertCounts("RCO84", 1)
        self.assertEqual(self._reasons("RCO84")[unfinished.id], "late")
        self.assertCounts("RCO116", 1)
        self.assertEqual(self._reasons("RCO116")[silent.id], "condition")
        self.assertCounts("RCO117", 1)
        self.assertEqual(self._reasons("RCO117")[nameless.id], "condition")

    def test_a_pilot_a_day_late_is_nothing(self):
        self.project.date_end = "2026-06-30"
        late = self._make("pilot", "2026-07-01")
        in_time = self._make("pilot", "2026-06-30")
        self._count()
        self.assertCounts("RCO84", 1)
        self.assertEqual(
            self._reasons("RCO84"), {late.id: "late", in_time.id: "counted"}
        )

    def test_uptake(self):
        """RCR79: two adopters of one strategy are one; RCR104 up to a year after."""
        strategy = self._make("strategy", "2025-06-01")
        first = self._adopt(strategy, "2025-08-01")
        second = self._adopt(strategy, "2025-09-01")
        bare = self._adopt(strategy, "2025-07-01", paper=False)
        self._count()
        self.assertCounts("RCR79", 1)
        self.assertEqual(
            self._reasons("RCR79"),
            {first.id: "counted", second.id: "already", bare.id: "no_evidence"},
        )

    def test_uptake_is_not_above_what_was_made(self):
        """RCR79 <= RCO83: a strategy without its paper is taken up, not counted."""
        strategy = self._make("strategy", "2025-06-01", paper=False)
        uptake = self._adopt(strategy, "2025-08-01")
        self._count()
        self.assertCounts("RCO83", 0)
        self.assertCounts("RCR79", 0)
        self.assertEqual(self._reasons("RCR79"), {uptake.id: "above"})

    def test_uptake_within_a_year_after_the_end(self):
        self.project.date_end = "2025-10-31"
        solution = self._make("solution", "2025-06-01", uptake_actions="Tell others.")
        other = self._make("solution", "2025-06-02", uptake_actions="Tell others.")
        in_time = self._adopt(solution, "2026-10-31")
        late = self._adopt(other, "2026-11-01")
        self._count()
        self.assertCounts("RCR104", 1)
        self.assertEqual(
            self._reasons("RCR104"), {in_time.id: "counted", late.id: "late"}
        )

    def test_results_after_the_last_period(self):
        """RCR104: no period is after the project, its last one tells of the year."""
        self.project.date_end = "2025-10-31"
        first = self._create_period("1", "2025-01-01", "2025-06-30")
        last = self._create_period("2", "2025-07-01", "2025-10-31")
        solution = self._make("solution", "2025-06-01", uptake_actions="Tell others.")
        other = self._make("solution", "2025-06-02", uptake_actions="Tell others.")
        in_time = self._adopt(solution, "2026-10-31")
        self._adopt(other, "2026-11-01")  # a day late
        self._count(first)
        self._count(last)
        self.assertCounts("RCR104", 0, period=first)
        self.assertCounts("RCR104", 1, period=last)
        self.assertFalse(self._reasons("RCR104", first))
        self.assertEqual(self._reasons("RCR104", last), {in_time.id: "counted"})

    def test_organisations(self):
        """RCO87: both members; RCR84: both authors of a signed agreement, once."""
        self._make("agreement", "2026-01-01", paper="agreement")
        self._make("agreement", "2026-02-01", paper="agreement")
        self._count()
        self.assertCounts("RCO87", 2, {self.member_a: 1, self.member_b: 1})
        self.assertCounts("RCR84", 2)

    def test_what_is_said_first(self):
        """A condition before the declaration, and the paper before the number."""
        old = self._enrol(
            self.company_a, "556012-5790", countable=False, founding_year=2019
        )
        nameless = self._enrol(self.company_a, False)
        service = self._serve(old, "2025-03-01")
        entry = self.env["sme.indicator.entry"].create(
            {
                "project_id": self.project.id,
                "indicator_id": self._indicator("RCR03").id,
                "member_id": self.member_a.id,
                "enrolment_id": nameless.id,
                "date": "2025-03-01",
                "note": "A new product",
            }
        )
        self._count()
        self.assertEqual(self._reasons("RCO05"), {service.id: "condition"})
        self.assertEqual(self._reasons("RCR03"), {entry.id: "no_evidence"})

    def test_by_hand_with_evidence(self):
        """RCR81: 4 + 3 heads by hand, of 5 trained: 3 more would be above."""
        self._hold("2025-05-03", heads=5, workshop_kind="training")
        entries = self.env["sme.indicator.entry"].create(
            [
                {
                    "project_id": self.project.id,
                    "indicator_id": self._indicator("RCR81").id,
                    "member_id": self.member_a.id,
                    "date": day,
                    "amount": amount,
                    "note": "Certificates",
                }
                for day, amount in (
                    ("2025-06-01", 4),
                    ("2025-06-02", 3),
                    ("2025-06-03", 1),
                )
            ]
        )
        self._attach("other", entry_id=entries[0].id)
        self._attach("other", entry_id=entries[1].id)
        self._count()
        self.assertCounts("RCR81", 4)
        self.assertEqual(
            self._reasons("RCR81"),
            dict(zip(entries.ids, ["counted", "above", "no_evidence"], strict=True)),
        )

    def test_working_indicators(self):
        """Hours 90 + 30 minutes; 3 heads in 1 workshop of any kind."""
        enrolment = self._enrol(self.company_a, "556036-0793")
        self._serve(enrolment, "2025-03-01", minutes=90)
        self._serve(enrolment, "2025-03-02", minutes=30)
        self._serve(enrolment, "2025-03-03", minutes=600, kind=self.call)
        self._hold("2025-05-04", heads=3, joint=False, paper=False)
        self._count()
        self.assertCounts("W-HRS", 2)
        self.assertCounts("W-PART", 3)
        self.assertCounts("W-WS", 1)

    def test_queries_do_not_grow(self):
        """As many statements for 100 services as for 10: a few for each indicator."""
        enrolment = self._enrol(self.company_a, "556036-0793")

        def count():
            self.env.invalidate_all()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self._count()
            return self.env.cr.sql_log_count - before

        for day in range(1, 11):
            self._serve(enrolment, f"2025-03-{day:02}")
        few = min(count(), count())
        for number in range(90):
            self._serve(enrolment, f"2025-04-{number % 30 + 1:02}")
        self.assertEqual(min(count(), count()), few)
