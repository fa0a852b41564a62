from odoo import api, fields, models
from odoo.exceptions import UserError

from .moments import get_country_zone, say_moment


class SmePortalTalk(models.AbstractModel):
    """The time to talk that was proposed to a portal organisation: read, accepted.

    The introduction itself is answered by the persons who are introduced, each for
    themselves: `sme.portal.introduction`.
    """

    _name = "sme.portal.talk"
    _description = "Time to Talk on the Portal"

    @api.model
    def _read(self, interest_sudo):
        """Return what the page of an interest says of the introduction, or nothing.

        :param interest_sudo: one that the user acts on
        :returns: dict: ``when`` in words, ``is_over``, ``is_agreed``, ``introduced``
            rows that wait for the very user, ``asked`` names of others who were sent
            a link
        """
        if interest_sudo.state != "accepted" or interest_sudo.outcome:
            return None
        mine = [
            row
            for row in self.env["sme.portal.introduction"]._list_asked()
            if row["interest_id"] == interest_sudo.id
        ]
        start = interest_sudo.talk_start
        return {
            "when": start and self._say(interest_sudo),
            "is_over": bool(start) and start < fields.Datetime.now(),
            "is_agreed": bool(interest_sudo.talk_agreed_date),
            "introduced": mine,
            "asked": self._list_asked_others(interest_sudo),
        }

    @api.model
    def _list_asked_others(self, interest_sudo):
        """Return the names of others of the own side whose answer is waited for."""
        replies_sudo = interest_sudo.env["sme.interest.reply"].search(
            [
                ("interest_id", "=", interest_sudo.id),
                ("side", "=", "asking"),
                ("answer", "=", False),
                ("partner_id", "!=", self.env.user.partner_id.id),
            ]
        )
        open_sudo = replies_sudo.filtered(lambda reply: reply._is_open())
        return open_sudo.partner_id.mapped("name")

    @api.model
    def _say(self, interest_sudo):
        """Return when to talk, in the zone of the user."""
        zone = (
            self.env.user.tz
            or interest_sudo._get_asking_zone()
            or get_country_zone(self.env.company.country_id)
            or interest_sudo._get_owner_zone()
        )
        return say_moment(self.env, interest_sudo.talk_start, zone)

    @api.model
    def _agree(self, interest_id):
        """Accept the proposed time for the organisation that asked.

        :param int interest_id: of one of the user's organisations
        :raises UserError: it is not accepted, no time is proposed or it is over
        """
        interest_sudo = self.env["sme.portal.interest"]._get_interest(interest_id)
        interest_sudo._check_state("accepted")
        start = interest_sudo.talk_start
        if not start or start < fields.Datetime.now():
            raise UserError(
                self.env._(
                    "No time to talk is proposed, or it is over. Write below when it "
                    "suits you."
                )
            )
        if interest_sudo.talk_agreed_date:
            return
        interest_sudo._act({"talk_agreed_date": fields.Datetime.now()})
        when = interest_sudo._say_talk(start)
        interest_sudo._tell_both(
            self.env._(
                "%(person)s: the proposed time suits us, %(when)s",
                person=self.env.user.name,
                when=when,
            ),
            interest_sudo.partner_id,
        )
        interest_sudo._plan(
            interest_sudo._get_owner_adviser(),
            lambda env: env._(
                "%(organisation)s accepted the time to talk: %(lead)s",
                organisation=interest_sudo.partner_id.name,
                lead=interest_sudo.lead_title,
            ),
            deadline=fields.Date.context_today(self),
        )
