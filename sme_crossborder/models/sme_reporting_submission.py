from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .choices import say_choice
from .dates import say_day
from .dialogs import open_dialog
from .groups import AUDITOR, MANAGER
from .reporting_lock import ACT

OPEN = ("open", "returned")


class SmeReportingSubmission(models.AbstractModel):
    """A contribution on its way: submitted, and confirmed or returned."""

    _name = "sme.reporting.submission"
    _inherit = ["sme.reporting.telling"]
    _description = "Reporting: Submission and Control"

    lacks_manager = fields.Boolean(
        string="No project manager here",
        compute="_compute_lacks_manager",
        search="_search_lacks_manager",
    )
    can_submit = fields.Boolean(compute="_compute_can_act", compute_sudo=False)
    is_ready = fields.Boolean(
        string="Complete", compute="_compute_is_ready", compute_sudo=False
    )
    can_control = fields.Boolean(compute="_compute_can_act", compute_sudo=False)
    can_return = fields.Boolean(compute="_compute_can_act", compute_sudo=False)

    @api.depends("company_id")
    def _compute_lacks_manager(self):
        managed = self._find_managed_companies()
        for contribution in self:
            contribution.lacks_manager = contribution.company_id not in managed

    @api.model
    def _search_lacks_manager(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain("company_id", "not in", self._find_managed_companies().ids)
        return domain if True in value else ~domain

    @api.depends("state", "period_id.state", "member_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_act(self):
        """Which buttons are shown; who may is asked again when they are pressed."""
        for contribution in self:
            contribution.can_submit = (
                contribution.is_open and contribution._is_for_manager()
            )
            contribution.can_control = (
                contribution.state == "submitted" and contribution._is_for_controller()
            )
            contribution.can_return = (
                contribution.state in ("submitted", "controlled")
                and contribution.period_id.state in OPEN
                and contribution._may_return()
            )

    @api.depends("can_submit", "state", "period_id.date_end")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_ready(self):
        """Whether it is asked before it is submitted: not if that cannot be anyway.

        The text is left out: it may be typed and not saved yet.
        """
        for contribution in self:
            contribution.is_ready = False
            if not contribution.can_submit:
                continue
            try:
                contribution._check_can_be_submitted()
            except UserError:
                continue
            contribution.is_ready = True

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------

    def _get_reporting_company(self):
        """Return whose project managers report for the member: its own organisation's.

        For a member that has none here, those of the organisation that administers the
        project.
        """
        return self.project_id.company_id if self.lacks_manager else self.company_id

    def _is_for_manager(self):
        """Whether the user reports for the member."""
        company = self._get_reporting_company()
        return self.env.user.has_group(MANAGER) and company in self.env.companies

    def _is_for_controller(self):
        """Whether the user is an auditor the member is assigned to today."""
        if not self.env.user.has_group(AUDITOR):
            return False
        # sudo: assignments of the very user, who does not read those of one member
        assignments_sudo = self.env["sme.audit.assignment"].sudo()
        today = fields.Date.context_today(self)
        return bool(
            assignments_sudo.search_count(
                [
                    ("user_id", "=", self.env.uid),
                    ("project_id", "=", self.project_id.id),
                    ("member_id", "in", [False, self.member_id.id]),
                    ("date_start", "<=", today),
                    ("date_end", ">=", today),
                ],
                limit=1,
            )
        )

    def _may_return(self):
        """The controller; the lead, where the programme returned the report."""
        return self._is_for_controller() or (
            self.period_id.state == "returned" and self.period_id._is_for_lead()
        )

    def _check_controls(self):
        """:raises AccessError: the user is no controller of the member today"""
        self.check_access("read")
        if not self._is_for_controller():
            raise AccessError(
                self.env._(
                    "Only a controller that is assigned to %(member)s today confirms "
                    "or returns %(contribution)s. Ask the project manager for the "
                    "assignment.",
                    member=self.member_id.partner_id.name,
                    contribution=self.display_name,
                )
            )

    def _find_controllers(self):
        """Return the users who control the member today; as the system."""
        today = fields.Date.context_today(self)
        return (
            self.env["sme.audit.assignment"]
            .search(
                [
                    ("project_id", "=", self.project_id.id),
                    ("member_id", "in", [False, self.member_id.id]),
                    ("date_start", "<=", today),
                    ("date_end", ">=", today),
                ]
            )
            .user_id
        )

    def _tell_controllers(self, text):
        """Write to who controls the member today; as the system."""
        self._notify(self._find_controllers(), text)

    def _tell_managers(self, summary, deadline, note=None):
        """Give who reports for the member something to do; as the system."""
        self._plan(self._get_reporting_company(), summary, deadline, note=note)

    # ------------------------------------------------------------------
    # The member submits
    # ------------------------------------------------------------------

    def action_say_missing(self):
        """Say what keeps the contribution from being submitted; submit nothing.

        :raises UserError: naming what is missing, or who was faster
        """
        for contribution in self:
            contribution.check_access("read")
            contribution._check_can_be_submitted()
        return True

    def action_submit(self):
        """Report for the member: count once more, and keep all of it as it is.

        :raises AccessError: the user does not report for the member
        :raises UserError: naming what is missing, or who was faster
        """
        for contribution in self:
            contribution.check_access("read")
            if not contribution._is_for_manager():
                raise AccessError(
                    self.env._(
                        "Only a project manager of %(company)s submits "
                        "%(contribution)s.",
                        company=contribution._say_reporting_company(),
                        contribution=contribution.display_name,
                    )
                )
            contribution.period_id._take_turn()
            contribution.invalidate_recordset()
            contribution._check_can_be_submitted()
            contribution._check_is_written()
            # sudo: figures and copies are nobody's to write; who may was checked
            contribution.sudo()._submit(self.env.user)
        return True

    def _say_reporting_company(self):
        if self.lacks_manager:
            return self.project_id.lead_partner_id.name
        return self.company_id.name

    def _check_can_be_submitted(self):
        """:raises UserError: naming what is missing, or who was faster"""
        period, name = self.period_id, self.display_name
        if self.state not in OPEN:
            raise UserError(
                self.env._(
                    "%(contribution)s was submitted already, on %(date)s by "
                    "%(person)s. Open it again to see what was reported.",
                    contribution=name,
                    date=self._say_time(self.submitted_on),
                    person=self.submitted_by,
                )
            )
        if period.state not in OPEN:
            raise UserError(
                self.env._(
                    "The report on %(period)s is submitted: nothing is added to it.",
                    period=period.display_name,
                )
            )
        if period.date_end >= fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(period)s runs until %(date)s. Submit %(contribution)s when it "
                    "is over.",
                    period=period.display_name,
                    date=period._say_day(period.date_end),
                    contribution=name,
                )
            )
        # sudo: how far the very member got with what came before
        earlier = self.sudo().search(
            [
                ("member_id", "=", self.member_id.id),
                ("state", "in", OPEN),
                ("period_id.date_end", "<", period.date_start),
            ],
            limit=1,
        )
        if earlier:
            raise UserError(
                self.env._(
                    "Submit %(earlier)s first: what was reported there is counted "
                    "before %(contribution)s.",
                    earlier=earlier.display_name,
                    contribution=name,
                )
            )

    def _check_is_written(self):
        """:raises UserError: it is not said what was done"""
        if not (self.narrative or "").strip():
            raise UserError(
                self.env._(
                    "Say in %(contribution)s what was done before you submit it.",
                    contribution=self.display_name,
                )
            )

    def _say_time(self, moment):
        local = fields.Datetime.context_timestamp(self, moment)
        return f"{say_day(self.env, local.date())}, {local:%H:%M}"

    def _submit(self, user):
        """Count, copy the evidence and keep it all; as the system, once it was checked.

        :param user: `res.users` who submits
        """
        self.ensure_one()
        period, member = self.period_id, self.member_id
        Value = self.env["sme.indicator.value"]
        Value._recount(self.project_id, period=period, members=member)
        values = Value.search(
            [
                ("project_id", "=", self.project_id.id),
                ("period_id", "=", period.id),
                ("member_id", "=", member.id),
            ]
        )
        copies = self.env["sme.reporting.copies"]._copy_evidence(self)
        values._freeze()
        by_lead = self._get_reporting_company() != self.company_id
        self._act(
            {
                "state": "submitted",
                "submitted_on": fields.Datetime.now(),
                "submitted_by": user.name,
                "is_by_lead": by_lead,
                "controlled_on": False,
                "controlled_by": False,
            }
        )
        self.env.flush_all()
        self._message_log(
            body=(
                self.env._(
                    "Submitted by %(person)s for %(member)s, which has no project "
                    "manager here: %(values)s figures, %(copies)s copies of evidence.",
                    person=user.name,
                    member=member.partner_id.name,
                    values=len(values),
                    copies=len(copies),
                )
                if by_lead
                else self.env._(
                    "Submitted by %(person)s: %(values)s figures, %(copies)s copies of "
                    "evidence.",
                    person=user.name,
                    values=len(values),
                    copies=len(copies),
                )
            )
        )
        self._done_with_reminders()
        self._tell_controllers(
            lambda env: env._(
                "%(contribution)s is to be controlled",
                contribution=self.with_env(env).display_name,
            )
        )

    def _act(self, vals):
        """Write what follows from an act; as the system."""
        return self.with_context(_sme_reporting=ACT).write(vals)

    # ------------------------------------------------------------------
    # The controller confirms or returns
    # ------------------------------------------------------------------

    def action_confirm(self):
        """Confirm what a member reported.

        :raises AccessError: the user is no controller of the member today
        :raises UserError: it is not submitted, or a finding is still to be settled
        """
        for contribution in self:
            contribution._check_controls()
            contribution.period_id._take_turn()
            contribution.invalidate_recordset()
            contribution._check_is_submitted()
            contribution._check_settled()
            # sudo: the state is nobody's to write; who may was checked
            contribution.sudo()._confirm(self.env.user)
        return True

    def _check_is_submitted(self):
        if self.state != "submitted":
            raise UserError(
                self.env._(
                    "%(contribution)s is not waiting to be controlled: it is "
                    "“%(state)s”.",
                    contribution=self.display_name,
                    state=self._say_state(),
                )
            )

    def _say_state(self):
        return say_choice(self, "state")

    def _check_settled(self):
        """:raises UserError: naming findings that ask for a correction and are open"""
        findings = self.env["sme.control.finding"].search(
            [
                ("contribution_id", "=", self.id),
                ("severity", "=", "correction"),
                ("state", "!=", "closed"),
            ]
        )
        if findings:
            raise UserError(
                self.env._(
                    "These findings on %(contribution)s are still open: %(findings)s. "
                    "Close them, or return the contribution.",
                    contribution=self.display_name,
                    findings=", ".join(findings.mapped("name")),
                )
            )

    def _confirm(self, user):
        self._act(
            {
                "state": "controlled",
                "controlled_on": fields.Datetime.now(),
                "controlled_by": user.name,
            }
        )
        self._message_log(body=self.env._("Confirmed by %(person)s.", person=user.name))
        self._notify(
            self._find_managers(self._get_reporting_company()),
            lambda env: env._(
                "%(contribution)s was confirmed by %(person)s",
                contribution=self.with_env(env).display_name,
                person=user.name,
            ),
        )
        if all(one.state == "controlled" for one in self.period_id.contribution_ids):
            self.period_id._tell_lead(
                lambda env: env._(
                    "All contributions to %(period)s are confirmed: submit the report",
                    period=self.period_id.with_env(env).display_name,
                ),
                self.period_id.date_report_due,
            )

    def action_return(self):
        """Open the dialog in which a contribution is returned with comments."""
        self.ensure_one()
        return open_dialog(
            self.env._("Return to the member"),
            "sme.reporting.return",
            context={"default_contribution_ids": self.ids},
        )

    def _return(self, comment):
        """Give contributions back to be changed; figures are counted again.

        :param str comment: what is to be changed
        :raises AccessError: the user is neither their controller nor, after the
            programme returned the report, its lead
        :raises UserError: one is not submitted, or the report is
        """
        user = self.env.user
        for contribution in self:
            contribution.check_access("read")
            if not contribution._may_return():
                contribution._check_controls()
            contribution.period_id._take_turn()
            contribution.invalidate_recordset()
            if (
                contribution.state not in ("submitted", "controlled")
                or contribution.period_id.state not in OPEN
            ):
                raise UserError(
                    self.env._(
                        "%(contribution)s cannot be returned: it is “%(state)s”, and "
                        "the report “%(report)s”.",
                        contribution=contribution.display_name,
                        state=contribution._say_state(),
                        report=contribution.period_id._say_state(),
                    )
                )
            # sudo: figures and copies are nobody's to write; who may was checked
            contribution.sudo()._give_back(user, comment)

    def _give_back(self, user, comment):
        """Let go of everything that was kept; as the system, once it was checked."""
        self._act({"state": "returned", "return_comment": comment})
        self.env.flush_all()
        values = self.env["sme.indicator.value"].search(
            [
                ("period_id", "=", self.period_id.id),
                ("member_id", "=", self.member_id.id),
            ]
        )
        values._release()
        self.document_ids.filtered("is_copy").unlink()
        self._message_log(
            body=self.env._(
                "Returned by %(person)s: %(comment)s", person=user.name, comment=comment
            )
        )
        self._tell_managers(
            lambda env: env._(
                "%(contribution)s was returned",
                contribution=self.with_env(env).display_name,
            ),
            fields.Date.context_today(self),
            note=comment,
        )
