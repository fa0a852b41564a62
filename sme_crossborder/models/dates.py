"""Days that cannot be right: what somebody typed with the wrong year."""

from datetime import date

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tools import format_date

# before any programme our users report to; an earlier year is a slip of the finger
EARLIEST = date(2000, 1, 1)


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
        "date": format_date(record.env, day, date_format="d MMMM yyyy"),
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
