"""The dashboard of key figures reads figures alone, and shows what the page shows."""

import json

from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import file_open

from odoo.addons.spreadsheet.utils.validate_data import (
    fields_in_spreadsheet,
    menus_xml_ids_in_spreadsheet,
    odoo_charts,
)

from .figure_case import FigureCase

MODEL = "sme.indicator.value"


class DashboardCase(FigureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dashboard = cls.env.ref("sme_crossborder.spreadsheet_dashboard_key_figures")
        cls.data = json.loads(cls.dashboard.spreadsheet_data)

    def _sources(self):
        """Return pivots, lists and charts, each with model, domain and filters."""
        charts = [
            {
                "model": chart["metaData"]["resModel"],
                "domain": chart["searchParams"]["domain"],
                "fieldMatching": chart["fieldMatching"],
            }
            for chart in odoo_charts(self.data)
        ]
        return [*self.data["pivots"].values(), *self.data["lists"].values(), *charts]

    def _create_figures(self):
        for number, period in enumerate(self.periods, 1):
            self._create_value(10 * number, period)
            self._create_value(7 * number, period, self.member_a)
            self._create_value(3 * number, period, self.member_b)


@tagged("post_install", "-at_install")
class TestSpreadsheetDashboard(DashboardCase):
    def test_reads_figures_alone(self):
        """Every source, field, filter and link is there; no source is another model."""
        found = fields_in_spreadsheet(self.data)
        self.assertEqual(found.keys(), {MODEL})
        self.assertLessEqual(found[MODEL], self.env[MODEL]._fields.keys())
        filters = {each["id"]: each["modelName"] for each in self.data["globalFilters"]}
        self.assertEqual(
            list(filters.values()),
            ["sme.project", "sme.project.member", "sme.reporting.period"],
        )
        matched = set()
        for source in self._sources():
            self.assertEqual(source["model"], MODEL)
            for key, matching in source["fieldMatching"].items():
                field = self.env[MODEL]._fields[matching["chain"]]
                self.assertEqual(field.comodel_name, filters[key])
                matched.add(key)
        self.assertEqual(matched, filters.keys())
        for xml_id in menus_xml_ids_in_spreadsheet(self.data):
            self.env.ref(xml_id)

    def test_there_is_room_for_several_projects(self):
        """A hundred figures on the first sheet, each row of its own number."""
        sheet = self.data["sheets"][0]
        for number in range(1, 101):
            row = 27 + number
            for column in "ABCDEFG":
                self.assertIn(
                    f"ODOO.LIST(1,{number},", sheet["cells"][f"{column}{row}"]
                )
        self.assertGreater(sheet["rowNumber"], row)
        for sheet in self.data["sheets"][1:3]:
            self.assertIn(",500,", sheet["cells"]["A3"])
            self.assertGreater(sheet["rowNumber"], 500)

    def test_shows_what_the_page_shows(self):
        """A cell of a pivot is one figure; the list is the page; for each reader."""
        self._create_figures()
        page = [("is_latest", "=", True), ("member_id", "=", False)]
        for user in (self.manager_a, self.manager_b):
            figures = self.env[MODEL].with_user(user)
            listed = figures.search(self.data["lists"]["1"]["domain"])
            self.assertEqual(listed, figures.search(page))
            self.assertEqual(listed.mapped("value"), [20])
            for key, number in (("2", 2), ("3", 2 if user == self.manager_a else 1)):
                pivot = self.data["pivots"][key]
                (measure,) = pivot["measures"]
                grouped = [
                    group["fieldName"] for group in pivot["rows"] + pivot["columns"]
                ]
                cells = figures._read_group(
                    pivot["domain"],
                    grouped,
                    [f"{measure['fieldName']}:{measure['aggregator']}", "id:recordset"],
                )
                self.assertEqual(len(cells), number)
                for *_groups, shown, value in cells:
                    self.assertEqual(shown, value.ensure_one().value)

    def test_who_has_it(self):
        """Advisers and auditors; an employee has no such dashboard."""
        Dashboard = self.env["spreadsheet.dashboard"]
        mine = [("id", "=", self.dashboard.id)]
        for user in (self.adviser_a, self.manager_b, self.auditor):
            self.assertTrue(Dashboard.with_user(user).search(mine))
        self.assertFalse(Dashboard.with_user(self.employee).search(mine))

    def test_a_sample_while_there_is_nothing(self):
        """Until the reader has a figure; the sample asks the database nothing."""
        self.env[MODEL].search([]).unlink()
        path = self.dashboard.sample_dashboard_file_path
        with file_open(path) as file:
            sample = json.load(file)
        self.assertFalse(fields_in_spreadsheet(sample))
        self.assertEqual(
            [sheet["name"] for sheet in sample["sheets"]],
            [sheet["name"] for sheet in self.data["sheets"]],
        )
        dashboard = self.dashboard.with_user(self.manager_b)
        self.assertTrue(dashboard._dashboard_is_empty())
        self._create_value(1, self.periods[0], self.member_a)
        self.assertTrue(dashboard._dashboard_is_empty())
        self._create_value(1, self.periods[0])
        self.assertFalse(dashboard._dashboard_is_empty())

    def test_no_public_link(self):
        """Neither to it nor to a copy; to one of something else there may be."""
        Share = self.env["spreadsheet.dashboard.share"]
        values = {"spreadsheet_data": "{}"}
        for dashboard in (self.dashboard, self.dashboard.copy()):
            with self.assertRefused("is not shared by a link", UserError):
                Share.with_user(self.manager_a).action_get_share_url(
                    {"dashboard_id": dashboard.id, **values}
                )
        other = self.env["spreadsheet.dashboard"].create(
            {
                "name": "Other",
                "dashboard_group_id": self.dashboard.dashboard_group_id.id,
                "spreadsheet_data": "{}",
            }
        )
        url = Share.with_user(self.manager_a).action_get_share_url(
            {"dashboard_id": other.id, **values}
        )
        self.assertIn("/dashboard/share/", url)

    def test_queries_do_not_grow(self):
        """What the dashboard asks for 10 figures it asks for 1,000."""
        counts = []
        for number in (10, 990):
            for at in range(number // 2):
                indicator = self._create_indicator(f"N{number}-{at}")
                for period in self.periods:
                    self._create_value(1, period, None, indicator)
            counts.append(min(self._count_queries() for _try in "123"))
        self.assertEqual(*counts)

    def _count_queries(self):
        self.env.flush_all()
        self.env.invalidate_all()
        figures = self.env[MODEL].with_user(self.manager_a)
        figures = figures.with_context(lang="en_US", tz="UTC")
        listed = self.data["lists"]["1"]
        before = self.env.cr.sql_log_count
        figures.search_read(
            [*listed["domain"], ("project_id", "=", self.project.id)],
            listed["columns"],
            limit=2,  # so that each time rows are left for the pivots to name
        )
        for pivot in self.data["pivots"].values():
            grouped = [group["fieldName"] for group in pivot["rows"]]
            figures.formatted_read_group(
                pivot["domain"], grouped, [each["id"] for each in pivot["measures"]]
            )
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestSpreadsheetDashboardTour(DashboardCase, HttpCase):
    browser_size = "1366x1400"  # what is not in sight cannot be clicked

    def test_from_a_cell_to_the_figure(self):
        self._create_figures()
        self._assign_auditor()
        for login in ("manager_b", "auditor"):
            self.start_tour(
                f"/odoo/dashboards?dashboard_id={self.dashboard.id}",
                "key_figures_dashboard",
                login=login,
            )
