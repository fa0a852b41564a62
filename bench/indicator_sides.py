"""The two sides of indicators: the module, and SQL written by hand."""

from __future__ import annotations

from indicator_hand import EVIDENCE, QUERIES, QUERIES_SINCE
from side import Side
from twins import LOGIN

from odoo.addons.sme_crossborder.tests.web_client import PAGE, WebClient

RECEIPT = "sme.indicator.receipt"
MOST = "W-HRS"  # the figure with most receipts
DIGITS = 6


class IndicatorSide(Side):
    """What both sides ask, of the same database."""

    model = "sme.indicator.value"
    login = LOGIN

    def _read_refs(self, env):
        return {}

    def _look_up(self, env):
        self.project = env["sme.project"].search([("acronym", "=", "BENCH")])
        project = self.project
        self.period = env[self.model]._find_period(project)
        self.values = {
            "project": project.id,
            "period": self.period.id,
            "locked": project.period_ids.filtered(lambda p: p.state == "approved").id,
            "start": project.date_start,
            "since": self.period.date_start,
            "zone": project.company_id.resource_calendar_id.tz or "UTC",
            "minutes": project.least_support_minutes,
            "days": project.least_support_days,
            "years": project.new_firm_years,
        } | {
            kind: env.ref(f"sme_crossborder.sme_evidence_kind_{kind}").id
            for kind in EVIDENCE
        }
        # code: ids of the figures that are locked
        frozen = env[self.model].search(
            [("is_frozen", "=", True), ("member_id", "!=", False)]
        )
        for indicator, values in frozen.grouped("indicator_id").items():
            self.values[indicator.code] = values.ids
        most = env[self.model].search(
            [
                ("indicator_id.code", "=", MOST),
                ("member_id", "!=", False),
                ("period_id", "=", self.period.id),
            ]
        )
        self.most = most.ids
        self.receipts = sum(one.counted_number + one.left_out_number for one in most)

    def _prepare(self, client):
        self.specs = {"list": client.specification("list")}
        with self.transaction() as env:
            self.receipt_spec = WebClient(env[RECEIPT]).specification("list")

    def outcome(self, env, result):
        return result

    def page_first(self, env):
        return self.page(env, 0)

    def page_middle(self, env):
        return self.page(env, self.receipts // 2)

    def page_last(self, env):
        return self.page(env, max(0, self.receipts - PAGE))


class ModuleSide(IndicatorSide):
    """What is done every night, and the calls the web client makes."""

    columns = ("value", "period_value")

    def recount(self, env):
        project = env["sme.project"].browse(self.project.id)
        env[self.model]._recount(project, receipts=False)

    def outcome(self, env, result):
        if result is not None:
            return result
        values = env[self.model].sudo().search([("period_id", "=", self.period.id)])
        return {
            (value.indicator_id.code, value.member_id.id): figures
            for value in values
            if any(figures := [round(value[name], DIGITS) for name in self.columns])
        }

    def figures(self, env):
        found = self.find(env, [("member_id", "=", False)])
        return found["length"], [
            (row["id"], row["value"], row["target"], row["left_out_number"])
            for row in found["records"]
        ]

    def page(self, env, offset):
        found = env[RECEIPT].web_search_read(
            [("value_id", "in", self.most)],
            self.receipt_spec,
            offset=offset,
            limit=PAGE,
            count_limit=10_001,
        )
        return [
            (row["id"], row["reference"], row["amount"]) for row in found["records"]
        ]


class HandSide(IndicatorSide):
    """SQL."""

    queries = QUERIES

    def recount(self, env):
        found = {}
        for code, query in self.queries.items():
            env.cr.execute(query, self.values)
            for member_id, *row in env.cr.fetchall():
                figures = [round(float(figure or 0), DIGITS) for figure in row]
                if any(figures):
                    found[code, member_id or False] = figures
        return found

    def figures(self, env):
        env.cr.execute(
            """SELECT value.id, value.value, COALESCE(target.target, 0),
                      value.left_out_number
                 FROM sme_indicator_value AS value
            LEFT JOIN sme_indicator_target AS target
                   ON target.project_id = value.project_id
                      AND target.indicator_id = value.indicator_id
                      AND target.member_id IS NULL
                 JOIN sme_indicator AS indicator ON indicator.id = value.indicator_id
                WHERE value.member_id IS NULL AND value.project_id = %(project)s
             ORDER BY indicator.sequence, indicator.code, indicator.id LIMIT 80""",
            self.values,
        )
        rows = env.cr.fetchall()
        return len(rows), rows

    def page(self, env, offset):
        env.cr.execute(
            """SELECT id, reference, amount FROM sme_indicator_receipt
                WHERE value_id = ANY(%s)
             ORDER BY array_position(%s, value_id), position OFFSET %s LIMIT %s""",
            [self.most, self.most, offset, PAGE],
        )
        return env.cr.fetchall()


class LockedModuleSide(ModuleSide):
    """The same, where the first year is locked."""

    columns = ("value", "previous_value", "period_value", "correction_value")


class LockedHandSide(HandSide):
    queries = QUERIES_SINCE
