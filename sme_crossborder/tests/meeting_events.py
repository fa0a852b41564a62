"""Small events drawn at random, and plans found by trying everything."""

from dataclasses import replace
from itertools import permutations, product

from hypothesis import strategies as st

from ..tools.meeting_check import check
from ..tools.meeting_event import (
    ONLINE,
    Ask,
    Event,
    EventError,
    Firm,
    Person,
    Placement,
    Rules,
    Slot,
)

# drawn evenly: plenty of room in most events, so that meetings compete for the rest
SPOKEN = [frozenset(words.split()) for words in ("en", "en lv", "en sv", "en", "lv")]
COUNTRIES = ("LV", "SE", "EE")
CAPS = (*(None,) * 16, 0, 1, 2, 2)
TABLES = (1, 2, 2, 3, ("window",), ("window", "door"), ("window", "door", "hall"), 0)
caps = st.sampled_from(CAPS)


def one_in(count):
    return st.sampled_from([True] + [False] * (count - 1))


def draw_slots(draw, most):
    count = draw(st.integers(2, most))
    sessions = draw(st.integers(1, 2))
    return tuple(
        Slot(
            id=f"s{number}",
            session=sessions * number // count,
            tables=draw(st.sampled_from(TABLES)),
            online=draw(one_in(4)),
        )
        for number in range(count)
    )


def draw_persons(draw, slots, firms):
    rows = []
    ids = [slot.id for slot in slots]
    for firm in range(firms):
        for _colleague in range(draw(st.integers(1, 2))):
            missed = draw(st.sets(st.sampled_from(ids), max_size=len(ids) - 1))
            rows.append(
                Person(
                    id=f"p{len(rows)}",
                    firm=f"f{firm}",
                    free=frozenset(ids) - missed,
                    cap=draw(caps),
                    session_cap=draw(caps),
                    languages=draw(st.sampled_from(SPOKEN)),
                    country=draw(st.sampled_from(COUNTRIES)),
                    remote=draw(one_in(8)),
                )
            )
    return rows


def draw_asks(draw, slots, staff, most):
    rows = []
    pairs = draw(st.permutations(list(permutations(sorted(staff), 2))))
    for number, (first, second) in enumerate(pairs[:most]):
        a, b = (
            tuple(draw(st.permutations(staff[firm])))[: draw(st.integers(1, 2))]
            for firm in (first, second)
        )
        fixed = None
        if draw(one_in(12)):
            slot = draw(st.sampled_from(slots))
            places = [*slot.table_ids, *([ONLINE] if slot.online else [])]
            if places:
                fixed = Placement(slot.id, draw(st.sampled_from(places)), a[0], b[0])
        weight = draw(st.integers(0, 5))
        rows.append(Ask(number, a, b, weight=weight, fixed=fixed))
    return rows


@st.composite
def events(draw, most_slots=4, most_firms=5, most_asks=7, rules=None):
    """Draw an event; fixed meetings that exclude each other are left unfixed."""
    slots = draw_slots(draw, most_slots)
    persons = draw_persons(draw, slots, draw(st.integers(3, most_firms)))
    staff = {}
    for person in persons:
        staff.setdefault(person.firm, []).append(person.id)
    firms = tuple(
        Firm(firm, cap=draw(caps), session_cap=draw(caps))
        for firm in staff
        if draw(one_in(3))
    )
    if rules is None:
        rules = Rules(
            languages_matter=draw(st.booleans()),
            across_borders=draw(one_in(8)),
            firsts=draw(st.sampled_from([(), (3, 1), (2,)])),
        )
    rows = []
    for ask in draw_asks(draw, slots, staff, most_asks):
        try:
            Event(slots, tuple(persons), (*rows, ask), firms, rules)
            rows.append(ask)
        except EventError:
            rows.append(replace(ask, fixed=None))
    return Event(slots, tuple(persons), tuple(rows), firms, rules)


def again(event, plan, **changes):
    """Return the event with the plan as its last one."""
    rows = [replace(ask, current=plan.placements.get(ask.id)) for ask in event.asks]
    return replace(event, asks=tuple(rows), **changes)


def places(event, ask, taken):
    """Yield all places an ask can be tried at, one table for each kind."""
    persons = event.person_by_id
    for slot, a, b in product(event.slots, ask.a, ask.b):
        if persons[a].remote or persons[b].remote or not slot.table_ids:
            tables = [ONLINE] if slot.online else []
        else:
            tables = [t for t in slot.table_ids if (slot.id, t) not in taken][:1]
        for table in tables:
            yield Placement(slot.id, table, a, b)


def taken_tables(placements):
    return {(place.slot, place.table) for place in placements.values()}


def worth(event, placements):
    """Weights of what is placed, and what first meetings count beyond them."""
    persons = event.person_by_id
    counts = dict.fromkeys((person.firm for person in event.persons), 0)
    for place in placements.values():
        counts[persons[place.a].firm] += 1
        counts[persons[place.b].firm] += 1
    weights = {ask.id: ask.weight for ask in event.asks}
    firsts = event.rules.firsts
    return sum(weights[key] for key in placements) + sum(
        sum(firsts[:count]) for count in counts.values()
    )


def best(event):
    """Return what the best plan is worth, by trying every one."""
    fixed = {ask.id: ask.fixed for ask in event.asks if ask.fixed}
    todo = [ask for ask in event.asks if not ask.fixed]

    def search(number, placements):
        if number == len(todo):
            return worth(event, placements)
        ask = todo[number]
        found = search(number + 1, placements)
        for place in places(event, ask, taken_tables(placements)):
            trial = {**placements, ask.id: place}
            if not check(event, trial):
                found = max(found, search(number + 1, trial))
        return found

    return search(0, fixed)


def crowd(draw, participants=60, slots=10):
    """Draw an event with more wishes than tables, too large to try everything."""
    rows = [
        Person(
            id=f"p{number}",
            firm=f"f{number * 5 // 6}",  # one firm in five sends two
            free=frozenset(n for n in range(slots) if draw.random() < 0.85),
            cap=draw.choice((None, 6)),
            languages=draw.choice(SPOKEN),
            country=COUNTRIES[number * 5 // 6 % 3],
        )
        for number in range(participants)
    ]
    staff = {}
    for person in rows:
        staff.setdefault(person.firm, []).append(person.id)
    pairs = [pair for pair in permutations(sorted(staff), 2) if pair[0] < pair[1]]
    asks = [
        Ask(number, tuple(staff[a]), tuple(staff[b]), weight=draw.randint(1, 5))
        for number, (a, b) in enumerate(draw.sample(pairs, 5 * participants))
    ]
    times = tuple(
        Slot(n, session=n * 2 // slots, tables=participants // 3) for n in range(slots)
    )
    return Event(times, tuple(rows), tuple(asks))


# events written out: three slots with two tables
DAY = tuple(Slot(number, tables=2) for number in range(3))
EVERY = frozenset((0, 1, 2))
ENGLISH = frozenset(("en",))


def person(name, free=EVERY, **values):
    """Somebody whose firm is the first letter of the name."""
    values = {"languages": ENGLISH, "country": "LV"} | values
    return Person(name, name[0], frozenset(free), **values)


def event(persons, asks, slots=DAY, firms=(), **rules):
    return Event(slots, tuple(persons), tuple(asks), tuple(firms), Rules(**rules))
