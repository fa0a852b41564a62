"""Many write leads at once, in real transactions: each gets a code of its own."""

import random
import threading
from functools import partial
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .racing_case import PATIENCE, RacingCase

THREADS = 6
MARK = "Samskriv"  # in the name of everything this test commits


@tagged("post_install", "-at_install")
class TestPartnerLeadAtOnce(RacingCase):
    mark = MARK

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
    def _delete_made(cls, env):
        leads = env["sme.partner.lead"].search([("title", "=like", f"{MARK}%")])
        # as if never published: only such can be deleted
        leads.write({"state": "draft", "date_published": False})
        leads.unlink()
        env["sme.partner.lead.counter"].search([("prefix", "=like", "SX-%")]).unlink()

    def setUp(self):
        self.chance = random.Random(7)
        super().setUp()

    def _get_pause(self, low, high):
        """Not the same for all, or they would meet again."""
        return self.chance.uniform(low, 0.3 * high)

    def _look(self, env):
        env["sme.partner.lead"].search([], limit=1).read(["state"])

    def _write_lead(self, env):
        lead = env["sme.partner.lead"].create(
            {"title": f"{MARK} lead", "firm_id": self.firm_id}
        )
        return lead.reference

    def _at_once(self, acts, user_of=lambda _position: 0):
        """Run acts of users at the same moment.

        :param acts: functions of an environment
        :returns: list of what each returned, or the exception
        """
        return self._race(
            [
                (self.user_ids[user_of(position)], {}, act)
                for position, act in enumerate(acts)
            ]
        )

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
