from odoo import api, fields, models


class SmeMeetingMove(models.TransientModel):
    """Gives a meeting another slot, table or colleague."""

    _name = "sme.meeting.move"
    _inherit = ["sme.dialog"]
    _description = "Move a 1:1 Meeting"

    meeting_id = fields.Many2one("sme.meeting", required=True, ondelete="cascade")
    round_id = fields.Many2one(related="meeting_id.round_id")
    slot_id = fields.Many2one(
        "sme.meeting.slot",
        required=True,
        ondelete="cascade",
        domain="[('round_id', '=', round_id)]",
    )
    table_id = fields.Many2one(
        "sme.meeting.table",
        ondelete="cascade",
        domain="[('round_id', '=', round_id)]",
        help="Empty: the meeting is held online.",
    )
    a_registration_id = fields.Many2one(
        "event.registration",
        string="Asks",
        required=True,
        ondelete="cascade",
        domain="[('id', 'in', a_choice_ids)]",
    )
    b_registration_id = fields.Many2one(
        "event.registration",
        string="Is asked",
        required=True,
        ondelete="cascade",
        domain="[('id', 'in', b_choice_ids)]",
    )
    a_choice_ids = fields.Many2many("event.registration", compute="_compute_choices")
    b_choice_ids = fields.Many2many("event.registration", compute="_compute_choices")
    is_fixed = fields.Boolean(
        string="Keep it there",
        default=True,
        help="It stays so when meetings are planned again.",
    )
    in_the_way = fields.Text(compute="_compute_in_the_way")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        meeting = self.env["sme.meeting"].browse(values.get("meeting_id"))
        for fname in ("slot_id", "table_id", "a_registration_id", "b_registration_id"):
            values.setdefault(fname, meeting[fname].id)
        return values

    @api.depends("meeting_id")
    def _compute_choices(self):
        """Colleagues of who holds it now: the firms stay."""
        for move in self:
            colleagues = move.round_id._get_coming()
            for side in ("a", "b"):
                person = move.meeting_id[f"{side}_registration_id"]
                firm = person and person._get_meeting_firm()
                staff = colleagues.get(firm, person)
                move[f"{side}_choice_ids"] = staff | person

    @api.depends("slot_id", "table_id", "a_registration_id", "b_registration_id")
    def _compute_in_the_way(self):
        for move in self:
            persons = move.a_registration_id | move.b_registration_id
            place = (move.slot_id, move.table_id, persons)
            lines = move.meeting_id._find_busy(*place, move.meeting_id)
            lines += move.meeting_id._find_unfit(*place)
            move.in_the_way = "\n".join(lines) or False

    def action_apply(self):
        """Move the meeting, unless somebody or the table is taken there."""
        self.ensure_one()
        self.meeting_id._move(
            self.slot_id,
            self.table_id,
            self.a_registration_id,
            self.b_registration_id,
            self.is_fixed,
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
