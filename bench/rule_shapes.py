"""Shapes a record rule could have that lets shared journeys through.

    make bench ONLY=shapes N=100000

Each shape takes the place of the rule in a copy of the twin with shared journeys; what
stands around it (CRM's rules, the rule of own journeys) stays. All must find the same.
The last line is the twin without the module, where the same rows are the user's own.
"""

from __future__ import annotations

import contextlib
import gc
import statistics
import time
from unittest.mock import patch

import reader_twins
from measure import Different
from reader_sides import ReaderJourneySide, ReaderStockSide
from report import milliseconds
from twins import database, settle

from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.base.models.ir_rule import IrRule

ROUNDS = 20
PAGE = 80

# ------------------------------------------------------------------
# What the other shapes would have stored
# ------------------------------------------------------------------

# one row for each journey and reader, with the days it holds
_LINES = """
CREATE TABLE bench_line AS
SELECT l.id AS lead_id, r.company_id, NULL::date AS date_start, r.date_end
  FROM crm_lead l JOIN sme_audience_reader r USING (audience_id)
 UNION ALL
SELECT l.id, m.company_id, m.date_start, m.date_end
  FROM crm_lead l JOIN sme_audience a ON a.id = l.audience_id
  JOIN sme_project_member m ON m.project_id = a.project_id
 UNION ALL
SELECT l.id, c.id, NULL, NULL
  FROM crm_lead l JOIN sme_audience a ON a.id = l.audience_id AND a.scope = 'network'
 CROSS JOIN res_company c;
CREATE INDEX ON bench_line (company_id, lead_id) INCLUDE (date_start, date_end);
CREATE INDEX ON bench_line (lead_id, company_id);
"""
# who reads today; a job would have to follow days and memberships
_ARRAY = """
ALTER TABLE crm_lead ADD bench_readers int[];
UPDATE crm_lead SET bench_readers = open.readers
  FROM (SELECT lead_id, array_agg(company_id) AS readers
          FROM bench_line
         WHERE COALESCE(date_start, CURRENT_DATE) <= CURRENT_DATE
           AND COALESCE(date_end, CURRENT_DATE) >= CURRENT_DATE
         GROUP BY lead_id) AS open
 WHERE open.lead_id = crm_lead.id;
CREATE INDEX ON crm_lead USING gin (bench_readers) WHERE bench_readers IS NOT NULL;
"""


def prepare(name: str) -> None:
    database.query(_LINES + _ARRAY, database=name)
    settle(name)


# ------------------------------------------------------------------
# Shapes
# ------------------------------------------------------------------


def _day_is_open(start: SQL, end: SQL) -> SQL:
    return SQL(
        "(%(start)s IS NULL OR %(start)s <= CURRENT_DATE)"
        " AND (%(end)s IS NULL OR %(end)s >= CURRENT_DATE)",
        start=start,
        end=end,
    )


def _from_today(*names):
    return Domain.AND(
        Domain(name, "=", False) | Domain(name, operator, "today")
        for name, operator in names
    )


def open_audiences(env) -> Domain:
    """Return the audiences an organisation reads through, as a domain."""
    own = Domain("company_id", "in", env.companies.ids)
    reads = own & _from_today(("date_end", ">="))
    belongs = own & _from_today(("date_start", "<="), ("date_end", ">="))
    return (
        Domain("scope", "=", "network")
        | Domain("reader_ids", "any", reads)
        | Domain("project_id.member_ids", "any", belongs)
    )


def any_audience(env):
    return Domain("audience_id", "any", open_audiences(env))


def module(_env):
    return Domain("audience_id", "any", [("is_reader", "=", True)])


def audiences_first(env):
    found = env["sme.audience"].sudo().search(open_audiences(env))
    return Domain("audience_id", "in", found.ids)


def _open_ids(env) -> SQL:
    companies = env.companies.ids
    return SQL(
        """SELECT id FROM sme_audience WHERE scope = 'network'
            UNION ALL
           SELECT audience_id FROM sme_audience_reader
            WHERE company_id = ANY(%(companies)s) AND %(reads)s
            UNION ALL
           SELECT a.id FROM sme_audience a
             JOIN sme_project_member m ON m.project_id = a.project_id
            WHERE m.company_id = ANY(%(companies)s) AND %(belongs)s""",
        companies=companies,
        reads=_day_is_open(SQL("NULL::date"), SQL("date_end")),
        belongs=_day_is_open(SQL("m.date_start"), SQL("m.date_end")),
    )


def audiences_as_subquery(env):
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            "%s IN (%s)",
            model._field_to_sql(alias, "audience_id", query),
            _open_ids(env),
        )
    )


def lines(env):
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            """%s IN (SELECT lead_id FROM bench_line
                       WHERE company_id = ANY(%s) AND %s)""",
            SQL.identifier(alias, "id"),
            env.companies.ids,
            _day_is_open(SQL("date_start"), SQL("date_end")),
        )
    )


def array(env):
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            "%s && %s::int[]",
            SQL.identifier(alias, "bench_readers"),
            env.companies.ids,
        )
    )


