from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .dialogs import open_dialog
from .ruled_many2many import RuledMany2many


class SmeWorkshopStarted(models.AbstractModel):
    """Partner leads started at a workshop, for firms that are registered for it."""

    _name = "sme.workshop.started"
    _inherit = ["sme.remembers"]
    _description = "Workshop: Partner Leads Started"

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

    @api.depends("started_lead_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_started_lead_count(self):
        counts = self._count_remembered("started_lead_ids")
        for event in self:
            event.started_lead_count = counts.get(event._origin.id, 0)

    def action_start_lead(self):
        """Ask for which firm, unless there is one; then open a draft.

        :raises UserError: none of the user's own firms is registered
        """
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
            return self._open_new_lead(firms)
        dialog = self.env["sme.workshop.lead"].create(
            {"event_id": self.id, "possible_firm_ids": [Command.set(firms.ids)]}
        )
        return open_dialog(
            self.env._("Start a partner lead"), dialog._name, res_id=dialog.id
        )

    def _open_new_lead(self, firm):
        """Return the action that opens a draft, filled in from firm and workshop."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New partner lead"),
            "res_model": "sme.partner.lead",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {
                "default_started_at_id": self.id,
                "default_firm_id": firm.id,
                "default_company_id": firm.company_id.id,
                "default_partner_language_ids": self.working_language_ids.ids,
                "default_target_country_ids": (
                    self._get_markets_heard() - firm.country_id
                ).ids,
            },
        }

    def action_view_started_leads(self):
        """Open the leads started here, as far as the user may read them."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_partner_lead_action"
        )
        return action | {
            "name": self.env._("Partner leads started"),
            "domain": [("id", "in", self.started_lead_ids.ids)],
            "context": {"create": False, "active_test": False},
        }
