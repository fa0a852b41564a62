"""Contact persons cross to other organisations only where an arrangement covers it."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import SmeCase

ARRANGEMENT = {
    "arrangement_date": "2026-01-15",
    "arrangement_informs": "The organisation that meets the person",
    "arrangement_answers": "The lead partner",
    "arrangement_contact": "privacy@lead.example",
}


@tagged("post_install", "-at_install")
class TestSmeFirmPersons(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(cls.company_a)
        cls.b = cls.company_b.partner_id
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Anna Andersson",
                "parent_id": cls.firm.partner_id.id,
                "email": "anna@fjordkod.example",
                "function": "Head of sales",
            }
        )
        cls.project = cls._create_project(cls.company_a)
        cls.project.member_ids = [Command.create({"partner_id": cls.b.id})]
        cls.member_b = cls.project.member_ids.filtered(lambda m: m.partner_id == cls.b)

    def _share(self, scope="selected", contacts=True):
        readers = [(self.b.id, "read", False)] if scope == "selected" else []
        self.firm.with_user(self.coordinator_a).share_with(
            readers,
            scope,
            scope == "project" and self.project.id,
            contacts=contacts,
        )
        self.env.invalidate_all()

    def _persons(self, user=None):
        self.env.invalidate_all()
        return self.firm.with_user(user or self.adviser_b).shared_persons or ""

    def test_not_without_an_arrangement(self):
        for scope in ("selected", "project"):
            with self.assertRefused("who informs"):
                self._share(scope)
        with self.assertRefused("cannot be shown to the whole"):
            self._share("network")
        self.assertEqual(self.firm.visibility, "organisation")
        self.project.write(ARRANGEMENT | {"arrangement_contact": False})
        with self.assertRefused("who informs"):
            self._share()
        self._share(contacts=False)
        self.assertFalse(self._persons())

    def test_shown_while_the_arrangement_holds(self):
        """Names and numbers on the file; the contact itself stays out of reach."""
        self.project.write(ARRANGEMENT)
        for scope in ("selected", "project"):
            self._share(scope)
            shown = self._persons()
            for text in ("Anna Andersson", "anna@fjordkod.example", "Head of sales"):
                self.assertIn(text, shown)
            firm = self.firm.with_user(self.adviser_b)
            self.assertFalse(firm.contact_ids)
            self.assertFalse(self.person.with_user(self.adviser_b).has_access("read"))
            Form(firm, view="sme_crossborder.sme_firm_view_form")
            self.firm.with_user(self.coordinator_a).share_with([])
        self.assertFalse(self._persons(self.adviser_a), "they have the contacts")
        self._share()
        self.member_b.date_end = self.member_b.date_start = "2026-02-01"
        self.assertFalse(self._persons(), "left the project")
        self.member_b.date_end = False
        self.assertIn("Anna", self._persons())
        self.project.arrangement_answers = False
        self.assertFalse(self._persons(), "nothing recorded any more")

    def test_taken_back_with_the_share(self):
        self.project.write(ARRANGEMENT)
        self._share()
        self._share(contacts=False)
        self.assertFalse(self._persons())
        acts = self.env["sme.disclosure"].search(
            [("res_id", "=", self.firm.id), ("res_model", "=", "sme.firm")],
            order="id",
        )
        self.assertEqual(acts.mapped("contacts"), [True, False])
        self.assertEqual(acts.mapped("act"), ["granted", "granted"])

    def test_a_journey_has_no_persons_of_its_own(self):
        self.project.write(ARRANGEMENT)
        lead = self.env["crm.lead"].create(
            {"firm_id": self.firm.id, "target_country_id": self.country_lv.id}
        )
        with self.assertRefused("share the firm itself"):
            lead.with_user(self.coordinator_a).share_with(
                [(self.b.id, "read", False)], contacts=True
            )
        lead.with_user(self.coordinator_a).share_with([(self.b.id, "read", False)])
        self.assertFalse(self._persons())

    def test_who_can_see_this_flags_the_law(self):
        """Outside the EEA, and under public-access law: said before anybody wonders."""
        self.project.write(ARRANGEMENT)
        self._share()

        def told():
            self.env.invalidate_all()
            return self.firm.with_user(self.adviser_a).visible_to

        self.assertIn("contact persons", told())
        self.assertNotIn("EEA", told())
        self.member_b.write({"sector": "public", "country_id": self.country_se.id})
        self.assertTrue(self.member_b.is_public_access)
        self.assertIn("under public-access law", told())
        self.member_b.is_public_access = False
        self.assertNotIn("public-access", told())
        self.member_b.country_id = self.env.ref("base.ua")
        self.assertTrue(self.member_b.is_outside_eea)
        self.assertIn("outside the EEA", told())
        self.member_b.country_id = self.env.ref("base.no")
        self.assertFalse(self.member_b.is_outside_eea)

    def test_only_managers_record_the_arrangement(self):
        with self.assertRaises(UserError):
            self.project.with_user(self.adviser_a).write(ARRANGEMENT)
        self.project.with_user(self.manager_a).write(ARRANGEMENT)
        self.assertTrue(self.project.has_arrangement)
