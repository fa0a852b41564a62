from datetime import datetime, time
from zoneinfo import ZoneInfo

from odoo import fields, models

from ..tools import invitation
from .moments import get_country_zone, say_moment

MEETING_DAYS, MEETING_HOUR = 5, 10


class SmeInterestTalk(models.AbstractModel):
    """The time at which both sides are proposed to talk, when they are introduced."""

    _name = "sme.interest.talk"
    _description = "Interest: Time to Talk"

    talk_start = fields.Datetime(string="Proposed time to talk", copy=False)
    talk_agreed_date = fields.Datetime(
        string="Time accepted on",
        copy=False,
        help="On the portal, by an organisation without users of its own here. Others "
        "accept the calendar file.",
    )

    def _propose_meeting(self):
        """Return when to propose to talk: five working days on, at ten, in UTC."""
        today = self.env["sme.partner.lead"]._get_day_at(self.owner_company_id)
        day = self._add_working_days(self.owner_company_id, today, MEETING_DAYS)
        there = datetime.combine(
            day, time(MEETING_HOUR), tzinfo=ZoneInfo(self._get_owner_zone())
        )
        return there.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)

    def _say_talk(self, moment):
        """Return when to talk, where the owner works and where who asks is."""
        zones = dict.fromkeys((self._get_owner_zone(), self._get_asking_zone()))
        said = {}
        for zone in filter(None, zones):
            there = moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
            # where the clocks agree, once
            said.setdefault(there.utcoffset(), say_moment(self.env, moment, zone))
        return "; ".join(said.values())

    def _get_owner_zone(self):
        # sudo: where the owner of the lead is
        company_sudo = self.owner_company_id.sudo()
        # a calendar nobody looked at says UTC, where no office is
        calendar = company_sudo.resource_calendar_id.tz
        return (
            company_sudo.partner_id.tz
            or (calendar if calendar != "UTC" else None)
            or get_country_zone(company_sudo.country_id)
            or "UTC"
        )

    def _get_asking_zone(self):
        # sudo: where the organisation that asks is
        partner_sudo = self.partner_id.sudo()
        return (
            partner_sudo.tz
            or get_country_zone(partner_sudo.country_id)
            or get_country_zone(self.country_id)
        )

    def _prepare_meeting(self, organizer, partners, meeting, minutes):
        people = [
            invitation.Person(partner.name, partner.email)
            for partner in organizer | partners
            if partner.email
        ]
        nobody = invitation.Person(self.owner_partner_id.name, "")
        return invitation.Meeting(
            uid=f"{self.reference}-{self.id}@sme-crossborder",
            summary=self.env._("Talk: %(lead)s", lead=self.lead_title),
            description=self.env._(
                "%(reference)s: %(owner)s and %(organisation)s",
                reference=self.reference,
                owner=self.owner_partner_id.name,
                organisation=self.display_name,
            ),
            start=meeting,
            minutes=minutes,
            stamp=fields.Datetime.now(),
            organizer=next(iter(people), nobody),
            attendees=tuple(people[1:]),
        )
