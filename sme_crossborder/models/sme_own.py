from odoo import api, fields, models
from odoo.fields import Domain


class SmeOwn(models.AbstractModel):
    """Whose a record is that others may see too: the user's own, or not."""

    _name = "sme.own"
    _description = "Own or of Others"

    is_own = fields.Boolean(
        string="Own", compute="_compute_is_own", search="_search_is_own"
    )

    @api.depends("company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_own(self):
        for record in self:
            record.is_own = not record.company_id or (
                record.company_id in self.env.companies
            )

    @api.model
    def _search_is_own(self, operator, value):
        if operator != "in":
            return NotImplemented
        own = Domain("company_id", "in", [False, *self.env.companies.ids])
        if True in value and False in value:
            return Domain.TRUE
        return own if True in value else ~own
