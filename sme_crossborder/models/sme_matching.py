from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

TOP = 20  # matches that are shown
ENOUGH_CAPABILITIES = 2  # so many that fit give full points
ENOUGH_TEXT = 0.4  # share of the weight of the words that gives full points
# and at least so much of the weight of all words, whether others have them or not
ENOUGH_OF_WHOLE = 0.33
LATE = ("cooperation", "partner", "language", "activity")  # small parts
OTHER_WAY = 0.2  # share of the points for what the offering side seeks in return


class Match(NamedTuple):
    """Something that fits, and the points of each part of its score."""

    res_id: int
    points: dict

    @property
    def total(self):
        """Points of all parts, as they are shown: to one decimal each."""
        return round(sum(round(points, 1) for points in self.points.values()), 1)


class SmeMatching(models.AbstractModel):
    """Ranks leads and firms by how well they fit each other, in one query.

    What is looked at is what the user may read: teasers and files under their record
    rules, and of leads of others nothing that their teaser leaves out. An organisation
    a lead is never shown to is not joined with it, whoever the user works for.
    """

    _name = "sme.matching"
    _inherit = [
        "sme.matching.leads",
        "sme.matching.firms",
        "sme.matching.source",
        "sme.matching.words",
        "sme.matching.firm.words",
    ]
    _description = "Matching"

    @api.model
    def _rank(self, candidates, parts, limit):
        """Return the matches of a query.

        Small parts come last: they are looked up for those alone that can still be
        among the best with all points of them.

        :param SQL candidates: query of those that may fit, with what parts look at
        :param dict parts: part → (points in SQL, joins they need)
        """
        points, _required = self.env["sme.matching.weight"]._get_points()
        late = {part: parts[part] for part in parts if part in LATE}
        early = {part: parts[part] for part in parts if part not in LATE}
        rows = self.env.execute_query(
            SQL(
                """WITH candidate AS MATERIALIZED (%(candidates)s),
                        early AS (
                            SELECT candidate.* %(early)s
                              FROM candidate %(early_joins)s),
                        summed AS MATERIALIZED (
                            SELECT *, %(sum)s AS points FROM early),
                        likely AS MATERIALIZED (
                            SELECT * FROM summed
                             WHERE points >= %(least)s - %(most)s)
                   SELECT likely.id %(names)s %(late)s
                     FROM likely %(late_joins)s
                    ORDER BY points %(added)s DESC, likely.id DESC
                    LIMIT %(limit)s""",
                candidates=candidates,
                early=self._columns(early),
                early_joins=self._joins(early),
                sum=SQL(" + ").join([SQL("0"), *map(SQL.identifier, early)]),
                # the points of the last one that is shown, were these all
                least=SQL(
                    """COALESCE((SELECT points FROM summed
                                  ORDER BY points DESC OFFSET %s LIMIT 1), 0)""",
                    limit - 1,
                ),
                most=sum(points[part] for part in late),
                names=SQL("").join(SQL(", %s", SQL.identifier(part)) for part in early),
                late=self._columns(late),
                late_joins=self._joins(late),
                added=SQL("").join(
                    SQL("+ COALESCE(%s, 0)", share) for share, _joins in late.values()
                ),
                limit=limit,
            )
        )
        return [
            Match(res_id, dict(zip([*early, *late], points, strict=True)))
            for res_id, *points in rows
        ]

    @api.model
    def _columns(self, parts):
        return SQL("").join(
            SQL(", COALESCE(%s, 0)::float AS %s", points, SQL.identifier(part))
            for part, (points, _joins) in parts.items()
        )

    @api.model
    def _joins(self, parts):
        return SQL(" ").join(
            join for _points, joins in parts.values() for join in joins
        )

    @api.model
    def _weigh_parts(self, kind, names, source):
        """Return part → (points in SQL, joins), of those that weigh something.

        :param str kind: ``lead`` or ``firm``, what is ranked
        :param names: the parts that are asked of this kind
        """
        points, _required = self.env["sme.matching.weight"]._get_points()
        parts = {}
        for part in names:
            if points[part]:
                share, joins = getattr(self, f"_{kind}_part_{part}")(source)
                parts[part] = (SQL("%s * (%s)", points[part], share), joins)
        return parts

    @api.model
    def _is_country_required(self):
        points, required = self.env["sme.matching.weight"]._get_points()
        return bool("country" in required and points["country"])

    # ------------------------------------------------------------------
    # Pieces of parts
    # ------------------------------------------------------------------

    @api.model
    def _share_of_capabilities(self, Model, source):
        """What one side offers and the other seeks, and a little for the return.

        Candidates say by ``is_offer`` whether the lead of the two is an offer of
        theirs, or one they would answer with a need.
        """
        offered = self._shared(
            Model, "capability_offered_ids", source.sought_ids, "gives"
        )
        sought = self._shared(
            Model, "capability_sought_ids", source.offered_ids, "takes"
        )
        share = SQL(
            """(CASE WHEN candidate.is_offer
                     THEN %(most)s * LEAST(%(gives)s, %(enough)s)
                          + %(rest)s * LEAST(%(takes)s, %(enough)s)
                     ELSE %(most)s * LEAST(%(takes)s, %(enough)s)
                          + %(rest)s * LEAST(%(gives)s, %(enough)s)
                END) / %(enough)s""",
            most=1 - OTHER_WAY,
            rest=OTHER_WAY,
            enough=ENOUGH_CAPABILITIES,
            gives=self._count("gives"),
            takes=self._count("takes"),
        )
        return share, [offered, sought]

    @api.model
    def _share_of_text(self, Model, weighed, fname="term_ids"):
        """Weight of the terms both have, as a share of all that the source says.

        :param weighed: what `_weigh` of terms returned for the texts of the source
        :param str fname: where the candidates have their terms
        """
        weights = [weight for weight, _word in weighed.terms.values()]
        relation = self._relation(Model, fname)
        join = SQL(
            """LEFT JOIN (SELECT candidate.id, SUM(term.weight) AS weight
                            FROM unnest(%(ids)s::int[], %(weights)s::float[])
                                 AS term (id, weight)
                            JOIN %(table)s AS shared ON shared.%(entry)s = term.id
                            JOIN candidate ON candidate.id = shared.%(record)s
                           GROUP BY 1) AS words ON words.id = candidate.id""",
            **relation,
            ids=list(weighed.terms),
            weights=weights,
        )
        enough = max(ENOUGH_TEXT * sum(weights), ENOUGH_OF_WHOLE * weighed.whole)
        return SQL("LEAST(1, COALESCE(words.weight, 0) / %s)", enough or 1.0), [join]

    @api.model
    def _share_of_countries(self):
        share = SQL("(candidate.looks_here::int + candidate.is_target::int)::float / 2")
        return share, []

    @api.model
    def _share_of_languages(self, Model, fname, source, unsaid=1.0):
        """Whether one can work in a language the other can work in too.

        :param float unsaid: share of the points where a candidate names none
        """
        if not source.language_ids:
            return SQL("1"), []
        join = self._named(Model, fname, source.language_ids, "speaks")
        return SQL("COALESCE(speaks.has_one::int, %s)", unsaid), [join]

    @api.model
    def _shared(self, Model, fname, ids, alias):
        """Return the join that counts entries of a list that candidates have."""
        return SQL(
            """LEFT JOIN (SELECT shared.%(record)s AS id, COUNT(*) AS entries
                            FROM %(table)s AS shared
                            JOIN candidate ON candidate.id = shared.%(record)s
                           WHERE shared.%(entry)s = ANY(%(ids)s)
                           GROUP BY 1) AS %(alias)s ON %(alias)s.id = candidate.id""",
            **self._relation(Model, fname),
            ids=ids,
            alias=SQL.identifier(alias),
        )

    @api.model
    def _count(self, alias):
        # floats: exact numbers are slow over many rows
        return SQL("COALESCE(%s, 0)::float", SQL.identifier(alias, "entries"))

    @api.model
    def _named(self, Model, fname, ids, alias):
        """Return the join that says of each of few whether a list holds an entry.

        ``has_one`` is empty where the list is.
        """
        return SQL(
            """LEFT JOIN LATERAL (
                   SELECT BOOL_OR(named.%(entry)s = ANY(%(ids)s)) AS has_one
                     FROM %(table)s AS named
                    WHERE named.%(record)s = likely.id) AS %(alias)s ON TRUE""",
            **self._relation(Model, fname),
            ids=ids,
            alias=SQL.identifier(alias),
        )

    @api.model
    def _relation(self, Model, fname):
        field = Model._fields[fname]
        return {
            "record": SQL.identifier(field.column1),
            "entry": SQL.identifier(field.column2),
            "table": SQL.identifier(field.relation),
        }

    @api.model
    def _is_named(self, alias, default=True):
        """Whether the list holds an entry; who names none takes all, unless told."""
        return SQL("COALESCE(%s, %s)::int", SQL.identifier(alias, "has_one"), default)
