from odoo import api, fields, models
from odoo.exceptions import UserError


class SmeWorkshopPlan(models.AbstractModel):
    """Puts the checklist of its template into the calendar of a workshop."""

    _name = "sme.workshop.plan"
    _description = "Workshop: Preparation"

    has_checklist = fields.Boolean(compute="_compute_has_checklist")

    @api.depends("event_type_id.activity_plan_id")
    def _compute_has_checklist(self):
        for event in self:
            # sudo: only whether there is one to plan
            event.has_checklist = bool(event.sudo().event_type_id.activity_plan_id)

    def action_plan_preparation(self):
        """Plan the steps of the template's checklist, counted from the first day.

        :raises UserError: the template has no checklist, or it is planned already
        """
        for event in self:
            plan = event.event_type_id.activity_plan_id
            if not plan:
                raise UserError(
                    self.env._(
                        "%(workshop)s has no checklist: choose a template with one.",
                        workshop=event.name,
                    )
                )
            steps = set(plan.template_ids.mapped("summary"))
            if steps & set(event.activity_ids.mapped("summary")):
                raise UserError(
                    self.env._(
                        "The checklist of %(workshop)s is planned already: see its "
                        "activities.",
                        workshop=event.name,
                    )
                )
            day = fields.Datetime.context_timestamp(
                event.with_context(tz=event.date_tz), event.date_begin
            ).date()
            scheduler = self.env["mail.activity.schedule"].with_context(
                active_model=event._name,
                active_ids=event.ids,
                active_id=event.id,
                mail_activity_quick_update=True,
            )
            scheduler.create(
                {"plan_id": plan.id, "plan_date": day}
            ).action_schedule_plan()
        return True
