"""What in a text gives away whose it is: names, addresses, numbers.

Names are found in the forms a language gives them ("Baltijas Kods", "Baltijas Kodam").
A name made of everyday words counts only where it is written as a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .common_words import STEMS
from .legal_forms import TRAILING
from .names import split_legal_form
from .text import alphanumerics, strip_accents

# What follows a stem when a name is declined, without accents: English, Swedish,
# Estonian, Latvian, Lithuanian, Finnish, Polish, German.
ENDINGS: frozenset[str] = frozenset(
    [
        "s",
        "es",
        "er",
        "ers",
        "ing",
        "en",
        "ens",
        "et",
        "ets",
        "n",
        "ns",
        "ar",
        "or",
        "arna",
        "erna",
        "i",
        "u",
        "e",
        "a",
        "d",
        "t",
        "l",
        "le",
        "lt",
        "se",
        "sse",
        "st",
        "ks",
        "ga",
        "na",
        "ni",
        "ta",
        "il",
        "ile",
        "ilt",
        "is",
        "isse",
        "ist",
        "iks",
        "iga",
        "de",
        "te",
        "del",
        "dele",
        "ide",
        "idel",
        "idele",
        "ul",
        "ule",
        "ust",
        "el",
        "ele",
        "est",
        "al",
        "ale",
        "ast",
        "as",
        "us",
        "am",
        "im",
        "um",
        "em",
        "iem",
        "ai",
        "os",
        "ju",
        "ja",
        "jam",
        "jas",
        "ji",
        "jos",
        "jiem",
        "ij",
        "ies",
        "ys",
        "io",
        "o",
        "ui",
        "iui",
        "je",
        "yje",
        "uje",
        "iai",
        "iu",
        "ams",
        "ems",
        "ais",
        "eis",
        "omis",
        "ius",
        "oms",
        "ose",
        "uose",
        "in",
        "ssa",
        "issa",
        "essa",
        "sta",
        "ista",
        "esta",
        "lla",
        "illa",
        "ella",
        "lta",
        "ilta",
        "elta",
        "lle",
        "ille",
        "elle",
        "ksi",
        "iksi",
        "ina",
        "tta",
        "ita",
        "ia",
        "ea",
        "aa",
        "oa",
        "han",
        "hen",
        "hin",
        "iin",
        "een",
        "an",
        "on",
        "un",
        "owi",
        "ow",
        "ami",
        "ach",
        "ie",
    ]
) | {""}
_NOMINATIVES = ("as", "is", "ys", "us", "s", "a", "e", "i", "o", "u", "y", "")
_LEAST_STEM = 3
_ACRONYM = 3  # names up to this length count only as they are written
_LONG = 7  # from this length on, a changed last letter is the same name
_PART = 5  # a word of a longer name that alone says whose it is

_WORD = re.compile(r"[^\W_]+")
_URL = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"')]+", re.I)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+])\+\d[\d ()/.-]{6,}\d")
_HOST = re.compile(r"^(?:[a-z]+://)?(?:www\.)?([^/:?#@\s]+)", re.I)
_SENTENCE_END = re.compile(r"[.!?:;•\n\r]|[-–—]\s")
# What follows a firm's name at the beginning of a sentence: it offers, it looks for.
_ACTING = frozenset(
    [
        "offers",
        "seeks",
        "erbjuder",
        "soker",
        "piedava",
        "mekle",
        "pakub",
        "otsib",
        "siulo",
        "iesko",
        "tarjoaa",
        "etsii",
        "oferuje",
        "poszukuje",
        "bietet",
        "sucht",
    ]
)
_PLURALS = frozenset(
    ["s", "es", "er", "ers", "ar", "or", "arna", "erna", "en", "et", "ing"]
)
_BREAK = re.compile(r"[,;:!?•()\n]|\.\s")  # what no name goes across
_OPENING, _CLOSING = "\"'«“„‘‚”»", "\"'»”“’‘«"

FREE_MAIL: frozenset[str] = frozenset(
    [
        "aol.com",
        "apollo.lv",
        "bk.ru",
        "delfi.lt",
        "fastmail.com",
        "freenet.de",
        "gmail.com",
        "gmx.at",
        "gmx.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hot.ee",
        "hotmail.com",
        "hotmail.fi",
        "hotmail.no",
        "hotmail.se",
        "icloud.com",
        "inbox.lt",
        "inbox.lv",
        "interia.pl",
        "kolumbus.fi",
        "list.ru",
        "live.com",
        "live.fi",
        "live.no",
        "live.se",
        "luukku.com",
        "mac.com",
        "mail.com",
        "mail.ee",
        "mail.ru",
        "mailbox.org",
        "me.com",
        "msn.com",
        "o2.pl",
        "one.lt",
        "one.lv",
        "onet.pl",
        "online.ee",
        "online.no",
        "op.pl",
        "outlook.com",
        "outlook.de",
        "outlook.dk",
        "pm.me",
        "posteo.de",
        "pp.inet.fi",
        "proton.me",
        "protonmail.com",
        "spray.se",
        "suomi24.fi",
        "t-online.de",
        "tele2.se",
        "telia.com",
        "tvnet.lv",
        "web.de",
        "wp.pl",
        "yahoo.com",
        "yahoo.fi",
        "yahoo.se",
        "yandex.com",
        "yandex.ru",
        "ymail.com",
        "zebra.lt",
    ]
)
"""Domains of mail that many use: they name nobody."""


class Identity(NamedTuple):
    """What is known of a holder, as it stands in the file."""

    names: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    """Words the adviser lists because they give the holder away."""
    websites: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


class Trace(NamedTuple):
    """A place that gives a holder away, in the text's own words."""

    kind: str
    quote: str


