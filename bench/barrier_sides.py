# ruff: noqa: S608  (what is put into the SQL are names written here)
"""The two sides of the third comparison: barriers by the module, and by hand.

By hand is what somebody would write who knows the tables, the one organisation of the
user and the one way of sharing in these rows: no record rules, no ORM.
"""

from __future__ import annotations

from barrier_rows import TYPED
from side import Side
from twins import LOGIN

LIMIT = 5
COMPARED = 100
SMALLEST = 3


class BarriersSide(Side):
    """What both sides ask, of the same database."""

    model = "sme.barrier.encounter"
    login = LOGIN

    def _read_refs(self, env):
        return {}

    def _look_up(self, env):
        self.pair = env.ref("base.se").id, env.ref("base.lv").id
        self.asked = 0

    def _prepare(self, client):
        pass

    def _next_text(self) -> str:
        """Each round types something else, the same on both sides."""
        text = TYPED[self.asked % len(TYPED)]
        self.asked += 1
        return text

    def outcome(self, env, result):
        return result


class ModuleSide(BarriersSide):
    """The calls the web client makes."""

    def suggest(self, env):
        found = env["sme.barrier"].suggest(self._next_text(), *self.pair)
        return [(item["kind"], item["name"], item["text"]) for item in found]

    def heat_map(self, env):
        found = env[self.model].get_heat_map([])
        return sorted(
            (
                row["key"],
                str(kind),
                cell["firms"],
                cell["days"],
                cell.get("elsewhere", 0),
            )
            for row in found["rows"]
            for kind, cell in row["cells"].items()
        )


class HandSide(BarriersSide):
    """SQL."""

    def suggest(self, env):
        words = [word for word in self._next_text().split() if len(word) >= 4]
        found = []
        for kind, table, text, seen in (
            ("barrier", "sme_barrier", "workaround", "active"),
            (
                "lesson",
                "sme_barrier_encounter",
                "lesson",
                "state IN ('overcome', 'accepted')",
            ),
        ):
            rows = self._near(env, table, text, seen, words)
            found += [(kind, name, lesson) for name, lesson in rows]
        return found

    def _near(self, env, table, text, seen, words):
        query = "(plainto_tsquery('english', %s) || to_tsquery('simple', %s))"
        asked = [value for word in words for value in (word, f"'{word}':*")]
        every = " && ".join([query] * len(words))
        some = " || ".join([query] * len(words))
        near = " OR ".join(["%s <%% unaccent(name)"] * len(words))
        ways = [
            (f"search_vector @@ ({every})", asked),
            (f"search_vector @@ ({some})", asked),
            (f"({near})", words),
        ]
        word = f"(search_vector @@ {query} OR %s <%% unaccent(name))"
        matched = ", ".join([word] * len(words))
        hits = [value for one in words for value in (one, f"'{one}':*", one)]
        pair = "home_country_id = %s AND target_country_id = %s"
        company = env.companies.ids
        found = {}
        for place, where in ((pair, list(self.pair)), ("TRUE", [])):
            for way, asked_way in ways:
                env.cr.execute(
                    f"""
                    SELECT name, text FROM (
                        SELECT id, name, {text} AS text, target_country_id,
                               ARRAY[{matched}] AS matched
                          FROM {table}
                         WHERE {seen} AND {way} AND {place}
                           AND (company_id = ANY(%s) OR audience_id IN (
                               SELECT id FROM sme_audience WHERE scope = 'network'
                                UNION SELECT audience_id FROM sme_audience_reader
                                       WHERE company_id = ANY(%s)))
                         LIMIT %s) AS near
                     ORDER BY CARDINALITY(ARRAY_REMOVE(matched, FALSE)) DESC,
                              COALESCE(target_country_id = %s, FALSE) DESC, id DESC
                     LIMIT %s""",
                    [
                        *hits,
                        *asked_way,
                        *where,
                        company,
                        company,
                        COMPARED,
                        self.pair[1],
                        LIMIT * 4,
                    ],
                )
                for name, lesson in env.cr.fetchall():
                    found.setdefault(lesson or name, (name, lesson or ""))
                if len(found) >= LIMIT:
                    return list(found.values())[:LIMIT]
        return list(found.values())

    def heat_map(self, env):
        company = env.companies.ids
        seen = """(met.company_id = ANY(%s) OR met.audience_id IN (
                       SELECT audience_id FROM sme_audience_reader
                        WHERE company_id = ANY(%s)))"""
        sets = """GROUP BY GROUPING SETS (
                      (met.home_country_id, met.target_country_id, top),
                      (met.home_country_id, met.target_country_id), (top), ())"""
        key = """CASE WHEN GROUPING(met.home_country_id) = 0
                      THEN met.home_country_id || '-' || met.target_country_id
                      ELSE '' END,
                 CASE WHEN GROUPING(top) = 0 THEN top END"""
        types = """JOIN (SELECT id, COALESCE(parent_id, id) AS top
                           FROM sme_barrier_type) AS kind ON kind.id = met.type_id"""
        env.cr.execute(
            f"""SELECT {key}, COUNT(*), COUNT(DISTINCT met.firm_id), SUM(met.days_lost)
                  FROM sme_barrier_encounter AS met {types} WHERE {seen} {sets}""",
            [company, company],
        )
        cells = {
            (pair, top or ""): [firms, days, 0]
            for pair, top, _met, firms, days in env.cr.fetchall()
        }
        env.cr.execute(
            f"""SELECT {key}, COUNT(DISTINCT firm.entity_id)
                  FROM sme_barrier_encounter AS met {types}
                  JOIN sme_firm AS firm ON firm.id = met.firm_id
                 WHERE NOT COALESCE({seen}, FALSE) {sets}""",
            [company, company],
        )
        for pair, top, firms in env.cr.fetchall():
            if told := firms - firms % SMALLEST:
                cells.setdefault((pair, top or ""), [0, 0, 0])[2] = told
        return sorted((pair, str(top), *cell) for (pair, top), cell in cells.items())
