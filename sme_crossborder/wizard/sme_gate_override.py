from odoo import api, fields, models


class SmeGateOverride(models.TransientModel):
    """A coordinator lets one journey into a stage without what its gates ask for."""

    _name = "sme.gate.override"
    _inherit = ["sme.dialog"]
    _description = "Journey Let Pass"

    lead_id = fields.Many2one(
        "crm.lead", string="Journey", required=True, readonly=True, ondelete="cascade"
    )
    stage_id = fields.Many2one(
        "crm.stage",
        string="Let pass to",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env["crm.lead"]._get_journey_stages()[-1:],
        domain=lambda self: [
            ("team_ids", "in", self.env["crm.lead"]._journey_team_id())
        ],
    )
    missing = fields.Text(compute="_compute_missing")
    reason = fields.Text(required=True)

    @api.depends("lead_id", "stage_id")
    def _compute_missing(self):
        for wizard in self:
            gates = wizard.lead_id and wizard.lead_id._get_blocking_gates(
                wizard.stage_id
            )
            wizard.missing = "\n".join(gates.mapped("name")) if gates else False

    def action_override(self):
        """Move the journey, and keep the reason in its history."""
        self.ensure_one()
        self.lead_id._override_gates(self.stage_id, self.reason)
        return {"type": "ir.actions.act_window_close"}
