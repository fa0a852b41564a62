"""A hunt by machine: random shares, members and days, through every door."""

import logging
import os

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .hunt_worlds import HuntWorlds
from .sharing_files import SharingFiles
from .sharing_world import ORGS, OUTSIDE, PERSONS, RECORDS, START

_logger = logging.getLogger(__name__)

# worlds of so many steps; the nightly form asks for more (SHARING_WORLDS=100)
WORLDS = int(os.environ.get("SHARING_WORLDS", "10"))
NIGHTLY = WORLDS >= 100
if NIGHTLY:
    _logger.setLevel(logging.INFO)  # says how far it came; shown by pytest's -rP
STEPS = 20
DOORS = 100  # at least so many, each of which must be found open and shut

DAYS = (None, 0, 2, 9)
FIRMS = tuple(PERSONS)
ANSWERS = ("accepted", "accepted", "refused", "withdrawn")
# how often each kind of step comes beside the others
KINDS = {
    "share": 14,
    "follow": 3,
    "withdraw": 2,
    "join": 3,
    "remove": 1,
    "leave": 2,
    "clock": 3,
    "arrange": 1,
    "hand_over": 4,
    "ask": 2,
    "answer": 1,
}


def draw_steps(random):
    """Draw a world: all are in the project, and then all sorts of things happen.

    Evenly: hypothesis itself likes to repeat what it drew before.
    """
    first = [("join", guest, None, random.choice((None, 9))) for guest in "bc"]
    deck = [kind for kind, often in KINDS.items() for _number in range(often)]
    kinds = random.sample(deck, STEPS - len(first))
    return [*first, *(draw_step(random, kind) for kind in kinds)]


def draw_step(random, kind):
    # firms twice as often: they carry their persons along
    name, guest = random.choice((*RECORDS, *FIRMS)), random.choice("bc")
    if kind == "share":
        return kind, name, *draw_share(random, name)
    return {
        "follow": (kind, random.choice(ORGS), name),
        "withdraw": (kind, name),
        "join": (kind, guest, random.choice((None, 0, 3)), random.choice(DAYS)),
        "remove": (kind, guest),
        "leave": (kind, *draw_leave(random)),
        "clock": (kind, random.randint(1, 6)),
        "arrange": (kind, random.random() < 0.7),
        "hand_over": (kind, *draw_request(random)),
        "ask": (kind, *draw_request(random)),
        "answer": (kind, random.choice(ANSWERS)),
    }[kind]


def draw_request(random):
    """Which file is to go where, what the giver keeps, and whether shares stay."""
    receiver = random.choice((*ORGS, *ORGS, *ORGS, OUTSIDE))
    return random.choice(FIRMS), receiver, random.choice(DAYS), random.random() < 0.5


def draw_leave(random):
    """Who leaves the project and when, what it takes back, who is to have its firms."""
    receiver = random.choice((None, *ORGS, OUTSIDE))
    return random.choice(ORGS), random.choice((0, 2)), random.random() < 0.5, receiver


def draw_share(random, name):
    """With whom, and whether the persons of a firm go along: not to just anybody."""
    contacts = name in PERSONS and random.random() < 0.5
    scopes = ("selected", "selected", "project", *(() if contacts else ("network",)))
    orgs = ORGS if contacts else (*ORGS, OUTSIDE)
    whom = random.sample(orgs, random.randint(0, len(orgs) - 1))
    rights = {
        org: (random.choice(("read", "work")), random.choice(DAYS))
        for org in sorted(whom)
    }
    return random.choice(scopes), rights, contacts


@tagged("post_install", "-at_install", "security")
class TestSharingHunt(HuntWorlds, SharingFiles):
    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_no_door_differs_from_the_model(self):
        seen = {"steps": 0, "states": set()}

        self.hunt(WORLDS, draw_steps, lambda steps: self._live(steps, seen))
        self.assertGreaterEqual(seen["steps"], STEPS * WORLDS)
        self.assertGreaterEqual(len(seen["states"]), WORLDS * 5)
        shown = [rights for rights, _who in seen["states"] if any(r[2] for r in rights)]
        self.assertGreaterEqual(len(shown), WORLDS / 2)
        owners = {who for _rights, who in seen["states"]}
        self.assertGreaterEqual(len(owners), 5)
        _logger.info("%s doors and acts", len(self.found))
        self.assertGreaterEqual(len(self.found), DOORS)
        self.assertFalse(self.get_untried_doors())

    def test_strangers_where_a_file_changes_hands(self):
        """Persons become contacts of the new organisation, and of its employees."""
        model = self.new_model()
        step = ("hand_over", "firm", "b", None, False)
        self.begin(model, at_most=1)
        with freeze_time(START):
            self.compare_strangers(model, "firm", "the beginning")
            self.take_step(model, *step)
            self.assertEqual(model.owners["firm"], "b")
            self.compare_strangers(model, "firm", step)

    def _live(self, steps, seen):
        model = self.new_model()
        self.begin(model, at_most=3 if NIGHTLY else 1)
        with freeze_time(START) as clock:
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
        """The web server is slow: one pair of user and record, each in its turn."""
        pairs = [(org, name) for org in ORGS for name in RECORDS]
        org, firm = ORGS[turn % len(ORGS)], FIRMS[turn // 2 % len(FIRMS)]
        if NIGHTLY or turn % 2 == 0:
            self.compare_brief(model, org, firm, step)
        if NIGHTLY or turn % 2 == 1:
            # drawn as PDF and as a workbook once in a world
            self.compare_study(model, org, step, printed=turn % STEPS == STEPS - 1)
        for compare, often, seldom in (
            (self.compare_http, 2, 3),
            (self.compare_files, 2, 3),
        ):
            asked, rest = divmod(turn, often if NIGHTLY else seldom)
            if not rest:
                # 7 and 27 have no common factor: every pair comes
                compare(model, *pairs[asked * 7 % len(pairs)], step)
        asked, rest = divmod(turn, 10 if NIGHTLY else 20)
        if not rest:
            self.compare_strangers(model, RECORDS[asked % len(RECORDS)], step)
