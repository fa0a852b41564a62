"""Deleting and archiving files: what goes along, what stays, who may."""

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import SmeCase

ACME = "556036-0793"


@tagged("post_install", "-at_install")
class TestFirmDelete(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(cls.company_a, registry_number=ACME)
        cls.contact = cls.firm.partner_id
        cls.person = cls.env["res.partner"].create(
            {"name": "Anna", "parent_id": cls.contact.id}
        )

    def _delete(self, user=None):
        self.firm.with_user(user or self.coordinator_a).unlink()

    def _refer_to(self, partner):
        return self.env["crm.lead"].create(
            {"name": "Deal", "partner_id": partner.id, "company_id": self.company_a.id}
        )

    # --- contacts ----------------------------------------------------------

    def test_contacts_and_entity_go_with_the_file(self):
        self.person.copy({"name": "Left", "active": False})
        self.contact.write(
            {
                "category_id": [Command.create({"name": "ICT"})],
                "bank_ids": [Command.create({"acc_number": "SE45 5000 0000 0583"})],
            }
        )
        below = self.person.search(
            [("id", "child_of", self.contact.id), ("active", "in", [True, False])]
        )
        self.assertEqual(len(below), 3)
        entity = self.firm.entity_id
        self._delete()
        self.assertFalse(below.exists())
        self.assertFalse(entity.exists())

    def test_contact_that_something_refers_to_is_archived(self):
        lead = self._refer_to(self.contact)
        self._delete()
        self.assertFalse(self.contact.active)
        self.assertEqual(lead.partner_id, self.contact)
        self.assertFalse(self.person.exists())

    def test_person_that_something_refers_to_is_archived_with_the_company(self):
        other = self.person.copy({"name": "Bo"})
        meeting = self.env["calendar.event"].create(
            {"name": "Visit", "partner_ids": [Command.set(self.person.ids)]}
        )
        self._delete()
        self.assertFalse(self.person.active)
        self.assertFalse(self.contact.active)
        self.assertEqual(self.person.parent_id, self.contact)
        meeting.invalidate_recordset()
        invited = meeting.with_context(active_test=False).partner_ids
        self.assertEqual(invited, self.person)
        self.assertFalse(other.exists())

    def test_person_with_a_user_is_not_locked_out(self):
        user = new_test_user(
            self.env,
            "anna",
            groups="base.group_portal",
            partner_id=self.person.id,
            company_id=self.company_a.id,
            company_ids=[Command.set(self.company_a.ids)],
        )
        self._delete()
        self.assertTrue(user.active)
        self.assertTrue(self.person.active)
        self.assertFalse(self.contact.active)

    def test_person_with_a_former_user_is_archived(self):
        user = new_test_user(
            self.env,
            "anna",
            groups="base.group_portal",
            partner_id=self.person.id,
            company_id=self.company_a.id,
            company_ids=[Command.set(self.company_a.ids)],
        )
        user.active = False
        self._delete()
        self.assertFalse(self.person.active)
        self.assertEqual(user.partner_id, self.person)

    def test_messages_and_activities_go_with_the_file(self):
        message = self.firm.message_post(body="Called", partner_ids=self.person.ids)
        activity = self.firm.activity_schedule("mail.mail_activity_data_todo")
        self._delete()
        self.assertFalse(message.exists())
        self.assertFalse(activity.exists())
        self.assertFalse(self.person.exists())

    # --- who may -----------------------------------------------------------

    def test_who_may_delete(self):
        for user in (self.adviser_a, self.auditor, self.employee, self.manager_b):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._delete(user)
                self.assertTrue((self.firm.partner_id | self.person).exists())
        self._delete(self.manager_a)
        self.assertFalse(self.firm.exists())

    def test_contact_of_a_file_cannot_be_deleted_alone(self):
        """Whoever manages contacts at large is told to delete the file."""
        clerk = new_test_user(
            self.env,
            "clerk",
            groups="base.group_user,base.group_partner_manager",
            company_id=self.company_a.id,
            company_ids=[Command.set(self.company_a.ids)],
        )
        with self.assertRaises(UserError) as error:
            self.contact.with_user(clerk).unlink()
        self.assertIn("firm file", str(error.exception))
        self.assertTrue(self.firm.exists())

    # --- enrolled ----------------------------------------------------------

    def test_enrolled_firm_names_its_projects(self):
        for acronym in ("OSS", "SEED"):
            project = self._create_project(self.company_a, acronym=acronym)
            self.env["sme.enrolment"].create(
                {
                    "firm_id": self.firm.id,
                    "project_id": project.id,
                    "date": "2025-03-01",
                }
            )
        with self.assertRaises(UserError) as error:
            self._delete(self.manager_a)
        message = str(error.exception)
        self.assertIn("Fjordkod AB", message)
        self.assertIn("OSS, SEED", message)
        self.assertIn("Archive the file instead", message)
        with self.assertRaises(AccessError):
            self._delete(self.adviser_a)
        self.firm.enrolment_ids.with_user(self.manager_a).unlink()
        self._delete(self.manager_a)
        self.assertFalse(self.firm.exists())

    # --- archive -----------------------------------------------------------

    def test_archiving_takes_the_contact_along_and_brings_it_back(self):
        firm = self.firm.with_user(self.adviser_a)
        firm.action_archive()
        self.assertFalse(self.firm.active)
        self.assertFalse(self.contact.active)
        firm.action_unarchive()
        self.assertTrue(self.firm.active)
        self.assertTrue(self.contact.active)

    def test_auditor_cannot_archive(self):
        with self.assertRaises(AccessError):
            self.firm.with_user(self.auditor).action_archive()
        self.assertTrue(self.contact.active)

    def test_number_of_an_archived_file_says_so(self):
        self.firm.active = False
        Firm = self.env["sme.firm"].with_user(self.adviser_a)
        with self.assertRaises(ValidationError) as error:
            Firm.create(
                {
                    "name": "Fjordkod igen",
                    "country_id": self.country_se.id,
                    "registry_number": ACME,
                }
            )
        self.assertIn("Fjordkod AB", str(error.exception))
        self.assertIn("archived", str(error.exception))

    def test_number_is_free_again_after_deletion(self):
        self._delete()
        again = (
            self.env["sme.firm"]
            .with_user(self.adviser_a)
            .create(
                {
                    "name": "Fjordkod AB",
                    "country_id": self.country_se.id,
                    "registry_number": ACME,
                }
            )
        )
        self.assertTrue(again.exists())
