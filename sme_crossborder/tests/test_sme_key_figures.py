"""The page of key figures: what is latest, what is behind it, and who sees it."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .figure_case import FigureCase
from .web_client import WebClient

VIEW = "sme_crossborder.sme_indicator_value_view_%s_key_figures"


@tagged("post_install", "-at_install")
class TestSmeKeyFigures(FigureCase):
    def _figures(self, user):
        return self.env["sme.indicator.value"].with_user(user)

    def _specification(self, kind, user):
        views = {kind: self.env.ref(VIEW % kind).id}
        return WebClient(self._figures(user), **views).specification(kind)

    def test_latest(self):
        """The last period that has the figure, per member; without periods, the one."""
        self._create_value(3, self.periods[0])
        whole = self._create_value(5, self.periods[1])
        self._create_value(1)
        theirs = self._create_value(2, self.periods[0], self.member_b)
        other = self._create_indicator("T02")
        so_far = self._create_value(7, indicator=other)
        mine = [("project_id", "=", self.project.id)]
        Value = self._figures(self.manager_a)
        latest = Value.search([*mine, ("is_latest", "=", True)])
        self.assertEqual(latest, whole | theirs | so_far)
        earlier = Value.search([*mine, ("is_latest", "=", False)])
        self.assertEqual(sorted(earlier.mapped("value")), [1, 3])
        self.assertEqual(latest.mapped("is_latest"), [True] * 3)
        self.assertFalse(any(earlier.mapped("is_latest")))

    def test_trend_and_what_is_around(self):
        """Points until the figure's own period; members of the same period."""
        first = self._create_value(3, self.periods[0])
        second = self._create_value(5, self.periods[1])
        ours = self._create_value(4, self.periods[1], self.member_a)
        theirs = self._create_value(1, self.periods[1], self.member_b)
        (first | second | theirs).invalidate_recordset()
        points = [{"name": "P1", "value": 3}, {"name": "P2", "value": 5}]
        value = second.with_user(self.manager_a)
        self.assertEqual(value.trend, {"points": points, "target": 20})
        self.assertEqual(first.with_user(self.manager_a).trend["points"], points[:1])
        self.assertEqual(value.course_value_ids, first | second)
        self.assertEqual(value.member_value_ids, ours | theirs)
        self.assertFalse(ours.with_user(self.manager_a).member_value_ids)

    def test_a_member_reads_its_own(self):
        """B sees the whole and itself, among its parts too; strangers nothing."""
        whole = self._create_value(5, self.periods[1])
        self._create_value(4, self.periods[1], self.member_a)
        theirs = self._create_value(1, self.periods[1], self.member_b)
        mine = [("project_id", "=", self.project.id)]
        self.assertEqual(self._figures(self.manager_b).search(mine), whole | theirs)
        self.env.invalidate_all()
        self.assertEqual(whole.with_user(self.manager_b).member_value_ids, theirs)
        stranger = self._create_user(
            "stranger", "manager", self._create_company("C", self.country_ee)
        )
        self.assertFalse(self._figures(stranger).search(mine))
        with self.assertRaises(AccessError):
            self._figures(self.employee).search(mine)

    def test_an_auditor_reads_what_is_assigned(self):
        """One member of the project, the whole form; and counts nothing."""
        whole = self._create_value(5, self.periods[1])
        self._create_value(4, self.periods[1], self.member_a)
        theirs = self._create_value(1, self.periods[1], self.member_b)
        mine = [("project_id", "=", self.project.id)]
        self.assertFalse(self._figures(self.auditor).search(mine))
        assignment = self._assign_auditor(self.member_b)
        found = self._figures(self.auditor).search(mine)
        self.assertEqual(found, theirs)
        found.web_read(self._specification("form", self.auditor))
        assignment.member_id = False
        self.assertIn(whole, self._figures(self.auditor).search(mine))
        with self.assertRaisesRegex(AccessError, "Project managers count"):
            found.action_count_now()
        with self.assertRaises(AccessError):
            found.write({"value": 9})

    def test_the_panel(self):
        """Periods before the latest are offered, but only of the project chosen."""
        self._create_value(3, self.periods[0])
        self._create_value(5, self.periods[1])
        other = self._create_project(self.company_a, acronym="TWO")
        period = self._create_period("Q1", "2025-01-01", "2025-06-30", other)
        self._create_value(1, period, project_id=other.id)

        def offered(chosen):
            found = self._figures(self.manager_a).search_panel_select_range(
                "period_id",
                search_domain=[("is_latest", "=", True)],
                category_domain=[("project_id", "=", chosen.id)],
                filter_domain=[],
                enable_counters=True,
                expand=False,
                hierarchize=True,
                limit=200,
            )
            return [value["id"] for value in found["values"]]

        self.assertCountEqual(
            offered(self.project), [period.id for period in self.periods]
        )
        self.assertEqual(offered(other), period.ids)

    def test_count_now(self):
        """A manager counts the figures' projects; without any, all that promised."""
        value = self._create_value(1)
        closed = self._create_project(self.company_a, acronym="OLD")
        self._create_target(self.indicator, project_id=closed.id, target=1)
        closed.state = "closed"
        Value = type(self.env["sme.indicator.value"])
        counted = []
        with patch.object(
            Value,
            "_recount_open",
            lambda self, project: counted.append(project),
        ):
            value.with_user(self.manager_a).action_count_now()
            self.assertEqual(counted, [self.project])
            action = self._figures(self.manager_a).action_count_now()
            self.assertEqual(counted[1:], [self.project])
            self.assertIn("OSS", action["params"]["message"])
            with self.assertRaises(AccessError):
                value.with_user(self.coordinator_a).action_count_now()
            self.target.unlink()
            with self.assertRefused("no running project of yours has a target"):
                self._figures(self.manager_a).action_count_now()
        self.assertEqual(len(counted), 2)

    def test_queries_do_not_grow(self):
        """The page reads as often for 10 figures as for 1,000."""
        specification = self._specification("list", self.manager_a)
        counts = []
        for number in (10, 990):
            indicators = self.env["sme.indicator"].create(
                [
                    {"code": f"N{number}-{at}", "name": "N", "unit": "firms"}
                    for at in range(number // 5)
                ]
            )
            for indicator in indicators:
                for period in self.periods:
                    for member in (None, self.member_a):
                        self._create_value(1, period, member, indicator)
                self._create_value(1, None, self.member_b, indicator)
            counts.append(min(self._count_queries(specification) for _try in "123"))
        self.assertEqual(*counts)

    def _count_queries(self, specification):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        figures = self._figures(self.manager_a).with_context(lang="en_US", tz="UTC")
        figures.web_search_read(
            [("is_latest", "=", True), ("project_id", "=", self.project.id)],
            specification,
            limit=5,  # a full page each time, so that all are counted too
        )
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestSmeKeyFiguresTour(FigureCase, HttpCase):
    def setUp(self):
        super().setUp()
        for period, value in zip(self.periods, (3, 18), strict=True):
            self._create_value(value, period)
            self._create_value(value - 1, period, self.member_a)

    def test_manager(self):
        """From the page to an earlier period, an organisation, and the receipts."""
        self.start_tour("/odoo/key-figures", "key_figures_tour", login="manager_a")

    def test_auditor(self):
        self._assign_auditor()
        self.start_tour("/odoo/key-figures", "key_figures_auditor", login="auditor")
