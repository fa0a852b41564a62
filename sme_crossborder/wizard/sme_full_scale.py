from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.dialogs import open_dialog

MANAGER = "sme_crossborder.group_sme_manager"


class SmeFullScale(models.TransientModel):
    """Prepares the full-scale project from its seed, and asks firms to join.

    Two pages: what to take along, then what is carried, what a firm must agree to first
    and what stays behind. With ``project_id`` the project is there already, and a
    member asks its own firms alone.
    """

    _name = "sme.full.scale"
    _inherit = ["sme.full.scale.ask", "sme.full.scale.list", "sme.boundary"]
    _description = "Prepare a Full-scale Project"

    seed_id = fields.Many2one(
        "sme.project",
        string="Seed project",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    project_id = fields.Many2one(
        "sme.project",
        string="Full-scale project",
        readonly=True,
        ondelete="cascade",
        help="Empty: it is to be prepared.",
    )
    step = fields.Selection(
        selection=[("choose", "Choose"), ("check", "Check")],
        default="choose",
        required=True,
    )
    acronym = fields.Char()
    name = fields.Char(string="Title")
    date_start = fields.Date(string="Start", help="May be entered later.")
    date_end = fields.Date(string="End")
    possible_partner_ids = fields.Many2many(
        "res.partner", compute="_compute_possible", string="Members of the seed"
    )
    partner_ids = fields.Many2many(
        "res.partner",
        string="Members",
        domain="[('id', 'in', possible_partner_ids)]",
        help="The lead organisation stays the lead.",
    )
    possible_method_ids = fields.Many2many(
        "sme.method", compute="_compute_possible", string="Methods of the seed"
    )
    method_ids = fields.Many2many(
        "sme.method",
        string="Methods",
        domain="[('id', 'in', possible_method_ids)]",
        help="Methods the seed project worked out or worked with.",
    )

    @api.depends("seed_id")
    def _compute_possible(self):
        for dialog in self:
            seed = dialog.seed_id
            dialog.possible_partner_ids = seed.member_ids.partner_id
            dialog.possible_method_ids = seed._get_methods()

    @api.model_create_multi
    def create(self, vals_list):
        """Fill in what is usually taken along."""
        dialogs = super().create(vals_list)
        for dialog, vals in zip(dialogs, vals_list, strict=True):
            proposed = dialog._propose()
            dialog.write({key: proposed[key] for key in proposed.keys() - vals.keys()})
        return dialogs

    def _propose(self):
        seed = self.seed_id
        if self.project_id:
            return {"line_ids": self._prepare_lines()}
        present = seed.member_ids.filtered(
            lambda member: (
                not member.date_end
                or (seed.date_end and member.date_end >= seed.date_end)
            )
        )
        return {
            "acronym": self.env._("%(acronym)s full-scale", acronym=seed.acronym),
            "name": seed.name,
            "partner_ids": [Command.set(present.partner_id.ids)],
            "method_ids": [Command.set(seed._get_methods().ids)],
            "line_ids": self._prepare_lines(),
        }

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------

    def action_check(self):
        """Turn to the page that lists what will happen."""
        return self._turn_to("check")

    def action_back(self):
        """Turn back to the choices; they are as they were."""
        return self._turn_to("choose")

    def _turn_to(self, step):
        self.ensure_one()
        if step == "check":
            self._check_choices()
        self.step = step
        name = (
            self.env._("Ask our firms to join %(project)s", project=self._get_acronym())
            if self.project_id
            else self.env._("Prepare the full-scale project")
        )
        return open_dialog(name, self._name, self.id)

    def action_prepare(self):
        """Create the full-scale project and ask everybody who has to agree.

        :raises AccessError: the user is no project manager of the organisation that
            leads the seed project
        :raises UserError: a choice is missing or of another project
        """
        self.ensure_one()
        self._check_may_prepare(self.seed_id)
        self._check_choices()
        project = self.seed_id.copy(self._prepare_project())
        self._ask_firms(project)
        self._tell_members(project)
        self._log(project)
        return project._get_records_action()

    def action_ask(self):
        """Ask the own firms that were chosen to join the project that is there.

        :raises AccessError: the user is no coordinator of a member
        """
        self.ensure_one()
        self._check_may_ask(self.project_id)
        self._check_choices()
        asked = self._ask_firms(self.project_id)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Steps planned for the advisers: %(count)s.", count=len(asked)
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    @api.model
    def _check_may_prepare(self, seed):
        """:raises AccessError: saying whose project manager can do it instead"""
        lead = seed.member_ids.filtered(lambda member: member.role == "lead")
        leads = bool(lead.company_id & self.env.companies)
        if not leads or not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "Only a project manager of %(lead)s, which leads %(seed)s, can "
                    "prepare the full-scale project. Ask one of them.",
                    lead=lead.partner_id.name,
                    seed=seed.acronym,
                )
            )

    @api.model
    def _check_may_ask(self, project):
        """:raises AccessError: the user's organisation is no member today"""
        members = project.member_ids._filter_present().company_id
        self.env["sme.hand.over"]._check_coordinates(
            (members & self.env.companies) or members[:1]
        )

    def _check_choices(self):
        """Refuse what could not be done, while the dialog is open.

        :raises UserError: naming what to change
        """
        self._check_lines()
        if self.project_id:
            return
        if not (self.acronym and self.name):
            raise UserError(self.env._("Give the new project an acronym and a title."))
        if self.date_start and self.date_end and self.date_end < self.date_start:
            raise UserError(
                self.env._("The project ends before it starts. Correct one day.")
            )
        lead = self._get_lead()
        taken = self.env["sme.project"].with_context(active_test=False)
        domain = [
            ("acronym", "=ilike", self.acronym),
            ("company_id", "=", lead.company_id.id),
        ]
        if taken.search_count(domain, limit=1):
            raise UserError(
                self.env._(
                    "Your organisation already has a project %(acronym)s. Choose "
                    "another acronym.",
                    acronym=self.acronym,
                )
            )
        if (
            self.partner_ids - self.possible_partner_ids
            or self.method_ids - self.possible_method_ids
        ):
            raise UserError(
                self.env._(
                    "Members and methods are taken from %(seed)s. Add others to the "
                    "new project itself.",
                    seed=self.seed_id.acronym,
                )
            )

    # ------------------------------------------------------------------
    # The new project
    # ------------------------------------------------------------------

    def _get_lead(self):
        return self.seed_id.member_ids.filtered(lambda member: member.role == "lead")

    def _get_members(self):
        """Return the members of the seed that go on; the lead always does."""
        return self.seed_id.member_ids.filtered(
            lambda member: (
                member.role == "lead" or member.partner_id in self.partner_ids
            )
        )

    def _get_acronym(self):
        return self.project_id.acronym or self.acronym or ""

    def _prepare_project(self):
        """Return what of the new project differs from a copy of the seed; a hook."""
        return {
            "acronym": self.acronym,
            "name": self.name,
            "company_id": self._get_lead().company_id.id,
            "parent_id": self.seed_id.id,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "date_retention": False,
            "date_aid_retention": False,
            "description": False,
            # agreed by those members for that project
            "arrangement_date": False,
            "arrangement_informs": False,
            "arrangement_answers": False,
            "arrangement_contact": False,
            "member_ids": [
                Command.create(
                    {
                        "partner_id": member.partner_id.id,
                        "role": member.role,
                        "sector": member.sector,
                        "country_id": member.country_id.id,
                        "is_public_access": member.is_public_access,
                        "currency_id": member.currency_id.id,
                    }
                )
                for member in self._get_members()
            ],
            "method_ids": [Command.set(self.method_ids.ids)],
        }

    def _log(self, project):
        """Say in both histories what came from what; no number of firms, as all members
        read it."""
        names = {
            "seed": self.seed_id.acronym,
            "project": project.acronym,
            "members": ", ".join(project.member_ids.partner_id.mapped("name")),
            "methods": ", ".join(self.method_ids.mapped("name")) or self.env._("none"),
        }
        self.seed_id._message_log(
            body=self.env._(
                "%(project)s was prepared from this project. Members: %(members)s. "
                "Methods: %(methods)s.",
                **names,
            )
        )
        project._message_log(
            body=self.env._(
                "Prepared from %(seed)s. Members: %(members)s. Methods: %(methods)s. "
                "Firms join when they have agreed.",
                **names,
            )
        )
