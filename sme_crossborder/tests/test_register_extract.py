"""Register extracts in the national shapes, with invented firms, fill our files."""

import base64
import io
import tempfile
import tracemalloc
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools.register_extract import Extract, InvalidExtract
from .common import SmeCase

EE = (
    "nimi;ariregistri_kood;ettevotja_oiguslik_vorm;ettevotja_oigusliku_vormi_alaliik;"
    "kmkr_nr;ettevotja_staatus;ettevotja_staatus_tekstina;ettevotja_esmakande_kpv;"
    "ettevotja_aadress;asukoht_ettevotja_aadressis;asukoha_ehak_kood;"
    "asukoha_ehak_tekstina;indeks_ettevotja_aadressis\r\n"
    '"Osaühing ""Kaldapääsu"", Narva";19990011;Osaühing;;;R;Registrisse kantud;'
    "01.02.2001;;Jõe tn 1;0511;Narva linn, Ida-Viru maakond;20101\r\n"
    "Soolane Kood OÜ;19990005;Osaühing;;EE199990005;L;Likvideerimisel;03.11.2009;;"
    'Pikk tn 2;0298;"Kesklinna linnaosa, Tallinn, Harju maakond";10123\r\n'
)
LV = (
    "regcode;sepa;name;name_before_quotes;name_in_quotes;name_after_quotes;"
    "without_quotes;regtype;regtype_text;type;type_text;registered;terminated;closed;"
    "address;index;addressid;region;city;atvk;reregistration_term\n"
    '40299900001;LV00;"SIA ""Priežu Dati""";SIA;Priežu Dati;;0;K;Komercreģistrs;SIA;'
    'Sabiedrība ar ierobežotu atbildību;2016-05-04;;;"Rīga, Priežu iela 2 - 5";1010;'
    "1;0;0;0001000;\n"
    '40299900016;LV01;"SIA ""Kāpu Tīkls""";SIA;Kāpu Tīkls;;0;K;Komercreģistrs;SIA;'
    "Sabiedrība ar ierobežotu atbildību;2011-01-31;2024-06-30;L;"
    '"Mārupes nov., Mārupe, Kāpu iela 9";2167;2;0;0;0024000;\n'
)
LT = (
    "ja_kodas|ja_pavadinimas|adresas|ja_reg_data|form_kodas|form_pavadinimas|"
    "stat_kodas|stat_pavadinimas|stat_data_nuo|formavimo_data\n"
    '399990008|UAB "Pušyno kodas"|Vilnius, Pušyno g. 3, LT-01103|2018-09-10|310|'
    "Uždaroji akcinė bendrovė|0|Teisinis statusas neįregistruotas|2018-09-10|"
    "2026-11-01\n"
    '399990015|"Kopų duomenys", MB|Neringos sav., Nida, Kopų g. 1|2020-01-02|960|'
    "Mažoji bendrija|10|Likviduojamas|2025-01-01|2026-11-01\n"
)


