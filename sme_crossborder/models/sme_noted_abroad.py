from odoo import api, fields, models


class SmeNotedAbroad(models.AbstractModel):
    """Something noted of a firm on its way from one country to another."""

    _name = "sme.noted.abroad"
    _inherit = ["sme.noted"]
    _description = "Noted of a Firm between Two Countries"

    home_country_id = fields.Many2one(
        related="firm_id.country_id", string="Home country", store=True
    )
    target_country_id = fields.Many2one(
        "res.country",
        string="Target market",
        compute="_compute_target_country_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )

    @api.depends("lead_id")
    def _compute_target_country_id(self):
        """That of the journey, else what somebody chose."""
        for note in self:
            note.target_country_id = (
                note.lead_id.target_country_id or note.target_country_id
            )
