from odoo import api, fields, models

from ..models.selections import CHANNELS
from ..models.sme_partner_lead_rung import RUNGS


class SmePartnerLeadOpen(models.TransientModel):
    """Asks to whom a lead is opened, how far, and how the firm agreed to be named."""

    _name = "sme.partner.lead.open"
    _inherit = ["sme.dialog"]
    _description = "Open a Lead to an Organisation"

    lead_id = fields.Many2one(
        "sme.partner.lead", required=True, readonly=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation",
        required=True,
        ondelete="cascade",
        domain=[("is_company", "=", True)],
    )
    rung = fields.Selection(
        selection=RUNGS, string="How far", default="profile", required=True
    )
    last_day = fields.Date(help="Empty: until you close it.")
    reason = fields.Char(help="Kept in the log; the organisation reads it too.")
    # the named contact
    agreement_channel = fields.Selection(
        selection=CHANNELS, string="It agreed by", default="mail"
    )
    agreement_date = fields.Date(string="On", default=fields.Date.context_today)
    agreement_person = fields.Char(
        string="Who agreed", help="Who agreed for the firm to be introduced."
    )
    agreement_note = fields.Char(string="What else was said")
    person_ids = fields.Many2many(
        "res.partner",
        string="Persons named",
        domain="[('id', 'in', possible_person_ids)]",
        help="They are shown by name, e-mail and telephone, with the adviser.",
    )
    possible_person_ids = fields.Many2many(
        "res.partner",
        "sme_partner_lead_open_possible_rel",
        string="Persons that may be named",
        compute="_compute_possible_person_ids",
    )
    may_name = fields.Boolean(compute="_compute_possible_person_ids")

    @api.depends("lead_id", "partner_id")
    def _compute_possible_person_ids(self):
        for step in self:
            lead, partner = step.lead_id, step.partner_id
            step.may_name = not partner or lead._may_name_persons_to(partner)
            step.possible_person_ids = (
                # under the user's own rules, who keeps the contacts of the firm
                lead._get_contact_persons().with_env(self.env)._filtered_access("read")
                if step.may_name
                else False
            )

    def action_open(self):
        """Open the lead as chosen."""
        self.ensure_one()
        self.lead_id.open_to(
            self.partner_id,
            self.rung,
            self.reason,
            agreement={
                "channel": self.agreement_channel,
                "date": self.agreement_date,
                "person": self.agreement_person,
                "note": self.agreement_note,
            },
            persons=self.person_ids,
            last_day=self.last_day,
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
