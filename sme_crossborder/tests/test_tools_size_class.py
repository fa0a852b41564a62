from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.errors import RuleError
from ..tools.holdings import is_exemption_lost, is_public_control
from ..tools.size_class import (
    Figures,
    Link,
    class_of,
    consolidate,
    relation_kind,
    size_class,
)
from ..tools.size_figures import CLASSES

PROPERTY = settings(max_examples=100, deadline=None, derandomize=True, database=None)

# around the ceilings, where mistakes would be
HEADCOUNTS = st.sampled_from(
    [0, 1, 9, 9.5, 10, 30, 49.9, 50, 120, 249, 249.99, 250, 900]
)
AMOUNTS = st.sampled_from(
    [
        0,
        1e6,
        2e6,
        2_000_001,
        9e6,
        10e6,
        10_000_001,
        43e6,
        43_000_001,
        50e6,
        50_000_001,
        1e9,
    ]
)
TYPICAL = {
    "micro": Figures(0, 5, 1e6, 1e6),
    "small": Figures(0, 20, 5e6, 5e6),
    "medium": Figures(0, 100, 30e6, 30e6),
    "large": Figures(0, 300, 90e6, 90e6),
}
SIZES = st.sampled_from(CLASSES)


@st.composite
def histories(draw, min_size=1):
    """Complete figures of consecutive years."""
    size = draw(st.integers(min_size, 6))
    return [
        Figures(2018 + at, draw(HEADCOUNTS), draw(AMOUNTS), draw(AMOUNTS))
        for at in range(size)
    ]


def typical(*classes, first=2020):
    return [replace(TYPICAL[c], year=first + at) for at, c in enumerate(classes)]


def rank(result):
    return CLASSES.index(result.size_class)


def codes(result):
    return [reason.code for reason in result.reasons]


def by_each_ceiling(classes):
    """Article 4(2) ceiling by ceiling: passed or kept again after two periods."""
    passed = [classes[0] > ceiling for ceiling in range(3)]
    for before, now in zip(classes, classes[1:], strict=False):
        for ceiling in range(3):
            if (before > ceiling) == (now > ceiling):
                passed[ceiling] = now > ceiling
    return sum(passed)


@tagged("post_install", "-at_install")
class TestClassOf(BaseCase):
    def test_ceilings(self):
        for headcount, turnover, balance, expected in [
            (9.99, 2e6, 9e9, "micro"),
            (9.99, 9e9, 2e6, "micro"),
            (10, 0, 0, "small"),
            (9, 2_000_001, 2_000_001, "small"),
            (49, 10e6, 10e6, "small"),
            (50, 1, 1, "medium"),
            (249, 50e6, 43_000_001, "medium"),
            (249, 50_000_001, 43e6, "medium"),
            (249, 50_000_001, 43_000_001, "large"),
            (250, 0, 0, "large"),
            (250, None, None, "large"),
            (5, 1e6, None, "micro"),
            (5, None, 5e6, "small"),
            (5, None, None, None),
            (5, 60e6, None, None),
            (None, 1, 1, None),
        ]:
            with self.subTest(f"{headcount} {turnover} {balance}"):
                figures = Figures(2025, headcount, turnover, balance)
                self.assertEqual(class_of(figures), expected)

    def test_negative_figures_are_refused(self):
        with self.assertRaises(RuleError):
            Figures(2025, -1)


