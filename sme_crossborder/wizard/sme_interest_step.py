from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.selections import CHANNELS


class SmeInterestStep(models.TransientModel):
    """Asks for the words an act on an interest needs."""

    _name = "sme.interest.step"
    _inherit = ["sme.dialog"]
    _description = "Step of an Interest"

    interest_ids = fields.Many2many(
        "sme.partner.lead.interest", string="Interests", required=True
    )
    act = fields.Selection(
        selection=[
            ("decline", "Decline"),
            ("withdraw", "Withdraw"),
            ("coordinator", "Ask the coordinator to accept"),
            ("firm", "Name the firm"),
            ("agreement", "Ask the firm on the portal"),
        ],
        required=True,
    )
    reason = fields.Text()
    asked_names = fields.Char(string="Who is asked", compute="_compute_asked_names")
    # the firm that was to be named later, and how it agreed
    company_id = fields.Many2one(related="interest_ids.company_id")
    firm_id = fields.Many2one(
        "sme.firm", ondelete="cascade", domain="[('company_id', '=', company_id)]"
    )
    agreement_person = fields.Char(
        string="Who agreed", help="Who agreed for the firm to be named to the owner."
    )
    agreement_date = fields.Date(string="On", default=fields.Date.context_today)
    agreement_channel = fields.Selection(
        selection=CHANNELS, string="It agreed by", default="mail"
    )

    @api.depends("act", "interest_ids")
    def _compute_asked_names(self):
        """Name who will be asked before anything is typed."""
        for dialog in self:
            ours = dialog.interest_ids.filtered("is_owner")
            names = []
            if dialog.act == "coordinator":
                names = ours.owner_company_id._get_coordinators().mapped("name")
            elif dialog.act == "agreement":
                names = ours[:1]._find_holder_users().mapped("name")
            dialog.asked_names = ", ".join(names)

    def action_apply(self):
        """Do what the dialog was opened for."""
        self.ensure_one()
        interests = self.interest_ids
        agreement = {
            "agreement_channel": self.agreement_channel,
            "agreement_date": self.agreement_date,
            "agreement_person": self.agreement_person,
        }
        acts = {
            "decline": lambda: interests.decline(self.reason),
            "withdraw": lambda: interests.withdraw(self.reason),
            "coordinator": lambda: interests.ask_coordinator(self.reason),
            "agreement": lambda: interests.ask_firm(self.reason),
            "firm": lambda: interests.name_firm(self.firm_id, agreement),
        }
        if self.act not in acts:
            raise UserError(self.env._("Say what is to be done with the interest."))
        acts[self.act]()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
