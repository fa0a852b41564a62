"""Reference codes of partner leads: ``SX-BOSE20261128001``.

House, type, country of the holder, day and a number that counts within these.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from .lead_fields import NETWORK_CODES, RESEARCH_REQUEST

HOUSE = "SX"
DIGITS = 3  # at least; a thousandth lead of a day gets four
# two letters each, so that codes of one day are equally long
TYPE_CODES: dict[str, str] = NETWORK_CODES | {RESEARCH_REQUEST: "RR"}

_REFERENCE = re.compile(r"SX-(BO|BR|TO|TR|RR)([A-Z]{2})(\d{8})(\d{3,})")


class Reference(NamedTuple):
    """What a reference code says."""

    lead_type: str
    country: str
    day: date
    number: int


def prefix(lead_type: str, country: str, day: date) -> str:
    """Return what the codes of a type, country and day have in common.

    >>> prefix("business_offer", "se", date(2026, 11, 28))
    'SX-BOSE20261128'
    >>> prefix("research_request", "LV", date(2026, 3, 1))
    'SX-RRLV20260301'
    """
    return f"{HOUSE}-{TYPE_CODES[lead_type]}{country.upper()}{day:%Y%m%d}"


def compose(start: str, number: int) -> str:
    """Return the code of a number below a prefix.

    >>> compose("SX-BOSE20261128", 7), compose("SX-BOSE20261128", 1000)
    ('SX-BOSE20261128007', 'SX-BOSE202611281000')
    """
    return f"{start}{number:0{DIGITS}}"


def parse(code: str) -> Reference | None:
    """Read a code; None if it is none of ours.

    >>> parse("SX-TOEE20260301012").number
    12
    >>> parse("BOCL20240903021"), parse("SX-TOEE20261301012")
    (None, None)
    """
    match = _REFERENCE.fullmatch((code or "").strip().upper())
    if not match:
        return None
    kind, country, day, number = match.groups()
    try:
        when = datetime.strptime(day, "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        return None
    types = {short: lead_type for lead_type, short in TYPE_CODES.items()}
    return Reference(types[kind], country, when, int(number))
