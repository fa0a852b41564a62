"""Many organisations answer a lead at the same moment, in real transactions."""

from datetime import date

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .racing_case import RacingCase

MARK = "Svarsam"  # in the name of everything this test commits
FIRMS, AGAIN = 40, 10


@tagged("post_install", "-at_install")
class TestInterestAtOnce(RacingCase):
    mark = MARK

    @classmethod
    def _create_committed(cls, env):
        """An owner with two coordinators, an organisation with firms that asks."""
        env = env(context={"no_reset_password": True, "tracking_disable": True})
        owner, asking = env["res.company"].create(
            [
                {"name": f"{MARK} {code}", "country_id": env.ref(f"base.{code}").id}
                for code in ("se", "lv")
            ]
        )
        cls.user_ids = [
            new_test_user(
                env,
                f"svarsam_{number}",
                name=f"{MARK} {number}",
                groups="sme_crossborder.group_sme_coordinator",
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            ).id
            for number, company in enumerate((owner, owner, asking))
        ]
        firms = env["sme.firm"].create(
            [
                {
                    "name": f"{MARK} {number}",
                    "company_id": company.id,
                    "country_id": company.country_id.id,
                    "user_id": False,
                }
                for company, number in [
                    (owner, "owner"),
                    *((asking, number) for number in range(FIRMS)),
                ]
            ]
        )
        cls.firm_id, *cls.firm_ids = firms.ids
        cls.asking_id = asking.id
        cls._create_speakers(env, owner)

    @classmethod
    def _create_speakers(cls, env, owner):
        """Two colleagues of an organisation that is here on the portal alone."""
        portal = env["res.partner"].create(
            {
                "name": f"{MARK} portal",
                "is_company": True,
                "country_id": env.ref("base.ee").id,
            }
        )
        cls.portal_id = portal.id
        users = env["res.users"].create(
            [
                {
                    "name": f"{MARK} speaker {number}",
                    "login": f"svarsam_speaker_{number}",
                    "company_id": owner.id,
                    "company_ids": [Command.set(owner.ids)],
                    "group_ids": [Command.set(env.ref("base.group_portal").ids)],
                }
                for number in range(2)
            ]
        )
        cls.speaker_ids = users.ids
        env["sme.portal.identity"].create(
            [
                {
                    "user_id": user.id,
                    "person_name": user.name,
                    "login": user.login,
                    "partner_id": portal.id,
                    "kind": "organisation",
                    "company_id": owner.id,
                }
                for user in users
            ]
        )

    @classmethod
    def _delete_committed(cls):  # pylint: disable=missing-return
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            cls._delete_made(env)
            portal = env["res.partner"].browse(cls.portal_id)
            env["sme.portal.identity"].search([("partner_id", "=", portal.id)]).unlink()
            portal.unlink()
        super()._delete_committed()

    @classmethod
    def _delete_made(cls, env):
        companies = cls._get_companies(env)
        ours = [("company_id", "in", companies.ids)]
        interests = env["sme.partner.lead.interest"].search(
            [("owner_company_id", "in", companies.ids)]
        )
        leads = env["sme.partner.lead"].with_context(active_test=False).search(ours)
        for records in (interests, leads):
            records.activity_ids.unlink()
            records.message_ids.unlink()
        interests.unlink()
        journeys = env["crm.lead"].with_context(active_test=False).search(ours)
        journeys.activity_ids.unlink()
        journeys.unlink()
        # a lead that was published is deleted by nobody
        env.cr.execute("DELETE FROM sme_partner_lead WHERE id = ANY(%s)", [leads.ids])
        env.invalidate_all()
        env["sme.disclosure"].search(ours).unlink()
        lines = env["sme.audience.reader"].search(
            [("partner_id", "in", companies.partner_id.ids)]
        )
        lines.audience_id.unlink()

    def setUp(self):
        super().setUp()
        self.lead_id, self.teaser_id = self._as(SUPERUSER_ID, self._create_lead)

    def _create_lead(self, env):
        lead = env["sme.partner.lead"].create(
            {"title": f"{MARK} lead", "firm_id": self.firm_id, "user_id": False}
        )
        lead._act({"state": "published", "date_published": "2025-01-01"})
        teaser = env["sme.partner.lead.teaser"].search([("lead_id", "=", lead.id)])
        return lead.id, teaser.id

    def _express(self, firm_id):
        def act(env):
            interest = env["sme.partner.lead.interest"].express(
                env["sme.partner.lead.teaser"].browse(self.teaser_id),
                env["res.company"].browse(self.asking_id),
                {
                    "message": MARK,
                    "firm_id": firm_id,
                    "agreement_channel": "mail",
                    "agreement_date": date.today(),
                    "agreement_person": MARK,
                },
            )
            return interest.id

        return act

    def _look(self, env):
        # those who speak on the portal have no right on teasers
        env["sme.partner.lead.teaser"].sudo().search_count([])

    def _get_traces(self, env):
        """Return the firms of interests, and what was said and planned of them."""
        interests = env["sme.partner.lead.interest"].search(
            [("teaser_id", "=", self.teaser_id)]
        )
        return (
            sorted(interests.firm_id.ids),
            len(interests),
            len(interests.message_ids),
            len(interests.activity_ids),
        )

    def test_fifty_at_once_none_twice_none_lost(self):
        """40 firms once each, one of them ten times more: 40 interests."""
        asked = [*self.firm_ids, *[self.firm_ids[0]] * AGAIN]
        outcomes = self._race(
            [(self.user_ids[2], {}, self._express(firm_id)) for firm_id in asked]
        )
        made = [outcome for outcome in outcomes if isinstance(outcome, int)]
        refused = [outcome for outcome in outcomes if not isinstance(outcome, int)]
        self.assertEqual(len(made), FIRMS)
        self.assertEqual(len(refused), AGAIN)
        for error in refused:
            self.assertIsInstance(error, UserError)
            self.assertRegex(str(error), "waits for an answer")
        firms, interests, lines, steps = self._as(SUPERUSER_ID, self._get_traces)
        self.assertEqual(firms, sorted(self.firm_ids))
        # each is said once to both sides, and to be answered by one person
        self.assertEqual((interests, lines, steps), (FIRMS, FIRMS, FIRMS))

    def _express_on_portal(self, **typed):
        def act(env):
            interest = env["sme.portal.interest"]._express(
                self.teaser_id, self.portal_id, {"message": MARK, **typed}
            )
            return interest.id

        return act

    def _race_on_portal(self, *typed):
        """Two colleagues ask at the same moment, in a transaction each."""
        return self._race(
            [
                (user_id, {}, self._express_on_portal(**words))
                for user_id, words in zip(self.speaker_ids, typed, strict=True)
            ]
        )

    def _assert_one_holds(self, outcomes, pattern):
        made = [outcome for outcome in outcomes if isinstance(outcome, int)]
        lost = [outcome for outcome in outcomes if not isinstance(outcome, int)]
        self.assertEqual((len(made), len(lost)), (1, 1), outcomes)
        self.assertIsInstance(lost[0], UserError)
        # the repetition saw the other one: it says which waits
        self.assertRegex(str(lost[0]), pattern)

    def test_two_colleagues_name_one_firm_at_once_one_holds(self):
        outcomes = self._race_on_portal(
            {"firm_name": "Tartu Süda OÜ"}, {"firm_name": "TARTU SUDA"}
        )
        self._assert_one_holds(outcomes, "for (Tartu Süda OÜ|TARTU SUDA) was expressed")

    def test_two_colleagues_give_one_number_at_once_one_holds(self):
        outcomes = self._race_on_portal(
            {"firm_name": "Tartu Süda", "firm_number": "10137319"},
            {"firm_name": "Tartu Heart", "firm_number": "1013 7319"},
        )
        self._assert_one_holds(outcomes, "for Tartu (Süda|Heart) was expressed")

    def test_a_name_with_a_number_and_one_without_at_once_one_holds(self):
        """Whichever is first: the other one reads that it waits, and what to do."""
        outcomes = self._race_on_portal(
            {"firm_name": "Tartu Süda OÜ", "firm_number": "10137319"},
            {"firm_name": "TARTU SUDA"},
        )
        self._assert_one_holds(
            outcomes,
            "for (Tartu Süda OÜ|TARTU SUDA) was .* tell both registry numbers",
        )

    def test_one_name_with_two_numbers_at_once_both_hold(self):
        outcomes = self._race_on_portal(
            {"firm_name": "Tartu Süda", "firm_number": "10137319"},
            {"firm_name": "Tartu Süda", "firm_number": "10000001"},
        )
        self.assertTrue(all(isinstance(made, int) for made in outcomes), outcomes)

    def test_a_name_and_nothing_at_once_both_hold(self):
        """A firm that is named later counts as one of its own, until it is named."""
        outcomes = self._race_on_portal({"firm_name": "Tartu Süda"}, {})
        self.assertTrue(all(isinstance(made, int) for made in outcomes), outcomes)

    def test_two_colleagues_name_the_firm_later_at_once_one_holds(self):
        outcomes = self._race_on_portal({}, {})
        self._assert_one_holds(outcomes, "for a firm to be named was expressed")

    def test_two_colleagues_name_two_firms_at_once_both_hold(self):
        outcomes = self._race_on_portal({"firm_name": "Nord"}, {"firm_name": "Syd"})
        self.assertTrue(all(isinstance(made, int) for made in outcomes), outcomes)

    def test_a_message_sent_several_times_at_once_is_one_line(self):
        user_id = self.speaker_ids[0]
        interest_id = self._as(user_id, self._express_on_portal())

        def read(env):
            return env["sme.portal.interest"]._read_interest(interest_id)["messages"]

        def write(text):
            def act(env):
                files = [("offer.txt", b"Two days")]
                env["sme.portal.interest"]._write_message(interest_id, text, files)

            return (user_id, {}, act)

        before = len(self._as(user_id, read))
        self.assertEqual(self._race([write("In May")] * 6), [None] * 6)
        self.assertEqual(len(self._as(user_id, read)), before + 1)
        self.assertEqual(self._race([write("Or June"), write("Or July")]), [None] * 2)
        self.assertEqual(len(self._as(user_id, read)), before + 3)

    def test_declined_and_withdrawn_at_once_one_holds(self):
        interest_id = self._as(self.user_ids[2], self._express(self.firm_ids[0]))

        def interest(env):
            return env["sme.partner.lead.interest"].browse(interest_id)

        declined, withdrawn = self._race(
            [
                (self.user_ids[0], {}, lambda env: interest(env).decline("No")),
                (self.user_ids[2], {}, lambda env: interest(env).withdraw("Busy")),
            ]
        )
        lost = [act for act in (declined, withdrawn) if isinstance(act, Exception)]
        self.assertEqual(len(lost), 1)
        self.assertIsInstance(lost[0], UserError)
        state, reason = self._as(
            SUPERUSER_ID, lambda env: (interest(env).state, interest(env).reason)
        )
        expected = ("declined", "No") if declined is None else ("withdrawn", "Busy")
        self.assertEqual((state, reason), expected)

    def _accept(self, interest_id):
        def act(env):
            env["sme.partner.lead.interest"].browse(interest_id).accept(
                {"channel": "mail", "date": date.today(), "person": MARK}
            )
            return True

        return act

    def _get_accepted(self, env):
        """Return states, lines that opened the lead, journeys and introductions."""
        interests = env["sme.partner.lead.interest"].search(
            [("teaser_id", "=", self.teaser_id)]
        )
        lead = env["sme.partner.lead"].browse(self.lead_id)
        journeys = env["crm.lead"].search([("firm_id", "=", self.firm_id)])
        introductions = interests.message_ids.filtered(
            lambda message: message.message_type == "comment"
        )
        return (
            interests.mapped("state"),
            len(lead.rung_ids),
            len(journeys),
            len(introductions),
        )

    def test_accepted_twice_at_once_it_is_accepted_once(self):
        interest_id = self._as(self.user_ids[2], self._express(self.firm_ids[0]))
        outcomes = self._race(
            [(user_id, {}, self._accept(interest_id)) for user_id in self.user_ids[:2]]
        )
        lost = [outcome for outcome in outcomes if outcome is not True]
        self.assertEqual(len(lost), 1)
        self.assertIsInstance(lost[0], UserError)
        self.assertIn("it is accepted already", str(lost[0]))
        self.assertEqual(
            self._as(SUPERUSER_ID, self._get_accepted), (["accepted"], 1, 1, 1)
        )

    def test_two_interests_accepted_at_once_both_hold(self):
        """Of one organisation: the lead opens once, the firm begins one journey."""
        ids = [
            self._as(self.user_ids[2], self._express(firm_id))
            for firm_id in self.firm_ids[:2]
        ]
        outcomes = self._race(
            [
                (user_id, {}, self._accept(interest_id))
                for user_id, interest_id in zip(self.user_ids[:2], ids, strict=True)
            ]
        )
        self.assertEqual(outcomes, [True, True])
        self.assertEqual(
            self._as(SUPERUSER_ID, self._get_accepted),
            (["accepted", "accepted"], 1, 1, 2),
        )
