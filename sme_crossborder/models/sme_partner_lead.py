from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError, ValidationError


class SmePartnerLead(models.Model):
    """An offer or a request to cooperate, published for a firm or an organisation.

    The owner's full record. Others read it where it was opened to them, and not even
    then what stays with the owner; until it is published, nobody else reads it but who
    is asked to review it.
    """

    _name = "sme.partner.lead"
    _description = "Partner Lead"
    _inherit = [
        "sme.boundary",
        "sme.thread",
        "sme.activity",
        "sme.partner.lead.answers",
        "sme.partner.lead.kept",
        "sme.partner.lead.ladder",
        "sme.partner.lead.opened",
        "sme.partner.lead.never",
        "sme.partner.lead.shown",
        "sme.partner.lead.contact",
        "sme.partner.lead.visible.to",
        "sme.partner.lead.border",
        "sme.partner.lead.reference",
        "sme.partner.lead.named",
        "sme.partner.lead.holder",
        "sme.partner.lead.content",
        "sme.partner.lead.languages",
        "sme.partner.lead.call",
        "sme.partner.lead.quality",
        "sme.partner.lead.review",
        "sme.partner.lead.approval",
        "sme.partner.lead.asked",
        "sme.partner.lead.link",
        "sme.partner.lead.validity",
        "sme.partner.lead.extension",
        "sme.partner.lead.daily",
        "sme.partner.lead.next",
        "sme.partner.lead.json",
        "sme.partner.lead.take.in",
        "sme.partner.lead.load",
        "sme.partner.lead.form",
        "sme.partner.lead.matches",
        "sme.started.at",
        "sme.shared.mixin",
    ]
    _order = "id desc"
    _rec_name = "title"
    _rec_names_search = ["reference", "network_reference", "title"]
    _check_company_auto = True
    _started_field = "started_lead_ids"

    lead_type = fields.Selection(
        selection=[
            ("business_offer", "Business offer"),
            ("business_request", "Business request"),
            ("technology_offer", "Technology offer"),
            ("technology_request", "Technology request"),
            ("research_request", "Research request"),
        ],
        string="Type",
        default="business_offer",
        required=True,
        index=True,
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("review", "In review"),
            ("approval", "Waits for the firm"),
            ("published", "Published"),
            ("on_hold", "On hold"),
            ("expired", "Expired"),
            ("closed", "Closed"),
            ("archived", "Archived"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    active = fields.Boolean(
        compute="_compute_active", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        "res.company",
        string="Organisation",
        required=True,
        index=True,
        # never guessed where a user works in two organisations at once
        default=lambda self: (
            self.env.company if len(self.env.companies) == 1 else False
        ),
    )
    user_id = fields.Many2one(
        "res.users",
        string="Adviser",
        index="btree_not_null",
        # the system's own user advises nobody
        default=lambda self: self.env.user if self.env.uid != SUPERUSER_ID else False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        copy=False,
        tracking=True,
    )
    is_anonymous = fields.Boolean(
        string="Anonymous",
        default=True,
        help="What everybody reads first does not tell who the holder is.",
    )
    scope = fields.Selection(
        selection=[
            ("project", "Members of a project"),
            ("network", "Every organisation"),
            ("public", "Everybody, on the web too"),
        ],
        string="Published to",
        default="network",
        required=True,
    )
    project_id = fields.Many2one(
        "sme.project", index="btree_not_null", ondelete="restrict"
    )
    is_locked = fields.Boolean(
        compute="_compute_is_locked",
        help="What was read and approved is not changed while it is published.",
    )

    _reference_uniq = models.UniqueIndex(
        "(reference) WHERE reference IS NOT NULL",
        "This reference is taken already. Save once more.",
    )
    _network_reference_uniq = models.UniqueIndex(
        "(network_reference) WHERE network_reference IS NOT NULL",
        "This reference of the network stands on another lead already.",
    )
    _company_active_idx = models.Index("(company_id, id DESC) WHERE active IS TRUE")

    @api.depends("state")
    def _compute_active(self):
        for lead in self:
            lead.active = lead.state != "archived"

    @api.depends("title", "reference")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for lead in self.filtered(lambda lead: not lead.display_name):
            lead.display_name = lead.reference or self.env._("New partner lead")
        return result

    @api.depends("state", "is_own")
    def _compute_is_locked(self):
        for lead in self:
            lead.is_locked = not (lead.is_own and lead.state in ("draft", "approval"))

    @api.constrains("user_id", "company_id")
    def _check_adviser(self):
        for lead in self:
            # sudo: a user's organisations are not readable to everybody
            if lead.user_id and lead.company_id not in lead.user_id.sudo().company_ids:
                raise ValidationError(
                    self.env._(
                        "The adviser of %(lead)s must be a user who works in "
                        "%(company)s. Choose one from the list.",
                        lead=lead.display_name,
                        company=lead.company_id.name,
                    )
                )

    @api.constrains("scope", "project_id")
    def _check_scope(self):
        for lead in self:
            if lead.scope == "project" and not lead.project_id:
                raise ValidationError(
                    self.env._(
                        "%(lead)s is published to the members of a project: say of "
                        "which one.",
                        lead=lead.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._prepare_new(vals) for vals in vals_list]
        leads = super().create(vals_list)
        waiting = leads.filtered(lambda lead: not lead.reference)
        references = waiting._take_references()
        for lead, reference in zip(waiting, references, strict=True):
            lead._act({"reference": reference})
        return leads

    @api.model
    def _prepare_new(self, vals):
        """Return the values of a new lead: whose it is, and that it begins as a draft.

        :raises UserError: it is not said which of several organisations it belongs to
        """
        vals = self._without_typed(dict(vals))
        if vals.get("firm_id") and not vals.get("company_id"):
            firm = self.env["sme.firm"].browse(vals["firm_id"]).exists()
            if firm and firm.has_access("read"):
                vals["company_id"] = firm.company_id.id
        if not (
            vals.get("company_id") or self.default_get(["company_id"]).get("company_id")
        ):
            raise UserError(
                self.env._(
                    "You work in several organisations at once. Say which of them "
                    "keeps the lead %(lead)s.",
                    lead=vals.get("title") or "",
                )
            )
        return vals

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        """A code that was published stays: others quote it."""
        for lead in self:
            if lead.state != "draft" or lead.date_published:
                raise UserError(
                    self.env._(
                        "%(lead)s (%(reference)s) cannot be deleted: others may have "
                        "read it. Close it instead, and archive it.",
                        lead=lead.display_name,
                        reference=lead.reference,
                    )
                )
