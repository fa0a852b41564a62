"""A firm's success story: published with its yes to the very text, and not without."""

import re

from lxml import html

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged

from .accessible_case import ChecksPages
from .common import SmeCase

URL = "/stories"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


class StoryCase(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sme.story"].search([]).unlink()
        cls.project = cls._create_project(cls.company_a, cls.company_b)
        cls.firm = cls._create_firm(cls.company_a, user_id=cls.adviser_a.id)
        cls.person = cls.env["res.partner"].create(
            {
                "name": "Eva Ek",
                "email": "eva@fjordkod.example",
                "parent_id": cls.firm.partner_id.id,
            }
        )
        cls.story = cls._create_story()

    @classmethod
    def _create_story(cls, **values):
        return (
            cls.env["sme.story"]
            .with_user(cls.adviser_a)
            .create(
                {
                    "firm_id": cls.firm.id,
                    "title": "To Riga in a year",
                    "text": "<p>It began with one <b>call</b>.</p>",
                    "target_country_id": cls.country_lv.id,
                    "project_id": cls.project.id,
                    "contact_id": cls.person.id,
                    **values,
                }
            )
        )

    def _mails(self):
        mails = [("email_to", "=", "eva@fjordkod.example")]
        return self.env["mail.mail"].search(mails)

    def _to_published(self, story=None):
        story = story or self.story
        story.action_ask_firm()
        story.sudo()._answer_of_firm("yes", "Eva Ek")
        story.with_user(self.coordinator_a).action_publish()
        return story


@tagged("post_install", "-at_install", "security")
class TestSmeStory(StoryCase):
    def test_of_a_restricted_file_nothing_is_told(self):
        other = self._create_story()
        self._to_published()
        other.action_ask_firm()
        other.sudo()._answer_of_firm("yes", "Eva Ek")
        stories = self.env["sme.story"]
        self.assertTrue(stories._read_public(self.story.id))
        self.firm.with_user(self.manager_a).action_restrict()
        self.assertIsNone(stories._read_public(self.story.id))
        self.assertEqual(stories._list_public(), (0, 1, []))
        self.assertFalse(stories._get_public_markets())
        with self.assertRefused("is restricted"):
            other.with_user(self.coordinator_a).action_publish()
        with self.assertRefused("is restricted"):
            self._create_story().action_ask_firm()
        self.firm.with_user(self.manager_a).action_restrict()
        self.assertTrue(stories._read_public(self.story.id), "as before once lifted")

    def test_published_with_the_yes_of_the_firm(self):
        story = self.story
        with self.assertRefused("once the firm approved"):
            story.with_user(self.coordinator_a).action_publish()
        story.action_ask_firm()
        self.assertEqual(story.state, "sent")
        with self.assertRefused("once the firm approved"):
            story.with_user(self.coordinator_a).action_publish()
        story.sudo()._answer_of_firm("yes", "Eva Ek", "With pleasure")
        self.assertEqual(
            (story.state, story.approved_by, story.answer),
            ("approved", "Eva Ek", "With pleasure"),
        )
        step = self.firm.activity_ids.filtered(
            lambda step: "approved its success story" in step.summary
        )
        self.assertEqual(step.user_id, self.adviser_a)
        with self.assertRefused("Only a coordinator", AccessError):
            story.action_publish()
        story.with_user(self.coordinator_a).action_publish()
        self.assertEqual(story.state, "published")
        self.assertTrue(story.date_published)
        notes = " ".join(str(m.body) for m in self.firm.message_ids)
        for said in ("Asked to approve", "With pleasure", "published"):
            self.assertIn(said, notes)

    def test_a_change_takes_it_back(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        for values in (
            {"text": "<p>Other</p>"},
            {"title": "Other"},
            {"picture": PIXEL, "picture_text": "A dot"},
            {"is_named": True},
            {"project_id": False},
            {"target_country_id": self.country_se.id},
        ):
            story = self._to_published(self._create_story())
            with self.subTest(values=values):
                story.write(values)
                self.assertEqual(story.state, "draft")
                self.assertFalse(story.date_approved)
                self.assertFalse(story.sudo().key)
        for lang_change in (
            lambda story: story.with_context(lang="sv_SE").write({"title": "Till"}),
            lambda story: story.update_field_translations(
                "title", {"sv_SE": "Till Riga"}
            ),
            lambda story: story.update_field_translations(
                "text", {"sv_SE": {"It began with one <b>call</b>.": "Det började."}}
            ),
        ):
            story = self._to_published(self._create_story())
            lang_change(story)
            self.assertEqual(story.state, "draft")
        # what is written again as it was, and what is not part of it
        story = self._to_published(self._create_story())
        story.write({"title": "To Riga in a year", "contact_id": False})
        self.assertEqual(story.state, "published")

    def test_nobody_types_what_acts_write(self):
        for vals in (
            {"state": "published"},
            {"approved_by": "Eva"},
            {"date_approved": "2026-01-01"},
        ):
            for user in (self.adviser_a, self.coordinator_a, self.manager_a):
                with self.assertRaises(AccessError):
                    self.story.with_user(user).write(vals)
        made = self._create_story(state="published", approved_by="Eva")
        self.assertEqual((made.state, made.approved_by), ("draft", False))
        copied = self._to_published().copy()
        self.assertEqual((copied.state, copied.approved_by), ("draft", False))
        with self.assertRaises(AccessError):
            self.story.read(["key"])

    def test_what_is_missing_is_said(self):
        for values in (
            {"text": "<p><br></p>"},
            {"contact_id": False},
            {"picture": PIXEL},
        ):
            with self.assertRaises(UserError):
                self._create_story(**values).action_ask_firm()
        other = self._create_firm(self.company_a, "Norrgren AB")
        with self.assertRaises(ValidationError):
            self._create_story(firm_id=other.id)
        journey = self.env["crm.lead"].create(
            {"firm_id": other.id, "target_country_id": self.country_lv.id}
        )
        with self.assertRaises(ValidationError):
            self._create_story(lead_id=journey.id)

    def test_the_market_is_that_of_the_journey(self):
        journey = self.env["crm.lead"].create(
            {"firm_id": self.firm.id, "target_country_id": self.country_ee.id}
        )
        form = Form(self.env["sme.story"].with_user(self.adviser_a))
        form.title = "To Tallinn"
        form.firm_id = self.firm.with_user(self.adviser_a)
        form.lead_id = journey.with_user(self.adviser_a)
        self.assertEqual(form.target_country_id.id, self.country_ee.id)
        self.assertEqual(form.save().company_id.id, self.company_a.id)

    def _steps(self):
        steps = self.firm.activity_ids.filtered(lambda s: "story" in (s.summary or ""))
        return steps.mapped("summary")

    def test_what_is_to_do_ends_once_it_is_done(self):
        story, coordinator = self.story, self.story.with_user(self.coordinator_a)
        story.action_ask_firm()
        story.sudo()._answer_of_firm("no", "Eva Ek", "Not the price")
        self.assertEqual(self._steps(), ["The firm wants its success story changed"])
        story.action_ask_firm()
        self.assertFalse(self._steps(), "changed and asked anew")
        story.sudo()._answer_of_firm("yes", "Eva Ek")
        self.assertIn("publish it", *self._steps())
        coordinator.action_publish()
        self.assertFalse(self._steps(), "published")
        story.sudo()._answer_of_firm("back", "Eva Ek")
        self.assertEqual(self._steps(), ["The firm took its success story back"])
        self.assertFalse(story.date_published)
        story.action_ask_firm()
        story.sudo()._answer_of_firm("yes", "Eva Ek")
        story.sudo()._answer_of_firm("back", "Eva Ek")
        self.assertEqual(self._steps(), ["The firm took its success story back"])
        coordinator.unlink()
        self.assertFalse(self._steps())

    def test_taken_off_the_page_it_has_no_day_there(self):
        self._to_published().with_user(self.coordinator_a).action_withdraw()
        self.assertFalse(self.story.date_published)
        published = self._to_published(self._create_story())
        self.assertTrue(published.date_published)
        published.action_draft()
        self.assertFalse(published.date_published)

    def test_a_firm_that_is_not_named_is_named_nowhere(self):
        self.env["res.lang"]._activate_lang("sv_SE")
        story = self._create_story(title="Fjordkod in Riga")
        self.assertIn("Title", story.named_in)
        with self.assertRefused("Take the name out, or tick"):
            story.action_ask_firm()
        story.title = "A firm in Riga"
        story.update_field_translations("title", {"sv_SE": "Fjordkod AB i Riga"})
        self.assertIn("Swedish", story.named_in)
        self.assertNotIn("English", story.named_in)
        with self.assertRefused("Fjordkod AB stands in"):
            story.action_ask_firm()
        story.is_named = True
        self.assertFalse(story.named_in)
        story.action_ask_firm()
        self.assertEqual(story.state, "sent")

    def test_who_approves_is_proposed(self):
        other = self._create_firm(self.company_a, "Norrgren AB")
        form = Form(self.env["sme.story"].with_user(self.adviser_a))
        form.firm_id = self.firm.with_user(self.adviser_a)
        self.assertEqual(form.contact_id.id, self.person.id)
        form.firm_id = other.with_user(self.adviser_a)
        self.assertFalse(form.contact_id, "nobody there can be written to")

    def test_others_have_no_part_in_it(self):
        for user in (self.adviser_b, self.manager_b, self.employee, self.auditor):
            with self.assertRaises(AccessError):
                self.story.with_user(user).read(["title"])
        with self.assertRaises(AccessError):
            self.story.with_user(self.adviser_a).unlink()
        self.story.with_user(self.coordinator_a).unlink()


@tagged("post_install", "-at_install", "security")
class TestPublicStory(ChecksPages, StoryCase, HttpCase):
    def _page(self, url=URL, status=200):
        self.authenticate(None, None)
        self.env.flush_all()
        reply = self.url_open(url)
        self.assertEqual(reply.status_code, status, url)
        return re.sub(r'csrf_token: "\w+"', "", reply.text)

    def _url(self):
        return re.search(r"/story/[\w.=-]+", self._mails()[:1].body_html).group()

    def _press(self, url, answer="", end="", **values):
        self.env.flush_all()
        page = self.url_open(url)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        data = {"csrf_token": token, "answer": answer, **values}
        reply = self.url_open(f"{url}{end}", data=data)
        self.env.invalidate_all()
        return reply.text

    def test_the_firm_answers_by_its_link(self):
        self.authenticate(None, None)
        self.story.action_ask_firm()
        url = self._url()
        page = self._page(url)
        self.assertIn("It began with one", page)
        self._check(html.fromstring(page))
        self.env.invalidate_all()
        self.assertEqual(self.story.state, "sent", "a look changes nothing")
        self.assertIn("Enter your name", self._press(url, "yes"))
        page = self._press(url, "no", person="Eva")
        self.assertIn("Say what should be changed", page)
        self.assertIn('value="Eva"', page)
        self.assertIn("Press one", self._press(url, "back", person="Eva"))
        self.assertIn("You approved it", self._press(url, "yes", person="Eva"))
        self.assertEqual(
            (self.story.state, self.story.approved_by), ("approved", "Eva")
        )
        self.story.with_user(self.coordinator_a).action_publish()
        self.assertIn("To Riga in a year", self._page())
        # the same link takes it back, once it is read
        page = self._page(url)
        self.assertIn("Take it back", page)
        self._check(html.fromstring(page))
        self.assertIn("taken back", self._press(url, "back", person="Eva"))
        self.assertEqual(self.story.state, "withdrawn")
        self.assertNotIn("To Riga", self._page())
        self.assertIn("nothing to answer", self._page(url))

    def test_a_no_is_a_draft_with_what_was_said(self):
        self.authenticate(None, None)
        self.story.action_ask_firm()
        url = self._url()
        page = self._press(url, "no", person="Eva", note="Not the price, please")
        self.assertIn("not published", page)
        self.assertEqual(
            (self.story.state, self.story.answer), ("draft", "Not the price, please")
        )
        self.assertIn("nothing to answer", self._page(url))

    def test_links_that_are_of_no_use(self):
        self.authenticate(None, None)
        self.story.action_ask_firm()
        url = self._url()
        self.assertIn("do not know this link", self._page(f"{url}x"))
        self.assertIn("do not know this link", self._page("/story/abc"))
        self.story.action_ask_firm()
        newer = self._url()
        self.assertNotEqual(newer, url)
        self.assertIn("not valid any more", self._page(url))
        self.assertIn("within the last hour", self._press(url, end="/again"))
        self.story.sudo().link_sent = "2020-01-01"
        self.assertIn("new link is on its way", self._press(url, end="/again"))
        self.assertIn("not valid any more", self._page(newer))
        # changed meanwhile: what was read is not what would be published
        newest = self._url()
        self.story.title = "Other"
        self.assertIn("nothing to answer", self._page(newest))
        self.assertEqual(self.story.state, "draft")

    def test_everybody_reads_what_is_published(self):
        hidden = self._page(f"{URL}/999999999", 404)
        url = f"{URL}/{self.story.id}"
        self.assertEqual(self._page(url, 404), hidden)
        self.project.cofunding_statement = "Paid by all of us"
        self._to_published()
        page = self._page(url)
        self.assertIn("<b>call</b>", page)
        self.assertIn("Paid by all of us", page)
        self.assertIn(self.company_a.name, page)
        for text in (page, self._page()):
            self.assertNotIn(self.firm.name, text)
            self.assertNotIn("Eva", text)
            self._check(html.fromstring(text))
        self.assertNotIn("To Riga", self._page(f"{URL}?country={self.country_se.id}"))
        self.assertIn("To Riga", self._page(f"{URL}?country={self.country_lv.id}"))
        named = self._create_story(title="Named", is_named=True, picture=PIXEL)
        named.picture_text = "A dot"
        self._to_published(named)
        page = self._page(f"{URL}/{named.id}")
        self.assertIn(self.firm.name, page)
        self.assertIn('alt="A dot"', page)
        self._check(html.fromstring(page))
        named.with_user(self.coordinator_a).action_withdraw()
        self.assertEqual(self._page(f"{URL}/{named.id}", 404), hidden)

    def test_as_many_questions_for_many(self):
        public = self.env["sme.story"].with_user(self.env.ref("base.public_user"))

        def add(many):
            values = self.story.sudo().copy_data()[0]
            self.env["sme.story"].create([{**values, "state": "published"}] * many)

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            public._list_public()
            public._get_public_markets()
            return self.env.cr.sql_log_count - before

        add(10)
        count()
        few = count()
        add(990)
        self.assertEqual(count(), few)
        self.assertIn("1000 stories", self._page())
