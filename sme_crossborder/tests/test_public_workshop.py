"""Everybody reads of workshops that were published, and registers for them."""

import re
from datetime import datetime

from lxml import html

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .accessible_case import ChecksPages
from .public_form_case import SignsForms
from .workshop_case import WorkshopCase

URL = "/workshops"
MAIL = "eva@fjordkod.example"


class PublicWorkshopCase(ChecksPages, SignsForms, WorkshopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shown = cls.env["event.event"].search([("is_shown_publicly", "=", True)])
        shown.is_shown_publicly = False
        cls.latvian = cls.env.ref("sme_crossborder.sme_language_lv")
        cls.english = cls.env.ref("sme_crossborder.sme_language_en")
        cls.workshop.write(
            {
                "admission": "public",
                "is_shown_publicly": True,
                "working_language_ids": [Command.set(cls.english.ids)],
                "addressed_country_ids": [Command.set(cls.country_lv.ids)],
            }
        )
        cls.url = f"{URL}/{cls.workshop.id}"

    def _page(self, url=URL, status=200):
        self.authenticate(None, None)
        self.env.flush_all()
        reply = self.url_open(url)
        self.assertEqual(reply.status_code, status, url)
        # what differs in each page is Odoo's token against forged requests
        return re.sub(r'csrf_token: "\w+"', "", reply.text)

    def _post(self, **values):
        data = {
            "key": self._key(),
            "name": "Eva Ek",
            "email": MAIL,
            "country_id": str(self.country_se.id),
            **values,
        }
        self.authenticate(None, None)
        self.env.flush_all()
        reply = self.url_open(self.url, data=data, allow_redirects=False)
        self.env.invalidate_all()
        return reply

    def _coming(self):
        return self.workshop.registration_ids.sorted("id")

    def _mails(self, email=MAIL):
        return self.env["mail.mail"].search([("email_to", "=", email)])


@tagged("post_install", "-at_install", "security")
class TestPublicWorkshop(PublicWorkshopCase, HttpCase):
    # ------------------------------------------------------------------
    # Which
    # ------------------------------------------------------------------

    def test_only_what_was_published(self):
        self.assertIn("Data spaces in practice", self._page())
        self.assertIn("Register", self._page(self.url))
        for values in (
            {"is_shown_publicly": False},
            {"admission": "closed"},
            {"kanban_state": "cancel"},
            {"stage_id": self.env.ref("event.event_stage_done").id},
            {"date_begin": datetime(2020, 3, 5, 8), "date_end": datetime(2020, 3, 6)},
            {"is_workshop": False},
            {"active": False},
        ):
            before = {fname: self.workshop[fname] for fname in values}
            with self.subTest(values=values):
                self.workshop.write(values)
                self.assertNotIn("Data spaces", self._page())
                refused = self._page(self.url, 404)
                self.assertEqual(refused, self._page(f"{URL}/999999999", 404))
                self.assertEqual(self._post().status_code, 404)
            self.workshop.write(
                {
                    fname: value.id if hasattr(value, "ids") else value
                    for fname, value in before.items()
                }
            )
        self.assertFalse(self._coming())
        self.assertIn("Data spaces", self._page())

    def test_what_somebody_wrote_of_it(self):
        self.assertNotIn("24 hours Event", self._page(self.url))
        self.workshop.description = "<p>We <b>build</b> together</p>"
        self.assertIn("We <b>build</b> together", self._page(self.url))

    def test_by_default_it_is_not_shown(self):
        workshop = self._create_workshop(admission="public")
        self.assertFalse(workshop.is_shown_publicly)
        self.assertFalse(self.workshop.copy().is_shown_publicly)

    def test_who_publishes(self):
        """The staff of its organisation; a joint organiser does not."""
        workshop = self.workshop.with_user(self.coordinator_a)
        workshop.is_shown_publicly = False
        workshop.is_shown_publicly = True
        self._invite_b()
        with self.assertRaises(UserError):
            self.workshop.with_user(self.coordinator_b).is_shown_publicly = False
        for user in (self.portal, self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                self.workshop.with_user(user).is_shown_publicly = False

    def test_found_by_country_and_language(self):
        other = self._create_workshop(
            name="Cloud day",
            admission="public",
            is_shown_publicly=True,
            working_language_ids=[Command.set(self.latvian.ids)],
            addressed_country_ids=[Command.set(self.country_se.ids)],
        )
        page = self._page(f"{URL}?country={self.country_lv.id}")
        self.assertIn("Data spaces", page)
        self.assertNotIn("Cloud day", page)
        page = self._page(f"{URL}?language={self.latvian.id}")
        self.assertNotIn("Data spaces", page)
        self.assertIn(f"{URL}/{other.id}", page)
        page = self._page(
            f"{URL}?language={self.latvian.id}&country={self.country_lv.id}"
        )
        self.assertIn("No workshop fits", page)
        for asked in ("country=x", "language=-1", "country=99999999999999"):
            self.assertIn("Cloud day", self._page(f"{URL}?{asked}"))

    def test_nothing_of_who_comes(self):
        self.env["event.registration"].create(
            {
                "event_id": self.workshop.id,
                "name": "Hemlig Person",
                "email": "hemlig@person.example",
                "company_name": "Hemliga Bolaget",
            }
        )
        for url in (URL, self.url):
            self.assertNotIn("emlig", self._page(url))

    def test_as_many_questions_for_many(self):
        def count():
            self.authenticate(None, None)
            self.env.flush_all()
            self.env.invalidate_all()
            public = self.env["event.event"].with_user(self.env.ref("base.public_user"))
            before = self.env.cr.sql_log_count
            public._list_public()
            public._get_public_choices()
            return self.env.cr.sql_log_count - before

        values = {
            "admission": "public",
            "is_shown_publicly": True,
            "addressed_country_ids": [Command.set(self.country_lv.ids)],
            "working_language_ids": [Command.set(self.english.ids)],
        }
        for number in range(9):
            self._create_workshop(name=f"Day {number}", **values)
        count()
        few = count()
        for number in range(990):
            self._create_workshop(name=f"More {number}", **values)
        self.assertEqual(count(), few)
        self.assertIn("1000 workshops", self._page())
        self.assertIn(f"{URL}/page/50", self._page(f"{URL}/page/999999"))

    # ------------------------------------------------------------------
    # Registering
    # ------------------------------------------------------------------

    def test_registers_once(self):
        key = self._key()
        first = self._post(key=key)
        self.assertEqual(first.status_code, 303)
        one = self._coming()
        self.assertRecordValues(
            one,
            [
                {
                    "name": "Eva Ek",
                    "email": MAIL,
                    "state": "open",
                    "company_id": self.company_a.id,
                    "firm_country_id": self.country_se.id,
                    "notice_version": "2026-11 en_US",
                }
            ],
        )
        self.assertIn(one._get_participant_link(), self._mails().body_html)
        page = self.url_open(one._get_participant_link()).text
        self.assertIn("Data spaces in practice", page)
        self.assertNotIn("waiting list", page)
        # the same form, and another one of the same person
        again = [self._post(key=key), self._post(email="EVA@fjordkod.example")]
        for reply in again:
            self.assertEqual(reply.status_code, 303)
            self.assertEqual(reply.headers["Location"], first.headers["Location"])
        self.assertEqual(self._coming(), one)
        self.assertEqual(len(self._mails()), 2, "the link again, and no second place")
        # a colleague who shares the letter box is somebody else
        self._post(name="Ola Berg")
        self.assertEqual(len(self._coming()), 2)

    def test_nobodys_letter_box_is_filled(self):
        for name in ("Ann", "Bo", "Cai"):
            self.assertEqual(self._post(name=name).status_code, 303)
        reply = self._post(name="Dag")
        self.assertEqual(reply.status_code, 429)
        self.assertIn("Several registrations", reply.text)
        self.assertIn('value="Dag"', reply.text, "what was typed stays")
        self.assertEqual(len(self._coming()), 3)

    def test_the_ticket_comes_by_a_job(self):
        template = self.env.ref("sme_crossborder.event_type_collaboration")
        self.workshop.event_type_id = template
        self._post()
        one = self._coming()
        self.assertFalse(one.mail_registration_ids)
        self.env["event.mail"].schedule_communications()
        self.assertEqual(len(one.mail_registration_ids), 1)

    def test_where_no_place_is_left(self):
        self.workshop.write({"seats_limited": True, "seats_max": 1})
        self._post()
        self.assertIn("there is a waiting list", self._page())
        self.assertIn("Put me on the waiting list", self._page(self.url))
        reply = self._post(name="Ola Berg", email="ola@fjordkod.example")
        self.assertEqual(reply.status_code, 303)
        eva, ola = self._coming()
        self.assertEqual((eva.state, ola.state), ("open", "draft"))
        self.assertIn("waiting list", self._mails(ola.email).body_html)
        page = self.url_open(ola._get_participant_link()).text
        self.assertIn("You are on the waiting list", page)
        # a place becomes free: who works on it confirms
        eva.with_user(self.coordinator_a).action_cancel()
        ola.with_user(self.coordinator_a).action_confirm()
        page = self.url_open(ola._get_participant_link()).text
        self.assertNotIn("You are on the waiting list", page)

    def test_questions_tickets_and_times(self):
        question, choice = self.env["event.question"].create(
            [
                {"title": "What do you make?", "question_type": "text_box"},
                {
                    "title": "Lunch?",
                    "question_type": "simple_choice",
                    "is_mandatory_answer": True,
                    "answer_ids": [
                        Command.create({"name": "Soup"}),
                        Command.create({"name": "Salad"}),
                    ],
                },
            ]
        )
        firm = self.env.ref("sme_crossborder.event_question_firm")
        self.workshop.question_ids = question | choice | firm
        over, guest, _full = self.env["event.event.ticket"].create(
            [
                {
                    "event_id": self.workshop.id,
                    "name": "Early",
                    "end_sale_datetime": datetime(2020, 1, 1),
                },
                {"event_id": self.workshop.id, "name": "Guest"},
                {"event_id": self.workshop.id, "name": "Speaker", "seats_max": 1},
            ]
        )
        page = self._page(self.url)
        self.assertNotIn("Early", page)
        self._check(html.fromstring(page))
        reply = self._post(ticket_id=str(over.id))
        page = html.fromstring(reply.text)
        self._check(page)
        self.assertEqual(
            set(page.xpath("//*[@aria-invalid='true']/@name")),
            {"ticket_id", f"question_{choice.id}"},
        )
        answers = {
            f"question_{question.id}": "  Radios\x00 ",
            f"question_{choice.id}": str(choice.answer_ids[1].id),
            "company_name": "Fjordkod AB",
        }
        self.assertEqual(
            self._post(ticket_id=str(guest.id), **answers).status_code, 303
        )
        one = self._coming()
        self.assertEqual(one.event_ticket_id, guest)
        self.assertEqual(one.company_name, "Fjordkod AB")
        self.assertEqual(
            sorted(one.registration_answer_ids.mapped("display_name")),
            ["Radios", "Salad"],
        )

    def test_tickets_and_times_that_are_not_offered(self):
        other = self.workshop.copy({"name": "Another day", "is_multi_slots": True})
        ticket = self.env["event.event.ticket"].create(
            {"event_id": other.id, "name": "Of another workshop"}
        )
        slot = self.env["event.slot"].create(
            {
                "event_id": other.id,
                "date": other.date_begin.date(),
                "start_hour": 10,
                "end_hour": 11,
            }
        )
        for number, values in enumerate(
            (
                {"ticket_id": str(ticket.id), "slot_id": str(slot.id)},
                {"ticket_id": "999999999"},
                {"slot_id": "999999999"},
            ),
            start=1,
        ):
            with self.subTest(values=values):
                reply = self._post(email=f"{number}@x.example", **values)
                self.assertEqual(reply.status_code, 303)
        coming = self._coming()
        self.assertEqual(len(coming), 3)
        self.assertFalse(coming.event_ticket_id or coming.event_slot_id)

    def test_what_is_wrong_is_said_and_nothing_is_lost(self):
        for values, told in (
            ({"name": ""}, "Enter your name."),
            ({"email": "nobody"}, "Enter your e-mail address"),
            ({"country_id": "0"}, "Choose the country"),
            ({"name": "x" * 101}, "101 characters"),
            ({"fax": "1"}, "as machines do"),
            ({"key": "x"}, "open for long"),
            ({"key": "fresh"}, "faster than people write"),
        ):
            with self.subTest(told=told):
                if values.get("key") == "fresh":
                    values = {"key": self._key(seconds=0)}
                reply = self._post(**{"email": "kept@x.example", **values})
                self.assertIn(told, reply.text)
                if "email" not in values:
                    self.assertIn("kept@x.example", reply.text)
                self._check(html.fromstring(reply.text))
        self.assertFalse(self._coming())
        self.assertFalse(self._mails())

    def test_mail_is_asked_for_beside_it(self):
        news = self.env.ref("sme_crossborder.sme_consent_purpose_newsletter")
        self.assertNotIn("checked", self._page(self.url))
        self._post()
        self.assertFalse(self.env["sme.subscription"].search([("email", "=", MAIL)]))
        self._post(name="Eva Ek", purpose_ids=[str(news.id), "999999"])
        one = self.env["sme.subscription"].search([("email", "=", MAIL)])
        self.assertRecordValues(
            one, [{"state": "asked", "company_id": self.company_a.id}]
        )
        self.assertEqual(one.asked_purpose_ids, news)

    def test_from_one_network_not_too_many(self):
        acts = self.env["sme.public.act"]
        for _time in range(20):
            acts._note("workshop", "127.0.0.1")
        reply = self._post()
        self.assertEqual(reply.status_code, 429)
        self.assertIn(f'value="{MAIL}"', reply.text)
        self.assertFalse(self._coming())

    def test_for_whoever_has_them_read_out(self):
        for url in (URL, self.url, f"{URL}/thanks"):
            with self.subTest(url=url):
                self._check(html.fromstring(self._page(url)))

    def test_signs_of_the_project_and_who_keeps_it(self):
        self.workshop.workshop_project_id.cofunding_statement = "Paid by all of us"
        self.company_a.email = "hello@a.example"
        page = self._page(self.url)
        self.assertIn("Paid by all of us", page)
        self.assertIn("hello@a.example", page)
        privacy = re.search(r'id="privacy".*?</section>', page, re.S).group()
        self.assertIn(self.company_a.name, privacy)
        self._invite_b()
        self.assertNotIn(self.company_b.name, self._privacy())
        self._arrange()
        self.workshop.workshop_organiser_ids.invalidate_recordset()
        sees = self.workshop.workshop_organiser_ids.sees_persons
        self.assertEqual(self.company_b.name in self._privacy(), sees)

    def _privacy(self):
        page = self._page(self.url)
        return re.search(r'id="privacy".*?</section>', page, re.S).group()
