"""Ways to break counting on purpose: each undoes one rule of an indicator or of all.

A mutant is as those of `mutate`: what is written on an indicator, the savepoint around
it takes back.
"""

from unittest.mock import patch

from odoo import Command
from odoo.tools import SQL

from ..models import (
    indicator_source,
    indicator_sources_firm,
    indicator_sources_joint,
    indicator_sources_output,
    sme_indicator_rule,
)
from .indicator_oracle import EVIDENCE, LEAST_SUPPORT, PART_OF, RESULTS
from .mutate import replace

JOINT = (
    *("RCO81", "RCO83", "RCO84", "RCO85", "RCO115", "RCO116", "RCO117"),
    *("RCR79", "RCR84", "RCR104"),
)
COUNTABLE = (
    *("RCO01", "RCO04", "RCO05", "RCO10", "RCR03", "RCR04"),
    *("CB-SUP", "CB-NFS", "CB-FS"),
)
TRUE, FALSE = SQL("TRUE"), SQL("FALSE")
# what an indicator says otherwise
SAID = {
    "RCO01 counts every contact": ("RCO01", "domain", "[]"),
    "W-HRS counts every contact": ("W-HRS", "domain", "[]"),
    "RCO05 counts old firms": ("RCO05", "is_new_firm", False),
    "RCO81 counts public workshops": (
        "RCO81",
        "condition_domain",
        '[("counts_as", "=", "rco81")]',
    ),
    "RCO115 counts closed workshops": (
        "RCO115",
        "condition_domain",
        '[("counts_as", "=", "rco115")]',
    ),
    "RCO116 without actions for uptake": ("RCO116", "condition_domain", "[]"),
    "RCO117 without an obstacle": ("RCO117", "condition_domain", "[]"),
    "RCO83 counts any output": ("RCO83", "domain", "[]"),
    "RCR104 counts legal solutions": (
        "RCR104",
        "domain",
        '[("output_id.kind", "in", ["solution", "legal"])]',
    ),
    "CB-FS counts journeys that go on": ("CB-FS", "domain", "[]"),
    "CB-FS by the day a journey began": ("CB-FS", "date_field", "create_date"),
    "W-CONV counts whoever began": ("W-CONV", "numerator_domain", "[]"),
    "W-DAYS by the day a stage was entered": ("W-DAYS", "date_field", "date_entered"),
    "W-BAR counts accepted ones": ("W-BAR", "condition_domain", "[]"),
    "W-BAR by the day they were met": ("W-BAR", "date_field", "date"),
    "W-BARD counts accepted ones": (
        "W-BARD",
        "domain",
        '[("state", "in", ["overcome", "accepted"])]',
    ),
    "W-INT counts those that wait": ("W-INT", "domain", "[]"),
    "W-AGR counts what nobody confirmed": ("W-AGR", "domain", "[]"),
    "W-SAT counts cases that were dropped": ("W-SAT", "domain", "[]"),
    "W-HRS counts services": ("W-HRS", "measure", "records"),
    "W-WS by its first day": ("W-WS", "date_field", "date_begin"),
}


def all_mutants():
    """Return every mutant by its name."""
    mutants = {
        f"{code} of one country": _say(code, "needs_two_countries", False)
        for code in JOINT
    }
    mutants |= {f"{code} without paper": _forget_paper(code) for code in EVIDENCE}
    mutants |= {
        f"{code} whoever declared": _say(code, "needs_countable", False)
        for code in COUNTABLE
    }
    mutants |= {
        f"{code} from the first minute": _say(code, "needs_least_support", False)
        for code in LEAST_SUPPORT
    }
    # of the enterprises one is part of the other by its rule already
    mutants |= {
        f"{code} above {whole}": _say(code, "not_above_id", False)
        for code, whole in PART_OF.items()
        if code in RESULTS
    }
    mutants |= {
        f"{code} to the end only": _say(code, "by_project_end", True)
        for code in sorted(RESULTS)
    }
    mutants |= {name: _say(*how) for name, how in SAID.items()}
    return (
        mutants
        | {name: _patch(*how) for name, how in PATCHES.items()}
        | {
            "exclusive of nothing": _exclude_nothing,
            "every record counts": _count_every,
            "the last one counts": _count_last,
            "each member by itself": _support_alone,
            "days are not looked at": _forget_days,
            "the year of grace is forgotten": _forget_grace,
            "the year of grace is two": _double_grace,
            "a limit one higher": _raise_limit,
            "registered people came": _all_came,
        }
    )


def _say(code, fname, value):
    def mutate(case):
        case._indicator(code).write({fname: value})

    return mutate


def _forget_paper(code):
    def mutate(case):
        if case._indicator(code).is_by_hand:
            cls = indicator_sources_joint.Entries
            return patch.object(cls, "evidence", lambda _self: TRUE)
        case._indicator(code).evidence_kind_ids = [Command.clear()]
        return None

    return mutate


def _patch(cls, method, make):
    return lambda _case: patch.object(cls, method, make(getattr(cls, method)))


def _always(answer):
    return lambda _original: lambda *_args, **_kw: answer


def _without(reason):
    """A method that lists checks, and leaves one out."""

    def make(original):
        return lambda self: [one for one in original(self) if one[0] != reason]

    return make


def _turned_round(original):
    return lambda self: original(self)[::-1]


