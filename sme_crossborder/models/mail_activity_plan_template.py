from odoo import fields, models


class MailActivityPlanTemplate(models.Model):
    _inherit = "mail.activity.plan.template"

    responsible_type = fields.Selection(
        selection_add=[
            ("journey_adviser", "Adviser of the journey"),
            ("event_responsible", "Responsible for the workshop"),
            ("case_adviser", "Adviser of the case"),
        ],
        ondelete={
            "journey_adviser": "set default",
            "event_responsible": "set default",
            "case_adviser": "set default",
        },
    )

    def _determine_responsible(self, on_demand_responsible, applied_on_record):
        """Steps go to whoever the record names, or to who starts the plan."""
        named = {
            "journey_adviser": "crm.lead",
            "event_responsible": "event.event",
            "case_adviser": "sme.guidance.case",
        }
        if self.responsible_type not in named:
            return super()._determine_responsible(
                on_demand_responsible, applied_on_record
            )
        person = self.env["res.users"]
        if applied_on_record._name == named[self.responsible_type]:
            person = applied_on_record.user_id
        return {
            "responsible": person or self.env.user,
            "error": False,
            "warning": False,
        }
