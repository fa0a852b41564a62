"""A hunt by machine: leads opened, closed, hidden and rewritten at random."""

import logging
import os

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .hunt_worlds import HuntWorlds
from .lead_hunt_answers_world import ASKERS, SPEAKERS
from .lead_hunt_wire import LeadHuntWire
from .lead_hunt_world import LEADS, ORGS, OUTSIDE, READERS, START

_logger = logging.getLogger(__name__)

# worlds of so many steps; the nightly form asks for more (SHARING_WORLDS=100)
WORLDS = int(os.environ.get("SHARING_WORLDS", "5"))
NIGHTLY = WORLDS >= 100
if NIGHTLY:
    _logger.setLevel(logging.INFO)  # says how far it came; shown by pytest's -rP
STEPS = 20
DOORS = 100  # and acts, each found open to some and shut to others

DAYS = (None, None, 0, 2, 9)
# how often each kind of step comes beside the others
KINDS = {
    "open": 8,
    "close": 3,
    "bar": 3,
    "unbar": 2,
    "rest": 3,
    "revise": 2,
    "review": 2,
    "publish": 3,
    "follow": 3,
    "join": 3,
    "leave": 1,
    "clock": 2,
    "ask": 9,
    "answer": 4,
    "keep": 2,
    "speak": 2,
    "hush": 1,
    "wait": 1,
    "question": 2,
    "agree": 2,
    "reply": 1,
}

# what random steps seldom come to
SELDOM = (
    ("join", "c", None, None),
    ("open", "net", "c", "contact", None),
    ("ask", "c", "c", "pub"),
    ("ask", "d", "d", "pub"),
    ("question", 0),
    ("agree", 0, "yes"),
    ("answer", 0, "accepted"),
    ("answer", 0, "accepted"),
    ("ask", "d", "d", "other"),
    ("question", 0),
    ("wait", "net"),
)


def draw_step(random):
    """Draw a step, evenly: hypothesis itself likes to repeat what it drew before."""
    [kind] = random.choices(list(KINDS), KINDS.values())
    name = random.choice(LEADS)
    org = random.choice((*ORGS, *ORGS, *OUTSIDE))
    guest = random.choice("bc")
    who = random.choice([who for who, orgs in SPEAKERS.items() if orgs])
    spoken = random.choice(SPEAKERS[who])
    return {
        "open": (
            kind,
            name,
            org,
            random.choice(("profile", "contact")),
            random.choice(DAYS),
        ),
        "close": (kind, name, org),
        "bar": (kind, name, org),
        "unbar": (kind, name, org),
        "rest": (
            kind,
            name,
            random.choice(("on_hold", "on_hold", "closed", "expired")),
        ),
        "revise": (kind, name),
        "review": (kind, "pro", guest),
        "publish": (kind, name),
        "follow": (kind, random.choice(list(READERS)), name),
        "join": (
            kind,
            random.choice((guest, guest, "d")),
            random.choice((None, 0, 3)),
            random.choice(DAYS),
        ),
        "leave": (kind, random.choice((guest, guest, "d"))),
        "clock": (kind, random.randint(1, 6)),
        "ask": (kind, *random.choice(ASKERS), name),
        "answer": (
            kind,
            random.randrange(6),
            random.choice(("accepted", "accepted", "declined", "withdrawn")),
        ),
        "keep": (kind, random.choice(ORGS), random.choice("ab")),
        "speak": (kind, who, spoken, random.choice((None, None, 0, 3))),
        "hush": (kind, who, spoken),
        "wait": (kind, name),
        "question": (kind, random.randrange(6)),
        "agree": (kind, random.randrange(6), random.choice(("yes", "no"))),
        "reply": (kind, random.randrange(6), random.choice(("yes", "no"))),
    }[kind]


@tagged("post_install", "-at_install", "security")
class TestLeadHunt(HuntWorlds, LeadHuntWire):
    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.orm")
    def test_no_door_differs_from_the_model(self):
        seen = {"steps": 0, "states": set()}

        self.hunt(1, lambda _random: SELDOM, lambda steps: self._live(steps, seen))
        self.hunt(
            WORLDS,
            lambda random: [draw_step(random) for _number in range(STEPS)],
            lambda steps: self._live(steps, seen),
        )
        self.assertGreaterEqual(seen["steps"], STEPS * WORLDS)
        self.assertGreaterEqual(len(seen["states"]), WORLDS * 5)
        _logger.info("%s doors and acts", len(self.found))
        self.assertGreaterEqual(len(self.found), DOORS)
        self.assertFalse(self.get_untried_doors())

    def _live(self, steps, seen):
        model = self.new_model()
        with freeze_time(START) as clock:
            self.begin(model, at_most=3 if NIGHTLY else 1)
            for step in steps:
                self.take_step(model, *step)
                clock.move_to(model.today)
                if step[0] == "clock":
                    self.env.invalidate_all()  # no request lasts over days
                seen["states"].add(self.compare(model, step))
                self._ask_by_http(model, step, seen["steps"])
                seen["steps"] += 1
        _logger.info("%s steps, %s states", seen["steps"], len(seen["states"]))

    def _ask_by_http(self, model, step, turn):
        """The web server is slow: one pair of reader and lead, each in its turn."""
        pairs = [(who, name) for who in READERS for name in LEADS]
        asked, rest = divmod(turn, 2 if NIGHTLY else 5)
        if not rest:
            # 7 and 20 have no common factor: every pair comes
            self.compare_http(model, *pairs[asked * 7 % len(pairs)], step)
        asked, rest = divmod(turn, 2 if NIGHTLY else 6)
        if not rest:
            self.compare_portal_http(model, *self.choose_told(model, asked), step)
        self.compare_waiting_http(model, step)
