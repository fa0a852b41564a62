"""What the independent model says of firm files that change hands."""

from dataclasses import dataclass, field
from datetime import date

from .sharing_model import Share, SharingModel


@dataclass
class Request:
    """One organisation asks another one to take a file over."""

    firm: str
    giver: str
    receiver: str
    until: date | None = None  # the giver reads on until that day
    keep: bool = False  # whoever it was shared with goes on seeing it
    leaving: bool = False  # the giver leaves the project
    state: str = "asked"


@dataclass
class Enrolment:
    """Who answers for a firm in the project, and until when."""

    responsible: str
    until: date | None = None


@dataclass
class MovingModel(SharingModel):
    """Records that are handed over with all that hangs on them."""

    rests_on: dict = field(default_factory=dict)  # barrier met: known barrier
    cases: dict = field(default_factory=dict)  # case or study: firm file
    enrolments: dict = field(default_factory=dict)  # firm: Enrolment
    lead: str | None = None  # organisation that leads the project
    requests: list = field(default_factory=list)
    # what its first owner wrote and planned on these stayed with it, away from them
    left_notes: set = field(default_factory=set)

    def waiting(self, firm=None):
        """Return the first request that waits for an answer, for any file or one."""
        for request in self.requests:
            if request.state == "asked" and firm in (None, request.firm):
                return request
        return None

    def may_ask(self, firm, receiver):
        return not (
            receiver in self.outside
            or receiver == self.owners[firm]
            or self.waiting(firm)
        )

    def ask(self, firm, receiver, until=None, keep=False, leaving=False):
        giver = self.owners[firm]
        self.requests.append(Request(firm, giver, receiver, until, keep, leaving))

    def answer(self, request, state):
        request.state = state
        if state == "accepted":
            self._hand_over(request)
        elif request.leaving:
            _first, last = self.members[request.giver]
            self._freeze(request.firm, last or self.today)

    def _freeze(self, firm, day):
        self.enrolments[firm].until = self.enrolments[firm].until or day

    def sees_request(self, org, request):
        return org in (request.giver, request.receiver)

    def may_remove(self, org):
        """Whether a membership can be deleted: nobody answers for a firm by it."""
        return all(line.responsible != org for line in self.enrolments.values())

    def is_tied(self, record, other):
        """Whether two records point to each other: a hand-over may part two of them."""
        pairs = {(record, other), (other, record)}
        was = pairs & {(met, "barrier") for met in self.rests_on}
        return not was or bool(pairs & self.rests_on.items())

    def _hand_over(self, request):
        held = self._hold(request)
        for name in held:
            self.log.append(
                (name, "handed", "selected", request.receiver, request.giver)
            )
            self.owners[name] = request.receiver
            if name in {*self.journeys, *self.journeys.values(), *self.cases}:
                self.advised[name] = request.receiver
        self.left_notes.update(held)
        self.steps -= {(request.giver, name) for name in held}
        if request.firm in self.enrolments:
            self._move_enrolment(request.firm, request.receiver)
        for name in held:
            self.share(name, *self._share_after(name, request))
        for name in held:
            self._drop_followers(name)
        self.followers.add((request.receiver, request.firm))

    def _move_enrolment(self, firm, receiver):
        if not self.is_member(receiver):
            self._freeze(firm, self.today)
        elif not self.enrolments[firm].until:
            self.enrolments[firm].responsible = receiver

    def _hold(self, request):
        """What goes along: the journeys, what was met on them, and what that rests on.

        A known barrier the receiver reads anyhow stays where it is. One of a third
        house that it does not read is written down anew for the receiver.
        """
        held = [request.firm]
        held += [lead for lead, firm in self.journeys.items() if firm == request.firm]
        held += [case for case, firm in self.cases.items() if firm == request.firm]
        met = [name for name, lead in self.hanging.items() if lead in held]
        held += met
        for name in met:
            barrier = self.rests_on[name]
            if self.reads(request.receiver, barrier):
                continue
            if self.owners[barrier] == request.giver:
                held.append(barrier)
            else:
                self.rests_on[name] = "copy"
                self.owners["copy"] = request.receiver
        return held

    def _share_after(self, name, request):
        """Whom the new owner of a record shares it with from then on."""
        share = self.shares.get(name, Share())
        scope, readers = "selected", {}
        if request.keep:
            scope = share.scope
            readers = {
                org: what
                for org, what in share.readers.items()
                if org != request.receiver
            }
            if scope == "project" and not self.is_member(request.receiver):
                scope = "selected"
        if request.until:
            readers[request.giver] = ("read", request.until)
        return scope, readers

    def counts(self, org, record):
        """Whether a barrier met counts in a study an organisation makes.

        It must read it, and have the firm in the project itself or see it there.
        """
        lead = self.hanging[record]
        shares = [self.shares.get(name, Share()) for name in (record, lead)]
        return self.reads(org, record) and (
            (self.owners[record] == org and self.journeys[lead] in self.enrolments)
            or any(share.scope == "project" for share in shares)
        )

    # ------------------------------------------------------------------
    # An organisation leaves the project
    # ------------------------------------------------------------------

    def reads_project(self, org):
        """Who keeps the project, and its members, from before their first day on."""
        _first, last = self.members.get(org, (None, date.min))
        return org == self.lead or not last or last >= self.today

    def enrolled(self, org):
        """Firms an organisation has, answers for, and can still end or hand over."""
        return [
            firm
            for firm, line in self.enrolments.items()
            if line.responsible == self.owners[firm] == org and not line.until
        ]

    def may_leave(self, org, lines):
        return (
            org != self.lead
            and self.is_member(org)
            and all(self.may_ask(firm, receiver) for firm, receiver in lines)
        )

    def leave(self, org, last, take_back, lines):
        """Some firms are offered to others, the rest end; shares may be taken back.

        :param lines: firms to hand over, with whom to ask
        """
        enrolled = self.enrolled(org)
        for firm, receiver in lines:
            self.ask(firm, receiver, leaving=True)
        for firm in set(enrolled).difference(firm for firm, _receiver in lines):
            self._freeze(firm, last)
        for name in self._shared_with_project(org) if take_back else ():
            readers = self.shares[name].readers.items()
            self.share(
                name,
                "selected",
                {
                    o: what
                    for o, what in readers
                    if not what[1] or what[1] >= self.today
                },
            )
        first, _last = self.members[org]
        self.members[org] = (first, last)

    def _shared_with_project(self, org):
        """Not a known barrier that a firm of somebody else met."""
        return [
            name
            for name, share in self.shares.items()
            if self.owners[name] == org
            and share.scope == "project"
            and all(
                self.owners[met] == org
                for met, barrier in self.rests_on.items()
                if barrier == name
            )
        ]
