from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .staff_words import say_to


class SmeMeetingRound(models.Model):
    """The 1:1 meetings of a workshop: how they are held, and how far they are.

    One for each workshop that has them, and no fields on the event: most events hold
    none, and who sees no attendees sees nothing of this either.
    """

    _name = "sme.meeting.round"
    _inherit = [
        "sme.meeting.notice",
        "sme.meeting.paper",
        "sme.meeting.slots",
        "sme.meeting.readiness",
        "sme.meeting.closing",
        "sme.meeting.digest",
        "sme.meeting.planning",
        "sme.meeting.statistics",
        "sme.boundary",
        "sme.own",
        "sme.read.only",
    ]
    _description = "1:1 Meetings of a Workshop"
    _order = "date_begin desc, id desc"
    _rec_name = "event_id"

    event_id = fields.Many2one(
        "event.event",
        string="Workshop",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("is_workshop", "=", True)],
    )
    company_id = fields.Many2one(
        related="event_id.company_id",
        string="Organised by",
        store=True,
        precompute=True,
        index=True,
    )
    date_begin = fields.Datetime(related="event_id.date_begin", store=True)
    date_tz = fields.Selection(related="event_id.date_tz")
    state = fields.Selection(
        selection=[
            ("preparing", "Preparing"),
            ("open", "Open for requests"),
            ("closed", "Closed"),
            ("published", "Published"),
        ],
        default="preparing",
        required=True,
        readonly=True,
        copy=False,
    )
    session_ids = fields.One2many("sme.meeting.session", "round_id", copy=True)
    table_ids = fields.One2many("sme.meeting.table", "round_id", copy=True)
    slot_ids = fields.One2many("sme.meeting.slot", "round_id")
    request_ids = fields.One2many("sme.meeting.request", "round_id")
    meeting_ids = fields.One2many("sme.meeting", "round_id")

    person_cap = fields.Integer(string="Meetings of a person", help="0: no limit.")
    firm_cap = fields.Integer(
        string="Meetings of a firm", help="All its persons together. 0: no limit."
    )
    person_session_cap = fields.Integer(
        string="Of a person in each session", help="0: no limit."
    )
    firm_session_cap = fields.Integer(
        string="Of a firm in each session",
        help="All its persons together. 0: no limit.",
    )
    request_cap = fields.Integer(
        string="Open requests of a person",
        default=10,
        help="How many meetings one can have asked for at a time. One that is "
        "declined, withdrawn or not answered in time frees its place. 0: no limit.",
    )
    is_across_borders = fields.Boolean(
        string="Only across borders",
        default=True,
        help="Only firms of different countries ask each other and meet.",
    )
    needs_language = fields.Boolean(
        string="Only with a common language",
        default=True,
        help="Two persons meet only if both hold meetings in one language.",
    )
    is_first_preferred = fields.Boolean(
        string="First meetings come first",
        default=True,
        help="A firm without any meeting comes before the strongest wish of a firm "
        "that has two.",
    )
    mutual_bonus = fields.Float(
        string="Mutual interest counts",
        default=1.0,
        digits=(4, 1),
        help="Added to the priority (1 to 3) where each asked for the other.",
    )
    directory_rung = fields.Selection(
        selection=[
            ("teaser", "Text, capabilities, languages and country"),
            ("profile", "Name and firm too"),
            ("contact", "E-mail and telephone too"),
        ],
        string="Participants read of others",
        default="profile",
        required=True,
        help="In the directory on their own pages. Two who agreed to meet read each "
        "other's name and firm in any case; two who agreed on a next step after their "
        "meeting read each other's e-mail address and telephone number. Tell "
        "participants before you show more of them.",
    )
    closes_on = fields.Datetime(
        string="Requests until",
        compute="_compute_closes_on",
        store=True,
        readonly=False,
        precompute=True,
        help="Requests that are not answered by then lapse.",
    )
    remind_days = fields.Integer(
        string="Reminder (days before)",
        default=2,
        help="Days before the closing day on which those are reminded who have not "
        "answered. 0: no reminder.",
    )

    _event_uniq = models.Constraint(
        "UNIQUE(event_id)", "This workshop has its 1:1 meetings already."
    )
    _caps_positive = models.Constraint(
        "CHECK(person_cap >= 0 AND firm_cap >= 0 AND person_session_cap >= 0 "
        "AND firm_session_cap >= 0 AND request_cap >= 0 AND remind_days >= 0 "
        "AND mutual_bonus >= 0)",
        "Limits, days and what mutual interest counts cannot be below 0.",
    )

    @api.model
    def _boundary_fields(self):
        return [*super()._boundary_fields(), "event_id"]

    @api.depends("event_id.name")
    def _compute_display_name(self):
        """Not the workshop's own name, beside which it stands."""
        for meetings in self:
            meetings.display_name = self.env._(
                "1:1 meetings: %(workshop)s", workshop=meetings.event_id.name or ""
            )

    @api.depends("event_id")
    def _compute_closes_on(self):
        """A week before it begins, unless somebody says otherwise."""
        for meetings in self:
            begin = meetings.event_id.date_begin
            if begin and not meetings.closes_on:
                meetings.closes_on = begin - timedelta(days=7)

    @api.constrains("event_id")
    def _check_event(self):
        for meetings in self:
            if not meetings.event_id.is_workshop:
                raise ValidationError(
                    self.env._(
                        "%(event)s is no cross-border workshop: tick that on it, or "
                        "choose another one.",
                        event=meetings.event_id.name,
                    )
                )

    def unlink(self):
        """First the meetings: a slot is not deleted under one."""
        self.check_access("unlink")
        # sudo: nobody deletes a single meeting
        self.sudo().meeting_ids.unlink()
        return super().unlink()

    # ------------------------------------------------------------------
    # How far they are
    # ------------------------------------------------------------------

    def _require_state(self, *states):
        """:raises UserError: it is not so far, or further"""
        labels = dict(self._fields["state"]._description_selection(self.env))
        for meetings in self:
            if meetings.state not in states:
                raise UserError(
                    self.env._(
                        "The 1:1 meetings of %(workshop)s are %(state)s: for this they "
                        "must be %(needed)s.",
                        workshop=meetings.event_id.name,
                        state=labels[meetings.state],
                        needed=" / ".join(labels[state] for state in states),
                    )
                )

    def _tell(self, say):
        """Note on the workshop what was done, for everybody who prepares it.

        :param say: text, or a function of an environment that returns it, in the
            language of who is responsible for the workshop
        """
        for meetings in self:
            event = meetings.event_id
            event.message_post(body=say_to(event, event.user_id, say))
