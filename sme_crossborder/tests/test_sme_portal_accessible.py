"""The portal's pages for whoever has them read out, or has no mouse.

What a browser must decide (contrast, sizes) was looked at with axe-core; what follows
from the page itself is asked here, of each page, so that it stays so.
"""

from lxml import html

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .accessible_case import ChecksPages
from .test_sme_interest_reply import ReplyCase


@tagged("post_install", "-at_install")
class TestSmePortalAccessible(ChecksPages, ReplyCase, HttpCase):
    def _pages(self):
        """Yield the address of each page of ours, filled."""
        interest = self._accept()
        draft = (
            self.env["sme.portal.draft"]
            .with_user(self.user_both)
            ._start(self.north.id, "research_request")
        )
        self.env.flush_all()
        teaser_id = interest.teaser_id.id
        yield "/my/partner-leads"
        yield "/my/partner-leads?type=business_offer&search=heart"
        yield f"/my/partner-leads/{teaser_id}"
        yield f"/my/partner-leads/{self.teaser.id}/interest"
        yield "/my/partner-leads/interests"
        yield f"/my/partner-leads/interests/{interest.id}"
        yield "/my/partner-leads/drafts"
        yield f"/my/partner-leads/drafts/{draft.id}"
        yield f"/introduction/{self._token(self._reply_of(interest, self.person))}"
        self._let_speak(self.user_both, self.institute)
        waiting = self._express(teaser=interest.teaser_id)
        self._as_owner(waiting).ask_firm("Worth a talk")
        agreement = self.env["sme.interest.agreement"].search([])
        yield f"/my/partner-leads/agreements/{agreement.id}"

    def test_each_page(self):
        for url in self._pages():
            with self.subTest(url=url):
                reply = self._get(self.user_both, url)
                self.assertEqual(reply.status_code, 200)
                self._check(html.fromstring(reply.text))

    def test_what_is_wrong_is_tied_to_its_field(self):
        drafts = self.env["sme.portal.draft"].with_user(self.user_both)
        draft = drafts._start(self.north.id, "business_offer")
        self.env.flush_all()
        self.authenticate(self.user_both.login, self.user_both.login)
        reply = self.url_open(
            f"/my/partner-leads/drafts/{draft.id}",
            data={
                "csrf_token": Request.csrf_token(self),
                "act": "send",
                "version": "1",
                "shown_type": "business_offer",
                "title": "x" * 257,
            },
        )
        page = html.fromstring(reply.text)
        self._check(page)
        [title] = page.xpath("//input[@name='title']")
        self.assertEqual(title.get("aria-invalid"), "true")
        self.assertIn("title_problem", title.get("aria-describedby"))
        [problem] = page.xpath("//*[@id='title_problem']")
        self.assertIn("at most 256", problem.text_content())
        # and from the summary on top one comes to the field
        self.assertTrue(page.xpath("//*[@role='alert']//a[@href='#title']"))
