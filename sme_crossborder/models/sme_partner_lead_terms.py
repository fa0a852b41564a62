from odoo import api, fields, models

from ..tools.lead_terms import lead_terms


class SmePartnerLeadTerms(models.AbstractModel):
    """What a teaser is matched by, kept beside it for the indexes."""

    _name = "sme.partner.lead.terms"
    _description = "Lead of Others: Matching"

    term_ids = fields.Many2many(
        "sme.lead.term",
        "sme_partner_lead_teaser_term_rel",
        string="Terms",
        compute="_compute_term_ids",
        store=True,
        groups="base.group_system",
    )
    looks_everywhere = fields.Boolean(
        compute="_compute_looks_everywhere",
        store=True,
        help="No target country is named: partners are welcome from all but its own.",
    )

    # all that is asked of each of many candidates: texts make the rows themselves wide
    _matching_idx = models.Index(
        "(lead_type, country_id) INCLUDE (id, company_id, partner_id, audience_id,"
        " lead_id, holder_kind, looks_everywhere, date_published)"
        " WHERE state = 'published'"
    )

    def action_view_matching_firms(self):
        """List own firms that fit the lead, the best first."""
        self.ensure_one()
        return self.env["sme.match"]._find_for_teaser(self)

    @api.depends("title", "summary", "translated_text")
    def _compute_term_ids(self):
        Term = self.env["sme.lead.term"]
        found = {
            teaser: lead_terms(teaser.title, teaser.summary, teaser.translated_text)
            for teaser in self
        }
        ids = Term._intern({term for terms in found.values() for term in terms})
        for teaser, terms in found.items():
            teaser.term_ids = Term.browse(ids[term] for term in terms)

    @api.depends("target_country_ids")
    def _compute_looks_everywhere(self):
        for teaser in self:
            teaser.looks_everywhere = not teaser.target_country_ids
