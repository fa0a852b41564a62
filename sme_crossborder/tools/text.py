"""Cleaning of typed, pasted and exported text, shared by the other rules."""

from __future__ import annotations

import re
import unicodedata

# NFKD does not split these: without them "Łódź" and "Lodz" would differ.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "TH",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
        "ı": "i",
    }
)


def strip_accents(text: str) -> str:
    """Return ``text`` with base letters only.

    >>> strip_accents("Ošča Łódź Ærø")
    'Osca Lodz AEro'
    """
    parts = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(char for char in parts if not unicodedata.combining(char))


def _plain_character(char: str) -> str:
    """One character in its ASCII meaning: digit, dash, space, or itself."""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "Pd" or char == "\N{MINUS SIGN}":
        return "-"
    if category in ("Zs", "Zl", "Zp", "Cc"):
        return " "
    return "" if category == "Cf" else char  # zero-width marks, BOM, soft hyphen


def tidy(raw: object) -> str:
    """Return ``raw`` with one kind of space, dash and digit, trimmed.

    >>> tidy(" 556036\u20130793\u00a0")
    '556036-0793'
    >>> tidy("\uff11\u0662")
    '12'
    """
    text = unicodedata.normalize("NFKC", "" if raw is None else str(raw))
    text = "".join(map(_plain_character, text))
    return re.sub(r" +", " ", text).strip()


def alphanumerics(text: str) -> str:
    """Return the letters and digits of ``text`` in capitals.

    >>> alphanumerics("hrb 12-3/b")
    'HRB123B'
    """
    return "".join(char for char in text.upper() if char.isalnum())
