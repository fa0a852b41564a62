from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from .groups import MANAGER


class SmeIndicatorReceiptShown(models.AbstractModel):
    """What a receipt tells, to whom.

    A firm is named to the member whose record it is; and, where it is enrolled and was
    told so, to the lead and the controller. Through which other member a firm counts
    already is told to the lead and the controller alone.
    """

    _name = "sme.indicator.receipt.shown"
    _description = "Receipt: What It Tells"

    legal_name = fields.Char(
        string="Firm", compute="_compute_shown", compute_sudo=False
    )
    registry_number = fields.Char(
        string="Registry number", compute="_compute_shown", compute_sudo=False
    )
    reason_text = fields.Char(
        string="In words", compute="_compute_shown", compute_sudo=False
    )

    @api.depends("reason", "member_id", "project_id")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_shown(self):
        controlled = self._find_controlled()
        leads = self.env.user.has_group(MANAGER)
        # sudo: what nobody reads by itself is shown below to whom it is meant for
        for receipt, hidden in zip(self, self.sudo(), strict=True):
            company = hidden.project_id.company_id
            reports = (
                (leads and company in self.env.companies)
                or hidden.project_id in controlled
                or hidden.member_id in controlled
            )
            own = hidden.member_id.company_id in self.env.companies
            named = own or (reports and hidden.is_enrolled)
            receipt.legal_name = named and hidden.firm_name
            receipt.registry_number = named and hidden._say_number()
            receipt.reason_text = hidden._say_reason(reports)

    def _find_controlled(self):
        """Return the projects and members that are assigned to the user today."""
        today = fields.Date.context_today(self)
        # sudo: assignments of the user alone
        assignments_sudo = self.env["sme.audit.assignment"].sudo()
        assignments_sudo = assignments_sudo.search(
            [
                ("user_id", "=", self.env.uid),
                ("date_start", "<=", today),
                ("date_end", ">=", today),
            ]
        )
        whole = assignments_sudo.filtered(lambda one: not one.member_id)
        return [*whole.project_id, *assignments_sudo.member_id]

    def _say_number(self):
        """Return the registry number; a person's is kept nowhere, and not shown."""
        key = self.entity_key or ""
        _country, _colon, number = key.rpartition(":")
        if number.startswith("#"):
            return self.env._("Number of a person, not kept")
        return False if key.startswith("partner:") else number or False

    def _say_reason(self, names_others):
        """Return why the record was counted or left out, as a sentence.

        :param bool names_others: whether the other member is named
        """
        period = self.other_period_id.name
        if self.reason == "already":
            other = self.other_member_id
            if other == self.member_id:
                who = self.env._("another record")
            elif names_others:
                who = other.partner_id.name
            else:
                who = self.env._("another organisation")
            if period:
                return self.env._(
                    "Already counted through %(who)s in %(period)s.",
                    who=who,
                    period=period,
                )
            return self.env._("Already counted through %(who)s.", who=who)
        if self.reason == "below":
            return self.env._(
                "By then the firm had less than %(minutes)s minutes of support, or "
                "support on fewer than %(days)s days.",
                minutes=self.project_id.least_support_minutes,
                days=self.project_id.least_support_days,
            )
        if self.reason == "late" and self.project_id.date_end:
            return self.env._(
                "Not finished by %(day)s.",
                day=fields.Date.to_string(
                    self.indicator_id._get_last_day(self.project_id)
                ),
            )
        if self.reason == "counted" and self.is_correction:
            if not self.weight:
                return self.env._(
                    "Counted as a correction: reported before, with another amount; "
                    "the difference is %(amount)s.",
                    amount=formatLang(self.env, self.amount, digits=2),
                )
            return self.env._(
                "Counted as a correction: it is of a period that was reported before."
            )
        return self._get_sentences().get(self.reason, "")

    def _get_sentences(self):
        return {
            "counted": self.env._("Counted."),
            "not_enrolled": self.env._(
                "The firm was not enrolled in the project on that day."
            ),
            "not_countable": self.env._(
                "The firm's enrolment is not countable: see what it lacks there."
            ),
            "no_evidence": self.env._("The evidence is missing."),
            "no_attendance": self.env._(
                "The attendance list is missing, or nobody is marked attended."
            ),
            "one_country": self.env._("Organisations of one country only."),
            "other_indicator": self.env._("It counts for another indicator."),
            "late": self.env._("Not finished by the project's end."),
            "no_number": self.env._("No registry number is known."),
            "not_member": self.env._("The organisation was no member on that day."),
            "condition": self.env._("A condition of the counting rule is not met."),
            "above": self.env._("More than the indicator it is part of."),
            "gone": self.env._("Reported before, and does not count any more."),
        }

    def action_open_record(self):
        """Open the record behind the receipt.

        :raises UserError: it was deleted, or belongs to an organisation that keeps it
        """
        self.ensure_one()
        self.check_access("read")
        record = self.env[self.res_model].browse(self.res_id)
        if not record.exists() or not record.has_access("read"):
            raise UserError(
                self.env._(
                    "%(reference)s of %(member)s cannot be opened: it was deleted, or "
                    "is not shared with you. Ask %(member)s.",
                    reference=self.reference,
                    # sudo: name of a member of a project one may read
                    member=self.sudo().member_id.partner_id.name,
                )
            )
        return record.get_formview_action()
