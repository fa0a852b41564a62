from odoo import api, models
from odoo.fields import Domain

from .dates import say_day
from .staff_words import say_to

BATCH = 100


class SmeInterestDaily(models.AbstractModel):
    """What happens to interests as the days go by: nobody waits for ever."""

    _name = "sme.interest.daily"
    _description = "Interest: Every Day"

    @api.model
    def _cron_follow_interests(self):
        """Remind, put before the coordinator, and end what nobody answered.

        Each act changes what it looked for, so running it again changes nothing. Days
        are those where each owner works.
        """
        in_job = self.env.context.get("cron_id")
        leads = self.env["sme.partner.lead"]
        for company in self.env["res.company"].search([("active", "=", True)]):
            today = leads._get_day_at(company)
            for domain, act in self._get_daily_acts(today):
                own = Domain("owner_company_id", "=", company.id)
                found = self.search(own & domain, order="id")
                for start in range(0, len(found), BATCH):
                    for interest in found[start : start + BATCH]:
                        act(interest, today)
                    if in_job:
                        self.env["ir.cron"]._commit_progress(BATCH)

    @api.model
    def _get_daily_acts(self, today):
        """Return ``[(domain, act)]``: what is done today with which interests."""
        waits = Domain("state", "in", ("new", "review"))
        late = Domain("answer_until", "<", today)
        return [
            # the lead was closed while the interest was being written
            (
                waits & Domain("teaser_id.state", "=", "closed"),
                type(self)._end_with_lead,
            ),
            (waits & Domain("expire_on", "<", today), type(self)._expire),
            (waits & late & Domain("escalated_on", "=", False), type(self)._escalate),
            (
                waits
                & ~late
                & Domain("remind_on", "<=", today)
                & Domain("reminded_on", "=", False),
                type(self)._remind,
            ),
        ]

    def _remind(self, today):
        """Remind the adviser of the lead that an answer is due soon."""
        self._act({"reminded_on": today})
        self._plan(
            self._get_owner_adviser(),
            lambda env: env._(
                "%(organisation)s waits for an answer until %(until)s",
                organisation=self.partner_id.name,
                until=say_day(env, self.answer_until),
            ),
            deadline=self.answer_until,
        )
        self._tell_both(
            lambda env: env._(
                "%(owner)s was reminded: an answer is expected until %(until)s.",
                owner=self.owner_partner_id.name,
                until=say_day(env, self.answer_until),
            ),
            self.owner_partner_id,
        )

    def _escalate(self, today):
        """Put before the coordinators what was not answered in time."""
        self._act({"escalated_on": today})
        coordinators = self.owner_company_id._get_coordinators()
        self._plan(
            coordinators.with_env(self.env) or self._get_owner_adviser(),
            lambda env: env._(
                "%(organisation)s was to have an answer until %(until)s: decide",
                organisation=self.partner_id.name,
                until=say_day(env, self.answer_until),
            ),
            deadline=self.expire_on,
        )

        def say(env):
            return env._(
                "%(owner)s has not answered in time. Its coordinator was told; without "
                "an answer the interest is over after %(expire)s.",
                owner=self.owner_partner_id.name,
                expire=say_day(env, self.expire_on),
            )

        self._tell_both(say, self.owner_partner_id)
        self._plan(
            self._get_asking_adviser(),
            lambda env: env._(
                "No answer yet to the interest in %(lead)s", lead=self.reference
            ),
            note=say,
        )

    def _expire(self, _today):
        """End what nobody answered, and say so to both sides."""

        def say(env):
            return env._(
                "%(owner)s has not answered until %(expire)s, so the interest is over. "
                "Interest can be expressed again.",
                owner=self.owner_partner_id.name,
                expire=say_day(env, self.expire_on),
            )

        # kept as the reason, which who asked reads
        hearer = self._get_hearer(self.owner_partner_id)
        self._close("expired", say_to(self, hearer, say))
        self._tell_both(say, self.owner_partner_id)
        self._plan(
            self._get_asking_adviser(),
            lambda env: env._(
                "Nobody answered the interest in %(lead)s: tell the firm",
                lead=self.reference,
            ),
            note=say,
        )

    def _end_with_lead(self, _today=None):
        """End what nobody can answer any more."""
        self._decline(
            lambda env: env._("The lead was closed before an answer was given.")
        )
