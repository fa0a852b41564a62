"""A list of firms comes in whole and clean, and says why a row does not."""

from unittest.mock import patch

import psycopg2

from odoo.tests import tagged

from .firm_import_case import FIELDS, FirmImportCase

# (column, what stands there): each must be named with that column
FAULTS = (
    ("name", ""),
    ("name", "«»"),
    ("name", "Fj\N{REPLACEMENT CHARACTER}rdkod AB"),
    ("name", "Soolane Kood OÃœ"),
    ("name", "Soolane Kood O√ú"),
    ("country_id", ""),
    ("country_id", "AB"),
    ("country_id", "SIA"),
    ("country_id", "Atlantis"),
    ("registry_number", "559900-0007"),
    ("registry_number", "5.599E+09"),
    ("registry_number", "12"),
    ("registry_number", "40203000005000"),
    ("vat", "SE559900000602"),
    ("vat", "FI11079383"),
    ("vat", "not registered"),
    ("lei", "2138"),
    ("pic", "12345"),
    ("email", "info at fjordkod"),
    ("website", "none yet"),
    ("website", "http://[fjordkod.example"),
    ("nuts_id", "SE1"),
    ("nuts_id", "FI1B1"),
    ("nuts_id", "Middle-earth"),
    ("nace_id", "61.20"),
    ("nace_id", "62"),
    ("nace_id", "ICT"),
    ("user_id", "adviser_b"),
    ("user_id", "nobody"),
    ("founding_year", "12345"),
    ("founding_year", "last year"),
    ("market_wanted_ids", "FI, Narnia"),
    ("year_ids/year", "2199"),
    ("year_ids/year", "before"),
    ("year_ids/headcount", "a dozen"),
    ("year_ids/headcount", "1e999"),
    ("year_ids/headcount", "nan"),
    ("export_experience", "plenty"),
)


