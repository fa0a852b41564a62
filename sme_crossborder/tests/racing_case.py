"""Many at once: real threads, real commits.

A test case of Odoo keeps everything in one transaction, where nothing can race. These
tests commit what they need and delete it again.
"""

import threading
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, Command, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

PATIENCE = 120  # seconds after which a thread counts as stuck


class RacingCase(BaseCase):
    mark = None  # what the names of all companies begin with that the case commits

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.addClassCleanup(cls._delete_committed)
        with cls.registry.cursor() as cr:
            cls._create_committed(api.Environment(cr, SUPERUSER_ID, {}))

    @classmethod
    def _create_committed(cls, env):
        """Make what all tests of the case begin with: companies and their users."""
        raise NotImplementedError

    @classmethod
    def _delete_committed(cls):
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
            companies = cls._get_companies(env)
            cls._delete_made(env)
            env["sme.firm"].search([("company_id", "in", companies.ids)]).unlink()
            users = env["res.users"].search([("company_id", "in", companies.ids)])
            partners = users.partner_id | companies.partner_id
            users.unlink()
            calendars = companies.resource_calendar_ids
            companies.resource_calendar_id = False
            calendars.unlink()
            companies.unlink()
            partners.unlink()
            # whoever creates companies becomes a member and a multi-company user
            env.user.write({"company_ids": [Command.set(env.user.company_ids.ids)]})

    @classmethod
    def _delete_made(cls, env):
        """Delete what a single test made; done after each, and in the end."""
        raise NotImplementedError

    @classmethod
    def _get_companies(cls, env):
        return env["res.company"].search([("name", "=like", f"{cls.mark} %")])

    def setUp(self):
        super().setUp()
        self.addCleanup(self._as, SUPERUSER_ID, self._delete_made)
        # Odoo waits up to a minute between repetitions: here a moment does
        patcher = patch("odoo.service.model.random.uniform", self._get_pause)
        patcher.start()
        self.addCleanup(patcher.stop)

    def _get_pause(self, _low, high):
        """Return how long one waits who was sent back; a hook."""
        return 0.02 * high

    def _as(self, user_id, function):
        """Do something in a transaction of its own, and commit it."""
        with self.registry.cursor() as cr:
            return function(api.Environment(cr, user_id, {}))

    def _race(self, runs):
        """Let several act at the same moment, all having seen the same state.

        :param runs: list of ``(user's id, context, function of an environment)``
        :returns: list of what each returned, or the exception
        """
        gate = threading.Barrier(len(runs))
        outcomes = [None] * len(runs)

        def work(position, user_id, context, act):
            try:
                with self.registry.cursor() as cr:
                    env = api.Environment(cr, user_id, context)
                    # as Odoo answers a request: again when another was faster
                    call = partial(self._act_after, gate, [], env, act)
                    outcomes[position] = retrying(call, env)
            except Exception as error:
                outcomes[position] = error

        threads = [
            threading.Thread(target=work, args=(position, *run))
            for position, run in enumerate(runs)
        ]
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
        self.assertFalse([t for t in threads if t.is_alive()], "a thread is stuck")
        return outcomes

    def _act_after(self, gate, waited, env, act):
        if not waited:
            waited.append(True)
            # the snapshot is taken before anybody commits
            self._look(env)
            gate.wait(PATIENCE)
        return act(env)

    def _look(self, env):
        """See the state that everybody acts on: ask the database for something."""
        env.cr.execute("SELECT 1")
