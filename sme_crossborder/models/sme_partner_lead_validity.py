from dataclasses import fields as dataclass_fields

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import lead_validity
from ..tools.lead_fields import RESEARCH_REQUEST
from .staff_words import for_reader

OFFERED = ("published", "on_hold")


class SmePartnerLeadValidity(models.AbstractModel):
    """How long a lead is offered: published, on hold, extended, over."""

    _name = "sme.partner.lead.validity"
    _description = "Partner Lead: Validity"

    date_published = fields.Date(string="First published", readonly=True, copy=False)
    date_expiry = fields.Date(
        string="Published until", readonly=True, copy=False, index="btree_not_null"
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
    def _get_day_at(self, company, moment=None):
        """Return the day it is where the owner works, now or at a moment in UTC."""
        # sudo: where the owner is; whoever reads a lead may know
        company_sudo = company.sudo()
        zone = company_sudo.partner_id.tz or company_sudo.resource_calendar_id.tz
        return lead_validity.day_in(zone or "UTC", moment or fields.Datetime.now())

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
                        day=self._say_day(expiry),
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
                    day=self._say_day(expiry),
                )
            )

    def _describe_scope(self):
        scopes = dict(self._fields["scope"]._description_selection(self.env))
        if self.scope == "project":
            return f"{scopes['project']} ({self.project_id.acronym})"
        return scopes[self.scope]

    def _check_scope_today(self):
        """:raises UserError: the owner is no member of the project any more, or the
        firm's file is restricted
        """
        self.firm_id._refuse_restricted()
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

    def _hold_outside_project(self):
        """The owner is no member any more of the project the lead is for."""
        lead = for_reader(self, self._get_adviser())
        lead.put_on_hold(
            lead.env._(
                "%(company)s is no member of %(project)s.",
                company=self.company_id.name,
                project=self.project_id.acronym,
            )
        )

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
