from dataclasses import fields as dataclass_fields

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools import lead_validity
from ..tools.lead_fields import RESEARCH_REQUEST

OFFERED = ("published", "on_hold")
BATCH = 100


class SmePartnerLeadValidity(models.AbstractModel):
    """How long a lead is offered: published, on hold, extended, over."""

    _name = "sme.partner.lead.validity"
    _description = "Partner Lead: Validity"

    date_published = fields.Date(string="First published", readonly=True, copy=False)
    date_expiry = fields.Date(
        string="Published until", readonly=True, copy=False, index="btree_not_null"
    )
    date_extended = fields.Date(string="Extended on", readonly=True, copy=False)
    date_noticed = fields.Date(
        string="Told of its end",
        readonly=True,
        copy=False,
        help="When the adviser was told that it ends soon.",
    )
    date_closed = fields.Date(string="Closed on", readonly=True, copy=False)
    hold_reason = fields.Char(string="On hold because", readonly=True, copy=False)
    close_reason = fields.Selection(
        selection=[
            ("partner", "A partner was found"),
            ("no_interest", "The firm is not interested any more"),
            ("no_answer", "The firm does not answer"),
            ("gone", "The firm is gone"),
            ("other", "Another reason"),
        ],
        string="Closed because",
        readonly=True,
        copy=False,
    )
    close_note = fields.Char(string="More on closing it", readonly=True, copy=False)
    can_extend = fields.Boolean(compute="_compute_can_extend")

    @api.depends("state", "date_expiry", "date_published", "date_extended")
    def _compute_can_extend(self):
        for lead in self:
            lead.can_extend = not lead._get_extension_problem()

    # ------------------------------------------------------------------
    # Periods
    # ------------------------------------------------------------------

    @api.model
    def _get_periods(self):
        """Return the periods the administrator has set."""
        # sudo: numbers of days, the same for everybody
        params_sudo = self.env["ir.config_parameter"].sudo()
        days = {}
        for field in dataclass_fields(lead_validity.Periods):
            value = params_sudo.get_param(f"sme_crossborder.lead_{field.name}_days")
            if value and value.isdecimal() and int(value):
                days[field.name] = int(value)
        return lead_validity.Periods(**days)

    def _get_today(self):
        """Return the day it is where the owner works."""
        self.ensure_one()
        return self._get_day_at(self.company_id)

    @api.model
    def _get_day_at(self, company):
        # sudo: where the owner is; whoever reads a lead may know
        company_sudo = company.sudo()
        zone = company_sudo.partner_id.tz or company_sudo.resource_calendar_id.tz
        return lead_validity.day_in(zone or "UTC", fields.Datetime.now())

    def _get_expiry(self, today):
        """Return the last day of a lead published today for the first time."""
        if self.lead_type == RESEARCH_REQUEST:
            return self.interest_deadline
        return lead_validity.first_expiry(today, self._get_periods())

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------

    def action_publish(self):
        """Publish what was read and approved.

        Published again after a revision, it keeps its first day and its last.

        :raises UserError: the firm has not approved, something is open, or its time
            is over
        """
        self._check_state("approval")
        for lead in self:
            lead._check_approved()
            lead._check_quality()
            lead._check_scope_today()
            today = lead._get_today()
            expiry = lead.date_expiry
            if not expiry or lead.lead_type == RESEARCH_REQUEST:
                expiry = lead._get_expiry(today)
            if lead_validity.is_expired(today, expiry):
                raise UserError(
                    self.env._(
                        "%(lead)s cannot be published: its last day was %(day)s. "
                        "%(advice)s",
                        lead=lead.display_name,
                        day=format_date(self.env, expiry),
                        advice=(
                            self.env._("Correct the last day to express interest.")
                            if lead.lead_type == RESEARCH_REQUEST
                            else self.env._("Extend it, or make a copy.")
                        ),
                    )
                )
            lead._end_plans()
            lead._act(
                {
                    "state": "published",
                    "date_published": lead.date_published or today,
                    "date_expiry": expiry,
                    "date_noticed": expiry == lead.date_expiry and lead.date_noticed,
                }
            )
            lead._note(
                self.env._(
                    "Published to: %(scope)s, until %(day)s.",
                    scope=lead._describe_scope(),
                    day=format_date(self.env, expiry),
                )
            )

    def _describe_scope(self):
        scopes = dict(self._fields["scope"]._description_selection(self.env))
        if self.scope == "project":
            return f"{scopes['project']} ({self.project_id.acronym})"
        return scopes[self.scope]

    def _check_scope_today(self):
        """:raises UserError: the owner is no member of the project any more"""
        if self.scope != "project":
            return
        present = self.project_id.member_ids._filter_present().company_id
        if self.company_id not in present:
            raise UserError(
                self.env._(
                    "%(lead)s is for the members of %(project)s, of which "
                    "%(company)s is none today. Choose another project, or another "
                    "circle of readers.",
                    lead=self.display_name,
                    project=self.project_id.acronym,
                    company=self.company_id.name,
                )
            )

    def action_revise(self):
        """Take a published lead off, to change what it says."""
        self._check_state(*OFFERED)
        self._end_plans()
        self._forget_approval()
        self._act({"state": "draft", "hold_reason": False})
        self._note(
            self.env._(
                "No longer published: it is revised, and read and approved anew. Its "
                "last day stays."
            )
        )

    def put_on_hold(self, reason):
        """Show a published lead to nobody for a while.

        :param str reason: kept with the lead
        :raises UserError: it is not published, or no reason is given
        """
        self._check_state("published")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the lead is put on hold."))
        self._act({"state": "on_hold", "hold_reason": reason})
        self._note(self.env._("Put on hold: %(reason)s", reason=reason))

    def action_resume(self):
        """Publish again what was on hold; its last day has not moved."""
        self._check_state("on_hold")
        for lead in self:
            lead._check_quality()
            lead._check_scope_today()
        self._act({"state": "published", "hold_reason": False})
        self._note(self.env._("Published again."))

    def close(self, reason, note=None):
        """End a lead before its time, at whatever point it is.

        :param str reason: a key of ``close_reason``
        :param str note: more on it, where the reason is another one
        :raises UserError: it is over already, or the reason is not said
        """
        self._check_state(
            "draft", "review", "approval", "published", "on_hold", "expired"
        )
        labels = dict(self._fields["close_reason"]._description_selection(self.env))
        note = (note or "").strip()
        if reason not in labels or (reason == "other" and not note):
            raise UserError(self.env._("Say why the lead is closed."))
        self._end_plans()
        self._forget_link()
        for lead in self:
            lead._act(
                {
                    "state": "closed",
                    "close_reason": reason,
                    "close_note": note or False,
                    "date_closed": lead._get_today(),
                    "hold_reason": False,
                }
            )
        self._note(
            self.env._(
                "Closed: %(reason)s %(note)s", reason=labels[reason], note=note
            ).strip()
        )

    def action_reopen(self):
        """Take the closing back: published again while its time is not over."""
        self._check_state("closed")
        for lead in self:
            today = lead._get_today()
            was = lead.date_published and lead._is_approved()
            over = was and lead_validity.is_expired(today, lead.date_expiry)
            if was and not over:
                lead._check_quality()
                lead._check_scope_today()
            if not was:
                lead._forget_approval()
            state = "expired" if over else "published" if was else "draft"
            lead._act(
                {
                    "state": state,
                    "close_reason": False,
                    "close_note": False,
                    "date_closed": False,
                }
            )
        self._note(self.env._("Opened again."))

    def action_archive(self):
        """Put away what is over; what is offered is closed first."""
        self._check_state("draft", "closed", "expired")
        self._end_plans()
        self._act({"state": "archived"})
        self._note(self.env._("Archived."))

    def action_unarchive(self):
        """Take a draft off the shelf; what was published is copied instead.

        :raises UserError: it was published
        """
        self._check_state("archived")
        for lead in self:
            if lead.date_published:
                raise UserError(
                    self.env._(
                        "%(lead)s was published and is over. Make a copy: it gets a "
                        "code and a time of its own.",
                        lead=lead.display_name,
                    )
                )
        self._forget_approval()
        self._act({"state": "draft", "close_reason": False, "date_closed": False})
        self._note(self.env._("Taken off the shelf."))

    # ------------------------------------------------------------------
    # Extension
    # ------------------------------------------------------------------

    def _get_extension_problem(self):
        """Return why a lead cannot be extended today, in words; nothing if it can."""
        self.ensure_one()
        if self.lead_type == RESEARCH_REQUEST:
            return self.env._(
                "A research request follows its call. Revise it and enter the new "
                "last day to express interest."
            )
        offered = (*OFFERED, "expired", "approval")
        if not self.date_expiry or self.state not in offered:
            return self.env._("Only what is or was published can be extended.")
        if self.date_extended:
            return self.env._(
                "It was extended on %(day)s already. Make a copy: it gets a time of "
                "its own.",
                day=format_date(self.env, self.date_extended),
            )
        periods, today = self._get_periods(), self._get_today()
        opens = lead_validity.extension_opens(self.date_expiry, periods)
        if today < opens:
            return self.env._(
                "It can be extended from %(day)s.", day=format_date(self.env, opens)
            )
        closes = lead_validity.extension_closes(self.date_expiry, periods)
        latest = self._get_latest_extension()
        if today > closes or latest <= self.date_expiry or latest < today:
            return self.env._(
                "It could be extended until %(day)s. Make a copy: it gets a time of "
                "its own.",
                day=format_date(self.env, min(closes, latest)),
            )
        return False

    def _get_latest_extension(self):
        return lead_validity.latest_extension(
            self.date_published, self.date_expiry, self._get_periods()
        )

    def extend(self, until=None):
        """Publish a lead for longer, once.

        Counted from the day it would have ended, or has ended, whatever day it is.

        :param date until: its last day; by default the furthest one
        :raises UserError: it cannot be extended, or not for so long
        """
        self.check_access("write")
        until = fields.Date.to_date(until)
        for lead in self:
            if problem := lead._get_extension_problem():
                raise UserError(
                    self.env._(
                        "%(lead)s cannot be extended. %(problem)s",
                        lead=lead.display_name,
                        problem=problem,
                    )
                )
            today, latest = lead._get_today(), lead._get_latest_extension()
            first = max(today, fields.Date.add(lead.date_expiry, days=1))
            day = until or latest
            if not first <= day <= latest:
                raise UserError(
                    self.env._(
                        "%(lead)s can be extended to a day from %(first)s to %(last)s.",
                        lead=lead.display_name,
                        first=format_date(self.env, first),
                        last=format_date(self.env, latest),
                    )
                )
            former = lead.date_expiry
            vals = {"date_expiry": day, "date_extended": today, "date_noticed": False}
            if lead.state == "expired":
                lead._check_quality()
                lead._check_scope_today()
                vals["state"] = "published"
            lead._end_plans()
            lead._act(vals)
            lead._note(
                self.env._(
                    "Extended from %(former)s to %(day)s.",
                    former=format_date(self.env, former),
                    day=format_date(self.env, day),
                )
            )

    def action_extend(self):
        """Open the dialog that asks until when."""
        self.ensure_one()
        if problem := self._get_extension_problem():
            raise UserError(problem)
        return self._action_dialog("extend", self.env._("Extend"))

    def action_hold(self):
        """Open the dialog that asks why."""
        return self._action_dialog("hold", self.env._("Put on hold"))

    def action_close(self):
        """Open the dialog that asks why."""
        return self._action_dialog("close", self.env._("Close"))

    def _action_dialog(self, act, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "sme.partner.lead.step",
            "view_mode": "form",
            "target": "new",
            "context": {"default_lead_ids": self.ids, "default_act": act},
        }

    # ------------------------------------------------------------------
    # Every day
    # ------------------------------------------------------------------

    @api.model
    def _cron_follow_validity(self):
        """Tell of leads that end soon, end those that are over, put away the oldest.

        Each act changes what it looked for, so running it again changes nothing. Days
        are those where each owner works.
        """
        in_job = self.env.context.get("cron_id")
        for company in self.env["res.company"].search([("active", "=", True)]):
            today = self._get_day_at(company)
            for domain, act in self._get_daily_acts(today):
                own = Domain("company_id", "=", company.id)
                leads = self.search(own & domain, order="id")
                for start in range(0, len(leads), BATCH):
                    act(leads[start : start + BATCH])
                    if in_job:
                        self.env["ir.cron"]._commit_progress(BATCH)

    @api.model
    def _get_daily_acts(self, today):
        """Return ``[(domain, act)]``: what is done today with which leads."""
        periods = self._get_periods()
        offered = Domain("state", "in", OFFERED)
        soon = lead_validity.notice_reaches(today, periods)
        oldest = lead_validity.outlives_since(today, periods)
        return [
            (
                offered & Domain("date_expiry", "<", today),
                type(self)._expire,
            ),
            (
                offered
                & Domain("date_expiry", "<=", soon)
                & Domain("date_noticed", "=", False),
                lambda leads: leads._give_notice(today),
            ),
            (
                Domain("state", "in", ("expired", "closed"))
                & Domain("date_published", "<", oldest),
                type(self)._put_away,
            ),
        ]

    def _expire(self):
        """End what was offered until yesterday, and tell the adviser."""
        for lead in self:
            lead._end_plans()
            day = format_date(self.env, lead.date_expiry)
            lead._act({"state": "expired", "hold_reason": False})
            lead._note(self.env._("Expired: its last day was %(day)s.", day=day))
            lead._plan(
                lead._get_adviser(),
                self.env._("The lead expired on %(day)s: extend or close it", day=day),
            )

    def _give_notice(self, today):
        """Tell the adviser that a lead ends soon."""
        for lead in self:
            day = format_date(self.env, lead.date_expiry)
            lead._act({"date_noticed": today})
            lead._note(self.env._("Its last day is %(day)s.", day=day))
            lead._plan(
                lead._get_adviser(),
                self.env._("The lead expires on %(day)s: is it still of use?", day=day),
                deadline=lead.date_expiry,
            )

    def _put_away(self):
        """Archive what has been there for as long as any lead may be."""
        for lead in self:
            lead._end_plans()
            lead._act({"state": "archived"})
            lead._note(
                self.env._(
                    "Archived: it was first published on %(day)s, and no lead is kept "
                    "longer.",
                    day=format_date(self.env, lead.date_published),
                )
            )
