# ruff: noqa: S608  (what is put into the SQL are names written here)
"""Each shipped indicator as somebody would write it who knows these rows.

No record rules, no ORM, no receipts and no reasons: who is counted and nothing else. A
firm is known by its entity, an organisation by its contact, since numbers are unique in
these rows; nothing is above what it is part of, and nobody's membership ended.

Each query returns for each member, and with no member for the project, the figure so
far and that of the period; with a locked period also what was reported and corrected.
"""

from __future__ import annotations

from indicator_hand_sums import (
    AMOUNT,
    AVERAGE,
    HEADS,
    HOURS,
    MEDIAN,
    NUMBER,
    SHARE,
    figures,
    figures_since,
    in_order,
)

WITHIN = "BETWEEN %(start)s AND CURRENT_DATE"


def enrolled(day, countable="", firm="file.id"):
    """Join what is of a firm to the enrolment of that day."""
    return f"""
        JOIN sme_enrolment AS enrolment
          ON enrolment.firm_id = {firm} AND enrolment.project_id = %(project)s
             AND {day} >= enrolment.date
             AND (enrolment.date_end IS NULL OR {day} <= enrolment.date_end)
             {countable}"""


COUNTABLE = "AND enrolment.is_countable"
NUMBERED = "COALESCE(entity.registry_key, entity.vat_key) IS NOT NULL"
FILE = """JOIN sme_firm AS file ON file.id = {firm}
          JOIN sme_entity AS entity ON entity.id = file.entity_id"""
LOCAL = "({} AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date"


def paper(kinds, column, record):
    return f"""EXISTS (SELECT FROM sme_evidence AS paper
                        WHERE paper.{column} = {record}
                          AND paper.kind_id IN ({kinds}))"""


# ----------------------------------------------------------------------
# Services
# ----------------------------------------------------------------------


def services(columns, where="TRUE", countable=COUNTABLE):
    return f"""
        SELECT {columns}, enrolment.member_id, service.date AS day, service.id
          FROM sme_service AS service
          JOIN sme_service_kind AS kind ON kind.id = service.kind_id AND kind.is_support
          {FILE.format(firm="service.firm_id")}
          {enrolled("service.date", countable)}
         WHERE service.date {WITHIN} AND {where}"""


FIRST = "DISTINCT ON (file.entity_id) file.entity_id"
IN_ORDER = f"ORDER BY entity_id, {in_order('service.id', 'service.date')}"
SUPPORTED = f"{services(FIRST, NUMBERED)} {IN_ORDER}"
LEAST = f"""
    SELECT DISTINCT ON (entity_id) member_id, day, helped.id
      FROM (SELECT *, SUM(minutes) OVER by_day AS minutes_by_then,
                   DENSE_RANK() OVER by_day AS days_by_then
              FROM ({services("file.entity_id, minutes", NUMBERED)}) AS one
            WINDOW by_day AS (PARTITION BY entity_id ORDER BY day)) AS helped
     WHERE minutes_by_then >= %(minutes)s AND days_by_then >= %(days)s
  ORDER BY entity_id, {in_order("helped.id", "day")}"""
IS_NEW = f"""{NUMBERED} AND file.founding_year > 0
    AND file.founding_year >= EXTRACT(YEAR FROM enrolment.date) - %(years)s"""
NEW = f"{services(FIRST, IS_NEW)} {IN_ORDER}"

# ----------------------------------------------------------------------
# What else is of a firm
# ----------------------------------------------------------------------

IDENTIFIED = f"""
    SELECT DISTINCT ON (file.entity_id) enrolment.member_id, enrolment.date AS day,
           enrolment.id
      FROM sme_enrolment AS enrolment
      {FILE.format(firm="enrolment.firm_id")}
     WHERE enrolment.project_id = %(project)s AND enrolment.date {WITHIN}
       AND {NUMBERED}
  ORDER BY file.entity_id, {in_order("enrolment.id", "enrolment.date")}"""


def entries(code, kinds, columns="enrolment.member_id", join="", order=""):
    return f"""
        SELECT {columns}, entry.date AS day, entry.amount, entry.id
          FROM sme_indicator_entry AS entry
          {join}
         WHERE entry.project_id = %(project)s AND entry.date {WITHIN}
           AND entry.indicator_id = (SELECT id FROM sme_indicator
                                      WHERE code = '{code}' AND company_id IS NULL)
           AND {paper(kinds, "entry_id", "entry.id")} {order}"""


def enterprises_by_hand(code, kinds):
    join = f"""
        JOIN sme_enrolment AS enrolment
          ON enrolment.id = entry.enrolment_id AND enrolment.is_countable
        {FILE.format(firm="enrolment.firm_id")} AND {NUMBERED}"""
    return entries(
        code,
        kinds,
        "DISTINCT ON (file.entity_id) entry.member_id",
        join,
        f"ORDER BY file.entity_id, {in_order('entry.id', 'entry.date')}",
    )


