from odoo import api, models
from odoo.tools import SQL, format_date

MOST_WORDS = 8  # words in common that are named


class SmeMatchingWords(models.AbstractModel):
    """Says of each part of a score what gave its points, from what the user reads."""

    _name = "sme.matching.words"
    _description = "Matching: In Words"

    @api.model
    def _explain_leads(self, source, matches):
        """Return for each match of leads its parts, in words.

        :param source: what the matches were found for
        :param matches: what `_rank_leads` returned
        :returns: list of lists of dicts ``{"part", "name", "points", "most", "text"}``,
            points to one decimal
        """
        Teaser = self.env["sme.partner.lead.teaser"]
        teasers = Teaser.browse(match.res_id for match in matches)
        weighed = self.env["sme.lead.term"]._weigh(*source.texts)
        words = self._find_common_words(weighed, teasers, "term_ids")
        return self._explain(
            matches,
            teasers,
            lambda part, teaser: self._say(part, source, teaser, words[teaser.id]),
        )

    @api.model
    def _explain(self, matches, records, say):
        weights = self.env["sme.matching.weight"]._get_parts().grouped("code")
        return [
            [
                {
                    "part": part,
                    "name": weights[part].name,
                    "points": round(points, 1),
                    "most": weights[part].points,
                    "text": say(part, record),
                }
                for part, points in match.points.items()
            ]
            for match, record in zip(matches, records, strict=True)
        ]

    @api.model
    def _find_common_words(self, weighed, records, fname):
        """Return ``{id of a record: words of the source it has too}``, rare first.

        :param weighed: what `_weigh` of terms returned for the texts of the source
        :param str fname: where the records have their terms
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT shared.%(record)s, shared.%(entry)s
                     FROM %(table)s AS shared
                    WHERE shared.%(record)s = ANY(%(records)s)
                      AND shared.%(entry)s = ANY(%(terms)s)""",
                **self._relation(records, fname),
                records=records.ids,
                terms=list(weighed.terms),
            )
        )
        found = {record_id: [] for record_id in records.ids}
        for record_id, term_id in rows:
            found[record_id].append(weighed.terms[term_id])
        return {
            record_id: [
                word
                for _weight, word in sorted(hits, key=lambda hit: (-hit[0], hit[1]))
            ][:MOST_WORDS]
            for record_id, hits in found.items()
        }

    @api.model
    def _say(self, part, source, teaser, words):
        return getattr(self, f"_say_{part}")(source, teaser, words)

    def _say_capability(self, source, teaser, _words):
        return self._say_exchange(source, teaser)

    @api.model
    def _find_exchange(self, source, offered, sought):
        """Return what one side offers and the source seeks, and the other way round."""
        gives = offered.filtered(lambda entry: entry.id in source.sought_ids)
        takes = sought.filtered(lambda entry: entry.id in source.offered_ids)
        return gives, takes

    def _say_exchange(self, source, record):
        gives, takes = self._find_exchange(
            source, record.capability_offered_ids, record.capability_sought_ids
        )
        said = []
        if gives:
            said.append(
                self.env._(
                    "It offers what is sought: %(list)s.", list=self._list(gives)
                )
            )
        if takes:
            said.append(
                self.env._(
                    "It seeks what is offered: %(list)s.", list=self._list(takes)
                )
            )
        return " ".join(said) or self.env._("Neither offers what the other seeks.")

    def _say_market(self, source, teaser, _words):
        return self._say_both(teaser.market_keyword_ids, source.market_ids)

    def _say_technology(self, source, teaser, _words):
        return self._say_both(teaser.technology_keyword_ids, source.technology_ids)

    def _say_cooperation(self, source, teaser, _words):
        return self._say_both(teaser.cooperation_type_ids, source.cooperation_ids)

    def _say_text(self, _source, _teaser, words):
        if not words:
            return self.env._("No words in common.")
        return self.env._("Words in common: %(words)s.", words=", ".join(words))

    def _say_country(self, source, teaser, _words):
        home = self.env["res.country"].browse(source.country_id)
        targets = teaser.target_country_ids
        looks = home in targets if targets else home != teaser.country_id
        return (
            f"{self._say_looks(looks, home)} "
            f"{self._say_target(source, teaser.country_id)}"
        )

    def _say_looks(self, looks, country):
        if looks:
            return self.env._(
                "It looks for partners in %(country)s.", country=country.name
            )
        return self.env._(
            "It does not look for partners in %(country)s.", country=country.name
        )

    def _say_target(self, source, country):
        if source.target_ids:
            is_target = country.id in source.target_ids
        else:
            is_target = country.id != source.country_id
        if is_target:
            return self.env._("%(country)s is a target.", country=country.name)
        return self.env._("%(country)s is no target.", country=country.name)

    def _say_partner(self, source, teaser, _words):
        wanted = teaser.partner_type_ids
        fits = wanted.filtered(lambda entry: entry.id in source.type_ids)
        kinds = dict(teaser._fields["holder_kind"]._description_selection(self.env))
        kind = kinds[teaser.holder_kind]
        if not wanted:
            first = self.env._("It takes partners of any type.")
        elif fits:
            first = self.env._(
                "It looks for this type: %(list)s.", list=self._list(fits)
            )
        else:
            first = self.env._(
                "It looks for another type: %(list)s.", list=self._list(wanted)
            )
        if not source.holder_kinds or teaser.holder_kind in source.holder_kinds:
            return f"{first} " + self.env._("Its kind fits: %(kind)s.", kind=kind)
        return f"{first} " + self.env._(
            "Another kind is sought than %(kind)s.", kind=kind
        )

    def _say_language(self, source, teaser, _words):
        spoken = teaser.partner_language_ids
        if not spoken or not source.language_ids:
            return self.env._("No language is asked for.")
        return self._say_both(spoken, source.language_ids)

    def _say_activity(self, source, teaser, _words):
        same = teaser.nace_ids.filtered(lambda row: row.code in source.divisions)
        return self._say_both(same, same.ids)

    def _say_fresh(self, _source, teaser, _words):
        day = format_date(self.env, teaser.date_published)
        return self.env._("Published on %(day)s.", day=day)

    def _say_both(self, entries, ids):
        both = entries.filtered(lambda entry: entry.id in ids)
        if not both:
            return self.env._("Nothing in common.")
        return self.env._("In common: %(list)s.", list=self._list(both))

    @api.model
    def _list(self, entries):
        return ", ".join(entries.mapped("display_name"))
