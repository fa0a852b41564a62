from odoo import models
from odoo.fields import Domain

from .sme_meeting_person import COMING

# what a participant reads of others, from little to much
TEASER, PROFILE, CONTACT = RUNGS = ("teaser", "profile", "contact")


class SmeMeetingDirectory(models.AbstractModel):
    """What an attendee reads of the others who take part in 1:1 meetings.

    Read as the system and handed over as plain values, field by field: who has a link
    has no rights of their own. How much is shown is the rung the organiser chose; two
    who agreed to meet read each other's profile, two who agreed on a next step each
    other's address. What is hidden is not searched either.
    """

    _name = "sme.meeting.directory"
    _description = "Registration: Directory of Participants"

    # ------------------------------------------------------------------
    # Who is in it, and how far it is open
    # ------------------------------------------------------------------

    def _why_no_directory(self):
        """Return why the attendee sees no directory, a sentence, or nothing."""
        self.ensure_one()
        meetings = self._get_meeting_round()
        if not meetings:
            return self.env._("There are no 1:1 meetings at this workshop.")
        if meetings.state == "preparing":
            return self.env._(
                "The 1:1 meetings are still being prepared. Come back later."
            )
        if not self.in_meetings or self.state not in COMING:
            return self.env._(
                "You take part in no 1:1 meetings. Say on your first page that you do, "
                "or ask the organiser, to see who else does."
            )
        return None

    def _get_directory_domain(self):
        """Return who is listed for the attendee: others, but no colleagues."""
        domain = (
            Domain("event_id", "=", self.event_id.id)
            & Domain("in_meetings", "=", True)
            & ~Domain("firm_id.is_restricted", "=", True)
            & Domain("state", "in", COMING)
            & Domain("id", "!=", self.id)
        )
        if self.meeting_firm_key:
            domain &= Domain("meeting_firm_key", "!=", self.meeting_firm_key)
        return domain

    def _find_in_directory(self, person_id):
        """Return the listed attendee of an id, or none."""
        if self._why_no_directory():
            return self.browse()
        return self.search(self._get_directory_domain() & Domain("id", "=", person_id))

    def _get_own_requests(self):
        """Return the requests the attendee made or was asked by, newest first."""
        return self.env["sme.meeting.request"].search(
            Domain("from_registration_id", "=", self.id)
            | Domain("to_registration_id", "=", self.id),
            order="id desc",
        )

    def _get_raised_rungs(self, requests):
        """Return whom the attendee may read more of than of others.

        :param requests: what `_get_own_requests` returned
        :returns: ``{id of a registration: rung}``
        """
        accepted = requests.filtered(lambda request: request.state == "accepted")
        persons = accepted.from_registration_id | accepted.to_registration_id
        raised = dict.fromkeys(persons.ids, PROFILE)
        if self._are_meetings_published():
            for meeting in self._get_own_meetings():
                # to those who agreed, and not to a colleague who took the place later
                agreed = meeting._is_agreed() and meeting.outcome_ids.registration_id
                for person in meeting.participation_ids.registration_id:
                    both = agreed and self in agreed and person in agreed
                    raised[person.id] = max(
                        CONTACT if both else PROFILE,
                        raised.get(person.id, TEASER),
                        key=RUNGS.index,
                    )
        return raised

    def _get_own_meetings(self):
        return self.env["sme.meeting"].search(
            [
                ("participation_ids.registration_id", "=", self.id),
                ("state", "!=", "cancelled"),
            ]
        )

    def _get_rung(self, person, raised):
        """Return how much the attendee reads of another one.

        :param dict raised: what `_get_raised_rungs` returned
        """
        rung = self._get_meeting_round().directory_rung
        return max(rung, raised.get(person.id, TEASER), key=RUNGS.index)

    # ------------------------------------------------------------------
    # One of them
    # ------------------------------------------------------------------

    def _say_directory_name(self, rung):
        """Return what an attendee is called for others who read so much of them."""
        self.ensure_one()
        if rung != TEASER:
            return self._say_meeting_name()
        if not self.firm_country_id:
            return self.env._("Participant")
        return self.env._(
            "Participant from %(country)s", country=self.firm_country_id.name
        )

    def _say_request(self, request):
        """Return what mails to an attendee say of a request: by whom, and why."""
        rung = request.round_id.directory_rung
        asker = request.from_registration_id._say_directory_name(rung)
        if not request.sentence:
            return asker
        return self.env._(
            "%(asker)s: “%(sentence)s”", asker=asker, sentence=request.sentence
        )

    def _describe_for_others(self, rung):
        """Return what others may read of an attendee, and nothing else.

        :param str rung: ``teaser``, ``profile`` or ``contact``
        """
        self.ensure_one()
        languages = self.meeting_language_ids or self.event_id.working_language_ids
        shown = {
            "id": self.id,
            "title": self._say_directory_name(rung),
            "offer": self.meeting_offer or "",
            "offered": self.meeting_offered_ids.mapped("name"),
            "sought": self.meeting_sought_ids.mapped("name"),
            "languages": languages.mapped("name"),
            "country": self.firm_country_id.name or "",
            "email": "",
            "phone": "",
        }
        if rung == CONTACT:
            shown |= {"email": self.email or "", "phone": self.phone or ""}
        return shown

    def _say_own_rung(self):
        """Return what others read of the attendee before anything was agreed."""
        rung = self._get_meeting_round().directory_rung
        if rung == TEASER:
            return self.env._(
                "Others read your text, capabilities, languages and country; your name "
                "and firm once you have both agreed to meet."
            )
        if rung == PROFILE:
            return self.env._(
                "Others read your name, firm, text, capabilities, languages and "
                "country; your address once you have both agreed on a next step."
            )
        return self.env._(
            "Others read your name, firm, e-mail address, telephone number, text, "
            "capabilities, languages and country."
        )
