# ruff: noqa: S608  (what is put into the SQL are names written here)
"""The two sides of matching: the module, and the same scoring in SQL written by hand.

By hand is what somebody would write who knows the tables, the points, and the one
organisation of the user: no record rules, no ORM, points as they come with the module.
"""

from __future__ import annotations

import datetime

from match_rows import QUERIES
from side import Side
from twins import LOGIN

TOP = 20
TEASER = "sme_partner_lead_teaser"
LEAD = "sme_partner_lead"


class MatchSide(Side):
    model = "sme.partner.lead"
    login = LOGIN

    def _read_refs(self, env):
        return {}

    def _look_up(self, env):
        company = env["res.users"].search([("login", "=", LOGIN)]).company_id
        leads = env[self.model].search([("company_id", "=", company.id)], order="id")
        self.leads = leads.ids[:QUERIES]
        self.asked = 0

    def _prepare(self, client):
        pass

    def _next_lead(self, env):
        """Each round asks for another lead, the same on both sides."""
        lead_id = self.leads[self.asked % len(self.leads)]
        self.asked += 1
        return lead_id

    def outcome(self, env, result):
        return [(teaser_id, round(total, 6)) for teaser_id, total in result]


class ModuleSide(MatchSide):
    """What stands behind the button, without the words; and with them."""

    def rank(self, env):
        lead = env[self.model].browse(self._next_lead(env))
        matching = env["sme.matching"]
        found = matching._rank_leads(matching._source_of_lead(lead), TOP)
        return [(match.res_id, sum(match.points.values())) for match in found]

    def matches(self, env):
        lead = env[self.model].browse(self._next_lead(env))
        action = lead.action_view_matches()
        found = env["sme.match"].search(action["domain"])
        found.read(["rank", "name", "kind", "country_id", "short", "points", "parts"])
        return [(match.teaser_id.id, 0) for match in found]


