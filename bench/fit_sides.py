# ruff: noqa: S608  (what is put into the SQL are names written here)
"""The two sides of ranking firms for a lead: the module, and SQL written by hand.

By hand is what somebody would write who knows the tables, the points, and the one
organisation of the user: no record rules, no ORM, points as they come with the module.
"""

from __future__ import annotations

from match_rows import QUERIES
from match_sides import MatchSide
from twins import LOGIN

TOP = 20
TEASER, FIRM, LEAD = "sme_partner_lead_teaser", "sme_firm", "sme_partner_lead"


class FitSide(MatchSide):
    model = "sme.partner.lead.teaser"

    def _look_up(self, env):
        company = env["res.users"].search([("login", "=", LOGIN)]).company_id
        leads = env[self.model].search(
            [("company_id", "!=", company.id), ("state", "=", "published")], order="id"
        )
        self.leads = leads.ids[:QUERIES]
        self.asked = 0


class ModuleSide(FitSide):
    """What stands behind the button, without the words; and with them."""

    def rank_firms(self, env):
        teaser = env[self.model].browse(self._next_lead(env))
        matching = env["sme.matching"]
        found = matching._rank_firms(matching._source_of_teaser(teaser), TOP)
        return [(match.res_id, sum(match.points.values())) for match in found]

    def fits(self, env):
        teaser = env[self.model].browse(self._next_lead(env))
        action = teaser.action_view_matching_firms()
        found = env["sme.match"].search(action["domain"])
        found.read(["rank", "name", "country_id", "short", "points", "parts"])
        return [(match.firm_id.id, 0) for match in found]


