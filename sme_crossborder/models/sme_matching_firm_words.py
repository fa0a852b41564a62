from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from .sme_matching_words import MOST_WORDS


class FileWords(NamedTuple):
    """What is looked for, and which words stand in files; read once for all."""

    terms: dict  # firm: ids of the terms of its file
    sought: dict  # what `_weigh` of terms says of the lead
    keywords: dict  # keyword: ids of the terms of its name
    wanted: object  # types of partner the lead looks for


class SmeMatchingFirmWords(models.AbstractModel):
    """Says of each part of a firm's score what gave its points."""

    _name = "sme.matching.firm.words"
    _description = "Matching: Firms in Words"

    @api.model
    def _explain_firms(self, source, matches):
        """Return for each match of firms its parts, in words.

        :param source: what the matches were found for
        :param matches: what `_rank_firms` returned
        :returns: as `_explain_leads`
        """
        firms = self.env["sme.firm"].browse(match.res_id for match in matches)
        words = self._read_file_words(source, firms)
        return self._explain(
            matches,
            firms,
            lambda part, firm: getattr(self, f"_say_firm_{part}")(source, firm, words),
        )

    @api.model
    def _read_file_words(self, source, firms):
        """Return what the words of files are compared with, read once for all."""
        rows = self.env.execute_query(
            SQL(
                """SELECT sme_firm_id, sme_lead_term_id FROM sme_firm_term_rel
                    WHERE sme_firm_id = ANY(%s)""",
                firms.ids,
            )
        )
        terms = {firm_id: set() for firm_id in firms.ids}
        for firm_id, term_id in rows:
            terms[firm_id].add(term_id)
        return FileWords(
            terms=terms,
            sought=self.env["sme.lead.term"]._weigh(*source.texts, alone=True).terms,
            keywords=self._find_words_of([*source.market_ids, *source.technology_ids]),
            wanted=self.env["sme.partner.type"].search(
                [("code", "in", source.wanted_types)]
            ),
        )

    @api.model
    def _say_firm_capability(self, source, firm, _words):
        return self._say_exchange(source, firm)

    @api.model
    def _say_firm_market(self, source, firm, words):
        return self._say_firm_keywords(
            firm, "market_keyword_ids", source.market_ids, words
        )

    @api.model
    def _say_firm_technology(self, source, firm, words):
        return self._say_firm_keywords(
            firm, "technology_keyword_ids", source.technology_ids, words
        )

    @api.model
    def _say_firm_keywords(self, firm, fname, ids, words):
        own, terms = firm.partner_lead_ids[fname], words.terms[firm.id]
        if not own and not terms:
            return self._say_nothing_offered()
        both = self.env["sme.keyword"].browse(
            keyword_id
            for keyword_id in ids
            if keyword_id in own.ids
            or (
                keyword_id in words.keywords
                and terms.issuperset(words.keywords[keyword_id])
            )
        )
        if not both:
            return self.env._("Nothing in common.")
        return self.env._("In its file or its leads: %(list)s.", list=self._list(both))

    @api.model
    def _say_nothing_offered(self):
        return self.env._("Unknown: the file does not say what the firm offers.")

    @api.model
    def _say_firm_text(self, source, firm, words):
        terms = words.terms[firm.id]
        if not terms:
            return self._say_nothing_offered()
        both = [
            word
            for term_id, (_weight, word) in words.sought.items()
            if term_id in terms
        ]
        return self._say_text(source, firm, both[:MOST_WORDS])

    @api.model
    def _say_firm_country(self, source, firm, _words):
        country = firm.country_id
        if source.target_ids:
            looks = country.id in source.target_ids
        else:
            looks = country.id != source.country_id
        lead_country = self.env["res.country"].browse(source.country_id)
        wanted = firm.market_wanted_ids
        if not wanted:
            market = self.env._("The firm names no wanted market.")
        elif lead_country in wanted:
            market = self.env._("%(country)s is wanted.", country=lead_country.name)
        else:
            market = self.env._("%(country)s is not wanted.", country=lead_country.name)
        return f"{self._say_looks(looks, country)} {market}"

    @api.model
    def _say_firm_partner(self, source, firm, words):
        if not source.wanted_types:
            return self.env._("It takes partners of any type.")
        heads = firm.group_heads or firm.headcount_heads
        if not heads:
            return self.env._(
                "It looks for: %(list)s. Unknown: the file does not say how large the "
                "firm is.",
                list=self._list(words.wanted),
            )
        return self.env._(
            "It looks for: %(list)s. The firm has %(heads)s people.",
            list=self._list(words.wanted),
            heads=f"{heads:g}",
        )

    @api.model
    def _say_firm_language(self, source, firm, _words):
        spoken = firm.language_ids
        if not source.language_ids:
            return self.env._("No language is asked for.")
        if not spoken:
            return self.env._(
                "Unknown: the file does not say in which languages the firm works."
            )
        return self._say_both(spoken, source.language_ids)

    @api.model
    def _say_firm_activity(self, source, firm, _words):
        activity = firm.nace_id
        if not activity:
            return self.env._("Unknown: the file names no activity.")
        if activity.code[:2] in source.divisions:
            return self.env._("In common: %(list)s.", list=activity.display_name)
        return self.env._("Another activity: %(name)s.", name=activity.display_name)
