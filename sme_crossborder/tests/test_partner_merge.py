"""Odoo's contact merge leaves firm files alone."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import SmeCase

ACME = "556036-0793"


@tagged("post_install", "-at_install")
class TestPartnerMerge(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        manager = cls.env.ref("base.group_partner_manager")
        cls.adviser_a.group_ids += manager
        cls.adviser_ab.group_ids += manager
        cls.clerk = new_test_user(
            cls.env,
            "clerk",
            groups="base.group_user,base.group_partner_manager",
            company_id=cls.company_a.id,
            company_ids=[Command.set(cls.company_a.ids)],
        )
        cls.firm = cls._create_firm(cls.company_a, registry_number=ACME, city="Gävle")
        cls.contact = cls.firm.partner_id
        cls.person = cls._create_person(cls.firm, "Anna")

    @classmethod
    def _create_person(cls, firm, name, **values):
        return cls.env["res.partner"].create(
            {"name": name, "parent_id": firm.partner_id.id, **values}
        )

    def _create_contact(self, name="Fjordkod", company=None, **values):
        company = self.company_a if company is None else company
        return self.env["res.partner"].create(
            {"name": name, "company_id": company.id, **values}
        )

    def _merge(self, partners, kept=None, user=None):
        """Merge as the dialog does."""
        user = user or self.adviser_a
        wizard = (
            self.env["base.partner.merge.automatic.wizard"]
            .with_user(user)
            .with_context(allowed_company_ids=user.company_ids.ids)
            .create(
                {
                    "partner_ids": [Command.set(partners.ids)],
                    "dst_partner_id": (kept or partners[:1]).id,
                    "state": "selection",
                }
            )
        )
        wizard.action_merge()

    def test_contact_of_a_file_stays_whichever_was_chosen(self):
        for choose in ("file", "plain"):
            with self.subTest(choose=choose):
                plain = self._create_contact(phone="+46 8 123")
                kept = self.contact if choose == "file" else plain
                self._merge(self.contact | plain, kept)
                self.assertFalse(plain.exists())
                self.assertEqual(self.firm.partner_id, self.contact)
                self.assertEqual(self.contact.company_id, self.company_a)

    def test_stored_copies_on_the_file_are_right(self):
        plain = self._create_contact(phone="+46 8 123", zip="803 20", city="Falun")
        self._merge(self.contact | plain, plain)
        self.env.invalidate_all()
        row = {"name": "Fjordkod AB", "phone": "+46 8 123", "city": "Gävle"}
        self.assertRecordValues(self.firm, [row])
        self.env.cr.execute(
            "SELECT name, phone, city FROM sme_firm WHERE id = %s", (self.firm.id,)
        )
        self.assertEqual(self.env.cr.dictfetchone(), row)
        self.assertEqual(
            self.env["sme.firm"].search([("phone", "=", "+46 8 123")]), self.firm
        )

    def test_records_of_the_plain_contact_move(self):
        plain = self._create_contact()
        employee = self._create_contact("Bo", parent_id=plain.id)
        lead = self.env["crm.lead"].create(
            {
                "name": "Deal",
                "partner_id": plain.id,
                "company_id": self.company_a.id,
            }
        )
        self._merge(self.contact | plain, plain)
        self.assertEqual(lead.partner_id, self.contact)
        self.assertEqual(self.firm.contact_ids, self.person | employee)

    def test_archived_file_is_not_brought_back(self):
        self.firm.active = False
        self._merge(self.contact | self._create_contact())
        self.assertFalse(self.contact.active)
        self.assertFalse(self.firm.active)

    def test_two_files_are_refused_with_the_way_out(self):
        other = self._create_firm(self.company_a, "Fjordkod Sverige AB")
        for user, name in ((self.adviser_a, "Sverige"), (self.clerk, "not visible")):
            with self.subTest(user=user.login):
                with self.assertRaises(UserError) as error:
                    self._merge(self.contact | other.partner_id, user=user)
                self.assertIn(name, str(error.exception))
                self.assertIn("choose Merge", str(error.exception))
        self.assertTrue((self.firm | other).exists().partner_id)

    def test_persons_of_two_files_are_refused(self):
        other = self._create_firm(self.company_a, "Annan AB")
        consent = self.env["sme.consent"].create(
            {
                "firm_id": other.id,
                "partner_id": self._create_person(other, "Anna").id,
                "purpose_id": self.env["sme.consent.purpose"].search([], limit=1).id,
                "text_version": "1",
            }
        )
        for partners in (
            self.person | consent.partner_id,
            self.contact | consent.partner_id,
        ):
            with self.subTest(partners=partners.mapped("name")):
                with self.assertRaises(UserError) as error:
                    self._merge(partners)
                self.assertIn("different firm files", str(error.exception))
        self.assertEqual(consent.partner_id.parent_id, other.partner_id)

    def test_person_of_a_file_stays_under_it(self):
        elsewhere = self._create_contact("Employer AB")
        plain = self._create_contact("Anna", parent_id=elsewhere.id)
        self._merge(self.person | plain, plain)
        self.assertFalse(plain.exists())
        self.assertEqual(self.person.parent_id, self.contact)

    def test_two_persons_of_one_file_can_be_merged(self):
        twin = self._create_person(self.firm, "Anna K")
        self._merge(self.person | twin, twin)
        self.assertEqual(self.firm.contact_ids, twin)

    def test_another_organisation_is_never_merged_in(self):
        foreign = self._create_firm(self.company_b, "Fjordkod LV")
        plain_b = self._create_contact(company=self.company_b)
        for partner in (foreign.partner_id, plain_b):
            with self.subTest(partner=partner.name):
                # unreadable: as stock says it, with not a word about files
                with self.assertRaises(AccessError) as error:
                    self._merge(self.contact | partner)
                self.assertNotIn("file", str(error.exception))
                with self.assertRaises(UserError) as error:
                    self._merge(self.contact | partner, user=self.adviser_ab)
                self.assertTrue(partner.exists())
        self.assertEqual(foreign.partner_id.company_id, self.company_b)

    def test_contact_shared_by_all_is_not_taken_over(self):
        shared = self._create_contact(company=self.env["res.company"])
        with self.assertRaises(UserError) as error:
            self._merge(self.contact | shared)
        self.assertIn("Set its Company", str(error.exception))
        shared.with_user(self.adviser_a).company_id = self.company_a
        self._merge(self.contact | shared)
        self.assertFalse(shared.exists())

    def test_contacts_without_files_merge_as_ever(self):
        one, two = self._create_contact("Ett"), self._create_contact("Ett")
        self._merge(one | two, two)
        self.assertEqual((one | two).exists(), two)

    def test_automatic_search_proposes_no_two_files(self):
        other = self._create_firm(self.company_a, "Fjordkod AB")
        one, two = self._create_contact("Dubbel"), self._create_contact("Dubbel")
        wizard = (
            self.env["base.partner.merge.automatic.wizard"]
            .with_user(self.adviser_a)
            .create({"group_by_name": True, "maximum_group": 1000})
        )
        wizard.action_start_manual_process()
        proposed = wizard.line_ids.mapped("aggr_ids")
        self.assertTrue(any(str(one.id) in ids for ids in proposed))
        self.assertTrue(any(str(two.id) in ids for ids in proposed))
        self.assertFalse(any(str(other.partner_id.id) in ids for ids in proposed))
        self.assertEqual(wizard.number_group, len(wizard.line_ids))

    def test_members_of_one_project_are_not_merged_with_a_raw_error(self):
        project = self._create_project(self.company_a)
        plain = self._create_contact()
        project.member_ids = [
            Command.create({"partner_id": partner.id})
            for partner in (self.contact | plain)
        ]
        with self.assertRaises(UserError) as error:
            self._merge(self.contact | plain)
        self.assertIn("may have only one", str(error.exception))
        self.assertEqual(len(project.member_ids), 3)
