from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class SmeWorkshopAttendance(models.AbstractModel):
    """How many registered, came and did not come, of how many firms.

    Numbers are told to every organiser, as stock tells its own; persons are not.
    """

    _name = "sme.workshop.attendance"
    _description = "Workshop: Attendance"

    no_show_count = fields.Integer(
        string="Did not come", compute="_compute_attendance_counts"
    )
    unsaid_count = fields.Integer(
        string="Not said yet",
        compute="_compute_attendance_counts",
        help="Registered, and nobody has said whether they came.",
    )
    without_firm_count = fields.Integer(
        string="Without a firm", compute="_compute_attendance_counts"
    )
    workshop_firm_count = fields.Integer(
        string="Firms", compute="_compute_attendance_counts"
    )

    @api.depends(
        "is_workshop",
        "registration_ids.state",
        "registration_ids.active",
        "registration_ids.did_not_come",
        "registration_ids.firm_id",
        "registration_ids.has_no_firm",
    )
    def _compute_attendance_counts(self):
        """Count in two queries, for a list of workshops too."""
        counts, firms = {}, {}
        workshops = self.filtered("is_workshop")
        if workshops.ids:
            self.env["event.registration"].flush_model()
            counts = {
                event_id: numbers
                for event_id, *numbers in self.env.execute_query(
                    SQL(
                        """
                        SELECT event_id,
                               COUNT(*) FILTER (WHERE did_not_come),
                               COUNT(*) FILTER (WHERE state = 'open'
                                                  AND did_not_come IS NOT TRUE),
                               COUNT(*) FILTER (WHERE firm_id IS NULL
                                                  AND has_no_firm IS NOT TRUE)
                          FROM event_registration
                         WHERE event_id IN %s AND active
                           AND state IN ('open', 'done')
                      GROUP BY event_id
                        """,
                        workshops._ids,
                    )
                )
            }
            if self.env["sme.workshop.firm"].has_access("read"):
                firms = dict(
                    self.env["sme.workshop.firm"]._read_group(
                        [("event_id", "in", workshops.ids)], ["event_id"], ["__count"]
                    )
                )
        for event in self:
            absent, unsaid, lost = counts.get(event._origin.id, (0, 0, 0))
            event.no_show_count = absent
            event.unsaid_count = unsaid
            event.without_firm_count = lost
            event.workshop_firm_count = firms.get(event._origin, 0)

    def action_attendance(self):
        """Open the dialog with the sheet to sign, and to take a list in."""
        self.ensure_one()
        self.check_access("read")
        dialog = self.env["sme.attendance.import"].create({"event_id": self.id})
        return dialog._reopen()

    def action_rest_did_not_come(self):
        """Say of everybody not ticked that they did not come.

        :raises UserError: the workshop is not over, nobody is ticked, or nobody is left
        """
        self.ensure_one()
        rest = self.env["event.registration"].search(
            [
                ("event_id", "=", self.id),
                ("state", "=", "open"),
                ("did_not_come", "=", False),
            ]
        )
        if not rest:
            raise UserError(
                self.env._(
                    "Of every attendee of %(workshop)s it is said whether they came.",
                    workshop=self.name,
                )
            )
        if not self.seats_used:
            raise UserError(
                self.env._(
                    "Nobody is marked attended at %(workshop)s. Enter who came first: "
                    "all others can then be said not to have come.",
                    workshop=self.name,
                )
            )
        rest.action_did_not_come()
        return True