Source, FirmSource = indicator_source.Source, indicator_source.FirmSource
Workshops, Members, Interests, Entries = (
    indicator_sources_joint.Workshops,
    indicator_sources_joint.Members,
    indicator_sources_joint.Interests,
    indicator_sources_joint.Entries,
)
Outputs, Uptakes, Authors = (
    indicator_sources_output.Outputs,
    indicator_sources_output.Uptakes,
    indicator_sources_output.Authors,
)
PATCHES = {
    "never late": (Source, "is_late", _always(FALSE)),
    "member for ever": (Source, "checks", _without("not_member")),
    "without a number": (Source, "checks", _without("no_number")),
    "what speaks last is said first": (Source, "checks", _turned_round),
    "enrolled for ever": (FirmSource, "is_enrolled", _always(TRUE)),
    "years of firms forgotten": (FirmSource, "conditions", _always([])),
    "a firm is its file": (FirmSource, "entity", _always(SQL("file.id"))),
    "called off, and held": (Workshops, "conditions", _always([])),
    "held before it is over": (
        Workshops,
        "has_come",
        lambda _original: Source.has_come,
    ),
    "the last day in UTC": (
        Workshops,
        "local_day",
        lambda _original: lambda _self, column: SQL("%s::date", column),
    ),
    "days of moments in UTC": (
        Source,
        "local_day",
        lambda _original: lambda _self, column: SQL("%s::date", column),
    ),
    "workshops of anybody are joint": (Workshops, "is_joint", _always(TRUE)),
    "nobody came, and it counts": (
        Workshops,
        "checks",
        lambda _original: Source.checks,
    ),
    "outputs of anybody are joint": (Outputs, "has_two_countries", _always(TRUE)),
    "unfinished outputs are not shown": (
        Outputs,
        "is_finished_once",
        lambda _original: False,
    ),
    "each adopter counts": (Uptakes, "unit", _always(None)),
    "every author is an entity": (
        Authors,
        "entity_key",
        lambda _original: lambda self: SQL("%s::varchar", self.column("id")),
    ),
    "every member is an entity": (
        Members,
        "entity_key",
        lambda _original: lambda self: SQL("%s::varchar", self.column("id")),
    ),
    "any answer is in time": (
        Interests,
        "in_time",
        lambda _original: (
            lambda self: SQL("%s IS NOT NULL", self.column("date_answered"))
        ),
    ),
    "the last day is too late": (
        Interests,
        "in_time",
        lambda _original: (
            lambda self: SQL(
                "%s < %s", self.column("date_answered"), self.column("answer_until")
            )
        ),
    ),
    "an entry is one": (Entries, "amount", _always(SQL("1"))),
    "an entry of no firm counts": (
        Entries,
        "checks",
        lambda _original: Source.checks,
    ),
    "what was not said is said": (
        indicator_sources_firm.Cases,
        "average",
        lambda _original: (
            lambda self: SQL(
                "(SELECT AVG(rating.rating) FROM rating_rating AS rating"
                " WHERE rating.sme_case_id = %s)",
                self.column("id"),
            )
        ),
    ),
    "a stage one day longer": (
        indicator_sources_firm.Stages,
        "median_days",
        lambda original: lambda self: SQL("%s + 1", original(self)),
    ),
    "a barrier one day longer": (
        indicator_sources_firm.Barriers,
        "median_days",
        lambda original: lambda self: SQL("%s + 1", original(self)),
    ),
    "whole hours": (
        indicator_sources_firm.Services,
        "hours",
        lambda _original: lambda self: SQL("%s / 60", self.minutes()),
    ),
    "archived journeys are none": (
        indicator_sources_firm.Journeys,
        "active_test",
        lambda _original: True,
    ),
    "archived workshops are none": (
        Workshops,
        "active_test",
        lambda _original: True,
    ),
}


def _exclude_nothing(case):
    case.shipped.exclusive_ids = [Command.clear()]


def _count_every(case):
    return replace(
        case,
        "sme.indicator",
        "_counts_once",
        lambda _original: lambda _self: False,
    )


def _count_last(case):
    """Of several records of one, not the earliest counts."""

    def make(original):
        def select(self, frame):
            ranked = original(self, frame)

            def turned(last):
                code = ranked(last).code.replace(
                    " date, res_id)", " date DESC, res_id)"
                )
                return SQL(code, *ranked(last).params)

            return turned

        return select

    return replace(case, "sme.indicator", "_select_ranked", make)


def _support_alone(case):
    """What other members did for the firm is not added."""

    def make(original):
        def select(self, project):
            supported = original(self, project)
            if supported is None:
                return None

            def alone(last):
                asked = supported(last)
                code = asked.code.replace(
                    "PARTITION BY unit,", "PARTITION BY unit, member_id,"
                )
                return SQL(code, *asked.params)

            return alone

        return select

    return replace(case, "sme.indicator", "_select_supported", make)


def _forget_days(case):
    case.project.least_support_days = 0


def _forget_grace(_case):
    return patch.object(sme_indicator_rule, "GRACE_MONTHS", 0)


def _double_grace(_case):
    return patch.object(sme_indicator_rule, "GRACE_MONTHS", 24)


def _raise_limit(case):
    def make(original):
        def select(self, frame):
            frame.limits = {key: limit + 1 for key, limit in frame.limits.items()}
            return original(self, frame)

        return select

    return replace(case, "sme.indicator", "_select_counted", make)


def _all_came(_case):
    def heads(self):
        return SQL(
            "(SELECT COUNT(*) FROM event_registration AS attendee"
            " WHERE attendee.event_id = %s)",
            self.column("id"),
        )

    return patch.object(Workshops, "heads", heads)
