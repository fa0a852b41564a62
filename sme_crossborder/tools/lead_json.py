"""A partner lead as one JSON document: checked, read, written by the table of keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from .json_schema import Fault, check
from .lead_fields import NETWORK_CODES, is_asked
from .lead_keys import KEYS, NOT_RELEVANT, PAIRS, TYPES_BY_CODE, VERSION, Key
from .lead_schema import SCHEMA
from .strict_json import step

# ----------------------------------------------------------------------
# Reading
# ----------------------------------------------------------------------


def faults(document: Any, path: str = "$") -> list[Fault]:
    """Return what is wrong with a document as such, without looking at any list.

    >>> good = {"schema": "1.0", "reference": "X-1", "profileType": {"code": "BO"},
    ...         "language": "en"}
    >>> faults(good)
    []
    >>> faults(good | {"deadlineOfTheCall": "2027-03-30", "sdgKeywords": ["1", "1"]})[0]
    Fault(path='$.sdgKeywords[1]', code='twice', params={})
    >>> [fault.path for fault in faults(good | {"deadlineOfTheCall": "2027-03-30"})]
    ['$.deadlineOfTheCall']
    """
    found = check(SCHEMA, document, path)
    return found or list(_inner_faults(document, path))


def _inner_faults(document: dict[str, Any], path: str) -> Iterator[Fault]:
    """What a schema of ours cannot say."""
    code = document["profileType"]["code"]
    for key in KEYS:
        value = document.get(key.name)
        if value not in (None, [], "") and not is_asked(TYPES_BY_CODE[code], key.field):
            yield Fault(step(path, key.name), "not_asked", {"type": code})
    goals = document.get("sdgKeywords") or []
    if NOT_RELEVANT in goals and len(goals) > 1:
        yield Fault(step(path, "sdgKeywords"), "relevant_or_not")
    interest, call = document.get("deadlineForEoI"), document.get("deadlineOfTheCall")
    if interest and call and interest >= call:  # days as text sort as days
        yield Fault(step(path, "deadlineForEoI"), "after_call", {"call": call})
    seen = {document["language"]}
    for at, one in enumerate(document.get("translations") or []):
        if one["language"] in seen:
            where = step(step(step(path, "translations"), at), "language")
            yield Fault(where, "language_twice", {"language": one["language"]})
        seen.add(one["language"])


def values(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a document says, by field of a lead.

    Lists are codes still, days are text, nothing is ``None``. What is read only, what
    is left out, and what the type has no field for is not there.

    >>> found = values({"profileType": {"code": "RDR"}, "language": "en",
    ...     "title": " Robot\\r\\nfor  ", "sdgKeywords": ["not-relevant"],
    ...     "callTitleAndIdentifier": "Second round, DE-2027-ID-04"})
    >>> found["title"], found["sdg_ids"], found["sdg_none"]
    ('Robot\\nfor', [], True)
    >>> found["call_title"], found["call_identifier"], "summary" in found
    ('Second round', 'DE-2027-ID-04', False)
    """
    lead_type = TYPES_BY_CODE[document["profileType"]["code"]]
    found: dict[str, Any] = {
        "lead_type": lead_type,
        "language_id": document["language"],
    }
    if document.get("networkReference"):
        found["network_reference"] = document["networkReference"]
    for key in KEYS:
        if key.name in document and is_asked(lead_type, key.field):
            found |= _key_values(key, document[key.name])
    return found


def _key_values(key: Key, value: Any) -> dict[str, Any]:
    if key.kind == "goals":
        goals = value or []
        none = NOT_RELEVANT in goals
        return {key.field: [] if none else list(goals), key.other: none}
    if key.kind in ("codes", "countries"):
        return {key.field: list(value or [])}
    if key.kind == "pair":
        first, second = _read_pair(key.name, value)
        return {key.field: first, key.other: second}
    if key.kind == "budget":
        return _read_budget(key, value)
    if key.kind == "yes_no":
        return {key.field: None if value is None else ("no", "yes")[value]}
    if key.kind == "flag":
        return {key.field: bool(value)}
    if key.kind == "count":
        return {key.field: int(value or 0)}
    return {key.field: clean_text(value)}