class HandSide(MatchSide):
    """SQL."""

    def rank(self, env):
        lead_id = self._next_lead(env)
        company = env.company
        offers = ("business_offer", "technology_offer")
        env.cr.execute(
            f"""
            SELECT lead.country_id, lead.lead_type = ANY(%s), lead.firm_id,
                   ARRAY(SELECT res_country_id FROM {LEAD}_target_country_rel
                          WHERE {LEAD}_id = lead.id),
                   ARRAY(SELECT sme_capability_id FROM {LEAD}_capability_offered_rel
                          WHERE {LEAD}_id = lead.id),
                   ARRAY(SELECT sme_capability_id FROM {LEAD}_capability_sought_rel
                          WHERE {LEAD}_id = lead.id),
                   ARRAY(SELECT sme_keyword_id FROM {LEAD}_market_keyword_rel
                          WHERE {LEAD}_id = lead.id),
                   ARRAY(SELECT sme_keyword_id FROM {LEAD}_technology_keyword_rel
                          WHERE {LEAD}_id = lead.id),
                   ARRAY(SELECT sme_cooperation_type_id
                           FROM sme_cooperation_type_{LEAD}_rel
                          WHERE {LEAD}_id = lead.id),
                   ARRAY(SELECT sme_language_id FROM {LEAD}_partner_language_rel
                          WHERE {LEAD}_id = lead.id),
                   ARRAY(SELECT code FROM sme_partner_type AS kind
                           JOIN {LEAD}_sme_partner_type_rel AS wanted
                             ON wanted.sme_partner_type_id = kind.id
                          WHERE {LEAD}_id = lead.id)
              FROM {LEAD} AS lead WHERE lead.id = %s""",
            [list(offers), lead_id],
        )
        [row] = env.cr.fetchall()
        home, is_offer, firm, targets, offered, sought, *rest = row
        market, technology, cooperation, languages, wanted = rest
        env.cr.execute(
            f"""SELECT term.id, term.weight FROM sme_lead_term AS term
                  JOIN {TEASER}_term_rel AS shared ON shared.sme_lead_term_id = term.id
                  JOIN {TEASER} AS teaser ON teaser.id = shared.{TEASER}_id
                 WHERE teaser.lead_id = %s AND term.weight > 0
                 ORDER BY term.weight DESC, term.name LIMIT 24""",
            [lead_id],
        )
        terms = env.cr.fetchall()
        whole = self._weigh_whole(env, lead_id)
        kinds = [
            kind
            for kind, codes in (
                ("firm", {"sme_10", "sme_49", "sme_249", "large"}),
                ("research", {"research", "university"}),
                ("public", {"other"}),
                (
                    "consortium",
                    {
                        *("sme_10", "sme_49", "sme_249", "large"),
                        *("research", "university", "other"),
                    },
                ),
            )
            if codes & set(wanted)
        ]
        most, rest = ("takes", "gives") if is_offer else ("gives", "takes")
        there = "country_id = ANY(%(targets)s)" if targets else "country_id <> %(home)s"
        env.cr.execute(
            f"""
            WITH candidate AS MATERIALIZED (
                SELECT id, holder_kind, date_published
                  FROM {TEASER}
                 WHERE state = 'published'
                   AND (lead_type IN ('business_offer', 'technology_offer'))
                       <> %(is_offer)s
                   AND {there}
                   AND (looks_everywhere AND country_id <> %(home)s
                        OR id IN (SELECT {TEASER}_id FROM {TEASER}_target_country_rel
                                   WHERE res_country_id = %(home)s))
                   AND (company_id = %(company)s OR audience_id = ANY(ARRAY(
                        SELECT audience.id FROM sme_audience AS audience
                         WHERE (scope = 'network' OR project_id IN (
                               SELECT project_id FROM sme_project_member
                                WHERE company_id = %(company)s
                                  AND COALESCE(date_end, %(today)s) >= %(today)s))
                           AND NOT EXISTS (
                               SELECT FROM sme_audience_exclusion AS exclusion
                                WHERE exclusion.audience_id = audience.id
                                  AND exclusion.partner_id = %(partner)s))))
                   AND lead_id NOT IN (SELECT id FROM {LEAD} WHERE firm_id = %(firm)s)
            ), early AS MATERIALIZED (
                SELECT candidate.id, holder_kind,
                       (16 * LEAST(COALESCE({most}.n, 0), 2)
                        + 4 * LEAST(COALESCE({rest}.n, 0), 2))::float / 2
                       + 15 * COALESCE(market.n, 0)::float / %(markets)s
                       + 15 * COALESCE(technology.n, 0)::float / %(technologies)s
                       + 20 * LEAST(1, COALESCE(words.weight, 0) / %(enough)s)
                       + 10
                       + 3 * GREATEST(0, LEAST(1, COALESCE(
                             1 - (%(today)s - date_published)::float / 365, 0)))
                       AS points
                  FROM candidate
                  LEFT JOIN ({self._counted("capability_offered", "capability")}
                       (%(sought)s) GROUP BY 1) AS gives USING (id)
                  LEFT JOIN ({self._counted("capability_sought", "capability")}
                       (%(offered)s) GROUP BY 1) AS takes USING (id)
                  LEFT JOIN ({self._counted("market_keyword", "keyword")}
                       (%(market)s) GROUP BY 1) AS market USING (id)
                  LEFT JOIN ({self._counted("technology_keyword", "keyword")}
                       (%(technology)s) GROUP BY 1) AS technology USING (id)
                  LEFT JOIN (
                       SELECT candidate.id, SUM(term.weight) AS weight
                         FROM unnest(%(terms)s::int[], %(weights)s::float[])
                              AS term (id, weight)
                         JOIN {TEASER}_term_rel ON sme_lead_term_id = term.id
                         JOIN candidate ON candidate.id = {TEASER}_id
                        GROUP BY 1) AS words USING (id)
            ), likely AS MATERIALIZED (
                SELECT * FROM early
                 WHERE points >= COALESCE((SELECT points FROM early
                                            ORDER BY points DESC
                                           OFFSET {TOP - 1} LIMIT 1), 0) - 12
            )
            SELECT likely.id,
                   points
                   + 5 * COALESCE(agreed.found, FALSE)::int
                   + 2 * (%(any_kind)s OR holder_kind = ANY(%(kinds)s))::int
                   + 2 * COALESCE(wants.found, TRUE)::int
                   + 3 * (%(any_language)s OR COALESCE(speaks.found, TRUE))::int
                   AS total
              FROM likely
              LEFT JOIN LATERAL (
                   SELECT BOOL_OR(sme_cooperation_type_id = ANY(%(cooperation)s))
                          AS found
                     FROM sme_cooperation_type_{TEASER}_rel
                    WHERE {TEASER}_id = likely.id) AS agreed ON TRUE
              LEFT JOIN LATERAL (
                   SELECT BOOL_OR(kind.code = 'sme_49') AS found
                     FROM {TEASER}_sme_partner_type_rel
                     JOIN sme_partner_type AS kind ON kind.id = sme_partner_type_id
                    WHERE {TEASER}_id = likely.id) AS wants ON TRUE
              LEFT JOIN LATERAL (
                   SELECT BOOL_OR(sme_language_id = ANY(%(languages)s)) AS found
                     FROM {TEASER}_partner_language_rel
                    WHERE {TEASER}_id = likely.id) AS speaks ON TRUE
             ORDER BY total DESC, likely.id DESC LIMIT {TOP}""",
            {
                "is_offer": is_offer,
                "home": home,
                "targets": targets,
                "company": company.id,
                "partner": company.partner_id.id,
                "firm": firm,
                "today": datetime.date.today(),
                "sought": sought,
                "offered": offered,
                "market": market,
                "markets": float(len(market) or 1),
                "technology": technology,
                "technologies": float(len(technology) or 1),
                "terms": [term for term, _weight in terms],
                "weights": [weight for _term, weight in terms],
                "enough": max(0.4 * sum(w for _term, w in terms), 0.33 * whole) or 1.0,
                "cooperation": cooperation,
                "kinds": kinds,
                "any_kind": not kinds,
                "languages": languages,
                "any_language": not languages,
            },
        )
        return [(teaser_id, float(total)) for teaser_id, total in env.cr.fetchall()]

    def _weigh_whole(self, env, lead_id):
        """What the heaviest terms weigh, those included that no other lead has."""
        env.cr.execute(
            f"""WITH most AS (SELECT NULLIF(MAX(weight), 0) AS weight
                                FROM sme_lead_term)
                SELECT SUM(heavy) FROM (
                    SELECT COALESCE(NULLIF(term.weight, 0), most.weight, 1) AS heavy
                      FROM most, sme_lead_term AS term
                      JOIN {TEASER}_term_rel AS shared
                        ON shared.sme_lead_term_id = term.id
                      JOIN {TEASER} AS teaser ON teaser.id = shared.{TEASER}_id
                     WHERE teaser.lead_id = %s ORDER BY heavy DESC LIMIT 24) AS term""",
            [lead_id],
        )
        return env.cr.fetchone()[0] or 0.0

    def _counted(self, relation, entry):
        """The beginning of a query: how many entries of a list candidates have."""
        table = f"{TEASER}_{relation}_rel"
        return f"""SELECT candidate.id, COUNT(*) AS n FROM {table}
                     JOIN candidate ON candidate.id = {TEASER}_id
                    WHERE sme_{entry}_id = ANY"""

    # what is shown is not the hand's to make: the ranking alone
    matches = rank
