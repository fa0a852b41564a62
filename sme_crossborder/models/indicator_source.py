"""What indicators can count: one small class for each kind of record.

A source says, in SQL over the query that the ORM made of an indicator's domain, to
which member a record is credited, which legal entity it stands for, where its evidence
is, how much it weighs, and how it is named without naming the firm. Nothing here reads
a record: a million of them are counted by one statement.
"""

from __future__ import annotations

import typing

from odoo.tools import SQL

if typing.TYPE_CHECKING:
    from datetime import date

    from odoo.tools.query import Query

SOURCES: dict[str, type[Source]] = {}
"""Every source by its key, in the order users choose from."""


def source(cls):
    """Register a class as something that can be counted."""
    SOURCES[cls.key] = cls
    return cls


class Source:
    """One kind of record, over the query of one indicator in one project.

    :param indicator: `sme.indicator`, as the system
    :param project: `sme.project`, as the system
    :param query: of the indicator's domain; joins are added to it
    :param tuple ids: the records that are asked for; None: all
    """

    key: str
    label: str
    model: str
    # fields by which it may be counted; the first is proposed
    dates: tuple[str, ...]
    # what a domain may ask of records of organisations its maker does not read: kinds,
    # states and countries, never words or amounts
    domain_fields: frozenset[str] = frozenset()
    # records that are archived count too: a journey that dropped out was begun
    active_test = False
    # measures it can be counted by
    measures: tuple[str, ...] = ("records",)
    # field of `sme.evidence` that points to it
    evidence_field: str | None = None
    has_firm = False
    # it is told whether organisations of two countries had part in it
    knows_countries = False
    # the attendance list is its evidence: another sentence says that it is missing
    has_attendance = False
    # it can be finished late: without its day it is left out as unfinished
    is_finished_once = False

    def __init__(self, indicator, project, query: Query, ids=None):
        self.env = indicator.env
        self.indicator = indicator
        self.project = project
        self.query = query
        self.ids = ids
        self.alias = query.table
        self.join()

    def column(self, name: str) -> SQL:
        """Return a stored column of the record."""
        return SQL.identifier(self.alias, name)

    def join(self):
        """Tie the record to the project; here: by the member that keeps it."""
        self.query.add_join(
            "JOIN",
            "member",
            "sme_project_member",
            SQL(
                "member.project_id = %s AND member.company_id = %s",
                self.project.id,
                self.company(),
            ),
        )
        self.query.add_where(SQL("%s = %s", self.in_project(), self.project.id))

    def in_project(self) -> SQL:
        return self.column("project_id")

    def company(self) -> SQL:
        return self.column("company_id")

    def date(self) -> SQL:
        """Return the day it is counted by, where the project is administered."""
        fname = self.indicator.date_field or self.dates[0]
        column = self.column(fname)
        if self.env[self.model]._fields[fname].type != "datetime":
            return column
        return self.local_day(column)

    def local_day(self, column: SQL) -> SQL:
        """Return the day of a moment, which is stored in UTC."""
        zone = self.project.company_id.resource_calendar_id.tz or "UTC"
        return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", column, zone)

    def entity_key(self) -> SQL:
        """Return the registry number with its country; NULL where none is known."""
        return SQL("NULL::varchar")

    def entity(self) -> SQL:
        """Return what tells whether two records are of one entity."""
        return SQL('(%s) COLLATE "C"', self.entity_key())

    def firm_name(self) -> SQL:
        return SQL("NULL::varchar")

    def reference(self) -> SQL:
        return SQL("'#' || %s", self.column("id"))

    def unit(self) -> SQL | None:
        """Return what is counted once although several records tell of it."""
        return None

    def is_enrolled(self) -> SQL:
        return SQL("FALSE")

    def minutes(self) -> SQL:
        """Return minutes of support, for the project's least support."""
        return SQL("0")

    def amount(self) -> SQL:
        """Return what the record weighs by the measure of the indicator."""
        measure = self.indicator.measure
        if measure in ("records", "entities", "share"):
            return SQL("1")
        return getattr(self, measure)()

    def is_joint(self) -> SQL:
        return SQL("TRUE")

    def evidence(self) -> SQL:
        """Return whether a paper of the kinds asked for is attached."""
        return SQL(
            "EXISTS (SELECT FROM sme_evidence AS paper"
            " WHERE %s = %s AND paper.kind_id IN %s)",
            SQL.identifier("paper", self.evidence_field),
            self.column("id"),
            tuple(self.indicator.evidence_kind_ids.ids),
        )

    def has_come(self, last_day: date) -> SQL:
        """Return whether it is of a day up to the last that is counted."""
        return SQL("%s <= %s", self.date(), last_day)

    def conditions(self) -> list[tuple[str, SQL]]:
        """Return what a record must be by itself, which no paper or date mends."""
        if self.indicator.measure in ("average", "median_days", "money"):
            return [("condition", SQL("(%s) IS NULL", self.amount()))]
        return []

    def checks(self) -> list[tuple[str, SQL]]:
        """Return, in the order they are said, reasons and when each holds.

        What the indicator itself asks for (`conditions`) is said before.
        """
        indicator, date = self.indicator, self.date()
        checks = [
            (
                "not_member",
                SQL("%s < member.date_start OR %s > member.date_end", date, date),
            ),
            ("late", self.is_late(date)),
        ]
        if indicator.needs_two_countries and self.knows_countries:
            checks.append(("one_country", SQL("NOT (%s)", self.is_joint())))
        if indicator.evidence_kind_ids:
            reason = "no_attendance" if self.has_attendance else "no_evidence"
            checks.append((reason, SQL("NOT (%s)", self.evidence())))
        if indicator.measure == "entities":
            checks.append(("no_number", SQL("(%s) IS NULL", self.entity_key())))
        return checks

    def is_late(self, date: SQL) -> SQL:
        """Return whether it came after the last day on which it can be counted."""
        last = self.indicator._get_last_day(self.project)
        late = SQL("%s > %s", date, last) if last else SQL("FALSE")
        if self.is_finished_once and self.indicator.by_project_end:
            return SQL("%s IS NULL OR %s", date, late)
        return late


