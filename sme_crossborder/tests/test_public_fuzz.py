"""Whatever is sent to the public pages: no error of ours, and nobody led away."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import HttpCase, tagged

from .first_contact_case import FirstContactCase

PAGES = ("/first-contact", "/news", "/privacy/request")
LISTS = ("/barriers", "/workshops", "/partner-leads", "/stories")
LINKS = (
    "/first-contact/continue/",
    "/news/confirm/",
    "/news/leave/",
    "/barriers/",
    "/partner-leads/",
    "/story/",
    "/stories/",
    "/workshops/",
    "/workshops/page/",
    "/privacy/request/confirm/",
)
NAMES = (
    "key",
    "fax",
    "name",
    "country_id",
    "registry_number",
    "target_country_id",
    "barrier_type_ids",
    "purpose_ids",
    "company_id",
    "kind",
    "words",
    "person_name",
    "email",
    "lang",
    "redirect",
    "lead",
    "home",
    "target",
    "kind",
    "country",
    "language",
    "type",
    "search",
    "page",
    "ticket_id",
    "slot_id",
    "company_name",
    "phone",
)
EVIL = (
    "https://evil.example/",
    "//evil.example",
    "{{7*7}}",
    "${7*7}",
    "<t t-out='7*7'/>",
    "'; DROP TABLE sme_firm; --",
    "\x00",
    "-1",
    "99999999999999999999",
    "9" * 9,
)
VALUES = st.one_of(st.sampled_from(EVIL), st.text(max_size=60))
FUZZ = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@tagged("post_install", "-at_install", "security")
class TestPublicFuzz(FirstContactCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.env.flush_all()

    def _check(self, reply):
        self.assertLess(reply.status_code, 500)
        self.assertNotIn("evil.example", reply.headers.get("Location", ""))
        self.assertNotIn("<t t-out", reply.text)
        return reply

    def test_forms(self):
        workshop = self.env["event.event"].create(
            {
                "name": "Data spaces in practice",
                "company_id": self.company_a.id,
                "is_workshop": True,
                "admission": "public",
                "is_shown_publicly": True,
                "date_begin": "2030-03-05 08:00:00",
                "date_end": "2030-03-05 15:00:00",
            }
        )
        pages = (*PAGES, f"/workshops/{workshop.id}")
        good = {page: self._form() for page in pages}
        self.env.flush_all()

        @FUZZ
        @given(
            st.sampled_from(pages),
            st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4),
        )
        def post(page, values):
            data = good[page] | {
                k: v.encode(errors="replace") for k, v in values.items()
            }
            self._check(self.url_open(page, data=data, allow_redirects=False))

        post()

    def test_addresses(self):
        token = st.text(
            st.characters(codec="ascii", exclude_characters="/?#%\\", min_codepoint=33),
            min_size=1,
            max_size=80,
        )

        @FUZZ
        @given(st.sampled_from(LINKS), token)
        def look(link, text):
            reply = self._check(self.url_open(link + text, allow_redirects=False))
            self.assertNotIn("Fjordkod", reply.text)

        look()

    def test_what_is_asked_in_the_address(self):
        @FUZZ
        @given(
            st.sampled_from(PAGES + LISTS),
            st.dictionaries(st.sampled_from(NAMES), VALUES),
        )
        def look(page, values):
            values = {k: v.encode(errors="replace") for k, v in values.items()}
            reply = self.url_open(page, allow_redirects=False, params=values)
            self._check(reply)

        look()
