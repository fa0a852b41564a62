"""Numbers that tell one organisation from another: registry, VAT, PIC, LEI, EUID.

Every ``parse_*`` takes the text of a cell as people type, paste or export it and
returns the canonical form; it raises :class:`InvalidIdentifier` with a code and
parameters that never contain the refused text (it may be a personal number).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum import lei
from stdnum.util import get_cc_module

from . import registry_rules
from .registry_rules import InvalidIdentifier, check, digits, expect_length
from .text import alphanumerics, strip_accents, tidy

__all__ = [
    "InvalidIdentifier",
    "RegistryNumber",
    "VatNumber",
    "normalise_country",
    "parse_euid",
    "parse_lei",
    "parse_pic",
    "parse_registry_number",
    "parse_vat",
    "registry_from_vat",
]

# The EU writes Greece and the United Kingdom in VAT, NUTS and CORDIS its own way.
_COUNTRY_ALIASES = {"EL": "GR", "UK": "GB"}
_VAT_PREFIXES = {"GR": "EL", "CH": "CHE"}

# What people write before the number; letters only, without accents.
_LABEL = re.compile(
    r"(NR|NUMER)?"
    r"(ORG(ANISA[ST]IONS?)?|REG(ISTER|ISTR(ATION|ERINGS?|Y|I)|ISTRACIJAS)?"
    r"|VIENOTAISREGISTRACIJAS|(JURIDINIO)?ASMENS|IMONES|BUSINESS|PERSON|Y|FO|JA|KVK"
    r"|KRS|CVR|PIC|VAT|MOMS(REG)?|ALV|KMKR|PVN|PVM|NIP|UST)?"
    r"(NR|NRO|NO|NUMMER|NUMBER|NUMURS|KOD|KODAS|KOOD|CODE|TUNNUS|ID|IDNR)?"
)

# Excel shows long numbers as 4.0003E+10; what follows the shown digits is lost.
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?E\+\d+", re.I)
_MAX_LENGTH = 80


@dataclass(frozen=True)
class RegistryNumber:
    """A number in the register of companies of ``country`` (ISO code).

    ``number`` is the key to compare, ``display`` the form the register prints.
    ``is_personal``: a sole trader's number is the owner's personal number.
    ``is_checked``: a check digit was verified; otherwise the number is taken as it
    is and a typing error goes unseen (PL, DE and countries without a rule).
    """

    country: str
    number: str
    display: str
    is_personal: bool = False
    is_checked: bool = True

    @property
    def masked(self) -> str:
        """``display``, of a person's number only the first two digits.

        >>> parse_registry_number("SE", "850709-9805").masked
        '85••••-••••'
        """
        if not self.is_personal:
            return self.display
        return self.display[:2] + re.sub(r"\w", "•", self.display[2:])


@dataclass(frozen=True)
class VatNumber:
    """A VAT number with its prefix; ``country`` is the ISO code (GR, not EL).

    ``embeds_personal``: holds the personal number of a sole trader (SE, LV).
    ``is_checked``: python-stdnum has the country's rule and it holds.
    """

    country: str
    number: str
    is_checked: bool = True
    embeds_personal: bool = False


def normalise_country(raw: str) -> str:
    """Return the ISO 3166 code in capitals; EU's EL and UK become GR and GB.

    :raises InvalidIdentifier: ``country`` if it is not two letters

    >>> normalise_country(" el "), normalise_country("UK"), normalise_country("se")
    ('GR', 'GB', 'SE')
    """
    code = tidy(raw).upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise InvalidIdentifier("country", found=None)
    return _COUNTRY_ALIASES.get(code, code)


def _cell_text(raw: object) -> str:
    """Return the tidied text, refusing a number a spreadsheet cut short."""
    text = tidy(raw).strip("'\"")
    if not text:
        raise InvalidIdentifier("empty")
    if len(text) > _MAX_LENGTH:
        raise InvalidIdentifier("length", expected=f"<={_MAX_LENGTH}", found=len(text))
    if _SCIENTIFIC.fullmatch(text):
        raise InvalidIdentifier("spreadsheet")
    return text


def _leading_words(text: str) -> str:
    """The letters before the first digit, folded for comparison.

    >>> _leading_words("Reģ. nr.: 40003032949")
    'REGNR'
    """
    head = re.match(r"\D*(?=\d)", text)
    return alphanumerics(strip_accents(head[0])) if head else ""


def _without_label(text: str, country: str) -> str:
    """Take off a label ("Org.nr", "KRS"), the country's own prefix, and a ".0"."""
    words = _leading_words(text)
    spellings = (words, words.removesuffix(country), words.removeprefix(country))
    if any(map(_LABEL.fullmatch, spellings)):
        text = re.sub(r"^\D+", "", text)
    return re.sub(r"^(\d+)[.,]0{1,2}$", r"\1", text)


def _refuse_other_country(text: str, country: str) -> None:
    """A foreign prefix on a number says that the country column is wrong."""
    prefix = _leading_words(text)
    other = _COUNTRY_ALIASES.get(prefix, prefix)
    if len(other) == 2 and other != country and other in registry_rules.RULES:
        raise InvalidIdentifier("country", expected=country, found=other)


