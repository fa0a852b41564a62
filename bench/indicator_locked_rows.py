# ruff: noqa: S608  (what is put into the SQL are names and formulas written here)
"""The project of the indicators once more, with its first year reported and locked.

A copy, so that the project without a locked period keeps its rows. The figures of year
1 are kept with their receipts as the acts of reporting keep them; the papers, which
nothing here reads, are not copied. Afterwards one row in 50, or so, changes: what was
reported counts otherwise, does not count any more, or counts for the first time.
"""

from __future__ import annotations

from pathlib import Path

import indicator_rows
import twins
from indicator_firm_rows import CALL, ENTRY, SUPPORT
from twins import database

from odoo import fields, sql_db
from odoo.modules.registry import Registry

from odoo.addons.sme_crossborder.models.reporting_lock import ACT

MANY, SOME, FEW = 0.03, 0.02, 0.01  # of the rows of a table


def database_name(count: int) -> str:
    return f"{indicator_rows.database_name(count)}_locked"


def prepare(count: int) -> str:
    """Make the database if it is missing or out of date, and return its name."""
    origin, name = indicator_rows.prepare(count), database_name(count)
    key = f"{database.noted(origin)} {database.digest([Path(__file__).read_bytes()])}"
    if database.noted(name) == key:
        return name
    database.say(f"locking a year of {count:,} countable records in {name}")
    part = f"{name}_part"
    database.copy(origin, part)
    registry = Registry(part)
    with twins.root(registry) as env:
        project = env["sme.project"].search([("acronym", "=", "BENCH")])
        lock_first(project)
        change(env)
        # what the lists show
        env["sme.indicator.value"]._recount(project)
    Registry.delete(part)
    sql_db.close_db(part)
    database.rename(part, name)
    twins.settle(name)
    database.note(name, key)
    return name


def lock_first(project) -> None:
    """Report the first period and have it approved, as far as figures are concerned."""
    period = project.period_ids.sorted("date_start")[:1]
    project.target_ids.write(
        {"target": 500, "milestone": 200, "milestone_date": period.date_end}
    )
    period.env["sme.indicator.value"]._recount(project, period)
    period._find_values([])._freeze()
    contributions = period.contribution_ids.with_context(_sme_reporting=ACT)
    contributions.write({"state": "controlled", "narrative": "Done."})
    period._act({"narrative": "Done.", "submitted_on": fields.Datetime.now()})
    period._lock(period.env.user, fields.Date.today(), "2026-1")
    period.env.flush_all()


def change(env) -> None:
    """Change records of every kind, as work goes on after a report."""
    kinds = {name: env.ref(name).id for name in (SUPPORT, CALL, ENTRY)}
    support, call, entry = kinds.values()
    _set(env, "sme_service", 101, MANY, minutes="minutes + 15")
    _set(env, "sme_service", 102, SOME, date="date + 40")
    _set(
        env,
        "sme_service",
        103,
        SOME,
        kind_id=f"CASE kind_id WHEN {support} THEN {call} ELSE {support} END",
    )
    _delete(env, "sme_service", 104, FEW)
    _set(env, "sme_enrolment", 105, SOME, is_countable="NOT is_countable")
    _delete(env, "sme_evidence", 106, SOME)
    _set(
        env,
        "crm_lead",
        107,
        SOME,
        "market_entry_date IS NOT NULL",
        market_entry_date="market_entry_date + 40",
    )
    _set(
        env,
        "crm_lead",
        108,
        FEW,
        "active AND market_entry_date IS NULL",
        stage_id=str(entry),
        won_status="'won'",
    )
    _set(
        env,
        "sme_journey_stage_log",
        109,
        SOME,
        "date_left IS NOT NULL",
        date_left="date_left + interval '3 days'",
    )
    _set(
        env,
        "sme_barrier_encounter",
        110,
        SOME,
        "date_closed IS NOT NULL",
        date_closed="date_closed + 10",
    )
    _set(
        env,
        "sme_barrier_encounter",
        111,
        SOME,
        "date_closed IS NOT NULL",
        state="CASE state WHEN 'overcome' THEN 'accepted' ELSE 'overcome' END",
    )
    _set(env, "rating_rating", 112, MANY, "sme_case_id IS NOT NULL", rating="5")
    _set(
        env,
        "event_registration",
        113,
        SOME,
        state="CASE state WHEN 'done' THEN 'open' ELSE 'done' END",
    )
    _set(
        env,
        "event_event",
        114,
        SOME,
        "is_workshop",
        date_end="date_end + interval '20 days'",
    )
    _set(
        env,
        "sme_partner_lead_interest",
        115,
        SOME,
        "date_answered IS NOT NULL",
        date_answered="date_answered + 10",
    )
    _set(env, "sme_indicator_entry", 116, MANY, "amount > 1", amount="amount + 1")
    _set(env, "sme_cooperation_party", 117, SOME, is_credited="NOT is_credited")


def _share(salt, share):
    return f"(hashint4extended(id, {salt}) & 65535) / 65536.0 < {share}"


def _set(env, table, salt, share, where="TRUE", **columns):
    """Change a share of the rows; `columns` is column → formula."""
    changes = ", ".join(f"{name} = {formula}" for name, formula in columns.items())
    env.cr.execute(
        f"UPDATE {table} SET {changes} WHERE {_share(salt, share)} AND {where}"
    )


def _delete(env, table, salt, share):
    env.cr.execute(f"DELETE FROM {table} WHERE {_share(salt, share)}")
