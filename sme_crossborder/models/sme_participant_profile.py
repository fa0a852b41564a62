import json
from hashlib import sha256

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

OFFER_LENGTH = 2000
LISTS = {
    "meeting_offered_ids": "capabilities",
    "meeting_sought_ids": "capabilities",
    "meeting_language_ids": "languages",
    "meeting_absent_slot_ids": "slots",
}
# what planning follows: the organiser is told when it changes afterwards
PLANNED_BY = (
    "in_meetings",
    "is_meeting_remote",
    "meeting_cap",
    "meeting_language_ids",
    "meeting_absent_slot_ids",
)
ACTIVITY = "mail.mail_activity_data_todo"


class SmeParticipantProfile(models.AbstractModel):
    """What an attendee says of themselves for 1:1 meetings, on the own page.

    Called with the registration of a valid link, as the system.
    """

    _name = "sme.participant.profile"
    _description = "Registration: the Own Profile"

    def _get_participant_profile(self):
        """Return what was said, in the shape a form sends it."""
        self.ensure_one()
        return {
            "in_meetings": self.in_meetings,
            "is_meeting_remote": self.is_meeting_remote,
            "meeting_offer": self.meeting_offer or "",
            "meeting_cap": str(self.meeting_cap or ""),
            **{fname: sorted(self[fname].ids) for fname in LISTS},
        }

    def _get_participant_version(self):
        """Return what differs once somebody has changed the profile."""
        said = json.dumps(self._get_participant_profile(), sort_keys=True)
        return sha256(said.encode()).hexdigest()[:16]

    def _get_participant_choices(self):
        """Return what there is to choose from: ``(id, name)`` in lists by name.

        ``sessions`` has the slots by session, in the hours of the workshop.
        """
        in_list = [("active", "=", True)]
        capabilities = self.env["sme.capability"].search(in_list)
        # what was said and is no longer in the list is not lost by saving
        capabilities |= self.meeting_offered_ids | self.meeting_sought_ids
        languages = self.env["sme.language"].search(in_list) | self.meeting_language_ids
        slots = self._get_meeting_round().slot_ids
        return {
            "capabilities": [(one.id, one.name) for one in capabilities],
            "languages": [(one.id, one.name) for one in languages],
            "slots": [(slot.id, slot.name) for slot in slots],
            "sessions": [
                {
                    "day": format_date(
                        self.env, session.day, date_format="EEEE d MMMM"
                    ),
                    "hours": session._say_hours(),
                    "slots": [(slot.id, slot.name) for slot in held],
                }
                for session, held in slots.grouped("session_id").items()
            ],
        }

    def _save_participant_profile(self, typed, version):
        """Keep what the attendee says.

        :param dict typed: in the shape of `_get_participant_profile`
        :param str version: of the profile the form was filled from
        :raises UserError: what is wrong; nothing is saved
        """
        self.lock_for_update()
        if self._is_workshop_over() or not self._get_meeting_round():
            raise UserError(
                self.env._(
                    "%(workshop)s is over, or holds no 1:1 meetings: nothing can be "
                    "changed here any more.",
                    workshop=self.event_id.name,
                )
            )
        if version != self._get_participant_version():
            raise UserError(
                self.env._(
                    "Your profile was changed meanwhile, by the organiser or in "
                    "another window. What you typed is still here: look at it, and "
                    "save it again."
                )
            )
        self._check_participant_profile(typed)
        before = self._get_participant_profile()
        self.write(
            {
                "in_meetings": typed["in_meetings"],
                "is_meeting_remote": typed["is_meeting_remote"],
                "meeting_offer": typed["meeting_offer"].strip() or False,
                "meeting_cap": int(typed["meeting_cap"] or 0),
                **{fname: [Command.set(typed[fname])] for fname in LISTS},
            }
        )
        self._tell_of_profile(before)

    def _check_participant_profile(self, typed):
        if len(typed["meeting_offer"]) > OFFER_LENGTH:
            raise UserError(
                self.env._(
                    "“What you offer, and whom you want to meet” has %(length)s "
                    "characters, and %(most)s are allowed. Shorten it.",
                    length=len(typed["meeting_offer"]),
                    most=OFFER_LENGTH,
                )
            )
        cap = typed["meeting_cap"]
        if cap and not (cap.isdecimal() and len(cap) < 4 and int(cap)):
            raise UserError(
                self.env._(
                    "“Most meetings” is a number such as 5, not “%(typed)s”. Leave it "
                    "empty for as many as the workshop allows; to have none, say that "
                    "you take part in no 1:1 meetings.",
                    typed=cap,
                )
            )
        choices = self._get_participant_choices()
        for fname, name in LISTS.items():
            if set(typed[fname]) - {key for key, _name in choices[name]}:
                raise UserError(
                    self.env._(
                        "Under “%(field)s” something was chosen that %(workshop)s does "
                        "not have, or has no more. Choose again, and save.",
                        field=self._fields[fname]._description_string(self.env),
                        workshop=self.event_id.name,
                    )
                )

    # ------------------------------------------------------------------
    # After meetings were planned
    # ------------------------------------------------------------------

    def _find_unsuited(self, lines):
        """Return those of the own places in meetings to come that cannot be kept.

        :param lines: what `_get_meeting_lines` found for the attendee
        """
        now = fields.Datetime.now()
        return lines.filtered(
            lambda line: (
                line.meeting_state == "planned"
                and line.begin > now
                and (
                    not self.in_meetings
                    or line.slot_id in self.meeting_absent_slot_ids
                    or (self.is_meeting_remote and line.meeting_id.table_id)
                )
            )
        )

    def _tell_of_profile(self, before):
        """Tell who holds the workshop what changed after meetings were planned."""
        now = self._get_participant_profile()
        changed = [fname for fname in PLANNED_BY if now[fname] != before[fname]]
        if not changed or self._get_meeting_round().state not in (
            "closed",
            "published",
        ):
            return
        organiser = self.event_id.user_id
        told = self.with_context(lang=organiser.lang or self.company_id.partner_id.lang)
        text = told.env._(
            "Changed by the attendee after requests were closed: %(fields)s.",
            fields=", ".join(
                told._fields[fname]._description_string(told.env) for fname in changed
            ),
        )
        unsuited = told._find_unsuited(told._get_own_lines())
        if unsuited:
            again = told.env._(
                "To be planned again: %(meetings)s.",
                meetings=", ".join(
                    f"{line.slot_id.name} {line.meeting_id.display_name}"
                    for line in unsuited
                ),
            )
            text = f"{text} {again}"
        told._message_log(body=text)
        told._plan_again(organiser, unsuited and text)

    def _plan_again(self, organiser, text):
        """Have one activity for the organiser as long as there is something to do."""
        waiting = self.activity_search([ACTIVITY], user_id=organiser.id)
        if not text:
            waiting.unlink()
        elif waiting:
            waiting[0].note = text
        elif organiser:
            self.activity_schedule(
                ACTIVITY,
                summary=self.env._("Plan the meetings of an attendee again"),
                note=text,
                user_id=organiser.id,
            )
