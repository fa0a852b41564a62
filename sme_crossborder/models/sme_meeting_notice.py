from odoo import Command, api, fields, models


class SmeMeetingNotice(models.AbstractModel):
    """Tells participants of their meetings: when they are published, and of changes.

    Changes are told by a job some minutes later, so that whoever is moved three times
    in a row gets one mail, and nobody a mail about others.
    """

    _name = "sme.meeting.notice"
    _description = "1:1 Meetings: Mails to Participants"

    untold_count = fields.Integer(
        string="To be told",
        compute="_compute_untold_count",
        help="Participants whose meetings have changed since their last mail.",
    )

    @api.depends("state", "meeting_ids.version", "meeting_ids.state")
    def _compute_untold_count(self):
        for meetings in self:
            published = meetings.state == "published"
            meetings.untold_count = len(meetings._get_untold()) if published else 0

    def action_open(self):
        """Open for requests, and tell everybody who takes part where to ask, once."""
        result = super().action_open()
        self._tell_open()
        return result

    @api.model
    def _find_template(self, name):
        """Return a mail template of ours, or none.

        None where somebody has deleted it: then nobody is to be told by mail.
        """
        template = self.env.ref(f"sme_crossborder.{name}", raise_if_not_found=False)
        return template or self.env["mail.template"]

    def _tell_open(self):
        template = self._find_template("mail_template_meeting_open")
        if not template:
            return
        # sudo: whom this was told, which nobody reads
        waiting_sudo = self._get_participants().sudo()
        waiting_sudo = waiting_sudo.filtered(
            lambda one: one.email and not one.meeting_opened_on
        )
        template.send_mail_batch(waiting_sudo.ids)
        waiting_sudo.meeting_opened_on = fields.Datetime.now()

    def action_publish(self):
        """Publish, and tell everybody who has a meeting.

        :raises UserError: there is no plan, or there are conflicts in it
        """
        result = super().action_publish()
        self._tell_participants()
        return result

    def action_tell(self):
        """Tell those whose meetings have changed, without waiting for the job."""
        self._require_state("published")
        self._tell_participants()
        return True

    @api.model
    def _cron_tell_changes(self):
        """Tell of changes; running it again tells nothing twice."""
        in_job = self.env.context.get("cron_id")
        rounds = self.search(
            [
                ("state", "=", "published"),
                ("event_id.date_end", ">", fields.Datetime.now()),
            ]
        )
        for meetings in rounds:
            meetings._tell_participants()
            if in_job:
                self.env["ir.cron"]._commit_progress(1)

    def _get_untold(self):
        """Return ``{participant: meetings now}`` where it is not what was told last."""
        participants = self.env["event.registration"].search(
            [("event_id", "in", self.event_id.ids), ("email", "!=", False)]
        )
        lines = participants._get_meeting_lines()
        # sudo: what each of them was told, to be compared
        told = {one.id: one.meeting_told or {} for one in participants.sudo()}
        untold = {}
        for participant in participants:
            own = participant.with_context(lang=participant._get_participant_lang())
            now = own._get_meetings_now(lines.get(participant, ()))
            was = told[participant.id]
            if {key: value["version"] for key, value in now.items()} != {
                key: value["version"] for key, value in was.items()
            }:
                untold[participant] = now
        return untold

    def _tell_participants(self):
        template = self._find_template("mail_template_meeting_agenda")
        if not template:
            return
        # two who tell at once: the second waits, and finds nothing left to tell
        self.lock_for_update()
        for participant, now in self._get_untold().items():
            # sudo: what this participant was told, to be kept for next time
            own_sudo = participant.sudo()
            template.with_context(sme_is_change=bool(own_sudo.meeting_told)).send_mail(
                participant.id,
                email_values={
                    "attachment_ids": [
                        Command.create(
                            {
                                "name": "meetings.ics",
                                "raw": participant.get_meeting_file(),
                                "mimetype": "text/calendar",
                                # it goes with the mail: it names whom they meet
                                "res_model": "mail.message",
                            }
                        )
                    ]
                },
            )
            own_sudo.meeting_told = now
        self.invalidate_recordset(["untold_count"])
