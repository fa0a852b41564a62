from odoo import fields, models


class SmeWorkshopLead(models.TransientModel):
    """Asks for which of the own firms at a workshop a partner lead is started."""

    _name = "sme.workshop.lead"
    _description = "Start a Partner Lead"

    event_id = fields.Many2one(
        "event.event",
        string="Workshop",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    possible_firm_ids = fields.Many2many(
        "sme.firm",
        "sme_workshop_lead_possible_rel",
        string="Own firms registered",
        readonly=True,
    )
    firm_id = fields.Many2one(
        "sme.firm", ondelete="cascade", domain="[('id', 'in', possible_firm_ids)]"
    )

    def action_start(self):
        """Open a draft for the firm that was chosen."""
        self.ensure_one()
        return self.event_id._open_new_lead(self.firm_id)
