"""How texts of the region call its countries, to see whether a text names one."""

from __future__ import annotations

from collections.abc import Iterable

from .lead_identity import fold

# Beginnings without accents: of the country and of what is of it, in English and the
# languages of the region.
_BEGINNINGS = {
    "SE": "swed sverige svensk zviedr rootsi ruotsi sved szwe schwed",
    "FI": "finl finn suom soome somij suomij fins",
    "EE": "eston estl estn eesti igaun viro estij",
    "LV": "latv lett lati lotw",
    "LT": "lithuan litau leedu liettu liet litw",
    "PL": "pol pola puola lenk",
    "DE": "german tysk saksa vacij vokiet niem deutsch",
    "DK": "dan taani tansk",
    "NO": "norw norsk norg norra norja norvej norveg",
    "IS": "icel islan isl",
    "AX": "aland ahvenanmaa",
}


def country_words(code: str | None, names: Iterable[str] = ()) -> frozenset[str]:
    """Return beginnings of words that name a country, folded.

    >>> "zviedr" in country_words("SE"), country_words(None)
    (True, frozenset())
    >>> country_words("KZ", ["Kazakhstan", "Kasachstan"]) == {"kazakhst", "kasachst"}
    True
    """
    words = set(_BEGINNINGS.get(code or "", "").split())
    words |= {fold(name)[:8].strip() for name in names if name}
    return frozenset(words)
