"""Break the ladder on purpose: the comparison of the hunt must notice each time.

`make test` tries a few; the nightly form (SHARING_WORLDS=100) all of them.
"""

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .lead_hunt_compare import LeadHuntCompare
from .lead_hunt_mutants import all_mutants
from .lead_hunt_world import START
from .mutant_case import NIGHTLY, MutantCase

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
class TestLeadHuntMutants(MutantCase, LeadHuntCompare):
    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.orm")
    def test_every_mutant_is_caught(self):
        mutants = all_mutants()
        self.assertGreaterEqual(len(mutants), FEWEST)
        names = mutants if NIGHTLY else SAMPLE
        self.check_all_caught(names, lambda name: self._is_caught(mutants[name]))

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.orm")
    def test_the_untouched_module_is_not_accused(self):
        caught = self._is_caught(lambda _case: None)
        self.assertFalse(caught, caught and self.difference)

    def _is_caught(self, mutate):
        return self.is_noticed(mutate, self._live)

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
