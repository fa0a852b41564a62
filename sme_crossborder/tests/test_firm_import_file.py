"""A file of firms on Odoo's import screen: batches, interruption, refused rows."""

import base64
import io

import openpyxl

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.misc import file_open

from ..tools.import_columns import REFUSED_HEADINGS, TEMPLATE
from ..tools.import_template import build_template
from .firm_import_case import FIELDS, OPTIONS, FirmImportCase

HEADINGS = ["Name", "Country", "Registry number", "City"]


@tagged("post_install", "-at_install")
class TestFirmImportFile(FirmImportCase):
    def _cells(self, content):
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return [[cell.value for cell in line] for line in sheet.rows]

    # --- template ----------------------------------------------------------------

    def test_template_is_what_the_columns_say(self):
        with file_open("sme_crossborder/static/xls/sme_firm_import.xlsx", "rb") as file:
            self.assertEqual(self._cells(file.read()), self._cells(build_template()))
        templates = self._firms(self.adviser_a).get_import_templates()
        self.assertIn("sme_firm_import.xlsx", templates[0]["template"])

    def test_template_is_mapped_and_imports(self):
        with file_open("sme_crossborder/static/xls/sme_firm_import.xlsx", "rb") as file:
            content = file.read()
        upload = self._upload(self.adviser_a, [], [])
        upload.write({"file": content, "file_name": "t.xlsx", "file_type": ""})
        options = {"has_headers": True, "quoting": '"', "limit": 2000}
        preview = upload.parse_preview(options)
        paths = [
            "/".join(preview["matches"].get(at, ())) for at in range(len(TEMPLATE))
        ]
        self.assertEqual(paths, [column.path for column in TEMPLATE])
        self.env["res.users"].browse(self.adviser_a.id).lang = "en_US"
        result = self._execute(upload, paths)
        self.assertEqual(result["messages"], [])
        self.assertEqual(result["created"], 2)
        firm = self.env["sme.firm"].browse(result["ids"][0])
        self.assertEqual(firm.registry_number, "559900-0006")
        self.assertEqual(firm.year_ids.turnover, 1_450_000)

    def test_headings_of_other_lists(self):
        headings = ["Äriregistri kood", "Nimi", "Maa", "KMKR nr", "Postiindeks"]
        upload = self._upload(self.adviser_a, headings, [["1", "2", "3", "4", "5"]])
        preview = upload.parse_preview(OPTIONS)
        matches = {at: "/".join(path) for at, path in preview["matches"].items()}
        self.assertEqual(
            [matches.get(at) for at in range(4)],
            ["registry_number", "name", "country_id", "vat"],
        )

    # --- batches -------------------------------------------------------------------

    def test_all_refused_rows_with_the_first_batch(self):
        """Faults of later batches too, and nothing of the first is written."""
        data = self._list(30)
        for at in (3, 14, 29):
            data[at][1] = "AB"
        upload = self._upload(self.adviser_a, HEADINGS, data)
        for dryrun in (True, False):
            result = self._execute(upload, FIELDS, dryrun, limit=10, skip=0)
            self.assertEqual([f["row"] for f in result["refused"]], [5, 16, 31])
            self.assertFalse(result["ids"])
            self.assertFalse(result["nextrow"])
        self.assertFalse(self._files(self.company_a))

    def test_batches_cover_the_list_once(self):
        data = self._list(25)
        data[12] = ["Twice AB", "SE", data[2][2], ""]  # a batch later
        data[22] = ["", "SE", "", "Umeå"]
        upload = self._upload(self.adviser_a, HEADINGS, data)
        refused, created, skip = [], 0, 0
        for expected_skip in (10, 20, 0):
            result = self._execute(
                upload, FIELDS, limit=10, skip=skip, sme_good_rows=True
            )
            self.assertEqual(result["messages"], [])
            refused += result["refused"]
            created += result["created"]
            skip = result["nextrow"]
            self.assertEqual(skip, expected_skip)
        self.assertEqual(created, 23)
        self.assertEqual([fault["row"] for fault in refused], [14, 24])
        self.assertEqual(len(self._files(self.company_a)), 23)

    def test_lines_of_one_firm_are_not_torn_apart(self):
        fields = ["name", "country_id", "year_ids/year", "year_ids/headcount"]
        data = [["One AB", "SE", "2024", "1"], ["Two AB", "SE", "2024", "2"]]
        data += [["", "", "2023", "3"], ["Three AB", "SE", "2024", "4"]]
        upload = self._upload(self.adviser_a, ["N", "C", "Y", "H"], data)
        first = self._execute(upload, fields, limit=2, skip=0)
        self.assertEqual((first["created"], first["nextrow"]), (2, 3))
        second = self._execute(upload, fields, limit=2, skip=3)
        self.assertEqual((second["created"], second["nextrow"]), (1, 0))
        two = self.env["sme.firm"].search([("name", "=", "Two AB")])
        self.assertEqual(sorted(two.year_ids.mapped("year")), [2023, 2024])

    def test_interrupted_import_is_imported_again(self):
        """The first batch is in, the connection is gone: start again from the top."""
        data = self._list(20)
        data[4][2] = data[15][2] = ""  # found again by name
        upload = self._upload(self.adviser_a, HEADINGS, data)
        result = self._execute(upload, FIELDS, limit=10, skip=0)
        self.assertEqual(result["created"], 10)
        upload = self._upload(self.adviser_a, HEADINGS, data)
        result = self._execute(upload, FIELDS, limit=10, skip=0)
        self.assertEqual((result["created"], result["unchanged"]), (0, 10))
        result = self._execute(upload, FIELDS, limit=10, skip=result["nextrow"])
        self.assertEqual((result["created"], result["nextrow"]), (10, 0))
        files = self._files(self.company_a)
        self.assertEqual(len(files), 20)
        self.assertEqual(len(set(files.mapped("name"))), 20)

    def test_batch_that_dies_leaves_nothing(self):
        data = self._list(10)
        upload = self._upload(self.adviser_a, HEADINGS, data)
        self._execute(upload, FIELDS, limit=5, skip=0)
        Firm = self.env.registry["sme.firm"]
        create = Firm.create

        def die(records, vals_list):
            create(records, vals_list)
            raise ConnectionError

        self.patch(Firm, "create", die)
        with self.assertRaises(ConnectionError), self.env.cr.savepoint():
            self._execute(upload, FIELDS, limit=5, skip=5)
        self.assertEqual(len(self._files(self.company_a)), 5)
        self.patch(Firm, "create", create)
        result = self._execute(upload, FIELDS, limit=5, skip=5)  # "Resume"
        self.assertEqual((result["created"], result["nextrow"]), (5, 0))
        self.assertEqual(len(self._files(self.company_a)), 10)

    def test_test_writes_nothing(self):
        upload = self._upload(self.adviser_a, HEADINGS, self._list(3))
        result = self._execute(upload, FIELDS, dryrun=True)
        self.assertEqual((result["messages"], result["created"]), ([], 3))
        self.assertFalse(self._files(self.company_a))

    # --- cells ---------------------------------------------------------------------

    def test_unreadable_numbers_and_dates_are_all_named(self):
        """Odoo's screen would stop at the first."""
        fields = [
            *("name", "country_id", "year_ids/year", "year_ids/turnover"),
            "privacy_notice_date",
        ]
        data = [
            ["One AB", "SE", "2024", "1 200 000,50", "2025-01-31"],
            ["Two AB", "SE", "2024", "a lot", ""],
            ["Three AB", "SE", "2024", "??", "31st"],
            ["Four AB", "SE", "2024", "5", "soon"],
        ]
        upload = self._upload(self.adviser_a, ["A", "B", "C", "D", "E"], data)
        result = self._execute(
            upload,
            fields,
            sme_good_rows=True,
            float_thousand_separator=" ",
            float_decimal_separator=",",
        )
        self.assertEqual(
            self._faults(result),
            [
                (3, "year_ids/turnover"),
                (4, "year_ids/turnover"),
                (4, "privacy_notice_date"),
                (5, "privacy_notice_date"),
            ],
        )
        firm = self.env["sme.firm"].browse(result["ids"])
        self.assertEqual(firm.year_ids.turnover, 1_200_000.5)

    def test_accents_are_read_right_and_short_lines_too(self):
        """Odoo guesses the encoding, and fails on a line with too few cells."""
        text = (
            "Name,Country,Registry number,City\nFjordkod AB,SE,,Umeå\nNorrkod AB,SE\n"
        )
        for content in (text.encode(), text.encode("utf-8-sig")):
            upload = self._upload(self.adviser_a, [], [])
            upload.file = content
            options = {"has_headers": True, "quoting": '"', "separator": ","}
            preview = upload.parse_preview(options)
            self.assertEqual(preview["headers"][0], "Name")
            result = self._execute(upload, FIELDS, encoding="")
            self.assertEqual(result["messages"], [])
        files = self._files(self.company_a)
        self.assertEqual(sorted(files.mapped("name")), ["Fjordkod AB", "Norrkod AB"])
        self.assertIn("Umeå", files.mapped("city"))

    # --- refused rows ----------------------------------------------------------------

    def test_refused_rows_are_corrected_and_imported_again(self):
        data = [[*row, "note"] for row in self._list(4)]
        data[1][1] = "AB"
        data[3][:3] = ["", "SE", "0123"]
        headings = [*HEADINGS, "Remark"]
        fields = [*FIELDS, False]
        upload = self._upload(self.adviser_a, headings, data)
        result = self._execute(upload, fields, sme_good_rows=True)
        self.assertEqual(result["created"], 2)
        file = upload.make_refused_file(fields, OPTIONS, result["refused"])
        self.assertEqual(file["filename"], "firms - refused rows.xlsx")
        content = base64.b64decode(file["content"])
        table = self._cells(content)
        self.assertEqual(table[0], [*REFUSED_HEADINGS, *headings])
        self.assertEqual([line[0] for line in table[1:]], ["3", "5"])
        self.assertEqual(table[2][5:], ["0123", "Umeå", "note"])
        self.assertEqual(table[2][1], "Registry number, Legal name")
        self.assertIn("wrong number of characters", table[2][2])
        table[1][4] = "SE"
        table[2][3:6] = ["Corrected AB", "SE", data[0][2]]
        again = self._upload(self.adviser_a, table[0], table[1:])
        preview = again.parse_preview(OPTIONS)
        paths = ["/".join(preview["matches"].get(at, ())) for at in range(8)]
        self.assertEqual(paths, ["", "", "", *FIELDS, ""])
        fields = [path or False for path in paths]
        result = self._execute(again, fields)
        self.assertEqual((result["messages"], result["created"]), ([], 1))
        self.assertEqual(result["updated"], 1)

    def test_file_of_refused_rows_of_refused_rows(self):
        headings = [*REFUSED_HEADINGS, *HEADINGS]
        data = [["3", "City", "Old reason", "", "SE", "", "Umeå"]]
        fields = [False, False, False, *FIELDS]
        upload = self._upload(self.adviser_a, headings, data)
        result = self._execute(upload, fields)
        file = upload.make_refused_file(fields, OPTIONS, result["refused"])
        table = self._cells(base64.b64decode(file["content"]))
        self.assertEqual(table[0], headings)
        self.assertNotIn("Old reason", table[1])

    def test_who_may_not_import_a_file(self):
        for user in (self.employee, self.auditor):
            upload = self._upload(user, HEADINGS, self._list(1))
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._execute(upload, FIELDS)

    def test_other_models_import_as_before(self):
        upload = self._upload(self.adviser_a, ["Name"], [["A"], ["B"], ["C"]])
        upload.res_model = "res.partner"
        result = self._execute(upload, ["name"], limit=2, skip=0)
        self.assertEqual(result["nextrow"], 2)
        self.assertNotIn("refused", result)
        result = self._execute(upload, ["name"], limit=2, skip=2)
        self.assertEqual(
            self.env["res.partner"].browse(result["ids"]).mapped("name"), ["C"]
        )

    def test_decimal_commas_and_spaces_between_thousands(self):
        """Stock would read 7,5 as 75."""
        headings = ["Name", "Country", "Year", "Headcount", "Turnover"]
        fields = [
            "name",
            "country_id",
            "year_ids/year",
            "year_ids/headcount",
            "year_ids/turnover",
        ]
        rows = [
            ["Ett AB", "SE", "2025", "7,5", "450000,75"],
            ["Två AB", "SE", "2025", "12", "1 450 000"],
            ["Tre AB", "SE", "2025", "3,25", "1.450.000,5"],
        ]
        upload = self._upload(self.adviser_a, headings, rows)
        result = self._execute(upload, fields)
        self.assertEqual(result["messages"], [])
        firms = self.env["sme.firm"].browse(result["ids"])
        self.assertEqual(
            [(f.year_ids.headcount, f.year_ids.turnover) for f in firms],
            [(7.5, 450000.75), (12, 1450000), (3.25, 1450000.5)],
        )
