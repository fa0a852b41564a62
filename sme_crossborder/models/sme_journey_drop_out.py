from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

TAKEN_OVER = object()  # an object cannot travel over RPC


class SmeJourneyDropOut(models.AbstractModel):
    """A journey drops out with a reason, stays where it was, and may be restarted."""

    _name = "sme.journey.drop.out"
    _description = "Journey: Drop-out and Restart"

    def write(self, vals):
        journeys = self.browse()
        if {"active", "stage_id", "lost_reason_id"} & vals.keys():
            journeys = self.filtered("firm_id")
            journeys._check_drop_out(vals)
        if journeys and vals.get("active"):
            vals = vals | {"lost_encounter_id": False}  # under way again
        restarted = journeys.filtered(
            lambda lead: vals.get("active") and not lead.active
        )
        result = super().write(vals)
        if restarted:  # its days in the stage begin anew, as in its history
            super(SmeJourneyDropOut, restarted).write(
                {"date_last_stage_update": fields.Datetime.now()}
            )
        if journeys and not vals.get("active", True):
            journeys._cancel_steps()
        return result

    def _check_drop_out(self, vals):
        """Why a firm drops out is what the study of barriers is made of.

        :raises UserError: no reason is given, or a journey moves that has dropped out
        """
        reason = self.env["crm.lost.reason"].browse(vals.get("lost_reason_id"))
        for lead in self:
            active = vals.get("active", lead.active)
            if reason and (active or not reason.is_journey):
                raise UserError(
                    self.env._(
                        "%(reason)s cannot be the drop-out reason of %(journey)s: "
                        "choose one of journeys, and press Drop out if it is still "
                        "under way.",
                        reason=reason.name,
                        journey=lead.name,
                    )
                )
            if lead.active and not active and not vals.get("lost_reason_id"):
                raise UserError(
                    self.env._(
                        "Say why %(journey)s drops out: open it, press Drop out and "
                        "choose a reason.",
                        journey=lead.name,
                    )
                )
            stage_id = vals.get("stage_id", lead.stage_id.id)
            moved = stage_id != lead.stage_id.id and not active and not lead.active
            if moved and self.env.context.get("_sme_taken_over") is not TAKEN_OVER:
                raise UserError(
                    self.env._(
                        "%(journey)s has dropped out. Restart it before you move it.",
                        journey=lead.name,
                    )
                )

    def action_set_lost(self, **additional_values):
        """Stock archives first and says why in a second step; journeys do both."""
        journeys = self.filtered("firm_id")
        if journeys:
            dropped = {"active": False, "probability": 0, "automated_probability": 0}
            journeys.write(additional_values | dropped)
        others = self - journeys
        return super(SmeJourneyDropOut, others).action_set_lost(**additional_values)

    def _cancel_steps(self, is_over=lambda step: True):
        """Nobody is reminded of a journey that is over; what was planned is noted.

        :param is_over: says of an activity whether it is of no use any more
        """
        for lead in self:
            over = lead.activity_ids.filtered(is_over)
            if not over:
                continue
            steps = [
                f"{step.summary or step.activity_type_id.name} "
                f"({format_date(self.env, step.date_deadline)})"
                for step in over
            ]
            over.unlink()
            lead._message_log(
                body=self.env._("No longer planned: %(steps)s", steps=", ".join(steps))
            )
