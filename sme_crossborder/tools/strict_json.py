"""Read JSON that comes from elsewhere: nothing in it is guessed or passed over.

Python's own reader takes the last of two equal keys, NaN, and text a database cannot
keep. Here each of these is refused, with the place where it stands.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any

from .errors import RuleError

MOST_BYTES = 10_000_000
MOST_LEVELS = 20  # of lists and objects inside one another
MOST_DIGITS = 30  # of a number

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
_KEY_SHOWN = 40
# what no text has: control characters besides tab and line breaks, halves of a pair
_BAD_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class InvalidJson(RuleError):
    """The bytes are not JSON as it is read here.

    Codes: ``too_large`` (most), ``encoding`` (byte), ``syntax`` (line, column),
    ``deep`` (most), ``empty``; with ``path`` besides: ``doubled`` (key), ``number``,
    ``character``.
    """


class _Object(dict):
    """A JSON object that remembers the first key that stood in it twice."""

    doubled: str | None = None


def step(path: str, key: str | int) -> str:
    """Return the path of what is below a path.

    >>> step("$", "title"), step("$.items", 3), step("$", "a b")
    ('$.title', '$.items[3]', '$["a b"]')

    Keys come from elsewhere: a long one is cut short.

    >>> len(step("$", "x" * 1000))
    46
    """
    if isinstance(key, int):
        return f"{path}[{key}]"
    if _PLAIN_KEY.fullmatch(key):
        return f"{path}.{key}"
    shown = key if len(key) <= _KEY_SHOWN else f"{key[:_KEY_SHOWN]}…"
    return f"{path}[{json.dumps(shown, ensure_ascii=_has_bad_character(shown))}]"


def load(content: bytes, most_bytes: int = MOST_BYTES) -> Any:
    """Read one JSON text in UTF-8, with or without a mark at its beginning.

    >>> load(b'{"a": [1, 2.5, null, true]}')
    {'a': [1, 2.5, None, True]}
    >>> load(chr(0xFEFF).encode() + b'"x"')
    'x'

    :raises InvalidJson: saying what, and where

    >>> load(b'{"a": {"b": 1, "b": 2}}')
    Traceback (most recent call last):
    InvalidJson: doubled
    """
    if len(content) > most_bytes:
        raise InvalidJson("too_large", most=most_bytes)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidJson("encoding", byte=error.start + 1) from error
    if not text.strip():
        raise InvalidJson("empty")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_make_object,
            parse_constant=_refuse_constant,
            parse_float=_read_float,
            parse_int=_read_int,
        )
    except json.JSONDecodeError as error:
        raise InvalidJson("syntax", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise InvalidJson("deep", most=MOST_LEVELS) from error
    for path, item in walk(value):
        _check(path, item)
    return value


def walk(value: Any, path: str = "$", level: int = 0) -> Iterator[tuple[str, Any]]:
    """Yield everything in a value with its path, the outermost first.

    >>> list(walk({"a": [1]}))
    [('$', {'a': [1]}), ('$.a', [1]), ('$.a[0]', 1)]

    :raises InvalidJson: too many levels
    """
    yield path, value
    if isinstance(value, dict):
        parts: Any = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    else:
        return
    if level >= MOST_LEVELS:
        raise InvalidJson("deep", path=path, most=MOST_LEVELS)
    for key, part in parts:
        yield from walk(part, step(path, key), level + 1)


def _check(path: str, value: Any) -> None:
    if isinstance(value, _Object):
        if value.doubled is not None:
            raise InvalidJson("doubled", path=step(path, value.doubled))
        for key in value:
            if _has_bad_character(key):
                raise InvalidJson("character", path=step(path, key))
    elif isinstance(value, str) and _has_bad_character(value):
        raise InvalidJson("character", path=path)
    elif isinstance(value, float) and not math.isfinite(value):
        raise InvalidJson("number", path=path)


def _has_bad_character(text: str) -> bool:
    return bool(_BAD_CHARACTER.search(text))


def _make_object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                found.doubled = key
                break
            seen.add(key)
    return found


def _refuse_constant(_name: str) -> float:
    return math.nan  # refused by `_check`, which knows where it stands


def _read_float(text: str) -> float:
    return float(text) if len(text) <= MOST_DIGITS else math.nan


def _read_int(text: str) -> float:
    # Python itself refuses thousands of digits, without saying where
    return int(text) if len(text) <= MOST_DIGITS else math.nan
