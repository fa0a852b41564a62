from odoo import api, fields, models
from odoo.fields import Domain

from ..tools import lead_validity
from .sme_partner_lead_validity import OFFERED
from .staff_words import for_reader

BATCH = 100


class SmePartnerLeadDaily(models.AbstractModel):
    """What happens to leads as the days go by, each act with a line in the chatter."""

    _name = "sme.partner.lead.daily"
    _description = "Partner Lead: Every Day"

    date_noticed = fields.Date(
        string="Told of its end",
        readonly=True,
        copy=False,
        help="When the adviser was told that it ends soon.",
    )

    @api.model
    def _cron_follow_validity(self):
        """Tell of leads that end soon, end those that are over, put away the oldest.

        Each act changes what it looked for, so running it again changes nothing. Days
        are those where each owner works.
        """
        in_job = self.env.context.get("cron_id")
        for company in self.env["res.company"].search([("active", "=", True)]):
            today = self._get_day_at(company)
            for domain, act in self._get_daily_acts(today, company):
                own = Domain("company_id", "=", company.id)
                leads = self.search(own & domain, order="id")
                for start in range(0, len(leads), BATCH):
                    act(leads[start : start + BATCH])
                    if in_job:
                        self.env["ir.cron"]._commit_progress(BATCH)

    @api.model
    def _get_daily_acts(self, today, company):
        """Return ``[(domain, act)]``: what is done today with which leads."""
        periods = self._get_periods()
        offered = Domain("state", "in", OFFERED)
        memberships = self.env["sme.project.member"].search(
            [("company_id", "=", company.id)]
        )
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
                Domain("state", "=", "published")
                & Domain("scope", "=", "project")
                & Domain(
                    "project_id", "not in", memberships._filter_present().project_id.ids
                ),
                type(self)._hold_for_project,
            ),
            (
                Domain("state", "in", ("expired", "closed"))
                & Domain("date_published", "<", oldest),
                type(self)._put_away,
            ),
        ]

    def _for_advisers(self):
        """Yield each lead in the language of its adviser, who reads what is noted."""
        for lead in self:
            yield for_reader(lead, lead._get_adviser())

    def _expire(self):
        """End what was offered until yesterday, and tell the adviser."""
        for lead in self._for_advisers():
            lead._end_plans()
            day = lead._say_day(lead.date_expiry)
            lead._act({"state": "expired", "hold_reason": False})
            lead._note(lead.env._("Expired: its last day was %(day)s.", day=day))
            lead._plan(
                lead._get_adviser(),
                lead.env._("The lead expired on %(day)s: extend or close it", day=day),
            )

    def _give_notice(self, today):
        """Tell the adviser that a lead ends soon."""
        for lead in self._for_advisers():
            day = lead._say_day(lead.date_expiry)
            lead._act({"date_noticed": today})
            lead._note(lead.env._("Its last day is %(day)s.", day=day))
            lead._plan(
                lead._get_adviser(),
                lead.env._("The lead expires on %(day)s: is it still of use?", day=day),
                deadline=lead.date_expiry,
            )

    def _hold_for_project(self):
        """Show to nobody what was for a project its owner has left."""
        for lead in self._for_advisers():
            lead._hold_outside_project()
            lead._plan(
                lead._get_adviser(),
                lead.env._("The lead is on hold: choose who reads it, or close it"),
            )

    def _put_away(self):
        """Archive what has been there for as long as any lead may be."""
        for lead in self._for_advisers():
            lead._end_plans()
            lead._act({"state": "archived"})
            lead._note(
                lead.env._(
                    "Archived: it was first published on %(day)s, and no lead is kept "
                    "longer.",
                    day=lead._say_day(lead.date_published),
                )
            )
