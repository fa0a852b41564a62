"""Invented firms, the same for the same seed, of any number.

Row *n* depends on the seed and *n* only, so that 1,000 firms are the beginning of
100,000. Names are put together from syllables; registry numbers have valid check
digits; no row is copied from a register. What is no name or number (city, size,
activity, ...) is a *profile* and comes again every 1,000 rows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

SEED = 19
ORGANISATIONS = 8
PROFILES = 1_000  # a multiple of every other rhythm here
SHARED_EVERY = 20  # one firm in so many is served by two organisations
NUMBERLESS_EVERY = 25  # and one in so many came without any number


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FIRST = _words(
    "Nord Syd Väst Öst Fjord Berg Sten Ljus Tall Gran Björk Havs Sjö Ström Kust Skär "
    "Ranta Lumi Kivi Metsä Salo Järvi Tuuli Pohja Ilma Vesi Kuu Mets Saar Meri Põhja "
    "Tamme Kase Rohe Täht Koidu Jūras Meža Zvaigžņu Rīta Saules Dzintara Upes Liepu "
    "Kalna Ziemeļu Girios Miško Jūros Vėjo Saulės Gintaro Upės Ąžuolo Šiaurės Rytų"
)
_SECOND = _words(
    "kod data net byte logik soft link signal form mått plan bild ton kraft väg bro "
    "port punkt ring tråd kärna moln nav spår led verk tek lab hub flöde robot sensor "
    "optik kabel fiber digi info taito koodi tieto verkko silta tark andme kood võrk "
    "lahendus dati tīkls kods duomenys tinklas kodas"
)
_THIRD = _words(
    "Systems Studio Labs Works Analytics Robotics Networks Interactive Mobility Health "
    "Energy Security Media Games Learning Logistics Vision Cloud Devices Consulting "
    "Platforms Solutions Automation Payments Geo Marine Forestry Instruments Design "
    "Engineering Wireless Acoustics Optics Telecom Hosting Software Hardware Imaging "
    "Sensing Mapping Metering Lighting Printing Testing Training Research Trading "
    "Publishing Translation Simulation Identity Archive Broadcast Circuits Drones "
    "Farming Fishery Heating Homes Innovation Kitchens Laser Materials Navigation "
    "Operations Parking Quality Recycling Shipping Textiles Tourism Ventures Water"
)
COMBINATIONS = len(_FIRST) * len(_SECOND) * len(_THIRD)
_STRIDE = 48_271  # a prime that divides none of the above: visits each combination
_STREETS = ("Storgatan", "Kauppakatu", "Pikk", "Brīvības iela", "Gedimino pr.")
_PEOPLE = ("Anna", "Bo", "Kaisa", "Liis", "Marta", "Jonas", "Ilze", "Peeter", "Eino")


class Country(NamedTuple):
    """What differs from country to country."""

    name: str
    forms: tuple[str, ...]
    cities: tuple[tuple[str, str], ...]  # city, NUTS 3 code
    phone: str


COUNTRIES = {
    "SE": Country(
        "Sweden",
        ("AB",),
        (("Stockholm", "SE110"), ("Hudiksvall", "SE313"), ("Lund", "SE224")),
        "+46 8 ",
    ),
    "FI": Country(
        "Finland",
        ("Oy", "Oy Ab"),
        (("Helsinki", "FI1B1"), ("Turku", "FI1C1"), ("Oulu", "FI1D9")),
        "+358 9 ",
    ),
    "EE": Country(
        "Estonia",
        ("OÜ", "AS"),
        (("Tallinn", "EE001"), ("Tartu", "EE008"), ("Narva", "EE00A")),
        "+372 6",
    ),
    "LV": Country(
        "Latvia",
        ("SIA", "AS"),
        (("Rīga", "LV00A"), ("Liepāja", "LV00B"), ("Valmiera", "LV00C")),
        "+371 6",
    ),
    "LT": Country(
        "Lithuania",
        ("UAB", "MB"),
        (("Vilnius", "LT011"), ("Kaunas", "LT022"), ("Šiauliai", "LT026")),
        "+370 5",
    ),
}
_CODES = tuple(COUNTRIES)


class Firm(NamedTuple):
    """One invented firm as an organisation's list would hold it."""

    number: int
    ref: str  # the same in both twins: what rows are matched by
    organisation: int
    country: str
    name: str
    registry_number: str | None
    vat: str | None
    street: str
    zip: str
    city: str
    email: str
    phone: str
    website: str
    nuts: str
    is_ict: bool
    headcount: int | None
    turnover: int
    person: str | None

    @property
    def country_name(self) -> str:
        return COUNTRIES[self.country].name

    @property
    def is_shared(self) -> bool:
        """Whether another organisation has the firm too: the one before."""
        return self.number % SHARED_EVERY == SHARED_EVERY - 1


