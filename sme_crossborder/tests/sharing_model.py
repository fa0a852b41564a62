"""An independent model of who may see what: plain sets, no record rule, no SQL."""

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass
class Share:
    """What the owner of one record has said about it."""

    scope: str = "selected"
    readers: dict = field(default_factory=dict)  # organisation: (right, last day)


@dataclass
class SharingModel:
    """Records, their owners, what was shared, who is a member, and what day it is."""

    owners: dict  # record: organisation
    journeys: dict  # journey: firm file it is of
    hanging: dict  # what hangs on a journey: journey
    shares: dict = field(default_factory=dict)
    members: dict = field(default_factory=dict)  # organisation: last day or None
    today: date = None

    def share(self, record, scope, readers):
        self.shares[record] = Share(scope, dict(readers))

    def move_clock(self, days):
        self.today += timedelta(days=days)

    def _given(self, org, record, rights):
        share = self.shares.get(record)
        if not share:
            return False
        right, until = share.readers.get(org, (None, None))
        if right in rights and (not until or until >= self.today):
            return True
        if "read" not in rights:
            return False
        if share.scope == "network":
            return True
        return share.scope == "project" and self._is_member(org)

    def _is_member(self, org):
        return org in self.members and (
            not self.members[org] or self.members[org] >= self.today
        )

    def reads(self, org, record):
        if self.owners[record] == org or self._given(org, record, ("read", "work")):
            return True
        if record in self.hanging:
            return self.reads(org, self.hanging[record])
        return any(
            firm == record and self._given(org, journey, ("read", "work"))
            for journey, firm in self.journeys.items()
        )

    def writes(self, org, record):
        if self.owners[record] == org or self._given(org, record, ("work",)):
            return True
        return record in self.hanging and self.writes(org, self.hanging[record])
