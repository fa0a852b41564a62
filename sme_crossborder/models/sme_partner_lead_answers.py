from odoo import api, fields, models

from .dates import say_day

ENDED = ("closed", "archived")


class SmePartnerLeadAnswers(models.AbstractModel):
    """Interests in a lead, and what becomes of them when it is offered no more."""

    _name = "sme.partner.lead.answers"
    _description = "Partner Lead: Interests in It"

    interest_count = fields.Integer(
        string="Number of interests", compute="_compute_interest_count"
    )
    interest_open_count = fields.Integer(
        string="Interests that wait for an answer", compute="_compute_interest_count"
    )

    @api.depends("state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_interest_count(self):
        rows = self.env["sme.partner.lead.interest"]._read_group(
            [("teaser_id", "in", self._origin._get_teasers().ids)],
            ["teaser_id", "state"],
            ["__count"],
        )
        # the system's own: users cannot ask a teaser for its lead
        lead_of = {
            teaser.id: teaser.lead_id.id for teaser in self._origin._get_teasers()
        }
        every, waiting = {}, {}
        for teaser, state, count in rows:
            lead_id = lead_of[teaser.id]
            every[lead_id] = every.get(lead_id, 0) + count
            if state in ("new", "review"):
                waiting[lead_id] = waiting.get(lead_id, 0) + count
        for lead in self:
            lead.interest_count = every.get(lead._origin.id, 0)
            lead.interest_open_count = waiting.get(lead._origin.id, 0)

    def action_view_interests(self):
        """Open all interests in the lead, side by side."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "sme_crossborder.sme_partner_lead_interest_action_compare"
        )
        teasers = self._get_teasers()
        return action | {"domain": [("teaser_id", "in", teasers.ids)]}

    def _find_waiting_interests(self):
        """Return interests that wait for an answer, whoever reads them."""
        # sudo: interests in the lead, for acts of its owner
        interests_sudo = self.env["sme.partner.lead.interest"].sudo()
        return interests_sudo.search(
            [
                ("teaser_id", "in", self._get_teasers().ids),
                ("state", "in", ("new", "review")),
            ]
        ).with_env(self.env)

    def write(self, vals):
        former = {lead: lead.state for lead in self} if "state" in vals else {}
        houses = (
            {lead: lead.company_id for lead in self} if "company_id" in vals else {}
        )
        result = super().write(vals)
        for lead, company in houses.items():
            if company != lead.company_id:
                lead._tell_new_owner()
        for lead, state in former.items():
            if state != lead.state:
                lead._tell_waiting(state)
        return result

    def _tell_new_owner(self):
        """Who looks after the lead now answers what waits; the days stay."""
        partner = self.company_id.partner_id
        for interest in self._find_waiting_interests():
            interest._tell_both(
                lambda env: env._(
                    "%(owner)s answers for the lead now.", owner=partner.name
                ),
                partner,
            )
            interest._plan(
                interest._get_owner_adviser(),
                lambda env, interest=interest: env._(
                    "%(organisation)s waits for an answer until %(until)s",
                    organisation=interest.partner_id.name,
                    until=say_day(env, interest.answer_until),
                ),
                deadline=interest.answer_until,
            )

    def _tell_waiting(self, former):
        """Say to those who wait what became of the lead.

        :param str former: the state it was in
        """
        interests = self._find_waiting_interests()
        if self.state in ENDED:
            for interest in interests:
                interest._end_with_lead()
            return
        texts = {
            "on_hold": lambda env: env._(
                "The lead is on hold. Interests in it are answered all the same."
            ),
            "expired": lambda env: env._(
                "The lead is over for new interests. This one is answered all the same."
            ),
            "published": lambda env: env._("The lead is published again."),
        }
        say = texts.get(self.state)
        if former == "published" and self.state == "draft":

            def say(env):
                return env._(
                    "The lead is being revised. Interests in it are answered all the "
                    "same."
                )

        if say:
            interests._tell_both(say, self.company_id.partner_id)

    def _after_exclusion(self):
        """Who is never to see the lead does not wait for an answer; nor is it told."""
        result = super()._after_exclusion()
        for lead in self:
            excluded = lead._get_excluded()
            for interest in lead._find_waiting_interests():
                if interest.partner_id in excluded:
                    interest._decline(
                        lambda env: env._("The owner goes on with others.")
                    )
        return result
