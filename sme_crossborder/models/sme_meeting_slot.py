from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import babel_locale_parse


class SmeMeetingSlot(models.Model):
    """A time in which everybody of a workshop can hold one meeting."""

    _name = "sme.meeting.slot"
    _inherit = ["sme.meeting.part"]
    _description = "Slot of 1:1 Meetings"
    _order = "begin, id"

    name = fields.Char(compute="_compute_name")
    session_id = fields.Many2one(
        "sme.meeting.session", required=True, index=True, ondelete="cascade"
    )
    round_id = fields.Many2one(
        related="session_id.round_id", store=True, precompute=True, readonly=True
    )
    begin = fields.Datetime(required=True)
    end = fields.Datetime(required=True)
    is_online = fields.Boolean(
        string="Online too",
        compute="_compute_is_online",
        store=True,
        readonly=False,
        precompute=True,
    )
    closed_table_ids = fields.Many2many(
        "sme.meeting.table",
        "sme_meeting_slot_closed_table_rel",
        string="Tables not to be had",
        domain="[('round_id', '=', round_id)]",
        help="All others of the workshop are there.",
    )
    meeting_ids = fields.One2many("sme.meeting", "slot_id")

    _ends_later = models.Constraint(
        'CHECK(begin < "end")', "A slot ends after it begins."
    )
    # Nobody can be in two slots at once: none of a workshop overlap.
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (int4range(round_id, round_id, '[]') WITH &&, "
        'tsrange(begin, "end") WITH &&)',
        "Slots of a workshop cannot overlap: two sessions are in the same hours.",
    )

    @api.depends("session_id.is_online")
    def _compute_is_online(self):
        for slot in self:
            slot.is_online = slot.session_id.is_online

    @api.depends("begin", "end", "round_id.date_tz")
    @api.depends_context("lang")
    def _compute_name(self):
        for slot in self:
            slot.name = slot.begin and slot.end and slot._say_time()

    @api.model
    def _search_display_name(self, operator, value):
        """Find slots by what they are called in the zone of their workshop."""
        if operator not in ("ilike", "like", "=", "in"):
            return NotImplemented
        wanted = [value] if isinstance(value, str) else list(value or ())
        whole = operator in ("=", "in")
        return [
            (
                "id",
                "in",
                [
                    slot.id
                    for slot in self.search([])
                    if any(
                        text == slot.name
                        if whole
                        else text.casefold() in slot.name.casefold()
                        for text in wanted
                    )
                ],
            )
        ]

    def _say_time(self):
        """Return day and hours with the name of the zone, where the workshop is.

        On the night the clock is set back the zone tells the two hours apart.
        """
        self.ensure_one()
        zone = ZoneInfo(self.round_id.date_tz or "UTC")
        locale = babel_locale_parse(self.env.lang or "en_US")

        def say(moment, pattern):
            return format_datetime(moment, pattern, tzinfo=zone, locale=locale)

        local_end = fields.Datetime.context_timestamp(
            self.with_context(tz=zone.key), self.end
        )
        return "{} {}–{} {}".format(
            say(self.begin, "EEE d MMM"),
            say(self.begin, "HH:mm"),
            say(self.end, "HH:mm"),
            local_end.tzname(),
        )

    def _get_tables(self):
        """Return the tables one can sit at, the best first."""
        self.ensure_one()
        return self.round_id.table_ids - self.closed_table_ids

    @api.constrains("closed_table_ids", "is_online")
    def _check_tables(self):
        for slot in self:
            if not slot.is_online and any(not m.table_id for m in slot.meeting_ids):
                raise ValidationError(
                    self.env._(
                        "A meeting is held online at %(slot)s: move it first.",
                        slot=slot.name,
                    )
                )
            taken = slot.meeting_ids.table_id & slot.closed_table_ids
            if taken:
                raise ValidationError(
                    self.env._(
                        "%(table)s has a meeting at %(slot)s: move it first.",
                        table=taken[0].name,
                        slot=slot.name,
                    )
                )
