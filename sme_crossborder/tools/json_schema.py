"""Check a value against a JSON Schema: the part of draft 2020-12 our schemas use.

A keyword this does not know is an error in the schema, so that no rule is written
down there without being kept here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from .strict_json import step

MOST_FAULTS = 20

NOTES = frozenset(
    {"$schema", "$id", "$comment", "$defs", "title", "description", "readOnly"}
)
"""Keywords that say something to people and nothing about a value."""

_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: _is_number(value),
    "integer": lambda value: _is_number(value) and float(value).is_integer(),
}


class Fault(NamedTuple):
    """What is wrong with a value, and where it stands."""

    path: str
    code: str
    params: Mapping[str, Any] = {}


def check(schema: dict[str, Any], value: Any, path: str = "$") -> list[Fault]:
    """Return the faults of a value, in the order of the schema's keywords.

    Twenty are enough to see what is wrong: what comes from elsewhere may have many.

    >>> schema = {"type": "object", "required": ["a"],
    ...           "properties": {"a": {"type": "array", "items": {"maxLength": 2}}},
    ...           "additionalProperties": False}
    >>> check(schema, {"a": ["xx"]})
    []
    >>> [(fault.path, fault.code) for fault in check(schema, {"a": ["xxx"], "b": 1})]
    [('$.a[0]', 'too_long'), ('$.b', 'unknown_key')]
    >>> [(fault.path, fault.code) for fault in check(schema, {})]
    [('$.a', 'missing')]

    :raises ValueError: the schema has a keyword or a type that is not known here
    """
    return list(islice(_check(schema, value, path, schema), MOST_FAULTS))


def _check(
    schema: dict[str, Any], value: Any, path: str, root: dict[str, Any]
) -> Iterator[Fault]:
    for keyword, rule in schema.items():
        if keyword in NOTES:
            continue
        if keyword in _FIRST:
            found = list(_FIRST[keyword](rule, value, path))
            yield from found
            if found:
                return  # what else is asked of it makes no sense, or takes long
        elif keyword == "$ref":
            yield from _check(_resolve(rule, root), value, path, root)
        elif keyword in _INSIDE:
            yield from _INSIDE[keyword](rule, schema, value, path, root)
        elif keyword in _RULES:
            yield from _RULES[keyword](rule, value, path)
        else:
            raise ValueError(f"unknown keyword in a schema: {keyword}")


def _resolve(reference: str, root: dict[str, Any]) -> dict[str, Any]:
    start, _slash, name = reference.rpartition("/")
    if start != "#/$defs":
        raise ValueError(f"unknown reference in a schema: {reference}")
    return root["$defs"][name]


# ----------------------------------------------------------------------
# What is inside
# ----------------------------------------------------------------------


def _properties(rule, _schema, value, path, root):
    if isinstance(value, dict):
        for name, inner in rule.items():
            if name in value:
                yield from _check(inner, value[name], step(path, name), root)


def _additional(rule, schema, value, path, root):
    if not isinstance(value, dict):
        return
    for name in value:
        if name in schema.get("properties", {}):
            continue
        if rule is False:
            yield Fault(step(path, name), "unknown_key")
        elif isinstance(rule, dict):
            yield from _check(rule, value[name], step(path, name), root)


def _items(rule, _schema, value, path, root):
    if isinstance(value, list):
        for at, item in enumerate(value):
            yield from _check(rule, item, step(path, at), root)


_INSIDE: dict[str, Callable[..., Iterator[Fault]]] = {
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
}

# ----------------------------------------------------------------------
# What a value is
# ----------------------------------------------------------------------


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _names(rule: str | list[str]) -> list[str]:
    return [rule] if isinstance(rule, str) else rule


def _has_type(rule: str | list[str], value: Any) -> bool:
    names = _names(rule)
    if unknown := set(names) - _TYPES.keys():
        raise ValueError(f"unknown type in a schema: {', '.join(sorted(unknown))}")
    return any(_TYPES[name](value) for name in names)


def _type(rule, value, path):
    if not _has_type(rule, value):
        yield Fault(path, "type", {"types": _names(rule)})


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON has it: true is not 1."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)


def _const(rule, value, path):
    if not _same(rule, value):
        yield Fault(path, "const", {"value": rule})


def _enum(rule, value, path):
    if not any(_same(allowed, value) for allowed in rule):
        yield Fault(path, "enum", {"values": [one for one in rule if one is not None]})


def _required(rule, value, path):
    if isinstance(value, dict):
        for name in rule:
            if name not in value:
                yield Fault(step(path, name), "missing")


def _max_items(rule, value, path):
    if isinstance(value, list) and len(value) > rule:
        yield Fault(path, "too_many", {"most": rule, "count": len(value)})


def _unique_items(rule, value, path):
    if not (rule and isinstance(value, list)):
        return
    for at, item in enumerate(value):
        if any(_same(item, earlier) for earlier in value[:at]):
            yield Fault(step(path, at), "twice")


def _min_length(rule, value, path):
    if isinstance(value, str) and len(value) < rule:
        yield Fault(path, "too_short", {"least": rule})


def _max_length(rule, value, path):
    if isinstance(value, str) and len(value) > rule:
        yield Fault(path, "too_long", {"most": rule, "count": len(value)})


def _pattern(rule, value, path):
    # to Python "$" is also before a line break at the end
    if isinstance(value, str) and not re.search(re.sub(r"\$$", r"\\Z", rule), value):
        yield Fault(path, "pattern")


def _minimum(rule, value, path):
    if _is_number(value) and value < rule:
        yield Fault(path, "too_small", {"least": rule})


def _maximum(rule, value, path):
    if _is_number(value) and value > rule:
        yield Fault(path, "too_big", {"most": rule})


def _format(rule, value, path):
    if rule != "date":
        raise ValueError(f"unknown format in a schema: {rule}")
    if isinstance(value, str) and not _is_date(value):
        yield Fault(path, "date")


def _is_date(text: str) -> bool:
    """Whether a text is a day of the calendar.

    >>> _is_date("2028-02-29"), _is_date("2027-02-29"), _is_date("20270228")
    (True, False, False)
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_FIRST: dict[str, Callable[[Any, Any, str], Iterator[Fault]]] = {
    "type": _type,
    "maxItems": _max_items,
}
_RULES: dict[str, Callable[[Any, Any, str], Iterator[Fault]]] = {
    "const": _const,
    "enum": _enum,
    "required": _required,
    "uniqueItems": _unique_items,
    "minLength": _min_length,
    "maxLength": _max_length,
    "pattern": _pattern,
    "minimum": _minimum,
    "maximum": _maximum,
    "format": _format,
}
