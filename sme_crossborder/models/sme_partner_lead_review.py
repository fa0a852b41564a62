from odoo import api, fields, models


class SmePartnerLeadReview(models.AbstractModel):
    """A second person reads a lead before the firm is asked."""

    _name = "sme.partner.lead.review"
    _description = "Partner Lead: Review"

    # Users cannot search another company, so they choose the organisation and the
    # company that works in this database is derived from it.
    reviewer_partner_id = fields.Many2one(
        "res.partner",
        string="Reviewed by",
        ondelete="restrict",
        index="btree_not_null",
        help="Another organisation of the project, whose coordinators read the lead "
        "while it is in review. Empty: a colleague.",
    )
    reviewer_company_id = fields.Many2one(
        "res.company",
        string="Reviewer works here as",
        compute="_compute_reviewer_company_id",
        compute_sudo=True,
        store=True,
        precompute=True,
        index="btree_not_null",
    )

    @api.depends("reviewer_partner_id")
    def _compute_reviewer_company_id(self):
        companies = self.env["res.company"].search(
            [("partner_id", "in", self.reviewer_partner_id.ids)]
        )
        by_partner = companies.grouped("partner_id")
        for lead in self:
            lead.reviewer_company_id = by_partner.get(lead.reviewer_partner_id)
