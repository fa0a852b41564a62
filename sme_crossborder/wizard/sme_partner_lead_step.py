from odoo import api, fields, models
from odoo.exceptions import UserError


class SmePartnerLeadStep(models.TransientModel):
    """Asks for the words an act of the life cycle needs."""

    _name = "sme.partner.lead.step"
    _inherit = ["sme.dialog"]
    _description = "Step of a Partner Lead"

    lead_ids = fields.Many2many("sme.partner.lead", string="Leads", required=True)
    act = fields.Selection(
        selection=[
            ("return", "Return with comments"),
            ("alone", "Go on alone"),
            ("hold", "Put on hold"),
            ("close", "Close"),
            ("extend", "Extend"),
        ],
        required=True,
    )
    comments = fields.Text(help="What is to be changed; the author is told.")
    reason = fields.Char()
    close_reason = fields.Selection(
        selection=lambda self: (
            self.env["sme.partner.lead"]._fields["close_reason"].selection
        ),
        string="Closed because",
    )
    date_until = fields.Date(
        string="Published until",
        compute="_compute_date_until",
        store=True,
        precompute=True,
        readonly=False,
    )

    @api.depends("lead_ids", "act")
    def _compute_date_until(self):
        for step in self:
            lead = step.lead_ids[:1]
            step.date_until = (
                lead._get_latest_extension()
                if step.act == "extend" and lead.date_expiry
                else False
            )

    def action_apply(self):
        """Do what the dialog was opened for."""
        self.ensure_one()
        leads = self.lead_ids
        acts = {
            "return": lambda: leads.return_with_comments(self.comments),
            "alone": lambda: leads.go_on_alone(self.reason),
            "hold": lambda: leads.put_on_hold(self.reason),
            "close": lambda: leads.close(self.close_reason, self.reason),
            "extend": lambda: leads.extend(self.date_until),
        }
        if self.act not in acts:
            raise UserError(self.env._("Say what is to be done with the lead."))
        result = acts[self.act]()
        if isinstance(result, dict):
            return result
        return {"type": "ir.actions.act_window_close"}
