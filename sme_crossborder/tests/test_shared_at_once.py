"""Two organisations write one shared journey at once, in real transactions."""

from odoo import SUPERUSER_ID, Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .racing_case import RacingCase

MARK = "Tvåsam"  # in the name of everything this test commits
HOUSES = ("Stockholm", "Riga")


@tagged("post_install", "-at_install")
class TestSharedAtOnce(RacingCase):
    mark = MARK

    @classmethod
    def _create_committed(cls, env):
        """A journey of Stockholm, which Riga may work on."""
        env = env(context={"no_reset_password": True, "tracking_disable": True})
        companies = env["res.company"].create(
            [
                {"name": f"{MARK} {house}", "country_id": env.ref(f"base.{code}").id}
                for house, code in zip(HOUSES, ("se", "lv"), strict=True)
            ]
        )
        users = [
            new_test_user(
                env,
                f"tvasam_{number}",
                name=f"{MARK} {number}",
                groups="sme_crossborder.group_sme_coordinator",
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            )
            for number, company in enumerate(companies)
        ]
        firm = env["sme.firm"].create(
            {
                "name": f"{MARK} AB",
                "company_id": companies[0].id,
                "country_id": env.ref("base.se").id,
                "user_id": False,
            }
        )
        cls.user_ids = [user.id for user in users]
        cls.country_ids = [env.ref(f"base.{code}").id for code in ("ee", "lv", "lt")]
        cls.firm_id = firm.id
        cls.reader_id = companies[1].partner_id.id

    @classmethod
    def _delete_made(cls, env):
        companies = cls._get_companies(env)
        leads = env["crm.lead"].search([("company_id", "in", companies.ids)])
        leads.unlink()
        env["sme.disclosure"].search([("company_id", "in", companies.ids)]).unlink()
        readers = env["sme.audience.reader"].search(
            [("partner_id", "in", companies.partner_id.ids)]
        )
        readers.audience_id.unlink()

    def setUp(self):
        super().setUp()
        self.lead_id = self._as(self.user_ids[0], self._create_journey)

    def _create_journey(self, env):
        lead = env["crm.lead"].create(
            {"firm_id": self.firm_id, "target_country_id": self.country_ids[0]}
        )
        lead.share_with([(self.reader_id, "work", False)])
        return lead.id

    def _read(self, *fnames):
        def read(env):
            (values,) = self._get_journey(env).read(fnames)
            return values

        return self._as(self.user_ids[0], read)

    def _at_once(self, *acts):
        """Let each user act on the journey, all having seen the same state of it.

        :param acts: for each user a function of the journey
        :returns: list of what each returned, or the exception
        """
        return self._race(
            [
                (user_id, {}, lambda env, act=act: act(self._get_journey(env)))
                for user_id, act in zip(self.user_ids, acts, strict=True)
            ]
        )

    def _look(self, env):
        self._get_journey(env).read(["name"])

    def _get_journey(self, env):
        return env["crm.lead"].browse(self.lead_id)

    # ------------------------------------------------------------------

    def test_of_two_who_save_one_form_the_second_is_told(self):
        """The first saves 1 or 2; the other hears who did, and can enter it again."""
        token = self._read("edit_token")["edit_token"]
        outcomes = self._at_once(
            *(
                lambda lead, value=value: lead.web_save(
                    {"priority": value, "edit_token": token}, {}
                )
                for value in ("1", "2")
            )
        )
        refused = [o for o in outcomes if isinstance(o, Exception)]
        self.assertEqual(len(refused), 1, outcomes)
        second = outcomes.index(refused[0])
        self.assertIsInstance(refused[0], UserError)
        first_house = f"{MARK} {HOUSES[1 - second]}"
        self.assertIn(f"{first_house} changed", str(refused[0]))
        self.assertEqual(self._read("priority")["priority"], "12"[1 - second])

        def again(env):
            lead = self._get_journey(env)
            lead.web_save({"priority": "3", "edit_token": lead.edit_token}, {})

        self._as(self.user_ids[second], again)
        self.assertEqual(self._read("priority")["priority"], "3")

    def test_different_things_done_at_once_all_stay(self):
        """One changes two fields, the other a third, writes and notes a barrier."""

        def rate(lead):
            lead.write({"priority": "2", "referred": "The chamber"})
            return True

        def work(lead):
            lead.write({"color": 4})
            lead.message_to_all_readers(f"{MARK} clinic")
            kind = lead.env["sme.barrier.type"].search([], limit=1)
            lead.env["sme.barrier.encounter"].create(
                {"name": f"{MARK} met", "lead_id": lead.id, "type_id": kind.id}
            )
            return True

        self.addCleanup(self._as, SUPERUSER_ID, self._delete_barriers)
        self.assertEqual(self._at_once(rate, work), [True, True])
        values = self._read("priority", "referred", "color", "encounter_count")
        self.assertEqual(
            [values[n] for n in ("priority", "referred", "color", "encounter_count")],
            ["2", "The chamber", 4, 1],
        )

        def count(env):
            return env["mail.message"].search_count([("body", "ilike", f"{MARK} cl")])

        self.assertEqual(self._as(SUPERUSER_ID, count), 1)

    def _delete_barriers(self, env):
        met = env["sme.barrier.encounter"].search([("name", "=like", f"{MARK}%")])
        known = met.barrier_id
        met.unlink()
        known.unlink()

    def test_taken_back_while_the_other_writes(self):
        """What was written is kept or refused; nothing of it is left half done."""

        def take_back(lead):
            lead.share_with([])
            return True

        def plan(lead):
            lead.activity_schedule(summary=MARK, user_id=lead.env.uid)
            lead.message_subscribe(lead.env.user.partner_id.ids)
            lead.write({"priority": "1"})
            return True

        taken, planned = self._at_once(take_back, plan)
        self.assertIs(taken, True)
        guest = self.user_ids[1]

        def left(env):
            lead = self._get_journey(env)
            return (
                guest in lead.activity_ids.user_id.ids,
                guest in lead.message_partner_ids.user_ids.ids,
                lead.with_user(guest).has_access("read"),
            )

        self.assertEqual(self._as(SUPERUSER_ID, left), (False, False, False), planned)
