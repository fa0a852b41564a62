"""Odoo's Privacy Lookup finds a person in our tables, and meets our guards there.

Run by a check with `privacy_lookup` installed.
"""

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from .test_sme_privacy_request import RequestCase


@tagged("post_install", "-at_install", "security")
class TestPrivacyLookup(RequestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "privacy.lookup.wizard" not in cls.env:
            return
        cls.admin = new_test_user(
            cls.env,
            "lookup_admin",
            groups="base.group_system,base.group_erp_manager",
            company_id=cls.company_a.id,
            company_ids=[(6, 0, (cls.company_a | cls.company_b).ids)],
        )
        cls._consent(partner_id=cls.colleague.id)
        cls.asked = cls.env["sme.privacy.request"].create(
            {
                "name": "Olle Colleague",
                "email": "olle@firm.example",
                "lang": "en_US",
                "kind": "access",
                "company_id": cls.company_a.id,
                "state": "checked",
            }
        )
        cls.subscription = cls.env["sme.subscription"].create(
            {
                "email": "olle@firm.example",
                "company_id": cls.company_a.id,
                "lang": "en_US",
                "text_version": "2026-11 en",
                "date_asked": "2026-01-01 10:00:00",
            }
        )

    def setUp(self):
        super().setUp()
        if "privacy.lookup.wizard" not in self.env:
            self.skipTest("Odoo's Privacy Lookup is not installed.")

    def _look_up(self, name, email):
        wizard = self.env["privacy.lookup.wizard"].with_user(self.admin)
        wizard = wizard.create({"name": name, "email": email})
        wizard.action_lookup()
        self.env.flush_all()
        return {(line.res_model, line.res_id): line for line in wizard.line_ids}

    def test_a_person_is_found_wherever_we_keep_one(self):
        found = self._look_up("Olle Colleague", "olle@firm.example")
        # a consent goes with its person, and is found as the person
        for record in (self.colleague, self.asked, self.subscription):
            self.assertIn((record._name, record.id), found)
        self.assertTrue(all(line.res_name for line in found.values()))
        nobody = self._look_up("Nobody Known", "nobody@none.example")
        self.assertFalse([key for key in nobody if key[0].startswith("sme.")])

    def test_a_firm_is_found_and_stays(self):
        found = self._look_up(self.firm.name, "olle@firm.example")
        contact = found[self.firm.partner_id._name, self.firm.partner_id.id]
        self.assertIn((self.firm._name, self.firm.id), found)
        with self.assertRaisesRegex(UserError, "company contact of a firm file"):
            contact.action_unlink()
        with self.assertRaisesRegex(UserError, "proof that it was answered"):
            found[self.asked._name, self.asked.id].action_unlink()
        self.assertTrue(self.firm.exists() and self.asked.exists())


@tagged("post_install", "-at_install", "security")
class TestPrivacyLookupFields(TransactionCase):
    def test_an_administrator_may_ask_each_field_it_looks_into(self):
        """One that is nobody's to read stops the look-up altogether."""
        closed = [
            f"{name}.{field.name}"
            for name, model in self.env.items()
            if model._auto and not model._transient
            for field in model._fields.values()
            if field.type == "many2one"
            and field.comodel_name == "res.partner"
            and field.store
            and field.groups
            and "base.group_system" not in field.groups.split(",")
        ]
        self.assertEqual(closed, [])
