from odoo import fields, models


class SmePartnerLeadImportLine(models.TransientModel):
    """What would become, or became, of one lead of a file."""

    _name = "sme.partner.lead.import.line"
    _description = "Import of Partner Leads: Lead"
    _order = "rank, id"

    wizard_id = fields.Many2one(
        "sme.partner.lead.import", required=True, index=True, ondelete="cascade"
    )
    rank = fields.Integer(aggregator=None)
    place = fields.Char(readonly=True)
    reference = fields.Char(readonly=True)
    title = fields.Char(readonly=True)
    holder_name = fields.Char(string="Holder", readonly=True)
    kind = fields.Selection(
        selection=[
            ("refused", "Refused"),
            ("holder", "Whose?"),
            ("changed", "Changes a draft"),
            ("new", "New"),
            ("unchanged", "Unchanged"),
        ],
        string="Outcome",
        readonly=True,
    )
    reason = fields.Text(readonly=True)
    remarks = fields.Text(
        string="Kept in a note",
        readonly=True,
        help="What the lead has no field for, or none of our lists has.",
    )
    firm_id = fields.Many2one(
        "sme.firm",
        string="For the firm",
        domain=lambda self: [("company_id", "in", self.env.companies.ids)],
        ondelete="cascade",
    )
    holder_partner_id = fields.Many2one(
        "res.partner",
        string="For the organisation",
        domain=[("is_company", "=", True)],
        ondelete="cascade",
    )
    lead_id = fields.Many2one("sme.partner.lead", readonly=True, ondelete="cascade")

    def _get_chosen(self):
        """Return the holder chosen for the lead, firm or organisation, or none."""
        self.ensure_one()
        return self.firm_id or self.holder_partner_id
