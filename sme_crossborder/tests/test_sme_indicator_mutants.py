"""Break counting on purpose: the comparison with the oracle must notice each time.

`make test` tries a few; the nightly form (INDICATOR_WORLDS=100) all of them, and
SHARING_MUTANTS=expression those whose name it finds.
"""

import random

from freezegun import freeze_time

from odoo.tests import tagged

from .indicator_mutants import all_mutants
from .indicator_world_case import IndicatorWorldCase
from .indicator_worlds import NOW, Draw
from .mutant_case import MutantCase, choose
from .test_sme_indicator_oracle import WORLDS

FEWEST = 90
SAMPLE = (
    "RCO84 without paper",
    "RCR79 above RCO83",
    "RCR104 to the end only",
    "RCR84 of one country",
    "each adopter counts",
    "each member by itself",
    "the last one counts",
    "called off, and held",
    "W-INT counts those that wait",
    "registered people came",
    "member for ever",
    "what was not said is said",
)
# between them these worlds have every rule at work
SEEDS, SIZE = (0, 370, 330, 222), 24


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestSmeIndicatorMutants(MutantCase, IndicatorWorldCase):
    def test_every_mutant_is_caught(self):
        mutants = all_mutants()
        self.assertGreaterEqual(len(mutants), FEWEST)
        chosen = choose(mutants, mutants if WORLDS >= 100 else SAMPLE)
        caught = {}
        for seed in SEEDS:
            left = [name for name in chosen if name not in caught]
            if not left:
                break
            with self.cr.savepoint() as savepoint:
                caught |= self._hunt(seed, {name: mutants[name] for name in left})
                savepoint.rollback()
            self.env.invalidate_all()

        def is_caught(name):
            self.difference = caught.get(name)
            return name in caught

        self.check_all_caught(chosen, is_caught)

    def _hunt(self, seed, mutants):
        """Return ``{name: what differed}`` of the mutants that are noticed."""
        world = Draw(random.Random(seed), SIZE).draw()
        self.make_world(world)
        self.compare(world)  # the untouched module is not accused
        caught = {}
        for name, mutate in mutants.items():
            if self.is_noticed(mutate, lambda: self.compare(world)):
                caught[name] = self.difference[:300]
        return caught
