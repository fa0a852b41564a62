from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import lead_validity
from ..tools.lead_fields import RESEARCH_REQUEST
from .sme_partner_lead_validity import OFFERED


class SmePartnerLeadExtension(models.AbstractModel):
    """A lead is published for longer, once."""

    _name = "sme.partner.lead.extension"
    _description = "Partner Lead: Extension"

    date_extended = fields.Date(string="Extended on", readonly=True, copy=False)
    can_extend = fields.Boolean(compute="_compute_can_extend")

    @api.depends("state", "date_expiry", "date_published", "date_extended")
    def _compute_can_extend(self):
        for lead in self:
            lead.can_extend = not lead._get_extension_problem()

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
                day=self._say_day(self.date_extended),
            )
        periods, today = self._get_periods(), self._get_today()
        opens = lead_validity.extension_opens(self.date_expiry, periods)
        if today < opens:
            return self.env._(
                "It can be extended from %(day)s.", day=self._say_day(opens)
            )
        closes = lead_validity.extension_closes(self.date_expiry, periods)
        latest = self._get_latest_extension()
        if today > closes or latest <= self.date_expiry or latest < today:
            return self.env._(
                "It could be extended until %(day)s. Make a copy: it gets a time of "
                "its own.",
                day=self._say_day(min(closes, latest)),
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
                        first=self._say_day(first),
                        last=self._say_day(latest),
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
                    former=self._say_day(former),
                    day=self._say_day(day),
                )
            )

    def action_extend(self):
        """Open the dialog that asks until when."""
        self.ensure_one()
        if problem := self._get_extension_problem():
            raise UserError(problem)
        return self._action_dialog("extend", self.env._("Extend"))
