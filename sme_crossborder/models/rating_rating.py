from odoo import api, fields, models

CASE = "sme.guidance.case"


class RatingRating(models.Model):
    _inherit = "rating.rating"

    # ratings hang on records by model and id; rules need to know whose they are
    sme_case_id = fields.Many2one(
        CASE,
        string="Guidance case",
        compute="_compute_sme_case_id",
        store=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    sme_company_id = fields.Many2one(
        related="sme_case_id.company_id", string="Organisation of the case", store=True
    )

    @api.depends("res_model", "res_id")
    def _compute_sme_case_id(self):
        for rating in self:
            rating.sme_case_id = rating.res_model == CASE and rating.res_id

    def _get_case_page(self):
        """Return what the page behind the link of a mail shows, for a guidance case.

        Called as the system with the rating of a valid link; nothing for any other.
        """
        self.ensure_one()
        if not self.sme_case_id:
            return {}
        rates = dict(self.env["sme.portal.question"]._get_rates())
        return {
            "question": self.sme_case_id.name,
            "company": self.sme_company_id.name,
            "rates": rates,
            "said": self.consumed and rates.get(int(self.rating), ""),
        }