class _Word(NamedTuple):
    start: int
    end: int
    written: str
    folded: str


def fold(text: str) -> str:
    """Return a text without case and accents, as words are compared."""
    return strip_accents(strip_accents(text).casefold())


def _words(text: str) -> list[_Word]:
    return [
        _Word(match.start(), match.end(), match[0], fold(match[0]))
        for match in _WORD.finditer(text)
    ]


def is_common(folded: str) -> bool:
    """Whether a word may stand in any text, in whatever form.

    >>> is_common("data"), is_common("sensors"), is_common("humleglim")
    (True, True, False)
    """
    return any(
        folded[:size] in STEMS and folded[size:] in ENDINGS
        for size in range(1, len(folded) + 1)
    )


def _same(text_word: str, name_word: str) -> bool:
    """Whether a word is a form of a word of a name; both folded.

    >>> _same("kodam", "kods"), _same("kodekss", "kods"), _same("koder", "kods")
    (True, False, True)
    """
    if text_word == name_word:
        return True
    for ending in _NOMINATIVES:
        stem = name_word.removesuffix(ending) if ending else name_word
        if stem + ending != name_word or len(stem) < _LEAST_STEM:
            continue
        if text_word.startswith(stem) and text_word[len(stem) :] in ENDINGS:
            return True
    return False


def _same_but_for_its_end(text_word: str, name_word: str) -> bool:
    """Whether a long word differs in its last letter and what follows.

    >>> _same_but_for_its_end("tuuletarga", "tuuletark")
    True
    >>> _same_but_for_its_end("tuul", "tuuletark")
    False
    >>> _same_but_for_its_end("data", "dato")
    False
    """
    stem = name_word[:-1]
    return (
        len(name_word) >= _LONG
        and text_word.startswith(stem)
        and len(text_word) - len(stem) <= len(name_word) // 2
    )


def _is_form(word: _Word) -> bool:
    """Whether a word is a legal form, written as one is: "AB", "Oy", "SIA"."""
    return (word.folded,) in TRAILING and word.written[:1].isupper()


def _sentence_begins(text: str, words: list[_Word], at: int) -> bool:
    if at == 0:
        return True
    between = text[words[at - 1].end : words[at].start]
    return bool(_SENTENCE_END.search(between))


def _is_quoted(text: str, first: _Word, last: _Word) -> bool:
    before, after = text[: first.start][-1:], text[last.end :][:1]
    return bool(before and after) and before in _OPENING and after in _CLOSING


def _is_written_as_name(text: str, words: list[_Word], at: int, size: int) -> bool:
    """Whether everyday words stand for a firm here.

    With a legal form beside them, in quotes, as who offers or seeks, or with capitals
    in the middle of a sentence whose neighbours have none.
    """
    found = words[at : at + size]
    if not all(word.written[0].isupper() for word in found):
        return False
    before, after = words[max(at - 1, 0) : at], words[at + size : at + size + 1]
    if size > 1 or any(map(_is_form, before + after)):
        return True
    if _is_quoted(text, found[0], found[-1]) or _is_coined(found[0].folded):
        return True
    if any(word.folded in _ACTING for word in after):
        return True
    return not _sentence_begins(text, words, at) and all(
        word.written[0].islower() or word.written[0].isdigit()
        for word in before + after
    )


