from odoo import api, fields, models
from odoo.exceptions import UserError

MOST_NAMED = 3


class SmeRegistrationAttendance(models.AbstractModel):
    """Who came, who did not, and of whom nothing is said yet.

    Stock knows who attended. That somebody did not come is known once the workshop is
    over, and is said by a person: an attendee nobody ticked is not yet a no-show.
    """

    _name = "sme.registration.attendance"
    _description = "Registration: Attendance"

    did_not_come = fields.Boolean(
        compute="_compute_did_not_come",
        store=True,
        readonly=False,
        copy=False,
        help="Registered and not there. Said once the workshop is over.",
    )
    minutes_present = fields.Integer(
        copy=False,
        help="As the list of an online meeting says; all times together.",
    )
    presence = fields.Selection(
        selection=[
            ("came", "Attended"),
            ("absent", "Did not come"),
            ("unknown", "Not said yet"),
            ("expected", "Expected"),
            ("draft", "Unconfirmed"),
            ("cancel", "Cancelled"),
        ],
        compute="_compute_presence",
    )

    def _update_mail_schedulers(self):
        """Write to nobody who is taken in from a file.

        Stock confirms at once and commits after that: what was only tried would stay,
        and the rest of the file would fail.
        """
        if not self.env.context.get("import_file"):
            return super()._update_mail_schedulers()
        ours = self._only_ours()
        for workshop, attendees in ours.grouped("event_id").items():
            # sudo: schedules are told that there is nothing to send, and nothing else
            schedules_sudo = workshop.sudo().event_mail_ids.filtered(
                lambda schedule: schedule.interval_type == "after_sub"
            )
            self.env["event.mail.registration"].sudo().create(
                [
                    {
                        "registration_id": attendee.id,
                        "scheduler_id": schedule.id,
                        "mail_sent": True,
                    }
                    for schedule in schedules_sudo
                    for attendee in attendees
                ]
            )
        note = self.env._(
            "Taken in from a file: no confirmation was sent. The badge and the ticket "
            "can be sent from here."
        )
        ours._message_log_batch(bodies=dict.fromkeys(ours.ids, note))
        return super(SmeRegistrationAttendance, self - ours)._update_mail_schedulers()

    @api.depends("state")
    def _compute_did_not_come(self):
        """Who attended after all, or cancelled, is no longer one who did not come."""
        for one in self:
            one.did_not_come = one.did_not_come and one.state == "open"

    @api.depends("state", "did_not_come", "event_id.date_end")
    def _compute_presence(self):
        now = fields.Datetime.now()
        for one in self:
            if one.state == "done":
                one.presence = "came"
            elif one.state != "open":
                one.presence = one.state
            elif one.did_not_come:
                one.presence = "absent"
            elif one.event_id.date_end and one.event_id.date_end <= now:
                one.presence = "unknown"
            else:
                one.presence = "expected"

    @api.constrains("did_not_come", "state")
    def _check_did_not_come(self):
        """:raises UserError: it is not over, or the attendee was not expected"""
        now = fields.Datetime.now()
        for one in self.filtered("did_not_come"):
            if one.event_id.date_end > now:
                raise UserError(
                    self.env._(
                        "%(workshop)s is not over yet: %(attendee)s may still come.",
                        workshop=one.event_id.name,
                        attendee=one.display_name,
                    )
                )
            if one.state != "open":
                raise UserError(
                    self.env._(
                        "%(attendee)s is not among those expected at %(workshop)s.",
                        attendee=one.display_name,
                        workshop=one.event_id.name,
                    )
                )

    def action_attended(self):
        """Say of several at once that they attended.

        :raises UserError: some have cancelled or are not confirmed, with their names
        """
        self._refuse_not_registered()
        self.filtered(lambda one: one.state == "open").action_set_done()

    def action_did_not_come(self):
        """Say of several at once that they did not come, also if they were ticked.

        :raises UserError: as :meth:`action_attended`, or the workshop is not over
        """
        self._refuse_not_registered()
        self.filtered(lambda one: one.state == "done").action_confirm()
        self.did_not_come = True

    def action_not_said(self):
        """Take back what was said of several: that they came, or that they did not.

        :raises UserError: as :meth:`action_attended`
        """
        self._refuse_not_registered()
        self.filtered(lambda one: one.state == "done").action_confirm()
        self.did_not_come = False

    def _refuse_not_registered(self):
        refused = self.filtered(lambda one: one.state not in ("open", "done"))
        if refused:
            raise UserError(
                self.env._(
                    "%(attendees)s are not registered: they cancelled or are not "
                    "confirmed. Leave them out, or register them first.",
                    attendees=", ".join(refused[:MOST_NAMED].mapped("display_name")),
                )
            )
