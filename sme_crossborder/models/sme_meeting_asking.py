import json
from hashlib import sha256

from odoo import fields, models
from odoo.exceptions import UserError

from .sme_meeting_directory import TEASER
from .sme_meeting_person import OPEN
from .turn import mark_turn, take_turn

ANSWERS = ("accept", "decline", "withdraw")


class SmeMeetingAsking(models.AbstractModel):
    """An attendee asks others for a meeting, and answers, on the own pages.

    Called with the registration of a valid link, as the system: everything is done for
    that attendee alone. Refusals say nothing that the directory does not show.
    """

    _name = "sme.meeting.asking"
    _description = "Registration: Asking for 1:1 Meetings"

    # ------------------------------------------------------------------
    # May one ask?
    # ------------------------------------------------------------------

    def _is_asking_open(self):
        """Whether requests are made and answered now."""
        meetings = self._get_meeting_round()
        return (
            meetings.state == "open"
            and bool(meetings.closes_on)
            and meetings.closes_on > fields.Datetime.now()
        )

    def _say_time_left(self):
        """Return whether requests are open, and until when, for the pages."""
        meetings = self._get_meeting_round()
        return {
            "is_open": self._is_asking_open(),
            "closing": meetings.closing_text or "",
        }

    def _is_same_country(self, other):
        """Whether the two cannot meet: meetings are to cross a border here."""
        country = self.firm_country_id
        return (
            self._get_meeting_round().is_across_borders
            and bool(country)
            and country == other.firm_country_id
        )

    def _count_open_requests(self):
        return self.env["sme.meeting.request"].search_count(
            [("from_registration_id", "=", self.id), ("state", "in", OPEN)]
        )

    def _why_not_ask(self, other):
        """Return why the attendee cannot ask another one now, or nothing.

        :param other: somebody in the attendee's directory
        """
        self.ensure_one()
        meetings = self._get_meeting_round()
        if not self._is_asking_open():
            return self.env._("Requests are closed: nobody can be asked any more.")
        if meetings.is_across_borders and not self.firm_country_id:
            return self.env._(
                "Your country is not known, and meetings at this workshop are across "
                "borders: ask the organiser to enter it."
            )
        if self._is_same_country(other):
            return self.env._(
                "You are both from %(country)s: at this workshop meetings are across "
                "borders.",
                country=self.firm_country_id.name,
            )
        cap = meetings.request_cap
        if cap and self._count_open_requests() >= cap:
            return self.env._(
                "You have %(cap)s open requests, and more are not allowed at this "
                "workshop. Withdraw one first.",
                cap=cap,
            )
        return None

    # ------------------------------------------------------------------
    # Asking and answering
    # ------------------------------------------------------------------

    def _ask_for_meeting(
        self, other, priority, sentence, is_from_firm, is_to_firm, version=None
    ):
        """Ask somebody in the directory for a meeting.

        Asked twice, it is one request, with what was said last. Where the other asked
        before, both have agreed.

        :param other: what `_find_in_directory` returned
        :param str priority: ``1`` to ``3``; anything else counts as ``2``
        :param str version: of the request on the page that was filled; none: whatever
            was asked before is replaced
        :returns: why not, a sentence; nothing if it is asked
        """
        self.ensure_one()
        self._wait_for_each_other(other)
        Request = self.env["sme.meeting.request"]
        known = dict(Request._fields["priority"].selection)
        values = {
            "priority": priority if priority in known else "2",
            "sentence": sentence,
            "is_from_firm": is_from_firm,
            "is_to_firm": is_to_firm,
        }
        asked = Request._find_open(self, other)
        if asked:
            if asked.state == "asked" and self._is_asking_open():
                values["sentence"] = sentence or asked.sentence
                if version not in (None, self._get_request_version(asked)) and any(
                    (asked[fname] or "") != (value or "")
                    for fname, value in values.items()
                ):
                    return self.env._(
                        "You asked this person meanwhile, in another window. What you "
                        "typed is still here: look at what stands above, and send it "
                        "again to put yours in its place."
                    )
                asked.write(values)
            return None
        problem = self._why_not_ask(other)
        if problem:
            return problem
        for person in (self | other).sorted("id"):
            mark_turn(person)
        try:
            with self.env.cr.savepoint():
                Request.create(
                    {
                        "from_registration_id": self.id,
                        "to_registration_id": other.id,
                        **values,
                    }
                )
        except UserError as error:
            return self._say_refusal(other, error)
        return None

    def _get_request_version(self, asked):
        """Return what differs once another request, or other words, stand there.

        :param asked: `sme.meeting.request` of one's own that is open, or none
        """
        said = (asked.id, asked.priority, asked.sentence or "")
        said = json.dumps([*said, asked.is_from_firm, asked.is_to_firm])
        return sha256(said.encode()).hexdigest()[:16] if asked else ""

    def _wait_for_each_other(self, other):
        """Let whoever asks the same persons at the same moment wait.

        Two clicks make one request, and two who ask each other have agreed: whoever
        waited is tried again and finds what the first one did.
        """
        for person in (self | other).sorted("id"):
            take_turn(person)

    def _say_refusal(self, other, error):
        """Return an error in words that name nobody whose name is hidden."""
        raised = self._get_raised_rungs(self._get_own_requests())
        if self._get_rung(other, raised) == TEASER:
            return self.env._("This request cannot be made. Ask the organiser.")
        return str(error)

    def _answer_meeting_request(self, request_id, answer):
        """Accept or decline a request one was asked, or withdraw one's own.

        Who agreed, each having asked, takes back both.

        :param str answer: ``accept``, ``decline`` or ``withdraw``
        :returns: why not, a sentence; nothing if it is done
        """
        self.ensure_one()
        if not self._is_asking_open():
            return self.env._("Requests are closed: nothing can be changed any more.")
        side = "from" if answer == "withdraw" else "to"
        request = self.env["sme.meeting.request"].search(
            [("id", "=", request_id), (f"{side}_registration_id", "=", self.id)]
        )
        if not request or answer not in ANSWERS:
            return self.env._("There is no such request for you to answer.")
        if request.state not in OPEN:
            labels = dict(request._fields["state"]._description_selection(self.env))
            return self.env._(
                "This request has ended already: %(state)s. Ask anew if you want to "
                "meet.",
                state=labels[request.state],
            )
        if answer == "accept":
            request._accept()
            return None
        back = request._find_opposite()
        if answer == "decline":
            request._decline()
            back._withdraw()
        else:
            request._withdraw()
            back._decline()
        return None
