"""An empty screen says what it is for and what to do."""

from lxml import html

from odoo.tests import TransactionCase, tagged

LEAST_WORDS = 4


@tagged("post_install", "-at_install")
class TestActionHelp(TransactionCase):
    def _get_actions(self):
        """Return our actions that open a screen on which nothing may stand."""
        data = self.env["ir.model.data"].search(
            [
                ("module", "=", "sme_crossborder"),
                ("model", "=", "ir.actions.act_window"),
            ]
        )
        actions = self.env["ir.actions.act_window"].browse(data.mapped("res_id"))
        return actions.filtered(
            lambda action: action.target != "new" and action.view_mode != "form"
        )

    def test_every_empty_screen_says_what_to_do(self):
        actions = self._get_actions()
        self.assertGreater(len(actions), 90)
        for action in actions:
            with self.subTest(action=action.xml_id):
                self.assertTrue(action.help, "no help")
                tree = html.fromstring(f"<div>{action.help}</div>")
                titles = tree.xpath("//p[contains(@class, 'o_view_nocontent_')]")
                self.assertEqual(len(titles), 1, "no title of the empty screen")
                self.assertTrue(titles[0].text_content().strip())
                texts = [p.text_content().split() for p in tree.xpath("//p")[1:]]
                self.assertTrue(texts, "it says nothing of what to do")
                self.assertGreaterEqual(max(map(len, texts)), LEAST_WORDS)