def clean_text(value: str | None) -> str | None:
    """Return a text with one kind of line break and without space around it.

    >>> clean_text(" a\\r\\nb "), clean_text("  "), clean_text(None)
    ('a\\nb', None, None)
    """
    text = (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return text or None


def _read_pair(name: str, value: Any) -> tuple[str | None, str | None]:
    if isinstance(value, str):
        split = split_call if name == "callTitleAndIdentifier" else split_project
        return split(value)
    first, second = (clean_text((value or {}).get(part)) for part in PAIRS[name])
    return first, second


def _read_budget(key: Key, value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {key.field: value["amount"] or 0, key.other: value["currency"]}
    if value is None:
        return {key.field: 0}
    return {key.field: value, key.other: "EUR"}


_IDENTIFIER = r"[A-Z0-9][A-Za-z0-9./]*(?:-[A-Za-z0-9./]+){2,}"


def split_call(text: str) -> tuple[str | None, str | None]:
    """Take the identifier of a call off its title, wherever of the two ends it stands.

    >>> split_call("Wallet pilots, DE-2027-ID-04")
    ('Wallet pilots', 'DE-2027-ID-04')
    >>> split_call("HORIZON-CL4-2027-DATA-01: Trustworthy data")
    ('Trustworthy data', 'HORIZON-CL4-2027-DATA-01')
    >>> split_call("Eurostars"), split_call(" ")
    (('Eurostars', None), (None, None))
    """
    text = clean_text(text) or ""
    if match := re.fullmatch(rf"(.*?)[\s,;:(\[–-]*\b({_IDENTIFIER})[\])]?", text, re.S):
        return clean_text(match[1]), match[2]
    if match := re.fullmatch(rf"({_IDENTIFIER})[\s,;:–-]+(.*)", text, re.S):
        return clean_text(match[2]), match[1]
    return clean_text(text), None


def split_project(text: str) -> tuple[str | None, str | None]:
    """Take the acronym off the title of a project.

    >>> split_project("Students on the move (STUWAL)")
    ('Students on the move', 'STUWAL')
    >>> split_project("STUWAL: Students on the move")
    ('Students on the move', 'STUWAL')
    >>> split_project("Students on the move")
    ('Students on the move', None)
    """
    text = clean_text(text) or ""
    if match := re.fullmatch(r"(.+?)\s*\(([^\s()]{2,30})\)", text, re.S):
        return match[1], match[2]
    if match := re.fullmatch(r"([A-Z0-9][A-Z0-9-]{1,29})\s*(?::|\s[–-])\s+(.+)", text):
        return match[2], match[1]
    return clean_text(text), None


def code_paths(document: Mapping[str, Any], path: str = "$") -> Iterator[tuple]:
    """Yield (path, field, code) of everything that stands for an entry of a list.

    >>> document = {"language": "en", "targetedCountries": ["LV"]}
    >>> list(code_paths(document))[1]
    ('$.targetedCountries[0]', 'target_country_ids', 'LV')
    """
    yield step(path, "language"), "language_id", document["language"]
    for key in KEYS:
        value = document.get(key.name)
        if key.kind in ("codes", "goals", "countries"):
            for at, code in enumerate(value or []):
                if code != NOT_RELEVANT or key.kind != "goals":
                    yield step(step(path, key.name), at), key.field, code
        elif key.kind == "budget" and isinstance(value, dict):
            where = step(step(path, key.name), "currency")
            yield where, key.other, value["currency"]
    for at, one in enumerate(document.get("translations") or []):
        where = step(step(step(path, "translations"), at), "language")
        yield where, "language_id", one["language"]


# ----------------------------------------------------------------------
# Writing
# ----------------------------------------------------------------------


def write(found: Mapping[str, Any], head: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of a lead.

    :param found: values by field: lists as codes, days as :class:`~datetime.date`
    :param head: keys that are no field: ``reference``, ``networkReference``,
        ``profileStatus``, ``holder``, ``translations`` and so on

    >>> document = write({"lead_type": "business_offer", "language_id": "en",
    ...                   "title": "Robot", "sdg_none": True}, {"reference": "X-1"})
    >>> document["profileType"], document["sdgKeywords"], document["shortSummary"]
    ({'code': 'BO'}, ['not-relevant'], None)
    >>> "callTitleAndIdentifier" in document, faults(document)
    (False, [])
    """
    lead_type = found["lead_type"]
    rest = dict(head)
    translations = rest.pop("translations", [])
    return {
        "schema": VERSION,
        "reference": rest.pop("reference"),
        "networkReference": rest.pop("networkReference", None),
        "profileType": {"code": NETWORK_CODES[lead_type]},
        **rest,
        "language": found["language_id"],
        **{
            key.name: _write_key(key, found)
            for key in KEYS
            if is_asked(lead_type, key.field)
        },
        "translations": translations,
    }


def _write_key(key: Key, found: Mapping[str, Any]) -> Any:
    value = found.get(key.field)
    if key.kind == "goals":
        return [NOT_RELEVANT] if found.get(key.other) else list(value or [])
    if key.kind in ("codes", "countries"):
        return list(value or [])
    if key.kind == "pair":
        parts = (value or None, found.get(key.other) or None)
        return dict(zip(PAIRS[key.name], parts, strict=True)) if any(parts) else None
    if key.kind == "budget":
        return (
            {"amount": _number(value), "currency": found[key.other]} if value else None
        )
    if key.kind == "yes_no":
        return {"yes": True, "no": False}.get(value or "")
    if key.kind == "flag":
        return bool(value)
    if isinstance(value, date):
        return value.isoformat()
    return value or None


def _number(value: float) -> float:
    """Return a whole amount without a decimal point."""
    return int(value) if float(value).is_integer() else value


def dump(document: Any) -> str:
    """Return a document as text, the same for the same document.

    >>> dump({"title": "Ošča"})
    '{\\n    "title": "Ošča"\\n}\\n'
    """
    return json.dumps(document, ensure_ascii=False, indent=4) + "\n"
