"""Profiles of the Enterprise Europe Network, exported as JSON, as documents of ours.

What has no place in a lead, or stands for nothing in our lists, is told as a remark and
kept beside the lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from .json_schema import Fault
from .lead_fields import is_asked
from .lead_keys import BY_NAME, TYPES_BY_CODE, VERSION
from .network_values import READERS, is_nothing, plain_text, read_codes
from .strict_json import step

LANGUAGE = "en"  # profiles are written in English
MOST_REMARK = 1000

# told as they are, after what has no entry in our lists
_TOLD = (
    *("profileStatus", "publicationDate", "expirationDate", "publicURL"),
    *("partnerOrganisationCountry", "openForEOI", "sectorGroupsInvolved"),
    *("videoPitch", "attachments"),
)


class Remark(NamedTuple):
    """Something of a profile that a lead has no field for."""

    name: str  # key of the profile
    text: str


class Profile(NamedTuple):
    """A profile as one of our documents, with what could not be taken over."""

    document: dict[str, Any]
    # key -> entries, each as the words that may stand for it
    lists: dict[str, list[list[str]]]
    remarks: list[Remark]
    faults: list[Fault]

    @property
    def reference(self) -> str:
        return self.document.get("networkReference") or ""


def find_profiles(value: Any) -> Iterator[tuple[str, Any]] | None:
    """Return (path, profile) of an exported list; None if it is none.

    >>> one = {"reference": "BOSE20260101001", "profileType": {"code": "BO"}}
    >>> [list(find_profiles(shape)) == [(path, one)] for shape, path in (
    ...     ([one], "$[0]"), ({"items": [one]}, "$.items[0]"), (one, "$"),
    ...     ({"data": {"items": [one], "pagingInfo": {}}}, "$.data.items[0]"))]
    [True, True, True, True]
    >>> find_profiles({"title": "?"}) is None
    True
    """
    path = "$"
    for name in ("data", "items"):
        if isinstance(value, dict) and isinstance(value.get(name), dict | list):
            value, path = value[name], step(path, name)
    if isinstance(value, list):
        return ((step(path, at), item) for at, item in enumerate(value))
    if isinstance(value, dict) and "profileType" in value:
        return iter([(path, value)])
    return None


def read(item: Any, path: str = "$") -> Profile:
    """Return what a profile says.

    >>> profile = read({"reference": "BOSE20260101001", "profileType": {"code": "BO"},
    ...     "title": "Robot", "shortSummary": "<p>A &amp; B</p>", "description": "N/A",
    ...     "iprStatus": "IPR granted", "stageOfDevelopment": {"name": "On Mars"},
    ...     "typesAndSizes": ["SME <=10", {"label": "SME 11-49"}], "openForEOI": True})
    >>> profile.faults, profile.reference
    ([], 'BOSE20260101001')
    >>> document = profile.document
    >>> document["shortSummary"], document["iprStatus"], "description" in document
    ('A & B', 'granted', False)
    >>> profile.lists["typesAndSizes"]
    [['sme_10', 'SME <=10'], ['sme_49', 'SME 11-49']]
    >>> [tuple(remark) for remark in profile.remarks]
    [('stageOfDevelopment', 'On Mars'), ('openForEOI', 'yes')]
    """
    if not isinstance(item, dict):
        return Profile({}, {}, [], [Fault(path, "type", {"types": ["object"]})])
    head, faults = _head(item, path)
    if faults:
        return Profile(head, {}, [], faults)
    lead_type = TYPES_BY_CODE[head["profileType"]["code"]]
    document, lists, remarks = head, {}, []
    for key in BY_NAME.values():
        value = item.get(key.name)
        if is_nothing(value):
            continue
        if not is_asked(lead_type, key.field):
            remarks += _remark(key.name, value)
            continue
        if key.kind in ("codes", "countries"):
            lists[key.name] = read_codes(key, value)
            continue
        taken, left, wrong = READERS[key.kind](key, value, step(path, key.name))
        if taken is not None and taken != []:
            document[key.name] = taken
        remarks += [Remark(key.name, text[:MOST_REMARK]) for text in left]
        faults += wrong
    if not (document.get("title") or document.get("shortSummary")):
        faults.append(Fault(path, "limited"))
    for name in _TOLD:
        remarks += _remark(name, item.get(name))
    return Profile(document, lists, remarks, faults)


def settle(
    profile: Profile, find: Callable[[str, list[str]], str | None], home: str | None
) -> tuple[dict[str, Any], list[Remark]]:
    """Return the document of a profile with the entries our lists have, and the rest.

    :param find: says the code of an entry for a field and the words for it, or None
    :param home: country of the holder, which is no target

    >>> profile = Profile({"profileType": {"code": "BO"}},
    ...     {"targetedCountries": [["LV"], ["SE", "Sweden"], ["All"]]}, [], [])
    >>> known = {"LV": "LV", "Sweden": "SE"}
    >>> document, remarks = settle(profile, lambda _field, words: next(
    ...     (known[word] for word in words if word in known), None), "SE")
    >>> document["targetedCountries"], [remark.text for remark in remarks]
    (['LV'], ['SE Sweden', 'All'])
    """
    document, remarks = dict(profile.document), []
    for name, entries in profile.lists.items():
        key, taken = BY_NAME[name], []
        for words in entries:
            code = find(key.field, words)
            is_home = key.kind == "countries" and code == home
            if code in taken:
                continue
            if code is None or is_home or (key.most and len(taken) == key.most):
                remarks.append(Remark(name, _say_entry(words)))
            else:
                taken.append(code)
        document[name] = taken
    return document, remarks + profile.remarks


def _head(item: Mapping[str, Any], path: str) -> tuple[dict[str, Any], list[Fault]]:
    faults = []
    reference = plain_text(item.get("reference"))
    if not reference or len(reference) > 64 or re.search(r"\s", reference):
        faults.append(Fault(step(path, "reference"), "no_reference"))
    kind = item.get("profileType")
    where = step(path, "profileType")
    if isinstance(kind, dict):
        kind, where = kind.get("code"), step(where, "code")
    code = str(kind or "").strip().upper()
    if code not in TYPES_BY_CODE:
        faults.append(Fault(where, "enum", {"values": list(TYPES_BY_CODE)}))
    head = {
        "schema": VERSION,
        "reference": reference,
        "networkReference": reference,
        "profileType": {"code": code},
        "language": LANGUAGE,
    }
    return head, faults


def _say_entry(words: list[str]) -> str:
    """Return an entry as it stood; of a text, its parts are not said again.

    >>> _say_entry(["02007012 Health", "02007012", "Health"]), _say_entry(["1", "One"])
    ('02007012 Health', '1 One')
    """
    parts = [word for word in words[1:] if word not in words[0]]
    return " ".join([words[0], *parts])[:MOST_REMARK]


def _remark(name: str, value: Any) -> list[Remark]:
    text = plain_text(value)
    return [Remark(name, text[:MOST_REMARK])] if text else []
