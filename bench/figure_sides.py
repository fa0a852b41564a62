# ruff: noqa: S608  (what is put into the SQL are names written here)
"""The two sides of opening figures: the key figures' page and dashboard, and by hand.

By hand is SQL over the figures for what the page, the card or the dashboard shows as
numbers: without their names, traffic lights, reasons, views and rules of who reads.
"""

from __future__ import annotations

import json

from side import Side
from twins import LOGIN

from odoo.addons.sme_crossborder.tests.web_client import CARDS, PAGE

MODULE = "sme_crossborder"
OPENED = "RCO01"  # the figure whose form is opened
LISTED = 36  # rows of the dashboard's list
KINDS = ("search", "list", "kanban", "form")
WHOLE = [("is_latest", "=", True), ("member_id", "=", False)]  # the page's own filters
PANEL = {  # what the client asks the search panel's sections with
    "project_id": {"hierarchize": False},
    "member_id": {"hierarchize": True},
    "period_id": {"hierarchize": True},
}


class FigureSide(Side):
    """What both sides ask, of the same database."""

    model = "sme.indicator.value"
    login = LOGIN

    def _read_refs(self, env):
        return {}

    def _look_up(self, env):
        name = f"{MODULE}.sme_indicator_value_view_%s_key_figures"
        self.views = {kind: env.ref(name % kind).id for kind in KINDS}
        self.dashboard_id = env.ref(f"{MODULE}.spreadsheet_dashboard_key_figures").id
        opened = env[self.model].search([*WHOLE, ("indicator_id.code", "=", OPENED)])
        self.opened = {
            "figure": opened.id,
            "project": opened.project_id.id,
            "indicator": opened.indicator_id.id,
            "period": opened.period_id.id,
        }

    def _views(self, env):
        return self.views

    def outcome(self, env, result):
        return result


class PageSide(FigureSide):
    """The calls the web client makes, in its order."""

    def page(self, env):
        """Views, panel, and the figures of each project, as the menu opens them."""
        return self._open(env, "list", PAGE, ["period_value:sum"])

    def cards(self, env):
        return self._open(env, "kanban", CARDS, [])

    def _open(self, env, kind, limit, sums):
        Figure = env[self.model]
        Figure.get_views([(self.views[one], one) for one in KINDS])
        panel = [
            Figure.search_panel_select_range(
                name,
                enable_counters=True,
                expand=False,
                limit=200,
                category_domain=[],
                filter_domain=[],
                search_domain=WHOLE,
                **options,
            )
            for name, options in PANEL.items()
        ]
        found = Figure.web_read_group(
            WHOLE,
            ["project_id"],
            ["__count", *sums],
            limit=10,
            auto_unfold=True,
            unfold_read_specification=self.specs[kind],
            unfold_read_default_limit=limit,
        )
        return [
            *(sorted(value["id"] for value in section["values"]) for section in panel),
            [
                (row["id"], row["value"], row["target"])
                for group in found["groups"]
                for row in group["__records"]
            ],
        ]

    def figure(self, env):
        """The form of one, with its course and its members."""
        env[self.model].get_views([(self.views[one], one) for one in KINDS])
        opened = env[self.model].browse(self.opened["figure"])
        (row,) = opened.web_read(self.specs["form"])
        members, course = (
            [(line[of]["id"], line["value"]) for line in row[lines]]
            for of, lines in (
                ("member_id", "member_value_ids"),
                ("period_id", "course_value_ids"),
            )
        )
        return [(row["value"], row["target"]), sorted(members), course]

    def dashboard(self, env):
        """The spreadsheet, its list, its pivots and its chart."""
        Figure = env[self.model]
        dashboard = env["spreadsheet.dashboard"].browse(self.dashboard_id)
        dashboard._dashboard_is_empty()
        data = json.loads(dashboard._get_serialized_readonly_dashboard())["snapshot"]
        (listed,) = data["lists"].values()
        rows = Figure.web_search_read(
            listed["domain"],
            {name: self._specify(Figure, name) for name in listed["columns"]},
            limit=LISTED,
        )["records"]
        shown = [[(row["id"], row["value"], row["target"]) for row in rows]]
        for pivot in data["pivots"].values():
            shown.append(self._read_pivot(Figure, pivot))
        (chart,) = (
            figure["data"]
            for sheet in data["sheets"]
            for figure in sheet["figures"]
            if figure["data"]["type"].startswith("odoo_")
        )
        measure = f"{chart['metaData']['measure']}:sum"
        groups = Figure.with_context(fill_temporal=True).formatted_read_group(
            chart["searchParams"]["domain"],
            chart["metaData"]["groupBy"],
            ["__count", measure],
        )
        shown.append(
            sorted((group["member_id"][0], group[measure]) for group in groups)
        )
        return shown

    @staticmethod
    def _specify(Figure, name):
        many2one = Figure._fields[name].type == "many2one"
        return {"fields": {"display_name": {}}} if many2one else {}

    @staticmethod
    def _read_pivot(Figure, pivot):
        """Return the cells; sums above them are asked for in the same call."""
        columns, rows = (
            [group["fieldName"] for group in pivot[kind]]
            for kind in ("columns", "rows")
        )
        measures = [each["id"] for each in pivot["measures"]]
        sets = [[], *([one] for one in (*columns, *rows))]
        if columns and rows:
            sets.append([*rows, *columns])
        found = Figure.formatted_read_grouping_sets(
            pivot["domain"],
            sets,
            list(dict.fromkeys([*measures, "__count"])),
            order=",".join([*columns, *rows]),
        )
        return sorted(
            (
                *(cell[name][0] for name in (*rows, *columns)),
                *(cell[name] for name in measures),
            )
            for cell in found[-1]
        )


