from freezegun import freeze_time

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .indicator_case import IndicatorCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-02")
class TestSmeIndicatorHint(IndicatorCase):
    """What people are told where they work, while a rule is made, and page by page."""

    def test_service_says_what_it_counts_for(self):
        enrolment = self._enrol(self.company_a, "556036-0793", countable=False)
        service = self._serve(enrolment, "2025-03-01").with_user(self.adviser_a)
        self.assertFalse(service.counts_for and "RCO01" in service.counts_for)
        self.assertIn(
            "RCO01 (COUNT): The firm's enrolment is not countable",
            service.missing_for_count,
        )
        enrolment.write(
            {
                "sme_declared": True,
                "not_in_difficulty": True,
                "privacy_notice_given": True,
            }
        )
        service.invalidate_recordset()
        self.assertIn("RCO01 (COUNT)", service.counts_for)

    def test_hint_is_what_counting_says(self):
        """Of each output, before and after the paper is there."""
        output = self._make("pilot", "2025-07-01", paper=False)
        told = output.with_user(self.adviser_a)
        self.assertIn("RCO84 (COUNT): The evidence is missing.", told.missing_for_count)
        self._attach("other", output_id=output.id)
        told.invalidate_recordset()
        self.assertEqual(told.counts_for, "RCO84 (COUNT)")
        self.assertFalse(told.missing_for_count)
        self._count()
        self.assertEqual(self._reasons("RCO84"), {output.id: "counted"})

    def test_what_was_reported_says_so(self):
        """Until it is taken back."""
        enrolment = self._enrol(self.company_a, "556036-0793")
        service = self._serve(enrolment, "2025-03-01")
        self._create_period("Period 1", "2025-01-01", "2025-12-31")
        self._count()
        reported = self.env["sme.indicator.value"].search(
            [
                ("indicator_id.code", "=", "RCO01"),
                ("member_id", "=", self.member_a.id),
            ]
        )
        later = self._create_period("Period 2", "2026-01-01", "2026-06-30")
        corrected = reported.copy({"period_id": later.id})
        told = service.with_user(self.adviser_a)
        self.assertFalse(told.reported_in)
        receipt = reported.receipt_ids
        self.assertRecordValues(receipt, [{"res_id": service.id, "is_counted": True}])
        reported._freeze()
        told.invalidate_recordset()
        self.assertEqual(told.reported_in, "RCO01 (COUNT Period 1)")
        receipt.copy(
            {
                "value_id": corrected.id,
                "period_id": later.id,
                "position": 99,
                "reason": "gone",
                "weight": -1,
                "amount": -1,
            }
        )
        corrected._freeze()
        told.invalidate_recordset()
        self.assertFalse(told.reported_in, "it was taken back")

    def test_nothing_is_told_of_others(self):
        service = self._serve(self._enrol(self.company_b, "40003032949"), "2025-03-01")
        told = service.with_user(self.adviser_ab).with_context(
            allowed_company_ids=self.company_a.ids
        )
        self.assertFalse(told.sudo().counts_for)

    def test_queries_of_hints_do_not_grow(self):
        enrolment = self._enrol(self.company_a, "556036-0793")
        services = self.env["sme.service"].browse()
        for day in range(1, 21):
            services |= self._serve(enrolment, f"2025-03-{day:02}")

        def count(records, fname):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.adviser_a).mapped(fname)
            return self.env.cr.sql_log_count - before

        for fname in ("counts_for", "reported_in"):
            count(services, fname)
            self.assertEqual(count(services[:2], fname), count(services, fname))

    def test_preview(self):
        """A manager tries a rule before it is saved: 1 counts, 1 has no number."""
        self._serve(self._enrol(self.company_a, "556036-0793"), "2025-03-01")
        self._serve(self._enrol(self.company_a, False), "2025-03-01")
        self._serve(self._enrol(self.company_b, "40003032949"), "2025-03-01")
        Indicator = self.env["sme.indicator"].with_user(self.manager_b)
        self.assertFalse(Indicator.new({}).display_name)
        with Form(Indicator) as form:
            form.code = "OWN"
            form.name = "Own"
            form.unit = "firms"
            form.source = "service"
            form.measure = "entities"
            form.preview_project_id = self.project
            # of B alone: the other organisation leads
            self.assertIn("<strong>1.00 firms</strong>", form.preview)
        own = Indicator.search([("code", "=", "OWN")])
        shown = own.with_user(self.manager_a)._render_preview(self.project)
        self.assertIn("<strong>2.00 firms</strong>", shown)
        self.assertIn("No registry number", shown)

    def test_pages_of_receipts(self):
        """7 services of A and 3 of B: every page by position, in order."""
        at_a = self._enrol(self.company_a, "556036-0793")
        at_b = self._enrol(self.company_b, "40003032949")
        for day in range(1, 8):
            self._serve(at_a, f"2025-03-{day:02}")
        for day in range(1, 4):
            self._serve(at_b, f"2025-04-{day:02}")
        self._count()
        action = self._value("W-HRS").with_user(self.manager_a).action_open_receipts()
        Receipt = self.Receipt.with_user(self.manager_a)
        whole = Receipt.search(action["domain"])
        self.assertEqual(len(whole), 10)
        pages = [
            Receipt.search(action["domain"], offset=offset, limit=4)
            for offset in (0, 4, 8, 12)
        ]
        self.assertEqual([len(page) for page in pages], [4, 4, 2, 0])
        self.assertEqual(self.Receipt.union(*pages), whole)
        self.assertEqual(
            [one.position for page in pages for one in page],
            [*range(1, 8), *range(1, 4)],
        )

    def test_a_link_to_the_receipts_of_a_figure(self):
        """The stored action finds them by the figure's id alone, of each reader."""
        ours = self._serve(self._enrol(self.company_a, "556036-0793"), "2025-03-01")
        theirs = self._serve(self._enrol(self.company_b, "40003032949"), "2025-03-01")
        self._count()
        stored = self.env.ref("sme_crossborder.sme_indicator_receipt_action").domain
        for code, member, user, found in (
            ("W-HRS", None, self.manager_a, {ours.id, theirs.id}),
            ("W-HRS", self.member_a, self.manager_a, {ours.id}),
            ("W-HRS", self.member_b, self.manager_b, {theirs.id}),
            ("W-HRS", self.member_a, self.manager_b, set()),
        ):
            value = self._value(code, member)
            domain = safe_eval(stored, {"active_id": value.id})
            told = self.Receipt.with_user(user).search(domain)
            self.assertEqual({*told.mapped("res_id")}, found)
            self.assertEqual(told.indicator_id.code or code, code)

    def test_receipts_are_made_when_they_are_opened(self):
        self._serve(self._enrol(self.company_a, "556036-0793"), "2025-03-01")
        self._count(receipts=False)
        value = self._value("RCO01")
        self.assertEqual(value.value, 1)
        self.assertFalse(self._reasons("RCO01"))
        value.with_user(self.manager_a).action_open_receipts()
        self.assertEqual(list(self._reasons("RCO01").values()), ["counted"])
