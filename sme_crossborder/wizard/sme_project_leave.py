from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..models.audience_field import AudienceField
from ..models.dialogs import open_dialog


class SmeProjectLeave(models.TransientModel):
    """Takes an organisation out of a project.

    Its firms are handed over or frozen, what it shared with the project is taken back
    or kept, its data can be exported, and its access by membership ends.
    """

    _name = "sme.project.leave"
    _inherit = ["sme.dialog"]
    _description = "Leave a Project"

    member_id = fields.Many2one(
        "sme.project.member",
        string="Organisation",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    project_id = fields.Many2one(related="member_id.project_id")
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    date = fields.Date(
        string="Last day", required=True, default=fields.Date.context_today
    )
    shares = fields.Selection(
        selection=[
            ("take_back", "Take back what we shared with the project"),
            ("keep", "Leave it to the members"),
        ],
        default="take_back",
        required=True,
    )
    line_ids = fields.One2many("sme.project.leave.line", "leave_id", string="Hand over")
    # what all lines begin with
    partner_id = fields.Many2one("res.partner", string="Handed to")
    organisation_ids = fields.Many2many(
        "res.partner",
        string="Possible receivers",
        compute="_compute_organisation_ids",
    )
    enrolled_firm_ids = fields.Many2many(
        "sme.firm", compute="_compute_counts", string="Firms in the project"
    )
    firm_count = fields.Integer(string="Enrolled firms", compute="_compute_counts")
    journey_count = fields.Integer(string="Their journeys", compute="_compute_counts")
    encounter_count = fields.Integer(string="Barriers met", compute="_compute_counts")
    shared_count = fields.Integer(
        string="Shared with the project", compute="_compute_counts"
    )

    @api.depends("member_id")
    def _compute_company_id(self):
        for leave in self:
            leave.company_id = leave.member_id.company_id

    @api.depends("member_id")
    def _compute_organisation_ids(self):
        partners = self.env["sme.hand.over"]._get_organisations()
        for leave in self:
            leave.organisation_ids = partners - leave.member_id.partner_id

    @api.depends("member_id")
    def _compute_counts(self):
        """Count under the user's own rules."""
        for leave in self:
            firms = leave._get_enrolments().firm_id
            hanging = [("firm_id", "in", firms.ids)]
            leave.enrolled_firm_ids = firms
            leave.firm_count = len(firms)
            leave.journey_count = self.env["crm.lead"].search_count(hanging)
            leave.encounter_count = self.env["sme.barrier.encounter"].search_count(
                hanging
            )
            leave.shared_count = sum(map(len, leave._get_shared()))

    def _get_enrolments(self):
        """Return the enrolments of the organisation that have not ended."""
        return self.env["sme.enrolment"].search(
            [
                ("member_id", "=", self.member_id.id),
                ("company_id", "=", self.company_id.id),
                ("date_end", "=", False),
            ]
        )

    def _get_shared(self):
        """Return what the organisation shares with the project, model by model.

        Known barriers that firms of others met are not among them: the register would
        lose what theirs rest on.
        """
        found = []
        for name in sorted(self.env.registry):
            Model = self.env[name]
            # not lines of an audience, which point to it too
            if not isinstance(Model._fields.get("audience_id"), AudienceField):
                continue
            if not Model._auto:
                continue
            # sudo: which of one's own records are shared with the project
            records_sudo = Model.sudo().with_context(active_test=False)
            records_sudo = records_sudo.search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("audience_id.scope", "=", "project"),
                    ("audience_id.project_id", "=", self.project_id.id),
                ]
            )
            if name == "sme.barrier":
                records_sudo = records_sudo.filtered(
                    lambda barrier: (
                        barrier.encounter_ids.company_id <= barrier.company_id
                    )
                )
            found.append(records_sudo.with_env(self.env))
        return found

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------

    def action_add_all(self):
        """Put every enrolled firm on the list of those to hand over."""
        self.ensure_one()
        missing = self._get_enrolments().firm_id - self.line_ids.firm_id
        self.line_ids = [
            Command.create({"firm_id": firm.id, "partner_id": self.partner_id.id})
            for firm in missing
        ]
        return open_dialog(
            self.env._("Leave %(project)s", project=self.project_id.acronym),
            self._name,
            self.id,
        )

    def action_export(self):
        """Download everything the organisation owns, under the user's own rights."""
        self.ensure_one()
        self.env["sme.export"].check_may_export(self.company_id)
        return {
            "type": "ir.actions.act_url",
            "url": f"/sme_crossborder/export/{self.company_id.id}",
            "target": "download",
        }

    def action_leave(self):
        """Leave: ask for the hand-overs, freeze the rest, take back, end the access.

        :raises AccessError: the user is no coordinator of the organisation
        :raises UserError: a line lacks something, or the organisation leads the project
        """
        self.ensure_one()
        self.member_id._check_may_leave()
        enrolments = self._get_enrolments()
        self._check_lines(enrolments)
        for line in self.line_ids:
            line._ask()
        handed = self.line_ids.firm_id
        frozen = enrolments.filtered(lambda enrolment: enrolment.firm_id not in handed)
        frozen._end_on(self.date)
        taken = self._take_back() if self.shares == "take_back" else 0
        # sudo: memberships are the administering organisation's to write, but each
        # may leave
        member_sudo = self.member_id.sudo()
        member_sudo.date_end = self.date
        member_sudo.project_id._message_log(
            body=self.env._(
                "%(member)s leaves the project on %(date)s. Firms frozen: %(frozen)s, "
                "to be handed over: %(handed)s. Shares taken back: %(taken)s.",
                member=member_sudo.partner_id.name,
                date=format_date(self.env, self.date),
                frozen=len(frozen),
                handed=len(handed),
                taken=taken,
            )
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_lines(self, enrolments):
        for line in self.line_ids:
            if line.firm_id not in enrolments.firm_id:
                raise UserError(
                    self.env._(
                        "%(firm)s is not enrolled in %(project)s by your organisation. "
                        "Take it off the list.",
                        firm=line.firm_id.name,
                        project=self.project_id.acronym,
                    )
                )
            if not (
                line.partner_id
                and line.agreement_person
                and line.agreement_channel
                and line.agreement_date
            ):
                raise UserError(
                    self.env._(
                        "To hand over %(firm)s, say to whom and who agreed for the "
                        "firm; or take it off the list, and it is frozen.",
                        firm=line.firm_id.name,
                    )
                )

    def _take_back(self):
        """Withdraw from the project what was shared with it; chosen readers stay."""
        today = fields.Date.context_today(self)
        count = 0
        for records in self._get_shared():
            for record in records:
                # sudo: readers of one's own record; who may share was checked
                staying_sudo = record.sudo().audience_id.reader_ids.filtered(
                    lambda line: not line.date_end or line.date_end >= today
                )
                record._change_audience(
                    staying_sudo._to_intern(),
                    "selected",
                    self.env["sme.project"],
                    self.env._("Left the project"),
                )
            count += len(records)
        return count


class SmeProjectLeaveLine(models.TransientModel):
    """One firm to hand over, with its agreement."""

    _name = "sme.project.leave.line"
    _inherit = ["sme.dialog", "sme.hand.over.agreement"]
    _description = "Leave a Project: Firm to Hand Over"

    leave_id = fields.Many2one("sme.project.leave", required=True, ondelete="cascade")
    firm_id = fields.Many2one("sme.firm", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Handed to")
    agreement_date = fields.Date(default=fields.Date.context_today)

    def _ask(self):
        self.ensure_one()
        self.env["sme.hand.over"].ask(
            self.firm_id,
            self.partner_id,
            self._get_agreement(),
            reason=self.env._(
                "We leave project %(project)s.",
                project=self.leave_id.project_id.acronym,
            ),
            member_id=self.leave_id.member_id.id,
        )
