"""What adaptations took elsewhere: from three firms and two organisations up."""

from odoo.tests import tagged

from .adaptation_case import AdaptationCase


@tagged("post_install", "-at_install")
class TestSmeAdaptationCatalogue(AdaptationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_c = cls._create_company("Organisation C", cls.country_ee)
        cls.serial = 0

    @classmethod
    def _close(cls, company, days, settled="2026-01-01", firm=None, **values):
        """Let a new firm of an organisation close the gap in some days."""
        cls.serial += 1
        firm = firm or cls._create_firm(company, f"Firm {cls.serial}")
        adaptation = cls.env["sme.adaptation"].create(
            {"firm_id": firm.id, "target_country_id": cls.country.id}
        )
        item = adaptation.item_ids.create(
            {
                "adaptation_id": adaptation.id,
                "requirement_id": cls.invoices.id,
                "fit": "gap",
                "status": "done",
                "days_actual": days,
                **values,
            }
        )
        item.date_settled = settled
        return adaptation

    def _elsewhere(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        Item = self.env["sme.adaptation.item"].with_user(user or self.adviser_a)
        _seen, elsewhere = Item._sum_up(self.invoices)
        return elsewhere.get(self.invoices.id)

    def _told(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.invoices.with_user(user or self.adviser_a).experience

    def test_from_three_firms_of_two_organisations(self):
        self._close(self.company_b, 8)
        self._close(self.company_b, 30)
        self.assertIsNone(self._elsewhere())
        self._close(self.company_b, 9)
        # three firms, of one organisation
        self.assertIsNone(self._elsewhere())
        self._close(self.company_c, 12, settled="2025-12-01")
        # the first three by day: 12 (C), 8 and 30 (B): the median is 12
        self.assertEqual(self._elsewhere(), (3, 12))
        self.assertEqual(self._told(), "Firms of others: at least 3, median days: 12.")

    def test_a_figure_never_moves_by_one_firm(self):
        """8, 12, 30 until there are six: then 2, 8, 9, 12, 30, 40, median 10.5."""
        self._close(self.company_b, 8)
        self._close(self.company_b, 30)
        self._close(self.company_c, 12)
        for days, expected in (
            (2, (3, 12)),
            (9, (3, 12)),
            (40, (6, 10.5)),
        ):
            self._close(self.company_c, days, settled="2026-02-01")
            self.assertEqual(self._elsewhere(), expected)

    def test_one_firm_is_one_however_often_it_did_it(self):
        """Twice by one firm, 10 and 20 days: 15 on average."""
        adaptation = self._close(self.company_b, 10)
        self._close(self.company_b, 20, firm=adaptation.firm_id)
        self._close(self.company_b, 30)
        self.assertIsNone(self._elsewhere())
        self._close(self.company_c, 2)
        self.assertEqual(self._elsewhere(), (3, 15))

    def test_what_does_not_count(self):
        self._close(self.company_b, 8)
        self._close(self.company_c, 12)
        self._close(self.company_c, 0)
        self._close(self.company_c, 7, status="doing")
        self._close(self.company_c, 7, fit="met")
        self.assertIsNone(self._elsewhere())

    def test_own_firms_are_told_apart(self):
        self._close(self.company_a, 5)
        self._close(self.company_b, 8)
        self._close(self.company_c, 12)
        # one's own is no firm of others
        self.assertIsNone(self._elsewhere())
        self.assertEqual(self._told(), "Firms you see: 1, median days: 5.")
        # nor does a superuser's question tell more
        self.assertEqual(
            self.invoices.with_user(self.adviser_a).sudo().experience,
            "Firms you see: 1, median days: 5.",
        )

    def test_whom_to_ask_is_named_where_it_was_shared(self):
        adaptation = self._close(self.company_b, 8)
        self.assertFalse(self._told())
        partner = self.company_a.partner_id.id
        adaptation.with_user(self.coordinator_b).share_with([(partner, "read", False)])
        self.assertEqual(
            self._told(),
            "Firms you see: 1, median days: 8. Ask through Organisation B.",
        )
        adaptation.with_user(self.coordinator_b).share_with([])
        self.assertFalse(self._told())

    def test_seen_and_not_seen_side_by_side(self):
        """Own 4 days and shared 8: 6. Of others 2, 12 and 30: 12; 40 comes later."""
        self._close(self.company_a, 4)
        shared = self._close(self.company_b, 8)
        partner = self.company_a.partner_id.id
        shared.with_user(self.coordinator_b).share_with([(partner, "read", False)])
        for company, days in (
            (self.company_b, 2),
            (self.company_c, 12),
            (self.company_c, 30),
        ):
            self._close(company, days)
        self._close(self.company_c, 40, settled="2026-03-01")
        self.assertEqual(
            self._told(),
            "Firms you see: 2, median days: 6. Firms of others: at least 3, median "
            "days: 12. Ask through Organisation B.",
        )

    def test_one_page_asks_as_much_as_one_requirement(self):
        for company in (self.company_a, self.company_b, self.company_c):
            self._close(company, 5)
        pages = (self.invoices, self.env["sme.market.requirement"].search([]))
        counts = []
        for page in pages:
            page = page.with_user(self.adviser_a)
            for _turn in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                page.mapped("experience")
                count = self.cr.sql_log_count - before
            counts.append(count)
        self.assertGreater(len(pages[1]), 50)
        self.assertEqual(*counts)