FIRST_SALES = f"""
    SELECT DISTINCT ON (file.entity_id) enrolment.member_id,
           journey.market_entry_date AS day, journey.id
      FROM crm_lead AS journey
      JOIN crm_stage AS stage ON stage.id = journey.stage_id AND stage.is_won
      {FILE.format(firm="journey.firm_id")}
      {enrolled("journey.market_entry_date", COUNTABLE)}
     WHERE journey.market_entry_date {WITHIN} AND {NUMBERED}
       AND {paper("%(first_sale)s", "lead_id", "journey.id")}
  ORDER BY file.entity_id, {in_order("journey.id", "journey.market_entry_date")}"""

BEGUN = LOCAL.format("journey.create_date")
CONVERSION = f"""
    SELECT enrolment.member_id, {BEGUN} AS day, stage.is_won::int AS part,
           journey.id
      FROM crm_lead AS journey
      JOIN crm_stage AS stage ON stage.id = journey.stage_id
      {enrolled(BEGUN, firm="journey.firm_id")}
     WHERE {BEGUN} {WITHIN}"""

LEFT = LOCAL.format("log.date_left")
STAGE_DAYS = f"""
    SELECT enrolment.member_id, {LEFT} AS day,
           EXTRACT(EPOCH FROM log.date_left - log.date_entered) / 86400.0 AS days,
           log.id
      FROM sme_journey_stage_log AS log
      {enrolled(LEFT, firm="log.firm_id")}
     WHERE {LEFT} {WITHIN}"""

BARRIERS = f"""
    SELECT enrolment.member_id, met.date_closed AS day,
           (met.date_closed - met.date)::float AS days, met.id
      FROM sme_barrier_encounter AS met
      {enrolled("met.date_closed", firm="met.firm_id")}
     WHERE met.state = 'overcome' AND met.date_closed {WITHIN}"""

AGREEMENTS = f"""
    SELECT enrolment.member_id, party.date AS day, party.id
      FROM sme_cooperation_party AS party
      {enrolled("party.date", firm="party.file_id")}
     WHERE party.is_credited AND party.date {WITHIN}"""

CLOSED = LOCAL.format("asked.date_closed")
SATISFACTION = f"""
    SELECT enrolment.member_id, {CLOSED} AS day, said.points, asked.id
      FROM sme_guidance_case AS asked
      JOIN (SELECT sme_case_id, AVG(rating) AS points FROM rating_rating
             WHERE consumed GROUP BY sme_case_id) AS said ON said.sme_case_id = asked.id
      {enrolled(CLOSED, firm="asked.firm_id")}
     WHERE asked.state = 'closed' AND {CLOSED} {WITHIN}"""

INTERESTS = f"""
    SELECT member.id AS member_id, interest.date_asked AS day,
           COALESCE((interest.date_answered <= interest.answer_until)::int, 0) AS part,
           interest.id
      FROM sme_partner_lead_interest AS interest
      JOIN sme_project_member AS member
        ON member.company_id = interest.owner_company_id
           AND member.project_id = %(project)s
     WHERE interest.state IN ('accepted', 'declined', 'expired')
       AND interest.date_asked {WITHIN}"""

# ----------------------------------------------------------------------
# Workshops and outputs
# ----------------------------------------------------------------------

HELD = "(event.date_end AT TIME ZONE 'UTC' AT TIME ZONE event.date_tz)::date"
JOINT = """EXISTS (SELECT FROM sme_workshop_organiser AS organiser
                    WHERE organiser.event_id = event.id
                      AND organiser.country_id <> owner.country_id)"""
LISTED = paper("%(attendance_list)s", "event_id", "event.id")


def workshops(where="TRUE", heads=""):
    came = """JOIN (SELECT event_id, COUNT(*) AS heads FROM event_registration
                     WHERE state = 'done' AND active GROUP BY event_id) AS came
                ON came.event_id = event.id"""
    return f"""
        SELECT member.id AS member_id, {HELD} AS day, event.id {heads}
          FROM event_event AS event
          JOIN sme_project_member AS member
            ON member.company_id = event.company_id
               AND member.project_id = event.workshop_project_id
          JOIN res_company AS company ON company.id = event.company_id
          JOIN res_partner AS owner ON owner.id = company.partner_id
          {came if heads else ""}
         WHERE event.workshop_project_id = %(project)s AND event.is_workshop
           AND {HELD} {WITHIN} AND {where}"""


def participations(code):
    return workshops(f"event.counts_as = '{code}' AND {JOINT} AND {LISTED}", ", heads")


BY_TWO = """(SELECT COUNT(DISTINCT country_id) > 1 FROM sme_output_author AS author
              WHERE author.output_id = output.id)"""
