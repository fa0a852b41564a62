"""Attendees of workshops: the firm they come from."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .workshop_case import WorkshopCase


@tagged("post_install", "-at_install")
class TestRegistration(WorkshopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_firm(cls.company_a, "Fjordkod AB")
        cls.firm_b = cls._create_firm(
            cls.company_b, "Baltkods SIA", country_id=cls.country_lv.id
        )
        cls.attendee = cls._register(cls, company_name="Fjordkod")

    # ------------------------------------------------------------------
    # Whose firm it may be
    # ------------------------------------------------------------------

    def test_the_firm_is_one_the_user_reads(self):
        attendee = self.attendee.with_user(self.adviser_a)
        attendee.firm_id = self.firm
        self.assertEqual(self.attendee.firm_id, self.firm)
        with self.assertRaises(AccessError):
            attendee.firm_id = self.firm_b
        with self.assertRaises(AccessError):
            attendee.copy({"firm_id": self.firm_b.id})
        self.assertFalse(attendee.copy({"email": "b@fjordkod.example"}).firm_id)

    def test_a_joint_organiser_chooses_its_own_file_and_names_it_to_nobody(self):
        self._invite_b()
        self._arrange()
        attendee = self.attendee.with_user(self.adviser_b)
        with self.assertRaises(AccessError):
            attendee.firm_id = self.firm
        attendee.firm_id = self.firm_b
        theirs = self.attendee.with_user(self.adviser_a)
        self.env.invalidate_all()
        [read] = theirs.web_read(
            {"firm_id": {"fields": {"display_name": {}}}, "company_name": {}}
        )
        self.assertEqual(read["firm_id"]["display_name"], "Not shared with you")
        self.assertEqual(read["company_name"], "Fjordkod")
        for term in ("Baltkods", "baltk"):
            self.assertFalse(theirs.search([("firm_id", "ilike", term)]))
            self.assertFalse(theirs.search([("firm_id.name", "ilike", term)]))
        [(firm, count)] = theirs._read_group(
            [("id", "=", theirs.id)], ["firm_id"], ["__count"]
        )
        self.assertEqual(count, 1)
        with self.assertRaises(AccessError):
            firm.read(["name"])

    def test_a_file_that_is_deleted_leaves_the_attendee(self):
        self.attendee.firm_id = self.firm
        self.firm.with_user(self.manager_a).unlink()
        self.assertTrue(self.attendee.exists())
        self.assertFalse(self.attendee.firm_id)

    def test_a_file_that_is_handed_over_leaves_the_attendee(self):
        """And what was noted of the attendee: it is the workshop's."""
        self.attendee.firm_id = self.firm
        note = self.attendee.with_user(self.coordinator_a).message_post(
            body="Comes by bike", subtype_xmlid="mail.mt_note"
        )
        held = self.env["sme.hand.over"]._get_held(self.firm)
        self.assertIn("sme.firm", held)
        self.assertNotIn("event.registration", held)
        self._invite_b()
        self._arrange()
        self.assertFalse(note.with_user(self.adviser_b).search([("id", "=", note.id)]))
