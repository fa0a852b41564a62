# ruff: noqa: S608  (what is put into the SQL are names written here)
"""The two sides of adaptations: the module, and SQL written by hand.

By hand is what somebody would write who knows the tables, the one organisation of the
user and the ways of sharing in these rows: no record rules, no ORM.
"""

from __future__ import annotations

from adaptation_rows import MARKETS, QUESTIONS
from side import Side
from twins import LOGIN

FIELDS = (1, 3, 6)  # how many fields a question names, in turn
SECTORS = ("any", "health", "public", "finance")
PAGE = 80
# whom others are told of in small numbers: firms by threes, of two organisations
BY, OWNERS = 3, 2
COLUMNS = (
    "country_id",
    "field_id",
    "name",
    "sector",
    "since",
    "binding",
    "verification",
    "date_checked",
    "is_stale",
    "experience",
)
ORDER = "field.sequence, field.name->>'en_US', field.id, sector, asked.name, asked.id"
# with the index's own predicate, or PostgreSQL does not take the index
APPLIES = """asked.active IS TRUE AND asked.country_id = %(market)s
             AND asked.field_id = ANY(%(fields)s) AND asked.sector = ANY(%(sectors)s)"""


class AdaptationSide(Side):
    """What both sides ask, of the same database."""

    model = "sme.market.requirement"
    login = LOGIN

    def _read_refs(self, env):
        return {}

    def _look_up(self, env):
        fields = env["sme.requirement.field"].search([], order="id").ids
        markets = env["res.country"].search([("code", "in", MARKETS)], order="code")
        self.questions = [
            (
                markets[number * 2 % len(markets)].id,
                (fields[number % len(fields) :] + fields)[: FIELDS[number % 3]],
                SECTORS[number % len(SECTORS)],
            )
            for number in range(QUESTIONS)
        ]
        self.pages = [self._find_frequent(env, market) for market, *_ in self.questions]
        company = env["res.users"].search([("login", "=", LOGIN)]).company_id
        adaptations = env["sme.adaptation"].search(
            [("company_id", "=", company.id)], order="id desc", limit=QUESTIONS
        )
        self.adaptations = adaptations.ids
        self.asked = 0

    def _find_frequent(self, env, market):
        """The requirements of a market that are in most adaptations."""
        env.cr.execute(
            """SELECT asked.id FROM sme_market_requirement AS asked
                 JOIN sme_adaptation_item AS item ON item.requirement_id = asked.id
                WHERE asked.country_id = %s
                GROUP BY asked.id ORDER BY COUNT(*) DESC, asked.id LIMIT %s""",
            [market, PAGE],
        )
        return [id_ for (id_,) in env.cr.fetchall()]

    def _prepare(self, client):
        self.specs = {"list": client.specification("list")}

    def _next(self, among):
        """Each round asks for something else, the same on both sides."""
        self.asked += 1
        return among[self.asked % len(among)]

    def outcome(self, env, result):
        return result


class ModuleSide(AdaptationSide):
    """The methods behind the screens, and the calls the web client makes."""

    def outcome(self, env, result):
        if isinstance(result, (list, tuple, int)):
            return result
        # as they are in memory: whoever asks goes through the records
        return [(r.id, r.name, r.field_id.id) for r in result]

    def applicable(self, env):
        market, fields, sector = self._next(self.questions)
        return env[self.model]._find_applicable(
            env["res.country"].browse(market),
            env["sme.requirement.field"].browse(fields),
            sector,
        )

    def missing(self, env):
        adaptation = env["sme.adaptation"].browse(self._next(self.adaptations))
        return adaptation.missing_count

    def page(self, env):
        market, fields, sector = self._next(self.questions)
        domain = [
            ("country_id", "=", market),
            ("field_id", "in", fields),
            ("sector", "in", ["any", sector]),
        ]
        found = self.find(env, domain)
        return found["length"], [
            tuple(_plain(row[name]) for name in COLUMNS) for row in found["records"]
        ]

    def experience(self, env):
        found = env[self.model].browse(self._next(self.pages))
        return [(r.id, r.experience) for r in found]

    def experience_of_one(self, env):
        found = env[self.model].browse(self._next(self.pages)[:1])
        return [(r.id, r.experience) for r in found]


def _plain(value):
    return value["display_name"] if isinstance(value, dict) else value


