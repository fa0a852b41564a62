"""Leads through Odoo's own import and export of spreadsheets."""

import io

import openpyxl

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.misc import file_open

from ..tools.lead_columns import COLUMNS, TEMPLATE_FILE, build_template
from .lead_file_case import LeadFileCase

FIELDS = [
    *("title", "firm_id", "lead_type", "language_id", "market_keyword_ids"),
    *("technology_keyword_ids", "sdg_ids", "target_country_ids"),
    *("partner_language_ids", "cooperation_type_ids", "partner_type_ids", "nace_ids"),
    *("capability_offered_ids", "development_stage"),
]
GOOD = [
    *("Heart follow-up at home", "Humleglim AB", "BO", "en", "02007012, Manufacturing"),
    *("1004001", "3,9: Industry, innovation and infrastructure", "LV, Estonia ;FI"),
    *(
        "en, Latvian",
        "commercial",
        "sme_49,Large firm",
        "62.10",
        "software_development",
    ),
    "market",
]


@tagged("post_install", "-at_install")
class TestSmePartnerLeadLoad(LeadFileCase):
    def _load(self, fields, *rows, user=None):
        Lead = self.env["sme.partner.lead"].with_user(user or self.adviser_a)
        return Lead.load(fields, [list(row) for row in rows])

    def _with(self, **values):
        """Return the good row with some cells changed."""
        return [values.get(name, cell) for name, cell in zip(FIELDS, GOOD, strict=True)]

    def test_a_good_row_by_codes_and_names(self):
        result = self._load(FIELDS, GOOD)
        self.assertEqual(result["messages"], [])
        lead = self.env["sme.partner.lead"].browse(result["ids"])
        self.assertEqual(lead.state, "draft")
        self.assertEqual(lead.company_id, self.company_a)
        self.assertEqual(lead.lead_type, "business_offer")
        self.assertEqual(lead.language_id, self.english)
        self.assertEqual(
            lead.market_keyword_ids,
            self._ref("keyword_market_02007012")
            | self._ref("keyword_market_manufacturing"),
        )
        # a spreadsheet took the zero away
        self.assertEqual(lead.technology_keyword_ids.mapped("code"), ["01004001"])
        # one of the names has a comma
        self.assertEqual(set(lead.sdg_ids.mapped("number")), {3, 9})
        self.assertEqual(
            set(lead.target_country_ids.mapped("code")), {"LV", "EE", "FI"}
        )
        self.assertEqual(lead.partner_language_ids, self.english | self.latvian)
        self.assertEqual(set(lead.partner_type_ids.mapped("code")), {"sme_49", "large"})
        self.assertEqual(lead.nace_ids, self._nace("62.10"))
        self.assertEqual(lead.development_stage, "market")

    def test_bad_cells_are_named_and_nothing_is_written(self):
        """Each fault in a row of its own, between good ones."""
        faults = {
            "market_keyword_ids": "02007012, 01004001",
            "technology_keyword_ids": "Warp drive",
            "sdg_ids": "18",
            "target_country_ids": "LV, XX",
            "partner_language_ids": "Klingon",
            "cooperation_type_ids": "joint_venture",
            "partner_type_ids": "huge",
            "nace_ids": "99.99",
            "language_id": "zz",
        }
        rows = [
            GOOD,
            *(self._with(**{name: cell}) for name, cell in faults.items()),
            GOOD,
        ]
        result = self._load(FIELDS, *rows)
        self.assertFalse(result["ids"])
        found = {
            (message["rows"]["from"], message["field"])
            for message in result["messages"]
        }
        self.assertEqual(found, set(enumerate(faults, start=1)))
        for message in result["messages"]:
            self.assertEqual(message["type"], "error")
            self.assertIn("is not in the list", message["message"])
        self.assertFalse(self._leads())

    def test_what_a_lead_cannot_be_is_refused_as_a_whole(self):
        for values, said in (
            ({"cooperation_type_ids": "research"}, "cannot ask for"),
            ({"target_country_ids": "SE"}, "own country"),
            ({"firm_id": "Baltijas Kods SIA"}, "No matching record"),
            ({"lead_type": "XX"}, "not found in selection|XX"),
        ):
            with self.subTest(values=values):
                result = self._load(FIELDS, GOOD, self._with(**values), GOOD)
                self.assertFalse(result["ids"])
                said_all = " ".join(item["message"] for item in result["messages"])
                self.assertRegex(said_all, said)
                self.assertFalse(self._leads())

    def test_empty_cells_are_empty(self):
        empty = dict.fromkeys(FIELDS[4:], "")
        result = self._load(FIELDS, self._with(**empty))
        self.assertEqual(result["messages"], [])
        lead = self.env["sme.partner.lead"].browse(result["ids"])
        self.assertFalse(lead.market_keyword_ids | lead.technology_keyword_ids)
        self.assertFalse(lead.target_country_ids or lead.sdg_ids or lead.nace_ids)

    def test_the_reference_finds_the_lead(self):
        lead = self._create_lead()
        fields = ["reference", "title", "target_country_ids"]
        row = [lead.reference, "A title from the list", "LV"]
        result = self._load(fields, row)
        self.assertEqual((result["ids"], result["messages"]), (lead.ids, []))
        self.assertEqual(lead.title, "A title from the list")
        self.env.flush_all()
        before, notes = lead.write_date, len(lead.message_ids)
        self._load(fields, row)
        self.env.flush_all()
        self.assertEqual(len(lead.message_ids), notes)
        self.assertEqual(self._leads(), lead)
        self.assertGreaterEqual(lead.write_date, before)
        # twice in a list, unknown, and of others
        theirs = self._create_lead(self.adviser_b, firm_id=self.firm_b.id)
        for code in (lead.reference, "SX-BOSE20200101001", theirs.reference):
            result = self._load(fields, row, [code, "Another title of it", "EE"])
            self.assertFalse(result["ids"])
            self.assertEqual([item["record"] for item in result["messages"]], [1])
        self.assertEqual(lead.title, "A title from the list")

    def test_a_published_lead_is_not_changed_by_a_list(self):
        lead = self._to_published()
        title = lead.title
        result = self._load(["reference", "title"], [lead.reference, "Another title"])
        self.assertFalse(result["ids"])
        self.assertIn("Press Revise first", result["messages"][0]["message"])
        self.assertEqual(lead.title, title)
        result = self._load(["reference", "title"], [lead.reference, title])
        self.assertEqual(result["messages"], [])

    def test_what_is_exported_comes_in_again(self):
        """As Odoo exports for an import: by external id, and by name and code."""
        lead = self._to_published(
            target_country_ids=[(6, 0, (self.country_lv | self.country_ee).ids)]
        )
        paths = [
            *("reference", "state", "title", "lead_type", "sdg_ids"),
            *("target_country_ids", "market_keyword_ids", "partner_type_ids"),
            *("cooperation_type_ids", "language_id"),
        ]
        rows = lead.with_user(self.manager_a).export_data(paths)["datas"]
        result = self._load(paths, *rows)
        self.assertEqual(result["messages"], [])
        self.assertEqual(result["ids"], lead.ids)
        self.assertEqual(lead.state, "published")
        by_id = [".id", "title", "sdg_ids/id", "language_id/id"]
        rows = lead.with_user(self.manager_a).export_data(by_id)["datas"]
        self.assertEqual(self._load(by_id, *map(_texts, rows))["messages"], [])

    def test_who_may_load(self):
        for user in (self.auditor, self.employee, self.portal):
            with self.subTest(user=user.login):
                try:
                    result = self._load(["title", "firm_id"], GOOD[:2], user=user)
                except AccessError:
                    continue
                self.assertFalse(result["ids"])
        result = self._load(["title", "firm_id"], GOOD[:2], user=self.adviser_b)
        self.assertFalse(result["ids"])
        self.assertFalse(self._leads() | self._leads(self.company_b))

    def test_the_template_is_as_it_is_built_and_comes_in(self):
        Lead = self.env["sme.partner.lead"].with_user(self.adviser_a)
        [template] = Lead.get_import_templates()
        self.assertTrue(template["template"].endswith(TEMPLATE_FILE.name))
        with file_open(
            f"sme_crossborder/static/xls/{TEMPLATE_FILE.name}", "rb"
        ) as file:
            kept = file.read()
        self.assertEqual(_rows(kept), _rows(build_template()))
        headings, *rows = _rows(kept)
        for column, heading in zip(COLUMNS, headings, strict=True):
            # so that Odoo knows the columns by their headings
            self.assertEqual(heading, Lead._fields[column.path].string)
        wizard = (
            self.env["base_import.import"]
            .with_user(self.adviser_a)
            .create(
                {
                    "res_model": "sme.partner.lead",
                    "file": kept,
                    "file_name": TEMPLATE_FILE.name,
                    "file_type": "application/vnd.openxmlformats-officedocument"
                    ".spreadsheetml.sheet",
                }
            )
        )
        preview = wizard.parse_preview({"has_headers": True})
        matched = [preview["matches"].get(at) for at in range(len(COLUMNS))]
        self.assertEqual(matched, [[column.path] for column in COLUMNS])
        paths = [column.path for column in COLUMNS]
        texts = [[cell or "" for cell in row] for row in rows]
        for row in texts:
            row[paths.index("firm_id")] = "Humleglim AB"
        self.assertEqual(self._load(paths, *texts)["messages"], [])
        self.assertEqual(
            self._leads().mapped("lead_type"), ["technology_request", "business_offer"]
        )


def _texts(row):
    return [str(cell or "") for cell in row]


def _rows(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.rows]
