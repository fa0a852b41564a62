from collections import defaultdict

from odoo import api, fields, models

# what is to be looked at comes first
KINDS = ("refused", "unknown", "short", "absent", "came", "same")
EXPECTED = ("open", "done")


class SmeAttendanceImportLine(models.TransientModel):
    """One person of an attendance list, and the attendee they are taken for."""

    _name = "sme.attendance.import.line"
    _description = "Attendance from a File: Person"
    _order = "rank, id"

    wizard_id = fields.Many2one(
        "sme.attendance.import", required=True, index=True, ondelete="cascade"
    )
    event_id = fields.Many2one(related="wizard_id.event_id")
    rank = fields.Integer(compute="_compute_kind", store=True, aggregator=None)
    row = fields.Integer(aggregator=None, readonly=True)
    name = fields.Char(readonly=True)
    email = fields.Char(readonly=True)
    minutes = fields.Integer(aggregator=None, readonly=True)
    has_minutes = fields.Boolean(readonly=True)
    said = fields.Selection(
        selection=[
            ("came", "Attended"),
            ("absent", "Did not come"),
            ("nothing", "Says nothing"),
        ],
        string="The list says",
        readonly=True,
    )
    mark = fields.Char(readonly=True)
    problem = fields.Char(readonly=True)
    clue = fields.Selection(
        selection=[
            ("code", "Code of the sheet"),
            ("email", "E-mail"),
            ("name", "Name"),
        ],
        string="Recognised by",
        readonly=True,
    )
    registration_id = fields.Many2one(
        "event.registration", string="Attendee", ondelete="cascade"
    )
    kind = fields.Selection(
        selection=[
            ("refused", "Refused"),
            ("unknown", "Left out"),
            ("short", "Too short"),
            ("absent", "Did not come"),
            ("came", "Attended"),
            ("same", "Known already"),
        ],
        string="Outcome",
        compute="_compute_kind",
        store=True,
    )
    reason = fields.Text(compute="_compute_kind", store=True)

    @api.depends("registration_id", "wizard_id.least_minutes")
    def _compute_kind(self):
        self._judge()

    def _get_minutes(self):
        """Return ``{attendee: minutes}`` of all rows taken for them together."""
        minutes = defaultdict(int)
        for line in self.filtered("registration_id"):
            minutes[line.registration_id] += line.minutes
        return minutes

    def _judge(self):
        """Say what becomes of each row, as things are now."""
        for wizard, lines in self.grouped("wizard_id").items():
            every = wizard.line_ids | lines
            minutes = every._get_minutes()
            came = every.filtered(lambda line: line.said == "came").registration_id
            for line in lines:
                total = minutes.get(line.registration_id, 0)
                line.kind, line.reason = line._get_outcome(total, came)
                line.rank = KINDS.index(line.kind)

    def _get_outcome(self, minutes, came):
        """Return what becomes of a row, and why where that is not plain.

        :param int minutes: of all rows taken for the same attendee
        :param came: attendees of whom a row says that they came
        """
        fault = (
            self._find_fault_of_row()
            or self._find_fault_of_attendee()
            or self._find_contradiction(came)
        )
        if fault:
            return fault
        one, least = self.registration_id, self.wizard_id.least_minutes
        if self.said == "absent":
            return ("same" if one.did_not_come else "absent"), False
        if self.has_minutes and minutes < least:
            return "short", self.env._(
                "%(minutes)s minutes in all, fewer than %(least)s.",
                minutes=minutes,
                least=least,
            )
        return ("same" if one.state == "done" else "came"), False

    def _find_fault_of_row(self):
        if self.problem == "nobody":
            return "refused", self.env._("The row names nobody.")
        if self.problem == "mark":
            return "refused", self.env._(
                "%(mark)s is neither yes nor no. Correct the file and read it again.",
                mark=self.mark,
            )
        if self.registration_id:
            return None
        if self.problem == "several":
            return "unknown", self.env._(
                "Several attendees fit. Choose which one it is."
            )
        return "unknown", self.env._(
            "Nobody is registered under this e-mail or name. Choose who it is, or "
            "register them first."
        )

    def _find_fault_of_attendee(self):
        one = self.registration_id
        if one.event_id != self.event_id:
            return "refused", self.env._(
                "%(attendee)s is registered for another workshop.",
                attendee=one.display_name,
            )
        if not one.active or one.state not in EXPECTED:
            return "refused", self.env._(
                "%(attendee)s has cancelled or is not confirmed. Register them again "
                "first.",
                attendee=one.display_name,
            )
        return None

    def _find_contradiction(self, came):
        if self.said == "nothing":
            return "unknown", self.env._("The list says nothing of them.")
        if self.said == "absent" and self.registration_id in came:
            return "refused", self.env._(
                "Another row says that %(attendee)s came.",
                attendee=self.registration_id.display_name,
            )
        if self.said == "absent" and self.event_id.date_end > fields.Datetime.now():
            return "refused", self.env._(
                "The workshop is not over yet: they may still come."
            )
        return None
