"""The model goes on: what answers a lead, and who reads it on the portal."""

from dataclasses import dataclass, field

from .lead_hunt_model import OPEN, LeadModel, Reader

WAITING = ("new", "review")


@dataclass
class Asked:
    """An interest: in which lead, of whom, and what became of it."""

    lead: str
    org: str
    state: str = "new"
    who: str = None
    # whether the firm of the lead was asked to agree, and what it said
    agreement: str = None
    # users of the portal who were introduced and have not said yet whether to go on
    introduced: set = field(default_factory=set)


@dataclass
class AnswersModel(LeadModel):
    homes: dict = field(default_factory=dict)  # organisation: country of its firms
    # organisation: those who never see the lead its firm seeks partners with
    kept_from: dict = field(default_factory=dict)
    houses: dict = field(default_factory=dict)  # firm that reads: who keeps its file
    holders: dict = field(default_factory=dict)  # firm: whose leads are all of it
    speakers: dict = field(default_factory=dict)  # user: {whom it speaks for: last day}
    asked: list = field(default_factory=list)

    # ------------------------------------------------------------------
    # What fits
    # ------------------------------------------------------------------

    def fits(self, reader, org, name):
        """Whether a reader is told that a lead fits a firm of an organisation."""
        return (
            self.suits(reader, org, name)
            and self.leads[name].owner not in self.kept_from[org]
        )

    def suits(self, reader, org, name):
        """Whether a reader is told that a firm of an organisation fits a lead."""
        lead = self.leads[name]
        return (
            org in reader.active
            and lead.state == "published"
            and self.sees(reader, name)
            and org not in lead.never
            and self.homes[lead.owner] != self.homes[org]
        )

    # ------------------------------------------------------------------
    # The portal
    # ------------------------------------------------------------------

    def speaks_for(self, user):
        """For whom a user of the portal speaks today."""
        return {
            org
            for org, last in self.speakers[user].items()
            if last is None or last >= self.today
        }

    def _is_kept_from(self, mine, lead):
        houses = {self.houses[org] for org in mine if org in self.houses}
        return bool(lead.never & (mine | houses))

    def opened(self, org, name):
        """The rung an organisation without users has today, if any."""
        rung, until, _named = self.leads[name].rungs.get(org, (None, None, False))
        return None if until and until < self.today else rung

    def finds(self, user, name, org=None):
        """Whether a lead is listed on the portal, at all or for one of several."""
        lead, mine = self.leads[name], self.speaks_for(user)
        through = mine & {org} if org else mine
        if not through or self._is_kept_from(mine, lead):
            return False
        if any(self.opened(one, name) for one in through):
            return True
        if lead.state != "published":
            return False
        if lead.scope == "project":
            return any(map(self.is_member, through))
        return lead.scope == "public" or bool(through - self.houses.keys())

    def is_told(self, user, name):
        """How much of a lead the portal tells: nothing, or a rung."""
        if not self.finds(user, name):
            return None
        held = {self.opened(org, name) for org in self.speaks_for(user)} - {None}
        if not held or self.leads[name].state not in OPEN:
            return "teaser"
        return "contact" if "contact" in held else "profile"

    # ------------------------------------------------------------------
    # Interests
    # ------------------------------------------------------------------

    def waits(self, org, name):
        return any(
            one.state in WAITING
            for one in self.asked
            if (one.org, one.lead) == (org, name)
        )

    def may_ask(self, who, org, name):
        """Whether a user may express interest for an organisation, and the same firm.

        In this world each asks for one firm, or for one that is named later.
        """
        return self.may_answer(who, org, name) and not self.waits(org, name)

    def may_answer(self, who, org, name):
        """Whether a user may express interest, for some firm."""
        lead = self.leads[name]
        if lead.state != "published" or lead.owner == org:
            return False
        if org in self.houses:
            return False  # a firm is answered for by who keeps its file
        if org in self.outside:
            return org in self.speaks_for(who) and self.finds(who, name, org)
        return self.sees(Reader(frozenset(org), frozenset(who)), name)

    def ask(self, who, org, name):
        self.asked.append(Asked(name, org, who=who))

    def follows(self, user, asked):
        """Whether a user of the portal follows an interest."""
        return asked.org in self.outside and asked.org in self.speaks_for(user)

    def sees_asked(self, reader, asked):
        return self.owns(reader, asked.lead) or self.asks(reader, asked)

    def asks(self, reader, asked):
        return asked.org in reader.active and asked.org not in self.outside

    def move(self, name, state, scope=None):
        """Closing a lead ends what waits for an answer."""
        moved = super().move(name, state, scope)
        if state == "closed":
            self._decline_waiting(name, {asked.org for asked in self.asked})
        return moved

    def bar(self, name, org):
        """Who is never to see a lead does not wait for an answer."""
        barred = super().bar(name, org)
        self._decline_waiting(name, {org})
        return barred

    def _decline_waiting(self, name, orgs):
        for asked in self.asked:
            if asked.lead == name and asked.state in WAITING and asked.org in orgs:
                asked.state = "declined"

    # ------------------------------------------------------------------
    # What users of the portal are asked
    # ------------------------------------------------------------------

    def holds(self, user, name):
        """Whether a user speaks for whom a lead is of."""
        owner = self.leads[name].owner
        return any(self.holders.get(org) == owner for org in self.speaks_for(user))

    def approves(self, user, name):
        """Whether a user is asked to approve a lead."""
        return self.leads[name].state == "approval" and self.holds(user, name)

    def may_ask_firm(self, asked):
        """Whether the owner may ask if the firm agrees to be introduced."""
        return (
            asked.state in WAITING
            and self.leads[asked.lead].state in OPEN
            and any(self.holds(user, asked.lead) for user in self.speakers)
        )

    def agrees(self, user, asked):
        """Whether a user is asked if the firm agrees to be introduced."""
        return (
            asked.agreement == "waits"
            and asked.state in WAITING
            and self.leads[asked.lead].state in OPEN
            and self.holds(user, asked.lead)
        )

    def introduce(self, asked):
        """Who asked is introduced, while speaking for it; else whoever does."""
        asked.state = "accepted"
        self.open(asked.lead, asked.org, "contact", None, False)
        if asked.org in self.outside:
            mine = {who for who in self.speakers if asked.org in self.speaks_for(who)}
            asked.introduced = mine & {asked.who} or mine

    def goes_on(self, user, asked):
        """Whether a user is asked to go on after an introduction."""
        told = self.opened(asked.org, asked.lead) == "contact"
        return user in asked.introduced and told
