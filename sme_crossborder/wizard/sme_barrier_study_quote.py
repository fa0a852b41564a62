from odoo import models
from odoo.tools import SQL

from ..tools.anonymous import mentions, name_keys
from ..tools.small_cells import fold

MOST_QUOTES = 200  # read; fewer are printed
MOST_LESSONS = 3  # for each type
MOST_EXAMPLES = 8


class SmeBarrierStudyQuote(models.AbstractModel):
    """What firms and advisers say in a barrier study, in their own words."""

    _name = "sme.barrier.study.quote"
    _description = "Barrier Study: Quotes"

    def _read_quotes(self):
        """Return barriers met whose words may be quoted, the newest first.

        Left out are those whose words name a firm of the sample or the adviser, though
        a person has ticked them.

        :returns: list of dicts ``type``, ``pair``, ``state``, ``lesson``, ``action``
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM (%s) quotable ORDER BY date DESC, id DESC LIMIT %s
                """,
                self._select_met(quotable=True),
                MOST_QUOTES,
            )
        )
        encounters = self.env["sme.barrier.encounter"].browse(row[0] for row in rows)
        if not encounters:
            return []
        keys = name_keys(self._read_names())
        quotes = []
        for met in encounters:
            # sudo: name of a colleague, to leave out words that name them
            adviser = name_keys([met.user_id.sudo().name])
            texts = {
                "lesson": (met.lesson or "").strip(),
                "action": (met.action_taken or "").strip(),
            }
            if any(mentions(text, keys | adviser) for text in texts.values()):
                continue
            pair = (met.home_country_id.id or None, met.target_country_id.id or None)
            quotes.append(
                {"type": met.type_id.id, "pair": pair, "state": met.state} | texts
            )
        return quotes

    def _read_names(self):
        """Return the names of all firms that count, to look for them in quotes."""
        self.env["sme.firm"].flush_model(["name"])
        return [
            name
            for (name,) in self.env.execute_query(
                SQL(
                    """
                    SELECT name FROM sme_firm
                     WHERE id IN (SELECT firm_id FROM (%s) met)
                    """,
                    self._select_met(),
                )
            )
        ]

    def _build_lessons(self, cells, quotes):
        """Return what overcame barriers: list of ``(type, [sentence])``."""
        named = fold(self._pick(cells["type"], "met")).rows
        found = {}
        for quote in quotes:
            if quote["state"] == "overcome" and quote["lesson"]:
                key = quote["type"] if quote["type"] in named else None
                sentences = found.setdefault(key, [])
                if len(sentences) < MOST_LESSONS and quote["lesson"] not in sentences:
                    sentences.append(quote["lesson"])
        labels = {key: name for key, (name, _group) in self._label_types(named).items()}
        labels[None] = self.env._("Other barriers")
        order = [key for key in (*named, None) if key in found]
        return [(labels[key], found[key]) for key in order]

    def _build_examples(self, cells, quotes):
        """Return anonymised examples: list of dicts ``about``, ``text``, ``outcome``.

        Where a firm came from and went to is told only where three firms or more met
        the same barrier on that way; the barrier, where three firms or more met it.
        """
        named = fold(self._pick(cells["type"], "met")).rows
        labels = self._label_types(named)
        countries = self._label_countries(cells["pair"])
        states = self._label_choices("sme.barrier.encounter", "state")
        examples, seen = [], set()
        for quote in quotes:
            text = quote["action"] or (quote["state"] != "overcome" and quote["lesson"])
            if not text or text in seen or len(examples) == MOST_EXAMPLES:
                continue
            seen.add(text)
            about, _group = labels.get(
                quote["type"], (self.env._("Another barrier"), None)
            )
            crossed = cells["pair_type"].get((*quote["pair"], quote["type"]))
            if quote["type"] in named and crossed and not crossed["met"].is_small:
                home, target = (countries[country] for country in quote["pair"])
                about = self.env._(
                    "%(barrier)s, from %(home)s to %(target)s",
                    barrier=about,
                    home=home,
                    target=target,
                )
            outcome = states[quote["state"]]
            examples.append({"about": about, "text": text, "outcome": outcome})
        return examples