@tagged("post_install", "-at_install")
class TestTwoYearRule(BaseCase):
    def test_examples(self):
        for classes, expected in [
            ("micro", "micro"),
            ("micro small", "micro"),
            ("micro small small", "small"),
            ("micro small medium", "small"),
            ("micro medium medium", "medium"),
            ("micro large large", "large"),
            ("micro large small", "small"),
            ("micro small micro small micro small", "micro"),
            ("medium small micro", "small"),
            ("large medium", "large"),
            ("large micro micro", "micro"),
            ("small large small small", "small"),
        ]:
            with self.subTest(classes):
                result = size_class(typical(*classes.split()))
                self.assertEqual(result.size_class, expected)

    @PROPERTY
    @given(st.lists(SIZES, min_size=1, max_size=8))
    def test_each_ceiling_on_its_own(self, classes):
        expected = by_each_ceiling([CLASSES.index(c) for c in classes])
        self.assertEqual(rank(size_class(typical(*classes))), expected)

    @PROPERTY
    @given(SIZES, SIZES, st.integers(1, 4), st.integers(0, 3))
    def test_a_single_year_never_changes_the_class(self, usual, odd, before, after):
        classes = [usual] * before + [odd] + [usual] * after
        self.assertEqual(size_class(typical(*classes)).size_class, usual)

    @PROPERTY
    @given(histories(min_size=2))
    def test_two_equal_years_always_do(self, history):
        last = replace(history[-1], year=history[-1].year + 1)
        result = size_class([*history, last])
        self.assertEqual(result.size_class, class_of(last))

    @PROPERTY
    @given(histories(), st.randoms(use_true_random=False))
    def test_the_order_of_years_does_not_matter(self, history, random):
        shuffled = list(history)
        random.shuffle(shuffled)
        self.assertEqual(size_class(shuffled), size_class(history))

    @PROPERTY
    @given(histories(), st.data())
    def test_more_of_anything_never_makes_it_smaller(self, history, data):
        measure = data.draw(
            st.sampled_from(["headcount", "turnover_eur", "balance_sheet_eur"])
        )
        extra = data.draw(st.lists(st.integers(0, 10**7), min_size=6, max_size=6))
        grown = [
            replace(figures, **{measure: getattr(figures, measure) + more})
            for figures, more in zip(history, extra, strict=False)
        ]
        self.assertGreaterEqual(rank(size_class(grown)), rank(size_class(history)))

    def test_a_gap_starts_afresh(self):
        years = [*typical("micro", "micro"), *typical("small", first=2023)]
        result = size_class(years)
        self.assertEqual(result.size_class, "small")
        self.assertEqual(codes(result)[:2], ["gap", "first_year"])
        self.assertEqual(result.reasons[0].params, {"after": 2021, "year": 2023})

    def test_a_take_over_changes_at_once(self):
        years = typical("micro", "micro", "large")
        self.assertEqual(size_class(years).size_class, "micro")
        result = size_class(years, taken_over=True)
        self.assertEqual((result.size_class, codes(result)[0]), ("large", "taken_over"))

    def test_the_same_year_twice_is_refused(self):
        with self.assertRaises(RuleError) as caught:
            size_class([Figures(2025, 1), Figures(2025, 2)])
        self.assertEqual(caught.exception.code, "duplicate_year")


@tagged("post_install", "-at_install")
class TestReasons(BaseCase):
    def test_kept_and_changed(self):
        result = size_class(typical("micro", "small"))
        kept = result.reasons[0]
        self.assertEqual(kept.code, "kept_two_years")
        self.assertEqual(
            (kept.params["size_class"], kept.params["computed"]), ("micro", "small")
        )
        result = size_class(typical("micro", "small", "medium"))
        self.assertEqual(codes(result)[:2], ["changed_two_years", "kept_two_years"])

    def test_ceilings_with_their_values(self):
        result = size_class([Figures(2025, 30, 12e6, 9e6)])
        found = {
            r.code: (r.params.get("value"), r.params.get("ceiling"))
            for r in result.reasons
        }
        self.assertEqual(found["headcount_within"], (30.0, 50))
        self.assertEqual(found["balance_sheet_within"], (9e6, 10_000_000))
        self.assertEqual(found["headcount_exceeds"], (30.0, 10))
        self.assertNotIn("turnover_within", found)

    def test_missing_figures(self):
        result = size_class([Figures(2024, 5, 1e6), Figures(2025, 6)])
        self.assertEqual((result.size_class, result.year), ("micro", 2024))
        self.assertEqual(result.reasons[-1].code, "missing")
        fields = ("turnover_eur", "balance_sheet_eur")
        self.assertEqual(result.reasons[-1].params, {"year": 2025, "fields": fields})
        self.assertEqual(codes(size_class([])), ["no_figures"])

    def test_the_other_figure_could_make_it_smaller(self):
        result = size_class([Figures(2025, 5, 5e6)])
        self.assertEqual(result.size_class, "small")
        self.assertEqual(result.reasons[-1].params["missing"], "balance_sheet_eur")

    def test_public_control_and_estimate(self):
        years = typical("micro")
        result = size_class(years, public_control=True, new_firm_estimate=True)
        self.assertEqual(result.size_class, "large")
        self.assertEqual(codes(result)[:2], ["public_control", "estimate"])
        self.assertEqual(size_class([], public_control=True).size_class, "large")


