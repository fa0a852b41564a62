"""NUTS regions: reading a code, and whether it lies in an area.

Codes are those of NUTS 2024 (data/ref/nuts2024.csv; Norway's statistical regions
are not part of that file).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from .errors import RuleError
from .text import tidy

_ISO = {"EL": "GR", "UK": "GB"}

# Region before -> in NUTS 2024, where the region kept its name. Borders moved by
# single municipalities, hence the new codes. Latvia's LV007 (Pierīga) was divided
# and has no one successor. From memory; the new codes and labels are in the file.
_SUCCESSORS = {
    "FI193": "FI198",
    "FI194": "FI199",
    "FI195": "FI19A",
    "FI197": "FI19B",
    "FI1C3": "FI1C6",
    "FI1C4": "FI1C7",
    "LV003": "LV00B",
    "LV006": "LV00A",
    "LV008": "LV00C",
}


class InvalidNuts(RuleError):
    """A region code is refused. Codes: ``empty``, ``format``."""


class NutsCode(NamedTuple):
    """``level`` 0 country to 3 region; ``country`` is the ISO code (GR, not EL)."""

    code: str
    level: int
    country: str


def parse_nuts(raw: str) -> NutsCode:
    """Read a NUTS code; its form is checked, not its existence.

    >>> parse_nuts(" se 110 ")
    NutsCode(code='SE110', level=3, country='SE')
    >>> parse_nuts("EL30").country
    'GR'
    """
    code = tidy(raw).upper().replace(" ", "")
    if not code:
        raise InvalidNuts("empty")
    if not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{0,3}", code):
        raise InvalidNuts("format")
    country = code[:2]
    return NutsCode(code, len(code) - 2, _ISO.get(country, country))


def successor(code: str) -> str:
    """Return the NUTS 2024 code of a region whose code changed, else the same.

    >>> successor("FI1C4"), successor("SE110")
    ('FI1C7', 'SE110')
    """
    return _SUCCESSORS.get(code, code)


def is_in_area(code: str, area: Iterable[str]) -> bool:
    """Tell whether a region lies in an area given as NUTS codes of any level.

    A region coarser than the area's is not inside: nobody knows where in SE1 the
    firm sits. Codes that NUTS 2024 replaced are understood on both sides.

    >>> is_in_area("SE110", ["SE1"]), is_in_area("SE224", ["SE1", "SE313"])
    (True, False)
    >>> is_in_area("SE1", ["SE110"]), is_in_area("FI1C4", ["FI1C7"])
    (False, True)
    """
    region = successor(code)
    return bool(region) and any(
        region.startswith(successor(part)) for part in area if part
    )
