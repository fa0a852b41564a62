"""Many write leads at once, in real transactions: each gets a code of its own."""

import random
import threading
from functools import partial
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, new_test_user, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

THREADS = 6
PATIENCE = 120  # seconds after which a thread counts as stuck
MARK = "Samskriv"  # in the name of everything this test commits


@tagged("post_install", "-at_install")
class TestPartnerLeadAtOnce(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.addClassCleanup(cls._delete_committed)
        with cls.registry.cursor() as cr:
            cls._create_committed(api.Environment(cr, SUPERUSER_ID, {}))

    @classmethod
    def _create_committed(cls, env):
        env = env(context={"no_reset_password": True, "tracking_disable": True})
        sweden = env.ref("base.se")
        company = env["res.company"].create(
            {"name": f"{MARK} house", "country_id": sweden.id}
        )
        cls.user_ids = [
            new_test_user(
                env,
                f"samskriv_{number}",
                name=f"{MARK} {number}",
                groups="sme_crossborder.group_sme_coordinator",
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            ).id
            for number in range(3)
        ]
        cls.firm_id = (
            env["sme.firm"]
            .create(
                {
                    "name": f"{MARK} AB",
                    "company_id": company.id,
                    "country_id": sweden.id,
                    "user_id": False,
                }
            )
            .id
        )

    @classmethod
    def _delete_committed(cls):
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
            cls._delete_leads(env)
            named = [("name", "=like", f"{MARK} %")]
            companies = env["res.company"].search(named)
            env["sme.firm"].search([("company_id", "in", companies.ids)]).unlink()
            users = env["res.users"].search(named)
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
    def _delete_leads(cls, env):
        leads = env["sme.partner.lead"].search([("title", "=like", f"{MARK}%")])
        # as if never published: only such can be deleted
        leads.write({"state": "draft", "date_published": False})
        leads.unlink()
        env["sme.partner.lead.counter"].search([("prefix", "=like", "SX-%")]).unlink()

    def setUp(self):
        super().setUp()
        self.addCleanup(self._as, SUPERUSER_ID, self._delete_leads)
        # Odoo waits up to a minute between repetitions: here a moment does, but as
        # there not the same for all, or they would meet again
        chance = random.Random(7)
        patcher = patch(
            "odoo.service.model.random.uniform",
            lambda low, high: chance.uniform(low, 0.3 * high),
        )
        patcher.start()
        self.addCleanup(patcher.stop)

    def _as(self, user_id, function):
        """Do something in a transaction of its own, and commit it."""
        with self.registry.cursor() as cr:
            return function(api.Environment(cr, user_id, {}))

    def _write_lead(self, env):
        lead = env["sme.partner.lead"].create(
            {"title": f"{MARK} lead", "firm_id": self.firm_id}
        )
        return lead.reference

    def _at_once(self, acts, user_of=lambda _position: 0):
        """Run acts at the same moment, all having seen the same state.

        :param acts: functions of an environment
        :returns: list of what each returned, or the exception
        """
        gate = threading.Barrier(len(acts))
        outcomes = [None] * len(acts)

        def work(position, act):
            try:
                with self.registry.cursor() as cr:
                    user_id = self.user_ids[user_of(position)]
                    env = api.Environment(cr, user_id, {})
                    # as Odoo answers a request: again when another was faster
                    call = partial(self._after, gate, [], env, act)
                    outcomes[position] = retrying(call, env)
            except Exception as error:
                outcomes[position] = error

        threads = [
            threading.Thread(target=work, args=arguments)
            for arguments in enumerate(acts)
        ]
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(PATIENCE)
        self.assertFalse([t for t in threads if t.is_alive()], "a thread is stuck")
        return outcomes

    def _after(self, gate, waited, env, act):
        if not waited:
            waited.append(True)
            # the snapshot is taken before anybody commits
            env["sme.partner.lead"].search([], limit=1).read(["state"])
            gate.wait(PATIENCE)
        return act(env)

    # ------------------------------------------------------------------

    def test_two_connections_never_take_one_number(self):
        """The second waits for the first, is sent back, and counts on from it."""
        first, second = self.registry.cursor(), self.registry.cursor()
        self.addCleanup(first.close)
        self.addCleanup(second.close)
        take = [
            partial(
                api.Environment(cr, SUPERUSER_ID, {})["sme.partner.lead.counter"]._take,
                ["SX-TEST"],
            )
            for cr in (first, second)
        ]
        second.execute("SELECT 1")  # its snapshot is older than the other's commit
        self.assertEqual(take[0](), [1])
        outcome = []

        def wait():
            try:
                outcome.append(take[1]())
            except SerializationFailure as error:
                outcome.append(error)

        with mute_logger("odoo.sql_db"):
            thread = threading.Thread(target=wait)
            thread.start()
            thread.join(0.5)
            self.assertTrue(thread.is_alive(), "the second did not wait")
            first.commit()
            thread.join(PATIENCE)
        self.assertIsInstance(outcome[0], SerializationFailure)
        second.rollback()
        self.assertEqual(take[1](), [2])
        second.rollback()
        # what was rolled back leaves no gap
        self.assertEqual(take[0](), [2])
        first.rollback()

    def test_codes_of_many_at_once_are_all_different(self):
        outcomes = self._at_once([self._write_lead] * THREADS)
        self.assertFalse([o for o in outcomes if isinstance(o, Exception)], outcomes)
        self.assertEqual(len(set(outcomes)), THREADS)
        numbers = sorted(int(code[-3:]) for code in outcomes)
        # without a gap, but the day may turn while the test runs
        if len({code[:-3] for code in outcomes}) == 1:
            self.assertEqual(numbers, list(range(1, THREADS + 1)))

    def test_of_two_who_answer_a_review_one_is_told(self):
        """One accepts and one returns it: one of them happens, never both."""

        def prepare(env):
            lead = env["sme.partner.lead"].create(
                {"title": f"{MARK} lead", "firm_id": self.firm_id}
            )
            lead.sudo().state = "review"
            return lead.id

        lead_id = self._as(self.user_ids[0], prepare)

        def accept(env):
            lead = env["sme.partner.lead"].browse(lead_id)
            with patch.object(type(lead), "_check_quality", lambda *_a, **_kw: None):
                lead.action_accept_review()
            return "accepted"

        def give_back(env):
            env["sme.partner.lead"].browse(lead_id).return_with_comments("No")
            return "returned"

        outcomes = self._at_once([accept, give_back], lambda position: position + 1)
        told = [outcome for outcome in outcomes if isinstance(outcome, UserError)]
        done = [outcome for outcome in outcomes if isinstance(outcome, str)]
        self.assertEqual((len(told), len(done)), (1, 1), outcomes)
        self.assertIn("This can be done at: In review", str(told[0]))

        def read(env):
            lead = env["sme.partner.lead"].browse(lead_id)
            return lead.state, lead.review_comments

        expected = {"accepted": ("approval", False), "returned": ("draft", "No")}
        self.assertEqual(self._as(SUPERUSER_ID, read), expected[done[0]])
