"""Two hundred forms at once, in real transactions: none is lost and none doubled."""

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged

from .racing_case import RacingCase

MARK = "Vielpost"  # in the name of everything this test commits
FORMS = 200
AT_ONCE = 20  # connections, as many as a server with as many workers has


@tagged("post_install", "-at_install")
class TestFirstContactMany(RacingCase):
    mark = MARK

    @classmethod
    def _create_committed(cls, env):
        owner = env["res.company"].create(
            {"name": f"{MARK} ee", "country_id": env.ref("base.ee").id}
        )
        cls.public_id = env.ref("base.public_user").id
        project = env["sme.project"].create(
            {
                "acronym": MARK,
                "name": MARK,
                "company_id": owner.id,
                # before any other project: its rule is the one that holds
                "date_start": "2001-01-01",
                "date_end": "2099-12-31",
                "state": "running",
            }
        )
        env["sme.first.contact.rule"].create(
            {
                "project_id": project.id,
                "country_id": env.ref("base.ee").id,
                "member_id": project.member_ids.id,
            }
        )
        cls.project_id = project.id

    @classmethod
    def _delete_made(cls, env):
        env = env(context={"active_test": False})
        firms = env["sme.firm"].search([("name", "=like", f"{MARK} %")])
        env["crm.lead"].search([("firm_id", "in", firms.ids)]).unlink()
        partners = firms.partner_id | firms.partner_id.child_ids
        firms.unlink()
        partners.exists().unlink()
        mails = [("email_to", "=like", "%@vielpost.example")]
        env["mail.mail"].search(mails).unlink()
        env["sme.public.act"].search([]).unlink()

    @classmethod
    def _delete_committed(cls):  # pylint: disable=missing-return
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            cls._delete_made(env)
            env["sme.project"].browse(cls.project_id).exists().unlink()
        super()._delete_committed()

    def _post(self, number, nonce="", **changed):
        """Return how form ``number`` is taken, as the public.

        :param str nonce: of the form, where several say the same
        :param changed: what was typed otherwise
        """

        def act(env):
            typed = {
                "name": f"{MARK} {number}",
                "country_id": env.ref("base.ee").id,
                "registry_number": "",
                "target_country_id": env.ref("base.lv").id,
                "barrier_type_ids": [],
                "purpose_ids": [],
                "words": "x",
                "person_name": "Eva",
                "email": f"eva{number}@vielpost.example",
                "lang": "en_US",
                **changed,
            }
            requests = env["sme.contact.request"]
            return requests._receive(typed, f"{MARK} {number} {nonce}").id

        return (self.public_id, {}, act)

    def test_none_lost_none_doubled(self):
        taken = []
        for start in range(0, FORMS, AT_ONCE):
            numbers = range(start, start + AT_ONCE)
            taken += self._race([self._post(number) for number in numbers])
        self.assertFalse([one for one in taken if not isinstance(one, int)])
        self.assertEqual(len(set(taken)), FORMS)
        self.assertEqual(self._as(SUPERUSER_ID, self._count), (FORMS,) * 4)

    def test_one_form_sent_by_many_hands(self):
        taken = self._race([self._post(1) for _hand in range(AT_ONCE // 4)])
        self.assertEqual(len(set(taken)), 1, taken)
        self.assertEqual(self._as(SUPERUSER_ID, self._count), (1,) * 4)

    def test_several_windows_at_once_make_one_file(self):
        """Of somebody who has no number at hand, and whom nobody knows yet."""
        windows = [self._post(2, window) for window in range(AT_ONCE // 2)]
        taken = self._race(windows)
        self.assertEqual(len(set(taken)), len(windows), taken)
        self.assertFalse([one for one in taken if not isinstance(one, int)])
        firms, journeys, requests, _mails = self._as(SUPERUSER_ID, self._count)
        self.assertEqual((firms, journeys, requests), (1, 1, len(windows)))

    def test_several_colleagues_at_once_begin_one_journey(self):
        """Of a firm with a file already, to a market it was not on its way to."""
        number = {"registry_number": "10000018"}

        def create(env):
            company = self._get_companies(env)
            return env["sme.firm"].create(
                {
                    "name": f"{MARK} known",
                    "company_id": company.id,
                    "country_id": company.country_id.id,
                    **number,
                }
            )

        self._as(SUPERUSER_ID, create)
        people = [self._post(person, **number) for person in range(AT_ONCE // 2)]
        taken = self._race(people)
        self.assertEqual(len(set(taken)), len(people), taken)
        self.assertFalse([one for one in taken if not isinstance(one, int)])
        firms, journeys, requests, _mails = self._as(SUPERUSER_ID, self._count)
        self.assertEqual((firms, journeys, requests), (1, 1, len(people)))

    def _count(self, env):
        firms = env["sme.firm"].search([("name", "=like", f"{MARK} %")])
        requests = env["sme.contact.request"].search([("firm_id", "in", firms.ids)])
        mails = [("email_to", "=like", "%@vielpost.example")]
        return (
            len(firms),
            len(firms.journey_ids),
            len(requests),
            env["mail.mail"].search_count(mails),
        )
