"""What somebody sees on the portal who speaks for a firm."""

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .interest_case import AGREED
from .test_sme_portal_interest import URL, PortalInterestCase


class PortalFirmCase(PortalInterestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_firm = cls._create_portal_user("portal_firm", cls.env["res.partner"])
        identities = cls.env["sme.portal.identity"].with_user(cls.coordinator_b)
        identities.grant(
            cls.firm_b.partner_id.with_user(cls.coordinator_b),
            cls.user_firm.partner_id.with_user(cls.coordinator_b),
        )

    def _express_for_firm(self, **values):
        interests = self.env["sme.partner.lead.interest"].with_user(self.adviser_b)
        values = {"message": "It sells to hospitals", **AGREED, **values}
        interest = interests.express(
            self.teaser.with_user(self.adviser_b),
            self.company_b.with_user(self.adviser_b),
            {"firm_id": self.firm_b.id, **values},
        )
        self.env.flush_all()
        self.env.invalidate_all()
        return interest


@tagged("post_install", "-at_install", "security")
class TestSmePortalFirm(PortalFirmCase):
    def test_it_follows_what_is_expressed_for_it(self):
        interest = self._express_for_firm()
        door = self._door(self.user_firm)
        [row] = door._list_rows(door._find_followed())
        self.assertEqual(row["partner"], "Organisation B")
        self.assertIn("waits for an answer of Organisation A", row["standing"])
        interest.message_to_all_readers("Between the two organisations")
        page = self._door(self.user_firm)._read_interest(interest.id)
        self.assertIn("It sells to hospitals", str(page["told"]))
        self.assertNotIn("Between the two", str(page))
        self.assertEqual(
            [page[name] for name in ("can_act", "can_withdraw", "can_name")],
            [False] * 3,
        )
        for state, said in (
            ("accepted", "Organisation B tells you how it goes on"),
            ("withdrawn", "Organisation B withdrew it"),
        ):
            interest.sudo().state = state
            self.assertIn(
                said, self._door(self.user_firm)._say_standing(interest.sudo())
            )

    def test_it_acts_on_none(self):
        interest = self._express_for_firm()
        door = self._door(self.user_firm)
        for act in (
            lambda: door._withdraw(interest.id, ""),
            lambda: door._write_message(interest.id, "Hello"),
            lambda: door._name_firm(interest.id, {"firm_name": "Nord"}),
        ):
            with self.assertRefused("not one of yours"):
                act()
        self.assertFalse(door._find_files(interest.id))

    def test_of_other_firms_nothing(self):
        other = self._create_firm(self.company_b, "Rigas Dati SIA")
        mine = self._express_for_firm()
        theirs = self._express_for_firm(firm_id=other.id)
        later = self._express_for_firm(firm_id=False)
        door = self._door(self.user_firm)
        self.assertEqual(door._find_followed().ids, mine.ids)
        for interest in (theirs, later):
            self.assertFalse(door._read_interest(interest.id))
        for user in (self.user_north, self.user_both, self.colleague, self.portal):
            self.assertFalse(self._door(user)._find_followed())

    def test_it_follows_leads_written_for_it(self):
        def held(user):
            self.env.flush_all()
            self.env.invalidate_all()
            return self.env["sme.portal.draft"].with_user(user)._list_held()

        self.assertFalse(held(self.user_firm))
        lead = self.lead
        holder = lead.firm_id.partner_id
        user = self._create_portal_user("portal_holder", holder.browse())
        self._let_speak(user, holder)
        interest = self._express_for_firm()
        [row] = held(user)
        self.assertEqual(row["reference"], lead.reference)
        self.assertIn("Published by Organisation A until", row["standing"])
        self.assertEqual(row["interested"], 1)
        # who is interested is for its organisation to tell
        self.assertNotIn("Organisation B", str(row))
        # one organisation asks for two of its firms, and one more asks
        second = self._create_firm(self.company_b, "Rigas Dati SIA")
        asked = self._express_for_firm(firm_id=second.id)
        self.assertEqual(held(user)[0]["interested"], 1)
        third = self._express()
        self.assertEqual(held(user)[0]["interested"], 2)
        third.state = "withdrawn"
        self.assertEqual(held(user)[0]["interested"], 1)
        (interest | asked).sudo().state = "declined"
        self.assertEqual(held(user)[0]["interested"], 0)
        # it was accepted, and came to nothing
        interest.sudo().write(
            {"state": "accepted", "outcome": "none", "outcome_reason": "No budget"}
        )
        self.assertEqual(held(user)[0]["interested"], 0)
        lead._act({"state": "draft"})
        self.assertFalse(held(user))
        for other in (self.user_firm, self.user_north, self.portal):
            self.assertFalse(held(other))

    def test_no_access_to_any_model(self):
        interest = self._express_for_firm()
        for record in (interest, self.firm_b, self.lead, self.teaser):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.user_firm).sudo(False).read(["id"])


@tagged("post_install", "-at_install")
class TestSmePortalFirmPages(PortalFirmCase, HttpCase):
    def test_its_pages(self):
        interest = self._express_for_firm()
        page = f"{URL}/interests/{interest.id}"
        reply = self._get(self.user_firm, f"{URL}/interests")
        self.assertIn(f'href="{page}"', reply.text)
        reply = self._get(self.user_firm, page)
        text = self._text(reply)
        self.assertIn("What was told for you", text)
        self.assertIn("Organisation B acts on it for you", text)
        self.assertNotIn("Write to", text)
        data = {"act": "withdraw", "csrf_token": Request.csrf_token(self)}
        reply = self.url_open(page, data=data, allow_redirects=False)
        self.assertIn("not one of yours", self._text(reply))
        interest.invalidate_recordset()
        self.assertEqual(interest.state, "new")
        for url in ("/my", URL, f"{URL}/drafts"):
            self.assertEqual(self._get(self.user_firm, url).status_code, 200)
        self.assertEqual(self._get(self.user_north, page).status_code, 404)
