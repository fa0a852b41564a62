from odoo import api, fields, models

from .plans import start_plan

PLAN = "sme_crossborder.mail_activity_plan_journey"


class SmeJourneyService(models.AbstractModel):
    """What was done on a journey, and the plan it starts with."""

    _name = "sme.journey.service"
    _description = "Journey: Services and Plan"

    service_ids = fields.One2many("sme.service", "lead_id", string="Services")
    service_count = fields.Integer(
        string="Number of services", compute="_compute_service_totals"
    )
    service_minutes = fields.Integer(
        string="Minutes of service", compute="_compute_service_totals"
    )
    can_start_plan = fields.Boolean(compute="_compute_can_start_plan")
    start_plan_id = fields.Many2one(
        "mail.activity.plan",
        string="Start with the plan",
        store=False,
        domain="[('res_model', '=', 'crm.lead')]",
        help="Its steps are planned for the adviser when the journey is saved.",
    )

    @api.depends("service_ids.minutes")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_service_totals(self):
        rows = self.env["sme.service"]._read_group(
            [("lead_id", "in", self.ids)], ["lead_id"], ["__count", "minutes:sum"]
        )
        totals = {lead.id: (count, minutes) for lead, count, minutes in rows}
        for lead in self:
            count, minutes = totals.get(lead._origin.id, (0, 0))
            lead.service_count, lead.service_minutes = count, minutes

    @api.model_create_multi
    def create(self, vals_list):
        plans = [vals.get("start_plan_id") for vals in vals_list]
        leads = super().create(
            [
                {k: v for k, v in vals.items() if k != "start_plan_id"}
                for vals in vals_list
            ]
        )
        for plan_id, lead in zip(plans, leads, strict=True):
            if plan_id and lead.firm_id:
                start_plan(lead, self.env["mail.activity.plan"].browse(plan_id))
        return leads

    @api.depends("is_own", "active", "won_status", "activity_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_start_plan(self):
        """Whether the owner may begin the standard plan: nothing is planned yet."""
        for lead in self:
            under_way = lead.is_own and lead.active and lead.won_status == "pending"
            lead.can_start_plan = lead.id and under_way and not lead.activity_ids

    def action_start_plan(self):
        """Plan the steps of the standard journey."""
        plan = self._get_standard_plan()
        for lead in self.filtered("firm_id") if plan else ():
            start_plan(lead, plan)
        return True

    @api.model
    def _get_standard_plan(self):
        """The plan journeys start with; empty where it was deleted."""
        plan = self.env.ref(PLAN, raise_if_not_found=False)
        return plan or self.env["mail.activity.plan"]

    def action_open_journey(self):
        """From a screen of stock CRM to the journey's own."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.crm_lead_action_journey"
        )
        return action | {
            "view_mode": "form",
            "views": [(self.get_formview_id(), "form")],
            "res_id": self.id,
        }

    def action_note_service(self):
        """Open the short form to note what was just done."""
        return self._get_noted_action("sme_crossborder.sme_service_action_new")

    def action_view_services(self):
        action = self._get_noted_action("sme_crossborder.sme_service_action")
        return action | {"domain": [("lead_id", "=", self.id)]}

    def _get_noted_action(self, xmlid):
        """An action on what is noted, new ones of which are of this journey."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(xmlid)
        return action | {
            "context": {
                "default_firm_id": self.firm_id.id,
                "default_lead_id": self.id,
            }
        }
