"""Names of firms: a key to compare, the legal form, and likeness.

The key finds probable duplicates; it never decides that two firms are one.
"""

from __future__ import annotations

import re
import unicodedata

from .legal_forms import LEADING, MAX_TOKENS, TRAILING
from .text import strip_accents, tidy

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›′″"
# Connectives of the area's languages; translated, not dropped, so that
# "UN Studio" and "Studio" stay apart.
_AND = frozenset({"and", "och", "und", "og", "ja", "un", "ir", "&", "+"})
_AS_WRITTEN = frozenset({"Oy", "Oyj", "Ab", "Ky", "Tmi", "Oü"})
# Symbols that decorate. Others are kept: they are what is left of a damaged
# encoding ("O√ú"), and a repair here would be a guess.
_NOISE = frozenset("®™©°|~^=<>$€£¨¬")


def _spaced(char: str) -> str:
    if char in "&+":
        return f" {char} "
    if char.isalnum() or (char not in _NOISE and unicodedata.category(char)[0] == "S"):
        return char
    return " "


def _fold(text: str) -> str:
    """Lower case, base letters, one kind of dash; twice, as folding can unfold."""
    text = strip_accents(text.casefold())
    return strip_accents(text.casefold())


def _tokens(name: str) -> list[str]:
    """Split a name into folded words.

    >>> _tokens("A/S R&D (publ), Sp. z o.o.")
    ['as', 'r', 'and', 'd', 'publ', 'sp', 'z', 'oo']
    """
    text = "".join(char for char in name if char not in _NOISE)
    text = _fold(tidy(text))
    text = re.sub(r"(?<=\w)['’`´](?=\w)", "", text)  # O'Neill
    text = re.sub(r"\b(\w)/(?=\w\b)", r"\1", text)  # A/S
    text = re.sub(r"(?<=\b\w)\.", "", text)  # S.A., z o.o.
    words = "".join(map(_spaced, text)).split()
    return ["and" if word in _AND else word for word in words]


def _form_at_end(tokens: list[str]) -> int:
    """Number of tokens of the longest legal form the name ends in."""
    sizes = range(min(MAX_TOKENS, len(tokens)), 0, -1)
    return next((n for n in sizes if tuple(tokens[-n:]) in TRAILING), 0)


def _form_at_start(tokens: list[str]) -> int:
    sizes = range(min(MAX_TOKENS, len(tokens)), 0, -1)
    return next((n for n in sizes if tuple(tokens[:n]) in LEADING), 0)


def _strip_once(tokens: list[str]) -> list[str]:
    """Take one form off; a name that is nothing but a form stays."""
    end, start = _form_at_end(tokens), _form_at_start(tokens)
    if tokens and tokens[-1] == "publ":
        end = max(end, 1)
    if 0 < end < len(tokens):
        return tokens[:-end]
    return tokens[start:] if start < len(tokens) else tokens


def normalise_name(name: str) -> str:
    """Return the key under which equal names meet.

    Accents, case, quotes, punctuation, "&"/"and" and legal forms at either end do
    not count. Never empty unless the name has no letter, digit or symbol.

    >>> normalise_name("SIA «Zaļā Ēka»") == normalise_name("ZALA EKA, SIA")
    True
    >>> normalise_name("AB Volvo (publ)"), normalise_name("Volvo Aktiebolag")
    ('volvo', 'volvo')
    >>> normalise_name("Nord & Syd A/S"), normalise_name("Oy Nord och Syd Ab")
    ('nord and syd', 'nord and syd')
    >>> normalise_name("AS"), normalise_name("...")
    ('as', '')
    """
    tokens = _tokens(name)
    shorter = _strip_once(tokens)
    while shorter != tokens:
        tokens, shorter = shorter, _strip_once(shorter)
    return " ".join(tokens)


