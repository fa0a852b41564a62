from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError

from ..tools.lead_fields import MARKS
from .dates import say_day
from .groups import COORDINATOR
from .sme_hand_over_token import HAND_OVER
from .staff_words import say_to

_ACT = object()  # an object cannot travel over RPC

# What acts of the life cycle write, and nothing else may; with what a new lead has.
ACT_FIELDS = {
    "reference": False,
    "state": "draft",
    "active": True,
    "text_user_id": False,
    # as it came from the portal
    "named_firm": False,
    "named_firm_number": False,
    "named_firm_country_id": False,
    # review
    "review_asked_user_id": False,
    "review_asked_date": False,
    "review_user_id": False,
    "review_date": False,
    "review_comments": False,
    "review_alone_reason": False,
    # approval
    "approval_channel": False,
    "approval_date": False,
    "approval_person": False,
    "approval_note": False,
    "approval_evidence_id": False,
    "approval_user_id": False,
    "approval_partner_id": False,
    "approval_asked_date": False,
    "approval_link_until": False,
    # validity
    "date_published": False,
    "date_expiry": False,
    "date_extended": False,
    "date_noticed": False,
    "date_closed": False,
    "hold_reason": False,
    "close_reason": False,
    "close_note": False,
}

# What was reviewed and approved: text, lists, whose it is and who reads it.
CONTENT_FIELDS = frozenset(MARKS) | {
    "lead_type",
    "holder_kind",
    "firm_id",
    "holder_partner_id",
    "product_id",
    "is_anonymous",
    "scope",
    "project_id",
    "capability_offered_ids",
    "capability_sought_ids",
    "nace_ids",
    "partner_language_ids",
    "sdg_none",
    "target_home_allowed",
    "currency_id",
}


