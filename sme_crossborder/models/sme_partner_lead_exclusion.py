from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .groups import COORDINATOR


class SmePartnerLeadExclusion(models.Model):
    """An organisation a lead is never shown to: a competitor's cluster.

    It wins over everything that was given, and over every other organisation its people
    work in. Only the owner of the lead knows. A line says who, for good: nobody writes.
    """

    _name = "sme.partner.lead.exclusion"
    _description = "Never Shown To"
    _inherit = ["sme.boundary"]
    _order = "lead_id, id"
    _rec_name = "partner_id"

    lead_id = fields.Many2one(
        "sme.partner.lead", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        string="Owner",
        related="lead_id.company_id",
        store=True,
        index=True,
        precompute=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Organisation",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("is_company", "=", True)],
    )

    _lead_partner_uniq = models.UniqueIndex(
        "(lead_id, partner_id)", "This organisation is on the list already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_may_add(vals_list)
        lines = super().create(vals_list)
        lines.lead_id._take_turn()
        for line in lines:
            line._check_possible()
            # no reader is named: it is the owner's line alone
            line.lead_id._log_step("barred", False, partner_id=line.partner_id.id)
        lines.lead_id._after_exclusion()
        return lines

    def unlink(self):
        leads = self.lead_id
        self._check_may_show()
        leads._take_turn()
        for line in self:
            line.lead_id._log_step("unbarred", False, partner_id=line.partner_id.id)
        result = super().unlink()
        leads._after_exclusion()
        return result

    @api.model
    def _check_may_add(self, vals_list):
        """Refuse before the database says that a line is there already.

        Else whoever reads a lead could ask for each organisation whether it is on the
        list.
        """
        default = self.default_get(["lead_id"]).get("lead_id")
        lead_ids = {vals.get("lead_id", default) for vals in vals_list} - {None, False}
        self.env["sme.partner.lead"].browse(lead_ids).check_access("write")

    def _check_possible(self):
        """:raises UserError: the owner itself, or who is asked to review it"""
        lead = self.lead_id
        # sudo: contact of the user's own organisation
        if self.partner_id == lead.company_id.sudo().partner_id:
            raise UserError(
                self.env._(
                    "%(lead)s belongs to %(company)s, so it cannot be hidden from it.",
                    lead=lead.display_name,
                    company=self.partner_id.name,
                )
            )
        if self.partner_id == lead.reviewer_partner_id:
            raise UserError(
                self.env._(
                    "%(company)s is asked to review %(lead)s. Choose another reviewer "
                    "before you put it on the list.",
                    lead=lead.display_name,
                    company=self.partner_id.name,
                )
            )

    def _check_may_show(self):
        """Whoever takes an organisation off the list shows the lead to it."""
        shown = self.lead_id.filtered("date_published")
        if shown and not self.env.su and not self.env.user.has_group(COORDINATOR):
            raise AccessError(
                self.env._(
                    "%(lead)s was published: only a coordinator of %(company)s can "
                    "take an organisation off the list of those who never see it.",
                    lead=shown[:1].display_name,
                    company=shown[:1].company_id.name,
                )
            )