def firms(count: int, start: int = 0, seed: int = SEED) -> Iterator[Firm]:
    """Yield ``count`` firms, beginning with number ``start``.

    >>> [firm.ref for firm in firms(2, start=7)]
    ['F0000007', 'F0000008']
    >>> list(firms(40)) == list(firms(50))[:40]
    True
    """
    for number in range(start, start + count):
        yield firm(number, seed)


def firm(number: int, seed: int = SEED) -> Firm:
    """Make firm ``number`` up.

    >>> len({firm(number).name for number in range(3000)})
    3000
    """
    rng = random.Random(f"{seed}:{number % PROFILES}")
    code, registry_number, vat = identity(number)
    country = COUNTRIES[code]
    stem, branch = _stem(number)
    name = f"{stem} {branch} {rng.choice(country.forms)}"
    city, nuts = rng.choice(country.cities)
    domain = f"firm{number:07d}.example"
    return Firm(
        number=number,
        ref=f"F{number:07d}",
        organisation=number % ORGANISATIONS,
        country=code,
        name=name,
        registry_number=registry_number,
        vat=vat if rng.random() < 0.7 else None,
        street=f"{rng.choice(_STREETS)} {number % 150 + 1}",
        zip=f"{rng.randint(10000, 99999)}",
        city=city,
        email=f"info@{domain}",
        phone=f"{country.phone}{rng.randint(100000, 999999)}",
        website=f"https://{domain}",
        nuts=nuts,
        is_ict=rng.random() < 0.7,
        headcount=int(rng.lognormvariate(2, 1.2)) + 1 if rng.random() < 0.6 else None,
        turnover=rng.randint(20, 9000) * 1000,
        person=f"{rng.choice(_PEOPLE)} {stem}" if rng.random() < 0.5 else None,
    )


def _stem(number: int) -> tuple[str, str]:
    if number >= COMBINATIONS:
        raise ValueError(f"only {COMBINATIONS} different names can be made")
    rest, third = divmod(number * _STRIDE % COMBINATIONS, len(_THIRD))
    first, second = divmod(rest, len(_SECOND))
    return _FIRST[first] + _SECOND[second], _THIRD[third]


def identity(number: int) -> tuple[str, str | None, str | None]:
    """Return the country, registry number and VAT number of firm ``number``.

    >>> identity(SHARED_EVERY - 1) == identity(SHARED_EVERY - 2)
    True
    >>> identity(1)[1], identity(NUMBERLESS_EVERY)[1:]
    ('556000-0373', (None, None))
    """
    if number % SHARED_EVERY == SHARED_EVERY - 1:
        number -= 1
    code = _CODES[number // ORGANISATIONS % len(_CODES)]
    if number % NUMBERLESS_EVERY == 0:
        return code, None, None
    return (code, *_NUMBERS[code](number * 37))


# ------------------------------------------------------------------
# Registry numbers with their check digits
# ------------------------------------------------------------------


def _weighted(body: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))


def _sweden(serial: int) -> tuple[str, str]:
    """Luhn check digit; the third digit tells a company from a person."""
    body = f"55{6_000_000 + serial % 3_999_999}"
    doubled = (int(d) * (2 - at % 2) for at, d in enumerate(body))
    check = -sum(d // 10 + d % 10 for d in doubled) % 10
    return f"{body[:6]}-{body[6:]}{check}", f"SE{body}{check}01"


def _finland(serial: int) -> tuple[str, str]:
    """Modulo 11; a remainder of 1 has no check digit and another body is taken."""
    for skip in range(0, 8_000_000, 2_000_000):
        body = f"{1_000_000 + skip + serial % 1_999_999}"
        rest = _weighted(body, (7, 9, 10, 5, 8, 4, 2)) % 11
        if rest != 1:
            break
    check = 11 - rest if rest else 0
    return f"{body}-{check}", f"FI{body}{check}"


def _two_step(body: str, size: int) -> int:
    """Modulo 11 with a second row of weights where the first gives 10."""
    rest = 0
    for shift in (0, 2):
        weights = tuple((at + shift) % 9 + 1 for at in range(size))
        rest = _weighted(body, weights) % 11
        if rest < 10:
            return rest
    return rest % 10


def _estonia(serial: int) -> tuple[str, None]:
    """VAT numbers there are unrelated to the registry number: left out."""
    body = f"1{serial % 999_983:06d}"
    return f"{body}{_two_step(body, 7)}", None


def _lithuania(serial: int) -> tuple[str, None]:
    body = f"30{serial % 999_983:06d}"
    return f"{body}{_two_step(body, 8)}", None


def _latvia(serial: int) -> tuple[str, str]:
    for skip in range(0, 4_000_000, 1_000_000):
        body = f"400{skip + serial % 999_983:07d}"
        check = (3 - _weighted(body, (9, 1, 4, 8, 3, 10, 2, 5, 7, 6))) % 11
        if check < 10:
            break
    return f"{body}{check}", f"LV{body}{check}"


_NUMBERS = {
    "SE": _sweden,
    "FI": _finland,
    "EE": _estonia,
    "LV": _latvia,
    "LT": _lithuania,
}
