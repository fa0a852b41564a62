"""A firm writes to us for the first time: who gets it, and what becomes of it."""

import re
from unittest.mock import patch
from urllib.parse import urlsplit

from lxml import html

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, tagged

from ..models.sme_contact_form import PER_HOUR
from .first_contact_case import URL, FirstContactCase


@tagged("post_install", "-at_install", "security")
class TestFirstContactForm(FirstContactCase):
    def test_file_journey_and_something_to_do(self):
        one = self._send(purpose_ids=[str(self.purpose.id)])
        firm = one.firm_id
        self.assertRecordValues(
            firm,
            [
                {
                    "name": "Fjordkod AB",
                    "company_id": self.company_a.id,
                    "registry_number": "556036-0793",
                    "number_state": "checked",
                    "privacy_notice_version": "2026-11 en_US",
                    "user_id": False,
                }
            ],
        )
        self.assertEqual(firm.market_wanted_ids, self.country_lv)
        self.assertEqual(firm.contact_ids.mapped("email"), ["eva@fjordkod.example"])
        self.assertEqual(firm.contact_ids.lang, "en_US")
        self.assertRecordValues(
            firm.consent_ids,
            [
                {
                    "purpose_id": self.purpose.id,
                    "partner_id": firm.contact_ids.id,
                    "channel": "form",
                    "text_version": "2026-11 en_US",
                }
            ],
        )
        first = self.env.ref("sme_crossborder.crm_stage_first_contact")
        self.assertRecordValues(
            one.lead_id,
            [
                {
                    "firm_id": firm.id,
                    "target_country_id": self.country_lv.id,
                    "stage_id": first.id,
                    "user_id": self.coordinator_a.id,
                    "company_id": self.company_a.id,
                }
            ],
        )
        mine = one.lead_id.with_user(self.coordinator_a)
        self.assertRecordValues(
            mine.activity_ids,
            [
                {
                    "user_id": self.coordinator_a.id,
                    "summary": "Answer the first contact of Fjordkod AB",
                }
            ],
        )
        notes = " ".join(mine.message_ids.mapped("body"))
        self.assertIn("What hinders", notes)
        self.assertNotIn("Eva", notes, "who wrote is not told on a shared journey")

    def test_who_takes_first_contacts(self):
        self.company_a.sme_first_contact_user_id = self.adviser_a
        self.assertEqual(self._send().lead_id.user_id, self.adviser_a)
        # of another organisation by now
        self.company_a.sme_first_contact_user_id = self.adviser_b
        other = self._send(registry_number="", name="Ny AB", email="n@ny.example")
        self.assertEqual(other.lead_id.user_id, self.coordinator_a)

    def test_goes_to_the_organisation_of_the_country(self):
        self.assertEqual(self._send().company_id, self.company_a)
        other = self._send(
            country_id=str(self.country_ee.id), registry_number="", name="OÜ"
        )
        self.assertEqual(other.company_id, self.company_b, "all other countries")
        # a project that is not running, a member that has left
        self.project.state = "closed"
        self.assertFalse(self._rule(self.country_se))
        self.project.state = "running"
        self.rule_a.member_id.project_id.member_ids.filtered(
            lambda member: member.company_id == self.company_b
        ).date_end = "2025-02-01"
        self.assertEqual(self._rule(self.country_se), self.rule_a)
        self.assertFalse(self._rule(self.country_ee))

    def _rule(self, country):
        return self.env["sme.first.contact.rule"]._find_for(country)

    def test_attaches_by_number_and_changes_nothing(self):
        firm = self._file(user_id=self.adviser_a.id)
        one = self._send(name="Anybody", purpose_ids=[str(self.purpose.id)])
        self.assertEqual((one.firm_id, one.is_new_file), (firm, False))
        self.assertEqual(firm.name, "Fjordkod")
        self.assertFalse(firm.contact_ids, "nobody knows who wrote")
        self.assertFalse(firm.consent_ids)
        self.assertEqual(one.purpose_ids, self.purpose, "kept beside the file")
        self.assertEqual(one.lead_id.user_id, self.adviser_a)
        # again: the same journey
        again = self._send()
        self.assertEqual(again.lead_id, one.lead_id)
        self.assertEqual(len(self._journeys(firm)), 1)
        self.assertEqual(len(one.lead_id.with_user(self.adviser_a).activity_ids), 2)

    def test_attaches_without_number_by_name_and_person(self):
        firm = self._file(registry_number=False)
        self._add_person(firm)
        by_both = self._send(registry_number="", name="FJORDKOD AB")
        self.assertEqual(by_both.firm_id, firm)
        other_name = self._send(registry_number="", name="Havskod AB")
        self.assertNotEqual(other_name.firm_id, firm)
        other_person = self._send(registry_number="", email="x@y.example")
        self.assertNotEqual(other_person.firm_id, firm)

    def test_archived_file_is_taken_out_again(self):
        firm = self._file()
        firm.active = False
        one = self._send()
        self.assertEqual(one.firm_id, firm)
        self.assertTrue(firm.active)

    def test_files_of_others_are_neither_used_nor_told(self):
        theirs = self._create_firm(
            self.company_b, country_id=self.country_se.id, registry_number="5560360793"
        )
        one = self._send()
        self.assertTrue(one.is_new_file)
        self.assertNotEqual(one.firm_id, theirs)
        self.assertEqual(
            one.firm_id.entity_id, theirs.entity_id, "counted as one firm all the same"
        )
        self.assertFalse(self._journeys(theirs))

    def test_sole_traders_number_is_masked(self):
        one = self._send(registry_number="811228-9874")
        self.assertIn("•", one.registry_number)
        self.env.flush_all()
        self.env.cr.execute("SELECT registry_number FROM sme_contact_request")
        self.assertNotIn("9874", str(self.env.cr.fetchall()))

    def test_who_reads_it(self):
        one = self._send()
        self.assertEqual(one.with_user(self.adviser_a).words, "Where do we begin?")
        for user in (self.adviser_b, self.auditor, self.employee, self.portal):
            with self.assertRaises(AccessError):
                one.with_user(user).read(["words"])
        with self.assertRaises(AccessError):
            one.with_user(self.coordinator_a).words = "We changed it"
        with self.assertRaises(AccessError):
            one.with_user(self.coordinator_a).read(["key"])
        with self.assertRaises(AccessError):
            one.with_user(self.adviser_a).unlink()
        one.with_user(self.coordinator_a).unlink()

    def test_who_says_who_helps(self):
        rule = self.rule_a.with_user(self.manager_a)
        rule.country_id = self.country_ee
        for user in (self.coordinator_a, self.manager_b):
            with self.assertRaises(AccessError):
                self.rule_a.with_user(user).country_id = self.country_lv
        self.assertTrue(self.rule_a.with_user(self.adviser_b).display_name)
        outside = self._create_project(self.company_b, acronym="ELSE").member_ids
        with self.assertRefused("choose a member", ValidationError):
            self.rule_a.member_id = outside


