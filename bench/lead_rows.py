"""Journeys of the generated firms, and the same as stock opportunities.

Each firm is on its way to the two countries after its own. The first firms' rows are
made by the ORM, further ones are copied as in `multiply`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import fill
import generate
import multiply
from generate import COUNTRIES, Firm

from odoo.fields import Command

PER_FIRM = 2
ACTIVITY_EVERY = 40  # a divisor of `generate.PROFILES`
SERVICE_EVERY = 2
STALLED_EVERY = 5
MINE = 400  # an adviser has as many leads in a large organisation as in a small one
LONG_AGO = "2026-01-15"
STAGES = (
    "First contact",
    "Screened",
    "Needs assessed",
    "Action plan",
    "Feasibility",
    "Adaptation",
    "Partnering",
    "Market entry",
)
TEAM = "Cross-border"
PLAN = "Bench plan"
LOGIN = "bench_leads"  # who looks at leads
_CODES = tuple(COUNTRIES)
_HOME = {country.name: code for code, country in COUNTRIES.items()}


class Lead(NamedTuple):
    """What both twins say of one firm on its way to one market."""

    ref: str
    name: str
    target: str  # country code
    stage: str
    priority: str
    has_service: bool
    is_stalled: bool


def leads(firm: Firm) -> Iterator[Lead]:
    """Yield the journeys of a firm.

    >>> [lead.name for lead in leads(generate.firm(0))]
    ['Nordkod Systems AB → Finland', 'Nordkod Systems AB → Estonia']
    """
    at = _CODES.index(_HOME[firm.country_name])
    for step in range(PER_FIRM):
        target = _CODES[(at + step + 1) % len(_CODES)]
        rank = firm.number % generate.PROFILES // generate.ORGANISATIONS + step * 3
        yield Lead(
            ref=f"{firm.ref}-{step}",
            name=f"{firm.name} → {COUNTRIES[target].name}",
            target=target,
            stage=STAGES[rank % (len(STAGES) - 1)],  # under way: none has entered
            priority=str(rank % 4),
            has_service=rank % SERVICE_EVERY == 0,
            is_stalled=rank % STALLED_EVERY == 0,
        )


# ------------------------------------------------------------------
# By the ORM
# ------------------------------------------------------------------


def create_team(env) -> None:
    """Give stock CRM a team with the stages of journeys, and no other columns."""
    team = env["crm.team"].create({"name": TEAM, "company_id": False})
    stages = env["crm.stage"].search([])
    others = env["crm.team"].search([("id", "!=", team.id)])
    stages.team_ids = [Command.set(others.ids)]
    env["crm.stage"].create(
        [
            {
                "name": name,
                "sequence": at,
                "team_ids": [Command.set(team.ids)],
                "is_won": name == STAGES[-1],
                "rotting_threshold_days": 0 if name == STAGES[-1] else 45,
            }
            for at, name in enumerate(STAGES, 1)
        ]
    )


def create_plan(env, user_id) -> None:
    """Make one plan of five steps, the same in both twins."""
    kind = env.ref("mail.mail_activity_data_todo")
    steps = [
        {
            "summary": f"Step {at}",
            "activity_type_id": kind.id,
            "responsible_type": "other",
            "responsible_id": user_id,
            "delay_count": at * 7,
            "delay_unit": "days",
            "delay_from": "after_plan_date",
        }
        for at in range(5)
    ]
    env["mail.activity.plan"].create(
        {
            "name": PLAN,
            "res_model": "crm.lead",
            "template_ids": [Command.create(step) for step in steps],
        }
    )


def team_of(env):
    return env["crm.team"].search([("name", "=", TEAM)])


def users(env) -> tuple[int, int]:
    """Return the user who looks at leads and another of the same organisation."""
    logins = {user.login: user.id for user in env["res.users"].search([])}
    return logins[LOGIN], logins["bench"]


def _user_of(firm: Firm, user_ids) -> int | None:
    """Return whose leads those of a firm are; nobody's in other organisations."""
    mine, others = user_ids
    if firm.organisation:
        return None
    return mine if firm.number < MINE else others


