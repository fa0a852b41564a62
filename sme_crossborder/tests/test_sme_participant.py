"""Attendees without an account: the link to their own pages, and what it opens."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from lxml import html

from odoo import Command
from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, freeze_time, tagged

from .accessible_case import ChecksPages
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

    def test_of_a_restricted_file_nothing_is_shown(self):
        firm = self._create_firm(self.company_a, "Asp Kod AB")
        self.asp.firm_id = firm
        token = self._token(self.asp)
        listed = self._listed()
        self.assertIn(self.asp, listed)
        firm.with_user(self.manager_a).action_restrict()
        self.assertEqual(self._state(token), "restricted")
        self.assertEqual(self._listed(), listed - self.asp, "nor to who else attends")
        firm.with_user(self.manager_a).action_restrict()
        self.assertEqual((self._state(token), self._listed()), ("valid", listed))

    def _listed(self):
        return self.asp.search(self.kalns._get_directory_domain())

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
class TestSmeParticipantMails(ParticipantCase):
    def _open(self):
        self.round.with_user(self.coordinator_a).action_open()
        return self.env["mail.mail"].search([("subject", "like", "want to meet")])

    def _sent(self, mail):
        [sent] = mail._prepare_outgoing_list()
        return sent

    def test_opening_is_told_once_to_each_who_takes_part(self):
        self.carlsson.in_meetings = False
        mails = self._open()
        told = self.people - self.carlsson
        self.assertEqual(sorted(mails.mapped("email_to")), sorted(told.mapped("email")))
        self.round.action_prepare()
        self.carlsson.in_meetings = True
        self.assertEqual((self._open() - mails).email_to, self.carlsson.email)

    def test_the_link_is_signed_as_the_mail_goes_out(self):
        mail = self._open().filtered(lambda mail: mail.email_to == self.asp.email)
        unsigned = f"/my/workshops/{self.asp.id}"
        self.assertIn(unsigned, mail.body_html)
        token = self._token(self.asp)
        sent = self._sent(mail)
        for part in (sent["body"], sent["body_alternative"]):
            self.assertIn(f"/workshop/{token}", part)
            self.assertNotIn(unsigned, part)
        self.assertNotIn(token, mail.body_html)
        self.assertNotIn(token, str(self.asp.message_ids.mapped("body")))

    def test_nobody_else_is_sent_a_signed_one(self):
        url = self.asp.get_participant_url("/agenda")
        for values in (
            {"email_to": self.berg.email},
            {"email_to": self.asp.email, "email_cc": self.berg.email},
            {"email_to": f"{self.asp.email}, {self.berg.email}"},
        ):
            mail = self.env["mail.mail"].create({"body_html": url, **values})
            self.assertIn(url, self._sent(mail)["body"])
        mail = self.env["mail.mail"].create(
            {"body_html": f"{url} {url}9", "email_to": self.asp.email}
        )
        body = self._sent(mail)["body"]
        self.assertIn(self.asp._get_participant_link("/agenda "), body)


@tagged("post_install", "-at_install")
class TestSmeParticipantProfile(ParticipantCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.night = cls._create_workshop(
            name="Through the night",
            date_begin=datetime(2030, 10, 26, 20),
            date_end=datetime(2030, 10, 27, 6),
        )
        # the clock is set back from 3:00 to 2:00
        cls.night_round = cls._create_round(
            cls.night,
            session_ids=[
                Command.create(
                    {
                        "day": "2030-10-27",
                        "hour_begin": 1,
                        "hour_end": 4,
                        "minutes": 30,
                        "pause": 0,
                    }
                )
            ],
        )

    def _page_of(self, person):
        token = self._token(person)
        return self.env["event.registration"]._find_by_participant_link(token)[0]

    def _typed(self, person, **values):
        return self._page_of(person)._get_participant_profile() | values

    def _save(self, person, **values):
        page = self._page_of(person)
        page._save_participant_profile(
            self._typed(person, **values), page._get_participant_version()
        )
        self.env.flush_all()
        self.env.invalidate_all()

    def test_saved(self):
        capability = self.env["sme.capability"].search([], limit=2)
        english = self.env.ref("sme_crossborder.sme_language_en")
        self._save(
            self.asp,
            meeting_offer="  Data spaces  ",
            meeting_cap="3",
            is_meeting_remote=True,
            meeting_offered_ids=capability[0].ids,
            meeting_sought_ids=capability[1].ids,
            meeting_language_ids=english.ids,
            meeting_absent_slot_ids=self.slots[:2].ids,
        )
        self.assertRecordValues(
            self.asp,
            [
                {
                    "meeting_offer": "Data spaces",
                    "meeting_cap": 3,
                    "is_meeting_remote": True,
                    "meeting_offered_ids": capability[0].ids,
                    "meeting_sought_ids": capability[1].ids,
                    "meeting_language_ids": english.ids,
                    "meeting_absent_slot_ids": self.slots[:2].ids,
                }
            ],
        )
        self.assertFalse(self.berg.meeting_offer or self.berg.meeting_absent_slot_ids)
        self._save(self.asp, meeting_absent_slot_ids=[], meeting_cap="")
        self.assertFalse(self.asp.meeting_absent_slot_ids or self.asp.meeting_cap)

    def test_refused(self):
        other = self.night_round.slot_ids[0]
        for said, values in (
            ("Cannot meet at", {"meeting_absent_slot_ids": other.ids}),
            ("Cannot meet at", {"meeting_absent_slot_ids": [0]}),
            ("Shows as offered", {"meeting_offered_ids": [99999999]}),
            ("not “many”", {"meeting_cap": "many"}),
            ("not “-1”", {"meeting_cap": "-1"}),
            ("to have none, say", {"meeting_cap": "0"}),
            ("has 2001 characters", {"meeting_offer": "x" * 2001}),
        ):
            with self.subTest(values=values), self.assertRefused(said):
                self._save(self.asp, **values)
        self.assertFalse(self.asp.meeting_absent_slot_ids)

    def test_who_saves_second_is_told(self):
        page = self._page_of(self.asp)
        version = page._get_participant_version()
        self.asp.with_user(self.coordinator_a).meeting_offer = "From the organiser"
        with self.assertRefused("changed meanwhile"):
            page._save_participant_profile(self._typed(self.asp), version)

    def test_over(self):
        with (
            freeze_time(self.workshop.date_end + timedelta(minutes=1)),
            self.assertRefused("is over"),
        ):
            self._save(self.asp, meeting_cap="2")

    def test_the_organiser_is_told_after_planning(self):
        meeting = self._meet(self.asp, self.kalns, slot=0)
        self.round.state = "published"
        before = self.asp.message_ids
        self._save(self.asp, meeting_offer="Another text")
        self.assertEqual(self.asp.message_ids, before, "planning does not look at it")
        self._save(self.asp, meeting_absent_slot_ids=self.slots[1].ids)
        [note] = self.asp.message_ids - before
        self.assertIn("Cannot meet at", note.body)
        self.assertNotIn("planned again", note.body)
        self.assertFalse(self.asp.activity_ids)
        for slots in (self.slots[0], self.slots[:2]):  # told twice, planned once
            self._save(self.asp, meeting_absent_slot_ids=slots.ids)
        [activity] = self.asp.activity_ids
        self.assertEqual(activity.user_id, self.coordinator_a)
        self.assertIn("Tue 5 Mar 09:00–09:20 CET", activity.note)
        self.assertIn("Asp", self.asp.message_ids[0].body)
        [line] = self._page_of(self.asp)._get_participant_agenda()
        self.assertEqual((line["id"], line["is_unsuited"]), (meeting.id, True))
        [step] = self._page_of(self.asp)._get_participant_home()["steps"]
        self.assertNotIn("Next meeting", step["text"])
        [line] = self._page_of(self.kalns)._get_participant_agenda()
        self.assertFalse(line["is_unsuited"])
        self._save(self.asp, meeting_absent_slot_ids=[])
        self.assertFalse(self.asp.activity_ids)
        [step] = self._page_of(self.asp)._get_participant_home()["steps"]
        self.assertIn("Next meeting: Tue 5 Mar 09:00–09:20 CET", step["text"])

    def test_hours_on_both_sides_of_the_night_the_clock_is_set_back(self):
        asp, kalns = (
            self._attend(name, country, event_id=self.night.id)
            for name, country in (("Night Asp", "se"), ("Night Kalns", "lv"))
        )
        [session] = self._page_of(asp)._get_participant_choices()["sessions"]
        names = [name for _key, name in session["slots"]]
        self.assertEqual(len(names), 8, "two hours more than the clock shows")
        self.assertEqual(len(set(names)), 8)
        self.assertIn("Sun 27 Oct 02:00–02:30 CEST", names)
        self.assertIn("Sun 27 Oct 02:00–02:30 CET", names)
        request = self._ask(asp, kalns)
        slot = self.night_round.slot_ids[4]
        self.env["sme.meeting"].create(
            {
                "request_id": request.id,
                "slot_id": slot.id,
                "table_id": self.night_round.table_ids[0].id,
                "participation_ids": [
                    Command.create({"side": "a", "registration_id": asp.id}),
                    Command.create({"side": "b", "registration_id": kalns.id}),
                ],
            }
        )
        self.night_round.state = "published"
        [line] = self._page_of(asp)._get_participant_agenda()
        self.assertEqual(line["when"], "Sun 27 Oct 02:00–02:30 CET")
        # 2:00 CET is 1:00 UTC, an hour after 2:00 CEST
        file = icalendar.Calendar.from_ical(self._page_of(asp).get_meeting_file())
        [event] = file.walk("VEVENT")
        self.assertEqual(f"{event['dtstart'].dt:%H:%M}", "01:00")

    def _count(self, person):
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        page = self._page_of(person)
        page._get_participant_frame()
        page._get_participant_home()
        page._get_participant_choices()
        home = self.env.cr.sql_log_count - start
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        self.assertTrue(self._page_of(person)._get_participant_agenda())
        return home, self.env.cr.sql_log_count - start

    def test_as_many_queries_for_200_participants_as_for_10(self):
        for number, other in enumerate((self.kalns, self.liepa)):
            self._meet(self.asp, other, slot=number)
        self.round.state = "published"
        self.workshop.event_mail_ids.unlink()  # no mail to each of 200
        self._attend_many(4)
        self._count(self.asp)  # what is read once for all
        few = self._count(self.asp)
        self._attend_many(190)
        self.assertEqual(self._count(self.asp), few)

    def _attend_many(self, count):
        self.env["event.registration"].create(
            [
                {
                    "event_id": self.workshop.id,
                    "name": f"Person {number}",
                    "email": f"person{number}@example.com",
                    "company_name": f"Firm {number}",
                    "firm_country_id": self.country_lv.id,
                    "meeting_offer": "Something",
                }
                for number in range(count)
            ]
        )


@tagged("post_install", "-at_install")
class TestSmeParticipantPages(ChecksPages, ParticipantCase, HttpCase):
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

    def _form(self, page, **values):
        """Return what the form on a page would send, with some of it changed."""
        [form] = html.fromstring(page.text).xpath("//form[@id='profile']")
        data = {}
        for key, value in form.form_values():
            data.setdefault(key, []).append(value)
        return {**data, **values}

    def test_what_a_link_answers(self):
        url = self._url(self.asp)
        page = self.url_open(url)
        self.assertIn("Data spaces in practice", page.text)
        self.assertIn("Asp (Asp AB)", page.text)
        self.assertNotIn("Berg", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self._check(html.fromstring(page.text))
        page = self.url_open("/workshop/anything")
        self.assertIn("We do not know this link", page.text)
        self.asp.with_user(self.coordinator_a).action_renew_participant_link()
        self.env.flush_all()
        self.assertIn("not valid any more", self.url_open(url).text)
        self.assertIn("within the last hour", self._post(f"{url}/again").text)
        self.asp.action_cancel()
        self.env.flush_all()
        self.assertIn("not registered any more", self.url_open(url).text)

    def test_the_profile_is_changed_by_its_button_alone(self):
        url = self._url(self.asp)
        page = self.url_open(url)
        self.url_open(f"{url}?in_meetings=&meeting_offer=By+address")
        self.asp.invalidate_recordset()
        self.assertTrue(self.asp.in_meetings and not self.asp.meeting_offer)
        slot = self.slots[0]
        data = self._form(
            page, meeting_offer="Data\r\nspaces", meeting_absent_slot_ids=[slot.id]
        )
        page = self.url_open(f"{url}/profile", data=data)
        self.assertIn("Saved.", page.text)
        self.assertRecordValues(
            self.asp,
            [{"meeting_offer": "Data\nspaces", "meeting_absent_slot_ids": slot.ids}],
        )
        page = self.url_open(url)
        [box] = html.fromstring(page.text).xpath(f"//input[@id='slot_{slot.id}']")
        self.assertTrue(box.get("checked"))
        # another attendee's link shows and changes nothing of it
        other = self._url(self.berg)
        page = self.url_open(other)
        self.assertNotIn("spaces\n", page.text.split("<form")[1])
        self.url_open(f"{other}/profile", data=self._form(page, meeting_offer="Mine"))
        self.asp.invalidate_recordset()
        self.assertEqual(self.asp.meeting_offer, "Data\nspaces")

    def test_what_was_typed_is_kept_on_an_error(self):
        url = self._url(self.asp)
        data = self._form(
            self.url_open(url),
            meeting_offer="Kept text",
            meeting_cap="many",
            meeting_absent_slot_ids=[self.slots[1].id],
        )
        page = self.url_open(f"{url}/profile", data=data)
        self.assertIn("not “many”", page.text)
        kept = self._form(page)
        self.assertEqual(kept["meeting_offer"], ["Kept text"])
        self.assertEqual(kept["meeting_cap"], ["many"])
        self.assertEqual(kept["meeting_absent_slot_ids"], [str(self.slots[1].id)])
        self.asp.invalidate_recordset()
        self.assertFalse(self.asp.meeting_offer)

    def test_the_agenda_and_its_file(self):
        self._meet(self.asp, self.kalns, slot=0)
        self._meet(self.berg, self.liepa, slot=0, table=1)
        url = self._url(self.asp)
        self.assertIn("not published yet", self.url_open(f"{url}/agenda").text)
        early = self.url_open(f"{url}/meetings.ics", allow_redirects=False)
        self.assertEqual(early.status_code, 303)
        self.round.state = "published"
        self.env.flush_all()
        page = self.url_open(f"{url}/agenda")
        self.assertIn("Tue 5 Mar 09:00–09:20 CET", page.text)
        self.assertIn("Kalns AB", page.text)
        self._check(html.fromstring(page.text))
        for hidden in ("Liepa", "Berg", "@example.com", "/meeting/"):
            self.assertNotIn(hidden, page.text)
        file = icalendar.Calendar.from_ical(
            self.url_open(f"{url}/meetings.ics").content
        )
        [event] = file.walk("VEVENT")
        self.assertIn("Kalns", str(event["summary"]))
        self.assertIn("with Kalns", self.url_open(url).text)

    def test_the_workshop_in_a_calendar(self):
        template = self.env.ref("sme_crossborder.mail_template_workshop_registration")
        mail = self.env["mail.mail"].browse(template.send_mail(self.asp.id))
        signed = self.env["event.registration"]._sign_participant_urls(
            mail.body_html, [self.asp.email]
        )
        [link] = html.fromstring(signed).xpath("//a[contains(@href, '/calendar')]")
        file = self.url_open(urlsplit(link.get("href")).path)
        self.assertEqual(file.status_code, 200)
        [event] = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
        self.assertIn(self.workshop.name, str(event["summary"]))
        self.assertEqual(
            event.decoded("dtstart").astimezone(UTC).replace(tzinfo=None),
            self.workshop.date_begin,
        )
        self.asp.state = "cancel"
        self.env.flush_all()
        ended = self.url_open(urlsplit(link.get("href")).path)
        self.assertNotIn("VEVENT", ended.text)

    def test_who_signs_in_finds_their_own(self):
        """By the contact that booked, or the address of who is known to speak."""
        cluster = self.env["res.partner"].create(
            {"name": "Cluster", "is_company": True}
        )
        users = [
            self.env["res.users"].create(
                {
                    "name": login,
                    "login": f"{login}@example.com",
                    "password": f"{login}@example.com",
                    "email": f"{login}@example.com",
                    "group_ids": [Command.set(self.env.ref("base.group_portal").ids)],
                }
            )
            for login in ("asp", "berg")
        ]
        speaker, stranger = users
        self.env["sme.portal.identity"].with_user(self.coordinator_a).grant(
            cluster.with_user(self.coordinator_a),
            speaker.partner_id.with_user(self.coordinator_a),
        )
        # booked by one person, for themselves and for somebody else
        (self.berg | self.kalns).partner_id = stranger.partner_id
        (self.berg | self.kalns).flush_recordset()
        self.assertEqual(self.kalns.email, "kalns@example.com")

        def listed(user):
            rows = self.env["event.registration"].with_user(user)._list_own()
            return {row["id"] for row in rows}

        self.assertEqual(listed(speaker), {self.asp.id})
        self.assertEqual(listed(stranger), {self.berg.id}, "not whom they booked for")
        speaker.partner_id.sudo().email = self.liepa.email
        stranger.partner_id.sudo().email = self.liepa.email
        self.assertEqual(listed(speaker), {self.asp.id}, "an address one can change")
        self.assertEqual(listed(stranger), {self.berg.id})
        self.env.flush_all()
        self.authenticate(speaker.login, speaker.login)
        own, other = (f"/my/workshops/{one.id}" for one in (self.asp, self.berg))
        page = self.url_open("/my/workshops")
        self.assertIn(f'href="{own}"', page.text)
        self.assertNotIn(other, page.text)
        self.assertEqual(self.url_open(other).status_code, 404)
        led = self.url_open(f"{own}/agenda", allow_redirects=False)
        self.assertEqual(led.status_code, 303)
        self.assertTrue(
            led.headers["Location"].endswith(self._url(self.asp, "/agenda"))
        )
        self.asp.action_cancel()
        self.assertFalse(listed(speaker))
