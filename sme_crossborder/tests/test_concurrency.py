"""Many at once bring one registry number, each in a transaction of its own."""

from odoo import SUPERUSER_ID, Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from .racing_case import RacingCase

THREADS = 20
ACME = "556036-0793"
OTHER = "556703-7485"
PIC = "925374860"
GROUP = "sme_crossborder.group_sme_adviser"
MARK = "Samtidig"  # in the name of everything these tests commit


@tagged("post_install", "-at_install")
class TestConcurrency(RacingCase):
    mark = MARK

    @classmethod
    def _create_committed(cls, env):
        sweden = env.ref("base.se")
        companies = env["res.company"].create(
            [
                {"name": f"{MARK} {number}", "country_id": sweden.id}
                for number in range(THREADS)
            ]
        )
        user = new_test_user(
            env(context={"no_reset_password": True, "tracking_disable": True}),
            "samtidig",
            name=MARK,
            groups=GROUP,
            company_id=companies[0].id,
            company_ids=[Command.set(companies.ids)],
        )
        cls.user_id, cls.country_id = user.id, sweden.id
        cls.company_ids = companies.ids

    @classmethod
    def _delete_made(cls, env):
        companies = cls._get_companies(env)
        env["sme.firm"].search([("company_id", "in", companies.ids)]).unlink()

    def _look(self, env):
        env.user.has_group(GROUP)  # whatever is read once, before the race
        return super()._look(env)

    # ------------------------------------------------------------------

    def _create_at_once(self, company_ids, vals_of=None):
        """Create a file in each company, all at the same moment, as the user.

        :returns: list with, for each thread, the id of the file or the exception
        """

        def act(position):
            vals = {
                "name": f"{MARK} AB {position}",
                "country_id": self.country_id,
                "registry_number": ACME,
                **(vals_of(position) if vals_of else {}),
            }
            return lambda env: env["sme.firm"].create(vals).id

        return self._race(
            [
                (self.user_id, {"allowed_company_ids": [company_id]}, act(position))
                for position, company_id in enumerate(company_ids)
            ]
        )

    def _count(self):
        def count(env):
            [counts] = env.execute_query(
                SQL(
                    "SELECT count(*), count(DISTINCT entity_id),"
                    " count(DISTINCT company_id)"
                    " FROM sme_firm WHERE company_id = ANY(%s)",
                    self.company_ids,
                )
            )
            return counts

        return self._as(SUPERUSER_ID, count)

    def _count_keys(self, fname, value):
        def count(env):
            return env["sme.entity"].search_count([(fname, "=", value)])

        return self._as(SUPERUSER_ID, count)

    # ------------------------------------------------------------------

    def test_twenty_organisations_make_one_entity(self):
        outcomes = self._create_at_once(self.company_ids)
        self.assertFalse([o for o in outcomes if isinstance(o, Exception)])
        self.assertEqual(self._count(), (THREADS, 1, THREADS))
        self.assertEqual(self._count_keys("registry_key", "SE:5560360793"), 1)

    def test_twenty_organisations_that_add_to_a_known_entity(self):
        """Each brings the same further number; the entity is there already."""
        self._create_at_once(self.company_ids[:1])
        outcomes = self._create_at_once(
            self.company_ids[1:], lambda position: {"pic": PIC}
        )
        self.assertFalse([o for o in outcomes if isinstance(o, Exception)])
        self.assertEqual(self._count(), (THREADS, 1, THREADS))
        self.assertEqual(self._count_keys("pic_key", PIC), 1)

    def test_two_known_firms_that_claim_the_same_code(self):
        """Both entities exist; one of them gets the code, and nobody is refused."""
        for number in (ACME, OTHER):
            self._create_at_once(
                self.company_ids[:1], lambda _at, n=number: {"registry_number": n}
            )
        outcomes = self._create_at_once(
            self.company_ids[1:],
            lambda at: {"registry_number": (ACME, OTHER)[at % 2], "pic": PIC},
        )
        self.assertFalse([o for o in outcomes if isinstance(o, Exception)])
        self.assertEqual(self._count(), (THREADS + 1, 2, THREADS))
        self.assertEqual(self._count_keys("pic_key", PIC), 1)

    def _assert_one_file_and_one_message(self, outcomes):
        made = [o for o in outcomes if not isinstance(o, Exception)]
        refused = [o for o in outcomes if isinstance(o, Exception)]
        self.assertEqual((len(made), len(refused)), (1, THREADS - 1), refused)
        for error in refused:
            self.assertIsInstance(error, UserError)
        [message] = {str(error) for error in refused}
        self.assertIn("already has a file on this firm", message)
        self.assertIn(MARK, message)

    def test_twenty_creates_in_one_organisation_make_one_file(self):
        outcomes = self._create_at_once(self.company_ids[:1] * THREADS)
        self._assert_one_file_and_one_message(outcomes)
        self.assertEqual(self._count(), (1, 1, 1))

    def test_the_message_is_the_same_when_another_organisation_was_first(self):
        """The entity is known, so the race is for the file alone: nobody can tell."""
        self._create_at_once(self.company_ids[1:2])
        outcomes = self._create_at_once(self.company_ids[:1] * THREADS)
        self._assert_one_file_and_one_message(outcomes)
        self.assertEqual(self._count(), (2, 1, 2))

    def test_nothing_is_left_of_the_refused(self):
        """No contact without a file stays behind."""
        self._create_at_once(self.company_ids[:1] * THREADS)

        def count(env):
            return env["res.partner"].search_count([("name", "=like", f"{MARK} AB %")])

        self.assertEqual(self._as(SUPERUSER_ID, count), 1)
