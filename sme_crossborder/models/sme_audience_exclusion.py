from odoo import fields, models


class SmeAudienceExclusion(models.Model):
    """An organisation that does not read, whatever else an audience gives it."""

    _name = "sme.audience.exclusion"
    _description = "Never a Reader"

    audience_id = fields.Many2one(
        "sme.audience", required=True, index=True, ondelete="cascade"
    )
    # The contact, not the company: one that joins this database later is kept out too.
    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation",
        required=True,
        index=True,
        ondelete="cascade",
    )
