"""The same list again, and lists about firms we have: updated, never doubled."""

from odoo.tests import tagged

from .firm_import_case import FIELDS, PERSON, FirmImportCase


@tagged("post_install", "-at_install")
class TestFirmImportAgain(FirmImportCase):
    def test_same_list_twice_changes_nothing(self):
        fields = [
            *(*FIELDS, "website", "nuts_id", "market_wanted_ids", "contact_ids/name"),
            *("contact_ids/email", "year_ids/year", "year_ids/headcount", "vat"),
        ]
        extra = ["www.x.example", "SE110", "FI,EE", "Ann", "ann@x.example", "2024", "3"]
        data = [
            *([*row, *extra, ""] for row in self._list(3)),
            ["Nameless number AB", "SE", "", "", *extra, ""],
            ["Sole trader", "SE", PERSON, "", *extra, ""],
        ]
        first = self._load(self.adviser_a, fields, data)
        self.assertEqual(first["created"], 5)
        self.env.flush_all()
        firms = self._files(self.company_a)
        stamps = firms.mapped("write_date")
        self.env.cr.execute("UPDATE sme_firm SET write_date = '2020-01-01'")
        self.env.invalidate_all()
        again = self._load(self.adviser_a, fields, data)
        self.assertEqual(again["ids"], first["ids"])
        self.assertEqual(
            (again["created"], again["updated"], again["unchanged"]), (0, 0, 5)
        )
        self.env.flush_all()
        self.assertEqual(self._files(self.company_a), firms)
        self.assertEqual({str(d)[:4] for d in firms.mapped("write_date")}, {"2020"})
        self.assertTrue(stamps)
        self.assertEqual(len(firms.contact_ids), 5)
        self.assertEqual(len(firms.year_ids), 5)

    def test_same_key_updates(self):
        number, other = self._numbers(2)
        firm = self._create_firm(
            self.company_a, registry_number=number, city="Umeå", phone="1"
        )
        fields = [
            *FIELDS,
            "phone",
            "external_key",
            "year_ids/year",
            "year_ids/turnover",
        ]
        row = ["Fjordkod Sverige AB", "SE", number, "Kiruna", "", "K", "2024", "5"]
        result = self._load(self.adviser_a, fields, [row])
        self.assertEqual((result["created"], result["updated"]), (0, 1))
        self.assertRecordValues(
            firm,
            [{"name": "Fjordkod Sverige AB", "city": "Kiruna", "phone": "1"}],
        )
        row = ["Fjordkod Norden AB", "SE", other, "", "2", "K", "2024", "6"]
        result = self._load(self.adviser_a, fields, [row])
        self.assertEqual(result["ids"], firm.ids)
        self.assertRecordValues(
            firm,
            [{"name": "Fjordkod Norden AB", "city": "Kiruna", "phone": "2"}],
        )
        self.assertEqual(firm.registry_number, f"{other[:6]}-{other[6:]}")
        self.assertEqual(firm.year_ids.mapped("turnover"), [6])

    def test_changes_of_an_existing_file_are_logged(self):
        number = self._numbers(1)[0]
        firm = self._create_firm(self.company_a, registry_number=number)
        self._log_changes()
        before = firm.message_ids
        self._load(
            self.adviser_a,
            ["name", "country_id", "registry_number"],
            [["Fjordkod Norden AB", "SE", number]],
            tracking_disable=True,  # as the import screen says by default
        )
        self._log_changes()
        values = (firm.message_ids - before).sudo().tracking_value_ids
        self.assertIn("Fjordkod Norden AB", values.mapped("new_value_char"))

    def test_name_finds_a_file_unless_numbers_contradict(self):
        one, two = self._numbers(2)
        bare = self._create_firm(self.company_a, "Norrkod AB")
        numbered = self._create_firm(self.company_a, "Fjordkod AB", registry_number=one)
        data = [
            ["Norrkod Aktiebolag", "SE", two, ""],
            ["FJORDKOD AB", "SE", "", "Umeå"],
        ]
        result = self._load(self.adviser_a, FIELDS, data)
        self.assertEqual(result["ids"], (bare + numbered).ids)
        self.assertEqual(bare.registry_number, f"{two[:6]}-{two[6:]}")
        other = self._numbers(1, 559_900_900)[0]
        result = self._load(self.adviser_a, FIELDS, [["Fjordkod AB", "SE", other, ""]])
        self.assertEqual(result["created"], 1)
        result = self._load(self.adviser_a, FIELDS, [["Fjordkod AB", "SE", "", ""]])
        self.assertEqual(self._faults(result), [(1, "name")])
        self.assertIn("Several of your files", result["refused"][0]["reason"])

    def test_rows_that_contradict_our_files(self):
        one, two = self._numbers(2)
        self._create_firm(
            self.company_a, "One AB", registry_number=one, external_key="K1"
        )
        self._create_firm(
            self.company_a, "Two AB", registry_number=two, pic="999999990"
        )
        archived = self._create_firm(self.company_a, "Gone AB")
        archived.active = False
        fields = ["name", "country_id", "registry_number", "pic", "external_key"]
        data = [
            ["One AB", "SE", one, "999999990", ""],
            ["One AB", "SE", two, "", "K1"],
            ["Gone AB", "SE", "", "", ""],
            ["Three AB", "SE", "••••••-••••", "", ""],
        ]
        result = self._load(self.adviser_a, fields, data, good_rows=True)
        self.assertEqual(
            self._faults(result),
            [(1, "registry_number"), (2, "registry_number"), (3, None)]
            + [(4, "registry_number")],
        )
