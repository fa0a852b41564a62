# ruff: noqa: S608  (what is put into the SQL are names and numbers written here)
"""What organisations share of their journeys, and the same rows in stock.

Each journey draws a number from its reference, so both twins share the same ones. In
stock what the user may see becomes opportunities of the user's own organisation, told
from the others by their source.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

from odoo.fields import Command

SOURCE = "Shared with us"
SETS = 20  # different sets of readers of an owner, in each kind of sharing
PROJECTS = 3  # of each kind
LONG_AGO, FAR_AWAY = "2026-01-31", "2090-01-01"
# 0 to 999 for each journey `l`, and a number that tells its readers
DRAWN = "mod(abs(hashtext(l.referred)::bigint), 1000)"
_DRAWN_SET = "abs(hashtext('set ' || l.referred)::bigint)"


class Share(NamedTuple):
    """One kind of sharing: how many of a thousand journeys, and with whom."""

    name: str
    of_thousand: int
    is_seen: bool  # by the user who looks
    scope: str = "selected"
    right: str = "read"
    last_day: str = ""


MIX = (
    Share("read", 20, True),
    Share("read for a time", 10, True, last_day="2080"),
    Share("work", 10, True, right="work"),
    Share("work for a time", 5, True, right="work", last_day="2080"),
    Share("expired", 10, False, last_day="2025"),
    Share("others", 30, False),
    Share("member", 15, True, scope="project"),
    Share("left", 10, False, scope="project"),
    Share("joins later", 5, False, scope="project"),
    Share("no member", 10, False, scope="project"),
    Share("network", 5, True, scope="network"),
)


def mix() -> list[tuple]:
    """Return ``(name, first number drawn, first beyond, whether it is seen)``."""
    ends = list(itertools.accumulate(share.of_thousand for share in MIX))
    starts = [0, *ends[:-1]]
    return [
        (share.name, start, end, share.is_seen)
        for share, start, end in zip(MIX, starts, ends, strict=True)
    ]


def _create_mix(env) -> None:
    env.cr.execute(
        "CREATE TEMP TABLE bench_mix"
        " (name text, first int, beyond int, is_seen bool) ON COMMIT DROP"
    )
    for row in mix():
        env.cr.execute("INSERT INTO bench_mix VALUES (%s, %s, %s, %s)", row)


def _organisations(env):
    return env["res.company"].search([("name", "like", "Organisation ")], order="id")


# ------------------------------------------------------------------
# Without the module
# ------------------------------------------------------------------


def give(env) -> None:
    """Make what is shared the user's own organisation's, contacts too."""
    _create_mix(env)
    own = _organisations(env)[0].id
    source = env["utm.source"].create({"name": SOURCE})
    env.flush_all()
    env.cr.execute(
        f"""UPDATE crm_lead AS l SET company_id = %s, source_id = %s
              FROM bench_mix AS m
             WHERE l.company_id != %s AND l.referred IS NOT NULL AND m.is_seen
               AND {DRAWN} >= m.first AND {DRAWN} < m.beyond""",
        [own, source.id, own],
    )
    env.cr.execute(
        """UPDATE res_partner AS p SET company_id = %s
             FROM crm_lead AS l
            WHERE l.source_id = %s AND l.partner_id IN (p.id, p.parent_id)""",
        [own, source.id],
    )


# ------------------------------------------------------------------
# With the module
# ------------------------------------------------------------------


def share(env) -> None:
    """Share journeys as the mix says, and write the log of it."""
    _create_mix(env)
    env.cr.execute(
        "CREATE TEMP TABLE bench_audience"
        " (name text, company_id int, at int, scope text, audience_id int)"
        " ON COMMIT DROP"
    )
    companies = _organisations(env)
    projects = _create_projects(env, companies)
    for kind, owner in itertools.product(MIX, companies):
        audiences = _intern(env, kind, owner, companies, projects)
        rows = [
            (kind.name, owner.id, at, kind.scope, audience.id)
            for at, audience in enumerate(audiences)
        ]
        for row in rows:
            env.cr.execute("INSERT INTO bench_audience VALUES (%s,%s,%s,%s,%s)", row)
    env.flush_all()
    env.cr.execute(
        f"""UPDATE crm_lead AS l
               SET audience_id = a.audience_id, visibility = a.scope
              FROM bench_mix AS m
              JOIN (SELECT *, COUNT(*) OVER (PARTITION BY name, company_id) AS sets
                      FROM bench_audience) AS a ON a.name = m.name
             WHERE l.firm_id IS NOT NULL AND l.company_id = a.company_id
               AND {DRAWN} >= m.first AND {DRAWN} < m.beyond
               AND mod({_DRAWN_SET}, a.sets) = a.at"""
    )
    env.cr.execute(
        """INSERT INTO sme_disclosure
                  (res_model, res_id, record_name, company_id, partner_id,
                   reader_company_id, project_id, act, scope, "right", date_end,
                   user_id, create_date)
           SELECT 'crm.lead', l.id, l.name, l.company_id, r.partner_id, r.company_id,
                  a.project_id, 'granted', a.scope, COALESCE(r.right, 'read'),
                  r.date_end, 1, now()
             FROM crm_lead AS l
             JOIN sme_audience AS a ON a.id = l.audience_id
             LEFT JOIN sme_audience_reader AS r ON r.audience_id = a.id"""
    )


def _create_projects(env, companies):
    """Return kind of sharing → projects; the user's organisation comes and goes."""
    own = companies[0]
    days = {
        "member": {"date_start": "2025-02-01"},
        "left": {"date_end": LONG_AGO},
        "joins later": {"date_start": FAR_AWAY},
        "no member": None,
    }
    found = {}
    for kind, own_days in days.items():
        members = [
            {"partner_id": company.partner_id.id, "role": "partner"}
            for company in companies[1:]
        ]
        members[0]["role"] = "lead"
        if own_days is not None:
            members.append({"partner_id": own.partner_id.id, **own_days})
        found[kind] = env["sme.project"].create(
            [
                {
                    "acronym": f"{kind} {at}".upper(),
                    "name": f"Bench project, {kind}, {at}",
                    "company_id": companies[1].id,
                    "date_start": "2025-01-01",
                    "date_end": "2099-12-31",
                    "member_ids": [Command.create(member) for member in members],
                }
                for at in range(PROJECTS)
            ]
        )
    return found


def _intern(env, kind, owner, companies, projects):
    """Return the audiences an owner's journeys of one kind draw from."""
    Audience = env["sme.audience"]
    if kind.scope == "network":
        return [Audience._intern("network", env["sme.project"], [])]
    if kind.scope == "project":
        return [Audience._intern("project", one, []) for one in projects[kind.name]]
    own = companies[0]
    others = companies - own - owner
    # an organisation is no reader of its own
    always = own if kind.name != "others" and owner != own else own.browse()
    groups = [
        group
        for size in range(0 if always else 1, 4)
        for group in itertools.combinations(others, size)
    ]
    found = []
    for at in range(SETS):
        # stepping through them takes small and large ones
        readers = [*always, *groups[(at * 7 + owner.id) % len(groups)]]
        until = f"{kind.last_day}-{at % 12 + 1:02}-28" if kind.last_day else False
        lines = [(company.partner_id, kind.right, until) for company in readers]
        found.append(Audience._intern("selected", env["sme.project"], lines))
    return found
