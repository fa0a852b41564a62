# ruff: noqa: S608  (what is put into the SQL are names written here)
"""Published leads by the hundred thousand, read on the portal and in the backend.

Eight organisations publish; one more, without users here, reads on the portal what the
first organisation reads in the backend: both are members of the project a fifth of the
leads are for, and both are kept from the same leads.
"""

from __future__ import annotations

from pathlib import Path

import twins

from odoo.fields import Command

PORTAL_LOGIN = "bench_portal"
NEVER = 40  # lists of who never sees a lead; a fifth of the leads has one
TYPES = ["business_offer", "business_request", "technology_offer", "technology_request"]
WORDS = "sensors cloud payment logistics forestry robots games security heart energy"
COUNTRIES = ("SE", "FI", "EE", "LV", "LT", "DK", "NO", "PL")


def database_name(count: int) -> str:
    return f"sme_bench_portal_{count}"


def prepare(count: int) -> str:
    """Make the database if it is missing or out of date, and return its name."""
    return twins.make_once(
        database_name(count),
        [Path(__file__)],
        f"{count:,} published leads",
        lambda env: _fill(env, count),
    )


def _fill(env, count):
    companies = twins._create_organisations(env)
    twins._create_users(env, companies)
    twins._create_project(env, companies)
    outside = _create_portal(env, companies[0])
    env.flush_all()
    _create_audiences(env, companies, outside)
    _create_leads(env, companies, count)


def _create_portal(env, company):
    """An organisation without users of its own, and who speaks for it."""
    outside, person = env["res.partner"].create(
        [
            {"name": "Outside", "is_company": True},
            {"name": "Portal", "email": "portal@example.com"},
        ]
    )
    user = env["res.users"].create(
        {
            "partner_id": person.id,
            "login": PORTAL_LOGIN,
            "group_ids": [Command.set(env.ref("base.group_portal").ids)],
        }
    )
    env["sme.portal.identity"].create(
        {
            "user_id": user.id,
            "person_name": user.name,
            "login": user.login,
            "partner_id": outside.id,
            "kind": "organisation",
            "company_id": company.id,
        }
    )
    project = env["sme.project"].search([("acronym", "=", "BENCH")])
    project.member_ids = [Command.create({"partner_id": outside.id})]
    return outside


def _create_audiences(env, companies, outside):
    """The network, the project, and the network without two organisations each."""
    project = env["sme.project"].search([("acronym", "=", "BENCH")])
    audiences = env["sme.audience"]
    audiences.create({"key": "bench-network", "scope": "network"})
    audiences.create(
        {"key": "bench-project", "scope": "project", "project_id": project.id}
    )
    for number in range(NEVER):
        two = [companies[number % 8], companies[(number * 3 + 1) % 8]]
        partners = {company.partner_id.id for company in two}
        if companies[0] in two:
            partners.add(outside.id)
        audiences.create(
            {
                "key": f"bench-never-{number}",
                "scope": "network",
                "exclusion_ids": [
                    Command.create({"partner_id": partner_id})
                    for partner_id in sorted(partners)
                ],
            }
        )
    env.flush_all()


def _create_leads(env, companies, count):
    """Leads and what others read of them, of all organisations but the first."""
    cr = env.cr
    cr.execute(
        """INSERT INTO sme_partner_lead (lead_type, state, active, company_id, scope,
                  holder_kind, visibility, language_id, title, date_published)
           SELECT (%(types)s)[1 + g %% 4], 'published', TRUE,
                  (%(companies)s)[1 + g %% 7], 'network', 'firm', 'organisation',
                  %(language)s, 'Bench ' || g, '2026-01-01'
             FROM generate_series(1, %(count)s) g""",
        {
            "types": TYPES,
            "companies": companies[1:].ids,
            "language": env.ref("sme_crossborder.sme_language_en").id,
            "count": count,
        },
    )
    cr.execute(
        """INSERT INTO sme_partner_lead_teaser (lead_id, company_id, partner_id, state,
                  audience_id, reference, lead_type, holder_kind, country_id,
                  language_id, title, summary, date_published, date_expiry, is_public)
           SELECT lead.id, lead.company_id, company.partner_id, 'published',
                  audience.id, 'SX-BOSE20260101' || lead.id, lead.lead_type, 'firm',
                  country.id, lead.language_id,
                  'Swedish firm offers ' || (%(words)s)[1 + n %% 10] || ' number ' || n,
                  repeat(%(text)s, 3) || md5(n::text), '2026-01-01',
                  '2027-01-01', FALSE
             FROM (SELECT *, row_number() OVER (ORDER BY id) AS n
                     FROM sme_partner_lead WHERE title LIKE 'Bench %%') AS lead
             JOIN res_company AS company ON company.id = lead.company_id
             JOIN sme_audience AS audience
               ON audience.key = CASE n %% 5
                    WHEN 0 THEN 'bench-project'
                    WHEN 1 THEN 'bench-never-' || (n / 5) %% %(never)s
                    ELSE 'bench-network' END
             JOIN res_country AS country ON country.code = (%(countries)s)[1 + n %% 8]
            ORDER BY lead.id""",
        {
            "words": WORDS.split(),
            "text": "Software for hospitals and ports and factories of the region ",
            "never": NEVER,
            "countries": list(COUNTRIES),
        },
    )
    for table, model, domain, step in (
        ("target_country_rel", "res.country", COUNTRIES, 1),
        ("market_keyword_rel", "sme.keyword", "market", 3),
        ("technology_keyword_rel", "sme.keyword", "technology", 5),
    ):
        found = env[model].search(
            [("code", "in", domain)]
            if model == "res.country"
            else [("kind", "=", domain)]
        )
        cr.execute(
            f"""INSERT INTO sme_partner_lead_teaser_{table}
                SELECT id, (%(ids)s)[1 + (id * {step} + half * 7) %% %(many)s]
                  FROM sme_partner_lead_teaser, generate_series(0, 1) half
                    ON CONFLICT DO NOTHING""",
            {"ids": found.ids, "many": len(found)},
        )
    kinds = env["sme.cooperation.type"].search([])
    field = env["sme.partner.lead.teaser"]._fields["cooperation_type_ids"]
    cr.execute(
        f"""INSERT INTO {field.relation} ({field.column1}, {field.column2})
            SELECT id, (%s)[1 + id %% %s] FROM sme_partner_lead_teaser""",
        (kinds.ids, len(kinds)),
    )
