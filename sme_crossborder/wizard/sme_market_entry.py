from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Date


class SmeMarketEntry(models.TransientModel):
    """All that market entry asks for, in one dialog: how, when, and the paper."""

    _name = "sme.market.entry"
    _inherit = ["sme.dialog"]
    _description = "Market Entered"

    lead_id = fields.Many2one(
        "crm.lead", string="Journey", required=True, readonly=True, ondelete="cascade"
    )
    firm_id = fields.Many2one(related="lead_id.firm_id")
    mode = fields.Selection(
        selection=lambda self: (
            self.env["crm.lead"]
            ._fields["market_entry_mode"]
            ._description_selection(self.env)
        ),
        string="Mode of entry",
        required=True,
    )
    date = fields.Date(string="Date of entry", required=True)
    product_id = fields.Many2one(
        "sme.product",
        string="Product or service sold",
        domain="[('firm_id', '=', firm_id)]",
        ondelete="cascade",
    )
    value = fields.Monetary(string="First-year value")
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.ref("base.EUR", raise_if_not_found=False),
    )
    is_proven = fields.Boolean(compute="_compute_is_proven")
    evidence_kind_ids = fields.Many2many(
        "sme.evidence.kind", compute="_compute_is_proven"
    )
    evidence_kind_id = fields.Many2one(
        "sme.evidence.kind",
        string="Kind of evidence",
        domain="[('id', 'in', evidence_kind_ids)]",
        ondelete="cascade",
    )
    document = fields.Binary(string="Evidence", attachment=False)
    document_name = fields.Char()

    @api.model
    def default_get(self, fields):
        """Begin with what the journey already says."""
        values = super().default_get(fields)
        lead = self.env["crm.lead"].browse(values.get("lead_id"))
        if lead:
            values |= {
                "mode": lead.market_entry_mode,
                "date": lead.market_entry_date or Date.context_today(self),
                "product_id": lead.market_entry_product_id.id,
                "value": lead.market_entry_value,
                "currency_id": lead.market_entry_currency_id.id
                or values["currency_id"],
            }
        return values

    @api.depends("lead_id")
    def _compute_is_proven(self):
        gates = self.env["crm.lead"]._get_gates()
        asked = gates.filtered(
            lambda gate: gate.kind == "evidence" and gate.stage_id.is_won
        )
        for wizard in self:
            wizard.evidence_kind_ids = asked.evidence_kind_ids
            attached = wizard.lead_id.sme_evidence_ids.kind_id
            wizard.is_proven = all(gate.evidence_kind_ids & attached for gate in asked)

    def action_enter(self):
        """Write all of it and move the journey, or nothing.

        :raises UserError: the paper has no kind, the day is before the journey began,
            or a gate still asks for something
        """
        self.ensure_one()
        lead = self.lead_id
        lead._refuse_early_entry(self.date)
        if self.document:
            if not self.evidence_kind_id:
                raise UserError(
                    self.env._(
                        "Choose what kind of evidence %(name)s is.",
                        name=self.document_name or self.env._("the paper"),
                    )
                )
            self.env["sme.evidence"].create(
                {
                    "name": self.document_name or self.evidence_kind_id.name,
                    "kind_id": self.evidence_kind_id.id,
                    "lead_id": lead.id,
                    "document": self.document,
                    "document_name": self.document_name,
                }
            )
        lead.write(
            {
                "market_entry_mode": self.mode,
                "market_entry_date": self.date,
                "market_entry_product_id": self.product_id.id,
                "market_entry_value": self.value,
                "market_entry_currency_id": self.currency_id.id,
            }
        )
        lead.write({"stage_id": lead._get_journey_stages().filtered("is_won")[:1].id})
        return {"type": "ir.actions.act_window_close"}
