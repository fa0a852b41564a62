"""When two firms that somebody names, without a file, are the same firm."""

from __future__ import annotations

from .names import normalise_name


def name_key(name: str | None) -> str:
    """Return the key under which names of one firm meet; empty without a name.

    Neither case nor accents, spaces, punctuation or the legal form count.

    >>> name_key("Tartu Süda OÜ") == name_key("TARTUSÜDA") == name_key("oü tartu  suda")
    True
    >>> name_key("Tartu Süda OÜ") == name_key("Tartu Süda Labor OÜ")
    False
    >>> name_key(None), name_key("  "), name_key("...")
    ('', '', '...')
    """
    text = name or ""
    # a name of signs alone is still a name
    return "".join(normalise_name(text).split()) or "".join(text.split())
