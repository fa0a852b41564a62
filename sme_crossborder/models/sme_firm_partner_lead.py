from odoo import api, fields, models
from odoo.exceptions import UserError

# where a lead is on its way to others, or with them
UNDER_WAY = ("review", "approval", "published", "on_hold")


class SmeFirmPartnerLead(models.AbstractModel):
    """Leads published for the firm of a file."""

    _name = "sme.firm.partner.lead"
    _description = "Firm File: Partner Leads"

    partner_lead_ids = fields.One2many(
        "sme.partner.lead",
        "firm_id",
        string="Partner leads",
        groups="sme_crossborder.group_sme_adviser",
    )
    partner_lead_count = fields.Integer(
        string="Number of partner leads",
        compute="_compute_counts",
        groups="sme_crossborder.group_sme_adviser",
    )

    @api.model
    def _attached_models(self):
        return super()._attached_models() | {
            "partner_lead_count": ("sme.partner.lead", "firm_id")
        }

    def action_view_partner_leads(self):
        return self._action_view_attached("sme_crossborder.sme_partner_lead_action")

    def action_view_matching_leads(self):
        """List published leads that fit the firm, the best first."""
        self.ensure_one()
        return self.env["sme.match"]._find_for_firm(self)

    def _refuse_archive_on_journey(self):
        """What is offered in a firm's name is closed before its file is put away."""
        result = super()._refuse_archive_on_journey()
        leads = self.env["sme.partner.lead"].search(
            [("firm_id", "in", self.ids), ("state", "in", UNDER_WAY)], limit=1
        )
        for lead in leads:
            raise UserError(
                self.env._(
                    "%(firm)s has a partner lead under way (%(lead)s), so its file "
                    "cannot be archived. Close the lead first.",
                    firm=lead.firm_id.name,
                    lead=lead.reference,
                )
            )
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_partner_lead(self):
        # sudo: a lead counts whoever may read it; only their number is said
        for firm in self.sudo().with_context(active_test=False):
            if firm.partner_lead_ids:
                raise UserError(
                    self.env._(
                        "%(firm)s cannot be deleted: %(count)s partner leads were "
                        "written for it. Archive the file instead.",
                        firm=firm.name,
                        count=len(firm.partner_lead_ids),
                    )
                )