@tagged("post_install", "-at_install")
class TestLinks(BaseCase):
    @PROPERTY
    @given(histories(), st.integers(0, 100), HEADCOUNTS, AMOUNTS)
    def test_pro_rata(self, history, share, headcount, amount):
        own = history[-1]
        figures = (Figures(own.year, headcount, amount, amount),)
        total = consolidate(own, [Link("partner", share, figures)])
        self.assertAlmostEqual(
            float(total.headcount), own.headcount + headcount * share / 100
        )
        self.assertEqual(
            consolidate(own, [Link("partner", 100, figures)]),
            consolidate(own, [Link("linked", 1, figures)]),
        )
        self.assertEqual(
            consolidate(own, [Link("autonomous", 24, figures)]), consolidate(own)
        )

    @PROPERTY
    @given(
        histories(),
        st.sampled_from(["partner", "linked"]),
        st.integers(0, 100),
        histories(),
    )
    def test_a_link_never_makes_it_smaller(self, history, kind, share, other):
        link = Link(kind, share, tuple(other))
        self.assertGreaterEqual(
            rank(size_class(history, [link])), rank(size_class(history))
        )

    def test_the_user_guides_example(self):
        partner = Link("partner", 30, (Figures(2025, 100, 10e6, 10e6),), "C")
        result = size_class([Figures(2025, 15, 2e6, 2e6)], [partner])
        self.assertEqual((result.headcount, result.turnover_eur), (45.0, 5e6))
        added = next(r for r in result.reasons if r.code == "link_added")
        self.assertEqual((added.params["name"], added.params["share"]), ("C", 30.0))

    def test_exactly_at_the_ceiling(self):
        """9.7 + 30 % of 1 is 10, also where floats make it 9.999."""
        for headcount, other in [(7, 10), (9.7, 1), (9.4, 2.0), (0.1, 33)]:
            partner = Link("partner", 30, (Figures(2025, other, 0, 0),))
            own = Figures(2025, headcount, 1e6, 1e6)
            self.assertEqual(size_class([own], [partner]).size_class, "small")

    def test_links_of_links(self):
        year = 2025
        far = Link("partner", 50, (Figures(year, 40, 0, 0),), "far")
        deep = Link("linked", figures=(Figures(year, 20, 0, 0),), name="deep")
        own = Figures(year, 1, 0, 0)
        linked = Link("linked", 60, (Figures(year, 10, 0, 0),), links=(far, deep))
        self.assertEqual(consolidate(own, [linked]).headcount, 1 + 10 + 20 + 20)
        # a partner brings its linked enterprises, not its own partners
        partner = Link("partner", 50, (Figures(year, 10, 0, 0),), links=(far, deep))
        self.assertEqual(consolidate(own, [partner]).headcount, 1 + (10 + 20) / 2)

    def test_figures_of_another_year_are_used_and_told(self):
        link = Link(
            "linked", figures=(Figures(2023, 30, 1, 1), Figures(2021, 60, 1, 1))
        )
        result = size_class([Figures(2025, 5, 1, 1)], [link])
        self.assertEqual(result.headcount, 35.0)
        self.assertEqual(result.reasons[-1].code, "link_other_year")
        self.assertEqual(result.reasons[-1].params["used"], 2023)

    def test_a_link_without_figures_makes_the_class_unknown(self):
        link = Link("linked", name="L")
        result = size_class([Figures(2025, 5, 1, 1)], [link])
        self.assertEqual(
            (result.size_class, codes(result)), ("unknown", ["link_missing"])
        )
        self.assertEqual(size_class([Figures(2025, 250)], [link]).size_class, "large")

    def test_only_while_it_lasts(self):
        link = Link("linked", figures=(Figures(2024, 90, 1, 1),), since=2025)
        years = [Figures(2024, 5, 1, 1), Figures(2025, 5, 1, 1)]
        self.assertEqual(
            codes(size_class(years[:1], [link])), codes(size_class(years[:1]))
        )
        self.assertEqual(size_class(years, [link]).size_class, "micro")
        self.assertEqual(
            size_class(years, [link], taken_over=True).size_class, "medium"
        )

    def test_wrong_links_are_refused(self):
        for kind, share in [("owner", 10), ("partner", 101)]:
            with self.assertRaises(RuleError):
                Link(kind, share)


@tagged("post_install", "-at_install")
class TestRelationKind(BaseCase):
    def test_relations(self):
        for arguments, expected in [
            (dict(capital=24.99), "autonomous"),
            (dict(capital=25), "partner"),
            (dict(votes=25), "partner"),
            (dict(votes=50), "partner"),
            (dict(votes=50.01), "linked"),
            (dict(capital=90, votes=10), "partner"),
            (dict(control=True), "linked"),
            (dict(votes=80, through_persons=True), "autonomous"),
            (dict(through_persons_same_market=True), "linked"),
            (dict(capital=50, exempt_holder=True), "autonomous"),
            (dict(capital=51, exempt_holder=True), "partner"),
            (dict(votes=51, exempt_holder=True), "linked"),
            (dict(capital=30, exempt_holder=True, exemption_lost=True), "partner"),
        ]:
            with self.subTest(str(arguments)):
                self.assertEqual(relation_kind(**arguments), expected)

    def test_the_user_guides_exempt_holders(self):
        self.assertFalse(is_exemption_lost([25, 25]))
        self.assertTrue(is_exemption_lost([25, 30]))
        self.assertTrue(is_exemption_lost([25, 25], are_linked=True))

    def test_public_bodies(self):
        self.assertFalse(is_public_control([]))
        self.assertFalse(is_public_control([24.9]))
        self.assertTrue(is_public_control([12.5, 12.5]))

    def test_shares_are_percentages(self):
        with self.assertRaises(RuleError):
            relation_kind(capital=101)
