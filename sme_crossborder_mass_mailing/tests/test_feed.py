"""Sign-ups and lists of Email Marketing say the same, whoever ends what where."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from ..hooks import post_init_hook, uninstall_hook

MAIL = "eva@fjordkod.example"


@tagged("post_install", "-at_install")
class TestFeed(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company_a, cls.company_b = cls.env["res.company"].create(
            [{"name": "Organisation A"}, {"name": "Organisation B"}]
        )
        cls.news, cls.survey = cls.env["sme.consent.purpose"].create(
            [{"name": "News", "is_on_list": True}, {"name": "Survey"}]
        )
        cls.marketer_a, cls.marketer_b = (
            new_test_user(
                cls.env,
                f"marketer_{company.id}",
                groups="mass_mailing.group_mass_mailing_user",
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            )
            for company in (cls.company_a, cls.company_b)
        )

    def _sign_up(self, *purposes, company=None, email=MAIL):
        asked = self.env["sme.consent.purpose"].union(*purposes)
        return self.env["sme.subscription"]._ask(
            company or self.company_a,
            {
                "email": email,
                "lang": "en_US",
                "country_id": self.env.ref("base.se").id,
                "purpose_ids": asked.ids,
            },
            "192.0.2.1",
        )

    def _confirm(self, *purposes, **where):
        one = self._sign_up(*purposes, **where)
        one._confirm("192.0.2.1")
        return one

    def _list(self, purpose, company=None):
        company = company or self.company_a
        return self.env["mailing.list"].search(
            [("sme_company_id", "=", company.id), ("sme_purpose_id", "=", purpose.id)]
        )

    def _line(self, purpose, company=None):
        lines = self.env["mailing.subscription"].search(
            [("list_id", "in", self._list(purpose, company).ids)]
        )
        return lines.filtered(lambda line: line.contact_id.email == MAIL)

    def test_on_the_list_once_confirmed(self):
        one = self._sign_up(self.news)
        self.assertFalse(self._list(self.news))
        one._confirm("192.0.2.1")
        line = self._line(self.news)
        self.assertFalse(line.opt_out)
        self.assertRecordValues(
            line.contact_id,
            [
                {
                    "email": MAIL,
                    "country_id": self.env.ref("base.se").id,
                    "sme_company_id": self.company_a.id,
                }
            ],
        )
        self.assertFalse(line.list_id.is_public)
        # another wish, and one that does not hold any more
        self._confirm(self.survey)
        self.assertTrue(self._line(self.news).opt_out)
        self.assertFalse(self._line(self.survey).opt_out)
        self.assertEqual(len(self._line(self.survey).contact_id), 1)

    def test_withdrawn_here_it_is_ended_there(self):
        one = self._confirm(self.news, self.survey)
        one._withdraw()
        self.assertTrue(self._line(self.news).opt_out)
        self.assertTrue(self._line(self.survey).opt_out)
        # whoever comes back confirms anew
        again = self._sign_up(self.news)
        self.assertTrue(self._line(self.news).opt_out)
        again._confirm("192.0.2.1")
        self.assertFalse(self._line(self.news).opt_out)
        self.assertTrue(self._line(self.survey).opt_out)

    def test_ended_there_it_is_withdrawn_here(self):
        one = self._confirm(self.news, self.survey)
        # as the link in a mailing does it
        self._list(self.news)._update_subscription_from_email(MAIL, opt_out=True)
        self.assertEqual((one.state, one.purpose_ids), ("confirmed", self.survey))
        self.assertTrue(self._line(self.news).opt_out)
        self.assertFalse(self._line(self.survey).opt_out)
        self._line(self.survey).with_user(self.marketer_a).opt_out = True
        self.assertEqual(one.state, "withdrawn")
        self.assertTrue(one.date_confirmed, "the proof stays")

    def test_who_changes_their_mind_confirms_anew(self):
        """As the page of a mailing does it, where one comes back with a click."""
        one = self._confirm(self.news, self.survey)
        lists = self._list(self.news)
        lists._update_subscription_from_email(MAIL, opt_out=True)
        lists._update_subscription_from_email(MAIL, opt_out=False)
        self.assertTrue(self._line(self.news).opt_out)
        self.assertEqual(one.purpose_ids, self.survey)
        self.assertEqual(one.asked_purpose_ids, self.news | self.survey)
        one._confirm("192.0.2.1")
        self.assertFalse(self._line(self.news).opt_out)

    def test_nobody_is_put_on_it_by_hand(self):
        self._confirm(self.news)
        mine = self._list(self.news).with_user(self.marketer_a)
        contacts = self.env["mailing.contact"].with_user(self.marketer_a)
        with self.assertRaises(UserError), self.cr.savepoint():
            contacts.create(
                {
                    "email": "x@x.example",
                    "subscription_ids": [Command.create({"list_id": mine.id})],
                }
            )
        line = self._line(self.news).with_user(self.marketer_a)
        line.opt_out = True
        with self.assertRaises(UserError), self.cr.savepoint():
            line.opt_out = False
        for values in ({"email": "x@x.example"}, {"sme_company_id": False}):
            with self.assertRaises(UserError), self.cr.savepoint():
                line.contact_id.write(values)
        with self.assertRaises(UserError), self.cr.savepoint():
            mine.sme_company_id = False
        other = self.env["mailing.list"].with_user(self.marketer_a)
        other = other.create({"name": "Own"})
        with self.assertRaises(UserError), self.cr.savepoint():
            other.action_merge(mine, True)
        # lists that are not ours are as they were
        made = contacts.create({"email": "x@x.example", "list_ids": other.ids})
        made.email = "y@x.example"
        made.subscription_ids.opt_out = True

    def test_nobody_is_put_on_it_by_choosing_lists(self):
        """Neither on the contact, nor on the list, nor by the import of stock."""
        self._confirm(self.news)
        mine = self._list(self.news).with_user(self.marketer_a)
        contacts = self.env["mailing.contact"].with_user(self.marketer_a)
        stranger = contacts.create({"email": "x@x.example"})
        acts = (
            lambda: contacts.create({"email": "y@x.example", "list_ids": mine.ids}),
            lambda: stranger.write({"list_ids": [Command.link(mine.id)]}),
            lambda: mine.write({"contact_ids": [Command.link(stranger.id)]}),
            lambda: (
                contacts.env["mailing.contact.import"]
                .create(
                    {
                        "mailing_list_ids": [Command.set(mine.ids)],
                        "contact_list": "x@x.example\nz@x.example",
                    }
                )
                .action_import()
            ),
        )
        for number, act in enumerate(acts):
            with (
                self.subTest(act=number),
                self.assertRaises(UserError),
                self.cr.savepoint(),
            ):
                act()
        self.env.invalidate_all()
        self.assertEqual(mine.contact_ids.mapped("email"), [MAIL])

    def test_each_organisation_sees_its_own(self):
        self._confirm(self.news)
        self._confirm(self.news, company=self.company_b)
        self.assertEqual(len(self._line(self.news)), 1)
        self.assertEqual(len(self._line(self.news, self.company_b)), 1)
        mine = self._line(self.news)
        self.assertTrue(mine.with_user(self.marketer_a).contact_id.email)
        for record in (mine, mine.list_id, mine.contact_id):
            with self.assertRaises(AccessError):
                record.with_user(self.marketer_b).read(["display_name"])
        found = self.env["mailing.contact"].with_user(self.marketer_b)
        found = found.search([("email", "=", MAIL)])
        self.assertEqual(found.sme_company_id, self.company_b)

    def test_ended_with_one_it_holds_with_the_other(self):
        here = self._confirm(self.news)
        there = self._confirm(self.news, company=self.company_b)
        here._withdraw()
        self.assertEqual(there.state, "confirmed")
        self.assertFalse(self._line(self.news, self.company_b).opt_out)

    def test_a_sign_up_that_is_deleted(self):
        """An erased person is not kept in Email Marketing."""
        one = self._confirm(self.news)
        theirs = self._confirm(self.news, company=self.company_b)
        contacts = self.env["mailing.contact"].search([("email", "=", MAIL)])
        self.assertEqual(len(contacts), 2)
        mine = contacts.filtered(lambda one: one.sme_company_id == self.company_a)
        trace = self.env["mailing.trace"].create(
            {"model": "mailing.contact", "res_id": mine.id, "email": MAIL}
        )
        one._withdraw()
        again = self._confirm(self.news)
        one.unlink()
        self.assertTrue(mine.exists(), "signed up anew")
        again.unlink()
        self.assertFalse(mine.exists() or self._line(self.news))
        self.assertFalse(trace.email)
        self.assertTrue((contacts - mine).exists(), "as the other organisation has it")
        self.assertEqual(theirs.state, "confirmed")

    def test_installed_later_and_removed(self):
        one = self._confirm(self.news)
        made = [("sme_company_id", "!=", False)]
        own = self.env["mailing.contact"].create({"email": MAIL})
        uninstall_hook(self.env)
        self.assertFalse(self.env["mailing.contact"].search(made))
        self.assertFalse(self.env["mailing.list"].search(made))
        self.assertTrue(own.exists())
        self.assertEqual((one.state, one.purpose_ids), ("confirmed", self.news))
        post_init_hook(self.env)
        self.assertFalse(self._line(self.news).opt_out)
