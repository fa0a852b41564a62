"""Columns of the firm import: the template's, and what other lists call them.

A heading is folded (case, accents, punctuation) before it is looked up, so that
"Org.nr" and "ORG NR" mean the same. Paths are those of Odoo's import screen.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .text import strip_accents, tidy

ROW_HEADING = "Refused: row"
COLUMN_HEADING = "Refused: column"
REASON_HEADING = "Refused: reason"
REFUSED_HEADINGS = (ROW_HEADING, COLUMN_HEADING, REASON_HEADING)
"""Added to the file of refused rows, and passed over when it is imported again."""


class Column(NamedTuple):
    """A column of the template; ``is_text`` keeps zeros and long numbers whole."""

    heading: str
    path: str
    example: str
    second: str = ""
    is_text: bool = True


TEMPLATE = (
    Column("Legal name", "name", "Fjordkod AB", "SIA Priežu Dati"),
    Column("Country", "country_id", "SE", "Latvia"),
    Column("Registry number", "registry_number", "559900-0006", "40299900001"),
    Column("VAT number", "vat", "SE559900000601"),
    Column("PIC", "pic", "999999990"),
    Column("LEI", "lei", ""),
    Column("Website", "website", "https://fjordkod.example", ""),
    Column("E-mail", "email", "info@fjordkod.example"),
    Column("Phone", "phone", "+46 8 000 00 00"),
    Column("Street", "street", "Kodgatan 1", "Priežu iela 2"),
    Column("Postcode", "zip", "111 20", "LV-1010"),
    Column("City", "city", "Stockholm", "Rīga"),
    Column("Region (NUTS 3 code)", "nuts_id", "SE110", "LV00A"),
    Column("NACE code", "nace_id", "62.10", "61.20 (2.1)"),
    Column("Legal form", "legal_form", "AB", "SIA"),
    Column("Founding year", "founding_year", "2016", "", False),
    Column("Adviser (login)", "user_id", ""),
    Column("Year of figures", "year_ids/year", "2025", "2025", False),
    Column("Headcount (AWU)", "year_ids/headcount", "12.5", "8", False),
    Column("Turnover (EUR)", "year_ids/turnover", "1450000", "620000", False),
    Column("Balance sheet (EUR)", "year_ids/balance_sheet", "800000", "", False),
    Column("Wanted markets", "market_wanted_ids", "FI, EE", "SE"),
    Column("Own reference", "external_key", "F-0001", "F-0002"),
)

# What other lists call the columns; folded as by fold_heading().
_ALIASES = {
    "name": (
        "name, firm, firm name, company, company name, organisation name, "
        "organization name, nimi, nosaukums, pavadinimas, namn, foretagsnamn, "
        "ja pavadinimas, yrityksen nimi, toiminimi, juridical name"
    ),
    "country_id": (
        "country code, country iso, land, maa, riik, valsts, salis, kraj, country"
    ),
    "registry_number": (
        "registry no, registry nr, registration number, registration no, "
        "registration code, registry code, reg nr, reg no, org nr, orgnr, "
        "organisationsnummer, company number, business id, y tunnus, registrikood, "
        "ariregistri kood, regcode, registracijas numurs, ja kodas, imones kodas, "
        "juridinio asmens kodas, krs, cvr, organisasjonsnummer"
    ),
    "vat": (
        "vat, vat no, vat nr, vat code, tax id, kmkr nr, pvn, pvm kodas, alv numero, "
        "momsregistreringsnummer"
    ),
    "pic": "pic, pic code, pic number, participant identification code",
    "lei": "lei, lei code",
    "euid": "euid",
    "website": "web, url, web site, homepage, home page, koduleht, webbplats, www",
    "email": "email, mail, e mail, email address, e mail address, epost, e post",
    "phone": "phone, telephone, phone number, telefon, tel",
    "street": "street, address, street address, gatuadress, aadress, adrese",
    "zip": "zip, zip code, postal code, post code, postcode, postnummer, indeks",
    "city": "city, town, linn, ort, stad, pilseta, miestas, kaupunki",
    "nuts_id": "region, nuts, nuts code, nuts 3, nuts3, region nuts code, region code",
    "nace_id": "nace, nace code, activity, activity code, emtak, sni, tol, evrk, pkd",
    "legal_form": "legal form, form, oiguslik vorm, bolagsform",
    "founding_year": "founded, year founded, founding year, founded in",
    "user_id": "adviser, advisor, adviser login, adviser e mail",
    "year_ids/year": "year, year of figures, figures of, closed year, accounting year",
    "year_ids/headcount": "headcount, employees, staff, awu, headcount awu, fte",
    "year_ids/turnover": "turnover, annual turnover, revenue, turnover eur",
    "year_ids/balance_sheet": (
        "balance sheet, balance sheet total, balance sheet eur, total assets"
    ),
    "market_wanted_ids": "wanted markets, target markets, target countries",
    "market_present_ids": "present markets, current markets",
    "external_key": (
        "own reference, external key, external reference, key, our reference, "
        "reference, customer number"
    ),
    "company_id": "organisation, our organisation",
}


def fold_heading(heading: object) -> str:
    """Return a heading without case, accents and punctuation.

    >>> fold_heading("Org.nr"), fold_heading(" E-mail: "), fold_heading("Rīga(1)")
    ('org nr', 'e mail', 'riga 1')
    """
    text = strip_accents(tidy(heading).casefold())
    return " ".join(re.findall(r"[^\W_]+", text))


_PATHS = {
    fold_heading(spelling): path
    for path, spellings in _ALIASES.items()
    for spelling in spellings.split(",")
} | {fold_heading(column.heading): column.path for column in TEMPLATE}
_REFUSED = frozenset(map(fold_heading, REFUSED_HEADINGS))


def path_of_heading(heading: object) -> str | None:
    """Return the field path a heading stands for.

    :returns: the path, '' for a column to pass over, None where nothing is known

    >>> path_of_heading("Colour"), path_of_heading("Organisationsnummer")
    (None, 'registry_number')
    >>> path_of_heading("Äriregistri kood"), path_of_heading("Refused: reason")
    ('registry_number', '')
    """
    folded = fold_heading(heading)
    return "" if folded in _REFUSED else _PATHS.get(folded)
