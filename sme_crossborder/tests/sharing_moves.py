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
    enrolments: dict = field(default_factory=dict)  # firm: Enrolment
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

    def ask(self, firm, receiver, until, keep):
        giver = self.owners[firm]
        self.requests.append(Request(firm, giver, receiver, until, keep))

    def answer(self, request, state):
        request.state = state
        if state == "accepted":
            self._hand_over(request)

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
            if name in self.journeys or name in self.journeys.values():
                self.advised[name] = request.receiver
        self.left_notes.update(held)
        self.steps -= {(request.giver, name) for name in held}
        enrolment = self.enrolments.get(request.firm)
        if enrolment and not enrolment.until:
            if self.is_member(request.receiver):
                enrolment.responsible = request.receiver
            else:
                enrolment.until = self.today
        for name in held:
            self.share(name, *self._share_after(name, request))
        for name in held:
            self._drop_followers(name)
        self.followers.add((request.receiver, request.firm))

    def _hold(self, request):
        """What goes along: the journeys, what was met on them, and what that rests on.

        A known barrier the receiver reads anyhow stays where it is. One of a third
        house that it does not read is written down anew for the receiver.
        """
        held = [request.firm]
        held += [lead for lead, firm in self.journeys.items() if firm == request.firm]
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
