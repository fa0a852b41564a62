"""A firm reads the leads it holds as others read them, and no more of who asks."""

from odoo.tests import HttpCase, tagged

from .test_sme_portal_agreement import AgreementCase


@tagged("post_install", "-at_install", "security")
class TestSmePortalFirmLead(AgreementCase, HttpCase):
    def _rows(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        door = self.env["sme.portal.firm.lead"].with_user(user or self.user_firm)
        return door._list_rows(self.lead.firm_id.id)

    def test_what_others_read_and_how_many_are_interested(self):
        [row] = self._rows()
        self.assertEqual(
            (row["reference"], row["interested"]), (self.lead.reference, 1)
        )
        self.assertIn("Published by Organisation A", row["standing"])
        teaser = self.teaser
        self.assertEqual(row["teaser"]["title"], teaser.title)
        self.assertTrue(row["teaser"]["facts"])
        # who asks is told by the adviser, not by this page
        self.assertNotIn("Organisation B", str(row))
        self.assertNotIn(self.lead.firm_id.name, str(row["teaser"]))
        self.of_b.sudo().state = "declined"
        self.assertEqual(self._rows()[0]["interested"], 0)

    def test_nobody_else_and_no_draft(self):
        for user in (self.user_north, self.user_institute, self.portal):
            self.assertFalse(self._rows(user))
        draft = self.lead.copy({"title": "Not yet agreed"})
        self.assertEqual(draft.state, "draft")
        self.assertNotIn("Not yet agreed", str(self._rows()))

    def test_page(self):
        url = f"/my/firm/{self.lead.firm_id.id}/leads"
        self.authenticate(self.user_firm.login, self.user_firm.login)
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        self.assertIn(self.lead.reference, page.text)
        self.authenticate(self.user_north.login, self.user_north.login)
        self.assertEqual(self.url_open(url).status_code, 404)
