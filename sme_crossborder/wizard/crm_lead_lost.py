from odoo import api, fields, models
from odoo.exceptions import UserError


class CrmLeadLost(models.TransientModel):
    _inherit = "crm.lead.lost"

    is_journey = fields.Boolean(compute="_compute_is_journey")
    encounter_id = fields.Many2one(
        "sme.barrier.encounter",
        string="Stopped by",
        domain="[('lead_id', 'in', lead_ids)]",
        ondelete="cascade",
        help="The barrier met on this journey that stopped it, if one did.",
    )
    has_encounters = fields.Boolean(compute="_compute_is_journey")
    lost_reason_id = fields.Many2one(domain="[('is_journey', '=', is_journey)]")

    @api.depends("lead_ids")
    def _compute_is_journey(self):
        for wizard in self:
            wizard.is_journey = bool(wizard.lead_ids.filtered("firm_id"))
            # which barrier stopped it can be told of one journey at a time
            alone = len(wizard.lead_ids) == 1
            wizard.has_encounters = alone and bool(wizard.lead_ids.encounter_ids)

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
        result = super().action_lost_reason_apply()
        if self.encounter_id:
            self.lead_ids.lost_encounter_id = self.encounter_id
            if self.encounter_id.state in ("open", "treatment"):
                self.encounter_id.state = "blocking"
        return result
