from odoo import api, fields, models
from odoo.tools import html2plaintext

from ..tools.lead_terms import lead_terms


class SmeFirmTerms(models.AbstractModel):
    """The words of a firm's file that leads are compared with, kept for the query."""

    _name = "sme.firm.terms"
    _description = "Firm File: Words Compared"

    term_ids = fields.Many2many(
        "sme.lead.term",
        "sme_firm_term_rel",
        string="Words compared with leads",
        compute="_compute_term_ids",
        store=True,
        copy=False,
        groups="base.group_system",
    )

    @api.depends(
        "description",
        "product_ids.name",
        "product_ids.description",
        "product_ids.active",
        "capability_offered_ids.name",
    )
    def _compute_term_ids(self):
        terms = self.env["sme.lead.term"]
        found = {firm: lead_terms(*firm._get_offered_texts()) for firm in self}
        ids = terms._intern({term for words in found.values() for term in words})
        for firm, words in found.items():
            firm.term_ids = terms.browse(ids[term] for term in words)

    def _get_offered_texts(self):
        """Return what the file says the firm offers, in its own words."""
        self.ensure_one()
        # names of capabilities as they are kept: the reader's language changes nothing
        firm = self.with_context(lang=None)
        return (
            html2plaintext(firm.description or ""),
            *firm.product_ids.mapped("name"),
            *(text for text in firm.product_ids.mapped("description") if text),
            *firm.capability_offered_ids.mapped("name"),
        )
