from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.lead_fields import OFFERS
from .sme_matching_weight import PARTS

YEAR = 365.0  # days after which nothing is fresh


class SmeMatchingLeads(models.AbstractModel):
    """Published leads that answer a lead, or that are for a firm."""

    _name = "sme.matching.leads"
    _description = "Matching: Leads"

    @api.model
    def _rank_leads(self, source, limit):
        """Return the teasers that fit best, the best first.

        :param source: what `_source_of_lead` or `_source_of_firm` returns
        :param int limit: at most so many
        :returns: list of `Match`
        """
        parts = [part for part in PARTS if self._is_said(part, source)]
        return self._rank(
            self._lead_candidates(source),
            self._weigh_parts("lead", parts, source),
            limit,
        )

    @api.model
    def _is_said(self, part, source):
        """Whether the source says anything a part could be measured by."""
        said = {
            "capability": source.offered_ids or source.sought_ids,
            "market": source.market_ids,
            "technology": source.technology_ids,
            "text": any(source.texts),
            "cooperation": source.cooperation_ids,
            "activity": source.divisions,
        }
        return bool(said.get(part, True))

    # ------------------------------------------------------------------
    # Which leads are looked at
    # ------------------------------------------------------------------

    @api.model
    def _lead_candidates(self, source):
        """Return the query of leads that may answer, under the user's record rules."""
        Teaser = self.env["sme.partner.lead.teaser"]
        Teaser.check_access("read")
        Teaser.flush_model()
        domain = Domain("state", "=", "published")
        domain &= Domain("lead_type", "in", source.lead_types)
        if source.barred_ids:
            domain &= Domain("partner_id", "not in", source.barred_ids)
        query = Teaser._search(domain)
        query.order = None
        if source.own_lead_ids:
            # not a domain: users cannot ask for the lead of a teaser
            query.add_where(
                SQL("%s <> ALL(%s)", self._column("lead_id"), source.own_lead_ids)
            )
        query.add_where(self._is_not_barred(source.partner_id))
        here, there = self._looks_here(source), self._is_target(source)
        if self._is_country_required():
            query.add_where(SQL("%s AND %s", there, here))
            here = there = SQL("TRUE")  # not asked twice
        return query.select(
            self._column("id"),
            SQL("%s AS looks_here", here),
            SQL("%s AS is_target", there),
            SQL("%s = ANY(%s) AS is_offer", self._column("lead_type"), sorted(OFFERS)),
            SQL("%s AS holder_kind", self._column("holder_kind")),
            SQL("%s AS date_published", self._column("date_published")),
        )

    @api.model
    def _is_not_barred(self, partner_id):
        """Whether a lead may be shown to an organisation, whoever the user works for.

        Whoever works for two organisations reads the leads of both, and is still not
        to join what one of them keeps from the other.
        """
        self.env["sme.audience.exclusion"].flush_model(["audience_id", "partner_id"])
        audience = self._column("audience_id")
        return SQL(
            """(%s IS NULL OR %s NOT IN (
                   SELECT audience_id FROM sme_audience_exclusion
                    WHERE partner_id = %s))""",
            audience,
            audience,
            partner_id,
        )

    @api.model
    def _column(self, name):
        return SQL.identifier("sme_partner_lead_teaser", name)

    @api.model
    def _looks_here(self, source):
        """Whether a lead looks for partners in the country of the source."""
        field = self.env["sme.partner.lead.teaser"]._fields["target_country_ids"]
        return SQL(
            """((%(everywhere)s AND %(country)s IS DISTINCT FROM %(home)s)
                OR %(id)s IN (
                    SELECT %(lead)s FROM %(table)s WHERE %(target)s = %(home)s))
            """,
            everywhere=self._column("looks_everywhere"),
            country=self._column("country_id"),
            home=source.country_id or None,
            id=self._column("id"),
            lead=SQL.identifier(field.column1),
            table=SQL.identifier(field.relation),
            target=SQL.identifier(field.column2),
        )

    @api.model
    def _is_target(self, source):
        """Whether the source looks for partners in the country of a lead."""
        if source.target_ids:
            return SQL("%s = ANY(%s)", self._column("country_id"), source.target_ids)
        return SQL(
            "%s IS DISTINCT FROM %s",
            self._column("country_id"),
            source.country_id or None,
        )

    # ------------------------------------------------------------------
    # Parts of the score
    # ------------------------------------------------------------------

    @api.model
    def _lead_part_capability(self, source):
        return self._share_of_capabilities(self.env["sme.partner.lead.teaser"], source)

    @api.model
    def _lead_part_market(self, source):
        return self._share_of_keywords("market", source.market_ids)

    @api.model
    def _lead_part_technology(self, source):
        return self._share_of_keywords("technology", source.technology_ids)

    @api.model
    def _share_of_keywords(self, kind, ids):
        Teaser = self.env["sme.partner.lead.teaser"]
        join = self._shared(Teaser, f"{kind}_keyword_ids", ids, kind)
        return SQL("%s / %s", self._count(kind), float(len(ids) or 1)), [join]

    @api.model
    def _lead_part_text(self, source):
        weighed = self.env["sme.lead.term"]._weigh(*source.texts)
        return self._share_of_text(self.env["sme.partner.lead.teaser"], weighed)

    @api.model
    def _lead_part_country(self, _source):
        return self._share_of_countries()

    @api.model
    def _lead_part_cooperation(self, source):
        Teaser = self.env["sme.partner.lead.teaser"]
        ids = source.cooperation_ids
        join = self._named(Teaser, "cooperation_type_ids", ids, "agreed")
        return self._is_named("agreed", default=False), [join]

    @api.model
    def _lead_part_partner(self, source):
        """Of others the kind of holder is known, of one's own firm the size too."""
        Teaser = self.env["sme.partner.lead.teaser"]
        wanted = SQL("TRUE")
        if source.holder_kinds:
            wanted = SQL("likely.holder_kind = ANY(%s)", list(source.holder_kinds))
        join = self._named(Teaser, "partner_type_ids", source.type_ids, "wants")
        share = SQL("((%s)::int + %s)::float / 2", wanted, self._is_named("wants"))
        return share, [join]

    @api.model
    def _lead_part_language(self, source):
        Teaser = self.env["sme.partner.lead.teaser"]
        return self._share_of_languages(Teaser, "partner_language_ids", source)

    @api.model
    def _lead_part_activity(self, source):
        Teaser = self.env["sme.partner.lead.teaser"]
        divisions = self.env["sme.nace"].search([("code", "in", source.divisions)])
        join = self._named(Teaser, "nace_ids", divisions.ids, "active")
        return self._is_named("active", default=False), [join]

    @api.model
    def _lead_part_fresh(self, _source):
        share = SQL(
            "COALESCE(1 - (%s::date - candidate.date_published)::float / %s, 0)",
            fields.Date.context_today(self),
            YEAR,
        )
        return SQL("GREATEST(0, LEAST(1, %s))", share), []
