from odoo import api, fields, models

COMING = ("open", "done")  # states of a registration
OPEN = ("asked", "accepted")  # states of a request that goes on


class SmeMeetingPerson(models.AbstractModel):
    """An attendee as somebody who holds 1:1 meetings."""

    _name = "sme.meeting.person"
    _description = "Registration: 1:1 Meetings"

    has_meetings = fields.Boolean(compute="_compute_has_meetings")
    in_meetings = fields.Boolean(
        string="Takes part in 1:1 meetings",
        default=True,
        help="Can ask others of the workshop for a meeting, and be asked.",
    )
    meeting_offer = fields.Text(
        string="Offers and seeks",
        help="What the firm offers and whom it wants to meet, as other participants "
        "read it.",
    )
    # said by the participant for this workshop: what a firm keeps on file goes nowhere
    meeting_offered_ids = fields.Many2many(
        "sme.capability",
        "sme_meeting_person_offered_rel",
        "registration_id",
        "capability_id",
        string="Shows as offered",
        copy=False,
        help="Capabilities other participants find the person by.",
    )
    meeting_sought_ids = fields.Many2many(
        "sme.capability",
        "sme_meeting_person_sought_rel",
        "registration_id",
        "capability_id",
        string="Shows as sought",
        copy=False,
        help="Capabilities the person looks for, as other participants read it.",
    )
    meeting_language_ids = fields.Many2many(
        "sme.language",
        "sme_meeting_person_language_rel",
        "registration_id",
        "language_id",
        string="Holds meetings in",
        help="Without any: the working languages of the workshop.",
    )
    is_meeting_remote = fields.Boolean(
        string="Meets online only",
        help="Holds no meeting at a table, but in slots in which meetings are held "
        "online too.",
    )
    meeting_cap = fields.Integer(
        string="Most meetings", help="0: as many as the workshop allows everybody."
    )
    meeting_absent_slot_ids = fields.Many2many(
        "sme.meeting.slot",
        "sme_meeting_slot_absent_rel",
        "registration_id",
        "slot_id",
        string="Cannot meet at",
        help="Slots in which the person is given no meeting.",
    )
    meeting_asked_on = fields.Datetime(
        readonly=True, copy=False, help="When the person last asked for a meeting."
    )
    # System only: it would tell whether two files stand for one legal entity.
    meeting_firm_key = fields.Char(
        compute="_compute_meeting_firm_key",
        compute_sudo=True,
        store=True,
        index=True,
        groups="base.group_system",
    )

    _meeting_cap_positive = models.Constraint(
        "CHECK(meeting_cap >= 0)", "The most meetings of a person cannot be below 0."
    )

    @api.depends("event_id")
    def _compute_has_meetings(self):
        rounds = self.env["sme.meeting.round"]
        if rounds.has_access("read"):
            rounds = rounds.search([("event_id", "in", self.event_id.ids)])
        for person in self:
            person.has_meetings = person.event_id._origin in rounds.event_id

    @api.depends("firm_id.entity_id", "firm_name_key")
    def _compute_meeting_firm_key(self):
        """Colleagues have one key: of the legal entity, else of the name given.

        Two organisations may each have their file on one firm.
        """
        for person in self:
            entity = person.firm_id.entity_id
            named = person.firm_name_key
            if entity:
                person.meeting_firm_key = f"entity:{entity.id}"
            else:
                person.meeting_firm_key = named and f"name:{named}"

    def _get_meeting_firm(self):
        """Return what colleagues share; whoever names no firm stands for their own."""
        self.ensure_one()
        # sudo: which of them are colleagues, not which file it is
        return self.sudo().meeting_firm_key or f"person:{self.id}"

    def _say_meeting_name(self):
        """Return a name with the firm as it was registered."""
        if not self.company_name:
            return self.name or self.display_name or ""
        return f"{self.name} ({self.company_name})"

    def _get_requests_to_answer(self):
        """Return the requests for meetings the person has not answered."""
        return self.env["sme.meeting.request"].search(
            [("to_registration_id", "in", self.ids), ("state", "=", "asked")]
        )

    @api.depends("company_name")
    @api.depends_context("meeting_names")
    def _compute_display_name(self):
        """With the firm where that is asked for: agendas need both."""
        result = super()._compute_display_name()
        if self.env.context.get("meeting_names"):
            for person in self:
                person.display_name = person._say_meeting_name()
        return result
