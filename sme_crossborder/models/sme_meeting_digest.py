from odoo import api, fields, models


class SmeMeetingDigest(models.AbstractModel):
    """Tells participants of new requests: one mail a day at most, none for each."""

    _name = "sme.meeting.digest"
    _description = "1:1 Meetings: Mail on New Requests"

    is_digest_sent = fields.Boolean(
        string="Daily mail on new requests",
        default=True,
        help="While requests are open, whoever was asked gets one mail a day with what "
        "is new, in the morning. The reminder before closing is sent in any case.",
    )

    @api.model
    def _cron_tell_requests(self):
        """Tell of new requests; a second run on the same day tells nobody twice."""
        in_job = self.env.context.get("cron_id")
        rounds = self.search(
            [
                ("state", "=", "open"),
                ("is_digest_sent", "=", True),
                ("closes_on", ">", fields.Datetime.now()),
            ]
        )
        for meetings in rounds:
            meetings._tell_requests()
            if in_job:
                self.env["ir.cron"]._commit_progress(1)

    def _tell_requests(self):
        """Send one mail to each who was asked since the last one, but none today."""
        self.ensure_one()
        template = self._find_template("mail_template_meeting_requests")
        if not template:
            return
        today = self.env["sme.partner.lead"]._get_day_at(self.company_id)
        had_mail = self.request_ids.filtered(
            lambda request: today in (request.told_on, request.reminded_on)
        ).to_registration_id
        new = self.request_ids.filtered(
            lambda request: (
                request.state == "asked"
                and not request.told_on
                and not request.reminded_on
                and request.to_registration_id not in had_mail
            )
        )
        for person in new.to_registration_id:
            if person.email:
                template.send_mail(person.id)
        new.told_on = today
