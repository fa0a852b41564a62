"""The first button of a form is its main one: a phone shows that one alone."""

from lxml import etree

from odoo.tests import TransactionCase, tagged

MAIN = {"oe_highlight", "btn-primary"}


@tagged("post_install", "-at_install")
class TestHeaders(TransactionCase):
    def test_highlighted_buttons_stand_first(self):
        """Whichever of them are visible, the first is highlighted if any is."""
        views = self.env["ir.ui.view"].search(
            [("type", "=", "form"), ("mode", "=", "primary"), ("model", "like", "sme.")]
        )
        views |= self.env.ref("sme_crossborder.crm_lead_view_form_journey")
        seen = set()
        for view in views:
            arch = etree.fromstring(
                self.env[view.model].get_view(view.id, "form")["arch"]
            )
            buttons = arch.findall("header//button")
            highlighted = [
                bool(MAIN & set(button.get("class", "").split())) for button in buttons
            ]
            names = [button.get("name") for button in buttons]
            with self.subTest(view=view.name, buttons=names):
                self.assertEqual(highlighted, sorted(highlighted, reverse=True))
            seen.update(names)
        self.assertLessEqual({"action_express_interest", "action_accept"}, seen)