def _is_coined(folded: str) -> bool:
    """Whether a word only resembles an everyday one: "Sensora", not "Sensors"."""
    return not any(
        folded[:size] in STEMS and folded[size:] in _PLURALS | {""}
        for size in range(1, len(folded) + 1)
    )


def _find_name(text: str, words: list[_Word], name: str) -> Iterator[tuple[int, int]]:
    """Yield where a name stands: its first letter, and what follows its last."""
    parts = [word.folded for word in _words(split_legal_form(name)[0])]
    if not parts:
        return
    everyday = all(map(is_common, parts))
    for at in range(len(words) - len(parts) + 1):
        found = words[at : at + len(parts)]
        if _BREAK.search(text[found[0].start : found[-1].end]) or not all(
            _same(word.folded, part)
            or (not everyday and _same_but_for_its_end(word.folded, part))
            for word, part in zip(found, parts, strict=True)
        ):
            continue
        if len(parts) == 1 and len(parts[0]) <= _ACRONYM:
            if found[0].written != _as_written(name, parts[0]):
                continue
        elif (everyday or all(is_common(word.folded) for word in found)) and not (
            _is_written_as_name(text, words, at, len(parts))
        ):
            continue
        yield found[0].start, found[-1].end


def _as_written(name: str, part: str) -> str:
    return next(word.written for word in _words(name) if word.folded == part)


def _find_parts(words: list[_Word], name: str) -> Iterator[tuple[int, int]]:
    """Yield words of a longer name that alone say whose it is, and it in one word."""
    parts = [word.folded for word in _words(split_legal_form(name)[0])]
    if len(parts) < 2:
        return
    telling = [part for part in parts if len(part) >= _PART and not is_common(part)]
    telling.append("".join(parts))
    for word in words:
        if is_common(word.folded):
            continue
        if any(_same(word.folded, part) for part in telling):
            yield word.start, word.end


def _is_proper(name: str) -> bool:
    """Whether a product's name is one, and no description in a few words.

    >>> _is_proper("Kvarnos"), _is_proper("TriageFlow 2"), _is_proper("Blue Moose")
    (True, True, True)
    >>> _is_proper("River level sensor"), _is_proper("Data clean room")
    (False, False)
    """
    words = _words(name)
    if len(words) == 1:
        return True
    if any(char.isupper() for word in words for char in word.written[1:]):
        return True
    return sum(word.written[0].isupper() for word in words) > 1


def own_domain(address: str) -> str | None:
    """Return the domain of a web address or an e-mail, unless many share it.

    >>> own_domain("https://www.Humleglim.se/om-oss"), own_domain("anna@humleglim.se")
    ('humleglim.se', 'humleglim.se')
    >>> own_domain("anna@gmail.com"), own_domain("none")
    (None, None)
    """
    if "@" in address:
        address = address.rsplit("@", 1)[1]
    match = _HOST.match(address.strip().lower())
    host = match[1].strip(".") if match else ""
    return host if "." in host and host not in FREE_MAIL else None


def _spaced(characters: str) -> re.Pattern[str]:
    """A pattern of characters with spaces, dots, dashes or slashes between them."""
    before = r"(?<!\d)" if characters[0].isdigit() else r"(?<![^\W_])"
    between = r"[\s./()-]*"
    return re.compile(
        before + between.join(map(re.escape, characters)) + r"(?!\d)", re.I
    )


def _find_number(text: str, number: str) -> Iterator[re.Match[str]]:
    """Yield where a number stands, however it is spaced.

    >>> text = "reg. no. 556036 0793, VAT SE5560360793 01, order 15560360793"
    >>> [match[0] for match in _find_number(text, "556036-0793")]
    ['556036 0793', '5560360793']
    """
    characters = alphanumerics(number)
    if (
        set("*•") & set(number)
        or len(characters) < 6
        or not any(map(str.isdigit, characters))
    ):
        return
    yield from _spaced(characters).finditer(text)


