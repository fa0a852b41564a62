"""Locked and corrected: whatever changes later, cumulative is what counts today."""

import random

from freezegun import freeze_time
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from .indicator_oracle import CLAIMS, ONCE, PART_OF, tell
from .indicator_world_case import IndicatorWorldCase
from .indicator_worlds import NOW, Draw
from .test_sme_indicator_oracle import WORLDS

# what happens to records after they were reported: table, things, change
CHANGES = {
    "services": ("sme_service", "minutes", lambda one: one.minutes + 45),
    "barriers": (
        "sme_barrier_encounter",
        "state",
        lambda one: "accepted" if one.closed else one.state,
    ),
    "parties": ("sme_cooperation_party", "is_credited", lambda _one: False),
    "interests": ("sme_partner_lead_interest", "state", lambda _one: "withdrawn"),
    "cases": ("sme_guidance_case", "state", lambda _one: "work"),
}
MODELS = {
    "services": "sme.service",
    "barriers": "sme.barrier.encounter",
    "uptakes": "sme.output.uptake",
    "entries": "sme.indicator.entry",
}


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestSmeIndicatorProperty(IndicatorWorldCase):
    @settings(
        max_examples=max(3, WORLDS // 2),
        deadline=None,
        database=None,
        phases=[Phase.generate],  # a smaller seed is no smaller world
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(0, 10**9))
    def test_locked_and_corrected(self, seed):
        with self.env.cr.savepoint() as savepoint:
            chance = random.Random(seed)
            world = Draw(chance).draw()
            self.make_world(world)
            first = self._create_period("1", "2025-01-01", "2025-08-31")
            second = self._create_period("2", "2025-09-01", str(world.end))
            world.last_day = min(world.end, world.last_day)
            self._count(first)
            frozen = self.Value.search([("period_id", "=", first.id)])
            frozen.is_frozen = True
            first.state = "approved"
            told = [(value.value, len(value.receipt_ids)) for value in frozen]
            self._change_some(world, chance)
            self._count(second)
            self._check_cumulative(world, second)
            self.assertEqual(
                told, [(value.value, len(value.receipt_ids)) for value in frozen]
            )
            savepoint.rollback()
        self.env.invalidate_all()

    def _change_some(self, world, chance):
        """Every third record is changed, and every fifth of some kinds deleted."""
        for name, (table, column, change) in CHANGES.items():
            changed = [one for one in getattr(world, name) if chance.random() < 0.3]
            for one in changed:
                setattr(one, column, change(one))
            self._set(table, changed, lambda one, at=column: {at: getattr(one, at)})
        for name, model in MODELS.items():
            things = getattr(world, name)
            deleted = [one for one in things if chance.random() < 0.2]
            self.env[model].browse([one.id for one in deleted]).unlink()
            for one in deleted:
                things.remove(one)

    def _check_cumulative(self, world, period):
        for code in CLAIMS:
            whole, by_member = tell(world, code)
            value = self._value(code, period=period)
            if code in PART_OF:
                # which of them exceed it depends on what was reported first
                continue
            self.assertAlmostEqual(value.value, whole, 6, code)
            if self._indicator(code)._is_additive():
                parts = value.previous_value + value.period_value
                self.assertAlmostEqual(
                    parts + value.correction_value, value.value, 6, code
                )
            if code in ONCE:
                continue  # by whom a firm is credited may differ, how many may not
            for name, figure in by_member.items():
                told = self._value(code, self.members[name], period).value
                self.assertAlmostEqual(told, figure, 6, f"{code} of {name}")
