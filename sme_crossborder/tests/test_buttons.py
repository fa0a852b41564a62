"""A button calls a method that takes the records it stands beside."""

from lxml import etree

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestButtons(TransactionCase):
    def test_no_button_calls_a_method_of_the_model(self):
        """The web client sends ids along, which such a method has no room for."""
        views = self.env["ir.ui.view"].search(
            [("model", "!=", False), ("type", "!=", "qweb")]
        )
        ours = views.filtered(
            lambda view: (
                view.xml_id.startswith("sme_crossborder.") and view.model in self.env
            )
        )
        pressed = {
            (view.model, button.get("name"))
            for view in ours
            for button in etree.fromstring(view.arch).iter("button")
            # inside a list of a form the button is of another model
            if button.get("type") == "object"
            and not any(True for _above in button.iterancestors("field"))
        }
        self.assertGreater(len(pressed), 100)
        wrong = [
            (model, name)
            for model, name in pressed
            if getattr(getattr(self.env[model], name), "_api_model", False)
        ]
        self.assertEqual(wrong, [])