class FirmSource(Source):
    """A record of a firm: it belongs to the projects its file is enrolled in.

    What was done before the enrolment, or after the firm left, is shown and left out;
    of firms that were never enrolled in the project nothing is looked at.
    """

    has_firm = True
    measures = ("records", "entities", "share")

    def firm(self) -> SQL:
        return self.column("firm_id")

    def join(self):
        add = self.query.add_join
        add(
            "JOIN",
            "enrolment",
            "sme_enrolment",
            SQL(
                "enrolment.firm_id = %s AND enrolment.project_id = %s",
                self.firm(),
                self.project.id,
            ),
        )
        self.join_file()

    def join_file(self):
        add = self.query.add_join
        add(
            "JOIN",
            "member",
            "sme_project_member",
            SQL("member.id = %s", SQL.identifier(self.enrolment(), "member_id")),
        )
        add(
            # there is one always: PostgreSQL leaves it out where it is not needed
            "LEFT JOIN",
            "file",
            "sme_firm",
            SQL("file.id = %s", SQL.identifier(self.enrolment(), "firm_id")),
        )
        add("LEFT JOIN", "entity", "sme_entity", SQL("entity.id = file.entity_id"))

    def enrolment(self) -> str:
        return "enrolment"

    def entity_key(self):
        return SQL("COALESCE(entity.registry_key, entity.vat_key)")

    def entity(self):
        # a number is that of one row: sorted by faster than the number itself
        return SQL("file.entity_id")

    def firm_name(self):
        return SQL("file.name")

    def is_enrolled(self):
        enrolment, date = self.enrolment(), self.date()
        end = SQL.identifier(enrolment, "date_end")
        return SQL(
            "%s >= %s AND (%s IS NULL OR %s <= %s)",
            date,
            SQL.identifier(enrolment, "date"),
            end,
            date,
            end,
        )

    def conditions(self):
        conditions = super().conditions()
        if self.indicator.is_new_firm:
            years = self.project.new_firm_years
            conditions.append(
                (
                    "condition",
                    SQL(
                        "COALESCE(file.founding_year, 0) = 0"
                        " OR file.founding_year < EXTRACT(YEAR FROM %s) - %s",
                        SQL.identifier(self.enrolment(), "date"),
                        years,
                    ),
                )
            )
        return conditions

    def checks(self):
        checks = [("not_enrolled", SQL("NOT (%s)", self.is_enrolled()))]
        if self.indicator.needs_countable:
            countable = SQL.identifier(self.enrolment(), "is_countable")
            checks.append(("not_countable", SQL("%s IS NOT TRUE", countable)))
        return [*checks, *super().checks()]
