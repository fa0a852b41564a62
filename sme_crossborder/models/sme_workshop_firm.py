from odoo import fields, models
from odoo.tools import SQL


class SmeWorkshopFirm(models.Model):
    """A firm registered for a workshop, as the event tells of it.

    Every organiser reads it, with or without the arrangement that shows persons: the
    name the firm gave, its country, how many come and came. Nothing of a file.

    Attendees are of one firm where somebody said so, else where they gave one name.
    """

    _name = "sme.workshop.firm"
    _description = "Firm at a Workshop"
    _auto = False
    _order = "event_id, name, id"
    _depends = {
        "event.event": ["is_workshop"],
        "event.registration": [
            "active",
            "company_name",
            "did_not_come",
            "event_id",
            "firm_country_id",
            "firm_id",
            "firm_name_key",
            "has_no_firm",
            "state",
        ],
    }

    event_id = fields.Many2one("event.event", string="Workshop", readonly=True)
    name = fields.Char(string="Firm as given", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    person_count = fields.Integer(string="Registered", readonly=True)
    attended_count = fields.Integer(string="Attended", readonly=True)
    no_show_count = fields.Integer(string="Did not come", readonly=True)

    @property
    def _table_query(self):
        """One row for each firm of a workshop; its id is that of its first attendee."""
        return SQL(
            """
            WITH attendee AS NOT MATERIALIZED (
                SELECT one.id, one.event_id, one.company_name, one.firm_name_key,
                       one.firm_id, one.firm_country_id, one.state, one.did_not_come
                  FROM event_registration AS one
                  JOIN event_event AS event ON event.id = one.event_id
                 WHERE event.is_workshop AND one.active
                   AND one.state IN ('open', 'done')
                   AND one.has_no_firm IS NOT TRUE
            ), said AS (
                -- what somebody said of one attendee goes for all of that name
                SELECT event_id, firm_name_key, MIN(firm_id) AS firm_id
                  FROM attendee
                 WHERE firm_id IS NOT NULL AND firm_name_key IS NOT NULL
              GROUP BY event_id, firm_name_key
                HAVING COUNT(DISTINCT firm_id) = 1
            )
            SELECT MIN(attendee.id) AS id,
                   attendee.event_id,
                   MIN(attendee.company_name) AS name,
                   MIN(attendee.firm_country_id) AS country_id,
                   COUNT(*) AS person_count,
                   COUNT(*) FILTER (WHERE attendee.state = 'done') AS attended_count,
                   COUNT(*) FILTER (WHERE attendee.did_not_come) AS no_show_count
              FROM attendee
         LEFT JOIN said ON said.event_id = attendee.event_id
                       AND said.firm_name_key = attendee.firm_name_key
             WHERE attendee.firm_id IS NOT NULL
                OR attendee.firm_name_key IS NOT NULL
          GROUP BY attendee.event_id,
                   COALESCE(
                       COALESCE(attendee.firm_id, said.firm_id)::text,
                       attendee.firm_name_key
                   )
            """
        )
