"""The form on which a portal organisation writes a lead: what it takes, what it lacks.

What was typed is kept as it was typed, complete or not, so that nobody loses it. Only
what is sent to a member organisation is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from .lead_fields import LEAST, LIMITS, MAX_KEYWORDS, is_asked, mandatory_fields

LINES: tuple[str, ...] = (
    "firm_name",
    "firm_number",
    "title",
    "framework_programme",
    "call_title",
    "call_identifier",
    "call_url",
    "project_title",
    "project_acronym",
)
"""Texts of one line."""

TEXTS: tuple[str, ...] = (
    "summary",
    "description",
    "advantages",
    "specification",
    "expected_role",
    "ipr_notes",
    "evaluation_scheme",
)
CHOICES: tuple[str, ...] = ("development_stage", "ipr_status", "coordinator_required")
DATES: tuple[str, ...] = ("interest_deadline", "call_deadline")
NUMBERS: tuple[str, ...] = ("budget", "duration_weeks")
LISTS: tuple[str, ...] = (
    "sdg_ids",
    "cooperation_type_ids",
    "partner_type_ids",
    "market_keyword_ids",
    "technology_keyword_ids",
    "capability_offered_ids",
    "capability_sought_ids",
    "target_country_ids",
    "partner_language_ids",
)
KEYWORDS: tuple[str, ...] = ("market_keyword_ids", "technology_keyword_ids")
FLAGS: tuple[str, ...] = ("sdg_none", "is_anonymous")

FIRM: tuple[str, ...] = ("firm_name", "firm_number", "firm_country_id")
"""Of a firm an organisation writes for, of which nobody has a file yet."""

IDS: tuple[str, ...] = ("language_id", "firm_country_id")
"""Choices among records."""

ORDER: tuple[str, ...] = (
    "holder_kind",
    *FIRM,
    "language_id",
    "title",
    "summary",
    "description",
    "advantages",
    "specification",
    "expected_role",
    "development_stage",
    "ipr_status",
    "ipr_notes",
    "framework_programme",
    "call_title",
    "call_identifier",
    "coordinator_required",
    "interest_deadline",
    "call_deadline",
    "evaluation_scheme",
    "budget",
    "duration_weeks",
    "call_url",
    "project_title",
    "project_acronym",
    "cooperation_type_ids",
    "partner_type_ids",
    "target_country_ids",
    "partner_language_ids",
    "market_keyword_ids",
    "technology_keyword_ids",
    "capability_offered_ids",
    "capability_sought_ids",
    "sdg_ids",
    "sdg_none",
    "is_anonymous",
)
"""The fields of the form from top to bottom; nothing else is taken from a request."""

ALWAYS: frozenset[str] = frozenset({"holder_kind"})
"""Asked whatever the type, and needed."""

MOST_KEPT = 50_000
"""Longest text that is kept at all, in characters."""


def asked_fields(lead_type: str) -> list[str]:
    """Return the fields the form has for a type, from top to bottom.

    >>> "specification" in asked_fields("business_offer")
    False
    >>> asked_fields("research_request")[:5]
    ['holder_kind', 'firm_name', 'firm_number', 'firm_country_id', 'language_id']
    """
    return [name for name in ORDER if name in FIRM or is_asked(lead_type, name)]


def needed_fields(lead_type: str) -> set[str]:
    """Return the fields that must say something before a lead is sent.

    >>> "call_title" in needed_fields("research_request")
    True
    """
    return {*mandatory_fields(lead_type), *ALWAYS}


def read_form(
    one: Callable[[str], str | None], many: Callable[[str], list[str]]
) -> dict:
    """Return what was typed, of the fields of the form alone.

    :param one: returns the text of a field of the request
    :param many: returns all its texts

    >>> form = {"title": " A\\r\\nB ", "sdg_ids": ["3", "x"], "state": "published"}
    >>> typed = read_form(form.get, lambda name: form.get(name) or [])
    >>> typed["title"], typed["sdg_ids"], typed["sdg_none"], "state" in typed
    ('A B', [3], False, False)
    """
    values: dict = {}
    for name in ORDER:
        if name in LISTS:
            values[name] = sorted({int(text) for text in many(name) if _is_id(text)})
        elif name in FLAGS:
            values[name] = bool(one(name))
        elif name in IDS:
            text = one(name) or ""
            values[name] = int(text) if _is_id(text) else False
        else:
            text = (one(name) or "").replace("\r\n", "\n").strip()
            values[name] = " ".join(text.split()) if name in LINES else text
    return values


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) < 10


def too_long_to_keep(values: Mapping) -> list[str]:
    """Return the texts that are not even kept.

    >>> too_long_to_keep({"title": "x" * 50_001, "summary": "x"})
    ['title']
    """
    return [
        name
        for name, value in values.items()
        if isinstance(value, str) and len(value) > MOST_KEPT
    ]


def find_problems(values: Mapping, lead_type: str) -> list[tuple[str, str]]:
    """Return ``(field, problem)`` of what keeps a lead from being sent.

    Problems: ``missing``, ``long``, ``short``, ``keywords``, ``date``, ``number``,
    ``goals``, ``address``.

    >>> find_problems({"title": "x" * 257, "budget": "many"}, "business_offer")[:3]
    [('holder_kind', 'missing'), ('language_id', 'missing'), ('title', 'long')]
    >>> dict(find_problems({"budget": "1.5", "interest_deadline": "soon"},
    ...                    "research_request"))["interest_deadline"]
    'date'
    >>> dict(find_problems({"advantages": "It is cheaper."}, "business_offer"))[
    ...     "advantages"]
    'short'
    >>> found = find_problems({"call_url": "javascript:x"}, "research_request")
    >>> dict(found)["call_url"]
    'address'
    """
    problems = []
    needed = needed_fields(lead_type)
    for name in asked_fields(lead_type):
        value = values.get(name)
        if not value:
            excused = name == "sdg_ids" and values.get("sdg_none")
            if name in needed and not excused:
                problems.append((name, "missing"))
        elif problem := _find_problem(name, value, values):
            problems.append((name, problem))
    return problems


def _find_problem(name: str, value, values: Mapping) -> str | None:
    if name in LIMITS and len(value) > LIMITS[name]:
        return "long"
    if name in LEAST and len(value) < LEAST[name]:
        return "short"
    if name in KEYWORDS and len(value) > MAX_KEYWORDS:
        return "keywords"
    if name in DATES and to_date(value) is None:
        return "date"
    if name in NUMBERS and to_number(value) is None:
        return "number"
    if name == "sdg_ids" and values.get("sdg_none"):
        return "goals"
    if name == "call_url" and not value.startswith(("https://", "http://")):
        return "address"
    return None


def to_date(text: str) -> date | None:
    """Return the day of a date field, as browsers send it.

    >>> to_date("2026-11-28"), to_date("28.11.2026")
    (datetime.date(2026, 11, 28), None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def to_number(text: str) -> float | None:
    """Return an amount typed with a point, a comma or spaces; none below zero.

    >>> to_number("1 250 000"), to_number("12,5"), to_number("-3"), to_number("ten")
    (1250000.0, 12.5, None, None)
    >>> to_number("inf")
    """
    try:
        number = float("".join(text.split()).replace(",", "."))
    except ValueError:
        return None
    return number if 0 <= number < 1e15 else None
