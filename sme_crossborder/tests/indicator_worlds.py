"""Worlds for the indicators, drawn at random: plain values in which every rule bites.

Organisations `a` (Sweden) and `b` (Latvia) keep files and hold workshops; `c` and `d`
of Estonia are one legal entity under two names. Days are drawn near the days that
decide: of the project, of a membership, of an enrolment.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

NOW = datetime(2026, 11, 2, 12)
TODAY = NOW.date()
START = date(2025, 1, 1)
# one of them has its year after the end in the past
ENDS = (date(2025, 10, 31), date(2026, 6, 30), date(2027, 12, 31))
ZONES = ("Europe/Stockholm", "Europe/Riga", "UTC")
COUNTRIES = {"a": "SE", "b": "LV", "c": "EE", "d": "EE"}
NUMBERS = {"a": "a", "b": "b", "c": "twin", "d": "twin"}
# files by member and number, which two of them may share
FILES = [
    (member, number)
    for member in "ab"
    for number in ("556036-0793", "556012-5790", "vat", None)
]
MARKETS = ("FI", "LT")
BY_HAND = ("RCO10", "RCR03", "RCR04", "RCR81", "CB-CC")
FIRMS_BY_HAND = ("RCO10", "RCR03", "RCR04")
KINDS = (
    *("strategy", "strategy", "pilot", "pilot", "solution", "solution"),
    *("legal", "legal", "agreement", "agreement"),
)


@dataclass
class Thing:
    """A record of the world; the number is given when it is made."""

    id: int = 0


@dataclass
class Member(Thing):
    since: date | None = None
    until: date | None = None


@dataclass
class Firm(Thing):
    member: str = ""
    number: str | None = None
    founded: int = 0
    enrolled: date | None = None
    left: date | None = None
    countable: bool = True
    enrolment_id: int = 0


@dataclass
class Service(Thing):
    firm: Firm = None
    day: date = None
    minutes: int = 0
    is_support: bool = True


@dataclass
class Workshop(Thing):
    member: str = ""
    ends: datetime = None
    zone: str = "UTC"
    heads: int = 0
    absent: int = 0
    organisers: tuple = ()
    papers: tuple = ()
    counts_as: str = "rco81"
    is_public: bool = False
    is_cancelled: bool = False
    is_archived: bool = False

    @property
    def countries(self):
        return [COUNTRIES[one] for one in (self.member, *self.organisers)]


@dataclass
class Author(Thing):
    organisation: str = ""
    country: str | None = None


@dataclass
class Output(Thing):
    member: str = ""
    kind: str = ""
    done: date | None = None
    authors: list = field(default_factory=list)
    papers: tuple = ()
    obstacle: str = ""
    uptake_actions: str = ""

    @property
    def countries(self):
        return [one.country for one in self.authors]


@dataclass
class Uptake(Thing):
    output: Output = None
    day: date = None
    papers: tuple = ()


@dataclass
class Journey(Thing):
    firm: Firm = None
    market: str = ""
    begun: datetime = None
    is_won: bool = False
    entry: date | None = None
    papers: tuple = ()
    is_archived: bool = False


@dataclass
class Stage(Thing):
    firm: Firm = None
    journey: Journey = None
    entered: datetime = None
    left: datetime = None


@dataclass
class Barrier(Thing):
    firm: Firm = None
    met: date = None
    closed: date | None = None
    state: str = "open"


@dataclass
class Case(Thing):
    firm: Firm = None
    state: str = "closed"
    closed: datetime | None = None
    said: int | None = None


@dataclass
class Party(Thing):
    firm: Firm = None
    day: date = None
    is_credited: bool = True


@dataclass
class Interest(Thing):
    member: str = ""
    state: str = "accepted"
    asked: date = None
    due: date = None
    answered: date | None = None


@dataclass
class Entry(Thing):
    code: str = ""
    member: str = ""
    day: date = None
    amount: float = 1
    firm: Firm | None = None
    papers: tuple = ()


@dataclass
class World:
    start: date = START
    end: date = ENDS[0]
    now: datetime = NOW
    last_day: date = TODAY
    zone: str = ZONES[0]
    least_minutes: int = 180
    least_days: int = 2
    new_firm_years: int = 5
    numbers: dict = field(default_factory=lambda: dict(NUMBERS))
    members: dict = field(default_factory=dict)
    firms: list = field(default_factory=list)
    services: list = field(default_factory=list)
    workshops: list = field(default_factory=list)
    outputs: list = field(default_factory=list)
    uptakes: list = field(default_factory=list)
    journeys: list = field(default_factory=list)
    stages: list = field(default_factory=list)
    barriers: list = field(default_factory=list)
    cases: list = field(default_factory=list)
    parties: list = field(default_factory=list)
    interests: list = field(default_factory=list)
    entries: list = field(default_factory=list)

    def number_all(self):
        """Number every record in the order it is made, as a database would."""
        lists = [one for one in vars(self).values() if isinstance(one, list)]
        authors = [author for output in self.outputs for author in output.authors]
        for things in (*lists, authors, list(self.members.values())):
            for place, thing in enumerate(things, 1):
                thing.id = place
        for firm in self.firms:
            firm.enrolment_id = firm.id
        return self


class Draw:
    """Draws one world from a `random.Random`, one kind of record after the other."""

    def __init__(self, random, size=6):
        self.random, self.size = random, size
        self.world = World(
            end=random.choice(ENDS),
            zone=random.choice(ZONES),
            least_minutes=random.choice([0, 100, 180]),
            least_days=random.choice([0, 2]),
            new_firm_years=random.choice([3, 5]),
        )

    def draw(self):
        """Return the world, every record numbered."""
        self.draw_members()
        self.draw_firms()
        enrolled = self.world.firms
        for _number in range(2 * self.size):
            self.draw_service(self.random.choice(enrolled))
        for _number in range(self.size):
            self.draw_barrier(self.random.choice(enrolled))
            self.draw_case(self.random.choice(enrolled))
            self.draw_party(self.random.choice(enrolled))
            self.draw_interest()
            self.draw_workshop()
        self.draw_journeys()
        for kind in KINDS * (self.size // 6):
            self.draw_output(kind)
        for output in self.world.outputs:
            if output.kind in ("strategy", "solution", "legal"):
                for _number in range(self.random.randint(0, 3)):
                    self.draw_uptake(output)
        for code in BY_HAND:
            for _number in range(self.random.randint(1, self.size // 2)):
                self.draw_entry(code)
        return self.world.number_all()

    # ------------------------------------------------------------------
    # Days and chances
    # ------------------------------------------------------------------

    def often(self):
        return self.random.random() < 0.8

    def seldom(self):
        return self.random.random() < 0.2

    def day(self, *near, latest=TODAY):
        """A day of these two years, every third time beside one that decides."""
        world = self.world
        near = [one for one in near if one]
        near += [world.start, world.end, world.end.replace(year=world.end.year + 1)]
        near += [
            day
            for one in world.members.values()
            for day in (one.since, one.until)
            if day
        ]
        if self.random.random() < 0.3:
            day = self.random.choice(near) + timedelta(self.random.choice([-1, 0, 1]))
        else:
            day = world.start + timedelta(self.random.randint(-10, 600))
        return min(day, latest)

    def result_day(self):
        """A day on which a result came about: often when a year is nearly over."""
        last = self.world.end.replace(year=self.world.end.year + 1)
        if self.seldom():
            return min(last + timedelta(self.random.choice([0, 1])), TODAY)
        return self.day()

    def moment(self, *near):
        """Late in the evening it is the next day already in some zones."""
        day = self.day(*near, latest=TODAY - timedelta(1))
        hour, minute = self.random.choice([(9, 0), (21, 30), (22, 30), (23, 15)])
        return datetime(day.year, day.month, day.day, hour, minute)

    def papers(self, right):
        """A right paper mostly, and sometimes another one or none."""
        chosen = [right] if self.often() else []
        if self.seldom():
            chosen.append("consent")
        return tuple(chosen)

    def near_firm(self, firm):
        return (firm.enrolled, firm.enrolled, firm.left)

    # ------------------------------------------------------------------
    # Records
    # ------------------------------------------------------------------

    def draw_members(self):
        choose = self.random.choice
        self.world.members = {
            "a": Member(),
            "b": Member(
                since=choose([None, date(2025, 2, 1)]),
                until=choose([None, None, date(2026, 2, 28)]),
            ),
            "c": Member(since=choose([None, date(2025, 5, 1)])),
            "d": Member(since=choose([None, date(2025, 9, 1), date(2026, 7, 15)])),
        }

    def draw_firms(self):
        for member, number in FILES:
            firm = Firm(
                member=member,
                number=number,
                founded=self.random.choice([0, 2019, 2020, 2022, 2024]),
                countable=self.often(),
            )
            if self.often():
                firm.enrolled = START + timedelta(self.random.choice([0, 20, 90, 200]))
                if self.seldom():
                    firm.left = firm.enrolled + timedelta(self.random.choice([0, 150]))
            self.world.firms.append(firm)

    def draw_service(self, firm):
        self.world.services.append(
            Service(
                firm=firm,
                day=self.day(*self.near_firm(firm)),
                minutes=self.random.choice([20, 50, 80, 100, 180]),
                is_support=self.often(),
            )
        )

    def draw_barrier(self, firm):
        met = self.day(*self.near_firm(firm), latest=date(2026, 10, 1))
        state = self.random.choice(["overcome", "overcome", "accepted", "open"])
        closed = None
        if state != "open":
            closed = max(met, self.day(*self.near_firm(firm)))
        self.world.barriers.append(
            Barrier(firm=firm, met=met, closed=closed, state=state)
        )

    def draw_case(self, firm):
        state = "closed" if self.often() else self.random.choice(["work", "dropped"])
        self.world.cases.append(
            Case(
                firm=firm,
                state=state,
                closed=self.moment(*self.near_firm(firm)),
                said=self.random.choice([5, 3, 1, None]),
            )
        )

    def draw_party(self, firm):
        self.world.parties.append(
            Party(
                firm=firm,
                day=self.day(*self.near_firm(firm)),
                is_credited=self.often(),
            )
        )

    def draw_interest(self):
        asked = self.day()
        due = asked + timedelta(14)
        states = ["accepted", "accepted", "declined", "expired", "new", "withdrawn"]
        state = self.random.choice(states)
        answered = None
        if state in ("accepted", "declined"):
            answered = due + timedelta(self.random.choice([-10, 0, 0, 1]))
        self.world.interests.append(
            Interest(
                member=self.random.choice("ab"),
                state=state,
                asked=asked,
                due=due,
                answered=answered,
            )
        )

    def draw_workshop(self):
        member = self.random.choice("ab")
        ends = self.moment()
        if self.seldom():
            # this evening, and in two weeks
            ends = NOW + timedelta(hours=self.random.choice([-1, 5, 14 * 24]))
        others = [one for one in "abcd" if one != member]
        organisers = self.random.sample(others, 1) if self.often() else []
        counts_as = self.random.choice(["rco81", "rco85", "rco115"])
        is_public = counts_as == "rco115"
        if self.seldom():
            is_public = not is_public
        self.world.workshops.append(
            Workshop(
                member=member,
                ends=ends,
                zone=self.random.choice(ZONES),
                heads=self.random.randint(1, 4) if self.often() else 0,
                absent=self.random.randint(0, 1),
                organisers=tuple(organisers),
                papers=self.papers("attendance_list"),
                counts_as=counts_as,
                is_public=is_public,
                is_cancelled=self.random.random() < 0.1,
                is_archived=self.random.random() < 0.1,
            )
        )

    def draw_journeys(self):
        number = min(self.size, len(self.world.firms))
        firms = self.random.sample(self.world.firms, number)
        for place, firm in enumerate(firms + firms[:2]):
            is_won = self.random.random() < 0.6
            # a day may stand on one that goes on still
            entry = None
            if is_won or self.seldom():
                entry = self.day(*self.near_firm(firm))
            journey = Journey(
                firm=firm,
                market=MARKETS[place >= len(firms)],
                begun=self.moment(*self.near_firm(firm)),
                is_won=is_won,
                entry=entry,
                papers=self.papers("first_sale"),
                is_archived=self.seldom(),
            )
            self.world.journeys.append(journey)
            left = self.moment(*self.near_firm(firm))
            stood = timedelta(
                days=self.random.randint(0, 60), hours=self.random.choice([0, 7])
            )
            self.world.stages.append(
                Stage(firm=firm, journey=journey, entered=left - stood, left=left)
            )

    def draw_output(self, kind):
        names = self.random.sample("abcd", self.random.choice([1, 2, 3, 3]))
        right = {
            "strategy": self.random.choice(["action_plan", "other"]),
            "pilot": self.random.choice(["adopter_statement", "other"]),
            "agreement": "agreement",
        }
        self.world.outputs.append(
            Output(
                member=self.random.choice("ab"),
                kind=kind,
                done=self.result_day() if self.often() else None,
                authors=[
                    Author(
                        organisation=name,
                        country=None if self.random.random() < 0.1 else COUNTRIES[name],
                    )
                    for name in names
                ],
                papers=self.papers(right.get(kind, "other")),
                obstacle="Forms differ." if self.often() else "  ",
                uptake_actions="Translate it." if self.often() else "\n",
            )
        )

    def draw_uptake(self, output):
        self.world.uptakes.append(
            Uptake(
                output=output,
                day=self.result_day(),
                papers=self.papers("adopter_statement"),
            )
        )

    def draw_entry(self, code):
        member, firm = self.random.choice("ab"), None
        right = {"RCR81": "attendance_list", "CB-CC": "first_sale"}.get(code, "other")
        if code in FIRMS_BY_HAND:
            enrolled = [one for one in self.world.firms if one.enrolled]
            if not enrolled:
                return
            firm = self.random.choice(enrolled)
            member = firm.member
        self.world.entries.append(
            Entry(
                code=code,
                member=member,
                day=self.result_day(),
                amount=self.random.choice([1, 2, 5]),
                firm=firm,
                papers=self.papers(right),
            )
        )
