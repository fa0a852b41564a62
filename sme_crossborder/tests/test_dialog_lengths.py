"""A dialog says what is too long, and loses nothing of it."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .interest_case import InterestCase

# technical names, and texts nobody types
NOT_TYPED = {"res_model", "field_name", "file_name", "code", "part", "quote"}


@tagged("post_install", "-at_install")
class TestDialogLengths(InterestCase):
    def test_every_dialog_has_limits(self):
        """A dialog added later is not forgotten."""
        limited = []
        for name, Model in self.env.items():
            if not (Model._transient and name.startswith("sme.")):
                continue
            typed = {
                fname
                for fname, field in Model._fields.items()
                if field.type in ("char", "text") and field.store and not field.readonly
            } - NOT_TYPED
            if not typed:
                continue
            with self.subTest(dialog=name, typed=typed):
                self.assertTrue(hasattr(Model, "_get_text_limits"))
                self.assertLessEqual(typed, Model._get_text_limits().keys())
            limited.append(name)
        self.assertIn("sme.interest.express", limited)
        self.assertGreater(len(limited), 15)

    def _open(self):
        action = self.teaser.with_user(self.adviser_b).action_express_interest()
        Dialog = self.env[action["res_model"]].with_user(self.adviser_b)
        return Form(Dialog.with_context(**action["context"]))

    def test_all_that_is_too_long_is_said_at_once(self):
        """100 characters for who agreed, 4,000 for what the firm brings."""
        form = self._open()
        form.firm_id = self.firm_b.with_user(self.adviser_b)
        form.agreement_person = "J" * 112
        form.message = "M" * 4_000
        form.brings = "B" * 4_321
        with self.assertRefused("Who agreed has 112 char", ValidationError) as caught:
            form.save()
        told = str(caught.exception)
        self.assertIn("at most 100 are kept. Shorten it by 12", told)
        self.assertIn("What the firm brings has 4321 characters", told)
        self.assertIn("at most 4000 are kept. Shorten it by 321", told)
        self.assertNotIn("Message has", told)
        # nothing was cut off: what is typed stands there to be shortened
        self.assertEqual(len(form.agreement_person), 112)
        form.agreement_person = "J" * 100
        form.brings = "B" * 4_000
        interest = form.save().action_express()
        self.assertTrue(interest["res_id"])

    def test_what_is_written_later_is_looked_at_too(self):
        form = self._open()
        form.message = "Our firm sells to hospitals"
        dialog = form.save()
        with self.assertRefused("Message has 4001 characters", ValidationError):
            dialog.message = "M" * 4_001
