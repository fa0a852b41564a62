from odoo import api, fields, models


class SmeWorkshopMeetings(models.AbstractModel):
    """Leads from a workshop to its 1:1 meetings."""

    _name = "sme.workshop.meetings"
    _description = "Workshop: 1:1 Meetings"

    meeting_round_ids = fields.One2many(
        "sme.meeting.round", "event_id", string="1:1 meetings", copy=False
    )
    meeting_count = fields.Integer(
        string="Number of 1:1 meetings", compute="_compute_meeting_count"
    )

    @api.depends("meeting_round_ids.meeting_ids.state")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_meeting_count(self):
        counts = {}
        if self.env["sme.meeting"].has_access("read"):
            counts = dict(
                self.env["sme.meeting"]._read_group(
                    [("event_id", "in", self.ids), ("state", "!=", "cancelled")],
                    ["event_id"],
                    ["__count"],
                )
            )
        for event in self:
            event.meeting_count = counts.get(event._origin, 0)

    def action_open_meetings(self):
        """Open the 1:1 meetings of the workshop; begin them where there are none."""
        self.ensure_one()
        Round = self.env["sme.meeting.round"]
        meetings = Round.search([("event_id", "=", self.id)])
        if not meetings and Round.has_access("create"):
            meetings = Round.create({"event_id": self.id})
            meetings.session_ids = meetings._prepare_sessions()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sme_crossborder.sme_meeting_round_action"
        )
        if meetings:
            action |= {"res_id": meetings.id, "views": [(False, "form")]}
        return action
