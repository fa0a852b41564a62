from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.lead_terms import lead_terms
from .sme_matching_source import SIZES

PARTS = (
    "capability",
    "market",
    "technology",
    "text",
    "country",
    "partner",
    "language",
    "activity",
)
UNKNOWN = 0.5  # share of the points where the file does not say: it may fit or not


class SmeMatchingFirms(models.AbstractModel):
    """Own firms that a published lead may be for."""

    _name = "sme.matching.firms"
    _description = "Matching: Firms"

    @api.model
    def _rank_firms(self, source, limit):
        """Return own firms that fit a published lead best, the best first.

        :param source: what `_source_of_teaser` returns
        :param int limit: at most so many
        :returns: list of `Match`
        """
        parts = [part for part in PARTS if self._is_said(part, source)]
        return self._rank(
            self._firm_candidates(source),
            self._weigh_parts("firm", parts, source),
            limit,
        )

    @api.model
    def _firm_candidates(self, source):
        """Return the query of own firms, under the user's record rules."""
        Firm = self.env["sme.firm"]
        Firm.check_access("read")
        Firm.flush_model()
        companies = self.env.companies.filtered(
            lambda company: company.partner_id.id not in source.barred_ids
        )
        domain = Domain("company_id", "in", companies.ids)
        domain &= Domain("is_restricted", "=", False)
        if source.own_firm_id:
            domain &= Domain("id", "!=", source.own_firm_id)
        query = Firm._search(domain)
        query.order = None
        home = SQL.identifier("sme_firm", "country_id")
        if source.target_ids:
            here = SQL("%s = ANY(%s)", home, source.target_ids)
        else:
            here = SQL("%s IS DISTINCT FROM %s", home, source.country_id or None)
        there = self._wants_market(source.country_id)
        if self._is_country_required():
            query.add_where(SQL("%s AND %s", here, there))
            here = there = SQL("TRUE")  # not asked twice
        return query.select(
            SQL.identifier("sme_firm", "id"),
            SQL("%s AS looks_here", here),
            SQL("%s AS is_target", there),
            # whoever answers a request offers
            SQL("%s AS is_offer", not source.is_offer),
            SQL("%s AS type", self._type_of_firm()),
            SQL("%s AS nace_id", SQL.identifier("sme_firm", "nace_id")),
        )

    @api.model
    def _wants_market(self, country_id):
        """Whether a country is one a firm wants, or it names none and is elsewhere."""
        field = self.env["sme.firm"]._fields["market_wanted_ids"]
        return SQL(
            """CASE WHEN EXISTS (SELECT FROM %(table)s WHERE %(firm)s = sme_firm.id)
                    THEN EXISTS (SELECT FROM %(table)s
                                  WHERE %(firm)s = sme_firm.id AND %(market)s = %(id)s)
                    ELSE sme_firm.country_id IS DISTINCT FROM %(id)s END""",
            table=SQL.identifier(field.relation),
            firm=SQL.identifier(field.column1),
            market=SQL.identifier(field.column2),
            id=country_id or None,
        )

    @api.model
    def _type_of_firm(self):
        """The type of partner a firm is, by code; none where no size is known."""
        heads = SQL(
            "COALESCE(NULLIF(sme_firm.group_heads, 0), sme_firm.headcount_heads)"
        )
        cases = [
            SQL("WHEN %s <= %s THEN %s", heads, most, code) for most, code in SIZES
        ]
        return SQL(
            "CASE WHEN COALESCE(%s, 0) = 0 THEN NULL %s ELSE 'large' END",
            heads,
            SQL(" ").join(cases),
        )

    # ------------------------------------------------------------------
    # Parts of the score
    # ------------------------------------------------------------------

    @api.model
    def _firm_part_capability(self, source):
        return self._share_of_capabilities(self.env["sme.firm"], source)

    @api.model
    def _firm_part_market(self, source):
        return self._firm_share_of_keywords("market", source.market_ids)

    @api.model
    def _firm_part_technology(self, source):
        return self._firm_share_of_keywords("technology", source.technology_ids)

    @api.model
    def _firm_share_of_keywords(self, kind, ids):
        """Keywords that leads of the firm have, or whose words all stand in its file.

        A file has no keywords of its own: nobody would keep a second list.
        """
        words = self._find_words_of(ids)
        rows = [
            (keyword_id, term_id, len(term_ids))
            for keyword_id, term_ids in words.items()
            for term_id in term_ids
        ]
        keywords, terms, needed = (
            (list(part) for part in zip(*rows, strict=True)) if rows else [[]] * 3
        )
        Lead = self.env["sme.partner.lead"]
        fname = f"{kind}_keyword_ids"
        Lead.flush_model(["firm_id", fname])
        of_lead = self._relation(Lead, fname)
        of_firm = self._relation(self.env["sme.firm"], "term_ids")
        join = SQL(
            """LEFT JOIN (
                   SELECT id, COUNT(*) AS entries
                     FROM (SELECT lead.firm_id AS id, of_lead.%(entry)s AS keyword
                             FROM %(lead_table)s AS of_lead
                             JOIN sme_partner_lead AS lead
                               ON lead.id = of_lead.%(lead)s
                             JOIN candidate ON candidate.id = lead.firm_id
                            WHERE of_lead.%(entry)s = ANY(%(ids)s)
                            UNION
                           SELECT candidate.id, word.keyword
                             FROM unnest(%(keywords)s::int[], %(terms)s::int[],
                                         %(needed)s::int[])
                                  AS word (keyword, term, needed)
                             JOIN %(firm_table)s AS of_firm
                               ON of_firm.%(term)s = word.term
                             JOIN candidate ON candidate.id = of_firm.%(firm)s
                            GROUP BY 1, 2, word.needed
                           HAVING COUNT(*) = word.needed) AS named
                    GROUP BY 1) AS %(alias)s ON %(alias)s.id = candidate.id""",
            entry=of_lead["entry"],
            lead=of_lead["record"],
            lead_table=of_lead["table"],
            term=of_firm["entry"],
            firm=of_firm["record"],
            firm_table=of_firm["table"],
            ids=ids,
            keywords=keywords,
            terms=terms,
            needed=needed,
            alias=SQL.identifier(kind),
        )
        return SQL("%s / %s", self._count(kind), float(len(ids) or 1)), [join]

    @api.model
    def _find_words_of(self, keyword_ids):
        """Return ``{keyword: ids of the terms of its name}``, where all are known."""
        # as they are kept: the reader's language changes nothing
        keywords = self.env["sme.keyword"].with_context(lang=None).browse(keyword_ids)
        names = {keyword.id: lead_terms(keyword.name) for keyword in keywords}
        known = self.env["sme.lead.term"]._find(
            {t for ts in names.values() for t in ts}
        )
        return {
            keyword_id: [known[term] for term in terms]
            for keyword_id, terms in names.items()
            if terms and known.keys() >= terms.keys()
        }

    @api.model
    def _firm_part_text(self, source):
        weighed = self.env["sme.lead.term"]._weigh(*source.texts, alone=True)
        return self._share_of_text(self.env["sme.firm"], weighed)

    @api.model
    def _firm_part_country(self, _source):
        return self._share_of_countries()

    @api.model
    def _firm_part_partner(self, source):
        if not source.wanted_types:
            return SQL("1"), []
        share = SQL(
            """CASE WHEN likely.type IS NULL THEN %s
                    ELSE (likely.type = ANY(%s))::int END::float""",
            UNKNOWN if "firm" in source.holder_kinds else 0.0,
            list(source.wanted_types),
        )
        return share, []

    @api.model
    def _firm_part_language(self, source):
        Firm = self.env["sme.firm"]
        return self._share_of_languages(Firm, "language_ids", source, UNKNOWN)

    @api.model
    def _firm_part_activity(self, source):
        codes = [f"{code}%" for code in source.divisions]
        activities = self.env["sme.nace"].search(
            Domain.OR(Domain("code", "=like", code) for code in codes)
        )
        return SQL("(likely.nace_id = ANY(%s))::int", activities.ids), []
