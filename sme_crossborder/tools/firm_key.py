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


def firm_key(name: str | None, number_key: str | None) -> str:
    """Return the key of a firm: by its number in a register, else by its name.

    Empty: a firm that is named later, which counts as one of its own.

    :param number_key: country and number, as :class:`sme.entity` keeps them

    >>> firm_key("Tartu Süda OÜ", None), firm_key("Tartu Süda", "EE:10137319")
    ('name:tartusuda', 'number:EE:10137319')
    >>> firm_key("", None)
    ''
    """
    if number_key:
        return f"number:{number_key}"
    key = name_key(name)
    return key and f"name:{key}"
