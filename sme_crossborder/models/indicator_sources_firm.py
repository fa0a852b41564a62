"""What is done for a firm and on its journeys."""

from odoo.tools import SQL

from .indicator_source import FirmSource, source

# beside them, what a firm was on the day it was enrolled
FROZEN = {"size_class", "is_ict", "is_eligible", "is_countable", "nuts_id", "nace_id"}


@source
class Enrolments(FirmSource):
    key = "enrolment"
    label = "Enrolments of firms"
    model = "sme.enrolment"
    dates = ("date",)
    domain_fields = frozenset(
        {"country_id", "country_id.code", "sme_declared", *FROZEN}
    )
    evidence_field = "enrolment_id"

    def join(self):
        self.query.add_where(SQL("%s = %s", self.in_project(), self.project.id))
        self.join_file()

    def enrolment(self):
        return self.alias


@source
class Services(FirmSource):
    key = "service"
    label = "Contacts and services"
    model = "sme.service"
    dates = ("date",)
    domain_fields = frozenset({"kind_id", "kind_id.is_support", "case_id.topic_id"})
    measures = ("records", "entities", "hours", "share")

    def minutes(self):
        return SQL("COALESCE(%s, 0)", self.column("minutes"))

    def hours(self):
        return SQL("%s / 60.0", self.minutes())


@source
class Journeys(FirmSource):
    key = "journey"
    label = "Journeys"
    model = "crm.lead"
    dates = ("create_date", "market_entry_date", "date_closed")
    domain_fields = frozenset(
        {
            "stage_id",
            "stage_id.is_won",
            "stage_id.sequence",
            "won_status",
            "market_entry_mode",
            "target_country_id",
            "target_country_id.code",
            "home_country_id",
            "home_country_id.code",
            "lost_reason_id",
        }
    )
    evidence_field = "lead_id"
    measures = ("records", "entities", "money", "share", "median_days")

    def money(self):
        """First-year values in euro; in another currency they cannot be added."""
        euro = self.env.ref("base.EUR").id
        return SQL(
            "CASE WHEN %s = %s THEN %s END",
            self.column("market_entry_currency_id"),
            euro,
            self.column("market_entry_value"),
        )

    def median_days(self):
        return SQL(
            "%s - %s",
            self.column("market_entry_date"),
            self.local_day(self.column("create_date")),
        )

    def reference(self):
        return SQL(
            "(SELECT string_agg(country.code, ' → ' ORDER BY country.id <> %s)"
            " FROM res_country AS country WHERE country.id IN (%s, %s))"
            " || ' #' || %s",
            self.column("home_country_id"),
            self.column("home_country_id"),
            self.column("target_country_id"),
            self.column("id"),
        )


@source
class Stages(FirmSource):
    key = "stage"
    label = "Stages of journeys that were left"
    model = "sme.journey.stage.log"
    dates = ("date_left", "date_entered")
    domain_fields = frozenset(
        {
            "stage_id",
            "stage_id.is_won",
            "stage_id.sequence",
            "target_country_id",
            "target_country_id.code",
        }
    )
    measures = ("records", "entities", "share", "median_days")

    def median_days(self):
        return SQL(
            "EXTRACT(EPOCH FROM %s - %s) / 86400.0",
            self.column("date_left"),
            self.column("date_entered"),
        )


@source
class Barriers(FirmSource):
    key = "barrier"
    label = "Barriers met"
    model = "sme.barrier.encounter"
    dates = ("date_closed", "date")
    domain_fields = frozenset(
        {
            "state",
            "severity",
            "type_id",
            "stage_id",
            "target_country_id",
            "target_country_id.code",
        }
    )
    evidence_field = "encounter_id"
    measures = ("records", "entities", "share", "median_days")

    def median_days(self):
        return SQL("%s - %s", self.column("date_closed"), self.column("date"))


@source
class Cases(FirmSource):
    key = "case"
    label = "Guidance cases"
    model = "sme.guidance.case"
    dates = ("date_closed", "date_asked", "date_answered")
    domain_fields = frozenset({"state", "topic_id", "is_in_time", "target_country_id"})
    measures = ("records", "entities", "share", "average", "median_days")

    def average(self):
        """How satisfied the firm said it is, 1 to 5; NULL where it said nothing."""
        return SQL(
            "(SELECT AVG(rating.rating) FROM rating_rating AS rating"
            " WHERE rating.sme_case_id = %s AND rating.consumed)",
            self.column("id"),
        )

    def median_days(self):
        return SQL(
            "EXTRACT(EPOCH FROM %s - %s) / 86400.0",
            self.column("date_answered"),
            self.column("date_asked"),
        )
