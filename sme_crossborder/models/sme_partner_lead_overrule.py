from odoo import fields, models


class SmePartnerLeadOverrule(models.Model):
    """A finding of the quality check that a coordinator let pass, and why.

    It holds for these words in this field: other words are another finding. Written by
    its button alone, and never changed.
    """

    _name = "sme.partner.lead.overrule"
    _description = "Finding That Was Overruled"
    _order = "id desc"
    _rec_name = "finding"

    lead_id = fields.Many2one(
        "sme.partner.lead", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="lead_id.company_id", store=True, index=True, precompute=True
    )
    code = fields.Char(required=True)
    field_name = fields.Char(required=True)
    quote = fields.Char()
    part = fields.Char(help="Of a translation: the code of its language.")
    finding = fields.Char(required=True)
    reason = fields.Char(required=True)
    user_id = fields.Many2one("res.users", string="Overruled by", required=True)
