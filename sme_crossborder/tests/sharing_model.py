"""An independent model of who may see what: plain sets, no record rule, no SQL."""

from dataclasses import dataclass, field
from datetime import date, timedelta

READ = ("read", "work")


@dataclass
class Share:
    """What the owner of one record has said about it."""

    scope: str = "selected"
    readers: dict = field(default_factory=dict)  # organisation: (right, last day)
    contacts: bool = False  # of a firm: its contact persons are shown too

    def grants(self):
        """Return ``{(scope, organisation or None): (right, last day, persons)}``."""
        given = {
            ("selected", org): (*what, self.contacts)
            for org, what in self.readers.items()
        }
        if self.scope in ("project", "network"):
            given[self.scope, None] = ("read", None, self.contacts)
        return given


@dataclass
class SharingModel:
    """Records, their owners, what was shared, who is a member, and what day it is."""

    owners: dict  # record: organisation
    journeys: dict  # journey: firm file it is of
    hanging: dict  # what hangs on a journey: journey
    outside: frozenset = frozenset()  # organisations without users in here
    shares: dict = field(default_factory=dict)
    members: dict = field(default_factory=dict)  # organisation: (first, last day)
    arranged: bool = True  # the project records who informs and answers persons
    followers: set = field(default_factory=set)  # (organisation, record)
    steps: set = field(default_factory=set)  # planned: (organisation, record)
    advised: dict = field(default_factory=dict)  # record: organisation of its adviser
    log: list = field(default_factory=list)  # (record, act, scope, reader, owner)
    today: date = None

    def accepts(self, record, scope, readers, contacts):
        """Whether an owner may share like that; if not, it must be refused."""
        owner = self.owners[record]
        if scope == "project" and not self.is_member(owner):
            return False
        if not contacts:
            return True
        if record not in self.journeys.values() or scope == "network":
            return False
        if scope == "project" and not self.arranged:
            return False
        return all(self._joins(owner, org) for org in readers)

    def share(self, record, scope, readers, contacts=False):
        """Note what the owner said; whoever loses the record follows it no more."""
        former = self.shares.get(record, Share()).grants()
        self.shares[record] = Share(scope, dict(readers), contacts)
        new = self.shares[record].grants()
        if new == former:
            return
        ended = [key for key in former if key not in new]
        begun = [key for key in new if new[key] != former.get(key)]
        for act, keys in (("withdrawn", ended), ("granted", begun)):
            self.log += [(record, act, *key, self.owners[record]) for key in keys]
        if former:
            for name in (record, *self._reached(record)):
                self._tidy(name)

    def _tidy(self, record):
        """Whoever lost a record follows it no more; what they planned is its adviser's.

        The adviser follows what they are to do, like everybody who is to do something.
        """
        self._drop_followers(record)
        lost = {
            (org, name)
            for org, name in self.steps
            if name == record and not self.reads(org, name)
        }
        heir = self.advised.get(record)
        if lost and heir and self.reads(heir, record):
            self.steps.add((heir, record))
            self.followers.add((heir, record))
        self.steps -= lost

    def _drop_followers(self, record):
        self.followers = {
            (org, name)
            for org, name in self.followers
            if name != record or self.reads(org, name)
        }

    def _reached(self, record):
        """What is read through a journey: its firm, and what hangs on it."""
        if record in self.journeys:
            yield self.journeys[record]
            yield from (name for name, lead in self.hanging.items() if lead == record)

    def move_clock(self, days):
        self.today += timedelta(days=days)

    def given(self, org, record, rights=READ):
        """Whether the owner let an organisation do it, by one of the three ways."""
        share = self.shares.get(record)
        if not share or org in self.outside:
            return False
        right, until = share.readers.get(org, (None, None))
        if right in rights and (not until or until >= self.today):
            return True
        if "read" not in rights:
            return False
        if share.scope == "network":
            return True
        return share.scope == "project" and self.is_member(org)

    def is_member(self, org):
        """Whether an organisation is in the project today."""
        first, last = self.members.get(org, (date.max, None))
        return (not first or first <= self.today) and (not last or last >= self.today)

    def reads(self, org, record):
        if org in self.outside:
            return False
        if self.owners[record] == org or self.given(org, record):
            return True
        if record in self.hanging:
            return self.reads(org, self.hanging[record])
        return any(
            firm == record and self.given(org, journey)
            for journey, firm in self.journeys.items()
        )

    def writes(self, org, record):
        if self.owners[record] == org or self.given(org, record, ("work",)):
            return True
        return record in self.hanging and self.writes(org, self.hanging[record])

    def shows_persons(self, org, record):
        """Whether a guest sees the persons of a firm: said so, and arranged today.

        The firm itself must have been given: who reads it with a journey sees nobody.
        """
        share, owner = self.shares.get(record), self.owners[record]
        return bool(
            share
            and share.contacts
            and org != owner
            and self.given(org, record)
            and self._joins(owner, org)
        )

    def _joins(self, *orgs):
        """Whether the arrangement of the project covers all of them today."""
        return self.arranged and all(map(self.is_member, orgs))

    def listed(self, record):
        """Whom *Who can see this?* names beside the owner, the network as None."""
        carriers = [lead for lead, firm in self.journeys.items() if firm == record]
        carriers += [self.hanging[record]] if record in self.hanging else []
        return set().union(*map(self._listed_itself, (record, *carriers)))

    def _listed_itself(self, record):
        share = self.shares.get(record, Share())
        named = {
            org
            for org, (_right, until) in share.readers.items()
            if not until or until >= self.today
        }
        if share.scope == "network":
            named.add(None)
        if share.scope == "project":
            named |= {org for org in self.members if self.is_member(org)}
        return named - {self.owners[record]}
