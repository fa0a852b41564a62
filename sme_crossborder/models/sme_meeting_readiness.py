from odoo import api, fields, models
from odoo.exceptions import UserError

from .sme_meeting_person import COMING


class SmeMeetingReadiness(models.AbstractModel):
    """What is still missing before participants can ask each other.

    Some of it keeps requests from being opened; the rest is said, with the records.
    """

    _name = "sme.meeting.readiness"
    _description = "1:1 Meetings: What Is Missing"

    missing_text = fields.Text(string="Missing", compute="_compute_missing")
    no_firm_count = fields.Integer(compute="_compute_missing")
    no_offer_count = fields.Integer(compute="_compute_missing")
    no_email_count = fields.Integer(compute="_compute_missing")
    no_country_count = fields.Integer(compute="_compute_missing")

    def _get_participants(self):
        """Return who takes part in the meetings."""
        return self.env["event.registration"].search(
            [
                ("event_id", "in", self.event_id.ids),
                ("in_meetings", "=", True),
                ("state", "in", COMING),
            ]
        )

    @api.depends(
        "slot_ids",
        "table_ids",
        "closes_on",
        "is_across_borders",
        "event_id.registration_ids.state",
        "event_id.registration_ids.in_meetings",
        "event_id.registration_ids.firm_id",
        "event_id.registration_ids.meeting_offer",
        "event_id.registration_ids.email",
        "event_id.registration_ids.firm_country_id",
    )
    @api.depends_context("lang", "uid", "allowed_company_ids")
    def _compute_missing(self):
        by_event = self._get_participants().grouped("event_id")
        for meetings in self:
            people = by_event.get(
                meetings.event_id._origin, self.env["event.registration"]
            )
            meetings.no_firm_count = len(people.filtered(lambda p: not p.firm_id))
            meetings.no_offer_count = len(meetings._get_silent_firms(people))
            meetings.no_email_count = len(people.filtered(lambda p: not p.email))
            meetings.no_country_count = meetings.is_across_borders and len(
                people.filtered(lambda p: not p.firm_country_id)
            )
            lines = meetings._find_missing(people)
            meetings.missing_text = "\n".join(lines) or False

    @api.model
    def _get_silent_firms(self, people):
        """Return ``[registrations]`` of each firm without a word on what it offers."""
        firms = people.grouped(lambda person: person._get_meeting_firm()).values()
        return [staff for staff in firms if not any(staff.mapped("meeting_offer"))]

    def _find_missing(self, people):
        """Return what keeps requests from being opened, a sentence each."""
        self.ensure_one()
        lines = []
        if not self.slot_ids:
            lines.append(self.env._("Slots: enter the sessions and make the slots."))
        elif not self.table_ids and not any(self.slot_ids.mapped("is_online")):
            lines.append(self.env._("Tables, or slots in which one meets online."))
        if not self.closes_on:
            lines.append(self.env._("The time until which requests are answered."))
        elif self.closes_on <= fields.Datetime.now():
            lines.append(
                self.env._("The time until which requests are answered is over.")
            )
        firms = {person._get_meeting_firm() for person in people}
        countries = people.firm_country_id
        if len(firms) < 2:
            lines.append(self.env._("Participants of two firms at least."))
        elif self.is_across_borders and len(countries) < 2:
            lines.append(self.env._("Firms of two countries: meetings cross a border."))
        return lines

    def action_open(self):
        """Let participants ask each other.

        :raises UserError: naming what is missing
        """
        for meetings in self:
            meetings._require_state("preparing", "closed")
            if meetings.missing_text:
                raise UserError(
                    self.env._(
                        "Requests cannot be opened yet. Missing:\n%(missing)s",
                        missing=meetings.missing_text,
                    )
                )
            meetings.state = "open"
            meetings._tell(self.env._("The 1:1 meetings are open for requests."))
        return True

    def _open_people(self, name, people, view="event_registration_view_list_meetings"):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "event.registration",
            "views": [
                (
                    self.env.ref(f"sme_crossborder.{view}").id,
                    "list",
                ),
                (False, "form"),
            ],
            "domain": [("id", "in", people.ids)],
        }

    def action_show_no_firm(self):
        """Open the participants whose firm nobody has confirmed."""
        people = self._get_participants().filtered(lambda p: not p.firm_id)
        return self._open_people(
            self.env._("Without a firm"), people, "event_registration_view_list_no_firm"
        )

    def action_show_no_offer(self):
        """Open the participants of firms that say nothing of what they offer."""
        silent = self._get_silent_firms(self._get_participants())
        people = self.env["event.registration"].union(*silent)
        return self._open_people(self.env._("Firms without a text"), people)

    def action_show_no_email(self):
        """Open the participants who can be sent nothing."""
        people = self._get_participants().filtered(lambda p: not p.email)
        return self._open_people(self.env._("Without an e-mail address"), people)

    def action_show_no_country(self):
        """Open the participants of whom the country is not known."""
        people = self._get_participants().filtered(lambda p: not p.firm_country_id)
        return self._open_people(self.env._("Without a country"), people)
