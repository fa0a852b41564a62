from dateutil.relativedelta import relativedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from .dates import say_day
from .dialogs import open_dialog
from .sme_cooperation import VALUE_BANDS

# months after the acceptance in which both sides are asked what came of it
FOLLOW_UPS = (3, 6, 12)


class SmeInterestOutcome(models.AbstractModel):
    """What comes of an accepted interest: steps, an agreement, or none."""

    _name = "sme.interest.outcome"
    _description = "Interest: What Comes of It"

    negotiation = fields.Selection(
        selection=[
            ("introduced", "Introduced"),
            ("met", "The firms have met"),
            ("offer", "An offer was made"),
            ("terms", "Terms are negotiated"),
        ],
        string="How far",
    )
    follow_up_on = fields.Date(
        string="Asked next on",
        help="On this day both sides are asked what came of it, until it is recorded.",
    )
    outcome = fields.Selection(
        selection=[("agreement", "Agreement"), ("none", "No agreement")]
    )
    outcome_date = fields.Date(string="Outcome on")
    outcome_reason = fields.Text(string="Why there is no agreement")
    cooperation_id = fields.Many2one(
        "sme.cooperation", index="btree_not_null", ondelete="set null"
    )
    can_follow = fields.Boolean(compute="_compute_can_follow")
    is_to_confirm = fields.Boolean(
        string="Agreement to be confirmed by us", compute="_compute_can_follow"
    )

    @api.depends("state", "outcome", "cooperation_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_can_follow(self):
        for interest in self:
            ours = interest.is_asking or interest.is_owner
            accepted = interest.state == "accepted"
            interest.can_follow = ours and accepted and interest.outcome != "agreement"
            interest.is_to_confirm = interest.cooperation_id.is_to_confirm

    def _get_acting_company(self):
        """Return for which of the two organisations the user acts.

        :raises AccessError: for neither
        """
        self.check_access("read")
        sides = self.company_id | self.owner_company_id
        ours = sides & self.env.companies
        company = (self.env.company & ours) or ours[:1]
        self._check_side(company or self.company_id)
        return company

    def _get_own_firm(self, company):
        """Return the file of the firm of one side; the user's own rights on it hold.

        :param company: `res.company` whose firm it is
        """
        if company == self.company_id:
            return self.firm_id
        return self._get_lead()._filtered_access("read").firm_id

    def _get_acting_partner(self, company):
        return self.partner_id if company == self.company_id else self.owner_partner_id

    def _get_other_adviser(self, company):
        """Return who is told in the organisation that did not act."""
        if company == self.company_id:
            return self._get_owner_adviser()
        return self._get_asking_adviser()

    def _close(self, state, reason=None):
        result = super()._close(state, reason)
        if state == "accepted":
            self._act(
                {
                    "negotiation": "introduced",
                    "follow_up_on": self._get_follow_up(self.date_answered),
                }
            )
        return result

    # ------------------------------------------------------------------
    # Steps, and what came of it
    # ------------------------------------------------------------------

    @api.private
    def note_step(self, step, note=None):
        """Note how far the two firms are, for both sides to read.

        :param str step: a key of ``negotiation``
        :param str note: what else there is to say
        :raises AccessError: the user works for neither side
        :raises UserError: it is not accepted, or an agreement is recorded
        """
        self.ensure_one()
        company = self._get_acting_company()
        self._check_no_agreement()
        labels = dict(self._fields["negotiation"]._description_selection(self.env))
        if step not in labels:
            raise UserError(self.env._("Say how far the two firms are."))
        self._act({"negotiation": step, "outcome": False, "outcome_reason": False})
        self._tell_both(
            self.env._(
                "%(step)s. %(note)s", step=labels[step], note=(note or "").strip()
            ).strip(),
            self._get_acting_partner(company),
        )

    def _check_no_agreement(self):
        self._check_state("accepted")
        if self.outcome == "agreement":
            raise UserError(
                self.env._(
                    "%(interest)s: the agreement of %(day)s is recorded already. Open "
                    "it to confirm it for your organisation.",
                    interest=self.display_name,
                    day=self._say_day(self.outcome_date),
                )
            )

    @api.private
    def record_no_agreement(self, reason):
        """Record that nothing came of it. An agreement can follow all the same.

        :param str reason: both organisations read it
        :raises AccessError: the user works for neither side
        :raises UserError: no reason, it is not accepted, or an agreement is recorded
        """
        self.ensure_one()
        company = self._get_acting_company()
        self._check_no_agreement()
        reason = (reason or "").strip()
        if not reason:
            raise UserError(
                self.env._("Say why the firms did not agree: both sides learn from it.")
            )
        self._end_plans()
        self._act(
            {
                "outcome": "none",
                "outcome_reason": reason,
                "outcome_date": self._get_today(),
                "follow_up_on": False,
            }
        )
        text = self.env._("No agreement: %(reason)s", reason=reason)
        self._tell_both(text, self._get_acting_partner(company))
        self._plan(
            self._get_other_adviser(company),
            lambda env: env._("No agreement on %(lead)s", lead=self.lead_title),
            note=reason,
        )

    @api.private
    def record_agreement(self, values):
        """Record an agreement of the two firms: it becomes a cooperation.

        It counts for the organisation that records it at once, and for the other one
        when that confirms it.

        :param dict values: ``cooperation_type_id``, ``date``, ``country_ids`` (list of
            ids), ``value_band``; ``evidence_id`` (`sme.evidence` of the own firm) or
            ``evidence_note``; ``cooperation_id`` to join one that came of the same lead
        :returns: `sme.cooperation`
        :raises AccessError: the user works for neither side
        :raises UserError: it is not accepted, an agreement is recorded, or something
            is not said
        """
        self.ensure_one()
        company = self._get_acting_company()
        self._check_no_agreement()
        evidence = self._check_agreement_values(values, company)
        cooperation = self._find_joined(values) or self._create_cooperation(values)
        # first of all: who has no part in it reads nothing of it
        self._add_parties(cooperation)
        self._end_plans()
        self._act(
            {
                "outcome": "agreement",
                "outcome_date": cooperation.date,
                "outcome_reason": False,
                "follow_up_on": False,
                "cooperation_id": cooperation.id,
            }
        )
        ours = cooperation._get_unconfirmed().filtered(
            lambda party: party.company_id == company
        )
        self._complete_parties(ours, evidence, values.get("evidence_note"))
        ours._confirm()
        self._tell_agreement(cooperation, company)
        return cooperation

    def _check_agreement_values(self, values, company):
        """Return the evidence, if it is a paper; refuse what is not said."""
        day = fields.Date.to_date(values.get("date"))
        joined = values.get("cooperation_id")
        if not joined and not (values.get("cooperation_type_id") and day):
            raise UserError(self.env._("Say what was agreed, and on which day."))
        if day and day > self._get_today():
            raise UserError(
                self.env._(
                    "The agreement cannot be dated %(day)s, which is in the future.",
                    day=self._say_day(day),
                )
            )
        if day and not joined and day < self.date_asked:
            raise UserError(
                self.env._(
                    "The agreement cannot be dated %(day)s: the interest it came of "
                    "was expressed on %(asked)s.",
                    day=self._say_day(day),
                    asked=self._say_day(self.date_asked),
                )
            )
        evidence = self.env["sme.evidence"].browse(values.get("evidence_id") or [])
        evidence.check_access("read")
        if evidence and evidence.firm_id != self._get_own_firm(company):
            raise UserError(self.env._("Choose evidence of your own firm."))
        if not evidence and not (values.get("evidence_note") or "").strip():
            raise UserError(
                self.env._(
                    "Say what shows that there is an agreement: a paper of the firm, "
                    "or who confirmed it and when."
                )
            )
        return evidence

    def _find_joined(self, values):
        """Return the cooperation of the same lead that is joined, if any."""
        cooperation = self.env["sme.cooperation"].browse(
            values.get("cooperation_id") or []
        )
        if not cooperation:
            return cooperation
        cooperation.check_access("read")
        if cooperation.reference != self.reference:
            raise UserError(
                self.env._(
                    "%(cooperation)s came of another lead. Leave it empty, and a new "
                    "one is begun.",
                    cooperation=cooperation.name,
                )
            )
        return cooperation

    def _create_cooperation(self, values):
        bands = dict(VALUE_BANDS)
        # as the system: cooperations are nobody's to write; whose act it is was checked
        cooperations = self.env["sme.cooperation"].with_user(SUPERUSER_ID)
        return cooperations.create(
            {
                "cooperation_type_id": values["cooperation_type_id"],
                "date": values["date"],
                "country_ids": [Command.set(values.get("country_ids") or [])],
                "value_band": (
                    values["value_band"]
                    if values.get("value_band") in bands
                    else "untold"
                ),
                "reference": self.reference,
            }
        ).with_env(self.env)

    def _add_parties(self, cooperation):
        """Add the two sides of the interest, each unless it is there already."""
        # sudo: parties are nobody's to write; whose act it is was checked
        parties = cooperation.sudo().party_ids.with_user(SUPERUSER_ID)
        known = {(party.partner_id.id, party.firm_name) for party in parties}
        for side in self._prepare_sides():
            if (side["partner_id"], side["firm_name"]) not in known:
                parties.create({"cooperation_id": cooperation.id, **side})
        cooperation.invalidate_recordset(["party_ids"])

    def _prepare_sides(self):
        """Return what a cooperation keeps of the two sides, the owner's first."""
        # sudo: what each side has told: its name, and that of its firm
        self_sudo = self.sudo()
        lead_sudo = self_sudo.teaser_id.lead_id
        return [
            {
                "partner_id": self_sudo.owner_partner_id.id,
                "company_id": self_sudo.owner_company_id.id,
                "firm_name": lead_sudo.holder_name,
                "country_id": lead_sudo.country_id.id,
                "file_id": lead_sudo.firm_id.id,
            },
            {
                "partner_id": self_sudo.partner_id.id,
                "company_id": self_sudo.company_id.id,
                "firm_name": self_sudo.firm_name,
                "country_id": self_sudo.country_id.id,
                "file_id": self_sudo.firm_id.id,
            },
        ]

    def _find_same_cooperations(self):
        """Return agreements the user reads that are called as a new one would be.

        Told once the interest is accepted, when each side knows the firm of the other:
        the name is made of both, whichever published the lead.
        """
        self.ensure_one()
        cooperations = self.env["sme.cooperation"]
        if self.state != "accepted" or not (self.is_asking or self.is_owner):
            return cooperations
        return cooperations.search([("name", "in", self._list_names_of_new())])

    def _list_names_of_new(self):
        """Return how an agreement of the two sides would be called, either way."""
        owner, asking = self._prepare_sides()
        names = [
            owner["firm_name"] or self.owner_partner_id.name or "",
            asking["firm_name"] or self.partner_id.name or "",
        ]
        return [", ".join(names), ", ".join(reversed(names))]

    def _complete_parties(self, parties, evidence=None, note=None):
        """Add what an organisation keeps to itself: its journey, and what shows it."""
        for party in parties:
            abroad = (party.cooperation_id.party_ids - party).country_id
            journey = self.env["crm.lead"].search(
                [
                    ("firm_id", "=", party.file_id.id),
                    ("target_country_id", "in", abroad.ids),
                ],
                limit=1,
            )
            party.with_user(SUPERUSER_ID).write(
                {
                    "journey_id": journey.id if party.file_id else False,
                    "evidence_id": evidence and evidence.id,
                    "evidence_note": (note or "").strip() or False,
                }
            )
            if party.journey_id:
                journey._message_log(
                    body=self.env._(
                        "Agreement: %(cooperation)s",
                        cooperation=party.cooperation_id.name,
                    )
                )

    def _tell_agreement(self, cooperation, company):
        text = self.env._(
            "Agreement of %(day)s: %(type)s.",
            day=self._say_day(cooperation.date),
            type=cooperation.cooperation_type_id.name,
        )
        self._tell_both(text, self._get_acting_partner(company))
        self._plan(
            self._get_other_adviser(company),
            lambda env: env._("Confirm the agreement: %(lead)s", lead=self.lead_title),
            note=text,
        )

    @api.private
    def confirm_agreement(self, evidence=None, note=None):
        """Confirm the agreement for the organisation that did not record it.

        :param evidence: `sme.evidence` of the own firm
        :param str note: what shows it, where there is no paper
        :raises AccessError: the user works for neither side
        :raises UserError: there is nothing to confirm, or nothing shows it
        """
        self.ensure_one()
        company = self._get_acting_company()
        self._check_state("accepted")
        waiting = self.cooperation_id._get_unconfirmed()
        parties = waiting.filtered(lambda party: party.company_id == company)
        parties = parties or waiting
        if not parties:
            raise UserError(self.env._("There is no agreement to confirm here."))
        values = {
            "cooperation_id": self.cooperation_id.id,
            "evidence_id": evidence and evidence.id,
            "evidence_note": note,
        }
        company = parties.company_id[:1]
        parties = parties.filtered(lambda party: party.company_id == company)
        evidence = self._check_agreement_values(values, company)
        self._complete_parties(parties, evidence, note)
        parties._confirm()
        self._end_plans()
        self._tell_both(
            self.env._("The agreement is confirmed."),
            self._get_acting_partner(company),
        )

    # ------------------------------------------------------------------
    # Every day
    # ------------------------------------------------------------------

    def _get_today(self):
        """Return the day it is where the owner of the lead works."""
        return self.env["sme.partner.lead"]._get_day_at(self.owner_company_id)

    def _get_follow_up(self, today):
        """Return the next day both sides are asked, after a day, or nothing.

        Counted in months from the day of the acceptance: from 30 November, three
        months on is the last of February.
        """
        days = [
            self.date_answered + relativedelta(months=months) for months in FOLLOW_UPS
        ]
        return next((day for day in days if day > today), False)

    @api.model
    def _get_daily_acts(self, today):
        due = (
            Domain("state", "=", "accepted")
            & Domain("outcome", "=", False)
            & Domain("follow_up_on", "<=", today)
        )
        return [*super()._get_daily_acts(today), (due, type(self)._follow_up)]

    def _follow_up(self, today):
        """Ask both sides what came of it."""
        self._act({"follow_up_on": self._get_follow_up(today)})
        self._plan(
            self._get_owner_adviser() | self._get_asking_adviser(),
            lambda env: env._(
                "Accepted on %(day)s: what came of %(lead)s?",
                day=say_day(env, self.date_answered),
                lead=self.lead_title,
            ),
            deadline=today,
        )

    def _describe_end(self):
        if self.state != "accepted":
            return super()._describe_end()
        if self.is_to_confirm:
            return self.env._(
                "The other side recorded an agreement. Confirm it: then it counts for "
                "your organisation too."
            )
        if self.outcome:
            return False
        if self.follow_up_on:
            return self.env._(
                "Bring the two firms together, and record what comes of it. You are "
                "asked again on %(day)s.",
                day=self._say_day(self.follow_up_on),
            )
        return self.env._("Record what came of it: an agreement, or why there is none.")

    # ------------------------------------------------------------------
    # Screens
    # ------------------------------------------------------------------

    def action_note_step(self):
        """Open the dialog that asks how far the firms are."""
        return self._action_outcome("step", self.env._("Note a step"))

    def action_record_agreement(self):
        """Open the dialog that asks what was agreed."""
        return self._action_outcome("agreement", self.env._("Record an agreement"))

    def action_record_no_agreement(self):
        """Open the dialog that asks why not."""
        return self._action_outcome("none", self.env._("No agreement"))

    def action_confirm_agreement(self):
        """Open the dialog that asks what shows it."""
        return self._action_outcome("confirm", self.env._("Confirm the agreement"))

    def _action_outcome(self, act, name):
        self.ensure_one()
        return open_dialog(
            name,
            "sme.interest.result",
            context={"default_interest_id": self.id, "default_act": act},
        )

    def action_open_cooperation(self):
        """Open the agreement that came of it."""
        self.ensure_one()
        self.check_access("read")
        return self.cooperation_id.get_formview_action()
