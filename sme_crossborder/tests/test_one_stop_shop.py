"""What everybody reads about the help there is: what was published, and no more."""

from lxml import html

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .accessible_case import ChecksPages
from .first_contact_case import FirstContactCase

URL = "/one-stop-shop"
# a picture of one pixel
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install", "security")
class TestOneStopShop(ChecksPages, FirstContactCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sme.project"].search([("is_public", "=", True)]).is_public = False

    def _page(self):
        self.authenticate(None, None)
        self.env.flush_all()
        reply = self.url_open(URL)
        self.assertEqual(reply.status_code, 200)
        return reply.text

    def _member(self, company):
        members = self.project.member_ids
        return members.filtered(lambda member: member.company_id == company)

    def test_nothing_unless_published(self):
        page = self._page()
        self.assertIn("No project is shown here", page)
        self.assertNotIn("Project OSS", page)
        self.assertNotIn("Organisation B", page)
        self.assertIn("/first-contact", page)
        self.env["sme.first.contact.rule"].search([]).unlink()
        self.assertNotIn('href="/first-contact"', self._page())

    def test_the_text_and_members_that_may_be_shown(self):
        project = self.project.with_user(self.manager_a)
        project.write(
            {"is_public": True, "public_text": "<p>We meet<script>x()</script></p>"}
        )
        self._member(self.company_a).with_user(self.manager_a).is_public = True
        page = self._page()
        self.assertIn("Project OSS", page)
        self.assertIn("We meet", page)
        self.assertNotIn("x()", page)
        self.assertIn("Organisation A", page)
        self.assertNotIn("Organisation B", page)
        self.assertIn("Market entry", page)
        self.project.state = "closed"
        self.assertNotIn("Project OSS", self._page())

    def _header(self, url=URL):
        if "website" in self.env:
            self.skipTest("Odoo's Website has a header of its own.")
        page = html.fromstring(self.url_open(url).text)
        (brand,) = page.xpath("//header//a[contains(@class, 'navbar-brand')]")
        return brand

    def test_header_names_who_has_no_logo(self):
        company = self.env.ref("base.main_company")
        company.write({"name": "Cluster of the North", "logo": False})
        self._page()
        brand = self._header()
        self.assertEqual(brand.text_content().strip(), "Cluster of the North")
        self.assertEqual(brand.get("href"), URL)
        self.assertFalse(brand.xpath(".//img"))
        (foot,) = html.fromstring(self._page()).xpath("//footer")
        self.assertIn("© Cluster of the North", foot.text_content())
        company.logo = PICTURE
        self._page()
        self.assertTrue(self._header().xpath(".//img"))

    def test_each_language_speaks_for_itself(self):
        for code in ("et_EE", "sv_SE"):
            self.env["res.lang"]._activate_lang(code)
        names = dict(self.env["sme.contact.form"]._list_languages())
        self.assertEqual(
            (names["et_EE"], names["sv_SE"], names["en_US"]),
            ("Eesti keel", "Svenska", "English (US)"),
        )

    def test_header_of_whom_nobody_named_yet(self):
        company = self.env.ref("base.main_company")
        company.write({"name": "My Company", "logo": False})
        self.assertNotIn("My Company", self._page())
        self.assertEqual(self._header().text_content().strip(), "One-stop shop")

    def test_who_publishes(self):
        for user in (self.adviser_a, self.coordinator_a, self.manager_b):
            with self.assertRaises(AccessError):
                self.project.with_user(user).is_public = True
            with self.assertRaises(AccessError):
                self._member(self.company_b).with_user(user).is_public = True

    def test_for_whoever_has_them_read_out(self):
        self.project.is_public = True
        self.project.member_ids.is_public = True
        self.authenticate(None, None)
        self.env.flush_all()
        for url in (
            URL,
            "/first-contact",
            "/first-contact/thanks",
            "/first-contact/privacy",
            "/news",
            "/news/thanks",
        ):
            with self.subTest(url=url):
                self._check(html.fromstring(self.url_open(url).text))
        wrong = self._form(name="", email="x", registry_number="1", country_id="")
        reply = self.url_open("/first-contact", data=wrong)
        page = html.fromstring(reply.text)
        self._check(page)
        for control in page.xpath("//*[@aria-invalid='true']"):
            self.assertTrue(control.get("aria-describedby"), control.get("name"))
        self.assertGreater(len(page.xpath("//*[@aria-invalid='true']")), 2)
