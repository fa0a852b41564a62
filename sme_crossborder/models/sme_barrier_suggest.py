import re

from odoo import api, models
from odoo.tools import SQL

SHORTEST_WORD = 4  # letters; shorter ones are everywhere
MOST_WORDS = 8
_WORD = re.compile(r"\w+")


class SmeBarrierSuggest(models.AbstractModel):
    """Finds what is known while somebody still types what stood in the way."""

    _name = "sme.barrier.suggest"
    _description = "Known Barrier: Suggestions"

    @api.model
    @api.readonly
    def suggest(self, text, home_country_id=False, target_country_id=False, limit=5):
        """Return known barriers and lessons near to a few words.

        Those of the same country pair come first, then those that share more words;
        words may be inflected or misspelt, in any language (trigrams). Only what the
        user may read is looked at.

        :param str text: what was typed so far
        :param int home_country_id: country of the firm
        :param int target_country_id: market the firm is on its way to
        :param int limit: so many barriers, and so many lessons
        :returns: list of dicts ``{"kind": "barrier" or "lesson", "id": known barrier,
            "name", "text", "reason"}``, the nearest first
        """
        words = self._split_words(text)
        if not words:
            return []
        pair = (home_country_id or 0, target_country_id or 0)
        found = [
            self._prepare_suggestion("barrier", row, words, pair)
            for row in self._find_near(self.env["sme.barrier"], words, pair, limit)
        ]
        lessons = self._find_near(self.env["sme.barrier.encounter"], words, pair, limit)
        return found + [
            self._prepare_suggestion("lesson", row, words, pair) for row in lessons
        ]

    @api.model
    def _split_words(self, text):
        words = dict.fromkeys(_WORD.findall((text or "").lower()))
        return [word for word in words if len(word) >= SHORTEST_WORD][:MOST_WORDS]

    @api.model
    def _find_near(self, Model, words, pair, limit):
        """Return rows of barriers, or of barriers met that tell a lesson."""
        table = SQL.identifier(Model._table)
        # as the trigram index of the column is written
        name = self.env.registry.unaccent(SQL.identifier(Model._table, "name"))
        if Model._name == "sme.barrier":
            domain, barrier, text = [], SQL("id"), SQL("workaround")
        else:
            domain = [("state", "in", ("overcome", "accepted"))]
            barrier, text = SQL("barrier_id"), SQL("lesson")
        Model.flush_model()
        near = [SQL("%s <%% %s", self._bare(word), name) for word in words]
        matched = SQL(", ").join(near)
        home, target = pair
        return self.env.execute_query(
            SQL(
                """
                SELECT %(barrier)s, name, %(text)s, ARRAY[%(matched)s],
                       home_country_id, target_country_id
                  FROM %(table)s
                 WHERE (%(any)s) AND id IN %(readable)s
                 ORDER BY (COALESCE(home_country_id = %(home)s, FALSE)
                           AND COALESCE(target_country_id = %(target)s, FALSE)) DESC,
                          CARDINALITY(ARRAY_REMOVE(ARRAY[%(matched)s], FALSE)) DESC,
                          COALESCE(target_country_id = %(target)s, FALSE) DESC,
                          id DESC
                 LIMIT %(limit)s
                """,
                barrier=barrier,
                text=text,
                matched=matched,
                table=table,
                any=SQL(" OR ").join(near),
                readable=Model._search(domain).subselect(),
                home=home,
                target=target,
                limit=limit,
            )
        )

    @api.model
    def _bare(self, word):
        return self.env.registry.unaccent_python(word)

    @api.model
    def _prepare_suggestion(self, kind, row, words, pair):
        barrier_id, name, text, matched, home_id, target_id = row
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
        return {
            "kind": kind,
            "id": barrier_id,
            "name": name,
            "text": text or "",
            "reason": "; ".join(reasons),
        }
