"""Two grant aid to one undertaking at once, in real transactions."""

from datetime import date

from odoo import SUPERUSER_ID, Command
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .racing_case import RacingCase

MARK = "Stödsam"  # in the name of everything this test commits
NUMBER = "5560360793"
HOUSES = (("Stockholm", "se"), ("Turku", "fi"))


@tagged("post_install", "-at_install")
class TestAidAtOnce(RacingCase):
    mark = MARK

    @classmethod
    def _create_committed(cls, env):
        """A firm two organisations have a file on; its number is the same in both."""
        env = env(context={"no_reset_password": True, "tracking_disable": True})
        companies = env["res.company"].create(
            [
                {"name": f"{MARK} {house}", "country_id": env.ref(f"base.{code}").id}
                for house, code in HOUSES
            ]
        )
        users = [
            new_test_user(
                env,
                f"stodsam_{number}",
                name=f"{MARK} {number}",
                groups="sme_crossborder.group_sme_coordinator",
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            )
            for number, company in enumerate(companies)
        ]
        firms = env["sme.firm"].create(
            [
                {
                    "name": f"{MARK} AB",
                    "company_id": company.id,
                    "country_id": env.ref("base.se").id,
                    "registry_number": NUMBER,
                    "user_id": False,
                }
                for company in companies
            ]
        )
        project = env["sme.project"].create(
            {
                "acronym": MARK,
                "name": MARK,
                "company_id": companies[0].id,
                "state_aid_regime": "de_minimis",
                "granting_country_id": env.ref("base.fi").id,
                "granting_authority": "Council",
                "member_ids": [
                    Command.create({"partner_id": company.partner_id.id})
                    for company in companies
                ],
            }
        )
        cls.user_ids = [user.id for user in users]
        cls.firm_ids = firms.ids
        cls.project_id = project.id

    @classmethod
    def _delete_made(cls, env):
        companies = cls._get_companies(env)
        aid = env["sme.aid"].search([("company_id", "in", companies.ids)])
        env.cr.execute("DELETE FROM sme_aid WHERE id = ANY(%s)", [aid.ids])
        env["mail.activity"].search(
            [("res_model", "=", "sme.aid"), ("res_id", "in", aid.ids)]
        ).unlink()
        env.invalidate_all()

    @classmethod
    def _delete_committed(cls):
        cls._as(cls, SUPERUSER_ID, cls._delete_made)
        cls._as(cls, SUPERUSER_ID, cls._delete_project)
        return super()._delete_committed()

    @classmethod
    def _delete_project(cls, env):
        companies = cls._get_companies(env)
        env["sme.project"].search([("company_id", "in", companies.ids)]).unlink()

    def _draft(self, house, firm_id):
        def draft(env):
            aid = env["sme.aid"].create(
                {
                    "name": "Study",
                    "firm_id": firm_id,
                    "project_id": self.project_id,
                    "amount": 200_000,
                    "date": date.today(),
                }
            )
            return aid.id

        return self._as(self.user_ids[house], draft)

    def _grant_at_once(self, *drafts):
        return self._race(
            [
                (
                    self.user_ids[house],
                    {},
                    lambda env, aid_id=aid_id: (
                        env["sme.aid"].browse(aid_id).action_grant()
                    ),
                )
                for house, aid_id in drafts
            ]
        )

    def _assert_one_passed(self, outcomes):
        refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        self.assertEqual(len(refused), 1, outcomes)
        self.assertIsInstance(refused[0], UserError)
        self.assertIn("was granted EUR 200,000.00", str(refused[0]))

    def test_of_two_in_one_organisation_the_second_is_refused(self):
        """Twice 200,000 of 300,000: each would fit alone."""
        drafts = [(0, self._draft(0, self.firm_ids[0])) for _number in range(2)]
        self._assert_one_passed(self._grant_at_once(*drafts))

    def test_of_two_organisations_the_second_is_refused(self):
        drafts = [(house, self._draft(house, self.firm_ids[house])) for house in (0, 1)]
        self._assert_one_passed(self._grant_at_once(*drafts))