class SmePartnerLeadBorder(models.AbstractModel):
    """What no path may write on a lead but the acts of its life cycle."""

    _name = "sme.partner.lead.border"
    _description = "Partner Lead: What Is Not Typed"

    text_user_id = fields.Many2one(
        "res.users",
        string="Text last changed by",
        readonly=True,
        copy=False,
        ondelete="set null",
    )

    @api.model
    def _is_act(self):
        return self.env.su or self.env.context.get("_sme_lead_act") is _ACT

    @api.model
    def _without_typed(self, vals):
        """Return the values of a new lead, whatever a context proposes.

        :raises UserError: naming the field that follows from an act
        """
        if self._is_act():
            return vals
        for fname in ACT_FIELDS.keys() & vals.keys():
            # a list that was exported may say what is so already
            if vals[fname] and vals[fname] != ACT_FIELDS[fname]:
                self._raise_typed(fname)
        return vals | ACT_FIELDS | {"text_user_id": self.env.uid}

    @api.model
    def _raise_typed(self, fname):
        raise UserError(
            self.env._(
                "%(field)s follows from what is done with a lead and cannot be typed "
                "or imported. Leave it out, and use the buttons of the lead.",
                field=self._fields[fname]._description_string(self.env),
            )
        )

    def write(self, vals):
        handed = self.env.context.get("_sme_hand_over") is HAND_OVER
        if handed and "company_id" in vals:
            # the firm has its new adviser already
            adviser = {"user_id": self.firm_id.user_id.id}
            result = super().write(vals | adviser)
            self.with_context(_sme_hand_over=False)._follow_firm()
            return result
        self._refuse_new_owner(vals)
        if self._is_act():
            return super().write(vals)
        for fname in self._get_changed(vals, ACT_FIELDS):
            self._raise_typed(fname)
        vals = {key: vals[key] for key in vals if key not in ACT_FIELDS}
        if not self._get_changed(vals, CONTENT_FIELDS):
            return super().write(vals)
        # first of all: a refusal further down would tell what may not be read
        self.check_access("write")
        self._refuse_locked()
        result = super().write(vals)
        self._act({"text_user_id": self.env.uid})
        self.filtered(lambda lead: lead.state == "approval")._take_approval_back()
        return result

    def _get_changed(self, vals, fnames):
        """Return which of some fields a write would change.

        A list that was exported and comes back says what is so already.
        """
        return [
            fname
            for fname in vals
            if fname in fnames and any(lead._is_other(fname, vals) for lead in self)
        ]

    def _is_other(self, fname, vals):
        field = self._fields[fname]
        if field.type in ("one2many", "many2many"):
            new = self.new({fname: vals[fname]}, origin=self)[fname]
            return set(new._origin.ids) != set(self[fname].ids) or len(new) != len(
                self[fname]
            )
        return field.convert_to_cache(vals[fname], self) != field.convert_to_cache(
            self[fname], self
        )

    def _refuse_locked(self):
        """:raises UserError: naming the lead, its state and the button that helps"""
        states = dict(self._fields["state"]._description_selection(self.env))
        advice = {
            "review": self.env._("Take it back first."),
            "published": self.env._("Press Revise first: it is reviewed anew."),
            "on_hold": self.env._("Press Revise first: it is reviewed anew."),
        }
        for lead in self.filtered(lambda lead: lead.state not in ("draft", "approval")):
            raise UserError(
                self.env._(
                    "%(lead)s (%(state)s): its text stays as it was read. %(advice)s",
                    lead=lead.display_name,
                    state=states[lead.state],
                    advice=advice.get(
                        lead.state, self.env._("Make a copy and change that one.")
                    ),
                )
            )

    def _refuse_new_owner(self, vals):
        """A lead stays with its organisation; it follows its firm when that moves."""
        for lead in self:
            if vals.get("company_id", lead.company_id.id) != lead.company_id.id:
                raise UserError(
                    self.env._(
                        "%(lead)s belongs to %(company)s and cannot be moved to "
                        "another organisation. Write a new one there.",
                        lead=lead.display_name,
                        company=lead.company_id.name,
                    )
                )

    def _follow_firm(self):
        """What becomes of a lead whose firm went to another organisation."""
        self.filtered(lambda lead: lead.state == "review").action_take_back()
        self._act({"reviewer_partner_id": False})
        for lead in self.filtered(lambda lead: lead.state == "published"):
            present = lead.project_id.member_ids._filter_present().company_id
            if lead.scope == "project" and lead.company_id not in present:
                lead._hold_outside_project()

    # ------------------------------------------------------------------
    # For the acts
    # ------------------------------------------------------------------

    def _act(self, vals):
        """Write what an act decides; its callers have checked who acts, and when."""
        return self.with_context(_sme_lead_act=_ACT).write(vals)

    def _check_state(self, *states):
        """See whether the leads are where an act begins.

        Of two who act at once, the second finds the lead changed: PostgreSQL refuses
        the second write, Odoo tries again and comes here.

        :raises UserError: naming the lead and where it is
        """
        self.check_access("write")
        self._check_state_of_any(*states)

    def _check_state_of_any(self, *states):
        """As :meth:`_check_state`, where somebody else than the owner acts."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        for lead in self:
            if lead.state not in states:
                raise UserError(
                    self.env._(
                        "%(lead)s is at %(state)s. This can be done at: %(states)s.",
                        lead=lead.display_name,
                        state=labels[lead.state],
                        states=", ".join(labels[state] for state in states),
                    )
                )

    def _note(self, body):
        """Leave a line in the chatter, for the owner to read, whoever acted."""
        author = self.env.user.partner_id
        for lead in self:
            # as the system: else a line of a reviewer would stay in the own house
            lead.with_user(SUPERUSER_ID)._message_log(body=body, author_id=author.id)

    def _plan(self, users, summary, deadline=None):
        """Tell users what there is to do, by one activity each and no mail.

        :param summary: text, or a function of the environment of each user that
            returns it: whoever acts, they read it in their own language
        """
        # sudo: steps of colleagues and of reviewers, who may read the lead
        quiet_sudo = self.sudo().with_context(mail_activity_quick_update=True)
        for user in users:
            quiet_sudo.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=deadline,
                summary=say_to(quiet_sudo, user, summary),
                user_id=user.id,
            )

    def _end_plans(self):
        """What was asked for is done, or asked for no more."""
        # sudo: steps of colleagues and of reviewers
        self.sudo().activity_ids.filtered("automated").unlink()

    def _get_adviser(self):
        """Return who is told: the adviser, or else somebody of the house."""
        self.ensure_one()
        # sudo: whether the adviser still works there
        user_sudo = self.user_id.sudo()
        if user_sudo.active and self.company_id in user_sudo.company_ids:
            return self.user_id
        house_sudo = self._get_house(self.company_id).sudo()
        return house_sudo.sorted(lambda user: not user.has_group(COORDINATOR))[:1].sudo(
            False
        )

    @api.model
    def _say_day(self, day):
        """Return a day that nobody takes for another: the month is a word."""
        return say_day(self.env, day)

    def _only_ours(self):
        """See `sme.shared.mixin`: every lead is one of ours."""
        return self
