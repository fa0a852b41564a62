"""A firm approves its lead on the portal, as it does by the signed link."""

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .portal_case import PortalCase

URL = "/my/partner-leads/approvals"


class PortalApprovalCase(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._to_approval()
        holder = cls.lead.firm_id.partner_id
        cls.user_firm = cls._create_portal_user("portal_holder", holder.browse())
        cls._let_speak(cls.user_firm, holder)
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _door(self, user):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sme.portal.approval"].with_user(user)

    def _version(self):
        return self._door(self.user_firm)._read_asked(self.lead.id)["version"]

    def _answer(self, answer="yes", note="", user=None, version=None):
        version = version or self._version()
        door = self._door(user or self.user_firm)
        door._answer(self.lead.id, answer, note, version)


@tagged("post_install", "-at_install", "security")
class TestSmePortalApproval(PortalApprovalCase):
    def test_approved_it_is_said_how_and_by_whom(self):
        [row] = self._door(self.user_firm)._list_asked()
        self.assertEqual(row["reference"], self.lead.reference)
        told = self._door(self.user_firm)._read_asked(self.lead.id)
        self.assertIn(self.lead.summary, str(told["texts"]))
        self._answer(note="After Easter")
        self.assertRecordValues(
            self.lead,
            [
                {
                    "state": "approval",
                    "approval_channel": "portal",
                    "approval_date": self.lead._get_today(),
                    "approval_person": "portal_holder",
                    "approval_note": "After Easter",
                    "approval_user_id": False,
                }
            ],
        )
        said = self.lead.message_ids[0]
        self.assertIn("Approved by portal_holder (On the portal). After", said.body)
        self.assertEqual(said.author_id, self.user_firm.partner_id)
        self.assertIn("publish it", self.lead.activity_ids.summary)
        # answered once, it waits no more
        self.assertFalse(self._door(self.user_firm)._list_asked())
        self.lead.action_publish()
        self.assertEqual(self.lead.state, "published")

    def test_not_approved_it_is_a_draft_again(self):
        with self.assertRefused("Say what should be changed"):
            self._answer("no", " ")
        with self.assertRefused("Press one of the two"):
            self._answer("perhaps")
        self._answer("no", "Leave the wards out")
        self.assertEqual(self.lead.state, "draft")
        self.assertEqual(self.lead.review_comments, "Leave the wards out")
        with self.assertRefused("does not wait for your approval"):
            self._answer(version="x")

    def test_what_was_read_is_what_is_agreed_to(self):
        version = self._version()
        self.lead.summary += " It is certified."
        with self.assertRefused("does not wait for your approval"):
            self._answer(version=version)
        self.lead.action_ask_review()
        self.lead.with_user(self.coordinator_a).action_accept_review()
        with self.assertRefused("Read it once more"):
            self._answer(version=version)
        self.assertFalse(self.lead.approval_date)
        self._answer()
        self.assertTrue(self.lead.approval_date)

    def test_the_link_ends_with_the_answer(self):
        person = self.env["res.partner"].create(
            {
                "name": "Anna Berg",
                "email": "anna@example.com",
                "parent_id": self.lead.firm_id.partner_id.id,
            }
        )
        self.lead.ask_approval(person.with_user(self.adviser_a))
        token = self.lead.sudo()._get_link().rsplit("/", 1)[1]
        self._answer()
        leads = self.env["sme.partner.lead"]
        self.assertEqual(leads._find_by_link(token)[1], "done")

    def test_nobody_else_is_asked(self):
        version = self._version()
        for user in (self.user_north, self.user_both, self.colleague, self.adviser_b):
            door = self._door(user)
            self.assertFalse(door._list_asked())
            self.assertFalse(door._read_asked(self.lead.id))
            with self.assertRefused("does not wait for your approval"):
                self._answer(user=user, version=version)
        identity = self.env["sme.portal.identity"].with_user(self.user_firm)
        identity._find_mine().with_user(self.coordinator_a).action_revoke()
        self.assertFalse(self._door(self.user_firm)._list_asked())

    def test_an_organisation_approves_its_own(self):
        """But not what it wrote for a firm: that one has the say."""
        self.north.country_id = self.country_ee
        own = self._to_approval(
            firm_id=False, holder_kind="research", holder_partner_id=self.north.id
        )
        self.assertEqual(self._door(self.user_north)._find_asked(), own)
        self.assertFalse(self._door(self.user_south)._find_asked())
        self.assertFalse(self._door(self.colleague)._find_asked())

    def test_the_adviser_does_not_record_it_as_given_there(self):
        with self.assertRefused("Say who agreed"):
            self.lead.record_approval("portal", "2026-01-02", "Anna Berg")


@tagged("post_install", "-at_install")
class TestSmePortalApprovalPages(PortalApprovalCase, HttpCase):
    def test_from_the_list_to_the_answer(self):
        url = f"{URL}/{self.lead.id}"
        for page in ("/my/partner-leads", "/my/partner-leads/drafts"):
            self.assertIn(f'href="{url}"', self._get(self.user_firm, page).text)
        page = self._get(self.user_firm, url)
        self.assertIn(self.lead.holder_name, self._text(page))
        data = {
            "csrf_token": Request.csrf_token(self),
            "version": self._version(),
            "answer": "no",
            "note": "",
        }
        reply = self.url_open(url, data=data)
        self.assertIn("Say what should be changed", self._text(reply))
        reply = self.url_open(url, data=data | {"answer": "yes"})
        self.assertIn("You approved it. Organisation A publishes", self._text(reply))
        # a second time: nothing to answer, and nothing typed is lost
        reply = self.url_open(url, data=data | {"answer": "no", "note": "Wait, no"})
        self.assertIn("nothing to answer here", self._text(reply))
        self.assertIn("Wait, no", self._text(reply))
        for user in (self.user_firm, self.user_north, self.colleague):
            self.assertEqual(self._get(user, url).status_code, 404)
