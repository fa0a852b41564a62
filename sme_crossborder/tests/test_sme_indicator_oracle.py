"""A second implementation, in plain Python, agrees on random worlds.

Every shipped indicator is counted twice: by the product, and by `indicator_oracle`,
which was written from docs/indicators.md. INDICATOR_WORLDS=200 asks for more worlds.
"""

import os
import random
from collections import defaultdict

from freezegun import freeze_time
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from .indicator_oracle import CLAIMS, LEAST_SUPPORT, ONCE, PART_OF, judge, work_out
from .indicator_world_case import IndicatorWorldCase
from .indicator_worlds import NOW, Draw

WORLDS = int(os.environ.get("INDICATOR_WORLDS", "8"))
FIRMS = {
    "RCO01",
    "RCO04",
    "RCO05",
    "CB-SUP",
    "CB-NFS",
    "CB-FS",
    "RCO10",
    "RCR03",
    "RCR04",
}
OF_FIRMS = (FIRMS - {"RCO10", "RCR03", "RCR04"}) | {
    *("W-CONV", "W-DAYS", "W-BAR", "W-BARD", "W-AGR", "W-HRS", "W-SAT")
}
JOINT = {
    *("RCO81", "RCO83", "RCO84", "RCO85", "RCO115", "RCO116", "RCO117"),
    *("RCR79", "RCR84", "RCR104"),
}
PAPERS = {
    *("RCO10", "RCO83", "RCO84", "RCO116", "RCO117", "RCR03", "RCR04", "RCR79"),
    *("RCR81", "RCR84", "RCR104", "CB-FS", "CB-CC"),
}
# which reasons must be met with in drawn worlds, for each indicator
BITES = {
    "counted": set(CLAIMS),
    "other_indicator": {"RCO81", "RCO85", "RCO115"},
    "condition": {
        *("RCO05", "RCO81", "RCO85", "RCO115", "RCO116", "RCO117"),
        *("W-BAR", "W-WS", "W-PART", "W-SAT"),
    },
    "not_enrolled": OF_FIRMS,
    "not_countable": FIRMS,
    # RCO87: a member has joined on the day it joined
    "not_member": set(CLAIMS) - {"RCO87"},
    # firms are enrolled while the project runs; a first sale may come a year later
    "late": set(CLAIMS) - {"CB-ID", "CB-FS", "RCR79"},
    "one_country": JOINT,
    "no_evidence": PAPERS,
    "no_attendance": {"RCO81", "RCO85", "W-PART"},
    "no_number": FIRMS | {"CB-ID"},
    "below": LEAST_SUPPORT,
    "already": ONCE,
    "above": {"RCR79", "RCR81"},
}


def find_bites(worlds):
    """Return ``{reason: codes}`` of the rules that are not at work in some worlds."""
    met = defaultdict(set)
    for world in worlds:
        for code in CLAIMS:
            for claim in judge(world, code):
                met[claim.reason].add(code)
    missing = {reason: codes - met[reason] for reason, codes in BITES.items()}
    return {reason: codes for reason, codes in missing.items() if codes}


class TestSmeIndicatorWorlds(BaseCase):
    """What is drawn has every rule at work, or agreeing on it would prove little."""

    def test_every_rule_bites(self):
        worlds = [Draw(random.Random(seed)).draw() for seed in range(150)]
        self.assertFalse(find_bites(worlds))

    def test_what_is_part_of_another_is_not_above_it(self):
        for seed in range(50):
            world = Draw(random.Random(seed)).draw()
            for part, whole in PART_OF.items():
                part, whole = (
                    sum(c.amount for c in judge(world, code) if c.reason == "counted")
                    for code in (part, whole)
                )
                self.assertLessEqual(part, whole)

    def test_arithmetic(self):
        """2 of 4 are 50 %; (5 + 3 + 1) / 3 = 3; the middle of 1, 2, 10 is 2."""
        self.assertEqual(work_out("W-INT", [1, 0, 0, 1]), 50)
        self.assertEqual(work_out("W-SAT", [5, 3, 1]), 3)
        self.assertEqual(work_out("W-BARD", [10, 1, 2]), 2)
        self.assertEqual(work_out("W-DAYS", [1, 2]), 1.5)
        self.assertEqual(work_out("RCO81", [3, 4]), 7)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestSmeIndicatorOracle(IndicatorWorldCase):
    def test_every_shipped_indicator_is_counted_twice(self):
        self.assertEqual(set(self.shipped.mapped("code")), set(CLAIMS))

    @settings(
        max_examples=WORLDS,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # a smaller seed is no smaller world
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 10**9))
    def test_figures_and_receipts(self, seed):
        with self.env.cr.savepoint() as savepoint:
            world = Draw(random.Random(seed)).draw()
            self.make_world(world)
            self.compare(world)
            savepoint.rollback()
        self.env.invalidate_all()
