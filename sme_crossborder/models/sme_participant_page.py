from odoo import fields, models


class SmeParticipantPage(models.AbstractModel):
    """What an attendee's pages say; read as the system, as plain values.

    Called with the registration of a valid link. Of others it tells what the agenda in
    the mail does, and only once meetings are published.
    """

    _name = "sme.participant.page"
    _description = "Registration: the Own Pages"

    def _get_meeting_round(self):
        return self.event_id.meeting_round_ids[:1]

    def _are_meetings_published(self):
        return self._get_meeting_round().state == "published"

    def _get_participant_frame(self):
        """Return what stands around each page, a dict of texts and numbers."""
        self.ensure_one()
        meetings = self._get_meeting_round()
        waits = meetings.state == "open" and self._get_requests_to_answer()
        return {
            "workshop": self.event_id.name,
            "when": self.event_id.get_paper_when(),
            "person": self._say_meeting_name(),
            "has_meetings": bool(meetings),
            "to_answer": len(waits or ()),
        }

    def _is_workshop_over(self):
        return self.event_id.date_end < fields.Datetime.now()

    def _get_participant_home(self):
        """Return what the first page shows: the place, and what to do next."""
        meetings = self._get_meeting_round()
        return {
            "where": self.event_id.get_paper_where(),
            "hosts": self.event_id.get_paper_hosts(),
            "steps": meetings and self._list_participant_steps(meetings) or [],
            "is_waiting": self.state == "draft",
            "has_profile": bool(meetings) and not self._is_workshop_over(),
        }

    def _list_participant_steps(self, meetings):
        """Return ``[{"text", "path"}]``: what stands, and where one goes for it."""
        if self._is_workshop_over():
            text = self.env._("The workshop is over. Say what came of your meetings.")
            return [{"text": text, "path": "/agenda"}]
        if not self.in_meetings and not self._get_own_lines():
            text = self.env._(
                "You take part in no 1:1 meetings. Tick it below if you want to."
            )
            return [{"text": text, "path": "#profile"}]
        list_steps = {
            "preparing": self._list_steps_preparing,
            "open": self._list_steps_open,
            "closed": self._list_steps_closed,
            "published": self._list_steps_published,
        }[meetings.state]
        steps = list_steps(meetings)
        if meetings.state in ("preparing", "open"):
            steps += self._list_steps_profile()
        return steps

    def _list_steps_preparing(self, meetings):
        text = self.env._(
            "Requests for meetings are not open yet. Say now what you offer, and when "
            "you cannot meet."
        )
        return [{"text": text, "path": "#profile"}]

    def _list_steps_open(self, meetings):
        waiting = len(self._get_requests_to_answer())
        steps = []
        if waiting:
            text = self.env._("Requests to answer: %(count)s", count=waiting)
            steps.append({"text": text, "path": "/requests"})
        text = self.env._(
            "Ask others for meetings, until %(closing)s.", closing=meetings.closing_text
        )
        return [*steps, {"text": text, "path": "/directory"}]

    def _list_steps_closed(self, meetings):
        text = self.env._(
            "Requests are closed. You get a mail when the meetings are planned."
        )
        return [{"text": text, "path": "/requests"}]

    def _list_steps_published(self, meetings):
        lines = self._get_own_lines()
        now = fields.Datetime.now()
        unsuited = self._find_unsuited(lines)
        to_come = [
            line for line in lines if line.slot_id.end > now and line not in unsuited
        ]
        if not to_come:
            return [{"text": self.env._("No meetings to come."), "path": "/agenda"}]
        told = self._describe_line(to_come[0])
        text = self.env._(
            "Next meeting: %(when)s, %(place)s, with %(name)s",
            when=told["when"],
            place=told["place"],
            name=told["name"],
        )
        return [{"text": text, "path": "/agenda"}]

    def _list_steps_profile(self):
        if self.meeting_offer:
            return []
        text = self.env._(
            "Say what you offer and whom you want to meet: by that others decide."
        )
        return [{"text": text, "path": "#profile"}]

    def _get_participant_agenda(self):
        """Return the meetings, a dict each, or None until they are published.

        As `get_agenda`, with ``id`` of the meeting, the ``topic`` of who asked, whether
        it is at a time at which the attendee cannot meet (``is_unsuited``), and whether
        it has begun (``has_begun``).
        """
        if not self._are_meetings_published():
            return None
        lines = self._get_own_lines()
        unsuited = self._find_unsuited(lines)
        now = fields.Datetime.now()
        return [
            {
                **self._describe_line(line),
                "id": line.meeting_id.id,
                "topic": line.meeting_id.request_id.sentence or "",
                "is_unsuited": line in unsuited,
                "has_begun": line.begin <= now,
            }
            for line in lines
        ]
