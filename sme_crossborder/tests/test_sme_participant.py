"""Attendees without an account: the link to their own pages, and what it opens."""

from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged

from .meeting_case import MeetingCase


class ParticipantCase(MeetingCase):
    def _token(self, person):
        return person._get_participant_link().rsplit("/", 1)[1]

    def _state(self, token):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["event.registration"]._find_by_participant_link(token)[1]

    def _mails_with_link(self, person):
        mails = self.env["mail.mail"].search([("email_to", "=", person.email)])
        return mails.filtered(lambda mail: "/workshop/" in mail.body_html)


@tagged("post_install", "-at_install", "security")
class TestSmeParticipantLink(ParticipantCase):
    def test_a_link_is_of_one_attendee(self):
        token = self._token(self.asp)
        self.assertEqual(token, self._token(self.asp), "the same as long as it holds")
        found, state = self.env["event.registration"]._find_by_participant_link(token)
        self.assertEqual((found, state), (self.asp, "valid"))
        self.assertNotEqual(token, self._token(self.berg))
        link = self.asp._get_participant_link("/agenda")
        self.assertTrue(link.endswith(f"/workshop/{token}/agenda"))

    def test_what_is_forged_is_not_known(self):
        token = self._token(self.asp)
        for forged in ("", "x", token[:-1], f"{token}x", "a.b.c", f"0{token[1:]}"):
            with self.subTest(forged=forged):
                self.assertFalse(self._state(forged))
        for user in (self.coordinator_a, self.adviser_a):
            with self.assertRaises(AccessError):
                self.asp.with_user(user).read(["participant_key"])
            with self.assertRaises(AccessError):
                self.asp.with_user(user).write({"participant_key": "known"})

    def test_it_ends_sixty_days_after_the_workshop(self):
        token = self._token(self.asp)
        end = self.workshop.date_end + timedelta(days=60)
        with freeze_time(end - timedelta(minutes=1)):
            self.assertEqual(self._state(token), "valid")
        with freeze_time(end + timedelta(minutes=1)):
            self.assertEqual(self._state(token), "old")
            self.assertTrue(self.asp.sudo()._send_link_again())
            self.assertEqual(self._state(token), "old")
            self.assertEqual(self._state(self._token(self.asp)), "valid")
            self.assertFalse(self.asp.sudo()._send_link_again(), "once an hour")
        with freeze_time(end + timedelta(days=15)):
            self.assertEqual(self._state(self._token(self.asp)), "old")
        # the workshop is held later, and so is its end
        self.workshop.date_end += timedelta(days=30)
        with freeze_time(end + timedelta(days=15)):
            self.assertEqual(self._state(self._token(self.asp)), "valid")

    def test_it_ends_with_the_registration_or_the_workshop(self):
        token = self._token(self.asp)
        self.asp.action_cancel()
        self.assertEqual(self._state(token), "done")
        self.asp.action_confirm()
        self.assertEqual(self._state(token), "valid")
        self.workshop.kanban_state = "cancel"
        self.assertEqual(self._state(token), "done")

    def test_it_ends_with_the_address_it_went_to(self):
        token = self._token(self.asp)
        self.asp.email = "ASP@example.com"
        self.assertEqual(self._state(token), "valid", "the same address")
        self.asp.email = "other@example.com"
        self.assertEqual(self._state(token), "old")

    def test_staff_sends_a_new_one(self):
        token = self._token(self.asp)
        self.asp.with_user(self.coordinator_a).action_renew_participant_link()
        self.assertEqual(self._state(token), "old")
        [mail] = self._mails_with_link(self.asp)
        self.assertIn(self._token(self.asp), mail.body_html)
        with self.assertRaises(AccessError):
            self.asp.with_user(self.adviser_b).action_renew_participant_link()
        self.asp.action_cancel()
        with self.assertRefused("No link can be sent to Asp"):
            self.asp.with_user(self.coordinator_a).action_renew_participant_link()

    def test_who_has_an_old_one_ends_no_other(self):
        self._token(self.asp)
        self.asp.with_user(self.coordinator_a).action_renew_participant_link()
        token = self._token(self.asp)
        self.asp.sudo().participant_link_sent_on = False
        self.assertTrue(self.asp.sudo()._send_link_again())
        self.assertEqual(self._state(token), "valid")


@tagged("post_install", "-at_install")
class TestSmeParticipantPages(ParticipantCase, HttpCase):
    def _url(self, person, path=""):
        link = person._get_participant_link(path)
        self.env.flush_all()
        return link[link.index("/workshop/") :]

    def _post(self, url, **data):
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(url, data=data)

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def test_what_a_link_answers(self):
        url = self._url(self.asp)
        page = self.url_open(url)
        self.assertIn("Data spaces in practice", page.text)
        self.assertIn("Asp (Asp AB)", page.text)
        self.assertNotIn("Berg", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        page = self.url_open("/workshop/anything")
        self.assertIn("We do not know this link", page.text)
        self.asp.with_user(self.coordinator_a).action_renew_participant_link()
        self.env.flush_all()
        self.assertIn("not valid any more", self.url_open(url).text)
        self.assertIn("within the last hour", self._post(f"{url}/again").text)
        self.asp.action_cancel()
        self.env.flush_all()
        self.assertIn("not registered any more", self.url_open(url).text)
