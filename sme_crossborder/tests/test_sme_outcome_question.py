"""A firm says by a mailed link what came of its journey, or of an introduction."""

import re

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import Form, HttpCase, tagged

from .accessible_case import ChecksPages
from .journey_case import JourneyCase
from .test_sme_interest_outcome import OutcomeCase


class EntryCase(JourneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Eva Ek",
                "email": "eva@fjordkod.example",
                "parent_id": cls.firm.partner_id.id,
            }
        )
        cls.journey.write(
            {
                "market_entry_mode": "agent",
                "market_entry_date": "2026-03-01",
                "market_entry_value": 12_000,
                "user_id": cls.adviser_a.id,
            }
        )

    def _ask(self, user=None):
        user = user or self.adviser_a
        journey = self.journey.with_user(user)
        question = journey.ask_outcome(self.person.with_user(user))
        return question.sudo()

    def _mails(self):
        mails = [("email_to", "=", "eva@fjordkod.example")]
        return self.env["mail.mail"].search(mails)

    def _told_adviser(self, record):
        steps = record.sudo().activity_ids
        return steps.filtered(lambda step: "said what came" in step.summary)


@tagged("post_install", "-at_install", "security")
class TestSmeOutcomeQuestion(EntryCase):
    def test_the_adviser_asks_by_the_dialog(self):
        action = self.journey.with_user(self.adviser_a).action_ask_outcome()
        Dialog = self.env[action["res_model"]].with_user(self.adviser_a)
        with Form(Dialog.with_context(**action["context"])) as form:
            form.partner_id = self.person
            self.assertIn("How: Agent\nWhen: 1 March 2026", form.told)
        form.record.action_ask()
        question = self.journey.with_user(self.adviser_a).outcome_question_ids
        self.assertRecordValues(
            question,
            [
                {
                    "state": "asked",
                    "partner_id": self.person.id,
                    "user_id": self.adviser_a.id,
                    "company_id": self.company_a.id,
                    "answer": False,
                }
            ],
        )
        self.assertIn("12,000", question.told)
        self.assertIn("Asked what came of it: Eva Ek", self.journey.message_ids[0].body)
        self.assertIn("/outcome/", self._mails().body_html)

    def test_what_the_firm_read_stays(self):
        question = self._ask()
        question._answer("yes", "Eva Ek", "Since spring")
        self.journey.market_entry_mode = "direct"
        self.assertIn("How: Agent", question.told)
        self.assertEqual(
            (question.state, question.answer, question.person_name, question.note),
            ("answered", "yes", "Eva Ek", "Since spring"),
        )
        self.assertIn("Yes, it is so", self.journey.message_ids[0].body)
        self.assertEqual(self._told_adviser(self.journey).user_id, self.adviser_a)
        # the word of the firm alone moves nothing
        self.assertEqual(self.journey.won_status, "pending")

    def test_in_the_language_of_the_firm(self):
        self.env["res.lang"]._activate_lang("lv_LV")
        self.person.lang = "lv_LV"
        self.journey.target_country_id.with_context(lang="lv_LV").name = "Igaunija"
        question = self._ask()
        self.assertIn("01.03.2026", question.told)
        self.assertIn("Igaunija", question.name)
        self.assertIn("Igaunija", self._mails().subject)

    def test_nothing_to_confirm_nobody_to_ask(self):
        self.person.email = "nobody"
        with self.assertRefused("cannot be asked"):
            self._ask()
        self.person.write({"email": "a@b.example", "parent_id": False})
        with self.assertRefused("cannot be asked"):
            self._ask()
        self.journey.market_entry_date = False
        with self.assertRefused("how and when"):
            self.journey.with_user(self.adviser_a).action_ask_outcome()

    def test_nobody_else_asks_or_reads(self):
        for user in (self.adviser_b, self.coordinator_b):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self._ask(user)
        question = self._ask()
        self.assertTrue(question.with_user(self.coordinator_a).read(["told"]))
        for user in (self.adviser_b, self.coordinator_b):
            with self.assertRaises(AccessError):
                question.with_user(user).read(["told"])
        for vals in ({"answer": "yes"}, {"state": "answered"}, {"told": "Other"}):
            with self.assertRaises(AccessError):
                question.with_user(self.coordinator_a).write(vals)
        with self.assertRaises(AccessError):
            question.with_user(self.adviser_a).read(["key"])
        with self.assertRaises(AccessError):
            self.env["sme.outcome.question"].with_user(self.adviser_a).create(
                {
                    "name": "x",
                    "told": "x",
                    "firm_id": self.firm.id,
                    "lead_id": self.journey.id,
                }
            )

    def test_asked_anew_the_first_one_ends(self):
        first = self._ask()
        token = first._get_link().rsplit("/", 1)[1]
        second = self._ask()
        self.assertEqual((first.state, second.state), ("replaced", "asked"))
        self.assertEqual(first._find_by_link(token)[1], "done")

    def test_who_left_is_not_told(self):
        question = self._ask()
        self.adviser_a.active = False
        question._answer("yes", "Eva Ek")
        self.assertFalse(self._told_adviser(self.journey))
        self.assertIn("Yes, it is so", self.journey.message_ids[0].body)


