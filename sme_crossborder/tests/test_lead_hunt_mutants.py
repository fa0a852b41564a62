"""Break the ladder on purpose: the comparison of the hunt must notice each time.

`make test` tries a few; the nightly form (SHARING_WORLDS=100) all of them.
"""

import logging
import os
from contextlib import nullcontext

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .lead_hunt_compare import LeadHuntCompare
from .lead_hunt_mutants import all_mutants
from .lead_hunt_world import START

_logger = logging.getLogger(__name__)

NIGHTLY = int(os.environ.get("SHARING_WORLDS", "10")) >= 100
if NIGHTLY:
    _logger.setLevel(logging.INFO)  # says what caught each; shown by pytest's -rP
FEWEST = 50
SAMPLE = (
    "who never sees it is forgotten",
    "sme.partner.lead._is_asked_for_kept skipped",
    "the lead is read while it is rewritten",
)

# one life in which everything happens that a mutant could do wrong
LIFE = (
    ("open", "net", "b", "profile", 2),
    ("follow", "b", "net"),
    ("open", "net", "c", "contact", None),
    ("join", "b", 3, 9),
    ("join", "c", None, None),
    ("open", "pro", "c", "contact", None),
    ("bar", "pub", "c"),
    ("open", "pub", "b", "profile", None),
    ("follow", "bc", "net"),
    ("rest", "net", "on_hold"),
    ("clock", 1),
    ("clock", 2),
    ("rest", "net", "on_hold"),
    ("close", "net", "c"),
    ("revise", "pro"),
    ("review", "pro", "c"),
    ("publish", "pro"),
    ("bar", "net", "b"),
    ("open", "other", "a", "contact", 1),
    ("open", "other", "c", "profile", None),
    ("leave", "c"),
    ("rest", "pub", "closed"),
    ("unbar", "net", "b"),
    ("revise", "other"),
    ("clock", 2),
    ("publish", "other"),
    ("bar", "other", "c"),
    ("rest", "other", "expired"),
)


@tagged("post_install", "-at_install", "security")
class TestLeadHuntMutants(LeadHuntCompare):
    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.orm")
    def test_every_mutant_is_caught(self):
        mutants = all_mutants()
        self.assertGreaterEqual(len(mutants), FEWEST)
        names = mutants if NIGHTLY else SAMPLE
        survivors = []
        for name in names:
            if self._is_caught(mutants[name]):
                _logger.info("%s: %s", name, self.difference)
            else:
                survivors.append(name)
        _logger.info("%s mutants, %s survived", len(names), len(survivors))
        self.assertFalse(survivors)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.orm")
    def test_the_untouched_module_is_not_accused(self):
        caught = self._is_caught(lambda _case: None)
        self.assertFalse(caught, caught and self.difference)

    def _is_caught(self, mutate):
        savepoint = self.cr.savepoint()
        try:
            with mutate(self) or nullcontext():
                self.env.flush_all()
                self.env.registry.clear_cache()
                self.env.invalidate_all()
                self._live()
        except AssertionError as difference:
            self.difference = str(difference)
            return True
        finally:
            self.env.invalidate_all(flush=False)
            savepoint.close(rollback=True)
            self.env.registry.clear_cache()
        return False

    def _live(self):
        model = self.new_model()
        with freeze_time(START) as clock:
            self.begin(model)
            for step in LIFE:
                self.take_step(model, *step)
                clock.move_to(model.today)
                if step[0] == "clock":
                    self.env.invalidate_all()  # no request lasts over days
                self.compare(model, step)