@tagged("post_install", "-at_install", "security")
class TestFirstContactPage(FirstContactCase, HttpCase):
    """Without JavaScript, as a browser posts it."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def _post(self, **values):
        reply = self.url_open(URL, data=self._form(**values), allow_redirects=False)
        self.env.invalidate_all()
        return reply

    def _requests(self):
        return self.env["sme.contact.request"].search([])

    def test_the_same_page_whoever_writes(self):
        self._file(name="Known")
        replies = [
            self._post(),
            self._post(registry_number="", name="New", email="a@new.example"),
        ]
        self.assertEqual([reply.status_code for reply in replies], [303, 303])
        targets = {reply.headers["Location"] for reply in replies}
        self.assertEqual(len(targets), 1)
        page = self.url_open(targets.pop())
        self.assertIn("We got your message", page.text)
        self.assertEqual(len(self._requests()), 2)

    def test_form_opens_where_somebody_helps(self):
        page = self.url_open(URL)
        self.assertIn('name="registry_number"', page.text)
        self.assertIn("Sweden", page.text)
        notice = self.url_open(f"{URL}/privacy").text
        self.assertIn("Organisation A", notice)
        self.assertIn("hello@a.example", notice)
        self.env["sme.first.contact.rule"].search([]).unlink()
        self.env.flush_all()
        page = self.url_open(URL)
        self.assertIn("Nobody takes messages", page.text)
        self.assertNotIn('name="registry_number"', page.text)

    def test_into_the_country_of_a_neighbour_too(self):
        self.project.target_country_ids = self.env.ref("base.no")
        self.project.member_ids.partner_id.country_id = self.country_lv
        self.company_a.partner_id.country_id = self.country_se
        self.env.flush_all()
        shown = html.fromstring(self.url_open(URL).text)
        markets = shown.xpath("//select[@id='target_country_id']/option/text()")
        self.assertEqual(
            [name.strip() for name in markets[1:]], ["Latvia", "Norway", "Sweden"]
        )

    def test_an_address_that_no_mail_reaches(self):
        for typed in ("a@b", "a@b.", "eva@", "@fjordkod.example"):
            page = self._post(email=typed)
            self.assertIn("Enter your e-mail address", page.text)
            self.assertIn(f'value="{typed}"', page.text)

    def test_the_link_of_a_page_that_is_not_found(self):
        if "website" in self.env:
            self.skipTest("Odoo's Website has a page of this address.")
        response = self.url_open("/contactus", allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertEqual(urlsplit(response.headers["Location"]).path, "/one-stop-shop")
        self.assertEqual(self.url_open("/contactus2").status_code, 404)

    def test_twice_is_once(self):
        form = self._form()
        for _time in range(2):
            reply = self.url_open(URL, data=form, allow_redirects=False)
            self.assertEqual(reply.status_code, 303)
        self.assertEqual(len(self._requests()), 1)
        self.assertEqual(len(self.env["mail.mail"].search(self._to())), 1)

    def _to(self, address="eva@fjordkod.example"):
        return [("email_to", "=", address)]

    def test_nothing_typed_is_lost(self):
        wrong = {
            "number": {"registry_number": "556036-0794"},
            "market": {"target_country_id": str(self.country_se.id)},
            "mail": {"email": "eva"},
            "country": {"country_id": "0"},
            "language": {"lang": "xx"},
            "machine": {"fax": "1"},
            "too fast": {"key": self._key(seconds=0)},
            "too old": {"key": self._key(seconds=90_000)},
            "forged": {"key": "AAAA"},
            "long": {"words": "Where do we begin?" * 300},
        }
        for name, values in wrong.items():
            with self.subTest(name):
                reply = self._post(**values)
                self.assertEqual(reply.status_code, 200)
                self.assertIn("Where do we begin?", reply.text)
                self.assertIn('value="Fjordkod AB"', reply.text)
                self.assertEqual(reply.text.count('checked="checked"'), 2)
                self.assertIn('role="alert"', reply.text)
        self.assertFalse(self._requests())

    def test_an_old_page_is_sent_once_more(self):
        reply = self._post(key=self._key(seconds=90_000))
        key = re.search(r'name="key" value="([^"]+)"', reply.text).group(1)
        with patch("odoo.addons.sme_crossborder.controllers.public_page.FASTEST", 0):
            self.assertEqual(self._post(key=key).status_code, 303)
        self.assertEqual(len(self._requests()), 1)

    def test_number_is_refused_with_its_reason(self):
        reply = self._post(registry_number="556036-0794")
        self.assertIn("check digit does not fit", reply.text)

    def test_too_many_from_one_address(self):
        acts = self.env["sme.public.act"]
        for _time in range(PER_HOUR):
            acts._note("first_contact", "127.0.0.1")
        self.env.flush_all()
        reply = self._post()
        self.assertEqual(reply.status_code, 429)
        self.assertIn("Where do we begin?", reply.text)
        self.assertFalse(self._requests())
        acts.search([]).date = fields.Datetime.subtract(
            fields.Datetime.now(), minutes=61
        )
        self.env.flush_all()
        self.assertEqual(self._post().status_code, 303, "an hour later")
        self.assertNotIn("127.0.0.1", str(acts.search([]).mapped("who")))
        acts.search([]).date = "2025-01-01"
        acts._gc_old()
        self.assertFalse(acts.search([]))

    def test_what_is_typed_is_text(self):
        evil = "<script>alert(1)</script>{{7*7}}${7*7}"
        reply = self._post(name=evil, email="wrong")
        self.assertNotIn("<script>alert(1)", reply.text)
        self.assertIn("{{7*7}}", reply.text)
        self._post(name=evil, words=evil, person_name=evil)
        one = self._requests()
        self.assertEqual(one.words, evil)
        mail = self.env["mail.mail"].search(self._to())
        self.assertNotIn("<script>", mail.body_html)
        self.assertNotIn("49", mail.body_html.split("look")[0])
        self.assertNotIn("<script>", " ".join(one.lead_id.message_ids.mapped("body")))


@tagged("post_install", "-at_install", "security")
class TestFirstContactLink(FirstContactCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.one = self._send()

    def _mails(self):
        return self.env["mail.mail"].search([("email_to", "=", self.one.email)])

    def _url(self):
        body = self._mails()[:1].body_html
        return re.search(r"/first-contact/continue/[\w.=-]+", body).group()

    def _add(self, url, text):
        page = self.url_open(url)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        reply = self.url_open(url, data={"csrf_token": token, "text": text})
        self.env.invalidate_all()
        return reply

    def test_shows_what_was_typed_and_takes_more(self):
        self.one.firm_id.name = "Other name on the file"
        self.env.flush_all()
        url = self._url()
        page = self.url_open(url)
        self.assertIn("Where do we begin?", page.text)
        self.assertNotIn("Other name on the file", page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        reply = self._add(url, "We are six people.")
        self.assertIn("We are six people.", reply.text)
        self._add(url, "We are six people.")
        self.assertEqual(self.one.added, "We are six people.", "once")
        self._add(url, "people.")
        self.assertEqual(self.one.added, "We are six people.\n\npeople.")
        steps = self.one.lead_id.with_user(self.coordinator_a).activity_ids
        self.assertEqual(
            steps.mapped("summary").count(
                "Read what Fjordkod AB added to its first contact"
            ),
            0,
            "the file is named as the organisation has it",
        )
        self.assertEqual(len(steps), 3)

    def test_too_long_is_kept_on_the_page(self):
        reply = self._add(self._url(), "x" * 4001)
        self.assertIn("4001 characters", reply.text)
        self.assertIn("x" * 4001, reply.text)
        self.assertFalse(self.one.added)

    def test_over_forged_and_again(self):
        url = self._url()
        self.assertIn("do not know", self.url_open(url[:-4] + "AAAA").text)
        self.assertIn("do not know", self.url_open(f"{URL}/continue/x").text)
        self.one.link_until = "2025-01-01"
        self.env.flush_all()
        page = self.url_open(url)
        self.assertIn("not valid any more", page.text)
        self.assertNotIn("Where do we begin?", page.text)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        data = {"csrf_token": token}
        self.assertIn("last hour", self.url_open(f"{url}/again", data=data).text)
        self.one.link_sent = "2025-01-01"
        self.env.flush_all()
        self.assertIn("on its way", self.url_open(f"{url}/again", data=data).text)
        self.assertEqual(len(self._mails()), 2)
        self.assertIn("Where do we begin?", self.url_open(self._url()).text)
        self.assertIn("not valid any more", self.url_open(url).text)

    def test_nobodys_letter_box_is_filled(self):
        for number in range(5):
            self._send(name=f"Firm {number}", registry_number="")
        self.assertEqual(len(self._mails()), 3)
        self.assertEqual(self.env["sme.contact.request"].search_count([]), 6)
