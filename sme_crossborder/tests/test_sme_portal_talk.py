"""The time to talk that is proposed with an introduction, read and accepted there."""

from datetime import datetime

from lxml import html

from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged

from .test_sme_interest_reply import AGREED, ReplyCase

WINTER = datetime(2027, 1, 14, 8)


@tagged("post_install", "-at_install", "security")
class TestSmePortalTalk(ReplyCase, HttpCase):
    def _accept_with_talk(self, start=WINTER):
        """Return an interest of Cluster North; who expressed it is user_north."""
        self.company_a.partner_id.tz = "Europe/Stockholm"
        interest = self._express(teaser=self._teaser(self.lead_of_institute))
        mine = self._as_owner(interest, self.coordinator_a)
        mine.accept(
            AGREED,
            self.person.with_user(self.coordinator_a),
            meeting=start,
            minutes=30,
        )
        self.env.flush_all()
        self.env.invalidate_all()
        return interest

    def _url(self, interest):
        return f"/my/partner-leads/interests/{interest.id}"

    def _open(self, user, interest):
        self.env.flush_all()
        return html.fromstring(self._get(user, self._url(interest)).text)

    def _when(self, page):
        return " ".join(
            page.xpath("string(//section[@aria-labelledby='talk_title'])").split()
        )

    def _post(self, user, interest, **data):
        self.authenticate(user.login, user.login)
        data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(self._url(interest), data=data)

    def test_in_the_zone_of_the_reader_and_in_words(self):
        self.user_north.tz = False
        self.user_both.tz = "Europe/Vilnius"
        interest = self._accept_with_talk()
        # nine in Stockholm is ten in Tallinn and in Vilnius
        for user, words in (
            (self.user_north, "14 January 2027, 10:00 (time in Estonia)"),
            (self.user_both, "14 January 2027, 10:00 (time in Lithuania)"),
        ):
            with self.subTest(user=user.login):
                when = self._when(self._open(user, interest))
                self.assertIn(words, when)
                self.assertNotIn("UTC", when)
        # with a city where a country has several zones; where it may be the day before
        # that on which they were let in
        identities = self.env["sme.portal.identity"]
        identities.search(
            [("user_id", "=", self.user_north.id)]
        ).date_start = "2025-01-01"
        self.user_north.tz = "America/Chicago"
        when = self._when(self._open(self.user_north, interest))
        self.assertIn("14 January 2027, 02:00 (time in Chicago)", when)

    def test_the_line_both_read_says_it_for_both(self):
        interest = self._accept_with_talk()
        page = self._door(self.user_north)._read_interest(interest.id)
        said = " ".join(str(message["body"]) for message in page["messages"])
        self.assertIn("09:00 (time in Sweden); ", said)
        self.assertIn("10:00 (time in Estonia)", said)

    def test_an_owner_with_no_zone_works_where_it_is(self):
        self.company_a.partner_id.tz = False
        self.company_a.resource_calendar_id.tz = "UTC"
        self.company_a.country_id = self.country_se
        interest = self._express()
        with freeze_time("2026-03-18 12:00:00"):
            self.assertEqual(interest._propose_meeting(), datetime(2026, 3, 25, 9))

    def test_accepted_on_the_portal_both_are_told_once(self):
        interest = self._accept_with_talk()
        page = self._open(self.user_north, interest)
        self.assertTrue(page.xpath("//button[@value='talk']"))
        # who was introduced finds the question here, too
        [link] = page.xpath("//a[contains(@href, '/introductions/')]/@href")
        self.assertEqual(self._get(self.user_north, link).status_code, 200)
        for _time in range(2):
            page = html.fromstring(
                self._post(self.user_north, interest, act="talk").text
            )
            self.assertFalse(page.xpath("//button[@value='talk']"))
        self.assertIn("You accepted it", self._when(page))
        interest.invalidate_recordset()
        self.assertTrue(interest.talk_agreed_date)
        door = self._door(self.user_both)
        bodies = [str(m["body"]) for m in door._read_interest(interest.id)["messages"]]
        agreed = [body for body in bodies if "proposed time suits us" in body]
        self.assertEqual(len(agreed), 1)
        self.assertIn("09:00 (time in Sweden)", agreed[0])
        steps = interest.activity_ids.filtered(
            lambda step: "accepted the time to talk" in (step.summary or "")
        )
        self.assertEqual(len(steps), 1)
        self.assertTrue(interest.with_user(self.adviser_a).talk_agreed_date)

    def test_who_was_not_asked_reads_to_whom_the_link_went(self):
        interest = self._accept_with_talk()
        page = self._open(self.user_both, interest)
        self.assertFalse(page.xpath("//a[contains(@href, '/introductions/')]"))
        said = " ".join(page.xpath("string(//div[@id='wrap'])").split())
        self.assertIn("go on was mailed to: portal_north.", said)
        # nobody's name of the other side
        self.assertNotIn("mailed to: Maja", said)
        reply = self._reply_of(interest, self.user_north.partner_id)
        reply._answer("yes", "")
        said = self._open(self.user_both, interest).text_content()
        self.assertNotIn("was mailed to", said)

    def test_who_may_not_and_when_not(self):
        interest = self._accept_with_talk()
        for user in (self.user_south, self.colleague, self.portal):
            with self.subTest(user=user.login), self.assertRefused("not one of yours"):
                self.env["sme.portal.talk"].with_user(user)._agree(interest.id)
        talk = self.env["sme.portal.talk"].with_user(self.user_north)
        with freeze_time("2027-01-15"):
            told = self._door(self.user_north)._read_interest(interest.id)["talk"]
            self.assertTrue(told["is_over"])
            with self.assertRefused("Write below when it suits you"):
                talk._agree(interest.id)
        self.assertFalse(interest.talk_agreed_date)
        other = self._express(teaser=self.teaser)
        with self.assertRefused("new already"):
            talk._agree(other.id)
        self.assertIsNone(self._door(self.user_north)._read_interest(other.id)["talk"])
        self._as_owner(other, self.coordinator_a).decline("Not now")
        with self.assertRefused("declined already"):
            talk._agree(other.id)
