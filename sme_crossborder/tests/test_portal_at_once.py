"""A firm's form sent twice in the same instant on two connections is one record."""

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..tools import portal_form
from .racing_case import RacingCase

CLICKS = 6


@tagged("post_install", "-at_install", "security")
class TestPortalAtOnce(RacingCase):
    mark = "Doppelklick"

    @classmethod
    def _create_committed(cls, env):
        env = env(context={"no_reset_password": True, "tracking_disable": True})
        company = env["res.company"].create(
            {"name": f"{cls.mark} A", "country_id": env.ref("base.se").id}
        )
        adviser = new_test_user(
            env,
            "doppelklick",
            name=f"{cls.mark} adviser",
            groups="sme_crossborder.group_sme_coordinator",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        firm = env["sme.firm"].create(
            {
                "name": f"{cls.mark} firm",
                "company_id": company.id,
                "country_id": company.country_id.id,
                "user_id": adviser.id,
            }
        )
        cls.firm_id = firm.id
        cls.lead_id = (
            env["crm.lead"]
            .create({"firm_id": firm.id, "target_country_id": env.ref("base.lv").id})
            .id
        )
        person = env["res.partner"].create(
            {
                "name": f"{cls.mark} Eva",
                "email": "eva@doppelklick.example",
                "parent_id": firm.partner_id.id,
            }
        )
        user = env["res.users"].create(
            {
                "login": person.email,
                "partner_id": person.id,
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set(env.ref("base.group_portal").ids)],
            }
        )
        cls.eva_id = user.id
        identities = env["sme.portal.identity"].with_user(adviser)
        identities.grant(firm.partner_id.with_user(adviser), person.with_user(adviser))

    @classmethod
    def _delete_made(cls, env):
        firm = env["sme.firm"].browse(cls.firm_id)
        ours = [("firm_id", "=", firm.id)]
        for model in (
            "sme.guidance.case",
            "sme.barrier.told",
            "sme.firm.change",
        ):
            records = env[model].search(ours)
            if "activity_ids" in records._fields:
                records.activity_ids.unlink()
            records.unlink()
        drafts = [("partner_id", "=", firm.partner_id.id)]
        env["sme.portal.draft"].search(drafts).unlink()
        requests = env["sme.privacy.request"].search(ours)
        requests.activity_ids.unlink()
        # one that was received is deleted by nobody
        env.cr.execute(
            "DELETE FROM sme_privacy_request WHERE id = ANY(%s)", [requests.ids]
        )
        env.invalidate_all()
        firm.activity_ids.unlink()

    @classmethod
    def _delete_committed(cls):  # pylint: disable=missing-return
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
            cls._delete_made(env)
            firm = env["sme.firm"].browse(cls.firm_id)
            env["sme.portal.identity"].search([("firm_id", "=", firm.id)]).unlink()
            env["sme.disclosure"].search(
                [("company_id", "=", firm.company_id.id)]
            ).unlink()
            firm.journey_ids.unlink()
            partners = firm.partner_id.child_ids
            env["res.users"].browse(cls.eva_id).unlink()
            partners.unlink()
        super()._delete_committed()

    def _look(self, env):
        # each has read the page, on which nothing of the sort stands
        env["sme.portal.firm"]._find_firms(self.firm_id)

    def _click(self, act):
        """Send the same form several times in one instant; return the answers."""
        return self._race([(self.eva_id, {}, act)] * CLICKS)

    def _count(self, model, *domain):
        def count(env):
            return env[model].search_count([("firm_id", "=", self.firm_id), *domain])

        return self._as(SUPERUSER_ID, count)

    def _tell(self, text="Three banks said no."):
        def act(env):
            env["sme.portal.firm.barrier"]._tell(
                self.firm_id, self.lead_id, "No bank account", text
            )

        return act

    def test_a_barrier_is_told_once(self):
        self.assertEqual(self._click(self._tell()), [None] * CLICKS)
        self.assertEqual(self._count("sme.barrier.told"), 1)
        # another text is another barrier, though it is told at the same moment
        acts = [self._tell("The fourth one, too."), self._tell("And the fifth.")]
        self._race([(self.eva_id, {}, act) for act in acts])
        self.assertEqual(self._count("sme.barrier.told"), 3)
        self._as(self.eva_id, self._tell())
        self.assertEqual(self._count("sme.barrier.told"), 3)

    def _ask(self, name="Do we need a stamp?"):
        def act(env):
            return env["sme.portal.question"]._ask(
                firm_id=self.firm_id, topic_id=0, market_id=0, name=name, question=""
            )

        return act

    def test_a_question_is_asked_once(self):
        cases = self._click(self._ask())
        self.assertEqual(len(set(cases)), 1, cases)
        self.assertEqual(self._count("sme.guidance.case"), 1)
        acts = [self._ask("Where?"), self._ask("When?")]
        self._race([(self.eva_id, {}, act) for act in acts])
        self.assertEqual(self._count("sme.guidance.case"), 3)

    def test_an_addition_to_a_question_is_written_once(self):
        """Who has the same page open twice is told that it was written already."""
        case_id = self._as(self.eva_id, self._ask())
        version = self._as(
            self.eva_id, lambda env: env["sme.portal.question"]._read(case_id)
        )["version"]

        def act(env):
            env["sme.portal.question"]._reply(case_id, "In Tallinn.", version)

        outcomes = self._click(act)
        self.assertEqual(outcomes.count(None), 1)
        for outcome in set(outcomes) - {None}:
            self.assertIsInstance(outcome, UserError)
            self.assertIn("Something was written after you opened", str(outcome))
        rounds = self._as(
            self.eva_id, lambda env: env["sme.portal.question"]._read(case_id)
        )["rounds"]
        self.assertEqual([one["answer"] for one in rounds], ["In Tallinn."])

    def _ask_about_data(self, words="Which tax office?"):
        def act(env):
            env["sme.portal.privacy"]._ask(self.firm_id, "access", "firm", words)

        return act

    def test_data_is_asked_about_once(self):
        self.assertEqual(self._click(self._ask_about_data()), [None] * CLICKS)
        self.assertEqual(self._count("sme.privacy.request"), 1)
        self._as(self.eva_id, self._ask_about_data())
        self.assertEqual(self._count("sme.privacy.request"), 1)
        self._as(self.eva_id, self._ask_about_data("And the bank?"))
        self.assertEqual(self._count("sme.privacy.request"), 2)

    def test_a_draft_is_begun_once(self):
        def partner(env):
            return env["sme.firm"].browse(self.firm_id).partner_id.id

        partner_id = self._as(SUPERUSER_ID, partner)

        def begin(env):
            drafts = env["sme.portal.draft"]
            return drafts._start(partner_id, "business_offer").id

        drafts = self._click(begin)
        self.assertEqual(len(set(drafts)), 1, drafts)
        self.assertIsInstance(drafts[0], int)

        def type_into(env):
            draft = env["sme.portal.draft"]._find_mine(drafts[0])
            typed = portal_form.read_form({}.get, lambda _name: [])
            draft._save(typed, draft.lead_type, draft.lead_type, draft.version)

        # what somebody has typed into is not given to who begins another one
        self._as(self.eva_id, type_into)
        self.assertNotEqual(self._as(self.eva_id, begin), drafts[0])

    def test_a_product_is_proposed_once(self):
        def read(env):
            rows = env["sme.portal.firm.row"]
            return rows._read(self.firm_id, "product", 0, 0)

        told = self._as(self.eva_id, read)
        typed = {field["name"]: field["value"] for field in told["fields"]}
        typed["name"] = "Quay Planner"

        def act(env):
            env["sme.portal.firm.row"]._propose(
                self.firm_id, "product", 0, 0, typed, told["version"]
            )

        outcomes = self._click(act)
        self.assertEqual(outcomes.count(None), 1, outcomes)
        for outcome in set(outcomes) - {None}:
            self.assertIsInstance(outcome, UserError)
            self.assertIn("was changed after you opened the page", str(outcome))
        self.assertEqual(self._count("sme.firm.change", ("state", "=", "proposed")), 1)
