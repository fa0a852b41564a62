"""The beginnings of the words of a lead, by which texts of any language are compared.

Words are told apart by their first letters, without accents: that takes most endings
off in every language of the region, also in those PostgreSQL has no stemmer for, and
leaves alike what languages have in common (*hospital*, *sensor*, *logistik*). Words
that join or point are left out by a list; what else says little is in many leads, and
weighs nothing for that.
"""

from __future__ import annotations

import re

from .filler_words import FILLERS, WISHES
from .text import strip_accents

LETTERS = 5
"""So many letters tell a word; more keep endings apart, fewer join other words."""

SHORTEST = 4
"""Letters of the shortest word looked at."""

_WORD = re.compile(r"[^\W\d_]+")


def lead_terms(*texts: str) -> dict[str, str]:
    """Return the terms of some texts, each with the first word that it stands for.

    >>> lead_terms("Smart sensors for the sensor rooms", "Sjukhusets logistik")
    {'smart': 'Smart', 'senso': 'sensors', 'rooms': 'rooms', 'sjukh': 'Sjukhusets', 'logis': 'logistik'}
    >>> lead_terms("Software with which each nurse sees what others saw")
    {'softw': 'Software', 'nurse': 'nurse', 'sees': 'sees'}
    >>> lead_terms("Eesti tervishoiu andmevahetus", "", None)
    {'eesti': 'Eesti', 'tervi': 'tervishoiu', 'andme': 'andmevahetus'}
    """  # noqa: E501
    terms: dict[str, str] = {}
    for text in texts:
        for word in _WORD.findall(text or ""):
            folded = strip_accents(word).lower()
            if len(word) >= SHORTEST and folded not in FILLERS:
                terms.setdefault(folded[:LETTERS], word)
    return terms


def without_wishes(text: str | None) -> str:
    """Return what is offered and sought, without saying that it is.

    >>> without_wishes("Hosts systems for ports; seeks a partner in Stockholm.")
    'Hosts systems for ports a in Stockholm'
    >>> without_wishes(None)
    ''
    """
    words = _WORD.findall(text or "")
    return " ".join(w for w in words if strip_accents(w).lower() not in WISHES)
