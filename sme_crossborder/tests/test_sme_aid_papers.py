"""Declaration, letter and register: what stands in them, and who makes them."""

import base64
import io

from freezegun import freeze_time
from openpyxl import load_workbook

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .aid_case import NUMBER, TODAY, AidCase
from .paper_case import DrawsPapers


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSmeAidPapers(DrawsPapers, AidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._fund(cls.project)
        cls.env["sme.enrolment"].create(
            {"firm_id": cls.firm.id, "project_id": cls.project.id, "date": "2026-01-01"}
        )
        cls.env["sme.firm.link"].create(
            {
                "firm_id": cls.firm.id,
                "name": "Mātes uzņēmums AB",
                "country_id": cls.country_se.id,
                "votes_percent": 60,
            }
        )
        cls.old = cls._declare(900, "2024-03-01", name="Too long ago")
        cls.known = cls._declare(
            1_234.5, "2024-03-02", name="Izstāde Šauļos", authority="Ministrija"
        )
        cls.aid = cls._grant(4_200, "2027-02-01", name="Tirgus izpēte Latvijā, žņķ")

    def _print(self, report, records, user=None):
        pdf = self._draw_paper(
            f"sme_crossborder.report_aid_{report}", records, user or self.adviser_a
        )
        return " ".join(self._pages(pdf))

    def test_the_declaration_is_filled_in(self):
        text = self._print("declaration", self.firm)
        for words in (
            "Declaration of de minimis aid",
            "Ēkas un Kods AB",
            NUMBER,
            "Mātes uzņēmums AB",
            "Granted from 2 March 2024 to 1 March 2027, both days included",
            "Izstāde Šauļos",
            "1,234.50",
            "Tirgus izpēte Latvijā, žņķ",
            "Council of Turku",
            "Signature",
            "Help, not legal advice",
            "Līdzfinansē Eiropas Savienība",
        ):
            self.assertIn(words, text)
        # the day before the window
        self.assertNotIn("Too long ago", text)

    def test_the_declaration_tells_nothing_of_other_organisations(self):
        file_b = self._create_firm(
            self.company_b,
            "Ēkas",
            country_id=self.country_se.id,
            registry_number=NUMBER,
        )
        self._grant(
            7_777, "2027-01-01", self.coordinator_b, firm_id=file_b.id, name="Secret"
        )
        text = self._print("declaration", self.firm)
        self.assertNotIn("7,777", text)
        self.assertNotIn("Secret", text)

    def test_the_letter(self):
        text = self._print("letter", self.aid)
        for words in (
            "De minimis aid granted",
            "Ēkas un Kods AB",
            "EUR 4,200.00",
            "1 February 2027",
            "Council of Turku (Finland)",
            "Commission Regulation (EU) 2023/2831 of 13 December 2023",
            "The aid is de minimis aid",
            "until 1 February 2037",
            "Tirgus izpēte Latvijā, žņķ",
            "Help, not legal advice",
        ):
            self.assertIn(words, text)

    def test_no_letter_of_what_others_granted_or_of_a_draft(self):
        for aid in (self.known, self._draft(1, TODAY)):
            with self.assertRaisesRegex(UserError, "your organisation granted"):
                self._print("letter", aid)
        with self.assertRaises(AccessError):
            self._print("letter", self.aid, self.adviser_b)

    def test_the_register(self):
        """One row, ours; what is declared is not ours to register."""
        self.aid.register_number = "=1+1"
        dialog = (
            self.env["sme.aid.export"]
            .with_user(self.adviser_a)
            .create({"date_start": "2024-01-01", "date_end": TODAY})
        )
        self.assertIn("workbook", dialog.action_export()["url"])
        book = load_workbook(io.BytesIO(base64.b64decode(dialog.workbook)))
        head, *rows = book.active.iter_rows(values_only=True)
        self.assertEqual(len(rows), 1)
        row = dict(zip(head, rows[0], strict=True))
        self.assertEqual(row["Beneficiary"], "Ēkas un Kods AB")
        self.assertEqual(row["Registry number"], NUMBER)
        self.assertEqual(row["Amount (EUR)"], 4_200)
        self.assertEqual(str(row["Granted on"])[:10], "2027-02-01")
        self.assertEqual(row["Granting authority"], "Council of Turku")
        self.assertEqual(row["Aid instrument"], "Service below its price")
        self.assertEqual(row["Sector (NACE)"], "62.10")
        self.assertEqual(row["Number in the register"], "=1+1")
        self.assertEqual(book.active["M2"].data_type, "s")
        # it is there already
        dialog.only_unregistered = True
        with self.assertRefused("No aid was granted in this period"):
            dialog.action_export()

    def test_the_register_of_others_is_empty(self):
        dialog = (
            self.env["sme.aid.export"]
            .with_user(self.adviser_b)
            .create({"date_start": "2024-01-01", "date_end": TODAY})
        )
        with self.assertRefused("No aid was granted in this period"):
            dialog.action_export()
