from odoo import api, fields, models


class SmeWorksHere(models.AbstractModel):
    """An organisation that is chosen by its contact, and may work in this database.

    Users cannot search another company: which one it is follows from the organisation.
    """

    _name = "sme.works.here"
    _description = "Organisation That May Work Here"

    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", True)],
    )
    company_id = fields.Many2one(
        "res.company",
        string="Works here as",
        compute="_compute_company_id",
        compute_sudo=True,
        store=True,
        index=True,
    )
    country_id = fields.Many2one(
        "res.country",
        compute="_compute_country_id",
        store=True,
        readonly=False,
        help="Where the organisation counts as being from.",
    )

    @api.depends("partner_id")
    def _compute_company_id(self):
        companies = self.env["res.company"].search(
            [("partner_id", "in", self.partner_id.ids)]
        )
        by_partner = {company.partner_id: company for company in companies}
        for line in self:
            line.company_id = by_partner.get(line.partner_id)

    @api.depends("partner_id")
    def _compute_country_id(self):
        for line in self:
            line.country_id = line.partner_id.country_id
