"""A firm approves its success story on the portal, and takes it back."""

from unittest.mock import patch

from lxml import html

from odoo import SUPERUSER_ID
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .accessible_case import ChecksPages
from .question_case import QuestionCase


class PortalStoryCase(QuestionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.story = (
            cls.env["sme.story"]
            .with_user(cls.adviser_a)
            .create(
                {
                    "firm_id": cls.firm.id,
                    "title": "To Tallinn in a year",
                    "text": "<p>It began with one <b>call</b>.</p>",
                    "target_country_id": cls.country_ee.id,
                    "contact_id": cls.eva.partner_id.id,
                }
            )
        )

    def _door(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sme.portal.story"].with_user(user or self.eva)

    def _version(self):
        return self._door()._read(self.firm.id, self.story.id)["version"]

    def _answer(self, answer="yes", note="", user=None, version=None):
        version = version or self._version()
        self._door(user)._answer(self.firm.id, self.story.id, answer, note, version)
        self.env.invalidate_all()

    def _owed(self, user=None):
        self.env.invalidate_all()
        door = self.env["sme.portal.firm"].with_user(user or self.eva)
        return [row["text"] for row in door._read(self.firm.id)["yours"]]


@tagged("post_install", "-at_install", "security")
class TestSmePortalStory(PortalStoryCase):
    def test_approved_and_taken_back(self):
        self.assertFalse(self._door()._list_rows(self.firm.id), "a draft is not shown")
        self.story.action_ask_firm()
        self.assertIn("To Tallinn in a year", " ".join(self._owed()))
        with self.assertRefused("Press one of the buttons"):
            self._answer("back")
        self._answer(note="With pleasure")
        self.assertRecordValues(
            self.story,
            [{"state": "approved", "approved_by": "Eva", "answer": "With pleasure"}],
        )
        self.assertNotIn("To Tallinn", " ".join(self._owed()))
        said = self.firm.message_ids[0]
        self.assertIn("approved its success story", said.body)
        self.assertEqual(said.author_id, self.eva.partner_id)
        self.story.with_user(self.coordinator_a).action_publish()
        with self.assertRefused("Press one of the buttons"):
            self._answer("yes")
        self._answer("back")
        self.assertEqual(self.story.state, "withdrawn")
        self.assertFalse(self._door()._list_rows(self.firm.id))

    def test_a_no_says_what_is_to_change(self):
        self.story.action_ask_firm()
        version = self._version()
        with self.assertRefused("Say what should be changed"):
            self._answer("no", " ")
        self._answer("no", "Leave the price out")
        self.assertRecordValues(
            self.story, [{"state": "draft", "answer": "Leave the price out"}]
        )
        with self.assertRefused("does not wait for you"):
            self._answer(version=version)

    def test_what_was_read_is_what_is_agreed_to(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        self.story.action_ask_firm()
        version = self._version()
        self.story.text = "<p>Another text.</p>"
        self.story.action_ask_firm()
        with self.assertRefused("Read it once more"):
            self._answer(version=version)
        self.assertEqual(self.story.state, "sent")
        # asked again about the same text: what was read is still that
        version = self._version()
        self.story.action_ask_firm()
        self.assertEqual(self._version(), version)
        swedish = self._door().with_context(lang="sv_SE")
        told = swedish._read(self.firm.id, self.story.id)
        self.assertEqual(told["version"], version)

    def test_the_link_stays_of_use(self):
        self.story.action_ask_firm()
        token = self.story.sudo()._get_link().rsplit("/", 1)[1]
        self._answer()
        self.assertEqual(self.story._find_by_link(token)[1], "valid")
        self._answer("back")
        self.assertEqual(self.story._find_by_link(token)[1], "done")

    def test_a_mail_that_fails_refuses_no_answer(self):
        """Odoo tells the author, once all is stored: who may not read the file."""
        self.story.action_ask_firm()
        self._answer()
        said = self.firm.message_ids[0]
        self.assertEqual(said.author_id, self.eva.partner_id)
        self.env.flush_all()
        self.env.invalidate_all()
        said.with_user(SUPERUSER_ID)._notify_message_notification_update()

    def test_who_reads_it_is_told_of_a_mail_that_fails(self):
        note = self.firm.with_user(self.adviser_a)._message_log(body="Sent")
        self.env.flush_all()
        self.env.invalidate_all()
        note = note.with_user(SUPERUSER_ID)
        told = self.registry["mail.message"]
        with patch.object(
            told, "_message_notifications_to_store", autospec=True
        ) as store:
            note._notify_message_notification_update()
        users = [call.args[0].env.user for call in store.call_args_list]
        self.assertIn(self.adviser_a, users)

    def test_nobody_else_answers(self):
        self.story.action_ask_firm()
        version = self._version()
        for user in (self.stranger, self.adviser_b, self.adviser_a):
            door = self._door(user)
            self.assertFalse(door._list_rows(self.firm.id))
            self.assertFalse(door._read(self.firm.id, self.story.id))
            with self.assertRefused("does not wait for you"):
                self._answer(user=user, version=version)
        # under a firm of their own it is not theirs either
        self.assertFalse(
            self._door(self.stranger)._read(self.other_firm.id, self.story.id)
        )
        identity = self.env["sme.portal.identity"].with_user(self.eva)
        identity._find_mine().with_user(self.coordinator_a).action_revoke()
        self.assertFalse(self._door()._list_rows(self.firm.id))
        self.assertEqual(self.story.state, "sent")


@tagged("post_install", "-at_install", "security")
class TestSmePortalStoryPages(ChecksPages, PortalStoryCase, HttpCase):
    def _page(self, url, status=200):
        self.env.flush_all()
        reply = self.url_open(url)
        self.assertEqual(reply.status_code, status, url)
        return reply.text

    def test_from_the_first_page_to_the_answer(self):
        home = f"/my/firm/{self.firm.id}"
        url = f"{home}/stories/{self.story.id}"
        self.authenticate(self.eva.login, self.eva.login)
        self._page(url, 404)
        self.assertIn("asked about no story", self._page(f"{home}/stories"))
        self.story.action_ask_firm()
        self.assertIn(f'href="{url}"', self._page(home))
        self.assertIn(f'href="{url}"', self._page(f"{home}/stories"))
        page = self._page(url)
        self.assertIn("one <b>call</b>", page)
        self._check(html.fromstring(page))
        data = {
            "csrf_token": Request.csrf_token(self),
            "version": self._version(),
            "answer": "no",
            "note": "",
        }
        self.env.flush_all()
        reply = self.url_open(url, data=data)
        self.assertIn("Say what should be changed", reply.text)
        reply = self.url_open(url, data=data | {"answer": "yes"})
        self.assertIn("You approved it", reply.text)
        # a second time: nothing typed is lost, and nothing is noted
        reply = self.url_open(url, data=data | {"answer": "no", "note": "Wait, no"})
        self.assertIn("Read it once more", reply.text)
        self.assertIn("Wait, no", reply.text)
        self.env.invalidate_all()
        self.assertEqual(self.story.state, "approved")
        page = self._page(url)
        self.assertIn("Take it back", page)
        self._check(html.fromstring(page))

    def test_others_find_nothing(self):
        self.story.action_ask_firm()
        url = f"/my/firm/{self.firm.id}/stories"
        self.authenticate(self.stranger.login, self.stranger.login)
        self._page(url, 404)
        self._page(f"{url}/{self.story.id}", 404)
        self._page(f"/my/firm/{self.other_firm.id}/stories/{self.story.id}", 404)
        data = {
            "csrf_token": Request.csrf_token(self),
            "version": self._version(),
            "answer": "yes",
        }
        self.env.flush_all()
        reply = self.url_open(f"{url}/{self.story.id}", data=data)
        self.assertEqual(reply.status_code, 404)
        self.env.invalidate_all()
        self.assertEqual(self.story.state, "sent")
