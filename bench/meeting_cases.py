"""Invented events with 1:1 meetings, drawn from what such events are like.

Two to four countries; a firm in six sends two colleagues; firms belong to themes and
ask others across a border, mostly in their own theme and rather the popular ones, with
a priority of 1 to 3; half of what is asked is accepted, all of what both ask. Four in
ten persons take on fewer meetings than there are slots; a quarter misses a session or
two, three in ten miss single slots; one in eight speaks no English.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import NamedTuple

# the planner needs no Odoo
sys.path.append(str(Path(__file__).resolve().parent.parent / "sme_crossborder"))

from tools.meeting_event import Ask, Event, Firm, Person, Rules, Slot  # noqa: E402

SLOTS = 12
IN_SESSION = 4
SESSIONS = range(SLOTS // IN_SESSION)
COUNTRIES = (
    ("LV", ("lv", "ru")),
    ("SE", ("sv",)),
    ("EE", ("et", "ru", "fi")),
    ("FI", ("fi", "sv")),
)
THEMES = range(6)
PRIORITIES = {1: 3, 2: 2, 3: 1}  # what a wish of each priority weighs
MUTUAL = 2  # more when both want it
MOST_FAMOUS = 12
OWN_THEME = 6  # times as likely to be asked


class Kind(NamedTuple):
    """A kind of event: its name, tables per participant, what first meetings count."""

    name: str
    tables: float
    firsts: tuple[float, ...] = ()


KINDS = (
    Kind("tables scarce", 0.22),
    Kind("tables enough", 0.42),
    Kind("first meetings count", 0.42, (3, 1)),
)


def make(participants: int, kind: Kind, seed: int) -> Event:
    """Draw an event of a kind; the same seed draws the same rows."""
    draw = random.Random(f"{participants}/{seed}")
    countries = COUNTRIES[: draw.choice((2, 3, 4))]
    persons, firms = [], {}
    while len(persons) < participants:
        name = f"f{len(firms)}"
        firm = firms[name] = _firm(draw, name, countries)
        colleagues = 2 if draw.random() < 1 / 6 else 1
        for _number in range(min(colleagues, participants - len(persons))):
            persons.append(_person(draw, f"p{len(persons)}", firm))
            firm.staff.append(persons[-1].id)
    tables = max(1, round(kind.tables * participants))
    return Event(
        slots=tuple(Slot(n, n // IN_SESSION, tables) for n in range(SLOTS)),
        persons=tuple(persons),
        asks=tuple(_asks(draw, list(firms.values()))),
        firms=tuple(Firm(name, cap=firm.cap) for name, firm in firms.items()),
        rules=Rules(firsts=kind.firsts),
    )


class Drawn(NamedTuple):
    """A firm, and what it is like."""

    name: str
    country: str
    spoken: tuple[str, ...]
    themes: set[int]
    fame: float
    cap: int | None
    staff: list[str]


def _firm(draw: random.Random, name: str, countries) -> Drawn:
    country, spoken = draw.choice(countries)
    return Drawn(
        name=name,
        country=country,
        spoken=spoken,
        themes=set(draw.sample(THEMES, draw.choice((1, 1, 2)))),
        fame=min(draw.paretovariate(1.3), MOST_FAMOUS),
        cap=draw.choice((None, None, 8, 12)),
        staff=[],
    )


def _person(draw: random.Random, name: str, firm: Drawn) -> Person:
    languages = {firm.spoken[0]}
    languages.update(word for word in firm.spoken[1:] if draw.random() < 0.3)
    if draw.random() < 0.88:
        languages.add("en")
    return Person(
        id=name,
        firm=firm.name,
        free=_free(draw),
        cap=draw.choice((None, None, None, 8, 10)),
        session_cap=draw.choice((None, None, None, 3)),
        languages=frozenset(languages),
        country=firm.country,
    )


def _free(draw: random.Random) -> frozenset[int]:
    free = set(range(SLOTS))
    fate = draw.random()
    missed = 2 if fate < 0.05 else 1 if fate < 0.25 else 0
    for session in draw.sample(SESSIONS, missed):
        free -= {slot for slot in range(SLOTS) if slot // IN_SESSION == session}
    if draw.random() < 0.3:
        free -= set(draw.sample(range(SLOTS), draw.randint(1, 2)))
    return frozenset(free)


def _wishes(draw: random.Random, firms: list[Drawn]) -> dict[tuple[str, str], int]:
    """Return the priority by firm that asks and firm that is asked."""
    wishes = {}
    for firm in firms:
        others = [other for other in firms if other.country != firm.country]
        pull = [o.fame * (OWN_THEME if o.themes & firm.themes else 1) for o in others]
        count = min(draw.randint(8, 20), len(others))
        picked: list[Drawn] = []
        while len(picked) < count:
            other = draw.choices(others, pull)[0]
            if other not in picked:
                picked.append(other)
        for place, other in enumerate(picked):
            wishes[firm.name, other.name] = 1 + 3 * place // count
    return wishes


def _asks(draw: random.Random, firms: list[Drawn]) -> list[Ask]:
    staff = {firm.name: firm.staff for firm in firms}
    wishes = _wishes(draw, firms)
    asks = []
    for (firm, other), priority in wishes.items():
        mutual = (other, firm) in wishes
        if (mutual and firm > other) or (not mutual and draw.random() < 0.5):
            continue  # asked from the other side, or not accepted
        sides = [
            tuple(staff[side])
            if draw.random() < 0.7
            else (draw.choice(staff[side]),)  # one of them is asked for by name
            for side in (firm, other)
        ]
        weight = PRIORITIES[priority] + (MUTUAL if mutual else 0)
        asks.append(Ask(f"a{len(asks)}", *sides, weight=weight))
    return asks
