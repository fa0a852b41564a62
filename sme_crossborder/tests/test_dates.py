from datetime import date
from pathlib import Path

from odoo.tests import TransactionCase, tagged

from ..models.dates import say_day

WRITTEN = {
    "en_US": "31 December 2027",
    "et_EE": "31.12.2027",
    "fi_FI": "31. joulukuuta 2027",
    "lt_LT": "2027-12-31",
    "lv_LV": "31.12.2027",
    "sv_SE": "31 december 2027",
}


@tagged("post_install", "-at_install")
class TestDates(TransactionCase):
    def test_a_day_is_written_as_the_language_does(self):
        for code, text in WRITTEN.items():
            self.env["res.lang"]._activate_lang(code)
            env = self.env(context={"lang": code})
            with self.subTest(lang=code):
                self.assertEqual(say_day(env, date(2027, 12, 31)), text)

    def test_no_pattern_puts_the_order_of_english_on_every_language(self):
        folder = Path(__file__).parents[1] / "models"
        found = [
            path.name
            for path in folder.glob("*.py")
            if '"d MMMM yyyy"' in path.read_text(encoding="utf-8")
        ]
        self.assertEqual(found, ["dates.py"], "use say_day")
