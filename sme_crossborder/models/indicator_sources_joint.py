"""What organisations do together: workshops, agreements, and hand entries."""

from odoo import fields
from odoo.tools import SQL

from .indicator_source import FirmSource, Source, source
from .indicator_sources_output import partner_key


@source
class Workshops(Source):
    """Held by the member it belongs to; joint where organisers are of two countries."""

    key = "workshop"
    label = "Workshops"
    model = "event.event"
    dates = ("date_end", "date_begin")
    domain_fields = frozenset(
        {"is_workshop", "workshop_kind", "counts_as", "admission", "method_id"}
    )
    evidence_field = "event_id"
    measures = ("records", "heads", "share")
    knows_countries = True
    has_attendance = True

    def in_project(self):
        return self.column("workshop_project_id")

    def local_day(self, column):
        """The day where it is held."""
        return SQL(
            "(%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(%s, 'UTC'))::date",
            column,
            self.column("date_tz"),
        )

    def join(self):
        super().join()
        if self.indicator.measure != "heads":
            return
        # in one pass, and not event by event for the amount and again for a check
        events = SQL("attendee.event_id IN %s", self.ids)
        if not self.ids:
            events = SQL(
                "attendee.event_id IN (SELECT held.id FROM event_event AS held"
                " WHERE held.workshop_project_id = %s)",
                self.project.id,
            )
        self.query.add_join(
            "LEFT JOIN",
            "came",
            SQL(
                "(SELECT attendee.event_id, COUNT(*) AS heads"
                " FROM event_registration AS attendee"
                " WHERE attendee.state = 'done' AND attendee.active AND %s"
                " GROUP BY attendee.event_id)",
                events,
            ),
            SQL("came.event_id = %s", self.column("id")),
        )

    def has_come(self, last_day):
        """One that ends this evening is not over in the morning."""
        over = SQL("%s <= %s", self.column("date_end"), fields.Datetime.now())
        return SQL("%s AND %s", super().has_come(last_day), over)

    def conditions(self):
        """What was called off was not held."""
        called_off = SQL("%s = 'cancel'", self.column("kanban_state"))
        return [*super().conditions(), ("condition", called_off)]

    def heads(self):
        return SQL("COALESCE(came.heads, 0)")

    def is_joint(self):
        joint = self.env["sme.workshop.organiser"]._select_joint_events()
        return SQL("%s IN %s", self.column("id"), joint)

    def reference(self):
        return SQL("%s ->> 'en_US'", self.column("name"))

    def checks(self):
        checks = super().checks()
        if self.indicator.measure == "heads":
            checks.append(("no_attendance", SQL("(%s) = 0", self.heads())))
        return checks


@source
class Members(Source):
    """The organisations named in the application, from the day they joined."""

    key = "member"
    label = "Member organisations"
    model = "sme.project.member"
    dates = ("date_start",)
    domain_fields = frozenset({"role", "sector", "country_id", "country_id.code"})
    measures = ("records", "entities")

    def join(self):
        self.query.add_join(
            "JOIN",
            "member",
            "sme_project_member",
            SQL("member.id = %s", self.column("id")),
        )
        self.query.add_where(SQL("%s = %s", self.in_project(), self.project.id))

    def date(self):
        return SQL(
            "COALESCE(%s, %s::date)",
            self.column("date_start"),
            self.project.date_start or None,
        )

    def entity_key(self):
        return partner_key(self.column("partner_id"))


@source
class Agreements(FirmSource):
    """The part a firm has in an agreement, once for its organisation."""

    key = "agreement"
    label = "Agreements between firms"
    model = "sme.cooperation.party"
    dates = ("date",)
    domain_fields = frozenset({"country_id", "country_id.code", "is_credited"})
    measures = ("records", "entities")
    knows_countries = True

    def firm(self):
        return self.column("file_id")

    def is_joint(self):
        return SQL(
            "(SELECT COUNT(DISTINCT party.country_id) > 1"
            " FROM sme_cooperation_party AS party WHERE party.cooperation_id = %s)",
            self.column("cooperation_id"),
        )

    def evidence(self):
        return SQL(
            "EXISTS (SELECT FROM sme_evidence AS paper"
            " WHERE paper.id = %s AND paper.kind_id IN %s)",
            self.column("evidence_id"),
            tuple(self.indicator.evidence_kind_ids.ids),
        )


@source
class Interests(Source):
    """Interests in what a member published, while it was a member."""

    key = "interest"
    label = "Interests in partner leads"
    model = "sme.partner.lead.interest"
    dates = ("date_asked", "date_answered")
    domain_fields = frozenset({"state", "country_id", "country_id.code"})
    measures = ("records", "share", "median_days")

    def in_project(self):
        return SQL("member.project_id")

    def company(self):
        return self.column("owner_company_id")

    def in_time(self):
        return SQL(
            "%s <= %s", self.column("date_answered"), self.column("answer_until")
        )

    def median_days(self):
        return SQL("%s - %s", self.column("date_answered"), self.column("date_asked"))

    def reference(self):
        return SQL(
            "COALESCE(%s || ' ', '') || '#' || %s",
            self.column("reference"),
            self.column("id"),
        )


@source
class Entries(Source):
    """Entered by hand with evidence, where our records cannot count."""

    key = "entry"
    label = "Entries by hand with evidence"
    model = "sme.indicator.entry"
    dates = ("date",)
    evidence_field = "entry_id"
    measures = ("records", "entities", "heads", "hours", "money", "average")
    has_firm = True

    def join(self):
        add = self.query.add_join
        self.query.add_where(
            SQL(
                "%s = %s AND %s = %s",
                self.column("indicator_id"),
                self.indicator._origin.id or None,
                self.column("project_id"),
                self.project.id,
            )
        )
        add(
            "JOIN",
            "member",
            "sme_project_member",
            SQL("member.id = %s", self.column("member_id")),
        )
        add(
            "LEFT JOIN",
            "enrolment",
            "sme_enrolment",
            SQL("enrolment.id = %s", self.column("enrolment_id")),
        )
        add("LEFT JOIN", "file", "sme_firm", SQL("file.id = enrolment.firm_id"))
        add("LEFT JOIN", "entity", "sme_entity", SQL("entity.id = file.entity_id"))

    def amount(self):
        if self.indicator.measure == "entities":
            return SQL("1")
        return self.column("amount")

    def entity_key(self):
        return SQL("COALESCE(entity.registry_key, entity.vat_key)")

    def entity(self):
        return SQL("file.entity_id")

    def firm_name(self):
        return SQL("file.name")

    def is_enrolled(self):
        return SQL("enrolment.id IS NOT NULL")

    def evidence(self):
        kinds = tuple(self.indicator.evidence_kind_ids.ids)
        wanted = SQL("paper.kind_id IN %s", kinds) if kinds else SQL("TRUE")
        return SQL(
            "EXISTS (SELECT FROM sme_evidence AS paper"
            " WHERE paper.entry_id = %s AND %s)",
            self.column("id"),
            wanted,
        )

    def checks(self):
        """An entry rests on its paper, whatever kinds the indicator names."""
        checks = [check for check in super().checks() if check[0] != "no_evidence"]
        if self.indicator.needs_countable:
            checks.insert(
                0, ("not_countable", SQL("enrolment.is_countable IS NOT TRUE"))
            )
        number = [check for check in checks if check[0] == "no_number"]
        checks = [check for check in checks if check not in number]
        return [*checks, ("no_evidence", SQL("NOT (%s)", self.evidence())), *number]
