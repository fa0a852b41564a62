from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from .dates import refuse_impossible
from .groups import COORDINATOR

MINUTES_A_DAY = 24 * 60


class SmeService(models.Model):
    """A contact with a firm or a service to it, noted in fifteen seconds.

    What non-financial support is counted from.
    """

    _name = "sme.service"
    _description = "Contact or Service"
    _inherit = ["sme.service.mail", "sme.service.aid", "sme.counts.for", "sme.noted"]
    _counted_as = "service"
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(string="Topic", tracking=False)
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
    travel_minutes = fields.Integer(
        string="Minutes on the way",
        tracking=True,
        help="There and back, beside the time with the firm.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        index="btree_not_null",
        ondelete="set null",
        domain="[('parent_id.sme_firm_ids', 'in', firm_id)]",
        help="Whom the talk was with: a contact person of the firm.",
    )
    case_id = fields.Many2one(
        "sme.guidance.case",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('firm_id', '=', firm_id)]",
        check_company=True,
        help="The guidance case it was a session of.",
    )
    note = fields.Html()
    next_step = fields.Char(
        string="Next step", help="What was agreed to be done next, and by whom."
    )

    _minutes_check = models.Constraint(
        f"CHECK (minutes >= 0 AND minutes <= {MINUTES_A_DAY})",
        "A service takes from 0 minutes to a day (1440). Note one for each day.",
    )
    _travel_minutes_check = models.Constraint(
        f"CHECK (travel_minutes >= 0 AND travel_minutes <= {MINUTES_A_DAY})",
        "On the way are 0 minutes to a day (1440).",
    )
    _company_date_idx = models.Index("(company_id, date DESC, id DESC)")

    @api.model_create_multi
    def create(self, vals_list):
        services = super().create(vals_list)
        self.env["mail.activity"]._mark_done_by_service(services[:1])
        services.case_id._begin_work()
        return services

    @api.depends("kind_id")
    def _compute_minutes(self):
        """Propose the usual minutes of a kind; what somebody typed stays."""
        kinds = self.env["sme.service.kind"].search([("active", "=", True)])
        usual = {0, *kinds.mapped("default_minutes")}
        for service in self:
            if not service.minutes or (not service.id and service.minutes in usual):
                service.minutes = service.kind_id.default_minutes

    @api.onchange("case_id")
    def _onchange_case_id(self):
        """A session is of the firm and the journey of its case."""
        if self.case_id:
            self.firm_id = self.case_id.firm_id
            self.lead_id = self.case_id.lead_id or self.lead_id

    @api.constrains("case_id", "firm_id")
    def _check_case(self):
        for service in self:
            if service.case_id and service.case_id.firm_id != service.firm_id:
                raise ValidationError(
                    self.env._(
                        "%(service)s is noted for %(firm)s, but its case is of another "
                        "firm. Choose a case of the same firm.",
                        service=service.name,
                        firm=service.firm_id.name,
                    )
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

    @api.constrains("date")
    def _check_date(self):
        for service in self:
            refuse_impossible(
                service,
                "date",
                self.env._("Plan an activity for what is still to be done."),
            )
