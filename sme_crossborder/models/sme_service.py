from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from .dates import refuse_impossible

MINUTES_A_DAY = 24 * 60
COORDINATOR = "sme_crossborder.group_sme_coordinator"


class SmeService(models.Model):
    """A contact with a firm or a service to it, noted in fifteen seconds.

    What non-financial support is counted from.
    """

    _name = "sme.service"
    _description = "Contact or Service"
    _inherit = ["sme.service.mail", "sme.boundary", "sme.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Topic", required=True, index="trigram")
    date = fields.Date(
        required=True, default=fields.Date.context_today, index=True, tracking=True
    )
    kind_id = fields.Many2one(
        "sme.service.kind",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["sme.service.kind"].search([], limit=1),
        tracking=True,
    )
    minutes = fields.Integer(
        compute="_compute_minutes",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Time spent with or for the firm.",
    )
    firm_id = fields.Many2one(
        "sme.firm",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_firm_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Journey",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('firm_id', '=', firm_id)]",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="firm_id.company_id", store=True, index=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Done by",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        index="btree_not_null",
        ondelete="set null",
        domain="[('parent_id.sme_firm_ids', 'in', firm_id)]",
        help="Whom the talk was with: a contact person of the firm.",
    )
    note = fields.Html()

    _minutes_check = models.Constraint(
        f"CHECK (minutes >= 0 AND minutes <= {MINUTES_A_DAY})",
        "A service takes from 0 minutes to a day (1440). Note one for each day.",
    )
    _company_date_idx = models.Index("(company_id, date DESC, id DESC)")

    @api.model_create_multi
    def create(self, vals_list):
        services = super().create(vals_list)
        self.env["mail.activity"]._mark_done_by_service(services[:1])
        return services

    @api.depends("kind_id")
    def _compute_minutes(self):
        """Propose the usual minutes of a kind; what somebody typed stays."""
        kinds = self.env["sme.service.kind"].search([("active", "=", True)])
        usual = {0, *kinds.mapped("default_minutes")}
        for service in self:
            if not service.minutes or (not service.id and service.minutes in usual):
                service.minutes = service.kind_id.default_minutes

    @api.depends("lead_id")
    def _compute_firm_id(self):
        for service in self:
            service.firm_id = service.lead_id.firm_id or service.firm_id

    @api.constrains("firm_id", "lead_id")
    def _check_lead(self):
        for service in self:
            if service.lead_id and service.lead_id.firm_id != service.firm_id:
                raise ValidationError(
                    self.env._(
                        "%(service)s is noted for %(firm)s, but its journey is of "
                        "another firm. Choose a journey of the same firm.",
                        service=service.name,
                        firm=service.firm_id.name,
                    )
                )

    @api.constrains("name")
    def _check_name(self):
        for service in self:
            if not service.name.strip():
                raise ValidationError(
                    self.env._("Say in a few words what the service was about.")
                )

    @api.constrains("partner_id", "firm_id")
    def _check_partner(self):
        for service in self:
            # sudo: the contact of a file the user can read
            contact = service.firm_id.sudo().partner_id
            person = service.partner_id.sudo()
            if person and person.commercial_partner_id != contact:
                raise ValidationError(
                    self.env._(
                        "%(person)s is no contact person of %(firm)s. Add the person "
                        "to the firm first.",
                        person=service.partner_id.name,
                        firm=service.firm_id.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_others(self):
        """Figures rest on services: a colleague's is the coordinator's to delete."""
        if self.env.su or self.env.user.has_group(COORDINATOR):
            return
        for service in self:
            if service.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(service)s was noted for %(user)s. Ask them or a coordinator "
                        "to delete it.",
                        service=service.name,
                        user=service.user_id.name,
                    )
                )

    @api.constrains("user_id", "company_id")
    def _check_user(self):
        for service in self:
            # sudo: a user's organisations are not readable to everybody
            if service.company_id not in service.user_id.sudo().company_ids:
                raise ValidationError(
                    self.env._(
                        "%(service)s cannot have been done by %(user)s, who does not "
                        "work in %(company)s.",
                        service=service.name,
                        user=service.user_id.name,
                        company=service.company_id.name,
                    )
                )

    @api.constrains("date")
    def _check_date(self):
        for service in self:
            refuse_impossible(
                service,
                "date",
                self.env._("Plan an activity for what is still to be done."),
            )

    @api.onchange("firm_id")
    def _onchange_firm_id(self):
        """A firm on one journey only: what is done for it is done on that one."""
        if self.firm_id and self.lead_id.firm_id != self.firm_id:
            opened = self.firm_id.journey_ids.filtered(
                lambda lead: lead.active and lead.won_status == "pending"
            )
            self.lead_id = opened if len(opened) == 1 else False
