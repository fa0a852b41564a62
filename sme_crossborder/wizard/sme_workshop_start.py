from odoo import fields, models


class SmeWorkshopStart(models.TransientModel):
    """Asks for which firm at a workshop a partner lead or a case is started."""

    _name = "sme.workshop.start"
    _description = "Start a Lead or Case at a Workshop"

    event_id = fields.Many2one(
        "event.event",
        string="Workshop",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    kind = fields.Selection(
        selection=[("lead", "Partner lead"), ("case", "Guidance case")],
        required=True,
        readonly=True,
    )
    possible_firm_ids = fields.Many2many(
        "sme.firm",
        "sme_workshop_start_possible_rel",
        string="Firms registered",
        readonly=True,
    )
    firm_id = fields.Many2one(
        "sme.firm", ondelete="cascade", domain="[('id', 'in', possible_firm_ids)]"
    )

    def action_start(self):
        """Open the form for the firm that was chosen."""
        self.ensure_one()
        return self.event_id._open_started(self.kind, self.firm_id)
