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
        asked = requests._find_open(self, other)
        return {
            "person": other._describe_for_others(self._get_rung(other, raised)),
            "parts": [part for part in parts if part["text"]],
            "no_language": self._has_no_language(wishes, other),
            "requests": between,
            "version": self._get_request_version(asked),
            "is_asked": bool(asked) or any(row["group"] == "agreed" for row in between),
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
        if not cap or not self._is_asking_open():
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
        is_published = self._are_meetings_published()
        priorities = dict(self._get_priorities())
        listed = set(self.search(self._get_directory_domain()).ids)
        placed = requests.meeting_ids.filtered(lambda one: one.state != "cancelled")
        meeting = {
            person.id for person in placed.participation_ids.registration_id - self
        }
        rows, agreed = [], {}
        for request in requests:
            mine = request.from_registration_id == self
            other = request._get_other(self)
            said = self._say_sentence(request, mine)
            if request.state == "accepted":
                if other.id in agreed:
                    agreed[other.id]["sentences"] += said
                    continue
                group, acts = "agreed", ["withdraw" if mine else "decline"]
            elif request.state == "asked":
                group = "waiting" if mine else "to_answer"
                acts = ["withdraw"] if mine else ["accept", "decline"]
            else:
                group, acts = "ended", []
            row = {
                "id": request.id,
                "group": group,
                "other": other._describe_for_others(self._get_rung(other, raised)),
                "is_listed": other.id in listed,
                "is_mine": mine,
                "is_mutual": request.is_mutual,
                "sentences": said,
                "priority": priorities[request.priority] if mine else "",
                "state": self._say_request_state(request, mine),
                "acts": acts if is_open else [],
                "is_unplaced": is_published
                and group == "agreed"
                and other.id not in meeting,
            }
            rows.append(row)
            if group == "agreed":
                agreed[other.id] = row
        return rows

    def _say_sentence(self, request, mine):
        """Return ``[(who wrote it, what)]``; what was taken back is not told on."""
        if not request.sentence or (request.state == "withdrawn" and not mine):
            return []
        author = self.env._("You wrote") if mine else self.env._("They wrote")
        return [(author, request.sentence)]

    def _say_request_state(self, request, mine):
        """Return how a request stands, and whose answer that is."""
        said = {
            ("declined", False): self.env._("You declined"),
            ("declined", True): self.env._("They declined"),
            ("withdrawn", False): self.env._("They withdrew it"),
            ("withdrawn", True): self.env._("You withdrew it"),
            ("lapsed", False): self.env._("Not answered in time"),
            ("lapsed", True): self.env._("Not answered in time"),
        }
        labels = dict(request._fields["state"]._description_selection(self.env))
        return said.get((request.state, mine), labels[request.state])
