from odoo import api, fields, models
from odoo.exceptions import UserError

from .plans import start_plan

# what decides on which day it begins where it is held
DAY_FIELDS = {"date_begin", "date_tz"}


class SmeWorkshopPlan(models.AbstractModel):
    """Puts the checklist of its template into the calendar of a workshop."""

    _name = "sme.workshop.plan"
    _description = "Workshop: Preparation"

    has_checklist = fields.Boolean(compute="_compute_has_checklist")
    is_planned = fields.Boolean(
        string="Preparation planned",
        readonly=True,
        copy=False,
        help="The checklist of the template is in the calendar.",
    )

    @api.depends("event_type_id.activity_plan_id")
    def _compute_has_checklist(self):
        for event in self:
            # sudo: only whether there is one to plan
            event.has_checklist = bool(event.sudo().event_type_id.activity_plan_id)

    def write(self, vals):
        """Steps that are planned go along when the workshop gets another day."""
        planned = self.filtered("is_planned") if DAY_FIELDS & vals.keys() else ()
        days = {event: event._get_first_day() for event in planned}
        result = super().write(vals)
        for event, day in days.items():
            event._move_preparation(event._get_first_day() - day)
        return result

    def _get_first_day(self):
        """Return the day it begins where it is held."""
        return fields.Datetime.context_timestamp(
            self.with_context(tz=self.date_tz), self.date_begin
        ).date()

    def _move_preparation(self, days):
        if not days:
            return
        steps = self._get_steps()
        # sudo: steps of every organiser, some of which stay in the house of theirs
        for step_sudo in self.sudo().activity_ids:
            if step_sudo.summary in steps:
                step_sudo.date_deadline += days

    def _get_steps(self):
        # sudo: the words of the checklist, to know its steps again
        return set(
            self.sudo().event_type_id.activity_plan_id.template_ids.mapped("summary")
        )

    def action_plan_preparation(self):
        """Plan the steps of the template's checklist, counted from the first day.

        Steps whose day has passed are due today: who plans late has them to do now.

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
            if event.is_planned:
                raise UserError(
                    self.env._(
                        "The checklist of %(workshop)s is planned already: see its "
                        "activities, or ask %(person)s.",
                        workshop=event.name,
                        # sudo: who answers for it, of another organisation maybe
                        person=event.sudo().user_id.name or event.company_id.name,
                    )
                )
            start_plan(event, plan, plan_date=event._get_first_day())
            event._put_late_steps_on_today()
            event.is_planned = True
        return True

    def _put_late_steps_on_today(self):
        today = fields.Date.context_today(self)
        steps = self._get_steps()
        late = self.activity_ids.filtered(
            lambda step: step.date_deadline < today and step.summary in steps
        )
        late.date_deadline = today