def create(env, firms: list[Firm], contacts, files) -> None:
    """Make the leads of some firms.

    :param contacts: the firms' contacts, in the same order
    :param files: the firms' files, empty where our module is not installed
    """
    user_ids = users(env)
    team = team_of(env)
    stages = env["crm.stage"].search([("team_ids", "in", team.ids)])
    stage_ids = {stage.name: stage.id for stage in stages}
    wanted = [(at, lead) for at, firm in enumerate(firms) for lead in leads(firm)]
    created = env["crm.lead"].create(
        [
            {
                "name": lead.name,
                "referred": lead.ref,
                "type": "opportunity",
                "team_id": team.id,
                "stage_id": stage_ids[lead.stage],
                "priority": lead.priority,
                "user_id": _user_of(firms[at], user_ids),
                "company_id": contacts[at].company_id.id,
                "partner_id": contacts[at].id,
                **(_journey_values(env, files[at], lead) if files else {}),
            }
            for at, lead in wanted
        ]
    )
    pairs = list(zip(created, [lead for _at, lead in wanted], strict=True))
    stalled = [record.id for record, lead in pairs if lead.is_stalled]
    created.browse(stalled).date_last_stage_update = LONG_AGO
    busy = created.filtered(lambda lead: int(lead.referred[1:8]) % ACTIVITY_EVERY == 0)
    fill.create_activities(env, user_ids[1], busy)
    for activity, lead in zip(busy.activity_ids, busy, strict=True):
        activity.user_id = lead.user_id or activity.user_id
    late = busy.filtered(lambda lead: lead.referred.endswith("-0"))
    late.activity_ids.date_deadline = LONG_AGO
    if files:
        env["sme.service"].create(
            [
                {"name": "A talk", "lead_id": journey.id, "date": LONG_AGO}
                for journey, lead in pairs
                if lead.has_service
            ]
        )


def _journey_values(env, file, lead):
    country = env.ref(f"base.{lead.target.lower()}")
    return {"firm_id": file.id, "target_country_id": country.id}


# ------------------------------------------------------------------
# By SQL
# ------------------------------------------------------------------

# Rows of a firm's first or second lead, for `multiply.Made`
_OF_LEAD = """
    SELECT o.ref, {table}.* FROM {source} JOIN res_partner o ON o.id = l.partner_id
     WHERE o.ref >= %s AND o.ref < %s AND l.referred LIKE '%%-{step}'"""
_OF_STOCK = {
    "crm_lead": ("l", "crm_lead l"),
    "mail_activity": (
        "t",
        "mail_activity t JOIN crm_lead l ON l.id = t.res_id AND t.res_model='crm.lead'",
    ),
}
_OURS = {
    table: ("t", f"{table} t JOIN crm_lead l ON l.id = t.lead_id")
    for table in ("sme_journey_stage_log", "sme_service")
}


def _queries(env, step) -> dict[str, str]:
    """Return table → query of its rows that belong to first or second leads."""
    sources = _OF_STOCK | (_OURS if "sme.firm" in env else {})
    return {
        table: _OF_LEAD.format(table=alias, source=source, step=step)
        for table, (alias, source) in sources.items()
    }


def maker(env, bulk):
    """Return a function that adds the leads of a firm to what is copied."""
    user_ids = users(env)
    made = [
        {
            table: multiply.Made(env.cr, table, query)
            for table, query in _queries(env, step).items()
        }
        for step in range(PER_FIRM)
    ]

    def add(firm: Firm, contact_id: int, file_id: int | None):
        of_file = {"firm_id": file_id} if file_id else {}
        for rows, lead in zip(made, leads(firm), strict=True):
            cells = lead_cells(firm, lead, user_ids)
            cells |= {"partner_id": contact_id} | of_file
            lead_id = bulk.add("crm_lead", rows["crm_lead"].like(firm.number, **cells))
            links = {
                "res_id": lead_id,
                "res_name": lead.name,
                "user_id": user_ids[1],  # none of the adviser's is copied
            }
            hanging = {"mail_activity": links}
            if file_id:
                links = {"lead_id": lead_id, **of_file}
                hanging |= {"sme_journey_stage_log": links, "sme_service": links}
            for table, cells in hanging.items():
                row = rows[table].like(firm.number, **cells)
                if row:
                    bulk.add(table, row)

    return add


def kinds(env):
    """Return what `multiply.verify` is to compare: table, query, cells of a firm."""
    found = []
    user_ids = users(env)
    for step in range(PER_FIRM):
        for table, query in _queries(env, step).items():
            if table == "mail_activity":
                continue
            found.append(
                (
                    table,
                    query,
                    _cells_of(step, user_ids) if table == "crm_lead" else _no_cells,
                )
            )
    return found


def _cells_of(step, user_ids):
    return lambda firm: lead_cells(firm, list(leads(firm))[step], user_ids)


def _no_cells(_firm):
    return {}


def lead_cells(firm: Firm, lead: Lead, user_ids) -> dict:
    """What differs from lead to lead of one profile."""
    return {
        "referred": lead.ref,
        "name": lead.name,
        "user_id": _user_of(firm, user_ids),
        "partner_name": firm.name,
        "street": firm.street,
        "website": firm.website,
        "email_from": firm.email,
        "email_normalized": firm.email,
        "email_domain_criterion": "@" + firm.email.partition("@")[2],
    }
