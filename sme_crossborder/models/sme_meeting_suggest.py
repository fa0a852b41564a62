from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ..tools.lead_terms import without_wishes
from .sme_matching import ENOUGH_CAPABILITIES, OTHER_WAY
from .sme_matching_firms import UNKNOWN

PARTS = ("capability", "text", "country", "language")
# what makes somebody worth proposing; a common language alone does not
TELLING = ("capability", "text")
EVERYBODY = 100_000  # of a workshop: all are listed, not the best alone


class Wishes(NamedTuple):
    """What an attendee shows in the directory, as others are compared with it."""

    offered_ids: list
    sought_ids: list
    country_id: int
    language_ids: list
    host_language_ids: list  # of the workshop: of whoever names none
    texts: tuple


class SmeMeetingSuggest(models.AbstractModel):
    """Ranks who takes part in 1:1 meetings by how well they fit an attendee.

    By the weights of matching, in one query, and by nothing but what the directory
    shows of everybody: no firm's file, no leads.
    """

    _name = "sme.meeting.suggest"
    _inherit = ["sme.matching"]
    _description = "1:1 Meetings: Whom to Meet"

    @api.model
    def _get_wishes(self, person):
        """Return what others are compared with for an attendee."""
        hosts = person.event_id.working_language_ids
        return Wishes(
            offered_ids=person.meeting_offered_ids.ids,
            sought_ids=person.meeting_sought_ids.ids,
            country_id=person.firm_country_id.id,
            language_ids=(person.meeting_language_ids or hosts).ids,
            host_language_ids=hosts.ids,
            texts=(without_wishes(person.meeting_offer),),
        )

    @api.model
    def _rank_people(self, wishes, domain):
        """Return all attendees of a domain, those that fit best first.

        :param wishes: what `_get_wishes` returns
        :returns: list of `sme_matching.Match`
        """
        People = self.env["event.registration"]
        People.flush_model()
        query = People._search(domain)
        query.order = None
        candidates = query.select(
            SQL.identifier("event_registration", "id"),
            SQL.identifier("event_registration", "firm_country_id"),
        )
        return self._rank(
            candidates, self._weigh_parts("meeting", PARTS, wishes), EVERYBODY
        )

    # ------------------------------------------------------------------
    # Parts of the score
    # ------------------------------------------------------------------

    @api.model
    def _meeting_part_capability(self, wishes):
        """The better of both ways, and a little for what fits the other way."""
        People = self.env["event.registration"]
        joins = [
            self._shared(People, "meeting_offered_ids", wishes.sought_ids, "gives"),
            self._shared(People, "meeting_sought_ids", wishes.offered_ids, "takes"),
        ]
        gives, takes = (
            SQL("LEAST(%s, %s)", self._count(alias), ENOUGH_CAPABILITIES)
            for alias in ("gives", "takes")
        )
        share = SQL(
            """(%(most)s * GREATEST(%(gives)s, %(takes)s)
                + %(rest)s * LEAST(%(gives)s, %(takes)s)) / %(enough)s""",
            most=1 - OTHER_WAY,
            rest=OTHER_WAY,
            gives=gives,
            takes=takes,
            enough=ENOUGH_CAPABILITIES,
        )
        return share, joins

    @api.model
    def _meeting_part_text(self, wishes):
        weighed = self.env["sme.lead.term"]._weigh(*wishes.texts, alone=True)
        People = self.env["event.registration"]
        return self._share_of_text(People, weighed, "meeting_term_ids")

    @api.model
    def _meeting_part_country(self, wishes):
        """Whoever is from elsewhere; half where nobody knows."""
        share = SQL(
            "COALESCE((candidate.firm_country_id <> %s)::int, %s)",
            wishes.country_id or None,
            UNKNOWN,
        )
        return share, []

    @api.model
    def _meeting_part_language(self, wishes):
        """Whoever names no language holds meetings in those of the workshop."""
        shared = set(wishes.language_ids) & set(wishes.host_language_ids)
        unsaid = float(bool(shared) or not wishes.host_language_ids)
        People = self.env["event.registration"]
        return self._share_of_languages(People, "meeting_language_ids", wishes, unsaid)

    # ------------------------------------------------------------------
    # In words
    # ------------------------------------------------------------------

    @api.model
    def _is_telling(self, match):
        """Whether somebody is worth proposing."""
        return any(match.points.get(part) for part in TELLING)

    @api.model
    def _explain_people(self, wishes, matches):
        """Return for each match its parts: what is in common, and the points.

        :returns: list of lists of dicts ``{"part", "name", "points", "most", "text"}``;
            ``text`` is empty where nothing fits
        """
        people = self.env["event.registration"].browse(m.res_id for m in matches)
        weighed = self.env["sme.lead.term"]._weigh(*wishes.texts, alone=True)
        words = self._find_common_words(weighed, people, "meeting_term_ids")
        return self._explain(
            matches,
            people,
            lambda part, person: getattr(self, f"_say_meeting_{part}")(
                wishes, person, words[person.id]
            ),
        )

    @api.model
    def _say_meeting_capability(self, wishes, person, _words):
        gives, takes = self._find_exchange(
            wishes, person.meeting_offered_ids, person.meeting_sought_ids
        )
        said = []
        if gives:
            said.append(
                self.env._("Offers what you seek: %(list)s.", list=self._list(gives))
            )
        if takes:
            said.append(
                self.env._("Seeks what you offer: %(list)s.", list=self._list(takes))
            )
        return " ".join(said)

    @api.model
    def _say_meeting_text(self, _wishes, _person, words):
        if not words:
            return ""
        return self.env._("Words in both texts: %(words)s.", words=", ".join(words))

    @api.model
    def _say_meeting_country(self, wishes, person, _words):
        country = person.firm_country_id
        if not country or country.id == wishes.country_id:
            return ""
        return self.env._("From another country: %(country)s.", country=country.name)

    @api.model
    def _say_meeting_language(self, wishes, person, _words):
        spoken = person.meeting_language_ids or person.event_id.working_language_ids
        both = spoken.filtered(lambda entry: entry.id in wishes.language_ids)
        if not both:
            return ""
        return self.env._("You both speak: %(list)s.", list=self._list(both))
