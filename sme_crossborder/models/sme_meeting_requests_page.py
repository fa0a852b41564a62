from odoo import models


class SmeMeetingRequestsPage(models.AbstractModel):
    """What the pages of an attendee show of one other, and of the requests.

    Called with the registration of a valid link, as the system; handed over as plain
    values.
    """

    _name = "sme.meeting.requests.page"
    _description = "Registration: Pages of Requests"

    def _get_directory_person(self, other):
        """Return what the page of somebody in the directory shows.

        :param other: what `_find_in_directory` returned
        """
        self.ensure_one()
        requests = self._get_own_requests()
        raised = self._get_raised_rungs(requests)
        suggest = self.env["sme.meeting.suggest"]
        wishes = suggest._get_wishes(self)
        matches = suggest._rank_people(wishes, [("id", "=", other.id)])
        (parts,) = suggest._explain_people(wishes, matches)
        between = [
            row
            for row in self._describe_requests(requests, raised)
            if row["other"]["id"] == other.id
        ]
        asked = self._find_open_request(other)
        return {
            "person": other._describe_for_others(self._get_rung(other, raised)),
            "parts": [part for part in parts if part["text"]],
            "no_language": self._has_no_language(wishes, other),
            "requests": between,
            "is_asked": bool(asked),
            "why_not": None if asked else self._why_not_ask(other),
            "has_colleagues": self._has_colleagues(),
            "priorities": self._get_priorities(),
            "places": self._say_places(),
            **self._say_time_left(),
        }

    def _has_no_language(self, wishes, other):
        """Whether the two have no language in common, and need one here."""
        spoken = other.meeting_language_ids.ids or wishes.host_language_ids
        return (
            self._get_meeting_round().needs_language
            and bool(spoken and wishes.language_ids)
            and not set(spoken) & set(wishes.language_ids)
        )

    def _has_colleagues(self):
        """Whether somebody else of the firm takes part."""
        return bool(self.meeting_firm_key) and bool(
            self.search_count(
                [
                    ("event_id", "=", self.event_id.id),
                    ("in_meetings", "=", True),
                    ("state", "!=", "cancel"),
                    ("id", "!=", self.id),
                    ("meeting_firm_key", "=", self.meeting_firm_key),
                ],
                limit=1,
            )
        )

    def _get_priorities(self):
        field = self.env["sme.meeting.request"]._fields["priority"]
        return list(field._description_selection(self.env))

    def _say_places(self):
        """Return how many of the requests one may have are used up."""
        cap = self._get_meeting_round().request_cap
        if not cap:
            return ""
        return self.env._(
            "%(count)s of %(cap)s open requests used.",
            count=self._count_open_requests(),
            cap=cap,
        )

    def _get_requests_page(self):
        """Return the attendee's requests by what is to be done with them."""
        self.ensure_one()
        blocked = self._why_no_directory()
        if blocked:
            return {"blocked": blocked}
        requests = self._get_own_requests()
        rows = self._describe_requests(requests, self._get_raised_rungs(requests))
        groups = {"to_answer": [], "waiting": [], "agreed": [], "ended": []}
        for row in rows:
            groups[row["group"]].append(row)
        return {**groups, "places": self._say_places(), **self._say_time_left()}

    def _describe_requests(self, requests, raised):
        """Return requests as plain values; two who asked each other are one row."""
        is_open = self._is_asking_open()
        states = dict(requests._fields["state"]._description_selection(self.env))
        priorities = dict(self._get_priorities())
        listed = set(self.search(self._get_directory_domain()).ids)
        rows, agreed = [], set()
        for request in requests:
            mine = request.from_registration_id == self
            other = request.to_registration_id if mine else request.from_registration_id
            if request.state == "accepted":
                if other.id in agreed:
                    continue
                agreed.add(other.id)
                group, acts = "agreed", ["withdraw" if mine else "decline"]
            elif request.state == "asked":
                group = "waiting" if mine else "to_answer"
                acts = ["withdraw"] if mine else ["accept", "decline"]
            else:
                group, acts = "ended", []
            rows.append(
                {
                    "id": request.id,
                    "group": group,
                    "other": other._describe_for_others(self._get_rung(other, raised)),
                    "is_listed": other.id in listed,
                    "is_mine": mine,
                    "is_mutual": request.is_mutual,
                    "sentence": request.sentence or "",
                    "priority": priorities[request.priority] if mine else "",
                    "state": states[request.state],
                    "acts": acts if is_open else [],
                }
            )
        return rows
