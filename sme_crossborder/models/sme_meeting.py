from contextlib import contextmanager

from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from .sme_meeting_person import COMING

# what a participant has to be told of when it changes
PLACE_FIELDS = {"slot_id", "table_id", "participation_ids"}


class SmeMeeting(models.Model):
    """Two persons of two firms at one table in one slot.

    Who they are stands in its participations alone, where the database sees to it that
    nobody is in two meetings at once. A meeting that falls away gives up its slot; when
    it is planned again it is the same meeting.
    """

    _name = "sme.meeting"
    _inherit = [
        "sme.meeting.part",
        "sme.meeting.by.hand",
        "sme.meeting.result",
        "sme.read.only",
    ]
    _description = "1:1 Meeting"
    _order = "begin, table_id, id"

    round_id = fields.Many2one(
        related="request_id.round_id", store=True, precompute=True, readonly=True
    )
    request_id = fields.Many2one(
        "sme.meeting.request", required=True, index=True, ondelete="cascade"
    )
    slot_id = fields.Many2one("sme.meeting.slot", index=True, ondelete="restrict")
    table_id = fields.Many2one(
        "sme.meeting.table",
        index=True,
        ondelete="restrict",
        help="Without one it is held online.",
    )
    begin = fields.Datetime(related="slot_id.begin", store=True, index=True)
    end = fields.Datetime(related="slot_id.end", store=True)
    participation_ids = fields.One2many("sme.meeting.participation", "meeting_id")
    a_registration_id = fields.Many2one(
        "event.registration",
        string="Side A",
        compute="_compute_persons",
        search="_search_a_registration_id",
    )
    b_registration_id = fields.Many2one(
        "event.registration",
        string="Side B",
        compute="_compute_persons",
        search="_search_b_registration_id",
    )
    state = fields.Selection(
        selection=[
            ("planned", "Planned"),
            ("held", "Held"),
            ("not_held", "Not held"),
            ("cancelled", "Fell away"),
        ],
        default="planned",
        required=True,
        index=True,
        copy=False,
    )
    is_fixed = fields.Boolean(
        string="Fixed", copy=False, help="Stays as it is when meetings are planned."
    )
    is_second_agreed = fields.Boolean(
        string="Second meeting agreed",
        copy=False,
        help="The two firms want to meet again.",
    )
    version = fields.Integer(
        readonly=True,
        copy=False,
        help="Grows by one with each change of slot, table or person.",
    )
    place = fields.Char(compute="_compute_place")

    _request_uniq = models.Constraint(
        "UNIQUE(request_id)", "This request has its meeting already."
    )
    # deferrable: two meetings can change places
    _table_uniq = models.Constraint(
        "UNIQUE(slot_id, table_id) DEFERRABLE INITIALLY IMMEDIATE",
        "Another meeting is held at this table in this slot.",
    )
    _slot_unless_cancelled = models.Constraint(
        "CHECK((state = 'cancelled') = (slot_id IS NULL))",
        "A meeting has a slot unless it fell away.",
    )
    # what participations refer to, so that their slot is always that of the meeting
    _slot_key = models.Constraint("UNIQUE(id, slot_id)")

    @api.depends("participation_ids.registration_id", "participation_ids.side")
    def _compute_persons(self):
        for meeting in self:
            by_side = {line.side: line for line in meeting.participation_ids}
            for side in ("a", "b"):
                line = by_side.get(side)
                meeting[f"{side}_registration_id"] = line and line.registration_id

    def _search_a_registration_id(self, operator, value):
        return self._search_side("a", operator, value)

    def _search_b_registration_id(self, operator, value):
        return self._search_side("b", operator, value)

    @api.model
    def _search_side(self, side, operator, value):
        domain = [("side", "=", side), ("registration_id", operator, value)]
        return [("participation_ids", "any", domain)]

    @api.depends("table_id", "slot_id")
    def _compute_place(self):
        for meeting in self:
            online = self.env._("Online")
            meeting.place = meeting.slot_id and (meeting.table_id.name or online)

    @api.depends("request_id")
    def _compute_display_name(self):
        for meeting in self:
            meeting.display_name = meeting.request_id.display_name

    @api.constrains("slot_id", "table_id", "request_id")
    def _check_place(self):
        for meeting in self:
            slot, table = meeting.slot_id, meeting.table_id
            if (slot.round_id | table.round_id) - meeting.round_id:
                raise ValidationError(
                    self.env._(
                        "Slot and table of %(meeting)s must be those of its workshop.",
                        meeting=meeting.display_name,
                    )
                )
            if slot and not table and not slot.is_online:
                raise ValidationError(
                    self.env._(
                        "No meeting is held online at %(slot)s: choose a table.",
                        slot=slot.name,
                    )
                )
            if table & slot.closed_table_ids:
                raise ValidationError(
                    self.env._(
                        "%(table)s is not to be had at %(slot)s.",
                        table=table.name,
                        slot=slot.name,
                    )
                )

    @api.constrains("participation_ids", "slot_id")
    def _check_persons(self):
        for meeting in self:
            sides = sorted(meeting.participation_ids.mapped("side"))
            if sides != (["a", "b"] if meeting.slot_id else []):
                raise ValidationError(
                    self.env._(
                        "A meeting is held by two persons, one of either side: "
                        "%(meeting)s.",
                        meeting=meeting.display_name,
                    )
                )
            persons = meeting.participation_ids.registration_id
            if persons.event_id - meeting.event_id:
                raise ValidationError(
                    self.env._(
                        "Who holds %(meeting)s must be registered for the workshop.",
                        meeting=meeting.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Create meetings; sides are given as participations."""
        for vals in vals_list:
            vals.pop("version", None)
        self._queue_at([vals.get("slot_id") for vals in vals_list])
        self.flush_model(["slot_id", "table_id"])  # what was just given up is free
        return super().create(vals_list)

    def write(self, vals):
        """Count what participants have to be told of; one that falls away is empty."""
        vals = {fname: vals[fname] for fname in vals if fname != "version"}
        if vals.get("state") == "cancelled":
            self.check_access("write")
            # sudo: who takes part is written with the meeting alone
            self.sudo().participation_ids.unlink()
            vals |= {"slot_id": False, "table_id": False, "is_fixed": False}
        if not PLACE_FIELDS & vals.keys():
            return super().write(vals)
        self._queue_at([vals.get("slot_id")])
        for meeting in self:
            super(SmeMeeting, meeting).write({**vals, "version": meeting.version + 1})
        return True

    @api.model
    def _queue_at(self, slot_ids):
        """Wait for whoever books in these slots at the moment.

        Many who book the same place would block each other in pairs: constraints that
        are looked at later are waited for in no order.
        """
        wanted = sorted({slot_id for slot_id in slot_ids if slot_id})
        if wanted:
            self.env.cr.execute(
                SQL(
                    "SELECT id FROM sme_meeting_slot WHERE id = ANY(%s) "
                    "ORDER BY id FOR NO KEY UPDATE",
                    wanted,
                )
            )

    def unlink(self):
        """First who takes part: their slot is that of the meeting."""
        self.check_access("unlink")
        # sudo: who takes part is written with the meeting alone
        self.sudo().participation_ids.unlink()
        return super().unlink()

    # ------------------------------------------------------------------
    # Placing: the only way in, for the planner and by hand
    # ------------------------------------------------------------------

    @api.model
    @contextmanager
    def _all_at_once(self, slots):
        """Look for double bookings at the end, not at each step in between.

        So two meetings can change places. The database refuses what is then wrong.

        :param slots: all in which something may change
        """
        both = SQL(
            "SET CONSTRAINTS sme_meeting_table_uniq, "
            "sme_meeting_participation_person_uniq"
        )
        self.env.flush_all()
        self._queue_at(slots.ids)
        self.env.cr.execute(SQL("%s DEFERRED", both))
        yield
        self.env.flush_all()
        self.env.cr.execute(SQL("%s IMMEDIATE", both))

    def _place(self, slot, table, a, b):
        """Hold the meeting in a slot, at a table or online, between two persons."""
        self.ensure_one()
        vals = {"slot_id": slot.id, "table_id": table.id}
        if self.state == "cancelled":
            vals["state"] = "planned"
        sides = {line.side: line for line in self.participation_ids}
        commands = []
        for side, person in (("a", a), ("b", b)):
            if side not in sides:
                commands.append(
                    Command.create({"side": side, "registration_id": person.id})
                )
            elif sides[side].registration_id != person:
                commands.append(
                    Command.update(sides[side].id, {"registration_id": person.id})
                )
        if commands:
            vals["participation_ids"] = commands
        self.check_access("write")
        # sudo: who takes part is written with the meeting alone
        self.sudo().write(vals)

    def _is_settled(self, now):
        """Whether planning leaves it as it is: held, begun, or fixed by hand.

        Somebody who does not come any more is no reason to keep to what was fixed.
        """
        if not self.slot_id:
            return False
        if self.state != "planned" or self.slot_id.begin <= now:
            return True
        persons = self.participation_ids.registration_id
        return self.is_fixed and all(person.state in COMING for person in persons)

    def _cancel(self):
        """Let meetings fall away; their slots, tables and persons are free again."""
        if self:
            self.write({"state": "cancelled"})