def _unquoted(text: str) -> str:
    """Take commas, spaces and a pair of wrapping quotes off a name."""
    text = text.strip(" ,;")
    pairs = ('""', "''", "“”", "„“", "„”", "””", "«»", "»«", "‘’", "`'", "``", "´´")
    inner = text[1:-1]
    if len(text) > 2 and text[0] + text[-1] in pairs and not set(inner) & set(_QUOTES):
        return inner.strip() or text
    return text


def _csv_unescaped(text: str) -> str:
    """Undo a CSV cell read as plain text: quotes around, and doubled inside."""
    if len(text) > 2 and text[0] == text[-1] == '"' and '""' in text[1:-1]:
        text = text[1:-1]
    return re.sub(r'"{2,}', '"', text)


def _looks_like_form(words: list[str]) -> bool:
    """Whether leading words are written as a form is ("AS", "Oy"), not "As Good"."""
    first = words[0]
    return sum(map(str.isupper, first)) > 1 or first in _AS_WRITTEN or len(first) > 4


def _leading_form(words: list[str]) -> tuple[list[str], str | None]:
    for size in range(min(MAX_TOKENS, len(words) - 1), 0, -1):
        form = LEADING.get(tuple(_tokens(" ".join(words[:size]))))
        if form and _looks_like_form(words) and _tokens(" ".join(words[size:])):
            return words[size:], form
    return words, None


def _trailing_form(words: list[str]) -> tuple[list[str], str | None]:
    for size in range(min(MAX_TOKENS, len(words) - 1), 0, -1):
        form = TRAILING.get(tuple(_tokens(" ".join(words[-size:]))))
        if form and _tokens(" ".join(words[:-size])):
            return words[:-size], form
    return words, None


def split_legal_form(name: str) -> tuple[str, str | None]:
    """Return the name without its legal form, and the form's usual abbreviation.

    Case and inner quotes of the name stay; quotes around it go. "AS" stands for
    four countries' forms. A Finnish name may carry both languages' forms.

    >>> split_legal_form('SIA "Zaļā Ēka"')
    ('Zaļā Ēka', 'SIA')
    >>> split_legal_form("Oy Nord Ab"), split_legal_form("AB Volvo (publ)")
    (('Nord', 'Oy'), ('Volvo', 'AB'))
    >>> split_legal_form("As Good As It Gets, Sp. z o.o.")
    ('As Good As It Gets', 'Sp. z o.o.')
    >>> split_legal_form("Linux Foundation")
    ('Linux Foundation', None)
    """
    words = _csv_unescaped(tidy(name)).split()
    if len(words) > 1 and words[-1].strip("()").casefold() == "publ":
        words = words[:-1]
    words, form = _forms(words)
    return _unquoted(" ".join(words)), form


def _forms(words: list[str]) -> tuple[list[str], str | None]:
    """Take the form off, at whichever end it stands.

    Both ends: a Finnish name in two languages ("Oy X Ab", "Oy X Ltd"), a leading
    form before a name in English ("SIA X Ltd"), or a name that begins like a form
    ("MB Scientific AB").
    """
    rest, last = _trailing_form(words)
    inner, first = _leading_form(rest if last == "AB" else words)
    if first == "Oy":
        return _trailing_form(inner)[0], first
    if first and last in (None, "Ltd"):
        return inner, first
    return rest, last


def _trigrams(text: str) -> set[str]:
    """Trigrams as pg_trgm makes them: words padded with two spaces and one."""
    words = re.findall(r"[^\W_]+", text.lower())
    padded = (f"  {word} " for word in words)
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}


def similarity(a: str, b: str) -> float:
    """Return how alike two texts are, 0 to 1, as PostgreSQL's ``similarity()``.

    Compare keys of :func:`normalise_name`; SQL does the same on the stored key.
    Like pg_trgm, texts without a letter or digit are alike to nothing.

    >>> similarity("word", "two words")
    0.36363636363636365
    >>> similarity("acreo", "acreo"), similarity("", "")
    (1.0, 0.0)
    """
    first, second = _trigrams(a), _trigrams(b)
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)
