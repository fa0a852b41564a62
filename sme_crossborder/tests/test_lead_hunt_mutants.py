"""Break the ladder on purpose: the comparison of the hunt must notice each time.

`make test` tries a few; the nightly form (SHARING_WORLDS=100) all of them.
"""

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .lead_hunt_answers import LeadHuntAnswers
from .lead_hunt_answers_mutants import answer_mutants
from .lead_hunt_compare import LeadHuntCompare
from .lead_hunt_mutants import all_mutants
from .lead_hunt_world import START
from .mutant_case import MutantCase, choose

FEWEST = 100
SAMPLE = (
    "who never sees it is forgotten",
    "sme.partner.lead._is_asked_for_kept skipped",
    "the lead is read while it is rewritten",
    "sme.matching._is_not_barred skipped",
    "portal: a search asks for the firm too",
    "interests of whoever reads the lead",
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

# and another for what answers leads
ANSWERS = (
    ("ask", "c", "c", "net"),
    ("ask", "d", "d", "net"),
    ("ask", "c", "c", "net"),
    ("ask", "a", "a", "net"),
    ("ask", "f", "f", "pub"),
    ("open", "net", "e", "contact", 1),
    ("open", "pub", "d", "profile", None),
    ("bar", "other", "c"),
    ("keep", "c", "a"),
    ("unbar", "other", "c"),
    ("keep", "c", "a"),
    ("ask", "c", "c", "pub"),
    ("bar", "pub", "b"),
    ("unbar", "pub", "b"),
    ("question", 0),
    ("agree", 0, "no"),
    ("question", 1),
    ("join", "d", None, 2),
    ("ask", "de", "e", "pro"),
    ("ask", "de", "d", "pro"),
    ("answer", 1, "accepted"),
    ("open", "pub", "e", "profile", 1),
    ("bar", "pub", "c"),
    ("revise", "pub"),
    ("wait", "pub"),
    ("publish", "pub"),
    ("speak", "e", "e", 1),
    ("clock", 2),
    ("bar", "net", "e"),
    ("open", "net", "c", "profile", None),
    ("rest", "net", "on_hold"),
    ("answer", 0, "declined"),
    ("hush", "de", "d"),
    ("close", "net", "d"),
)


@tagged("post_install", "-at_install", "security")
class TestLeadHuntMutants(MutantCase, LeadHuntAnswers):
    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.orm")
    def test_every_mutant_is_caught(self):
        # what is broken decides what is compared: all would take hours
        leads = LIFE, lambda *asked: LeadHuntCompare.compare(self, *asked)
        lives = dict.fromkeys(all_mutants(), leads)
        lives |= dict.fromkeys(answer_mutants(), (ANSWERS, self.compare_answers))
        mutants = all_mutants() | answer_mutants()
        self.assertGreaterEqual(len(mutants), FEWEST)
        self.check_all_caught(
            choose(mutants, SAMPLE),
            lambda name: self.is_noticed(
                mutants[name], lambda: self._live(*lives[name])
            ),
        )

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.orm")
    def test_the_untouched_module_is_not_accused(self):
        for life, compare in ((LIFE, self.compare), (ANSWERS, self.compare_answers)):
            caught = self.is_noticed(
                lambda _case: None,
                lambda life=life, compare=compare: self._live(life, compare),
            )
            self.assertFalse(caught, caught and self.difference)

    def _live(self, life, compare):
        model = self.new_model()
        with freeze_time(START) as clock:
            self.begin(model)
            for step in life:
                self.take_step(model, *step)
                clock.move_to(model.today)
                if step[0] == "clock":
                    self.env.invalidate_all()  # no request lasts over days
                compare(model, step)
