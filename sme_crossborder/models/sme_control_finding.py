from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# by whom, and while the finding is open
CONTROLLER = {"name", "text", "severity", "amount", "line_id"}
MEMBER = {"answer"}
ASIDE = ("message_", "activity_", "my_activity_")
ACT = object()  # cannot travel over RPC


class SmeControlFinding(models.Model):
    """What a controller found, what the member answers, and that it is settled."""

    _name = "sme.control.finding"
    _description = "Control Finding"
    _inherit = [
        "sme.reporting.telling",
        "sme.boundary",
        "sme.thread",
        "sme.activity",
    ]
    _order = "state, id desc"

    name = fields.Char(string="Finding", required=True, tracking=True)
    contribution_id = fields.Many2one(
        "sme.reporting.contribution",
        required=True,
        index=True,
        ondelete="restrict",
    )
    project_id = fields.Many2one(
        related="contribution_id.project_id", store=True, index=True
    )
    member_id = fields.Many2one(
        related="contribution_id.member_id", string="Organisation", store=True
    )
    company_id = fields.Many2one(
        related="contribution_id.company_id", store=True, index=True
    )
    line_id = fields.Many2one(
        "sme.control.sample.line",
        string="Receipt of a sample",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('contribution_id', '=', contribution_id)]",
    )
    text = fields.Text(string="What was found", required=True, tracking=True)
    severity = fields.Selection(
        selection=[
            ("remark", "Remark"),
            ("recommendation", "Recommendation"),
            ("correction", "Correction needed"),
        ],
        default="remark",
        required=True,
        tracking=True,
        help="A contribution is not confirmed while a needed correction is open.",
    )
    amount = fields.Float(
        tracking=True,
        help="What is wrong in the figure, in its unit: records, heads, hours, euro.",
    )
    state = fields.Selection(
        selection=[
            ("open", "To be answered"),
            ("answered", "Answered"),
            ("closed", "Closed"),
        ],
        default="open",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    answer = fields.Text(string="Answer of the organisation", tracking=True)
    found_by = fields.Char(string="Found by", readonly=True, copy=False)
    answered_by = fields.Char(string="Answered by", readonly=True, copy=False)
    answered_on = fields.Datetime(string="Answered on", readonly=True, copy=False)
    closed_by = fields.Char(string="Closed by", readonly=True, copy=False)
    closed_on = fields.Datetime(string="Closed on", readonly=True, copy=False)
    is_controller = fields.Boolean(compute="_compute_who", compute_sudo=False)
    is_asked = fields.Boolean(compute="_compute_who", compute_sudo=False)

    @api.depends("contribution_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_who(self):
        """What is shown to whom; who may is asked again when something is done."""
        for finding in self:
            contribution = finding.contribution_id
            finding.is_controller = contribution._is_for_controller()
            finding.is_asked = bool(contribution) and contribution._is_for_manager()

    @api.constrains("contribution_id", "line_id")
    def _check_line(self):
        for finding in self.filtered("line_id"):
            if finding.line_id.contribution_id != finding.contribution_id:
                raise ValidationError(
                    self.env._(
                        "%(finding)s is on a receipt of another contribution. Choose "
                        "one of %(contribution)s.",
                        finding=finding.name,
                        contribution=finding.contribution_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Note findings, and tell who is to answer them.

        :raises AccessError: the user is no controller of the member today
        """
        findings = super().create(
            [
                {
                    name: vals[name]
                    for name in vals
                    if name in CONTROLLER | {"contribution_id"} or self.env.su
                }
                for vals in vals_list
            ]
        )
        for finding in findings:
            if not self.env.su:
                finding.contribution_id._check_controls()
            # sudo: who found it follows from who writes it; the member is told
            finding.sudo()._note(self.env.user)
        return findings

    def _note(self, user):
        self._act({"found_by": self.found_by or user.name})
        if self.state == "open":
            self._plan(
                self.contribution_id._get_reporting_company(),
                lambda env: env._(
                    "Answer the finding “%(finding)s”", finding=self.name
                ),
                False,
            )

    def _act(self, vals):
        return self.with_context(_sme_control=ACT).write(vals)

    def write(self, vals):
        """Take from each side what is its own, while the finding is open.

        :raises AccessError: naming the finding and what the user does not write
        :raises UserError: the finding is closed
        """
        names = {name for name in vals if not name.startswith(ASIDE)}
        if not self.env.su and self.env.context.get("_sme_control") is not ACT:
            for finding in self if names else ():
                finding._refuse_untimely(names)
        return super().write(vals)

    def _refuse_untimely(self, names):
        mine = set()
        if self.is_controller:
            mine |= CONTROLLER
        if self.is_asked:
            mine |= MEMBER
        self.check_access("write")
        names_said = {"finding": self.name, "member": self.member_id.partner_id.name}
        if foreign := names - mine:
            raise AccessError(
                self.env._(
                    "%(field)s of finding “%(finding)s” is not yours to write: the "
                    "controller writes what was found, %(member)s the answer.",
                    field=self._fields[min(foreign)]._description_string(self.env),
                    **names_said,
                )
            )
        if self.state == "closed":
            raise UserError(
                self.env._(
                    "Finding “%(finding)s” is closed. The controller can ask "
                    "%(member)s again.",
                    **names_said,
                )
            )

    def action_answer(self):
        """Give the organisation's answer to the controller.

        :raises AccessError: the user does not report for the member
        :raises UserError: there is no answer, or the finding is closed
        """
        for finding in self:
            finding.check_access("read")
            if not finding.is_asked:
                raise AccessError(
                    self.env._(
                        "Only a project manager of %(member)s answers “%(finding)s”.",
                        member=finding.member_id.partner_id.name,
                        finding=finding.name,
                    )
                )
            if finding.state == "closed" or not (finding.answer or "").strip():
                raise UserError(
                    self.env._(
                        "Write the answer to “%(finding)s” first; a closed finding "
                        "takes none.",
                        finding=finding.name,
                    )
                )
            # sudo: the state is nobody's to write; who may was checked
            finding_sudo = finding.sudo()
            finding_sudo._act(
                {
                    "state": "answered",
                    "answered_by": self.env.user.name,
                    "answered_on": fields.Datetime.now(),
                }
            )
            finding_sudo._done_with_reminders()
            finding_sudo._notify(
                finding_sudo.contribution_id._find_controllers(),
                lambda env, one=finding: env._(
                    "“%(finding)s” was answered", finding=one.name
                ),
            )
        return True

    def action_close(self):
        """Settle a finding.

        :raises AccessError: the user is no controller of the member today
        """
        for finding in self:
            finding.contribution_id._check_controls()
            # sudo: the state is nobody's to write; who may was checked
            finding.sudo()._close(self.env.user)
        return True

    def _close(self, user):
        """Settle it, and tell who was asked; as the system, once it was checked."""
        if self.state == "closed":
            return
        self._act(
            {
                "state": "closed",
                "closed_by": user.name,
                "closed_on": fields.Datetime.now(),
            }
        )
        self._done_with_reminders()
        self._notify(
            self._find_managers(self.contribution_id._get_reporting_company()),
            lambda env: env._(
                "“%(finding)s” was closed by %(person)s",
                finding=self.name,
                person=user.name,
            ),
        )

    def action_reopen(self):
        """Ask the organisation once more.

        :raises AccessError: the user is no controller of the member today
        """
        for finding in self:
            finding.contribution_id._check_controls()
            # sudo: the state is nobody's to write; who may was checked
            finding_sudo = finding.sudo()
            finding_sudo._act({"state": "open", "closed_by": False, "closed_on": False})
            finding_sudo._done_with_reminders()
            finding_sudo._note(self.env.user)
        return True

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        for finding in self:
            raise UserError(
                self.env._(
                    "“%(finding)s” was told to %(member)s and cannot be deleted. Close "
                    "it instead.",
                    finding=finding.name,
                    member=finding.member_id.partner_id.name,
                )
            )
