from odoo import api, fields, models
from odoo.exceptions import ValidationError


class SmeJourneyBarrier(models.AbstractModel):
    """The barriers a firm met on its way to a market."""

    _name = "sme.journey.barrier"
    _description = "Journey: Barriers Met"

    encounter_ids = fields.One2many(
        "sme.barrier.encounter", "lead_id", string="Barriers met"
    )
    encounter_count = fields.Integer(
        string="Number of barriers met", compute="_compute_encounters"
    )
    blocked_by = fields.Char(
        string="Blocked by", compute="_compute_encounters", compute_sudo=False
    )

    lost_encounter_id = fields.Many2one(
        "sme.barrier.encounter",
        string="Stopped by",
        domain="[('lead_id', '=', id)]",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        tracking=True,
        help="The barrier the journey dropped out for.",
    )

    @api.constrains("lost_encounter_id", "active")
    def _check_lost_encounter(self):
        for lead in self:
            met = lead.lost_encounter_id
            if met and (lead.active or met.lead_id != lead):
                raise ValidationError(
                    self.env._(
                        "%(barrier)s cannot be what stopped %(journey)s: choose a "
                        "barrier met on it, when it drops out.",
                        barrier=met.name,
                        journey=lead.name,
                    )
                )

    @api.depends("encounter_ids.state", "encounter_ids.name")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_encounters(self):
        rows = self.env["sme.barrier.encounter"].search_fetch(
            [("lead_id", "in", self.ids)], ["lead_id", "state", "name"]
        )
        by_lead = rows.grouped("lead_id")
        for lead in self:
            met = by_lead.get(lead._origin, rows.browse())
            lead.encounter_count = len(met)
            blocking = met.filtered(lambda one: one.state == "blocking")
            lead.blocked_by = ", ".join(blocking.mapped("name")) or False

    def _get_shared_with(self):
        """Whoever reads a journey reads its firm and the barriers met on it."""
        return [*super()._get_shared_with(), self.firm_id, self.encounter_ids]

    def action_note_barrier(self):
        """Open the short form to note what stands in the way."""
        return self._get_noted_action(
            "sme_crossborder.sme_barrier_encounter_action_new"
        )

    def action_view_encounters(self):
        action = self._get_noted_action("sme_crossborder.sme_barrier_encounter_action")
        return action | {"domain": [("lead_id", "=", self.id)]}
