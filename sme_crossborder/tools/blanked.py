"""Names taken out of texts that stay: what others were told of who is erased."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from lxml import etree, html
from markupsafe import escape


def blank_words(text: str, words: Iterable[str], said: str) -> str:
    """Return a text or HTML with names written over, whole words alone.

    >>> blank_words("Agreement: Kods SIA, Kodsmark AB", ["Kods SIA", "Kods"], "Erased")
    'Agreement: Erased, Kodsmark AB'
    >>> blank_words("<p>Told by BERG &amp; Co</p>", ["Berg & Co"], "Erased")
    '<p>Told by Erased</p>'
    >>> blank_words("Nobody", [], "Erased")
    'Nobody'
    """
    # the longest first: a firm's name may begin with a person's
    forms = {form for word in words for form in (word, str(escape(word)))}
    parts = [re.escape(form) for form in sorted(forms, key=len, reverse=True)]
    if not parts:
        return str(text)
    pattern = rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"
    return re.sub(pattern, lambda _found: said, str(text), flags=re.IGNORECASE)


def blank_lines(body: str, ids: Collection[int], said: str) -> str:
    """Return HTML in which the list items of some records say what happened alone.

    An item is marked with the id of what it is about, and says *act: name (reason)*.

    >>> note = '<li data-oe-id="7">Given: K (Fair)</li><li data-oe-id="8">Given: B</li>'
    >>> print(blank_lines(note, {7}, "Erased"))
    <li data-oe-id="7">Given: Erased</li><li data-oe-id="8">Given: B</li>
    >>> blank_lines(note, {9}, "Erased") == note
    True
    """
    root = html.fragment_fromstring(str(body), create_parent="div")
    items = [
        item
        for item in root.iter("li")
        if item.get("data-oe-id", "").isdecimal() and int(item.get("data-oe-id")) in ids
    ]
    if not items:
        return str(body)
    for item in items:
        act = item.text_content().partition(": ")[0]
        for child in list(item):
            item.remove(child)
        item.text = f"{act}: {said}"
    inner = [etree.tostring(one, encoding="unicode", method="html") for one in root]
    return (root.text or "") + "".join(inner)
