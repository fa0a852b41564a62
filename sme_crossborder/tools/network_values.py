"""Values of profiles of the network, of whatever shape they are.

Only names of fields are known for certain: an entry of a list may be a code, a label,
or an object with either; a number may come with its unit. What cannot be read is told.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

from .json_schema import Fault
from .lead_fields import LIMITS
from .lead_keys import NOT_RELEVANT, Key
from .lead_schema import URL
from .text import strip_accents

MOST_ENTRIES = 300  # of one list; there are fewer countries

# What the network calls an entry, with letters and digits alone -> our code.
_STAGES = {
    "conceptstage": "concept",
    "concept": "concept",
    "underdevelopment": "development",
    "labtested": "lab",
    "availablefordemonstration": "demonstration",
    "alreadyonthemarket": "market",
}
_RIGHTS = {
    "noiprapplied": "none",
    "secretknowhow": "secret",
    "iprappliedbutnotyetgranted": "applied",
    "iprgranted": "granted",
}
_AGREEMENTS = {
    "commercialagreement": "commercial",
    "investmentagreement": "investment",
    "outsourcingagreement": "outsourcing",
    "supplieragreement": "supplier",
    "commercialagreementwithtechnicalassistance": "commercial_assistance",
    "researchdevelopmentcooperationagreement": "research",
    "researchanddevelopmentcooperationagreement": "research",
}
_PARTNERS = {
    "sme10": "sme_10",
    "sme1149": "sme_49",
    "sme50249": "sme_249",
    "bigcompany": "large",
    "rdinstitution": "research",
    "university": "university",
    "other": "other",
}
ALIASES: dict[str, dict[str, str]] = {
    "stageOfDevelopment": _STAGES,
    "iprStatus": _RIGHTS,
    "typesOfPartnership": _AGREEMENTS,
    "typesAndSizes": _PARTNERS,
}
_NOTHING = frozenset({"", "n/a", "na", "null", "none", "-"})
_TAG = re.compile(
    r"</?(?:p|br|div|span|ul|ol|li|b|i|u|em|strong|a|h[1-6])\b[^<>]*>", re.I
)
_BREAKING = re.compile(r"<(?:br\b[^<>]*|/p|/div|/li|/h[1-6])>", re.I)


def is_nothing(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in _NOTHING
    return value is None or value == [] or value == {}


def plain_text(value: Any) -> str:
    """Return a value as one line or text.

    >>> for value in ({"code": "01003006", "name": "Software"}, True, 3.0, "N/A",
    ...               "a < b", "<p>One</p><p>Two &lt; three</p>"):
    ...     plain_text(value)
    '01003006 Software'
    'yes'
    '3'
    ''
    'a < b'
    'One\\nTwo < three'
    """
    if is_nothing(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict):
        return " ".join(filter(None, map(plain_text, value.values())))
    if isinstance(value, list):
        return "; ".join(filter(None, map(plain_text, value)))
    text = str(value)
    if _TAG.search(text):
        text = html.unescape(_TAG.sub("", _BREAKING.sub("\n", text)))
        text = re.sub(r"\n\s*\n+", "\n\n", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def entries(value: Any) -> list[list[str]]:
    """Return the entries of a list, each as the words that may stand for it.

    >>> entries(["a; b", {"code": "1", "name": "One", "uuid": "f0"}, None])
    [['a'], ['b'], ['1', 'One']]
    >>> entries("02007012 - Health software")
    [['02007012 - Health software', '02007012', 'Health software']]
    """
    found: list[list[str]] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            names = ("code", "key", "acronym", "name", "label", "title", "value")
            words = [plain_text(item[name]) for name in names if name in item]
            words = [word for word in words if word] or [plain_text(item)]
            found.append(words)
        else:
            found += map(_split_entry, plain_text(item).split(";"))
    return [words for words in found if any(words)]


def _split_entry(text: str) -> list[str]:
    """Return what may stand for an entry: the text, its code, its label."""
    text = text.strip()
    match = re.fullmatch(r"(\d{5,})[\s:.–-]+(\S.*)", text)
    return [text, match[1], match[2]] if match else [text]


def letters(text: str) -> str:
    """Return the letters and digits of a text, for labels that differ in signs.

    >>> letters("R&D institution"), letters("SME <=10"), letters("SME 11–49")
    ('rdinstitution', 'sme10', 'sme1149')
    """
    return "".join(char for char in strip_accents(text).lower() if char.isalnum())


def _alias(name: str, words: Iterable[str]) -> str | None:
    known = ALIASES.get(name, {})
    codes = set(known.values())
    for word in words:
        if word in codes:
            return word
        if letters(word) in known:
            return known[letters(word)]
    return None


# ----------------------------------------------------------------------
# One reader for each kind: what is taken, what is left, what is wrong
# ----------------------------------------------------------------------

Read = tuple[Any, list[str], list[Fault]]


def _read_text(key: Key, value: Any, path: str) -> Read:
    text, most = plain_text(value), key.most or LIMITS[key.field]
    if len(text) > most:
        return None, [], [Fault(path, "too_long", {"most": most, "count": len(text)})]
    return text or None, [], []


def _read_choice(key: Key, value: Any, _path: str) -> Read:
    words = next(iter(entries(value)), [])
    code = _alias(key.name, words)
    return (code, [], []) if code else (None, [" ".join(words)], [])


def read_codes(key: Key, value: Any) -> list[list[str]]:
    """Entries our lists may know; whoever knows the lists says which they do."""
    found = []
    for words in entries(value):
        alias = _alias(key.name, words)
        found.append(list(dict.fromkeys([alias, *words])) if alias else words)
    return found[:MOST_ENTRIES]


def _read_goals(_key: Key, value: Any, _path: str) -> Read:
    """Goals by their number.

    >>> _read_goals(None, ["Goal 9: Industry", "SDG3", "Peace"], "")
    (['9', '3'], ['Peace'], [])
    >>> _read_goals(None, "Not relevant", "")
    (['not-relevant'], [], [])
    """
    taken: list[str] = []
    left = []
    for words in entries(value):
        text = " ".join(words)
        if letters(text) == "notrelevant":
            taken.append(NOT_RELEVANT)
            continue
        number = re.search(r"(?<!\d)(1[0-7]|[1-9])(?!\d)", text)
        if number:
            taken.append(number[1])
        else:
            left.append(text)
    taken = list(dict.fromkeys(taken))
    if len(taken) > 1 and NOT_RELEVANT in taken:
        taken.remove(NOT_RELEVANT)
    return taken, left, []


def _read_yes_no(_key: Key, value: Any, _path: str) -> Read:
    text = plain_text(value).lower()
    known = {"yes": True, "true": True, "y": True, "no": False, "false": False}
    known["n"] = False
    return (known[text], [], []) if text in known else (None, [plain_text(value)], [])


def _read_date(_key: Key, value: Any, path: str) -> Read:
    match = re.match(r"\d{4}-\d{2}-\d{2}(?=T|\s|$)", plain_text(value))
    if not match:
        return None, [], [Fault(path, "date")]
    return match[0], [], []


def _read_count(_key: Key, value: Any, _path: str) -> Read:
    """Weeks, with or without the word.

    >>> _read_count(None, "36 weeks", ""), _read_count(None, "3 years", "")
    ((36, [], []), (None, ['3 years'], []))
    """
    text = plain_text(value)
    match = re.fullmatch(r"(\d{1,4})(?:\.0+)?\s*(?:weeks?)?", text, re.I)
    if match and int(match[1]) <= 1000:
        return int(match[1]), [], []
    return None, [text], []


def _read_budget(_key: Key, value: Any, _path: str) -> Read:
    """An amount in euros, if that is what it says.

    >>> _read_budget(None, "2 500 000 EUR", "")
    ({'amount': 2500000, 'currency': 'EUR'}, [], [])
    >>> _read_budget(None, "3 to 4 million", "")
    (None, ['3 to 4 million'], [])
    """
    text = plain_text(value)
    plain = re.sub(r"(?i)^\s*(?:eur|€)\s*|\s*(?:eur|euros?|€)\s*$", "", text)
    plain = re.sub(r"(?<=\d)[\s\u00a0\u202f'](?=\d{3}(?!\d))", "", plain)
    if re.fullmatch(r"\d{1,12}(\.\d{1,2})?", plain):
        amount = float(plain)
        amount = int(amount) if amount.is_integer() else amount
        return {"amount": amount, "currency": "EUR"}, [], []
    return None, [text], []


def _read_url(_key: Key, value: Any, _path: str) -> Read:
    text = plain_text(value)
    if len(text) <= 2000 and re.fullmatch(URL.strip("^$"), text):
        return text, [], []
    return None, [text], []


def _read_pair(_key: Key, value: Any, path: str) -> Read:
    text = plain_text(value)
    if len(text) > 1000:
        return None, [], [Fault(path, "too_long", {"most": 1000, "count": len(text)})]
    return text, [], []


def _read_flag(_key: Key, value: Any, _path: str) -> Read:
    return (
        (value, [], []) if isinstance(value, bool) else (None, [plain_text(value)], [])
    )


READERS = {
    "text": _read_text,
    "stage": _read_choice,
    "rights": _read_choice,
    "goals": _read_goals,
    "yes_no": _read_yes_no,
    "date": _read_date,
    "count": _read_count,
    "budget": _read_budget,
    "url": _read_url,
    "pair": _read_pair,
    "flag": _read_flag,
}
