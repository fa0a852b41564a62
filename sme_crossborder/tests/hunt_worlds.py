"""Draws worlds for a machine hunt, and takes each back."""

from random import Random

from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st


class HuntWorlds:
    """Stands before the case of a hunt."""

    def hunt(self, worlds, draw_steps, live):
        """Live in a number of worlds, the same ones each time.

        :param int worlds: how many
        :param draw_steps: function of a random source; returns the steps of a world
        :param live: function of the steps; what it makes is taken back
        """

        @settings(
            max_examples=worlds,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],  # a world that fails is short enough as it is
            suppress_health_check=list(HealthCheck),
        )
        @given(st.integers(0, 2**64 - 1))
        def draw(seed):
            steps = draw_steps(Random(seed))  # noqa: S311 (no secret)
            note(f"{steps}")
            savepoint = self.cr.savepoint()
            try:
                live(steps)
            finally:
                self.env.invalidate_all(flush=False)
                savepoint.close(rollback=True)

        draw()
