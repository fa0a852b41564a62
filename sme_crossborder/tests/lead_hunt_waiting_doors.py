"""What waits for a user of the portal: to approve, to agree, and to go on."""

from .lead_hunt_answers_world import SPEAKERS
from .lead_hunt_interest_doors import LeadHuntInterestDoors
from .lead_hunt_world import LEADS, OUTSIDE

APPROVAL, AGREEMENT, INTRODUCTION = (
    "sme.portal.approval",
    "sme.portal.agreement",
    "sme.portal.introduction",
)
# what stays between the two organisations, and with the one that asks
BETWEEN = ("Askmark", "Seeker", "Keptmark", "Secretmark", "Coordmark", "Advisermark")


class LeadHuntWaitingDoors(LeadHuntInterestDoors):
    def list_waiting(self, model, who):
        """Return what may wait for a user of the portal, and whether it does.

        :returns: list of ``(door, id of what is asked, lead, whether it is asked)``
        """
        rows = [
            (APPROVAL, self.leads[name].id, name, model.approves(who, name))
            for name in LEADS
        ]
        for at, asked in enumerate(model.asked):
            agreement = self._find_agreement(at) if asked.agreement else False
            if agreement:
                agrees = model.agrees(who, asked)
                rows.append((AGREEMENT, agreement.id, asked.lead, agrees))
            if asked.state != "accepted" or asked.org not in OUTSIDE:
                continue
            for whom in SPEAKERS:
                reply = self._find_reply(whom, at)
                asks = who == whom and model.goes_on(who, asked)
                if reply:
                    rows.append((INTRODUCTION, reply.id, asked.lead, asks))
        return rows

    def compare_waiting(self, model, step):
        """All of it at once for every user; by each door what waits, and some more."""
        for who in SPEAKERS:
            rows = self.list_waiting(model, who)
            where = f"{who} after {step}"
            for door in (APPROVAL, AGREEMENT, INTRODUCTION):
                listed = [row["id"] for row in self.speaker(who, door)._list_asked()]
                expected = [row[1] for row in rows if row[0] == door and row[3]]
                self.assertCountEqual(listed, expected, f"{door} of {where}")
            waits = [row for row in rows if row[3]]
            shut = [row for row in rows if not row[3]]
            # first of a kind that was not found shut yet
            seldom = [row for row in shut if False not in self.found[self._door(row)]]
            for row in [*waits[-2:], *(seldom or self._choose(shut))[:1]]:
                self._compare_question(who, *row, where)
            self._compare_answered(model, who, where)

    def _compare_answered(self, model, who, where):
        """What a firm answered, and what came of it, is read by who speaks for it."""
        mine = self.speaker(who, AGREEMENT)
        listed = mine._list_answered()
        for at, asked in enumerate(model.asked):
            if asked.agreement not in ("yes", "no"):
                continue
            number = self._find_agreement(at).id
            doors = {
                "answered, page": lambda number=number: mine._read_answered(number),
                "answered, listed": lambda number=number: any(
                    row["id"] == number for row in listed
                ),
            }
            self.check(doors, model.holds(who, asked.lead), where)
        self.assertFalse([mark for mark in BETWEEN if mark in str(listed)], where)

    def compare_told_by_firms(self, model, step):
        """What the firm of a lead says to its adviser is told on the owner's side."""
        for at, asked in enumerate(model.asked):
            if asked.agreement not in ("yes", "no"):
                continue
            for who, reader in self.readers.items():
                mine = self.at(who, self.asked[at])
                doors = {
                    "what the firm says": lambda mine=mine: (
                        "Agreemark" in str(mine.firm_said)
                    )
                }
                owns = model.owns(reader, asked.lead)
                self.check(doors, owns, f"{who} on interest {at} after {step}")

    @staticmethod
    def _door(row):
        return f"{row[0]}, page"

    def _compare_question(self, who, door, record_id, name, asks, where):
        where = f"{door} {record_id} on {name}, {where}"
        mine = self.speaker(who, door)
        self.check({f"{door}, page": lambda: mine._read_asked(record_id)}, asks, where)
        said = mine._read_asked(record_id) or {}
        if door == AGREEMENT:
            self.assertFalse([mark for mark in BETWEEN if mark in str(said)], where)
        version = said.get("version", "")
        answers = {
            APPROVAL: lambda: mine._answer(record_id, "yes", "", version),
            AGREEMENT: lambda: mine._answer(record_id, "yes", 0, "", version),
            INTRODUCTION: lambda: mine._answer(record_id, "yes", ""),
        }
        self.check_act(f"{door}, answer", answers[door], asks, where)
