"""Days inside sentences, and those that cannot be right: typed with the wrong year."""

from datetime import date

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tools import format_date, get_lang

# before any programme our users report to; an earlier year is a slip of the finger
EARLIEST = date(2000, 1, 1)
# where the long one of the language is not right inside a sentence
PATTERNS = {
    "en": "d MMMM yyyy",
    "et": "dd.MM.yyyy",
    "lv": "dd.MM.yyyy",
    "lt": "yyyy-MM-dd",
}


def say_day(env, day):
    """Return a day, as the reader's language writes it inside a sentence.

    31 December 2027, 31 december 2027. English without the order of the United
    States. In Estonian and Latvian a month ends as the word before asks (kuni 31.
    detsembrini, līdz 31. decembrim), which no pattern of Unicode's CLDR knows: in
    numbers it is right beside each, 31.12.2027. The Lithuanian one ends with an
    abbreviation (2027 m. gruodžio 31 d.), whose dot would stand before that of the
    sentence: 2027-12-31.

    :param env: with the language in its context
    :param date day: the day
    """
    language = get_lang(env).code.partition("_")[0]
    return format_date(env, day, date_format=PATTERNS.get(language, "long"))


def refuse_impossible(record, fname, advice):
    """Refuse a day in the future, or so long ago that the year must be wrong.

    :param record: the record the day stands on
    :param str fname: its date field
    :param str advice: what to do about a day to come, translated
    :raises ValidationError: naming record, field and day
    """
    day = record[fname]
    if not day or EARLIEST <= day <= fields.Date.context_today(record):
        return
    what = {
        "record": record.display_name,
        "field": record._fields[fname]._description_string(record.env),
        "date": say_day(record.env, day),
    }
    if day < EARLIEST:
        raise ValidationError(
            record.env._(
                "%(field)s of %(record)s is %(date)s. Is the year right?", **what
            )
        )
    raise ValidationError(
        record.env._(
            "%(field)s of %(record)s is %(date)s, which is in the future. %(advice)s",
            advice=advice,
            **what,
        )
    )
