"""A hunt by machine: random shares, members and days, through every door."""

import logging
import os

from freezegun import freeze_time
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged
from odoo.tools import mute_logger

from .sharing_http import SharingHttp
from .sharing_world import ORGS, OUTSIDE, RECORDS, START

_logger = logging.getLogger(__name__)

# worlds of so many steps; the nightly form asks for more (SHARING_WORLDS=100)
WORLDS = int(os.environ.get("SHARING_WORLDS", "10"))
NIGHTLY = WORLDS >= 100
if NIGHTLY:
    _logger.setLevel(logging.INFO)  # says how far it came; shown by pytest's -rP
STEPS = 20

LAST_DAYS = st.sampled_from([None, 0, 2, 9])
READERS = st.dictionaries(
    st.sampled_from([*ORGS, OUTSIDE]),
    st.tuples(st.sampled_from(["read", "work"]), LAST_DAYS),
)
GUESTS = st.sampled_from(["b", "c"])
STEP = st.one_of(
    st.tuples(
        st.just("share"),
        st.sampled_from(RECORDS),
        st.sampled_from(["selected", "selected", "project", "network"]),
        READERS,
    ),
    st.tuples(st.just("follow"), st.sampled_from(ORGS), st.sampled_from(RECORDS)),
    st.tuples(st.just("withdraw"), st.sampled_from(RECORDS)),
    st.tuples(st.just("join"), GUESTS, st.sampled_from([None, 0, 3]), LAST_DAYS),
    st.tuples(st.just("leave"), GUESTS),
    st.tuples(st.just("clock"), st.integers(1, 6)),
)


@tagged("post_install", "-at_install", "security")
class TestSharingHunt(SharingHttp):
    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_no_door_differs_from_the_model(self):
        seen = {"steps": 0, "states": set()}

        @settings(
            max_examples=WORLDS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],  # a world that fails is short enough as it is
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(STEP, min_size=STEPS, max_size=STEPS))
        def hunt(steps):
            savepoint = self.cr.savepoint()
            try:
                self._live(steps, seen)
            finally:
                self.env.invalidate_all(flush=False)
                savepoint.close(rollback=True)

        hunt()
        self.assertGreaterEqual(seen["steps"], STEPS * WORLDS)
        self.assertGreaterEqual(len(seen["states"]), WORLDS * 2)

    def _live(self, steps, seen):
        model = self.new_model()
        self.begin(model, every=1 if NIGHTLY else 0, known=bool(seen["steps"]))
        with freeze_time(START) as clock:
            for step in steps:
                self.take_step(model, *step)
                clock.move_to(model.today)
                seen["states"].add(self.compare(model, step))
                self._ask_by_http(model, step, seen["steps"])
                seen["steps"] += 1
        _logger.info("%s steps, %s states", seen["steps"], len(seen["states"]))

    def _ask_by_http(self, model, step, turn):
        """The web server is slow: one pair of user and record, each in its turn."""
        pairs = [(org, name) for org in ORGS for name in RECORDS]
        asked, rest = divmod(turn, 1 if NIGHTLY else 3)
        if not rest:
            # 7 and 18 have no common factor: every pair comes
            self.compare_http(model, *pairs[asked * 7 % len(pairs)], step)
        asked, rest = divmod(turn, 4 if NIGHTLY else 20)
        if not rest:
            self.compare_portal(RECORDS[asked % len(RECORDS)], step)
