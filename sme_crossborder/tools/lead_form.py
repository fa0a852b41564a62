"""What the network's own form asks for, in its order, to copy a lead into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .lead_fields import LIMITS, MARKS, is_asked

# Fields on one line fill one box of the form.
_ORDER = """
lead_type
title
summary
description
advantages
specification
development_stage
ipr_status
ipr_notes
sdg_ids
expected_role
cooperation_type_ids
partner_type_ids
market_keyword_ids
technology_keyword_ids
target_country_ids
is_anonymous
framework_programme
call_title call_identifier
coordinator_required
interest_deadline
call_deadline
evaluation_scheme
budget
duration_weeks
call_url
project_title project_acronym
"""
ORDER: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split()) for line in _ORDER.strip().splitlines()
)
SEPARATOR = ", "


class Box(NamedTuple):
    """One box of the form."""

    fields: tuple[str, ...]
    text: str
    most: int  # characters; 0 where the form does not say
    is_needed: bool

    @property
    def is_missing(self) -> bool:
        """Needed, and empty, or not whole."""
        return self.is_needed and not self.text

    @property
    def is_too_long(self) -> bool:
        return bool(self.most) and len(self.text) > self.most


def boxes(lead_type: str, texts: Mapping[str, str]) -> list[Box]:
    """Return the boxes a type of lead has.

    :param texts: text of each field, empty where there is none

    >>> found = boxes("research_request", {"title": "Robot", "call_title": "Round 2",
    ...               "call_identifier": "DE-2027-ID-04", "advantages": "None"})
    >>> [(box.fields[0], box.text) for box in found if box.text]
    [('title', 'Robot'), ('call_title', 'Round 2, DE-2027-ID-04')]
    >>> found[1].most, found[1].is_needed, found[2].is_missing
    (256, True, True)

    Half of a box is not enough where both parts are needed.

    >>> box = boxes("research_request", {"call_title": "Round 2"})[-10]
    >>> box.fields[0], box.text, box.is_missing
    ('framework_programme', '', True)
    >>> "call_title" in [box.fields[0] for box in boxes("business_offer", {})]
    False
    """
    found = []
    for fields in ORDER:
        if not is_asked(lead_type, fields[0]):
            continue
        parts = [texts.get(name) or "" for name in fields]
        found.append(
            Box(
                fields=fields,
                text=SEPARATOR.join(filter(None, parts)),
                most=LIMITS.get(fields[0], 0),
                is_needed=any(
                    MARKS[name][lead_type] == "M" for name in fields if name in MARKS
                ),
            )
        )
    return found
