"""An independent model of who may see how much of a lead: sets, no rule, no SQL."""

from dataclasses import dataclass, field
from datetime import date, timedelta

# where a lead is while what was opened of it is read
OPEN = ("published", "on_hold", "expired", "closed")
RUNGS = ("teaser", "profile", "contact")


@dataclass(frozen=True)
class Reader:
    """A user: organisations switched on, and all of those the user works for."""

    active: frozenset
    every: frozenset


@dataclass
class Lead:
    owner: str
    scope: str = "network"
    state: str = "published"
    rungs: dict = field(default_factory=dict)  # organisation: (rung, last day, named)
    never: set = field(default_factory=set)
    reviewer: str = None
    is_rewritten: bool = False
    shows_rewritten: bool = False  # in its teaser

    def circle(self):
        return self.scope if self.state == "published" else None


@dataclass
class LeadModel:
    leads: dict
    outside: frozenset = frozenset()  # organisations without users in here
    members: dict = field(default_factory=dict)  # organisation: (first, last day)
    followers: set = field(default_factory=set)  # (reader, lead)
    log: list = field(default_factory=list)  # (lead, act, rung, organisation or scope)
    today: date = None

    # ------------------------------------------------------------------
    # Acts
    # ------------------------------------------------------------------

    def move(self, name, state, scope=None):
        """A lead is published, put on hold, revised, ...: its circle may change."""
        lead = self.leads[name]
        former = lead.circle()
        lead.state, lead.scope = state, scope or lead.scope
        circle = lead.circle()
        if circle != former:
            if former:
                self.log.append((name, "withdrawn", "teaser", former))
            if circle:
                self.log.append((name, "granted", "teaser", circle))

    def open(self, name, org, rung, last_day, named):
        lead = self.leads[name]
        before, until, was_named = lead.rungs.get(org, (None, None, False))
        over = bool(until) and until < self.today
        named = named and rung == "contact"
        if (before, until, was_named) == (rung, last_day, named) and not over:
            return
        lead.rungs[org] = (rung, last_day, named)
        if before == "contact" and rung == "profile" and not over:
            self.log.append((name, "withdrawn", "contact", org))
        self.log.append((name, "granted", rung, org))

    def close(self, name, org):
        rung, until, _named = self.leads[name].rungs.pop(org)
        over = until and until < self.today
        self.log.append((name, "withdrawn", "profile" if over else rung, org))

    def bar(self, name, org):
        """Put an organisation on the list of those who never see a lead."""
        self.leads[name].never.add(org)
        self.log.append((name, "barred", False, org))
        if org in self.leads[name].rungs:
            self.close(name, org)

    def unbar(self, name, org):
        self.leads[name].never.discard(org)
        self.log.append((name, "unbarred", False, org))

    def forget_followers(self, name, readers):
        """Whoever lost a lead by an act follows it no more."""
        self.followers = {
            (who, lead)
            for who, lead in self.followers
            if lead != name or self.reads(readers[who], lead)
        }

    # ------------------------------------------------------------------
    # Who sees what
    # ------------------------------------------------------------------

    def _holds(self, lead, org):
        """The rung that an organisation has today, if any."""
        rung, until, named = lead.rungs.get(org, (None, None, False))
        if org in self.outside or (until and until < self.today):
            return None, False
        return rung, named

    def is_member(self, org):
        first, last = self.members.get(org, (date.max, None))
        return (not first or first <= self.today) and (not last or last >= self.today)

    def owns(self, reader, name):
        return self.leads[name].owner in reader.active

    def _is_kept_out(self, reader, lead):
        return bool(lead.never & (reader.every | reader.active))

    def sees(self, reader, name):
        """Whether the teaser is seen."""
        lead = self.leads[name]
        if self.owns(reader, name):
            return True
        if self._is_kept_out(reader, lead):
            return False
        if any(self._holds(lead, org)[0] for org in reader.active):
            return True
        if lead.state != "published":
            return False
        return lead.scope != "project" or any(map(self.is_member, reader.active))

    def reads(self, reader, name):
        """Whether the lead itself is read."""
        lead = self.leads[name]
        if self.owns(reader, name):
            return True
        return (
            lead.state in OPEN
            and not self._is_kept_out(reader, lead)
            and any(self._holds(lead, org)[0] for org in reader.active)
        )

    def reviews(self, reader, name):
        """Whether a coordinator of the organisation asked reads it meanwhile."""
        lead = self.leads[name]
        return (
            lead.state == "review"
            and lead.reviewer in reader.active
            and not self._is_kept_out(reader, lead)
        )

    def turns_to(self, reader, name):
        """Whether the adviser is told, and whether the person named is."""
        lead = self.leads[name]
        if self.owns(reader, name) or not self.reads(reader, name):
            return False, False
        held = {org: self._holds(lead, org) for org in reader.active}
        contact = {
            org: named for org, (rung, named) in held.items() if rung == "contact"
        }
        person = any(
            named and self.is_member(org) and self.is_member(lead.owner)
            for org, named in contact.items()
        )
        return bool(contact), person

    def rung(self, reader, name):
        """How far a lead is open to a reader who sees its teaser."""
        lead = self.leads[name]
        if self.owns(reader, name):
            return "own"
        held = {self._holds(lead, org)[0] for org in reader.active}
        return next((rung for rung in reversed(RUNGS) if rung in held), "teaser")

    def move_clock(self, days):
        self.today += timedelta(days=days)
