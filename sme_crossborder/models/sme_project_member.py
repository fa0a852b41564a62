from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .dialogs import open_dialog
from .groups import COORDINATOR

# what public bodies hold may be asked for: Sweden, Finland, Estonia and more
PUBLIC_ACCESS = ("SE", "FI", "EE")


class SmeProjectMember(models.Model):
    """An organisation that runs a project with others."""

    _name = "sme.project.member"
    _description = "Project Member"
    _inherit = ["sme.boundary", "sme.works.here"]
    _order = "project_id, role_order, id"

    project_id = fields.Many2one(
        "sme.project", required=True, index=True, ondelete="cascade"
    )
    role = fields.Selection(
        selection=[
            ("lead", "Lead organisation"),
            ("partner", "Partner"),
            ("associated", "Associated"),
        ],
        default="partner",
        required=True,
    )
    role_order = fields.Integer(compute="_compute_role_order", store=True)
    sector = fields.Selection(
        selection=[
            ("academia", "Academia"),
            ("public", "Public"),
            ("support", "Business support"),
            ("business", "Business"),
        ],
        default="support",
    )
    is_outside_eea = fields.Boolean(
        string="Outside the EEA",
        compute="_compute_is_outside_eea",
        help="Persons' data goes there only on a basis of its own (GDPR, Chapter V).",
    )
    is_public_access = fields.Boolean(
        string="Under public-access law",
        compute="_compute_is_public_access",
        store=True,
        readonly=False,
        help="Anybody may ask such an organisation for what it holds.",
    )
    is_public = fields.Boolean(
        string="Shown on the public page",
        copy=False,
        help="Name, country and website, for everybody; ask the organisation first.",
    )
    date_start = fields.Date(string="Joined", help="Empty: from the project's start.")
    date_end = fields.Date(string="Left", help="Empty: until the project's end.")
    currency_id = fields.Many2one(
        "res.currency", default=lambda self: self.env.ref("base.EUR")
    )
    budget = fields.Monetary()
    audit_assignment_ids = fields.One2many(
        "sme.audit.assignment", "member_id", string="Audit assignments"
    )

    can_leave = fields.Boolean(compute="_compute_can_leave")

    _project_partner_uniq = models.UniqueIndex(
        "(project_id, partner_id)",
        "This organisation is already a member of the project.",
    )
    _one_lead_uniq = models.UniqueIndex(
        "(project_id) WHERE role = 'lead'",
        "A project has exactly one lead organisation.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "A member cannot leave before it joined.",
    )

    def _filter_present(self):
        """Return those that are members today."""
        today = fields.Date.context_today(self)
        return self.filtered(
            lambda member: (
                (not member.date_start or member.date_start <= today)
                and (not member.date_end or member.date_end >= today)
            )
        )

    @api.depends("role", "date_start", "date_end", "company_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_leave(self):
        """Own, a member today, and not the lead; for coordinators."""
        coordinates = self.env.user.has_group(COORDINATOR)
        present = self._filter_present()
        for member in self:
            member.can_leave = (
                coordinates
                and member in present
                and member.role != "lead"
                and bool(member.company_id & self.env.companies)
            )

    def action_leave(self):
        """Open the dialog that takes this organisation out of its project."""
        self.ensure_one()
        self._check_may_leave()
        return open_dialog(
            self.env._("Leave %(project)s", project=self.project_id.acronym),
            "sme.project.leave",
            context={"default_member_id": self.id},
        )

    def _check_may_leave(self):
        """An organisation leaves by the act of its own coordinators.

        :raises AccessError: the user is none of them
        :raises UserError: it leads the project, or has left it
        """
        self.env["sme.hand.over"]._check_coordinates(self.company_id)
        names = {"member": self.partner_id.name, "project": self.project_id.acronym}
        if not self.company_id or self.role == "lead":
            raise UserError(
                self.env._(
                    "%(member)s leads project %(project)s. Make another member the "
                    "lead first.",
                    **names,
                )
            )
        if not self._filter_present():
            raise UserError(
                self.env._(
                    "%(member)s is no member of project %(project)s today.", **names
                )
            )

    @api.depends("country_id")
    def _compute_is_outside_eea(self):
        for member in self:
            member.is_outside_eea = member.country_id._is_outside_eea()

    @api.depends("sector", "country_id")
    def _compute_is_public_access(self):
        """Proposed for public bodies of countries with such a law; a person decides."""
        for member in self:
            member.is_public_access = (
                member.sector in ("public", "academia")
                and member.country_id.code in PUBLIC_ACCESS
            )

    @api.depends("role")
    def _compute_role_order(self):
        order = {"lead": 0, "partner": 1, "associated": 2}
        for member in self:
            member.role_order = order.get(member.role, 9)

    @api.depends("partner_id", "project_id")
    def _compute_display_name(self):
        for member in self:
            member.display_name = (
                f"{member.partner_id.name or ''} ({member.project_id.acronym or ''})"
            )

    @api.constrains("date_start", "date_end", "project_id")
    def _check_dates(self):
        for member in self:
            project = member.project_id
            early = (
                member.date_start
                and project.date_start
                and member.date_start < project.date_start
            )
            late = (
                member.date_end
                and project.date_end
                and member.date_end > project.date_end
            )
            if early or late:
                raise ValidationError(
                    self.env._(
                        "%(member)s joined or left project %(project)s outside its "
                        "dates (%(start)s to %(end)s). Correct the member's dates or "
                        "the project's.",
                        member=member.partner_id.name,
                        project=project.acronym,
                        start=project.date_start or "…",
                        end=project.date_end or "…",
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """A new lead replaces the former one of its project."""
        leads = [vals.get("role") == "lead" for vals in vals_list]
        known = self.env["sme.project.member"]._read_group(
            [("project_id", "in", [v.get("project_id") for v in vals_list])],
            ["project_id"],
        )
        taken = {project.id for (project,) in known}
        # a member of a project that has a lead already joins first, then takes over
        swaps = [
            is_lead and vals.get("project_id") in taken
            for is_lead, vals in zip(leads, vals_list, strict=True)
        ]
        members = super().create(
            [
                {**vals, "role": "partner"} if swap else vals
                for swap, vals in zip(swaps, vals_list, strict=True)
            ]
        )
        for member, swap in zip(members, swaps, strict=True):
            if swap:
                member.write({"role": "lead"})
        return members

    def write(self, vals):
        if vals.get("role") == "lead":
            former = self.project_id.member_ids.filtered(lambda m: m.role == "lead")
            # beside the check below: for a moment the project has no lead
            super(SmeProjectMember, former - self).write({"role": "partner"})
            former.flush_recordset()
            self._log_new_lead(former - self)
        result = super().write(vals)
        if "role" in vals:
            self.project_id._check_one_lead()
        return result

    def _log_new_lead(self, former):
        """Say in the project's history who gave the lead to whom."""
        for member in self.filtered(lambda m: former & m.project_id.member_ids):
            member.project_id._message_log(
                body=self.env._(
                    "Lead organisation: %(former)s → %(new)s. %(former)s stays a "
                    "partner.",
                    former=(former & member.project_id.member_ids).partner_id.name,
                    new=member.partner_id.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_responsible(self):
        for member in self:
            # sudo: an enrolment counts whoever may read it; only their number is said
            enrolments_sudo = self.env["sme.enrolment"].sudo()
            count = enrolments_sudo.search_count([("member_id", "=", member.id)])
            if count:
                raise UserError(
                    self.env._(
                        "%(member)s is responsible for %(count)s enrolments of project "
                        "%(project)s, so it stays a member. Enter the day it left "
                        "instead.",
                        member=member.partner_id.name,
                        count=count,
                        project=member.project_id.acronym,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_lead(self):
        for member in self:
            if member.role == "lead":
                raise UserError(
                    self.env._(
                        "%(member)s leads project %(project)s. Make another member "
                        "the lead first.",
                        member=member.partner_id.name,
                        project=member.project_id.acronym,
                    )
                )
