"""Company registry numbers, one rule per country.

A rule takes the tidied text of a cell (country prefix and label already taken
off) and returns a :class:`Parsed`; it raises :class:`InvalidIdentifier`.
Check digits come from python-stdnum; what stdnum lacks or answers misleadingly is
explained at the rule. Sources: docs/rules.md.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from stdnum import luhn
from stdnum.de import handelsregisternummer
from stdnum.dk import cvr
from stdnum.ee import ik, registrikood
from stdnum.exceptions import (
    InvalidChecksum,
    InvalidComponent,
    InvalidLength,
    ValidationError,
)
from stdnum.fi import hetu, ytunnus
from stdnum.lt import asmens
from stdnum.lv import pvn
from stdnum.no import fodselsnummer, orgnr
from stdnum.pl import nip, pesel, regon

from .errors import RuleError


class InvalidIdentifier(RuleError):
    """An identifier is refused.

    Codes: ``empty``, ``length``, ``format``, ``checksum``, ``component`` (a part
    cannot be: a date, a first digit, a court), ``personal`` (a person's number
    where the country's firms have their own), ``country`` (another country's
    prefix, or no country code), ``spreadsheet`` (digits lost to 4.0003E+10).
    """


class Parsed(NamedTuple):
    """What a country's rule read."""

    number: str
    display: str
    is_personal: bool = False
    is_checked: bool = True


def stdnum_code(error: ValidationError) -> str:
    """The code of ours for an error of python-stdnum."""
    if isinstance(error, InvalidChecksum):
        return "checksum"
    if isinstance(error, InvalidLength):  # a kind of InvalidFormat
        return "length"
    return "component" if isinstance(error, InvalidComponent) else "format"


def check(validate: Callable[[str], str], number: str) -> str:
    """Run a python-stdnum validation, with our errors.

    >>> check(cvr.validate, "13585627")
    Traceback (most recent call last):
        ...
    tools.registry_rules.InvalidIdentifier: checksum
    """
    try:
        return validate(number)
    except ValidationError as error:
        raise InvalidIdentifier(stdnum_code(error)) from None


def digits(text: str, separators: str = " -.") -> str:
    """Return the digits of ``text``, refusing anything but ``separators``."""
    number = re.sub(f"[{re.escape(separators)}]", "", text)
    if not number.isascii() or not number.isdigit():
        raise InvalidIdentifier("format", expected="digits")
    if not number.strip("0"):
        # All zeros satisfies most check digits and is a usual filler.
        raise InvalidIdentifier("component", part="number")
    return number


def expect_length(number: str, *lengths: int) -> None:
    if len(number) not in lengths:
        expected = "/".join(map(str, lengths))
        raise InvalidIdentifier("length", expected=expected, found=len(number))


def refuse_personal(is_valid: Callable[[str], bool], number: str) -> None:
    """Refuse a person's number in a country whose firms all have their own."""
    if is_valid(number):
        raise InvalidIdentifier("personal")


