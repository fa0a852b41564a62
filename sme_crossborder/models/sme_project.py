from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

TITLE_LENGTH = 200


class SmeProject(models.Model):
    """What partners run together and a funding programme finances ("our project")."""

    _name = "sme.project"
    _description = "Project"
    _inherit = [
        "sme.project.rules",
        "sme.boundary",
        "sme.thread",
        "sme.activity",
        "sme.project.aid",
        "sme.project.copy",
        "sme.project.departure",
        "sme.project.arrangement",
        "sme.project.method",
        "sme.project.indicator",
        "sme.project.light",
        "sme.project.reporting",
        "sme.project.public",
        "sme.project.retention",
    ]
    _order = "date_start desc, acronym"
    _rec_names_search = ["acronym", "name"]

    acronym = fields.Char(required=True, tracking=True)
    name = fields.Char(string="Title", required=True, translate=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        string="Administered by",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        help="The organisation whose project managers keep this project.",
    )
    funding_programme_id = fields.Many2one(
        "sme.funding.programme",
        string="Funding programme",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    date_start = fields.Date(string="Start", tracking=True)
    date_end = fields.Date(string="End", tracking=True)
    state = fields.Selection(
        selection=[
            ("preparation", "In preparation"),
            ("running", "Running"),
            ("closed", "Closed"),
            ("archived", "Archived"),
        ],
        default="preparation",
        required=True,
        copy=False,
        tracking=True,
    )
    active = fields.Boolean(default=True, copy=False)
    color = fields.Integer()
    description = fields.Html(translate=True)

    # consortium
    member_ids = fields.One2many(
        "sme.project.member", "project_id", string="Members", copy=True
    )
    lead_partner_id = fields.Many2one(
        "res.partner",
        string="Lead organisation",
        compute="_compute_lead_partner_id",
        store=True,
    )
    member_count = fields.Integer(string="Number of members", compute="_compute_counts")
    enrolment_count = fields.Integer(
        string="Number of firms", compute="_compute_counts"
    )
    parent_id = fields.Many2one(
        "sme.project",
        string="Prepared by",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
        help="The seed project that prepared this one.",
    )
    child_ids = fields.One2many("sme.project", "parent_id", string="Prepared projects")
    audit_assignment_ids = fields.One2many(
        "sme.audit.assignment", "project_id", string="Audit assignments"
    )

    # where firms go
    target_country_ids = fields.Many2many(
        "res.country",
        string="Target markets",
        help="Countries firms are helped to sell in; any country.",
        tracking=True,
    )
    method_ids = fields.Many2many(
        "sme.method",
        string="Methods",
        copy=False,
        help="Ways of working the project uses; it need not have worked them out.",
    )

    # state aid and retention
    state_aid_regime = fields.Selection(
        selection=[
            ("none", "No aid to firms"),
            ("de_minimis", "De minimis (EU) 2023/2831"),
            ("gber_20", "GBER Article 20"),
            ("gber_20a", "GBER Article 20a"),
            ("other", "Other"),
        ],
        string="State-aid regime",
        tracking=True,
    )
    granting_country_id = fields.Many2one(
        "res.country",
        string="Granting state",
        help="The Member State whose ceiling the aid counts against. Set by the "
        "funding programme, often where its managing authority sits.",
        tracking=True,
    )
    date_aid_retention = fields.Date(
        string="Keep aid records until",
        help="Ten years from the date the last aid was granted: it moves on with each "
        "grant. A later day can be typed.",
        tracking=True,
    )

    # what is printed or published
    logo = fields.Image(max_width=1024, max_height=1024)
    emblem = fields.Image(
        compute="_compute_from_programme",
        store=True,
        readonly=False,
        max_width=1024,
        max_height=1024,
    )
    cofunding_statement = fields.Text(
        string="Co-funding statement",
        compute="_compute_from_programme",
        store=True,
        readonly=False,
        translate=True,
        help="The sentence every printed or published paper must carry.",
    )

    _dates_check = models.Constraint(
        "CHECK (date_end IS NULL OR date_start IS NULL OR date_end >= date_start)",
        "A project cannot end before it starts.",
    )
    _headcount_check = models.Constraint(
        "CHECK (rule_max_headcount >= 0)",
        "The highest headcount cannot be negative; 0 means no ceiling.",
    )
    _thresholds_check = models.Constraint(
        "CHECK (least_support_minutes >= 0 AND least_support_days >= 0"
        " AND new_firm_years >= 0)",
        "The thresholds of counting cannot be negative.",
    )
    _acronym_uniq = models.UniqueIndex(
        "(company_id, lower(acronym))",
        "Your organisation already has a project with this acronym.",
    )

    @api.depends("member_ids.role", "member_ids.partner_id")
    def _compute_lead_partner_id(self):
        for project in self:
            leads = project.member_ids.filtered(lambda m: m.role == "lead")
            project.lead_partner_id = leads[:1].partner_id

    @api.depends("funding_programme_id")
    def _compute_from_programme(self):
        """Copy the programme's defaults once; what was typed here is kept."""
        for project in self:
            programme = project.funding_programme_id
            project.emblem = project.emblem or programme.emblem
            project.cofunding_statement = (
                project.cofunding_statement or programme.cofunding_statement
            )

    @api.depends("member_ids", "name")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_counts(self):
        def grouped(model):
            rows = self.env[model]._read_group(
                [("project_id", "in", self.ids)], ["project_id"], ["__count"]
            )
            return {project.id: count for project, count in rows}

        members, enrolments = grouped("sme.project.member"), grouped("sme.enrolment")
        for project in self:
            project.member_count = members.get(project.id, 0)
            project.enrolment_count = enrolments.get(project.id, 0)

    @api.depends("acronym", "name")
    def _compute_display_name(self):
        for project in self:
            project.display_name = project.acronym or project.name

    @api.constrains("member_ids")
    def _check_one_lead(self):
        """Two leads are refused by an index; none is refused here."""
        for project in self:
            leads = project.member_ids.filtered(lambda m: m.role == "lead")
            if len(leads) != 1:
                raise ValidationError(
                    self.env._(
                        "Project %(project)s has %(count)s lead organisations, but "
                        "must have exactly one. Set the role of one member to Lead "
                        "organisation.",
                        project=project.acronym,
                        count=len(leads),
                    )
                )

    @api.constrains("name")
    def _check_title(self):
        """Papers, pages and the next project carry it in one line."""
        for project in self:
            if len(project.name) > TITLE_LENGTH:
                raise ValidationError(
                    self.env._(
                        "The title of %(project)s has %(count)s characters; at most "
                        "%(most)s are kept. Shorten it by %(over)s.",
                        project=project.acronym,
                        count=len(project.name),
                        most=TITLE_LENGTH,
                        over=len(project.name) - TITLE_LENGTH,
                    )
                )

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A project cannot have been prepared by itself.")
            )

    @api.constrains("date_start", "date_end")
    def _check_member_dates(self):
        self.member_ids._check_dates()

    @api.model_create_multi
    def create(self, vals_list):
        """Give each project its lead: the administering organisation by default."""
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            vals["member_ids"] = self._with_lead(
                vals.get("member_ids") or [], company.partner_id.id
            )
        return super().create(vals_list)

    @api.model
    def _with_lead(self, commands, partner_id):
        """Make an organisation the lead where the members given name none.

        :param commands: of ``member_ids``; others than "create" are left as they are
        :param partner_id: the organisation
        """
        rows = [command[2] for command in commands if command[0] == Command.CREATE]
        if len(rows) < len(commands) or any(row.get("role") == "lead" for row in rows):
            return commands
        for row in rows:
            if row.get("partner_id") == partner_id:
                row["role"] = "lead"
                return commands
        return [Command.create({"partner_id": partner_id, "role": "lead"}), *commands]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_enrolments(self):
        for project in self:
            if project.enrolment_count:
                raise UserError(
                    self.env._(
                        "Firms are enrolled in project %(project)s, so it cannot be "
                        "deleted. Archive it instead.",
                        project=project.acronym,
                    )
                )

    def action_start(self):
        """Set running: needs its dates, as what is counted depends on them."""
        for project in self:
            if not (project.date_start and project.date_end):
                raise UserError(
                    self.env._(
                        "Project %(project)s has no start or end date yet. Fill in "
                        "both before you start it.",
                        project=project.acronym,
                    )
                )
        self.write({"state": "running"})

    def action_close(self):
        self.write({"state": "closed"})

    def action_reset(self):
        self.write({"state": "preparation"})

    def action_archive(self):
        self.filtered(lambda p: p.state != "archived").write({"state": "archived"})
        return super().action_archive()

    def action_unarchive(self):
        self.filtered(lambda p: p.state == "archived").write({"state": "closed"})
        return super().action_unarchive()

    def action_prepare_follow_up(self):
        """Open the dialog that prepares the full-scale project from this one.

        :raises AccessError: the user is no project manager of the lead organisation
        """
        self.ensure_one()
        dialogs = self.env["sme.full.scale"]
        dialogs._check_may_prepare(self)
        return dialogs.create({"seed_id": self.id})._turn_to("choose")

    def action_ask_firms(self):
        """Open the dialog in which a member asks its firms of the seed project to join.

        :raises AccessError: the user is no coordinator of a member organisation
        :raises UserError: there is no firm left to ask
        """
        self.ensure_one()
        dialogs = self.env["sme.full.scale"]
        dialogs._check_may_ask(self)
        seed = self.parent_id._filtered_access("read")
        dialog = seed and dialogs.create({"seed_id": seed.id, "project_id": self.id})
        if not dialog or not dialog.line_ids:
            raise UserError(
                self.env._(
                    "Your organisation has no firm of the seed project that is still "
                    "to be asked. Enrol other firms from their files."
                )
            )
        return dialog._turn_to("choose")

    def action_concept_note(self):
        """Open the concept note of the user's organisation on this project."""
        self.ensure_one()
        return self.env["sme.concept.note"]._open_for(self)

    def _get_methods(self):
        """Return the methods the project worked out or works with."""
        self.ensure_one()
        own = self.env["sme.method"].search([("project_id", "=", self.id)])
        return own | self.method_ids

    def action_view_enrolments(self):
        return self._action_view_attached("sme_crossborder.sme_enrolment_action")

    def action_view_members(self):
        return self._action_view_attached("sme_crossborder.sme_project_member_action")

    def _action_view_attached(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(xmlid)
        return action | {
            "domain": [("project_id", "=", self.id)],
            "context": {"default_project_id": self.id},
        }

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for vals in vals_list:
            if not (default or {}).get("acronym"):
                vals["acronym"] = self.env._("%(name)s (copy)", name=vals["acronym"])
        return vals_list