OF_OUTPUT = """JOIN sme_project_member AS member
                 ON member.company_id = output.company_id
                    AND member.project_id = output.project_id"""


def outputs(kind, kinds, where="TRUE"):
    return f"""
        SELECT member.id AS member_id, output.date_done AS day, output.id
          FROM sme_output AS output {OF_OUTPUT}
         WHERE output.project_id = %(project)s AND output.kind = '{kind}' AND {where}
           AND output.date_done {WITHIN} AND {BY_TWO}
           AND {paper(kinds, "output_id", "output.id")}"""


def uptakes(kind):
    return f"""
        SELECT DISTINCT ON (output.id) member.id AS member_id, uptake.date AS day,
               uptake.id
          FROM sme_output_uptake AS uptake
          JOIN sme_output AS output ON output.id = uptake.output_id {OF_OUTPUT}
         WHERE output.project_id = %(project)s AND output.kind = '{kind}'
           AND uptake.date {WITHIN} AND {BY_TWO}
           AND {paper("%(adopter_statement)s", "uptake_id", "uptake.id")}
      ORDER BY output.id, {in_order("uptake.id", "uptake.date")}"""


AFTERWARDS = f"""
    SELECT DISTINCT ON (author.partner_id) member.id AS member_id, author.date AS day,
           author.id
      FROM sme_output_author AS author
      JOIN sme_output AS output ON output.id = author.output_id {OF_OUTPUT}
     WHERE output.project_id = %(project)s AND output.kind = 'agreement'
       AND author.date {WITHIN} AND {BY_TWO}
       AND {paper("%(agreement)s", "output_id", "output.id")}
  ORDER BY author.partner_id, {in_order("author.id", "author.date")}"""
MEMBERS = """
    SELECT id AS member_id, COALESCE(date_start, %(start)s::date) AS day, id
      FROM sme_project_member WHERE project_id = %(project)s"""

# ----------------------------------------------------------------------

# what is counted of which rows
ROWS = {
    "RCO01": (NUMBER, SUPPORTED),
    "RCO04": (NUMBER, LEAST),
    "RCO05": (NUMBER, NEW),
    "RCO10": (NUMBER, enterprises_by_hand("RCO10", "%(agreement)s, %(other)s")),
    "RCO81": (HEADS, participations("rco81")),
    "RCO83": (NUMBER, outputs("strategy", "%(action_plan)s, %(other)s")),
    "RCO84": (NUMBER, outputs("pilot", "%(other)s, %(adopter_statement)s")),
    "RCO85": (HEADS, participations("rco85")),
    "RCO87": (NUMBER, MEMBERS),
    "RCO115": (NUMBER, workshops(f"event.counts_as = 'rco115' AND {JOINT}")),
    "RCO116": (NUMBER, outputs("solution", "%(other)s", "has_uptake_actions")),
    "RCO117": (NUMBER, outputs("legal", "%(other)s", "has_obstacle")),
    "RCR03": (NUMBER, enterprises_by_hand("RCR03", "%(other)s")),
    "RCR04": (NUMBER, enterprises_by_hand("RCR04", "%(other)s")),
    "RCR79": (NUMBER, uptakes("strategy")),
    "RCR81": (
        AMOUNT,
        entries("RCR81", "%(attendance_list)s, %(other)s", "entry.member_id"),
    ),
    "RCR84": (NUMBER, AFTERWARDS),
    "RCR104": (NUMBER, uptakes("solution")),
    "CB-ID": (NUMBER, IDENTIFIED),
    "CB-SUP": (NUMBER, SUPPORTED),
    "CB-NFS": (NUMBER, LEAST),
    "CB-FS": (NUMBER, FIRST_SALES),
    "CB-CC": (
        AMOUNT,
        entries("CB-CC", "%(agreement)s, %(first_sale)s", "entry.member_id"),
    ),
    "W-CONV": (SHARE, CONVERSION),
    "W-DAYS": (MEDIAN, STAGE_DAYS),
    "W-BAR": (NUMBER, BARRIERS),
    "W-BARD": (MEDIAN, BARRIERS),
    "W-INT": (SHARE, INTERESTS),
    "W-AGR": (NUMBER, AGREEMENTS),
    "W-PART": (HEADS, workshops(heads=", heads")),
    "W-WS": (NUMBER, workshops()),
    "W-HRS": (HOURS, services("minutes", countable="")),
    "W-SAT": (AVERAGE, SATISFACTION),
}
QUERIES = {code: figures(*counted) for code, counted in ROWS.items()}
QUERIES_SINCE = {code: figures_since(code, *counted) for code, counted in ROWS.items()}
EVIDENCE = (
    "agreement",
    "other",
    "action_plan",
    "adopter_statement",
    "first_sale",
    "attendance_list",
)