def _find_phone(text: str, phone: str) -> Iterator[re.Match[str]]:
    """Yield where the last digits of a telephone number stand.

    >>> [match[0] for match in _find_phone("Call 08-123 45 67.", "+46 8 123 45 67")]
    ['08-123 45 67']
    """
    digits = "".join(filter(str.isdigit, phone))[-7:]
    if len(digits) == 7:
        between = r"[\s./()-]*"
        pattern = r"(?<![\d+])(?:[\d+][\d\s./()-]*?)??" + between.join(digits)
        yield from re.finditer(pattern + r"(?!\d)", text)


def traces(text: str | None, identity: Identity) -> list[Trace]:
    """Return what in a text gives the holder away, each wording once, in order.

    >>> firm = Identity(names=("SIA Baltijas Kods",), websites=("kods.example",))
    >>> [trace.quote for trace in traces("Ask Baltijas Kodam, KODS.example", firm)]
    ['Baltijas Kodam', 'KODS.example']
    >>> traces("Baltijas kodekss", firm)
    []
    >>> data = Identity(names=("Data AB",))
    >>> traces("Data is gathered by sensors; the data stay in Sweden.", data)
    []
    >>> traces("made by Data AB, and the data of it", data)
    [Trace(kind='name', quote='Data')]
    """
    if not text:
        return []
    hits = [*_address_hits(text, identity), *_name_hits(text, _words(text), identity)]
    seen: set[str] = set()
    result = []
    # of two at one place the longer one says more
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        quote = text[hit.start : hit.end]
        if quote.casefold() not in seen and not any(
            other.start <= hit.start and hit.end <= other.end and other[1:] != hit[1:]
            for other in hits
        ):
            seen.add(quote.casefold())
            result.append(Trace(hit.kind, quote))
    return result


class _Hit(NamedTuple):
    kind: str
    start: int
    end: int


def _address_hits(text: str, identity: Identity) -> Iterator[_Hit]:
    for kind, pattern in (("email", _EMAIL), ("address", _URL), ("phone", _PHONE)):
        for match in pattern.finditer(text):
            yield _Hit(kind, match.start(), match.start() + len(match[0].rstrip(".,;")))
    for address in (*identity.websites, *identity.emails):
        if domain := own_domain(address):
            pattern = r"(?<![\w-])" + re.escape(domain) + r"(?![\w-])"
            for match in re.finditer(pattern, text, re.I):
                yield _Hit("domain", *match.span())
    for phone in identity.phones:
        for match in _find_phone(text, phone):
            yield _Hit("phone", *match.span())
    for number in identity.numbers:
        for match in _find_number(text, number):
            yield _Hit("number", *match.span())


def _name_hits(text: str, words: list[_Word], identity: Identity) -> Iterator[_Hit]:
    labels = {
        domain.split(".")[0]
        for address in (*identity.websites, *identity.emails)
        if (domain := own_domain(address)) and len(domain.split(".")[0]) > _ACRONYM
    }
    for name in (*identity.names, *sorted(labels)):
        for start, end in _find_name(text, words, name):
            yield _Hit("name", start, end)
        for start, end in _find_parts(words, name):
            yield _Hit("name_part", start, end)
    for product in filter(_is_proper, identity.products):
        for start, end in _find_name(text, words, product):
            yield _Hit("product", start, end)
    for listed in identity.listed:
        for start, end in _find_listed(words, listed):
            yield _Hit("listed", start, end)


def _find_listed(words: list[_Word], listed: str) -> Iterator[tuple[int, int]]:
    """Yield where words the adviser lists stand, everyday ones too."""
    parts = [word.folded for word in _words(listed)]
    for at in range(len(words) - len(parts) + 1 if parts else 0):
        found = words[at : at + len(parts)]
        if all(
            _same(word.folded, part) for word, part in zip(found, parts, strict=True)
        ):
            yield found[0].start, found[-1].end


def split_listed(text: str | None) -> tuple[str, ...]:
    """Return words listed one on a line, or with commas between them.

    >>> split_listed("Kvarnos\\nBlue Moose, Anna Berg;")
    ('Kvarnos', 'Blue Moose', 'Anna Berg')
    """
    parts: Iterable[str] = re.split(r"[\n\r,;]+", text or "")
    return tuple(part.strip() for part in parts if part.strip())
