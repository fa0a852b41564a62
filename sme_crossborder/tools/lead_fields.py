"""What a partner lead of each type must say, and how long it may be.

Types, fields, lengths and limits follow the practice of the Enterprise Europe Network,
in our words: see docs/rules.md.
"""

from __future__ import annotations

BUSINESS_OFFER = "business_offer"
BUSINESS_REQUEST = "business_request"
TECHNOLOGY_OFFER = "technology_offer"
TECHNOLOGY_REQUEST = "technology_request"
RESEARCH_REQUEST = "research_request"

TYPES: tuple[str, ...] = (
    BUSINESS_OFFER,
    BUSINESS_REQUEST,
    TECHNOLOGY_OFFER,
    TECHNOLOGY_REQUEST,
    RESEARCH_REQUEST,
)

OFFERS: frozenset[str] = frozenset({BUSINESS_OFFER, TECHNOLOGY_OFFER})
"""Types that only small and medium-sized firms and research may publish."""

FAMILIES: dict[str, str] = {
    BUSINESS_OFFER: "business",
    BUSINESS_REQUEST: "business",
    TECHNOLOGY_OFFER: "technology",
    TECHNOLOGY_REQUEST: "technology",
    RESEARCH_REQUEST: "research",
}
"""Which kinds of cooperation a type may ask for."""

NETWORK_CODES: dict[str, str] = {
    BUSINESS_OFFER: "BO",
    BUSINESS_REQUEST: "BR",
    TECHNOLOGY_OFFER: "TO",
    TECHNOLOGY_REQUEST: "TR",
    RESEARCH_REQUEST: "RDR",
}
"""What the network's own form calls a type."""

LIMITS: dict[str, int] = {
    "title": 256,
    "summary": 500,
    "description": 4000,
    "advantages": 2000,
    "specification": 2000,
    "expected_role": 4000,
}
"""Most characters of a text."""

LEAST: dict[str, int] = {
    "title": 20,
    "summary": 100,
    "description": 200,
    "advantages": 60,
    "specification": 60,
    "expected_role": 60,
}
"""Fewer characters than these say too little. Ours: the network counts no least."""

CALL_TEXTS: tuple[str, ...] = (
    "framework_programme",
    "call_title",
    "call_identifier",
    "evaluation_scheme",
)
"""What everybody reads of the call of a research request, beside title and summary."""

MAX_KEYWORDS = 5

# M must be filled, o may be, - is not asked for. Columns: the order of TYPES.
_TABLE = """
title                 M M M M M
summary               M M M M M
language_id           M M M M M
description           M M M M M
advantages            M o M o -
specification         - M - M M
development_stage     o o M o -
ipr_status            o o M o -
ipr_notes             o o o o -
sdg_ids               M M M M M
expected_role         M M M M M
cooperation_type_ids  M M M M M
partner_type_ids      M M M M M
market_keyword_ids    M M M M M
technology_keyword_ids o o M M M
target_country_ids    o o o o o
framework_programme   - - - - M
call_title            - - - - M
call_identifier       - - - - M
coordinator_required  - - - - M
interest_deadline     - - - - M
call_deadline         - - - - M
evaluation_scheme     - - - - o
budget                - - - - o
duration_weeks        - - - - o
call_url              - - - - o
project_title         - - - - o
project_acronym       - - - - o
"""


def _parse(table: str) -> dict[str, dict[str, str]]:
    rows = (line.split() for line in table.strip().splitlines())
    return {
        name: dict(zip(TYPES, marks, strict=True)) for name, *marks in map(tuple, rows)
    }


MARKS: dict[str, dict[str, str]] = _parse(_TABLE)
"""Field -> type -> ``M``, ``o`` or ``-``."""


def mandatory_fields(lead_type: str) -> list[str]:
    """Return the fields a type must fill before it is reviewed, in order.

    >>> "advantages" in mandatory_fields("business_offer")
    True
    >>> "advantages" in mandatory_fields("business_request")
    False
    >>> mandatory_fields("research_request")[-2:]
    ['interest_deadline', 'call_deadline']
    """
    return [name for name, marks in MARKS.items() if marks[lead_type] == "M"]


def is_asked(lead_type: str, name: str) -> bool:
    """Whether a type has a field at all; fields of no row belong to every type.

    >>> is_asked("technology_offer", "specification"), is_asked("x", "product_id")
    (False, True)
    """
    return MARKS.get(name, {}).get(lead_type) != "-"


def types_asking(name: str) -> list[str]:
    """Return the types that have a field.

    >>> types_asking("specification")
    ['business_request', 'technology_request', 'research_request']
    """
    return [lead_type for lead_type in TYPES if is_asked(lead_type, name)]


def types_requiring(name: str) -> list[str]:
    """Return the types that must fill a field.

    >>> types_requiring("development_stage")
    ['technology_offer']
    """
    return [lead_type for lead_type in TYPES if MARKS[name][lead_type] == "M"]
