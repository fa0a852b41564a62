"""Who speaks for whom on the portal: given, taken away, over, and by whom."""

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from ..models.sme_hand_over_token import HAND_OVER
from .portal_case import PortalCase


@tagged("post_install", "-at_install", "security")
class TestSmePortalIdentity(PortalCase):
    def _mine(self, user):
        return self.env["sme.portal.identity"].with_user(user)._find_mine()

    def test_the_dialog_invites_by_odoos_own_invitation(self):
        person = self.env["res.partner"].create(
            {"name": "Liis Kask", "parent_id": self.north.id}
        )
        Invite = self.env["sme.portal.invite"].with_user(self.coordinator_a)
        with Form(Invite) as form:
            form.partner_id = self.north
            form.person_id = person
            form.email = "Liis@Example.com"
        form.record.action_grant()
        user = person.user_ids
        self.assertTrue(user._is_portal())
        self.assertEqual(user.login, "liis@example.com")
        self.assertEqual(person.email, "liis@example.com")
        # Odoo's invitation prepared a link by which the person sets a password
        self.assertEqual(person.signup_type, "signup")
        self.assertRecordValues(
            self._mine(user),
            [
                {
                    "partner_id": self.north.id,
                    "kind": "organisation",
                    "company_id": self.company_a.id,
                    "granted_user_id": self.coordinator_a.id,
                    "person_name": "Liis Kask",
                }
            ],
        )
        self.assertFalse(user.has_group("sme_crossborder.group_sme_adviser"))

    def test_one_user_speaks_for_several(self):
        self.assertEqual(self._mine(self.user_both).partner_id, self.north + self.south)
        self.assertEqual(self._mine(self.user_north).partner_id, self.north)
        self.assertFalse(self._mine(self.colleague))

    def test_who_signs_in_already_is_found_by_the_address(self):
        """Two organisations each have a contact of one person: it is one user."""
        twin = self.env["res.partner"].create(
            {"name": "The same person", "email": self.user_north.login}
        )
        identity = self.env["sme.portal.identity"].with_user(self.coordinator_a)
        identity = identity.grant(self.south, twin)
        self.assertEqual(identity.sudo().user_id, self.user_north)
        self.assertFalse(twin.user_ids)

    def test_given_twice_is_given_once(self):
        first = self._mine(self.user_north)
        self.assertEqual(self._let_speak(self.user_north, self.north), first)
        longer = self._let_speak(self.user_north, self.north, last_day="2099-01-01")
        self.assertNotEqual(longer, first)
        self.assertTrue(first.date_end)
        self.assertEqual(self._mine(self.user_north).partner_id, self.north)

    @mute_logger("odoo.sql_db")
    def test_two_at_once_give_one(self):
        former = self._mine(self.user_north)
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            former.copy()

    def test_taken_away_at_once_and_logged(self):
        lead = self._to_published()
        identity = self._mine(self.user_north).with_user(self.coordinator_a)
        self.assertTrue(self._reads(self.user_north, lead))
        identity.action_revoke()
        self.assertFalse(self._reads(self.user_north, lead))
        self.assertTrue(self._reads(self.user_both, lead))
        self.assertEqual(identity.end_user_id, self.coordinator_a)
        log = self.env["sme.disclosure"].search(
            [("res_model", "=", identity._name), ("res_id", "=", identity.id)]
        )
        self.assertEqual(log.mapped("act"), ["withdrawn", "granted"])
        self.assertEqual(log.partner_id, self.north)
        self.assertEqual(log.user_id, self.coordinator_a)
        identity.action_revoke()
        self.assertEqual(len(log.search([("res_id", "=", identity.id)])), 2)

    def test_ends_after_its_last_day_without_any_job(self):
        self._let_speak(self.user_north, self.north, last_day="2099-03-01")
        lead = self._to_published()
        with freeze_time("2099-03-01 12:00:00"):
            self.assertTrue(self._reads(self.user_north, lead))
        with freeze_time("2099-03-02 12:00:00"):
            self.assertFalse(self._reads(self.user_north, lead))

    def test_only_a_coordinator_of_the_organisation_decides(self):
        Identity = self.env["sme.portal.identity"]
        person = self.colleague.partner_id
        for user in (self.adviser_a, self.portal, self.employee, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                Identity.with_user(user).grant(self.north, person)
        with self.assertRefused("Only a coordinator of", AccessError):
            Identity.with_user(self.coordinator_b).grant(
                self.north, person, company=self.company_a
            )
        identity = self._mine(self.user_north)
        for user in (self.adviser_a, self.coordinator_b, self.user_north):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                identity.with_user(user).action_revoke()
        self.assertTrue(identity.is_current)
        for user in (self.coordinator_a, self.manager_a):
            with self.assertRaises(AccessError):
                identity.with_user(user).write({"last_day": "2099-01-01"})
            with self.assertRaises(AccessError):
                identity.with_user(user).unlink()

    def test_another_member_does_not_let_in_who_it_does_not_answer_for(self):
        """Else its people would read what was opened to somebody else's partner."""
        Identity = self.env["sme.portal.identity"].with_user(self.coordinator_b)
        person = self.env["res.partner"].create(
            {"name": "Somebody", "email": "somebody@example.com"}
        )
        with self.assertRefused("Organisation A answers for"):
            Identity.grant(self.north, person)
        # of nobody's, the first who asks answers for it
        east = self._create_organisation("Cluster East")
        self.assertEqual(Identity.grant(east, person).company_id, self.company_b)

    def test_who_cannot_speak_for_whom(self):
        Identity = self.env["sme.portal.identity"].with_user(self.coordinator_a)
        person = self.colleague.partner_id
        refused = {
            "works here with users of its own": (self.company_b.partner_id, person),
            "is a person": (self.user_south.partner_id, person),
            "is an organisation": (self.north, self.south),
            "works here as a user": (self.north, self.adviser_a.partner_id),
        }
        for words, (partner, who) in refused.items():
            with self.subTest(words=words), self.assertRefused(words):
                Identity.grant(partner, who)
        other = self.env["res.partner"].create(
            {"name": "Contact of South", "parent_id": self.south.id}
        )
        with self.assertRefused("is a contact of another organisation"):
            Identity.grant(self.north, other, "somebody@example.org")
        self.assertFalse(other.email)
        self.assertFalse(other.user_ids)
        taken = self.adviser_a.email_normalized
        self.assertTrue(taken)
        with self.assertRefused("works here as a user"):
            Identity.grant(self.north, person.copy({"user_ids": False}), taken)
        nobody = self.env["res.partner"].create({"name": "Without address"})
        with self.assertRefused("no e-mail address"):
            Identity.grant(self.north, nobody)
        with self.assertRefused("until a day that is over"):
            Identity.grant(
                self.north, person, last_day=fields.Date.to_date("2020-01-01")
            )
        self.assertFalse(self._mine(self.colleague))

    def test_a_firm_is_let_in_by_who_keeps_its_file(self):
        Identity = self.env["sme.portal.identity"]
        person = self.env["res.partner"].create(
            {"name": "Anna Berg", "email": "anna@humleglim.example"}
        )
        with self.assertRaises(AccessError):
            Identity.with_user(self.coordinator_b).grant(self.firm.partner_id, person)
        identity = Identity.with_user(self.coordinator_a).grant(
            self.firm.partner_id, person
        )
        self.assertRecordValues(
            identity,
            [
                {
                    "kind": "firm",
                    "firm_id": self.firm.id,
                    "company_id": self.company_a.id,
                }
            ],
        )
        # whoever takes the file over answers for who speaks for the firm
        for record in (self.firm.partner_id, self.firm):
            record.with_context(_sme_hand_over=HAND_OVER).write(
                {"company_id": self.company_b.id}
            )
        self.assertEqual(identity.sudo().company_id, self.company_b)
        with self.assertRaises(AccessError):
            identity.with_user(self.coordinator_a).action_revoke()
        identity.with_user(self.coordinator_b).action_revoke()
        self.assertFalse(identity.sudo().is_current)

    def test_a_user_with_two_organisations_says_which(self):
        both = self.adviser_ab
        both.group_ids += self.env.ref("sme_crossborder.group_sme_coordinator")
        Identity = self.env["sme.portal.identity"].with_user(both)
        Identity = Identity.with_context(
            allowed_company_ids=(self.company_a + self.company_b).ids
        )
        east = self._create_organisation("Cluster East")
        person = self.colleague.partner_id
        identity = Identity.grant(east, person, company=self.company_b)
        self.assertEqual(identity.company_id, self.company_b)

    def test_the_list_and_the_form_open(self):
        Identity = self.env["sme.portal.identity"].with_user(self.adviser_a)
        found = Identity.search([("is_current", "=", True)])
        self.assertEqual(len(found), 4)  # north, south, and two of the one of both
        views = Identity.get_views(
            [(False, "list"), (False, "form"), (False, "search")]
        )
        self.assertEqual(set(views["views"]), {"list", "form", "search"})
        with self.assertRaises(AccessError):
            found.read(["user_id"])
