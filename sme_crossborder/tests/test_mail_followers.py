"""Who follows a file is told only to those who may read it."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SmeCase


@tagged("post_install", "-at_install")
class TestMailFollowers(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(cls.company_a, "Fjordkod AB")
        cls.firm.message_subscribe(cls.adviser_a.partner_id.ids)
        cls.partner = cls.env["res.partner"].create({"name": "Everybody's"})
        cls.partner.message_subscribe(cls.adviser_a.partner_id.ids)
        cls.follower = cls.firm.message_follower_ids

    def _found(self, user, *domain):
        return self.env["mail.followers"].with_user(user).search(list(domain))

    def test_followers_of_a_file(self):
        on_firms = ("res_model", "=", "sme.firm")
        for user, sees in (
            (self.adviser_a, True),
            (self.coordinator_a, True),
            (self.adviser_b, False),
            (self.auditor, False),
            (self.employee, False),
        ):
            with self.subTest(user=user.login):
                for domain in (
                    (on_firms,),
                    (),
                    ("|", on_firms, ("res_model", "=", "res.partner")),
                    ("!", ("res_model", "=", "res.partner")),
                    (("res_model", "=like", "sme.%"),),
                    (("partner_id", "=", self.adviser_a.partner_id.id),),
                ):
                    found = self.follower.id in self._found(user, *domain).ids
                    self.assertEqual(found, sees, domain)
                follower = self.follower.with_user(user)
                follower.invalidate_recordset()
                if sees:
                    self.assertTrue(follower.read(["partner_id"]))
                else:
                    with self.assertRaises(AccessError):
                        follower.read(["partner_id"])

    def test_followers_of_stock_records_are_as_before(self):
        for user in (self.adviser_b, self.employee):
            found = self._found(user, ("res_model", "=", "res.partner"))
            self.assertIn(self.partner.message_follower_ids, found)

    def test_the_chatter_of_a_file_still_lists_them(self):
        firm = self.firm.with_user(self.coordinator_a)
        self.assertEqual(firm.message_follower_ids, self.follower)
        self.assertEqual(
            firm.message_follower_ids.partner_id, self.adviser_a.partner_id
        )

    def test_followers_of_a_journey(self):
        """They name journeys of every organisation; other leads stay stock's."""
        journey = self.env["crm.lead"].create(
            {"firm_id": self.firm.id, "target_country_id": self.country_ee.id}
        )
        lead = self.env["crm.lead"].create({"name": "Stock"})
        (journey + lead).message_subscribe(self.adviser_a.partner_id.ids)
        on_leads = ("res_model", "=", "crm.lead")
        for user, sees in (
            (self.adviser_a, True),
            (self.adviser_b, False),
            (self.auditor, False),
            (self.employee, False),
        ):
            with self.subTest(user=user.login):
                found = self._found(user, on_leads)
                self.assertEqual(journey.message_follower_ids in found, sees)
                self.assertIn(lead.message_follower_ids, found)
                follower = journey.message_follower_ids.with_user(user)
                follower.invalidate_recordset()
                if sees:
                    self.assertTrue(follower.read(["partner_id"]))
                else:
                    with self.assertRaises(AccessError):
                        follower.read(["partner_id"])
                other = lead.message_follower_ids.with_user(user)
                self.assertTrue(other.read(["partner_id"]))
