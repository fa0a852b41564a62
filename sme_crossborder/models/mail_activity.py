from odoo import api, fields, models
from odoo.fields import Domain

# on these it can be told to the firm, see `sme.portal.firm.owed`
TOLD = ("sme.firm", "crm.lead", "sme.guidance.case")


class MailActivity(models.Model):
    """What is planned on a shared record stays with whoever is to do it."""

    _name = "mail.activity"
    _inherit = ["sme.inside", "mail.activity"]

    sme_company_id = fields.Many2one(compute="_compute_sme_company_id", store=True)
    sme_told_firm = fields.Char(
        string="Told to the firm",
        help="What the firm reads of it on its own page of the portal. Left empty, the "
        "firm does not see it. Summary and note stay inside.",
    )
    sme_firm_acts = fields.Boolean(
        string="The firm is to do it",
        help="It stands among what the firm owes you, not among what you owe it.",
    )
    sme_is_of_firm = fields.Boolean(
        string="About a firm", compute="_compute_sme_is_of_firm"
    )

    sme_kind = fields.Char(string="What it is about", compute="_compute_sme_kind")

    @api.depends("user_id", "res_model", "res_id")
    def _compute_sme_company_id(self):
        owners = self._get_owners([(step.res_model, step.res_id) for step in self])
        for step in self:
            owner = owners.get((step.res_model, step.res_id))
            house = owner and self._get_house(owner, step.user_id or self.env.user)
            step.sme_company_id = house or False

    @api.depends("res_model", "res_id", "res_model_id")
    @api.depends_context("lang")
    def _compute_sme_kind(self):
        """A journey is a lead to stock; nobody here would know it by that name."""
        for step in self:
            is_journey = step.res_model == "crm.lead" and step.sme_is_of_firm
            step.sme_kind = (
                self.env._("Journey") if is_journey else step.res_model_id.name
            )

    @api.depends("res_model", "res_id")
    def _compute_sme_is_of_firm(self):
        """Whether a firm could read on its page of the portal what is planned."""
        leads = self.env["crm.lead"].browse(
            {step.res_id for step in self if step.res_model == "crm.lead"} - {0}
        )
        # whoever is to do something reads the step, and not always its journey
        leads = leads.exists()._filtered_access("read")
        journeys = set(leads.filtered("firm_id").ids)
        for step in self:
            step.sme_is_of_firm = (
                bool(step.res_id)
                and step.res_model in TOLD
                and (step.res_model != "crm.lead" or step.res_id in journeys)
            )

    @api.model
    def _inside_domain(self):
        own = Domain("user_id", "=", self.env.uid)
        return super()._inside_domain() | own | Domain("create_uid", "=", self.env.uid)

    def _is_inside(self, operation):
        mine = self.env.uid in (self.user_id.id, self.create_uid.id)
        return mine or super()._is_inside(operation)

    def _to_store_defaults(self, target):
        """Name who planned it, whoever it was.

        Somebody on the portal of another organisation is no user that staff may read,
        and the chatter of the record would not open.
        """
        attributes = super()._to_store_defaults(target)
        for attribute in attributes:
            if getattr(attribute, "field_name", None) == "create_uid":
                # sudo: the name alone, as a message of theirs says it, too
                attribute.sudo = True
        return attributes

    @api.readonly
    def action_open_document(self):
        """Open a journey in its own form, whose address opens it there again."""
        action = super().action_open_document()
        if action["res_model"] != "crm.lead" or self.res_model != "crm.lead":
            return action
        lead = self.env["crm.lead"].browse(self.res_id)
        return lead.action_open_journey() if lead.firm_id else action

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
        if record._name == "sme.guidance.case":
            context["default_lead_id"] = record.lead_id.id
            context["default_case_id"] = record.id
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
