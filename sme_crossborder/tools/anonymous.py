"""Whether a text gives away whom it is about; a person has read it before."""

from __future__ import annotations

from collections.abc import Iterable

from .names import normalise_name
from .text import strip_accents

SHORT = 4  # letters; a shorter name is looked for as a whole word


def _words(text: str) -> str:
    """Fold to lower-case words between single spaces.

    >>> _words("Zaļā Ēka, SIA!")
    ' zala eka sia '
    """
    folded = strip_accents(strip_accents(text.casefold()).casefold())
    spaced = "".join(char if char.isalnum() else " " for char in folded)
    return f" {' '.join(spaced.split())} "


def name_keys(names: Iterable[str]) -> set[str]:
    """Return what to look for: each name without accents and legal form.

    >>> sorted(name_keys(["SIA «Zaļā Ēka»", "Kods SIA", "AB", None]))
    ['ab', 'kods', 'zala eka']
    """
    keys = {_words(normalise_name(name or "")).strip() for name in names}
    return keys - {""}


def mentions(text: str, keys: Iterable[str]) -> bool:
    """Whether one of the names stands in the text, also inside a longer word.

    >>> keys = name_keys(["SIA Zaļā Ēka", "Ask AB"])
    >>> mentions("Palīdzēja ZAĻĀS ĒKAS valde", keys), mentions("zala ekas", keys)
    (False, True)
    >>> mentions("Ask early", keys), mentions("Asking early", keys)
    (True, False)

    :param text: what may be quoted
    :param keys: from :func:`name_keys`
    """
    words = _words(text)
    return any((key if len(key) >= SHORT else f" {key} ") in words for key in keys)
