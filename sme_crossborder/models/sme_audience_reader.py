from odoo import api, fields, models

RIGHTS = [("read", "Read"), ("work", "Work on it")]


class SmeAudienceReader(models.Model):
    """One organisation of an audience, what it may do, and until when."""

    _name = "sme.audience.reader"
    _description = "Reader"

    audience_id = fields.Many2one(
        "sme.audience", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Organisation", required=True, ondelete="cascade"
    )
    # users cannot search another company: it follows from the organisation
    company_id = fields.Many2one(
        "res.company", compute="_compute_company_id", store=True, index=True
    )
    right = fields.Selection(selection=RIGHTS, required=True)
    date_end = fields.Date(string="Last day", help="Empty: until it is withdrawn.")

    @api.depends("partner_id")
    def _compute_company_id(self):
        companies = self.env["res.company"].search(
            [("partner_id", "in", self.partner_id.ids)]
        )
        by_partner = {company.partner_id.id: company.id for company in companies}
        for reader in self:
            reader.company_id = by_partner.get(reader.partner_id.id)

    def _to_intern(self):
        """Return the readers as `sme.audience._intern` takes them.

        :returns: list of ``(res.partner, right, last day or False)``
        """
        return [(reader.partner_id, reader.right, reader.date_end) for reader in self]
