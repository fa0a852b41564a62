"""The pages of a firm for whoever has them read out, or has no mouse."""

from lxml import html

from odoo import fields
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .accessible_case import ChecksPages
from .test_sme_portal_adaptation import PDF, PortalAdaptationCase


@tagged("post_install", "-at_install")
class TestPortalFirmAccessible(ChecksPages, PortalAdaptationCase, HttpCase):
    def _pages(self):
        """Yield the address of each page of a firm, filled."""
        self._act("send", text="Half of it works.", files=[("test.pdf", PDF)])
        self.env["sme.firm.change"].create(
            [
                {
                    "firm_id": self.firm.id,
                    "field_name": fname,
                    "old_value": old,
                    "new_value": new,
                }
                for fname, old, new in (
                    ("city", "", "Solna"),
                    ("market_wanted_ids", [], self.country_lv.ids),
                )
            ]
        )
        year = fields.Date.today().year - 1
        product = self.env["sme.product"].create(
            {"firm_id": self.firm.id, "name": "Harbour Eye", "stage": "lab"}
        )
        new = self.env["sme.firm.change"].create(
            [
                {
                    "firm_id": self.firm.id,
                    "about": "product",
                    "product_id": product.id,
                    "field_name": "stage",
                    "new_value": "market",
                },
                {
                    "firm_id": self.firm.id,
                    "about": "product",
                    "field_name": "product_ids",
                    "new_value": {"name": "Tide Box", "kind": "product"},
                },
                {
                    "firm_id": self.firm.id,
                    "about": "year",
                    "year": year,
                    "field_name": "year_ids",
                    "new_value": {"headcount": "9"},
                },
            ]
        )[1]
        barriers = self.env["sme.portal.firm.barrier"].with_user(self.eva)
        barriers._tell(self.firm.id, self.journey.id, "No bank account", "")
        self.env.flush_all()
        base = f"/my/firm/{self.firm.id}"
        yield "/my/firm"
        for page in ("profile", "results", "leads", "adaptations", "barriers"):
            yield f"{base}/{page}"
        for page in ("products", "figures"):
            yield f"{base}/{page}?sent=1"
        for page in (product.id, "new", f"new/{new.id}"):
            yield f"{base}/products/{page}"
        yield f"{base}/figures/{year}"
        yield f"{base}/adaptations/{self.work.id}?sent=1"

    def test_each_page(self):
        self.authenticate(self.eva.login, self.eva.login)
        for url in self._pages():
            with self.subTest(url=url):
                reply = self.url_open(url)
                self.assertEqual(reply.status_code, 200)
                self._check(html.fromstring(reply.text))

    def test_what_is_wrong_is_read_out(self):
        self.authenticate(self.eva.login, self.eva.login)
        data = {"csrf_token": Request.csrf_token(self), "name": " "}
        for page in (
            "profile",
            "barriers",
            "products/new",
            f"adaptations/{self.work.id}",
        ):
            with self.subTest(page=page):
                reply = self.url_open(f"/my/firm/{self.firm.id}/{page}", data=data)
                shown = html.fromstring(reply.text)
                self._check(shown)
                self.assertTrue(shown.xpath("//*[@role='alert']"))