LATEST = """
    SELECT DISTINCT ON (figure.project_id, figure.indicator_id,
                        COALESCE(figure.member_id, 0)) figure.*
      FROM sme_indicator_value AS figure
 LEFT JOIN sme_reporting_period AS period ON period.id = figure.period_id
  ORDER BY figure.project_id, figure.indicator_id, COALESCE(figure.member_id, 0),
           period.date_end DESC NULLS LAST, figure.id DESC"""
IN_ORDER = "ORDER BY figure.project_id, figure.period_id, indicator.sequence,"
ROWS = f"""
    SELECT figure.id, figure.value, COALESCE(target.target, 0)
      FROM ({LATEST}) AS figure
      JOIN sme_indicator AS indicator ON indicator.id = figure.indicator_id
 LEFT JOIN sme_indicator_target AS target
        ON target.project_id = figure.project_id AND target.member_id IS NULL
           AND target.indicator_id = figure.indicator_id
     WHERE figure.member_id IS NULL
  {IN_ORDER} indicator.code, indicator.id LIMIT %s"""
PANEL_QUERIES = [
    f"SELECT DISTINCT {name} FROM sme_indicator_value WHERE {name} IS NOT NULL"
    for name in PANEL
]
OPENED_QUERIES = (
    """SELECT figure.value, COALESCE(target.target, 0)
         FROM sme_indicator_value AS figure
    LEFT JOIN sme_indicator_target AS target
           ON target.project_id = figure.project_id AND target.member_id IS NULL
              AND target.indicator_id = figure.indicator_id
        WHERE figure.id = %(figure)s""",
    """SELECT member_id, value FROM sme_indicator_value
        WHERE project_id = %(project)s AND indicator_id = %(indicator)s
          AND period_id = %(period)s AND member_id IS NOT NULL""",
    """SELECT figure.period_id, figure.value
         FROM sme_indicator_value AS figure
         JOIN sme_reporting_period AS period ON period.id = figure.period_id
        WHERE figure.project_id = %(project)s AND figure.indicator_id = %(indicator)s
          AND figure.member_id IS NULL
     ORDER BY period.date_end""",
)
PIVOTS = (
    f"""SELECT COUNT(*), SUM(counted_number), SUM(left_out_number)
          FROM ({LATEST}) AS figure WHERE member_id IS NULL""",
    """SELECT indicator_id, period_id, MAX(value) FROM sme_indicator_value
        WHERE member_id IS NULL AND period_id IS NOT NULL GROUP BY 1, 2""",
    f"""SELECT indicator_id, member_id, MAX(value) FROM ({LATEST}) AS figure
         WHERE member_id IS NOT NULL GROUP BY 1, 2""",
    f"""SELECT member_id, SUM(counted_number) FROM ({LATEST}) AS figure
         WHERE member_id IS NOT NULL GROUP BY 1""",
)


class HandPageSide(FigureSide):
    """SQL."""

    def page(self, env):
        return self._open(env, PAGE)

    def cards(self, env):
        return self._open(env, CARDS)

    def _open(self, env, limit):
        panel = [
            sorted(row[0] for row in self._ask(env, query)) for query in PANEL_QUERIES
        ]
        return [*panel, self._ask(env, ROWS, [limit])]

    def figure(self, env):
        one, members, course = (
            self._ask(env, query, self.opened) for query in OPENED_QUERIES
        )
        return [one[0], sorted(members), course]

    def dashboard(self, env):
        cells = [sorted(self._ask(env, query)) for query in PIVOTS]
        return [self._ask(env, ROWS, [LISTED]), *cells]

    @staticmethod
    def _ask(env, query, values=None):
        env.cr.execute(query, values)
        return env.cr.fetchall()
