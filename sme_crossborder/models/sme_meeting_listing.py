from odoo import models
from odoo.fields import Domain

from ..tools.address import to_page
from .sme_meeting_directory import TEASER
from .sme_meeting_person import OPEN

ON_PAGE = 20
MOST_WORDS = 8  # of a search


class SmeMeetingListing(models.AbstractModel):
    """The directory as a list: ranked for the attendee, searched, page by page.

    What is hidden of somebody is not searched either.
    """

    _name = "sme.meeting.listing"
    _description = "Registration: List of Participants"

    def _get_directory(self, asked):
        """Return a page of the directory, those that fit the attendee best first.

        :param dict asked: ``words``, ``country``, ``language``, ``capability``,
            ``page``, as they stand in the address
        :returns: dict with ``people``, ``total``, ``page``, ``pages``, ``filters`` and
            ``choices``; ``blocked`` alone where there is none
        """
        self.ensure_one()
        blocked = self._why_no_directory()
        if blocked:
            return {"blocked": blocked}
        requests = self._get_own_requests()
        raised = self._get_raised_rungs(requests)
        choices = self._get_directory_choices()
        filters = self._clean_filters(asked, choices)
        suggest = self.env["sme.meeting.suggest"]
        wishes = suggest._get_wishes(self)
        domain = self._get_directory_domain() & self._filter_people(filters, raised)
        matches = self._put_last(suggest._rank_people(wishes, domain))
        pages = max(1, -(-len(matches) // ON_PAGE))
        page = min(to_page(asked.get("page")), pages)
        shown = matches[(page - 1) * ON_PAGE : page * ON_PAGE]
        return {
            "people": self._describe_matches(wishes, shown, requests, raised),
            "total": len(matches),
            "page": page,
            "pages": pages,
            "filters": filters,
            "choices": choices,
            "own": self._say_own_rung(),
            **self._say_time_left(),
        }

    def _put_last(self, matches):
        """Return matches with those last whom the attendee may not ask."""
        people = self.browse(match.res_id for match in matches)
        barred = set(people.filtered(self._is_same_country)._ids)
        return sorted(matches, key=lambda match: match.res_id in barred)

    def _describe_matches(self, wishes, matches, requests, raised):
        """Return what the list says of attendees, a dict each."""
        suggest = self.env["sme.meeting.suggest"]
        standing = self._say_standing(requests)
        is_open = self._is_asking_open()
        people = self.browse(match.res_id for match in matches)
        explained = suggest._explain_people(wishes, matches)
        described = []
        for person, match, parts in zip(people, matches, explained, strict=True):
            may_ask = not self._is_same_country(person)
            suggested = (
                is_open
                and may_ask
                and not standing.get(person.id)
                and suggest._is_telling(match)
            )
            described.append(
                person._describe_for_others(self._get_rung(person, raised))
                | {
                    "is_suggested": suggested,
                    "reasons": self._pick_reasons(parts) if suggested else [],
                    "standing": standing.get(person.id, ""),
                    "may_ask": may_ask,
                }
            )
        return described

    def _pick_reasons(self, parts):
        """Return the parts of a score that a list says in words."""
        # the country stands beside the name already
        return [
            part["text"] for part in parts if part["text"] and part["part"] != "country"
        ]

    def _get_directory_choices(self):
        """Return what the list can be filtered by: what somebody in it has."""
        domain = self._get_directory_domain()

        def found(*fnames):
            records = [
                entry
                for fname in fnames
                for (entry,) in self._read_group(domain, [fname])
                if entry
            ]
            names = {str(entry.id): entry.display_name for entry in records}
            return sorted(names.items(), key=lambda choice: choice[1].casefold())

        languages = dict(found("meeting_language_ids")) | {
            str(language.id): language.display_name
            for language in self.event_id.working_language_ids
        }
        return {
            "country": found("firm_country_id"),
            "language": sorted(languages.items(), key=lambda one: one[1].casefold()),
            "capability": found("meeting_offered_ids", "meeting_sought_ids"),
        }

    def _clean_filters(self, asked, choices):
        """Return the filters that mean something, as they stand in the address."""
        filters = {
            kind: asked.get(kind)
            for kind, known in choices.items()
            if asked.get(kind) in dict(known)
        }
        words = (asked.get("words") or "").split()[:MOST_WORDS]
        if words:
            filters["words"] = " ".join(word[:50] for word in words)
        return filters

    def _filter_people(self, filters, raised):
        """Return the domain of filters; it looks at nothing that is not shown."""
        domain = Domain.TRUE
        for word in filters.get("words", "").split():
            domain &= self._has_word(word, raised)
        if "country" in filters:
            domain &= Domain("firm_country_id", "=", int(filters["country"]))
        if "capability" in filters:
            entry = int(filters["capability"])
            domain &= Domain("meeting_offered_ids", "in", [entry]) | Domain(
                "meeting_sought_ids", "in", [entry]
            )
        if "language" in filters:
            language = int(filters["language"])
            speaks = Domain("meeting_language_ids", "in", [language])
            if language in self.event_id.working_language_ids.ids:
                speaks |= Domain("meeting_language_ids", "=", False)
            domain &= speaks
        return domain

    def _has_word(self, word, raised):
        named = Domain("name", "ilike", word) | Domain("company_name", "ilike", word)
        if self._get_meeting_round().directory_rung == TEASER:
            named &= Domain("id", "in", list(raised))
        return (
            Domain("meeting_offer", "ilike", word)
            | Domain("meeting_offered_ids.name", "ilike", word)
            | Domain("meeting_sought_ids.name", "ilike", word)
            | named
        )

    def _say_standing(self, requests):
        """Return ``{id of a registration: how a request with them stands}``."""
        said = {}
        for request in requests:
            mine = request.from_registration_id == self
            other = request._get_other(self)
            if request.state == "accepted":
                said[other.id] = self.env._("You both want to meet")
            elif request.state in OPEN and mine:
                said.setdefault(other.id, self.env._("You have asked"))
            elif request.state in OPEN:
                said[other.id] = self.env._("Asks you: answer")
        return said
