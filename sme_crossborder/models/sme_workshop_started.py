from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .dialogs import open_dialog
from .ruled_many2many import RuledMany2many


class SmeWorkshopStarted(models.AbstractModel):
    """Partner leads and guidance cases started at a workshop, for firms registered."""

    _name = "sme.workshop.started"
    _inherit = ["sme.remembers"]
    _description = "Workshop: Leads and Cases Started"

    started_lead_ids = RuledMany2many(
        "sme.partner.lead",
        string="Partner leads started",
        readonly=True,
        copy=False,
        context={"active_test": False},
        groups="sme_crossborder.group_sme_adviser",
    )
    started_lead_count = fields.Integer(
        string="Number of partner leads started",
        compute="_compute_started_lead_count",
        groups="sme_crossborder.group_sme_adviser",
    )
    started_case_ids = RuledMany2many(
        "sme.guidance.case",
        string="Guidance cases opened",
        readonly=True,
        copy=False,
        groups="sme_crossborder.group_sme_adviser",
    )
    started_case_count = fields.Integer(
        string="Number of guidance cases opened",
        compute="_compute_started_case_count",
        groups="sme_crossborder.group_sme_adviser",
    )

    @api.depends("started_lead_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_started_lead_count(self):
        counts = self._count_remembered("started_lead_ids")
        for event in self:
            event.started_lead_count = counts.get(event._origin.id, 0)

    @api.depends("started_case_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_started_case_count(self):
        counts = self._count_remembered("started_case_ids")
        for event in self:
            event.started_case_count = counts.get(event._origin.id, 0)

    # ------------------------------------------------------------------
    # Starting: for which firm, then a form that is filled in
    # ------------------------------------------------------------------

    def action_start_lead(self):
        """Ask for which firm, unless there is one; then open a draft.

        :raises UserError: none of the user's own firms is registered
        """
        return self._start("lead", self.env._("Start a partner lead"))

    def action_start_case(self):
        """Ask which firm has a question, unless there is one; then open a case.

        :raises UserError: none of the user's own firms is registered
        """
        return self._start("case", self.env._("Open a guidance case"))

    def _start(self, kind, title):
        self.ensure_one()
        firms = self._find_own_firms()
        if not firms:
            raise UserError(
                self.env._(
                    "None of your own firms is registered for %(workshop)s. Say on the "
                    "registrations which firm each attendee comes from.",
                    workshop=self.name,
                )
            )
        if len(firms) == 1:
            return self._open_started(kind, firms)
        dialog = self.env["sme.workshop.start"].create(
            {
                "event_id": self.id,
                "kind": kind,
                "possible_firm_ids": [Command.set(firms.ids)],
            }
        )
        return open_dialog(title, dialog._name, res_id=dialog.id)

    def _open_started(self, kind, firm):
        """Return the action that opens the form, filled in from firm and workshop."""
        if kind == "lead":
            model, title = "sme.partner.lead", self.env._("New partner lead")
            values = self._prepare_lead(firm)
        else:
            model, title = "sme.guidance.case", self.env._("New guidance case")
            values = self._prepare_case(firm)
        values |= {"started_at_id": self.id, "firm_id": firm.id}
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {f"default_{fname}": values[fname] for fname in values},
        }

    def _prepare_lead(self, firm):
        return {
            "company_id": firm.company_id.id,
            "partner_language_ids": self.working_language_ids.ids,
            "target_country_ids": (self._get_markets_heard() - firm.country_id).ids,
        }

    def _prepare_case(self, firm):
        """The journey toward a market of the workshop, where there is exactly one."""
        markets = self._get_markets_heard() - firm.country_id
        leads = firm._find_workable_journeys()
        if markets:
            leads = leads.filtered(lambda lead: lead.target_country_id in markets)
        values = {"lead_id": leads.id if len(leads) == 1 else False}
        if not values["lead_id"] and len(markets) == 1:
            values["target_country_id"] = markets.id
        return values

    # ------------------------------------------------------------------
    # What was started
    # ------------------------------------------------------------------

    def action_view_started_leads(self):
        """Open the leads started here, as far as the user may read them."""
        return self._view_started(
            "sme_crossborder.sme_partner_lead_action", "started_lead_ids"
        )

    def action_view_started_cases(self):
        """Open the cases opened here, as far as the user may read them."""
        return self._view_started(
            "sme_crossborder.sme_guidance_case_action", "started_case_ids"
        )

    def _view_started(self, xmlid, fname):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(xmlid)
        return action | {
            "name": self._fields[fname]._description_string(self.env),
            "domain": [("id", "in", self[fname].ids)],
            "context": {"create": False, "active_test": False},
        }