@tagged("post_install", "-at_install")
class TestFirmImport(FirmImportCase):
    # --- good lists ----------------------------------------------------------

    def test_every_column_of_a_good_list(self):
        fields = [
            *("name", "country_id", "registry_number", "vat", "pic", "website"),
            *("email", "nuts_id", "nace_id", "user_id", "market_wanted_ids"),
            *("founding_year", "year_ids/year", "year_ids/headcount"),
            *("year_ids/turnover", "external_key"),
        ]
        row = [
            *("Fjordkod  AB ", "Sverige", "5599000006.0", "se 559900-0006 01"),
            *("999 999 990", "fjordkod.example", "info@fjordkod.example", "se110"),
            *("61.20 (Rev. 2.1)", "ADVISER_A", "Finland; EE", "2016", "2024"),
            *("12.5", "1450000", "F-1"),
        ]
        result = self._load(self.coordinator_a, fields, [row])
        self.assertEqual(result["messages"], [])
        firm = self.env["sme.firm"].browse(result["ids"])
        self.assertRecordValues(
            firm,
            [
                {
                    "name": "Fjordkod AB",
                    "country_id": self.country_se.id,
                    "registry_number": "559900-0006",
                    "vat": "SE559900000601",
                    "pic": "999999990",
                    "website": "http://fjordkod.example",
                    "nuts_id": self._nuts("SE110").id,
                    "nace_id": self._nace("61.20").id,
                    "user_id": self.adviser_a.id,
                    "founding_year": 2016,
                    "headcount": 12.5,
                    "size_class": "small",
                    "external_key": "F-1",
                    "company_id": self.company_a.id,
                }
            ],
        )
        markets = firm.market_wanted_ids.mapped("code")
        self.assertEqual(sorted(markets), ["EE", "FI"])
        self.assertEqual(firm.year_ids.turnover, 1_450_000)

    def test_nace_revision_is_inferred_or_asked_for(self):
        fields = ["name", "country_id", "nace_id"]
        codes = ["62.01", "62.10", "J62.01", "61.20 (2.0)", "61.20", "62", "99.77"]
        data = [[f"Nace {at}", "SE", code] for at, code in enumerate(codes)]
        result = self._load(self.adviser_a, fields, data, good_rows=True)
        firms = self.env["sme.firm"].browse(result["ids"])
        self.assertEqual(
            [(f.nace_id.code, f.nace_id.revision) for f in firms],
            [("62.01", "2.0"), ("62.10", "2.1"), ("62.01", "2.0"), ("61.20", "2.0")],
        )
        self.assertEqual(self._faults(result), [(r, "nace_id") for r in (5, 6, 7)])
        self.assertIn("61.20 (2.1)", result["refused"][0]["reason"])

    def test_lines_of_figures_below_a_firm_belong_to_it(self):
        fields = ["name", "country_id", "year_ids/year", "year_ids/headcount"]
        data = [
            ["Fjordkod AB", "SE", "2024", "5"],
            ["", "", "2023", "4"],
            ["Norrkod AB", "SE", "2024", "60"],
        ]
        result = self._load(self.adviser_a, fields, data)
        firms = self.env["sme.firm"].browse(result["ids"])
        self.assertEqual(
            [sorted(f.year_ids.mapped("year")) for f in firms], [[2023, 2024], [2024]]
        )

    # --- refused rows -----------------------------------------------------------

    def test_every_kind_of_fault_is_listed_at_once(self):
        """Odoo's own load() stops after ten; nothing is written."""
        fields = [
            *("name", "country_id", "registry_number", "vat", "lei", "pic", "email"),
            *("website", "nuts_id", "nace_id", "user_id", "founding_year"),
            *("market_wanted_ids", "year_ids/year", "year_ids/headcount"),
            "export_experience",
        ]
        self.assertGreaterEqual(len(FAULTS), 30)
        data = []
        for at, (field, value) in enumerate(FAULTS):
            row = dict.fromkeys(fields, "") | {
                "name": f"Faulty {at} AB",
                "country_id": "SE",
                field: value,
            }
            if field == "year_ids/year":
                row["year_ids/headcount"] = "3"
            elif field == "year_ids/headcount":
                row["year_ids/year"] = "2024"
            data.append([row[name] for name in fields])
        before = self.env["sme.firm"].search_count([])
        result = self._load(self.adviser_a, fields, data)
        expected = [(at + 1, field) for at, (field, _v) in enumerate(FAULTS)]
        self.assertEqual(self._faults(result), expected)
        self.assertFalse(result["ids"])
        self.assertEqual(len(result["messages"]), len(FAULTS))
        self.assertEqual(self.env["sme.firm"].search_count([]), before)
        for fault in result["refused"]:
            self.assertTrue(fault["column"], fault)
            self.assertGreater(len(fault["reason"]), 15, fault)

    def test_several_faults_of_one_row(self):
        fields = ["name", "country_id", "registry_number", "nace_id"]
        result = self._load(self.adviser_a, fields, [["", "AB", "12", "62"]])
        self.assertEqual(
            self._faults(result), [(1, "country_id"), (1, "nace_id"), (1, "name")]
        )

    def test_same_firm_twice_in_the_list(self):
        first, second = self._numbers(2)
        fields = ["name", "country_id", "registry_number", "vat", "pic", "external_key"]
        data = [
            ["Fjordkod AB", "SE", first, "", "999999990", "K1"],
            ["Fjordkod (publ)", "SE", f"{first[:6]}-{first[6:]}", "", "", ""],
            ["By VAT AB", "SE", "", f"SE{first}01", "", ""],
            ["By PIC AB", "SE", "", "", "999999990", ""],
            ["By PIC too AB", "SE", second, "", "999999990", ""],
            ["By key AB", "SE", second, "", "", "K1"],
            ["«FJORDKOD», aktiebolag", "SE", "", "", "", ""],
            ["Fjordkod HB", "SE", "", "", "", ""],
            ["Fjordkod Oy", "FI", "", "", "", ""],
        ]
        result = self._load(self.adviser_a, fields, data, good_rows=True)
        self.assertEqual(
            self._faults(result),
            [
                (2, "registry_number"),
                (3, "registry_number"),
                (4, "pic"),
                (5, "pic"),
                (6, "external_key"),
                (7, "name"),
            ],
        )
        for fault in result["refused"]:
            self.assertIn("Row 1", fault["reason"])
        self.assertEqual(result["created"], 3)

    def test_good_rows_only(self):
        data = [*self._list(3), ["", "SE", "", ""], ["Shifted", "AB", "", ""]]
        result = self._load(self.adviser_a, FIELDS, data, good_rows=True)
        self.assertEqual(result["created"], 3)
        self.assertEqual(len(self._files(self.company_a)), 3)
        self.assertEqual(self._faults(result), [(4, "name"), (5, "country_id")])
        self.assertEqual(result["messages"], [])

    def test_organisation_is_never_guessed(self):
        result = self._load(self.adviser_ab, FIELDS, self._list(2), good_rows=True)
        self.assertEqual(self._faults(result), [(1, "company_id"), (2, "company_id")])
        self.assertFalse(result["ids"])
        data = [
            [*self._list(1)[0], "organisation b"],
            [*self._list(1, 559_900_200)[0], "Organisation A"],
            [*self._list(1, 559_900_300)[0], "YourCompany"],
        ]
        result = self._load(
            self.adviser_ab, [*FIELDS, "company_id"], data, good_rows=True
        )
        self.assertEqual(
            self.env["sme.firm"].browse(result["ids"]).company_id,
            self.company_b + self.company_a,
        )
        self.assertEqual(self._faults(result), [(3, "company_id")])

    def test_what_the_database_refuses_is_listed_too(self):
        """A rule of another module, or a race: that row, not the five hundred."""
        data = self._list(20)
        Firm = self.env.registry["sme.firm"]
        create = Firm.create

        def refuse_two(records, vals_list):
            for vals in vals_list:
                if vals["name"] in (data[4][0], data[17][0]):
                    raise psycopg2.IntegrityError
            return create(records, vals_list)

        with patch.object(Firm, "create", refuse_two):
            result = self._load(self.adviser_a, FIELDS, data)
            self.assertEqual(self._faults(result), [(5, None), (18, None)])
            self.assertFalse(self._files(self.company_a))
            result = self._load(self.adviser_a, FIELDS, data, good_rows=True)
        self.assertEqual(result["created"], 18)
        self.assertEqual(len(self._files(self.company_a)), 18)
