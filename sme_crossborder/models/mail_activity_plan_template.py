from odoo import fields, models


class MailActivityPlanTemplate(models.Model):
    _inherit = "mail.activity.plan.template"

    responsible_type = fields.Selection(
        selection_add=[("journey_adviser", "Adviser of the journey")],
        ondelete={"journey_adviser": "set default"},
    )

    def _determine_responsible(self, on_demand_responsible, applied_on_record):
        """Steps of a journey go to its adviser, or to whoever starts the plan."""
        if self.responsible_type != "journey_adviser":
            return super()._determine_responsible(
                on_demand_responsible, applied_on_record
            )
        adviser = self.env["res.users"]
        if applied_on_record._name == "crm.lead":
            adviser = applied_on_record.user_id
        return {
            "responsible": adviser or self.env.user,
            "error": False,
            "warning": False,
        }