@tagged("post_install", "-at_install")
class TestRegisterExtract(SmeCase):
    def _wizard(self, user, content, **values):
        if isinstance(content, str):
            content = content.encode("utf-8-sig")
        return (
            self.env["sme.register.extract"]
            .with_user(user)
            .with_context(allowed_company_ids=user.company_ids.ids)
            .create({"file": base64.b64encode(content), **values})
        )

    def _changes(self, wizard):
        return {
            (line.firm_id.name, line.field_name): (line.before or "", line.after)
            for line in wizard.line_ids
        }

    def _ee(self, name="Soolane Kood", number="19990005", **values):
        return self._create_firm(
            self.company_a,
            name,
            country_id=self.country_ee.id,
            registry_number=number,
            **values,
        )

    def test_estonia_fills_what_is_empty(self):
        firm = self._ee(city="Tartu")
        wizard = self._wizard(self.adviser_a, EE)
        wizard.action_preview()
        self.assertEqual(
            self._changes(wizard),
            {
                ("Soolane Kood", "legal_form"): ("", "Osaühing"),
                ("Soolane Kood", "vat"): ("", "EE199990005"),
                ("Soolane Kood", "street"): ("", "Pikk tn 2"),
                ("Soolane Kood", "zip"): ("", "10123"),
                ("Soolane Kood", "founding_year"): ("", "2009"),
                ("Soolane Kood", "register_status"): ("", "Likvideerimisel"),
            },
        )
        self.assertFalse(firm.street, "a preview writes nothing")
        self.assertIn("1 of your 1", wizard.summary)
        wizard.action_apply()
        self.assertRecordValues(
            firm,
            [
                {
                    "name": "Soolane Kood",
                    "city": "Tartu",
                    "street": "Pikk tn 2",
                    "vat": "EE199990005",
                    "founding_year": 2009,
                    "register_status": "Likvideerimisel",
                }
            ],
        )
        self.assertTrue(firm.register_date)
        entity = firm.entity_id
        self.assertEqual(entity.vat_key, "EE199990005")

    def test_overwrite_on_wish(self):
        firm = self._ee("Vana Nimi OÜ", "19990011", city="Tartu")
        wizard = self._wizard(self.adviser_a, EE, overwrite=True)
        wizard.action_preview()
        changes = self._changes(wizard)
        self.assertEqual(
            changes["Vana Nimi OÜ", "name"],
            ("Vana Nimi OÜ", 'Osaühing "Kaldapääsu", Narva'),
        )
        self.assertEqual(changes["Vana Nimi OÜ", "city"], ("Tartu", "Narva"))
        wizard.action_apply()
        self.assertEqual(firm.name, 'Osaühing "Kaldapääsu", Narva')

    def test_latvia(self):
        numbers = ("40299900001", "40299900016")
        firms = [
            self._create_firm(self.company_b, f"Fails {number}", registry_number=number)
            for number in numbers
        ]
        wizard = self._wizard(self.adviser_b, LV, overwrite=True)
        wizard.action_preview()
        wizard.action_apply()
        self.assertRecordValues(
            firms[0] + firms[1],
            [
                {
                    "name": 'SIA "Priežu Dati"',
                    "legal_form": "SIA",
                    "street": "Priežu iela 2 - 5",
                    "city": "Rīga",
                    "zip": "LV-1010",
                    "founding_year": 2016,
                    "register_status": "Registered",
                },
                {
                    "name": 'SIA "Kāpu Tīkls"',
                    "legal_form": "SIA",
                    "street": "Kāpu iela 9",
                    "city": "Mārupe",
                    "zip": "LV-2167",
                    "founding_year": 2011,
                    "register_status": "Liquidated 2024-06-30",
                },
            ],
        )

    def test_lithuania(self):
        lithuania = self.env.ref("base.lt")
        firms = [
            self._create_firm(
                self.company_a, number, country_id=lithuania.id, registry_number=number
            )
            for number in ("399990008", "399990015")
        ]
        wizard = self._wizard(self.adviser_a, LT, overwrite=True)
        wizard.action_preview()
        wizard.action_apply()
        self.assertRecordValues(
            firms[0] + firms[1],
            [
                {
                    "name": 'UAB "Pušyno kodas"',
                    "legal_form": "Uždaroji akcinė bendrovė",
                    "street": "Pušyno g. 3",
                    "city": "Vilnius",
                    "zip": "LT-01103",
                    "founding_year": 2018,
                },
                {
                    "name": '"Kopų duomenys", MB',
                    "legal_form": "Mažoji bendrija",
                    "street": "Kopų g. 1",
                    "city": "Nida",
                    "zip": False,
                    "founding_year": 2020,
                },
            ],
        )
        self.assertEqual(firms[1].register_status, "Likviduojamas")

    def test_zip_archive(self):
        firm = self._ee()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("extract.csv", EE.encode("utf-8-sig"))
        wizard = self._wizard(self.adviser_a, buffer.getvalue())
        wizard.action_preview()
        wizard.action_apply()
        self.assertEqual(firm.street, "Pikk tn 2")

    def test_lines_taken_out_are_not_written(self):
        firm = self._ee()
        wizard = self._wizard(self.adviser_a, EE)
        wizard.action_preview()
        wizard.line_ids.filtered(lambda line: line.field_name == "street").unlink()
        wizard.action_apply()
        self.assertFalse(firm.street)
        self.assertEqual(firm.zip, "10123")

    def test_what_changed_since_the_preview_is_left_alone(self):
        firm = self._ee()
        wizard = self._wizard(self.adviser_a, EE)
        wizard.action_preview()
        firm.street = "Uus tn 5"
        wizard.action_apply()
        self.assertEqual(firm.street, "Uus tn 5")

    def test_invalid_vat_of_the_register_is_left_out_and_named(self):
        firm = self._ee()
        wizard = self._wizard(self.adviser_a, EE.replace("EE199990005", "EE199990006"))
        wizard.action_preview()
        self.assertNotIn(("Soolane Kood", "vat"), self._changes(wizard))
        self.assertIn("EE199990006", wizard.summary)
        wizard.action_apply()
        self.assertFalse(firm.vat)

    def test_firms_that_are_not_in_the_register_are_named(self):
        self._ee("Kadunud OÜ", "19990028")
        wizard = self._wizard(self.adviser_a, EE)
        wizard.action_preview()
        self.assertIn("Not in it: Kadunud OÜ", wizard.summary)
        self.assertFalse(wizard.line_ids)

    def test_files_the_system_does_not_know(self):
        refusals = {
            "name;country\nX;EE\n": "ariregistri_kood",
            "": "empty",
            "\n": "empty",
        }
        for content, word in refusals.items():
            wizard = self._wizard(self.adviser_a, content)
            with self.subTest(content), self.assertRaisesRegex(UserError, word):
                wizard.action_preview()
        wizard = self._wizard(self.adviser_a, EE.encode("utf-16"))
        with self.assertRaisesRegex(UserError, "UTF-8"):
            wizard.action_preview()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("readme.pdf", b"")
        wizard = self._wizard(self.adviser_a, buffer.getvalue())
        with self.assertRaisesRegex(UserError, "archive"):
            wizard.action_preview()

    def test_refusal_names_every_register(self):
        wizard = self._wizard(self.adviser_a, "a;b\n")
        with self.assertRaises(UserError) as error:
            wizard.action_preview()
        for heading in ("ariregistri_kood", "regcode", "ja_kodas"):
            self.assertIn(heading, str(error.exception))

    def test_own_files_only(self):
        """An adviser of A sees and fills nothing of B, nor B's preview."""
        ours = self._ee()
        theirs = self._create_firm(
            self.company_b,
            "Nende Fail",
            country_id=self.country_ee.id,
            registry_number="19990005",
        )
        wizard = self._wizard(self.adviser_a, EE)
        wizard.action_preview()
        self.assertEqual(wizard.line_ids.firm_id, ours)
        self.assertIn("1 of your 1", wizard.summary)
        for user in (self.adviser_b, self.coordinator_a):
            self.assertFalse(
                self.env["sme.register.extract"].with_user(user).search([])
            )
            lines = self.env["sme.register.extract.line"].with_user(user)
            self.assertFalse(lines.search([]))
            with self.assertRaises(AccessError):
                wizard.with_user(user).action_apply()
        with self.assertRaises(AccessError):
            self.env["sme.register.extract.line"].with_user(self.adviser_a).create(
                {
                    "wizard_id": wizard.id,
                    "firm_id": theirs.id,
                    "field_name": "name",
                }
            )
        wizard.action_apply()
        self.assertFalse(theirs.street)

    def test_who_may_not(self):
        for user in (self.employee, self.portal, self.auditor):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._wizard(user, EE)

    def test_uploads_of_others_cannot_be_read(self):
        """Odoo lets every user read every uploaded list; here it is one's own."""
        upload = (
            self.env["base_import.import"]
            .with_user(self.adviser_a)
            .create({"res_model": "sme.firm", "file": b"secret"})
        )
        uploads = self.env["base_import.import"].with_user(self.adviser_b)
        self.assertFalse(uploads.search([("id", "=", upload.id)]))
        with self.assertRaises(AccessError):
            upload.with_user(self.adviser_b).read(["file"])

    def test_masked_numbers_are_not_looked_for(self):
        person = self._create_firm(
            self.company_b, "Individuāls", registry_number="161175-19997"
        )
        self.assertIn("•", person.registry_number)
        wizard = self._wizard(self.adviser_b, LV)
        wizard.action_preview()
        self.assertIn("0 of your 0", wizard.summary)

    def test_a_large_file_is_not_held_in_memory(self):
        """A hundred thousand lines pass through a few hundred kilobytes."""
        line = "Firma {0} OÜ;{0};Osaühing;;;R;Registrisse kantud;01.02.2001;;Tee 1;;;\n"
        with tempfile.TemporaryFile() as file:
            file.write(EE.splitlines(keepends=True)[0].encode("utf-8-sig"))
            for number in range(10_000_000, 10_100_000):
                file.write(line.format(number).encode())
            file.seek(0)
            tracemalloc.start()
            extract = Extract(file)
            entries = list(extract.find({"10000000", "10099999"}))
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        self.assertEqual([entry.number for entry in entries], ["10000000", "10099999"])
        self.assertEqual(extract.lines, 100_000)
        self.assertLess(peak, 1_000_000)

    def test_quote_that_is_never_closed(self):
        """It must not swallow the rest of the file; the line is named."""
        header, *_rest = EE.splitlines(keepends=True)
        good, bad = "A OÜ;19990005;OÜ;;;R;;;;;;;\n", 'B OÜ;"1999;OÜ;;;R;;;;;;;\n'
        content = "".join([header, good, bad, *[good] * 1000])
        extract = Extract(io.BytesIO(content.encode()))
        with self.assertRaises(InvalidExtract) as error:
            list(extract.find({"1"}))
        self.assertEqual(error.exception.params, {"line": 3})

    def test_no_file(self):
        wizard = self.env["sme.register.extract"].with_user(self.adviser_a).create({})
        with self.assertRaisesRegex(UserError, "Choose the file"):
            wizard.action_preview()
        with self.assertRaisesRegex(UserError, "preview first"):
            wizard.action_apply()

    def _lv(self, name, number):
        return self._create_firm(
            self.company_a,
            name,
            country_id=self.country_lv.id,
            registry_number=number,
        )

    def test_a_damaged_line_tells_nothing(self):
        """Cut off in a quote, it would swallow the next line and look registered."""
        cut, next_one = (
            self._lv("Priežu Dati", "40299900001"),
            self._lv("Kāpu Tīkls", "40299900016"),
        )
        header, first, second = LV.splitlines()
        for broken in (
            '40299900001;LV00;"SIA Priežu;SIA',  # a quote that is not closed
            "40299900001;LV00;SIA Priežu;SIA",  # and a line that is cut off
        ):
            wizard = self._wizard(
                self.adviser_a, "\n".join([header, broken, second, ""])
            )
            wizard.action_preview()
            self.assertNotIn(cut, wizard.line_ids.firm_id)
            self.assertIn("Damaged lines, of which nothing is read: 2", wizard.summary)
            self.assertRegex(wizard.summary, "Not in it: .*Priežu Dati")
        # the line after a merely cut one is whole
        self.assertIn(next_one, wizard.line_ids.firm_id)
        whole = self._wizard(self.adviser_a, "\n".join([header, first, second, ""]))
        whole.action_preview()
        self.assertNotIn("Damaged", whole.summary)

    def test_a_firm_that_ended_is_not_shown_as_if_nothing_were(self):
        firms = {
            "Soolane Kood": self._ee(),
            "Kaldapääsu": self._ee("Kaldapääsu", "19990011"),
            "Priežu Dati": self._lv("Priežu Dati", "40299900001"),
            "Kāpu Tīkls": self._lv("Kāpu Tīkls", "40299900016"),
        }
        for text in (EE, LV):
            wizard = self._wizard(self.adviser_a, text)
            wizard.action_preview()
            wizard.action_apply()
        self.assertEqual(
            {name for name, firm in firms.items() if firm.register_ended},
            {"Soolane Kood", "Kāpu Tīkls"},
        )
        self.assertEqual(firms["Kāpu Tīkls"].register_status, "Liquidated 2024-06-30")
        # and back, when the register says so
        wizard = self._wizard(self.adviser_a, LV.replace("2024-06-30;L;", ";;"))
        wizard.action_preview()
        wizard.action_apply()
        self.assertFalse(firms["Kāpu Tīkls"].register_ended)

    def test_what_is_overwritten_stays_in_the_history(self):
        firm = self._ee("Vana Nimi OÜ", "19990011", city="Tartu")
        wizard = self._wizard(self.adviser_a, EE, overwrite=True)
        wizard.action_preview()
        wizard.action_apply()
        log = "\n".join(firm.message_ids.mapped("body"))
        self.assertIn("Tartu → Narva", log)
        self.assertIn("Vana Nimi OÜ → ", log)

    def test_nothing_to_change_is_said(self):
        self._ee()
        first = self._wizard(self.adviser_a, EE)
        first.action_preview()
        self.assertNotIn("Nothing is to be changed", first.summary)
        first.action_apply()
        again = self._wizard(self.adviser_a, EE)
        again.action_preview()
        self.assertIn("Nothing is to be changed", again.summary)
