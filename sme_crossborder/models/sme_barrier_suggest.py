import re

from odoo import api, models
from odoo.tools import SQL

SHORTEST_WORD = 4  # letters; shorter ones are everywhere
MOST_WORDS = 8
# Words that thousands of records have tell them apart no more: so many are compared.
MOST_COMPARED = 100
_WORD = re.compile(r"[^\W_]+")


class SmeBarrierSuggest(models.AbstractModel):
    """Finds what is known while somebody still types what stood in the way."""

    _name = "sme.barrier.suggest"
    _description = "Known Barrier: Suggestions"

    @api.model
    @api.readonly
    def suggest(
        self, text, home_country_id=False, target_country_id=False, limit=5, type_ids=()
    ):
        """Return known barriers and lessons near to a few words.

        Those of the same country pair come first, then those of the types addressed,
        then those that share more words; words may be inflected (full text, in the
        user's language), begun, or misspelt (trigrams, in any language). Only what the
        user may read is looked at.

        :param str text: what was typed so far
        :param int home_country_id: country of the firm
        :param int target_country_id: market the firm is on its way to
        :param int limit: so many barriers, and so many lessons
        :param list type_ids: types of barriers that are addressed where it was heard
        :returns: list of dicts ``{"kind": "barrier" or "lesson", "id": known barrier,
            "name", "text", "reason", "met"}``, the nearest first; ``met`` says how many
            firms met a known barrier
        """
        words = self._split_words(text)
        if not words:
            return []
        pair = (home_country_id or 0, target_country_id or 0)
        types = self._find_types(type_ids)
        found = [
            self._prepare_suggestion(kind, row, words, pair, types)
            for kind, Model, domain in (
                ("barrier", self.env["sme.barrier"], []),
                ("lesson", self.env["sme.barrier.encounter"], self._lesson_domain()),
            )
            for row in self._find_near(Model, domain, words, pair, types, limit)
        ]
        self._say_met([item for item in found if item["kind"] == "barrier"])
        return found

    @api.model
    def _say_met(self, items):
        """Add how many firms met the known barriers; of others, from three up."""
        barriers = self.env["sme.barrier"].browse(item["id"] for item in items)
        for item, barrier in zip(items, barriers, strict=True):
            told = []
            if barrier.firm_count:
                told.append(
                    self.env._("firms you see: %(count)s", count=barrier.firm_count)
                )
            if barrier.elsewhere_count:
                told.append(
                    self.env._(
                        "firms of others: at least %(count)s",
                        count=barrier.elsewhere_count,
                    )
                )
            if told:
                item["met"] = self.env._("met by %(firms)s", firms="; ".join(told))

    @api.model
    def _find_types(self, type_ids):
        """Return types of barriers with those below them."""
        types = self.env["sme.barrier.type"]
        return types.search([("id", "child_of", type_ids)]) if type_ids else types

    @api.model
    def _lesson_domain(self):
        return [("state", "in", ("overcome", "accepted"))]

    @api.model
    def _split_words(self, text):
        words = dict.fromkeys(_WORD.findall((text or "").lower()))
        words = [word for word in words if len(word) >= SHORTEST_WORD][:MOST_WORDS]
        return self.env["sme.barrier"]._drop_stop_words(words) if words else []

    @api.model
    def _find_near(self, Model, domain, words, pair, types, limit):
        """Return rows of barriers, or of barriers met that tell a lesson.

        Asked step by step, from the nearest on, until there are enough: the steps far
        away are the dear ones.
        """
        Model.check_access("read")
        Model.flush_model()
        matches = [Model._full_text_match(words, "&&")]
        if len(words) > 1:
            matches.append(Model._full_text_match(words))
        matches.append(self._match_similar(Model, words))
        same_pair = SQL(
            "(%s = %s AND %s = %s)",
            SQL.identifier(Model._table, "home_country_id"),
            pair[0],
            SQL.identifier(Model._table, "target_country_id"),
            pair[1],
        )
        anywhere = SQL("TRUE")
        addressed = SQL(
            "%s IN %s", SQL.identifier(Model._table, "type_id"), tuple(types.ids)
        )
        places = [
            SQL("%s AND %s", kind, place)
            for place in ([same_pair, anywhere] if all(pair) else [anywhere])
            for kind in ([addressed, anywhere] if types else [anywhere])
        ]
        found = {}
        for place in places:
            for match in matches:
                query = Model._search(domain)
                query.add_where(SQL("%s AND %s", match, place))
                for row in self._compare(Model, query, words, pair[1], limit):
                    # the same lesson, learnt twice, helps once
                    found.setdefault((row[0], row[2] or row[1]), row)
                if len(found) >= limit:
                    return list(found.values())[:limit]
        return list(found.values())

    @api.model
    def _match_similar(self, Model, words):
        # as the trigram index of the column is written
        name = self.env.registry.unaccent(SQL.identifier(Model._table, "name"))
        near = [SQL("%s <%% %s", self._bare(word), name) for word in words]
        return SQL("(%s)", SQL(" OR ").join(near))

    @api.model
    def _compare(self, Model, query, words, target, limit):
        """Return the rows of a query that share the most words."""
        is_barrier = Model._name == "sme.barrier"
        query.limit = MOST_COMPARED
        candidates = query.select(
            SQL.identifier(Model._table, "id"),
            SQL.identifier(Model._table, "id" if is_barrier else "barrier_id"),
            SQL.identifier(Model._table, "name"),
            SQL.identifier(Model._table, "workaround" if is_barrier else "lesson"),
            SQL.identifier(Model._table, "home_country_id"),
            SQL.identifier(Model._table, "target_country_id"),
            SQL.identifier(Model._table, "type_id"),
            SQL(
                "ARRAY[%s]",
                SQL(", ").join(
                    SQL(
                        "%s OR %s",
                        Model._full_text_match([word]),
                        self._match_similar(Model, [word]),
                    )
                    for word in words
                ),
            ),
        )
        return self.env.execute_query(
            SQL(
                """
                SELECT barrier_id, name, text, matched, home_id, target_id, type_id
                  FROM (%(candidates)s)
                       AS near (id, barrier_id, name, text, home_id, target_id, type_id,
                                matched)
                 ORDER BY CARDINALITY(ARRAY_REMOVE(matched, FALSE)) DESC,
                          COALESCE(target_id = %(target)s, FALSE) DESC,
                          id DESC
                 LIMIT %(limit)s
                """,
                candidates=candidates,
                target=target,
                limit=limit * 4,
            )
        )

    @api.model
    def _bare(self, word):
        return self.env.registry.unaccent_python(word)

    @api.model
    def _prepare_suggestion(self, kind, row, words, pair, types):
        barrier_id, name, text, matched, home_id, target_id, type_id = row
        hits = [word for word, hit in zip(words, matched, strict=True) if hit]
        reasons = [self.env._("words: %(words)s", words=", ".join(hits))]
        if pair == (home_id, target_id):
            countries = self.env["res.country"].browse(pair)
            reasons.insert(
                0,
                self.env._(
                    "same pair %(pair)s", pair="→".join(countries.mapped("code"))
                ),
            )
        if type_id in types.ids:
            reasons.insert(0, self.env._("of a type addressed here"))
        return {
            "kind": kind,
            "id": barrier_id,
            "name": name,
            "text": text or "",
            "reason": "; ".join(reasons),
            "met": "",
        }