def _unchecked(text: str) -> registry_rules.Parsed:
    """A number nobody here can verify: capitals and digits, at least one digit."""
    number = alphanumerics(text)
    if not any(char.isdigit() for char in number):
        raise InvalidIdentifier("format", expected="digits")
    return registry_rules.Parsed(number, number, is_checked=False)


def parse_registry_number(country: str, raw: str) -> RegistryNumber:
    """Read a company registry number.

    :param country: ISO code; EL and UK are understood
    :param raw: the number with any spaces, dashes, label or country prefix
    :raises InvalidIdentifier: see there for the codes

    >>> parse_registry_number("SE", "Org.nr 556036\u20130793").display
    '556036-0793'
    >>> parse_registry_number("LV", "40003521600.0").number
    '40003521600'
    >>> parse_registry_number("NL", "kvk 1234-5678").is_checked
    False
    >>> parse_registry_number("LV", "4.0003E+10")
    Traceback (most recent call last):
        ...
    tools.registry_rules.InvalidIdentifier: spreadsheet
    """
    country = normalise_country(country)
    text = _without_label(_cell_text(raw), country)
    rule = registry_rules.RULES.get(country)
    if rule:
        _refuse_other_country(text, country)
    return RegistryNumber(country, *(rule or _unchecked)(text))


def _vat_text(raw: str, country: str) -> str:
    """Return the number without separators and prefix, checking the prefix."""
    text = alphanumerics(_without_label(_cell_text(raw), country))
    if not re.search(r"\d", text):
        raise InvalidIdentifier("format", expected="digits")
    _refuse_other_country(text, country)
    return text.removeprefix(_VAT_PREFIXES.get(country, country)).removeprefix(country)


def _vat_validator(country: str) -> Callable[[str], str] | None:
    module = get_cc_module(country, "vat")
    return module.validate if module else None


def parse_vat(country: str, raw: str) -> VatNumber:
    """Read a VAT number; the prefix may be there or not.

    :raises InvalidIdentifier: as :func:`parse_registry_number`

    >>> parse_vat("SE", "556036-0793 01")
    VatNumber(country='SE', number='SE556036079301', is_checked=True, \
embeds_personal=False)
    >>> parse_vat("NO", "995 525 828").number
    'NO995525828MVA'
    """
    country = normalise_country(country)
    number = _vat_text(raw, country)
    if country == "NO":
        # The suffix says "registered for VAT", which this column says already.
        number = number.removesuffix("MVA") + "MVA"
    prefix = _VAT_PREFIXES.get(country, country)
    validate = _vat_validator(country)
    if validate:
        number = alphanumerics(check(validate, prefix + number))
    number = prefix + number.removeprefix(prefix)
    return VatNumber(country, number, bool(validate), _embeds_personal(number))


def _embeds_personal(vat: str) -> bool:
    """Whether a checked VAT number is built on a personal number."""
    if vat.startswith("SE"):
        return registry_rules.sweden(vat[2:12]).is_personal
    return vat.startswith("LV") and vat[2] <= "3"


def registry_from_vat(country: str, vat: str) -> RegistryNumber | None:
    """Return the registry number a VAT number contains, None if it has none.

    Only SE, FI, LV, DK and NO build one on the other. A VAT group has a number of
    its own: what is found is a proposal to confirm, not a fact.

    >>> registry_from_vat("FI", "FI20774740").display
    '2077474-0'
    >>> registry_from_vat("EE", "EE100594102") is None
    True
    """
    number = parse_vat(country, vat)
    if number.country not in ("SE", "FI", "LV", "DK", "NO"):
        return None
    body = number.number[2:].removesuffix("MVA")
    body = body[:10] if number.country == "SE" else body
    return parse_registry_number(number.country, body)


def parse_pic(raw: str) -> str:
    """Return a participant identification code of EU programmes: nine digits.

    The code has no published check digit.

    >>> parse_pic("PIC 925 374 860")
    '925374860'
    """
    number = digits(_without_label(_cell_text(raw), "EU"))
    expect_length(number, 9)
    return number


def parse_lei(raw: str) -> str:
    """Return a legal entity identifier (ISO 17442): 18 characters, two check digits.

    >>> parse_lei("2138 00KU D8LA JWSQ 9D15")
    '213800KUD8LAJWSQ9D15'
    """
    number = alphanumerics(_cell_text(raw).upper().removeprefix("LEI"))
    expect_length(number, 20)  # stdnum checks the digits, not the length
    if not re.fullmatch(r"[A-Z0-9]{18}\d{2}", number):
        raise InvalidIdentifier("format", expected="A-Z0-9")
    return check(lei.validate, number)


def parse_euid(raw: str) -> str:
    """Return a European unique identifier of a company; its form only is checked.

    Country code, register identifier, dot, registration number (Implementing
    Regulation (EU) 2021/1042, annex; from memory).

    >>> parse_euid("dek1101r.hrb116737")
    'DEK1101R.HRB116737'
    """
    text = _cell_text(raw).upper().replace(" ", "")
    if not re.fullmatch(r"[A-Z]{2}[A-Z0-9]{1,20}\.[A-Z0-9./_-]*\d[A-Z0-9./_-]*", text):
        raise InvalidIdentifier("format", expected="CCregister.number")
    return text