def log(env):
    """The last line of the log about each reader has to be one that gives."""
    companies = env.companies.ids
    return Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            """EXISTS (
               SELECT FROM sme_disclosure d
                WHERE d.res_model = 'crm.lead' AND d.res_id = %(lead)s
                  AND d.act = 'granted' AND %(until)s
                  AND (d.scope = 'network' OR d.reader_company_id = ANY(%(companies)s)
                       OR d.project_id IN (
                          SELECT m.project_id FROM sme_project_member m
                           WHERE m.company_id = ANY(%(companies)s) AND %(belongs)s))
                  AND NOT EXISTS (
                      SELECT FROM sme_disclosure w
                       WHERE w.res_model = d.res_model AND w.res_id = d.res_id
                         AND w.act = 'withdrawn' AND w.scope = d.scope AND w.id > d.id
                         AND w.partner_id IS NOT DISTINCT FROM d.partner_id))""",
            lead=SQL.identifier(alias, "id"),
            companies=companies,
            until=_day_is_open(SQL("NULL::date"), SQL("d.date_end")),
            belongs=_day_is_open(SQL("m.date_start"), SQL("m.date_end")),
        )
    )


SHAPES = {
    "audience, `any` as the ORM joins it": any_audience,
    "audiences found in the query, as an array (the module)": module,
    "audiences found in the query, `IN`": audiences_as_subquery,
    "audiences found by a query before, as a list": audiences_first,
    "a line for each journey and reader": lines,
    "array of readers on the journey, GIN": array,
    "log of what was given": log,
}


@contextlib.contextmanager
def rule(name):
    """Have a shape stand where the module's rule stands."""
    shape = SHAPES[name]
    original = IrRule._compute_domain

    def compute(self, model_name, mode="read"):
        if model_name != "crm.lead" or mode != "read":
            return original(self, model_name, mode)
        own = Domain("company_id", "in", self.env.companies.ids)
        journey = Domain("firm_id", "!=", False)
        shared = journey & shape(self.env)
        mine = Domain("user_id", "in", [self.env.uid, False])
        everywhere = own | Domain("company_id", "=", False) | shared
        return everywhere & (mine | (journey & own) | shared)

    with patch.object(IrRule, "_compute_domain", compute):
        yield


# ------------------------------------------------------------------
# Measuring
# ------------------------------------------------------------------


def _ids(side, env, domain):
    return env[side.model].search([*side.base_domain, *domain], limit=PAGE).ids


OPERATIONS = {
    "one record": lambda side, env: _ids(
        side, env, [("id", "=", side.ids[side.shared_sample])]
    ),
    "own and shared: page": lambda side, env: _ids(side, env, []),
    "count": lambda side, env: side.total(env),
    "by stage": lambda side, env: side.group_by_stage(env),
    "shared: page": lambda side, env: _ids(side, env, side.shared_domain),
    "count ": lambda side, env: side.total_shared(env),
    "by stage ": lambda side, env: side.group_shared(env),
}


def _measure(side, operation):
    with side.transaction(side.login) as env:
        env["ir.rule"]._get_rules(side.model)  # every request has asked this before
        gc.collect()
        started = time.perf_counter()
        found = operation(side, env)
        return time.perf_counter() - started, found


def compare(count: int, rounds: int = ROUNDS) -> str:
    """Return the table of all shapes at one size."""
    name = f"{reader_twins.database_name('with', count)}_shapes"
    database.copy(reader_twins.database_name("with", count), name)
    try:
        prepare(name)
        ours = ReaderJourneySide(name, count)
        # without what the menu says of audiences: the rule is to be measured
        own = ours.users[ours.login][1]
        ours.shared_domain = [("company_id", "not in", own)]
        stock = ReaderStockSide(reader_twins.database_name("without", count), count)
        medians, theirs = _measure_all(ours, stock, rounds)
        ours.registry.delete(name)
    finally:
        database.drop(name)
    heads = ["Shape", *map(str.strip, OPERATIONS)]
    rows = [heads, ["---", *["---:"] * len(OPERATIONS)]]
    for shape in SHAPES:
        pairs = [(medians[shape, at], theirs[at]) for at in OPERATIONS]
        cells = [f"{milliseconds(our)} ({our / their:.1f})" for our, their in pairs]
        rows.append([shape, *cells])
    rows.append(["stock, same rows", *(milliseconds(theirs[at]) for at in OPERATIONS)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _measure_all(ours, stock, rounds):
    """Return the medians of each shape and operation, and those of stock, in turn."""
    medians, theirs = {}, {}
    for at, operation in OPERATIONS.items():
        seconds = {shape: [] for shape in (*SHAPES, None)}
        found = {}
        for _round in range(rounds + 1):  # the first warms up
            for shape in SHAPES:
                with rule(shape):
                    elapsed, found[shape] = _measure(ours, operation)
                seconds[shape].append(elapsed)
            seconds[None].append(_measure(stock, operation)[0])
        first = next(iter(found.values()))
        for shape, result in found.items():
            if result != first:
                raise Different(f"{at}: {shape} finds something else")
        theirs[at] = statistics.median(seconds.pop(None)[1:])
        for shape, values in seconds.items():
            medians[shape, at] = statistics.median(values[1:])
    return medians, theirs