class HandSide(FitSide):
    """SQL."""

    def rank_firms(self, env):
        cr, teaser_id = env.cr, self._next_lead(env)
        cr.execute(
            f"""
            SELECT country_id, lead_type IN ('business_offer', 'technology_offer'),
                   {self._list("target_country", "res_country")},
                   {self._list("capability_offered", "sme_capability")},
                   {self._list("capability_sought", "sme_capability")},
                   {self._list("market_keyword", "sme_keyword")},
                   {self._list("technology_keyword", "sme_keyword")},
                   {self._list("partner_language", "sme_language")},
                   ARRAY(SELECT code FROM sme_partner_type AS kind
                           JOIN {TEASER}_sme_partner_type_rel AS wanted
                             ON wanted.sme_partner_type_id = kind.id
                          WHERE {TEASER}_id = teaser.id),
                   ARRAY(SELECT DISTINCT activity.id FROM sme_nace AS activity
                           JOIN sme_nace AS said
                             ON activity.code LIKE LEFT(said.code, 2) || '%%'
                           JOIN {self.activities} AS named
                             ON named.sme_nace_id = said.id
                          WHERE {TEASER}_id = teaser.id)
              FROM {TEASER} AS teaser WHERE teaser.id = %s""",
            [teaser_id],
        )
        [row] = cr.fetchall()
        home, is_offer, targets, offered, sought, *rest = row
        market, technology, languages, wanted, activities = rest
        cr.execute(
            f"""WITH most AS (SELECT NULLIF(MAX(weight), 0) AS weight
                                FROM sme_lead_term)
                SELECT term.id,
                       COALESCE(NULLIF(term.weight, 0), most.weight, 1) AS heavy
                  FROM most, sme_lead_term AS term
                  JOIN {TEASER}_term_rel AS shared ON shared.sme_lead_term_id = term.id
                 WHERE shared.{TEASER}_id = %s
                 ORDER BY heavy DESC, term.name LIMIT 24""",
            [teaser_id],
        )
        terms = cr.fetchall()
        here = "country_id = ANY(%(targets)s)" if targets else "country_id <> %(home)s"
        # whoever answers a request offers
        most, rest = ("takes", "gives") if is_offer else ("gives", "takes")
        cr.execute(
            f"""
            WITH candidate AS MATERIALIZED (
                SELECT id, nace_id,
                       COALESCE(NULLIF(group_heads, 0), headcount_heads, 0) AS heads
                  FROM {FIRM} AS firm
                 WHERE company_id = %(company)s AND active AND {here}
                   AND CASE WHEN EXISTS (SELECT FROM {self.markets}
                                          WHERE {FIRM}_id = firm.id)
                            THEN EXISTS (SELECT FROM {self.markets}
                                          WHERE {FIRM}_id = firm.id
                                            AND res_country_id = %(home)s)
                            ELSE country_id IS DISTINCT FROM %(home)s END
            ), early AS MATERIALIZED (
                SELECT candidate.id, nace_id, heads,
                       (16 * LEAST(COALESCE({most}.n, 0), 2)
                        + 4 * LEAST(COALESCE({rest}.n, 0), 2))::float / 2
                       + 15 * COALESCE(market.n, 0)::float / %(markets)s
                       + 15 * COALESCE(technology.n, 0)::float / %(technologies)s
                       + 20 * LEAST(1, COALESCE(words.weight, 0) / %(enough)s)
                       + 10
                       AS points
                  FROM candidate
                  LEFT JOIN ({self._counted("capability_offered")}
                       (%(sought)s) GROUP BY 1) AS gives USING (id)
                  LEFT JOIN ({self._counted("capability_sought")}
                       (%(offered)s) GROUP BY 1) AS takes USING (id)
                  LEFT JOIN ({self._named("market")}) AS market USING (id)
                  LEFT JOIN ({self._named("technology")}) AS technology USING (id)
                  LEFT JOIN (
                       SELECT candidate.id, SUM(term.weight) AS weight
                         FROM unnest(%(terms)s::int[], %(weights)s::float[])
                              AS term (id, weight)
                         JOIN {FIRM}_term_rel ON sme_lead_term_id = term.id
                         JOIN candidate ON candidate.id = {FIRM}_id
                        GROUP BY 1) AS words USING (id)
            ), likely AS MATERIALIZED (
                SELECT * FROM early
                 WHERE points >= COALESCE((SELECT points FROM early
                                            ORDER BY points DESC
                                           OFFSET {TOP - 1} LIMIT 1), 0) - 12
            )
            SELECT likely.id,
                   points
                   + 4 * CASE WHEN %(any_type)s THEN 1
                              WHEN heads = 0 THEN %(unsized)s
                              ELSE (CASE WHEN heads <= 10 THEN 'sme_10'
                                         WHEN heads <= 49 THEN 'sme_49'
                                         WHEN heads <= 249 THEN 'sme_249'
                                         ELSE 'large' END = ANY(%(wanted)s))::int END
                   + 3 * CASE WHEN %(any_language)s THEN 1
                              ELSE COALESCE(speaks.found::int, 0.5) END
                   + 5 * COALESCE(nace_id = ANY(%(activities)s), FALSE)::int
                   AS total
              FROM likely
              LEFT JOIN LATERAL (
                   SELECT BOOL_OR(sme_language_id = ANY(%(languages)s)) AS found
                     FROM {self.languages}
                    WHERE {FIRM}_id = likely.id) AS speaks ON TRUE
             ORDER BY total DESC, likely.id DESC LIMIT {TOP}""",
            {
                "home": home,
                "targets": targets,
                "company": env.company.id,
                "sought": sought,
                "offered": offered,
                "market": market,
                "markets": float(len(market) or 1),
                "technology": technology,
                "technologies": float(len(technology) or 1),
                **self._words_of("market", env, market),
                **self._words_of("technology", env, technology),
                "terms": [term for term, _weight in terms],
                "weights": [weight for _term, weight in terms],
                "enough": 0.4 * sum(weight for _term, weight in terms) or 1.0,
                "wanted": wanted,
                "any_type": not wanted,
                "unsized": 0.5
                if {"sme_10", "sme_49", "sme_249", "large"} & set(wanted)
                else 0.0,
                "languages": languages,
                "any_language": not languages,
                "activities": activities,
            },
        )
        return [(firm_id, float(total)) for firm_id, total in cr.fetchall()]

    def _look_up(self, env):
        super()._look_up(env)
        fields = env["sme.firm"]._fields
        self.markets = fields["market_wanted_ids"].relation
        self.languages = fields["language_ids"].relation
        self.lists = {
            name: fields[f"{name}_ids"].relation
            for name in ("capability_offered", "capability_sought")
        }
        self.activities = env[self.model]._fields["nace_ids"].relation

    def _list(self, relation, entry):
        return f"""ARRAY(SELECT {entry}_id FROM {TEASER}_{relation}_rel
                          WHERE {TEASER}_id = teaser.id)"""

    def _counted(self, name):
        """The beginning of a query: how many entries of a list candidates have."""
        return f"""SELECT candidate.id, COUNT(*) AS n FROM {self.lists[name]}
                     JOIN candidate ON candidate.id = {FIRM}_id
                    WHERE sme_capability_id = ANY"""

    def _named(self, kind):
        """How many keywords leads of a firm have, or stand in its file in words."""
        return f"""
            SELECT id, COUNT(*) AS n FROM (
                SELECT lead.firm_id AS id, sme_keyword_id
                  FROM {LEAD}_{kind}_keyword_rel
                  JOIN {LEAD} AS lead ON lead.id = {LEAD}_id
                  JOIN candidate ON candidate.id = lead.firm_id
                 WHERE sme_keyword_id = ANY(%({kind})s)
                 UNION
                SELECT candidate.id, word.keyword
                  FROM unnest(%({kind}_keywords)s::int[], %({kind}_terms)s::int[],
                              %({kind}_needed)s::int[]) AS word (keyword, term, needed)
                  JOIN {FIRM}_term_rel ON sme_lead_term_id = word.term
                  JOIN candidate ON candidate.id = {FIRM}_id
                 GROUP BY 1, 2, word.needed HAVING COUNT(*) = word.needed) AS named
             GROUP BY 1"""

    def _words_of(self, kind, env, keyword_ids):
        """Return the terms of the names of keywords, where all are known."""
        from odoo.addons.sme_crossborder.tools.lead_terms import lead_terms

        env.cr.execute(
            "SELECT id, name->>'en_US' FROM sme_keyword WHERE id = ANY(%s)",
            [keyword_ids],
        )
        names = {keyword: set(lead_terms(name)) for keyword, name in env.cr.fetchall()}
        env.cr.execute(
            "SELECT name, id FROM sme_lead_term WHERE name = ANY(%s)",
            [sorted({term for terms in names.values() for term in terms})],
        )
        known = dict(env.cr.fetchall())
        rows = [
            (keyword, known[term], len(terms))
            for keyword, terms in names.items()
            if terms and known.keys() >= terms
            for term in terms
        ]
        keywords, terms, needed = zip(*rows, strict=True) if rows else ((), (), ())
        return {
            f"{kind}_keywords": list(keywords),
            f"{kind}_terms": list(terms),
            f"{kind}_needed": list(needed),
        }

    # what is shown is not the hand's to make: the ranking alone
    fits = rank_firms
