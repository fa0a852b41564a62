"""Moments in the zone of whoever reads them, and zones in words."""

import pytz

from odoo import fields

from .dates import say_day

_COUNTRY_OF = {
    zone: (code, zones)
    for code, zones in pytz.country_timezones.items()
    for zone in zones
}


def get_country_zone(country):
    """Return the zone of a country, that of its capital where it has several.

    :param country: `res.country`, one or none
    :returns: name of a zone, or nothing
    """
    return next(iter(pytz.country_timezones.get(country.code or "", ())), None)


def say_zone(env, zone):
    """Return a zone as people know it: by its country, or by a city.

    :param env: with the language in its context
    :param str zone: name of the zone
    """
    code, zones = _COUNTRY_OF.get(zone, (None, ()))
    place = zone.rpartition("/")[2].replace("_", " ")
    if not code:
        return place
    if zone == zones[0]:
        country = env["res.country"].search([("code", "=", code)])
        place = country.name or place
    return env._("time in %(place)s", place=place)


def say_moment(env, moment, zone):
    """Return a moment in a zone, with the zone in words.

    :param env: with the language in its context
    :param datetime moment: in UTC
    :param str zone: name of the zone
    """
    records = env["res.country"].with_context(tz=zone)
    there = fields.Datetime.context_timestamp(records, moment)
    return f"{say_day(env, there.date())}, {there:%H:%M} ({say_zone(env, zone)})"
