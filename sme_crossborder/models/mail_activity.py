from odoo import api, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def action_note_service(self):
        """Note what was just done as a service; saving it marks the activity done."""
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id)
        firm = record if record._name == "sme.firm" else record["firm_id"]
        kind = self.env.ref(
            f"sme_crossborder.sme_service_kind_{self._service_kind()}",
            raise_if_not_found=False,
        )
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_service_action_new"
        )
        context = {
            "default_firm_id": firm.id,
            "default_lead_id": record.id if record._name == "crm.lead" else False,
            "default_name": self.summary or self.activity_type_id.name,
            "sme_done_activity_id": self.id,
        }
        if kind and kind.active:
            context["default_kind_id"] = kind.id
        return action | {"context": context}

    def _service_kind(self):
        """Return the kind of service an activity of this type usually is."""
        by_category = {"phonecall": "call", "meeting": "meeting"}
        mail = self.env.ref("mail.mail_activity_data_email", raise_if_not_found=False)
        if mail and self.activity_type_id == mail:
            return "mail"
        return by_category.get(self.activity_category, "call")

    @api.model
    def _mark_done_by_service(self, service):
        """Mark the activity done that the service was noted from."""
        activity = self.browse(self.env.context.get("sme_done_activity_id")).exists()
        if activity:
            activity.with_context(sme_done_activity_id=False).action_feedback(
                feedback=service.name
            )
