from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLeadLost(models.TransientModel):
    _inherit = "crm.lead.lost"

    is_journey = fields.Boolean(compute="_compute_is_journey")
    lost_reason_id = fields.Many2one(domain="[('is_journey', '=', is_journey)]")

    @api.depends("lead_ids")
    def _compute_is_journey(self):
        for wizard in self:
            wizard.is_journey = bool(wizard.lead_ids.filtered("firm_id"))

    def action_lost_reason_apply(self):
        """Let journeys drop out; why is what the study of barriers is made of."""
        for lead in self.lead_ids.filtered("firm_id"):
            if not self.lost_reason_id:
                raise UserError(
                    self.env._(
                        "Say why %(journey)s drops out: choose a reason.",
                        journey=lead.name,
                    )
                )
        return super().action_lost_reason_apply()
