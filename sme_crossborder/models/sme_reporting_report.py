from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .dialogs import open_dialog
from .groups import MANAGER
from .reporting_lock import ACT
from .sme_reporting_submission import OPEN


class SmeReportingReport(models.AbstractModel):
    """The lead's report on a period: submitted, then approved or returned."""

    _name = "sme.reporting.report"
    _inherit = ["sme.reporting.telling"]
    _description = "Reporting: Report of the Lead"

    is_for_lead = fields.Boolean(compute="_compute_is_for_lead", compute_sudo=False)
    is_ready = fields.Boolean(
        string="Complete", compute="_compute_is_ready", compute_sudo=False
    )

    @api.depends("project_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_for_lead(self):
        """Which buttons are shown; who may is asked again when they are pressed."""
        for period in self:
            period.is_for_lead = period._is_for_lead()

    def _is_for_lead(self):
        """Whether the user is a project manager of who administers the project."""
        return (
            self.env.user.has_group(MANAGER)
            and self.project_id.company_id in self.env.companies
        )

    def _check_is_for_lead(self):
        """:raises AccessError: the user is no project manager of the lead"""
        self.check_access("read")
        if not self._is_for_lead():
            raise AccessError(
                self.env._(
                    "Only a project manager of %(company)s, which administers "
                    "%(project)s, reports on %(period)s.",
                    # sudo: whom to ask
                    company=self.project_id.company_id.sudo().name,
                    project=self.project_id.acronym,
                    period=self.name,
                )
            )

    def _take_turn(self):
        """Let one act on a period follow another: of two at once, one begins again.

        Whoever comes second would see neither the other's figures nor what is credited
        to it: the database sends it back, and Odoo tries again on what is there now.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE sme_reporting_period SET revision = COALESCE(revision, 0) + 1"
                " WHERE id = ANY(%s)",
                self.ids,
            )
        )
        self.invalidate_recordset()

    def _act(self, vals):
        """Write what follows from an act; as the system."""
        return self.with_context(_sme_reporting=ACT).write(vals)

    def _tell_lead(self, summary, deadline, note=None):
        self._plan(self.project_id.company_id, summary, deadline, note=note)

    def _say_missing(self):
        """Name the contributions that are not confirmed; empty if all are."""
        return ", ".join(
            f"{one.member_id.partner_id.name} ({one._say_state()})"
            for one in self.contribution_ids
            if one.state != "controlled"
        )

    # ------------------------------------------------------------------
    # Submitted
    # ------------------------------------------------------------------

    @api.depends("is_for_lead", "state", "contribution_ids.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_ready(self):
        """Whether it is asked before it is submitted: not if that cannot be anyway.

        The summary is left out: it may be typed and not saved yet.
        """
        for period in self:
            period.is_ready = False
            if not period.is_for_lead or not period._origin:
                continue
            try:
                period._check_can_be_reported()
            except UserError:
                continue
            period.is_ready = True

    def action_say_missing(self):
        """Say what keeps the report from being submitted; submit nothing.

        :raises UserError: naming what is missing
        """
        for period in self:
            period.check_access("read")
            period._check_can_be_reported()
        return True

    def action_submit_report(self):
        """Submit the project's report: the figures of all members, as confirmed.

        :raises AccessError: the user is no project manager of the lead
        :raises UserError: naming what is missing
        """
        for period in self:
            period._check_is_for_lead()
            period._take_turn()
            if period.state in OPEN:
                period._add_contributions()
            period._check_can_be_reported()
            period._check_is_written()
            # sudo: figures are nobody's to write; who may was checked
            period.sudo()._submit_report(self.env.user)
        return True

    def _check_can_be_reported(self):
        """:raises UserError: naming what is missing"""
        name = self.display_name
        if self.state not in OPEN:
            raise UserError(
                self.env._(
                    "The report on %(period)s cannot be submitted: it is “%(state)s”.",
                    period=name,
                    state=self._say_state(),
                )
            )
        if missing := self._say_missing():
            raise UserError(
                self.env._(
                    "The report on %(period)s waits for: %(missing)s. Every "
                    "contribution must be confirmed first.",
                    period=name,
                    missing=missing,
                )
            )
        earlier = self.search(
            [
                ("project_id", "=", self.project_id.id),
                ("date_end", "<", self.date_start),
                ("state", "in", OPEN),
            ],
            limit=1,
        )
        if earlier:
            raise UserError(
                self.env._(
                    "Submit the report on %(earlier)s first: what was reported there "
                    "is counted before %(period)s.",
                    earlier=earlier.display_name,
                    period=name,
                )
            )

    def _check_is_written(self):
        """:raises UserError: there is no summary"""
        if not (self.narrative or "").strip():
            raise UserError(
                self.env._(
                    "Write the summary of %(period)s before you submit the report.",
                    period=self.display_name,
                )
            )

    def _submit_report(self, user):
        """Count the project's figures and keep them; as the system, once checked."""
        self.ensure_one()
        self.env["sme.indicator.value"]._recount(self.project_id, period=self)
        self.value_ids.invalidate_recordset()
        values = self._find_values([("member_id", "=", False)])
        values._freeze()
        self._act(
            {
                "state": "submitted",
                "submitted_on": fields.Datetime.now(),
                "submitted_by": user.name,
            }
        )
        self._message_log(
            body=self.env._(
                "Report submitted by %(person)s: %(values)s figures of the project.",
                person=user.name,
                values=len(values),
            )
        )
        self._done_with_reminders()

    def _find_values(self, domain):
        return self.env["sme.indicator.value"].search(
            [("period_id", "=", self.id), *domain]
        )

    def action_view_documents(self):
        """Show the papers of all contributions, and of the report."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_reporting_document_action"
        )
        return action | {"domain": [("period_id", "=", self.id)], "context": {}}

    # ------------------------------------------------------------------
    # Approved, or returned
    # ------------------------------------------------------------------

    def action_approve(self):
        """Open the dialog in which the programme's approval is noted."""
        self.ensure_one()
        self._check_is_for_lead()
        return open_dialog(
            self.env._("Approved by the programme"),
            "sme.reporting.approve",
            context={"default_period_id": self.id},
        )

    def action_return(self):
        """Open the dialog in which it is noted that the programme returned it."""
        self.ensure_one()
        self._check_is_for_lead()
        return open_dialog(
            self.env._("Returned by the programme"),
            "sme.reporting.return",
            context={"default_period_id": self.id},
        )

    def _check_is_reported(self):
        if self.state != "submitted":
            raise UserError(
                self.env._(
                    "The report on %(period)s is not with the programme: it is "
                    "“%(state)s”.",
                    period=self.display_name,
                    state=self._say_state(),
                )
            )

    def _check_approval_day(self, day):
        """:raises UserError: the day is still to come, or before the report was sent"""
        if day > fields.Date.context_today(self):
            raise UserError(
                self.env._(
                    "%(period)s cannot have been approved on %(day)s: that day is "
                    "still to come. Enter the day on the programme's letter.",
                    period=self.display_name,
                    day=self._say_day(day),
                )
            )
        submitted = fields.Datetime.context_timestamp(self, self.submitted_on).date()
        if day < submitted:
            raise UserError(
                self.env._(
                    "The report on %(period)s was submitted on %(submitted)s and "
                    "cannot have been approved on %(day)s. Enter the day on the "
                    "programme's letter.",
                    period=self.display_name,
                    submitted=self._say_day(submitted),
                    day=self._say_day(day),
                )
            )

    def _approve(self, day, reference, document=None):
        """Lock a period: from now on nothing of it changes.

        :param date day: when the programme approved the report
        :param str reference: of the programme's letter or message
        :param dict document: ``file`` and ``file_name`` of the letter, if there is one
        :raises AccessError: the user is no project manager of the lead
        :raises UserError: the report is not submitted, or the day cannot be right
        """
        self.ensure_one()
        self._check_is_for_lead()
        self._take_turn()
        self._check_is_reported()
        self._check_approval_day(day)
        if document:
            self.env["sme.reporting.document"].create(
                {
                    "period_id": self.id,
                    "name": self.env._("Approval %(reference)s", reference=reference),
                    "kind": self.env._("Approval"),
                    "date": day,
                    **document,
                }
            )
        # sudo: figures and state are nobody's to write; who may was checked
        period_sudo = self.sudo()
        period_sudo._find_values([("is_frozen", "=", False)])._freeze()
        period_sudo._lock(self.env.user, day, reference)

    def _lock(self, user, day, reference):
        """Write that a period is approved; as the system, once all of it is kept."""
        self._act(
            {
                "state": "approved",
                "approval_date": day,
                "approval_reference": reference,
                "approved_on": fields.Datetime.now(),
                "approved_by": user.name,
            }
        )
        self.env.flush_all()
        self._done_with_reminders()
        self._message_log(
            body=self.env._(
                "Approved on %(day)s (%(reference)s), and locked by %(person)s.",
                day=self._say_day(day),
                reference=reference,
                person=user.name,
            )
        )

    def _return_report(self, comment, contributions):
        """Note that the programme returned a report, and to whom that goes on.

        :param str comment: what is to be changed
        :param contributions: those that are returned to their members
        :raises AccessError: the user is no project manager of the lead
        :raises UserError: the report is not submitted
        """
        self.ensure_one()
        self._check_is_for_lead()
        self._take_turn()
        self._check_is_reported()
        # sudo: figures and state are nobody's to write; who may was checked
        self.sudo()._take_back(self.env.user, comment)
        contributions._return(comment)

    def _take_back(self, user, comment):
        self._act({"state": "returned", "return_comment": comment})
        self.env.flush_all()
        self._find_values([("member_id", "=", False)])._release()
        self._message_log(
            body=self.env._(
                "Returned by the programme, noted by %(person)s: %(comment)s",
                person=user.name,
                comment=comment,
            )
        )