def _swedish_birth_date(number: str) -> bool:
    """Whether YYMMDD begins ``number``; a coordination number adds 60 to the day."""
    year, month, day = (int(number[at : at + 2]) for at in (0, 2, 4))
    try:
        # Of the two or three centuries 2000 has the leap day of a year "00".
        datetime.date(2000 + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def _swedish_ten(text: str) -> str:
    """Return the ten digits; twelve carry a century (16 for a legal person)."""
    number = digits(text, " -.+")
    expect_length(number, 10, 12)
    if len(number) == 12:
        century, number = number[:2], number[2:]
        if century not in ("16", "18", "19", "20"):
            raise InvalidIdentifier("component", part="century")
        if (century == "16") == (number[2] < "2"):
            raise InvalidIdentifier("component", part="third_digit")
    return number


def sweden(text: str) -> Parsed:
    """Organisationsnummer; a sole trader's is the personal identity number.

    Legal persons have 2 or more as third digit so that the number cannot be a
    date (lag 1974:174 om identitetsbeteckning för juridiska personer). The
    canonical form has no century: that is the form printed and used for VAT.

    >>> sweden("556036-0793").number, sweden("850709-9805").is_personal
    ('5560360793', True)
    """
    number = _swedish_ten(text)
    is_personal = number[2] < "2"
    if is_personal and not _swedish_birth_date(number):
        raise InvalidIdentifier("component", part="birth_date")
    check(luhn.validate, number)
    return Parsed(number, f"{number[:6]}-{number[6:]}", is_personal)


def finland(text: str) -> Parsed:
    """Y-tunnus. The older form had six digits before the dash: a zero is put back.

    >>> finland("124416-2").display
    '0124416-2'
    """
    refuse_personal(hetu.is_valid, text)
    number = digits(text, " -")
    expect_length(number, 7, 8)
    number = check(ytunnus.validate, number.zfill(8))
    return Parsed(number, f"{number[:7]}-{number[7:]}")


def estonia(text: str) -> Parsed:
    """Registrikood; sole traders (FIE) have one of their own too.

    >>> estonia("1234 5678").number
    '12345678'
    """
    number = digits(text)
    refuse_personal(ik.is_valid, number)
    expect_length(number, 8)
    number = check(registrikood.validate, number)
    return Parsed(number, number)


def latvia(text: str) -> Parsed:
    """Registration number, or the personal code of a sole trader.

    python-stdnum takes both; the first digit tells them apart (3 and below is a
    day of birth, or 32 in codes given since July 2017).

    >>> latvia("4000 3521 600").number, latvia("161175-19997").is_personal
    ('40003521600', True)
    """
    number = digits(text)
    expect_length(number, 11)
    number = check(pvn.validate, number)
    is_personal = number[0] <= "3"
    display = f"{number[:6]}-{number[6:]}" if is_personal else number
    return Parsed(number, display, is_personal)


def lithuania(text: str) -> Parsed:
    """Juridinio asmens kodas: nine digits.

    ``stdnum.lt.pvm`` must not be used: it demands 1 as eighth digit, a rule of
    VAT numbers. The check digit is the personal code's two-step modulo 11.

    >>> lithuania("110053842").number
    '110053842'
    """
    number = digits(text)
    refuse_personal(asmens.is_valid, number)
    expect_length(number, 9)
    if ik.calc_check_digit(number) != number[-1]:
        raise InvalidIdentifier("checksum")
    return Parsed(number, number)


def poland(text: str) -> Parsed:
    """KRS, the court register number: ten digits, no check digit.

    Leading zeros are put back. NIP (tax) and REGON (statistics) are other
    numbers of the same firm; taking them would open a second file on it. No KRS
    number has more than seven digits after the zeros (observed, not law).

    >>> poland("KRS 28860".removeprefix("KRS ")).number
    '0000028860'
    """
    number = digits(text)
    refuse_personal(pesel.is_valid, number)
    if not number.zfill(10).startswith("000") or len(number) > 10:
        other = next((m for m in (nip, regon) if m.is_valid(number)), None)
        params = {"looks_like": other.__name__.rpartition(".")[2]} if other else {}
        raise InvalidIdentifier("component", part="number", **params)
    number = number.zfill(10)
    return Parsed(number, number, is_checked=False)


# stdnum keeps the register's letters as typed; the key must not.
_GERMAN_REGISTERS = {
    name.casefold(): name for name in handelsregisternummer.REGISTRY_TYPES
}


def germany(text: str) -> Parsed:
    """Handelsregisternummer: court, register, number; no check digit.

    >>> germany("hrb 11223, aachen").number
    'Aachen HRB 11223'
    """
    found = check(handelsregisternummer.validate, text)
    court, register, rest = re.split(r" (HRA|HRB|PR|GnR|VR) (?=\d)", found, flags=re.I)
    register = _GERMAN_REGISTERS[register.casefold()]
    number = f"{court} {register} {rest.upper()}"
    return Parsed(number, number, is_checked=False)


def denmark(text: str) -> Parsed:
    """CVR-nummer.

    >>> denmark("13 58 56 28").number
    '13585628'
    """
    number = digits(text)
    expect_length(number, 8)
    number = check(cvr.validate, number)
    return Parsed(number, number)


def norway(text: str) -> Parsed:
    """Organisasjonsnummer; the suffix MVA belongs to the VAT number.

    >>> norway("995 525 828 MVA").display
    '995 525 828'
    """
    number = digits(re.sub(r" ?MVA$", "", text))
    refuse_personal(fodselsnummer.is_valid, number)
    expect_length(number, 9)
    number = check(orgnr.validate, number)
    return Parsed(number, orgnr.format(number))


RULES: dict[str, Callable[[str], Parsed]] = {
    "SE": sweden,
    "FI": finland,
    "EE": estonia,
    "LV": latvia,
    "LT": lithuania,
    "PL": poland,
    "DE": germany,
    "DK": denmark,
    "NO": norway,
}
"""Countries with a rule; elsewhere a number is taken as it is and flagged."""
