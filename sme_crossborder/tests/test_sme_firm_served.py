"""Who else serves a firm: told only where both organisations said so."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import SmeCase

NUMBER = "5560125790"


@tagged("post_install", "-at_install")
class TestSmeFirmServed(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ours = cls._create_firm(cls.company_a, registry_number=NUMBER)
        cls.theirs = cls._create_firm(
            cls.company_b,
            "Fjordkod",
            registry_number=NUMBER,
            country_id=cls.country_se.id,
        )
        cls.env.flush_all()

    def _told(self, firm, user):
        self.env.invalidate_all()
        return firm.with_user(user).served_by

    def test_only_when_both_agree(self):
        self.assertEqual(self.ours.entity_id, self.theirs.entity_id)
        ours = self.ours.with_user(self.coordinator_a)
        theirs = self.theirs.with_user(self.coordinator_b)
        Disclosure = self.env["sme.disclosure"]
        before = Disclosure.search_count([])
        ours.tell_served = True
        for firm, user in ((ours, self.adviser_a), (theirs, self.adviser_b)):
            self.assertFalse(self._told(firm, user))
        self.assertEqual(Disclosure.search_count([]), before)
        theirs.tell_served = True
        self.assertEqual(self._told(ours, self.adviser_a), self.company_b.name)
        self.assertEqual(self._told(theirs, self.adviser_b), self.company_a.name)
        line = Disclosure.search([("act", "=", "linked")])
        self.assertEqual(line.company_id, self.company_b)
        self.assertEqual(line.reader_company_id, self.company_a)
        ours.tell_served = False
        for firm, user in ((ours, self.adviser_a), (theirs, self.adviser_b)):
            self.assertFalse(self._told(firm, user))
        self.assertTrue(Disclosure.search([("act", "=", "unlinked")]))

    def test_nothing_of_the_file_is_shared(self):
        self.ours.with_user(self.coordinator_a).tell_served = True
        self.theirs.with_user(self.coordinator_b).tell_served = True
        with self.assertRaises(AccessError):
            self.theirs.with_user(self.adviser_a).read(["name"])

    def test_a_third_that_reads_the_file_is_not_told(self):
        """Shared to read, the file does not say who else serves the firm."""
        company_c = self._create_company("Organisation C", self.country_lv)
        reader = self._create_user("adviser_c", "adviser", company_c)
        self.ours.with_user(self.coordinator_a).tell_served = True
        self.theirs.with_user(self.coordinator_b).tell_served = True
        self.ours.with_user(self.coordinator_a).share_with(
            [(company_c.partner_id.id, "read", False)]
        )
        self.assertFalse(self._told(self.ours, reader))

    def test_a_coordinator_decides(self):
        with self.assertRefused("Only a coordinator", AccessError):
            self.ours.with_user(self.adviser_a).tell_served = True
        with self.assertRaises(AccessError):
            self.ours.with_user(self.coordinator_b).tell_served = True

    def test_archived_files_serve_nobody(self):
        self.ours.with_user(self.coordinator_a).tell_served = True
        self.theirs.with_user(self.coordinator_b).tell_served = True
        self.theirs.active = False
        self.assertFalse(self._told(self.ours, self.adviser_a))
