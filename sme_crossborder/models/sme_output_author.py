from odoo import api, fields, models


class SmeOutputAuthor(models.Model):
    """An organisation that had part in making a joint output, and its country."""

    _name = "sme.output.author"
    _description = "Author of a Joint Output"
    _inherit = ["sme.boundary"]
    _order = "output_id, id"
    _rec_name = "partner_id"

    output_id = fields.Many2one(
        "sme.output", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="output_id.company_id", store=True, index=True)
    date = fields.Date(related="output_id.date_done", store=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("is_company", "=", True), ("sme_firm_ids", "=", False)],
    )
    country_id = fields.Many2one(
        "res.country",
        compute="_compute_country_id",
        store=True,
        readonly=False,
        help="Where the organisation counts as being from.",
    )

    _author_uniq = models.UniqueIndex(
        "(output_id, partner_id)", "This organisation stands among the authors already."
    )

    @api.depends("partner_id")
    def _compute_country_id(self):
        for author in self:
            author.country_id = author.partner_id.country_id
