"""What a partner lead still lacks before a second person reads it.

Says what, where and how much; the sentences are the screen's, in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .lead_fields import (
    LEAST,
    LIMITS,
    OFFERS,
    RESEARCH_REQUEST,
    is_asked,
    mandatory_fields,
)
from .lead_identity import Identity, fold, traces

TEASER: tuple[str, ...] = ("title", "summary")
"""What everybody reads first; the other texts are read by who knows the holder."""

TEXTS: tuple[str, ...] = tuple(LIMITS)
CONTACTS: frozenset[str] = frozenset({"email", "phone", "address"})
"""Traces that open a contact, whether or not the holder is named."""

# Praise that tells a reader nothing; folded, in the languages of the region
_PRAISE = frozenset(
    [
        "best",
        "bests",
        "unique",
        "innovative",
        "leading",
        "worldclass",
        "revolutionary",
        "cuttingedge",
        "stateoftheart",
        "unik",
        "basta",
        "varldsledande",
        "banbrytande",
        "unikals",
        "labakais",
        "inovativs",
        "vadosais",
        "ainulaadne",
        "parim",
        "juhtiv",
        "unikalus",
        "geriausias",
        "ainutlaatuinen",
        "paras",
    ]
)
_EMPTY_TITLE_WORDS = 4


class Finding(NamedTuple):
    """Something to solve, or to look at.

    Codes: ``missing``, ``too_long``, ``too_short``, ``praise``, ``shouting``,
    ``empty_title``, ``repeats``, ``no_country``, ``large``, and the kinds of
    :class:`Trace`.
    """

    code: str
    field: str
    quote: str = ""
    figure: int = 0
    blocks: bool = True
    part: str = ""
    """Of a translation: the code of its language."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What an overruling refers to; a count may change beneath it."""
        return self.code, self.field, self.quote.casefold(), self.part


NEVER_OVERRULED: frozenset[str] = frozenset({"missing", "too_long"})
"""What no reason makes good: the form of the network would refuse it too."""


@dataclass(frozen=True)
class Draft:
    """A lead as it stands on the screen, saved or not."""

    lead_type: str
    texts: Mapping[str, str]
    filled: frozenset[str]
    """Fields other than texts that hold something."""
    anonymous: bool = True
    identity: Identity = Identity()
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    call: Mapping[str, str] = field(default_factory=dict)
    """What a research request says of its call: read first, as title and summary."""
    country_words: frozenset[str] = frozenset()
    """Names of the holder's country, folded; empty: not looked for."""
    is_large: bool = False


def check(draft: Draft) -> list[Finding]:
    """Return what is to be solved, then what is to be looked at.

    >>> empty = Draft("business_offer", {}, frozenset())
    >>> [finding.field for finding in check(empty)][:3]
    ['title', 'summary', 'language_id']
    >>> {finding.code for finding in check(empty)}
    {'missing'}
    """
    findings = [
        *_missing(draft),
        *_lengths(draft),
        *_holder(draft),
        *_given_away(draft),
        *_given_away_by_call(draft),
        *_vague(draft),
    ]
    return sorted(findings, key=lambda finding: not finding.blocks)


def _missing(draft: Draft) -> Iterator[Finding]:
    for name in mandatory_fields(draft.lead_type):
        text = draft.texts.get(name, "") if name in TEXTS else name in draft.filled
        if not (text.strip() if isinstance(text, str) else text):
            yield Finding("missing", name)


def _asked_texts(draft: Draft) -> Iterator[tuple[str, str]]:
    for name in TEXTS:
        text = (draft.texts.get(name) or "").strip()
        if text and is_asked(draft.lead_type, name):
            yield name, text


def _lengths(draft: Draft) -> Iterator[Finding]:
    for name, text in _asked_texts(draft):
        if len(text) > LIMITS[name]:
            yield Finding("too_long", name, figure=len(text))
        elif len(text) < LEAST[name]:
            yield Finding("too_short", name, figure=len(text))
    for code, texts in draft.translations.items():
        for name in TEASER:
            if len(texts.get(name) or "") > LIMITS[name]:
                yield Finding("too_long", name, figure=len(texts[name]), part=code)


def _holder(draft: Draft) -> Iterator[Finding]:
    if draft.is_large and draft.lead_type in OFFERS:
        yield Finding("large", "firm_id")


def _given_away(draft: Draft) -> Iterator[Finding]:
    """What identifies: blocks where everybody reads it, is told elsewhere."""
    for name, text in _asked_texts(draft):
        for trace in traces(text, draft.identity):
            opens = trace.kind in CONTACTS
            if draft.anonymous or opens:
                blocks = name in TEASER
                yield Finding(trace.kind, name, trace.quote, blocks=blocks)
    for code, texts in draft.translations.items():
        for name in TEASER:
            for trace in traces(texts.get(name), draft.identity):
                if draft.anonymous or trace.kind in CONTACTS:
                    yield Finding(trace.kind, name, trace.quote, part=code)


def _given_away_by_call(draft: Draft) -> Iterator[Finding]:
    """The call of a research request is read first too."""
    if not draft.anonymous or draft.lead_type != RESEARCH_REQUEST:
        return
    for name, text in draft.call.items():
        for trace in traces(text, draft.identity):
            # addresses and telephones there are the funder's
            if trace.kind not in CONTACTS:
                yield Finding(trace.kind, name, trace.quote)


def _vague(draft: Draft) -> Iterator[Finding]:
    """Hints; only a text that repeats another keeps a lead from being reviewed.

    >>> draft = Draft("business_offer", {"title": "BEST PARTNER WANTED"}, frozenset())
    >>> [finding.code for finding in _vague(draft)]
    ['praise', 'shouting', 'empty_title']
    """
    title = (draft.texts.get("title") or "").strip()
    summary = (draft.texts.get("summary") or "").strip()
    for name, text in (("title", title), ("summary", summary)):
        if word := _praise(text):
            yield Finding("praise", name, word, blocks=False)
    letters = [char for char in title if char.isalpha()]
    if len(letters) > 8 and all(map(str.isupper, letters)):
        yield Finding("shouting", "title", blocks=False)
    if title and len(re.findall(r"\w+", title)) < _EMPTY_TITLE_WORDS:
        yield Finding("empty_title", "title", blocks=False)
    if summary and fold(summary) == fold(title):
        yield Finding("repeats", "summary")
    if (draft.texts.get("description") or "").strip() == summary != "":
        yield Finding("repeats", "description")
    if summary and draft.country_words:
        words = re.findall(r"\w+", fold(summary))
        if not any(word.startswith(tuple(draft.country_words)) for word in words):
            yield Finding("no_country", "summary", blocks=False)


def _praise(text: str) -> str:
    """Return the first word of praise in a text, or nothing.

    >>> _praise("A world-class tool"), _praise("a leading question")
    ('world-class', 'leading')
    >>> _praise("The lead is taken")
    ''
    """
    for word in re.findall(r"[\w-]+", text):
        if fold(word).replace("-", "") in _PRAISE:
            return word
    return ""
