from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.lead_fields import RESEARCH_REQUEST

# kinds of holder that have no firm file
OTHERS = ("research", "public", "consortium")


class SmePartnerLeadHolder(models.AbstractModel):
    """On whose behalf a lead is published."""

    _name = "sme.partner.lead.holder"
    _description = "Partner Lead: Holder"

    holder_kind = fields.Selection(
        selection=[
            ("firm", "Firm"),
            ("research", "Research organisation"),
            ("public", "Public organisation"),
            ("consortium", "Consortium"),
        ],
        string="On behalf of",
        default="firm",
        required=True,
    )
    firm_id = fields.Many2one(
        "sme.firm",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', '=', company_id)]",
    )
    holder_partner_id = fields.Many2one(
        "res.partner",
        string="Organisation it is for",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_company", "=", True)],
        help="For a consortium: the organisation that coordinates it.",
    )
    # stored: a reviewer of another organisation cannot read the file
    holder_name = fields.Char(
        string="Holder",
        compute="_compute_holder",
        store=True,
        precompute=True,
    )
    country_id = fields.Many2one(
        "res.country",
        compute="_compute_holder",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    product_id = fields.Many2one(
        "sme.product",
        index="btree_not_null",
        ondelete="set null",
        domain="[('firm_id', '=', firm_id)]",
        check_company=True,
    )

    @api.depends(
        "holder_kind",
        "firm_id.name",
        "firm_id.country_id",
        "holder_partner_id.name",
        "holder_partner_id.country_id",
    )
    def _compute_holder(self):
        for lead in self:
            holder = lead._get_holder()
            lead.holder_name = holder.name
            lead.country_id = holder.country_id

    def _is_to_be_filed(self):
        """Whether its firm is only named yet, and has no file; a hook."""
        return False

    def _get_holder(self):
        """Return the firm file or the contact a lead is published for."""
        self.ensure_one()
        return self.firm_id if self.holder_kind == "firm" else self.holder_partner_id

    @api.onchange("holder_kind")
    def _onchange_holder_kind(self):
        if self.holder_kind == "firm":
            self.holder_partner_id = False
        else:
            self.firm_id = self.product_id = False

    @api.onchange("firm_id")
    def _onchange_firm_id(self):
        if self.firm_id:
            self.company_id = self.firm_id.company_id
        if self.product_id.firm_id != self.firm_id:
            self.product_id = False

    @api.constrains("holder_kind", "firm_id", "holder_partner_id")
    def _check_holder(self):
        for lead in self:
            if not (lead._get_holder() or lead._is_to_be_filed()):
                raise ValidationError(
                    self.env._(
                        "Say on whose behalf %(lead)s is published: choose the firm, "
                        "or the organisation it is for.",
                        lead=lead.display_name,
                    )
                )
            other = lead.holder_partner_id if lead.firm_id else lead.firm_id
            if other:
                raise ValidationError(
                    self.env._(
                        "%(lead)s is published for %(holder)s. Take the other holder "
                        "off.",
                        lead=lead.display_name,
                        holder=lead._get_holder().display_name,
                    )
                )

    @api.constrains("holder_kind", "lead_type")
    def _check_consortium(self):
        for lead in self:
            if lead.holder_kind == "consortium" and lead.lead_type != RESEARCH_REQUEST:
                raise ValidationError(
                    self.env._(
                        "%(lead)s is for a consortium, which publishes research "
                        "requests only. Choose that type, or another holder.",
                        lead=lead.display_name,
                    )
                )

    @api.constrains("firm_id", "company_id")
    def _check_firm_company(self):
        for lead in self:
            if lead.firm_id and lead.firm_id.company_id != lead.company_id:
                raise ValidationError(
                    self.env._(
                        "%(lead)s is published for a firm of another organisation. "
                        "Choose one of your own firms.",
                        lead=lead.display_name,
                    )
                )

    @api.constrains("firm_id", "product_id")
    def _check_product(self):
        for lead in self:
            if lead.product_id and lead.product_id.firm_id != lead.firm_id:
                raise ValidationError(
                    self.env._(
                        "The product %(product)s is of another firm than %(lead)s. "
                        "Choose one of the same firm.",
                        product=lead.product_id.name,
                        lead=lead.display_name,
                    )
                )