@tagged("post_install", "-at_install", "security")
class TestSmeOutcomeQuestionOfInterest(OutcomeCase):
    def _ask(self, interest, user, person):
        theirs = self._as_user(interest, user)
        question = theirs.ask_outcome(person.with_user(user))
        self.env.flush_all()
        self.env.invalidate_all()
        return question.sudo()

    def test_each_side_asks_its_own_firm(self):
        interest = self._accepted()
        asking = self._ask(interest, self.adviser_b, self.person_b)
        owner = self._ask(interest, self.adviser_a, self.person_a)
        self.assertEqual(asking.company_id, self.company_b)
        self.assertIn(self.lead.holder_name, asking.told)
        self.assertEqual(owner.company_id, self.company_a)
        self.assertIn(self.firm_b.name, owner.told)
        # neither reads what the other's firm was asked or says
        for user, mine in ((self.adviser_a, owner), (self.adviser_b, asking)):
            seen = self._as_user(interest, user).outcome_question_ids
            self.assertEqual(seen.sudo(), mine)
        asking._answer("agreed", "Janis Ozols", "Signed yesterday")
        self.assertNotIn("Signed yesterday", self._said(interest))
        self.assertIn("said what came of it", self._planned(interest, self.adviser_b))
        self.assertNotIn(
            "said what came of it", self._planned(interest, self.adviser_a)
        )
        # it is what shows the agreement when the adviser records it
        for user, shown in (
            (self.adviser_b, "Janis Ozols by a link"),
            (self.adviser_a, ""),
        ):
            action = self._as_user(interest, user).action_record_agreement()
            Dialog = self.env[action["res_model"]].with_user(user)
            form = Form(Dialog.with_context(**action["context"]))
            self.assertIn(shown, form.evidence_note or "")
            self.assertEqual(bool(form.evidence_note), bool(shown))

    def test_not_of_another_firm_and_not_by_others(self):
        interest = self._accepted()
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._ask(interest, self.adviser_b, self.person_a)
        with self.assertRaises(AccessError), self.cr.savepoint():
            self._ask(interest, self.adviser_c, self.person_b)
        waiting = self._express()
        with self.assertRefused("."):
            self._ask(waiting, self.adviser_b, self.person_b)
        self.assertFalse(self._as_user(waiting, self.adviser_b).can_ask_outcome)
        self.assertTrue(self._as_user(interest, self.adviser_b).can_ask_outcome)

    def test_an_agreement_ends_the_question(self):
        interest = self._accepted()
        question = self._ask(interest, self.adviser_b, self.person_b)
        token = question._get_link().rsplit("/", 1)[1]
        self.assertEqual(question._find_by_link(token)[1], "valid")
        self._record(interest, self.adviser_b)
        self.assertEqual(question._find_by_link(token)[1], "done")
        self.assertFalse(self._as_user(interest, self.adviser_b).can_ask_outcome)


@tagged("post_install", "-at_install", "security")
class TestSmeOutcomeQuestionPage(EntryCase, HttpCase, ChecksPages):
    def _url(self):
        found = re.search(r"/outcome/[\w=.~-]+", self._mails()[0].body_html)
        return found.group()

    def _page(self, url):
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        return page.text

    def _press(self, url, answer="", end="", **values):
        page = self.url_open(url)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        data = {"csrf_token": token, "answer": answer, **values}
        reply = self.url_open(f"{url}{end}", data=data)
        self.env.invalidate_all()
        return reply.text

    def test_the_firm_answers_by_its_link(self):
        self.authenticate(None, None)
        question = self._ask()
        url = self._url()
        page = self._page(url)
        self.assertIn("How: Agent", page)
        self._check(html.fromstring(page))
        self.env.invalidate_all()
        self.assertEqual(question.state, "asked", "a look changes nothing")
        self.assertIn("Enter your name", self._press(url, "yes"))
        page = self._press(url, "no", person="Eva")
        self.assertIn("Say what is different", page)
        self.assertIn('value="Eva"', page)
        # an answer to another kind of question is none here
        self.assertIn("Press one", self._press(url, "agreed", person="Eva"))
        self.assertEqual(question.state, "asked")
        page = self._press(url, "no", person="Eva", note="<b>Later</b>, in May")
        self.assertIn("Thank you", page)
        self.assertEqual((question.answer, question.person_name), ("no", "Eva"))
        self.assertIn("nothing to answer", self._page(url))
        self.assertIn("&lt;b&gt;Later", self.journey.message_ids[0].body)

    def test_links_that_are_of_no_use(self):
        self.authenticate(None, None)
        question = self._ask()
        url = self._url()
        self.assertIn("do not know this link", self._page(f"{url}x"))
        self.assertIn("do not know this link", self._page("/outcome/abc"))
        question.link_until = "2020-01-01"
        self.assertIn("not valid any more", self._page(url))
        self._check(html.fromstring(self._page(url)))
        self.assertIn("within the last hour", self._press(url, end="/again"))
        question.link_sent = "2020-01-01"
        self.assertIn("new link is on its way", self._press(url, end="/again"))
        newer = max(self._mails(), key=lambda mail: mail.id).body_html
        newer = re.search(r"/outcome/[\w=.~-]+", newer).group()
        self.assertNotEqual(newer, url)
        self.assertIn("How: Agent", self._page(newer))
        self.assertIn("not valid any more", self._page(url))
        # typed on the old page: said that it was not sent, and shown
        token = re.search(r'name="csrf_token" value="([^"]+)"', self._page(newer))
        data = {"csrf_token": token.group(1), "answer": "yes", "note": "My words"}
        self.assertIn("My words", self.url_open(url, data=data).text)
        self.assertEqual(question.state, "asked")