class HandSide(AdaptationSide):
    """SQL."""

    def applicable(self, env):
        """Requirements by market, fields and sector, joined to their fields."""
        env.cr.execute(
            f"""SELECT asked.id, asked.name, asked.field_id
                  FROM sme_market_requirement AS asked
                  JOIN sme_requirement_field AS field ON field.id = asked.field_id
                 WHERE {APPLIES} ORDER BY {ORDER}""",
            self._values(self._next(self.questions)),
        )
        return env.cr.fetchall()

    def missing(self, env):
        """Read what an adaptation is about, count what applies and is no item."""
        env.cr.execute(
            """SELECT target_country_id AS market, ARRAY['any', sector] AS sectors,
                      ARRAY(SELECT sme_requirement_field_id
                              FROM sme_adaptation_sme_requirement_field_rel
                             WHERE sme_adaptation_id = adaptation.id) AS fields,
                      ARRAY(SELECT requirement_id FROM sme_adaptation_item
                             WHERE adaptation_id = adaptation.id
                               AND requirement_id IS NOT NULL) AS known
                 FROM sme_adaptation AS adaptation WHERE id = %s""",
            [self._next(self.adaptations)],
        )
        [values] = env.cr.dictfetchall()
        applies = APPLIES
        if not values["fields"]:
            applies = applies.replace("asked.field_id = ANY(%(fields)s)", "TRUE")
        env.cr.execute(
            f"""SELECT COUNT(*) FROM sme_market_requirement AS asked
                 WHERE {applies} AND asked.id <> ALL(%(known)s)""",
            values,
        )
        return env.cr.fetchone()[0]

    def page(self, env):
        """Eighty rows with the columns of the list, their number, and who did it."""
        values = self._values(self._next(self.questions))
        env.cr.execute(
            f"""SELECT asked.id, country.name->>'en_US', field.name->>'en_US',
                       asked.name, sector,
                       COALESCE(to_char(date_since, 'FMDD Mon YYYY'),
                                NULLIF(year_since, 0)::text),
                       binding, verification, date_checked,
                       COALESCE(date_checked, '-infinity')
                       < CURRENT_DATE - interval '12 months'
                  FROM sme_market_requirement AS asked
                  JOIN sme_requirement_field AS field ON field.id = asked.field_id
                  JOIN res_country AS country ON country.id = asked.country_id
                 WHERE {APPLIES} ORDER BY {ORDER} LIMIT {PAGE}""",
            values,
        )
        rows = env.cr.fetchall()
        length = len(rows)
        if length == PAGE:
            env.cr.execute(
                f"SELECT COUNT(*) FROM sme_market_requirement AS asked WHERE {APPLIES}",
                values,
            )
            length = env.cr.fetchone()[0]
        told = self._tell(env, [id_ for id_, *_ in rows])
        return length, [
            (*(value or False for value in row), told.get(id_, False))
            for id_, *row in rows
        ]

    def experience(self, env):
        ids = self._next(self.pages)
        told = self._tell(env, ids)
        return [(id_, told.get(id_, False)) for id_ in ids]

    def experience_of_one(self, env):
        ids = self._next(self.pages)[:1]
        told = self._tell(env, ids)
        return [(id_, told.get(id_, False)) for id_ in ids]

    def _values(self, question):
        market, fields, sector = question
        return {"market": market, "fields": fields, "sectors": ["any", sector]}

    def _tell(self, env, ids):
        """Say who closed the gap and in how many days, of requirements.

        One pass over the closed gaps: each legal entity once, seen or not; the median
        of all that is seen, and of what is not by threes in the order it was done.
        """
        env.cr.execute(
            f"""
            WITH readable AS MATERIALIZED (
                SELECT id FROM sme_audience WHERE scope = 'network'
                 UNION
                SELECT audience_id FROM sme_audience_reader
                 WHERE company_id = ANY(%(companies)s)
                   AND COALESCE(date_end, CURRENT_DATE) >= CURRENT_DATE
            ), closed AS (
                SELECT item.requirement_id, firm.entity_id,
                       item.company_id = ANY(%(companies)s)
                       OR item.adaptation_id IN (
                           SELECT id FROM sme_adaptation
                            WHERE audience_id IN (TABLE readable)) AS seen,
                       AVG(item.days_actual) AS days, MIN(item.date_settled) AS settled,
                       MIN(item.company_id) AS owner
                  FROM sme_adaptation_item AS item
                  JOIN sme_firm AS firm ON firm.id = item.firm_id
                 WHERE item.requirement_id = ANY(%(ids)s)
                   AND fit = 'gap' AND status = 'done' AND item.days_actual > 0
                 GROUP BY 1, 2, 3
            ), placed AS (
                SELECT *, COUNT(*) OVER (PARTITION BY requirement_id, seen) AS firms,
                       ROW_NUMBER() OVER (PARTITION BY requirement_id, seen
                                              ORDER BY settled, entity_id) AS place
                  FROM closed
            )
            SELECT requirement_id, seen, COUNT(*),
                   PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY days),
                   ARRAY_AGG(DISTINCT owner)
              FROM placed WHERE seen OR place <= firms - firms %% {BY}
             GROUP BY 1, 2 ORDER BY 1, 2 DESC""",
            {"companies": env.companies.ids, "ids": ids},
        )
        rows = env.cr.fetchall()
        others = {owner for _id, seen, *_, owners in rows if seen for owner in owners}
        others -= {*env.companies.ids}
        names = {}
        if others:
            env.cr.execute(
                "SELECT id, name FROM res_company WHERE id = ANY(%s)", [[*others]]
            )
            names = dict(env.cr.fetchall())
        told, through = {}, {}
        for id_, seen, firms, days, owners in rows:
            days = max(round(days), 1)
            if seen:
                text = f"Firms you see: {firms}, median days: {days}."
                through[id_] = sorted(names[one] for one in owners if one in names)
            elif len(owners) >= OWNERS:
                text = f"Firms of others: at least {firms}, median days: {days}."
            else:
                continue
            told.setdefault(id_, []).append(text)
        for id_, companies in through.items():
            if companies:
                told[id_].append(f"Ask through {', '.join(companies)}.")
        return {id_: " ".join(texts) for id_, texts in told.items()}
