from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

from .dates import say_day
from .dialogs import open_dialog
from .staff_words import say_to
from .turn import mark_turn


class SmeInterestAnswering(models.AbstractModel):
    """The owner of the lead: takes an interest up, and says no with a reason."""

    _name = "sme.interest.answering"
    _description = "Interest: Answering"

    def _act(self, vals):
        """Write what an act changes; interests are nobody's to write otherwise."""
        # as the system: who acted for the owner is not told before contacts are open
        self.with_user(SUPERUSER_ID).write(vals)

    def _check_state(self, *states):
        """Look at what holds now, and let one act at a time change it.

        Of two that change the same row at once PostgreSQL refuses the second, Odoo
        repeats it, and it sees what the first did.

        :raises UserError: saying where the interest is
        """
        mark_turn(self)
        labels = dict(self._fields["state"]._description_selection(self.env))
        for interest in self.filtered(lambda interest: interest.state not in states):
            raise UserError(
                self.env._(
                    "%(interest)s, %(lead)s: it is %(state)s already.",
                    interest=interest.display_name,
                    lead=interest.reference,
                    state=labels[interest.state].lower(),
                )
            )

    def _close(self, state, reason=None):
        """End the waiting: what was planned for it is planned no more."""
        self._end_plans()
        self._act(
            {
                "state": state,
                "reason": (reason or "").strip() or False,
                "date_answered": self.env["sme.partner.lead"]._get_day_at(
                    self.owner_company_id
                ),
            }
        )

    def action_review(self):
        """Take the interest up: who asked is told that it is being looked at."""
        for interest in self:
            interest._check_side(interest.owner_company_id)
            interest._check_state("new")
            interest._act({"state": "review"})
            interest._tell_both(
                lambda env, until=interest.answer_until: env._(
                    "It is under review. An answer is expected until %(until)s.",
                    until=say_day(env, until),
                ),
                interest.owner_partner_id,
            )

    @api.private
    def decline(self, reason):
        """Say no to the interest.

        :param str reason: the organisation that asked reads it
        :raises AccessError: the lead is another organisation's
        :raises UserError: no reason, or it was answered or is over already
        """
        reason = (reason or "").strip()
        for interest in self:
            interest._check_side(interest.owner_company_id)
            interest._check_state("new", "review")
            if not reason:
                raise UserError(
                    self.env._(
                        "Say why: %(organisation)s reads the reason.",
                        organisation=interest.partner_id.name,
                    )
                )
            interest._decline(reason)

    def _decline(self, reason):
        """End it with a reason, and tell who asked.

        :param reason: text, or a function of an environment that returns it
        """
        hearer = self._get_hearer(self.owner_partner_id)
        reason = say_to(self, hearer, reason)
        self._close("declined", reason)
        self._tell_both(
            lambda env: env._("Declined: %(reason)s", reason=reason),
            self.owner_partner_id,
        )
        self._plan(
            self._get_asking_adviser(),
            lambda env: env._(
                "Interest in %(lead)s was declined: tell the firm why",
                lead=self.reference,
            ),
            note=reason,
        )

    @api.private
    def ask_coordinator(self, note=None):
        """Ask the own coordinators to accept: they alone open contacts.

        :param str note: who agreed in the firm, and when; for the own house alone
        :raises AccessError: the lead is another organisation's
        :raises UserError: it was answered or is over already, or there is nobody
        """
        self.ensure_one()
        self._check_side(self.owner_company_id)
        self._check_state("new", "review")
        coordinators = self.owner_company_id._get_coordinators()
        if not coordinators:
            raise UserError(
                self.env._(
                    "%(company)s has no coordinator here. Ask the administrator to "
                    "give one of its users that role.",
                    company=self.owner_company_id.name,
                )
            )
        if self.state == "new":
            self.action_review()
        self._ask_to_accept(coordinators.with_env(self.env), (note or "").strip())

    def _ask_to_accept(self, coordinators, note):
        """Plan one step for each, with what was said last, and note that it was asked.

        :param coordinators: `res.users`
        :param str note: what they should know, or nothing
        """

        def say(env):
            return env._(
                "Accept the interest of %(organisation)s in %(lead)s?",
                organisation=self.partner_id.name,
                lead=self.reference,
            )

        # sudo: steps of colleagues. Asked again, what was asked before is over.
        for step_sudo in self.sudo().activity_ids.filtered("automated"):
            if step_sudo.summary == say_to(self, step_sudo.user_id, say):
                step_sudo.unlink()
        self._plan(coordinators, say, deadline=self.answer_until, note=note or None)
        self._message_log(
            body=self.env._(
                "Asked to accept it: %(people)s.",
                people=", ".join(coordinators.mapped("name")),
            )
        )

    # ------------------------------------------------------------------
    # Screens
    # ------------------------------------------------------------------

    def action_decline(self):
        """Open the dialog that asks why."""
        return self._action_step("decline", self.env._("Decline"))

    def action_withdraw(self):
        """Open the dialog that asks why."""
        return self._action_step("withdraw", self.env._("Withdraw"))

    def action_ask_coordinator(self):
        """Open the dialog that asks what the coordinator should know."""
        return self._action_step(
            "coordinator", self.env._("Ask the coordinator to accept")
        )

    def action_name_firm(self):
        """Open the dialog that asks for the firm."""
        return self._action_step("firm", self.env._("Name the firm"))

    def action_message_all(self):
        """Open the dialog to write to the other organisation."""
        self.ensure_one()
        return open_dialog(
            self.env._("Write to the other side"),
            "sme.message.all",
            context={"default_res_model": self._name, "default_res_id": self.id},
        )

    def message_to_all_readers(self, body, attachment_ids=()):
        """Write what both organisations read, in one's own name.

        :param str body: plain text or markup
        :param attachment_ids: ids of `ir.attachment` that go with it
        :returns: `mail.message`
        :raises UserError: there is nothing to say
        """
        return self._write_to_both(body, attachment_ids)

    def _action_step(self, act, name):
        return open_dialog(
            name,
            "sme.interest.step",
            context={"default_interest_ids": self.ids, "default_act": act},
        )
