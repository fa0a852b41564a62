"""A project whose indicators are counted from very many records.

Ten organisations; shares of each kind of record as a project of the kind has them.
Rules bite now and then: firms that two organisations help, services before the
enrolment, enrolments that are not countable, firms without a number, workshops without
a list, outputs of one country, papers that are missing. One row of each kind is made by
the ORM for each organisation and copied; what differs is worked out from the row's
number, so that the rows are the same whenever they are made.
"""

from __future__ import annotations

from pathlib import Path

import indicator_copies
import indicator_firm_rows
import indicator_joint_rows
import match_rows
import twins
from indicator_firm_rows import FirmFilling
from indicator_joint_rows import JointFilling

PERIODS = (
    ("Year 1", "2025-01-01", "2025-12-31"),
    ("Year 2", "2026-01-01", "2026-12-31"),
)
MANAGER = "sme_crossborder.group_sme_manager"


def database_name(count: int) -> str:
    return f"sme_bench_indicators_{count}"


def prepare(count: int) -> str:
    """Make the database if it is missing or out of date, and return its name."""
    parts = (indicator_copies, indicator_firm_rows, indicator_joint_rows, match_rows)
    return twins.make_once(
        database_name(count),
        [Path(__file__), *(Path(part.__file__) for part in parts)],
        f"{count:,} countable records",
        lambda env: IndicatorFilling(env, count).fill(),
    )


class IndicatorFilling(FirmFilling, JointFilling):
    """The project, its members and periods, and everything that is counted."""

    def fill(self) -> None:
        companies = twins._create_organisations(self.env)
        companies |= self._create_others(len(companies))
        twins._create_users(self.env, companies)
        twins._create_project(self.env, companies)
        self._set_up(companies)
        origins = [self._help(company) for company in companies]
        joint = [self._work_together(company) for company in companies]
        self.env.flush_all()
        self._multiply_firms(origins)
        self._multiply_help(origins)
        self._multiply_joint(joint)
        self._go_on_after()
        self.env.invalidate_all(flush=False)
        # what the lists show
        self.env["sme.indicator.value"]._recount(self.project)

    def _create_others(self, made):
        lithuania = self.env.ref("base.lt")
        return self.env["res.company"].create(
            [
                {
                    "name": f"Organisation {made + number}",
                    "country_id": lithuania.id,
                    "currency_id": self.env.ref("base.EUR").id,
                }
                for number in (1, 2)
            ]
        )

    def _set_up(self, companies):
        """The lead's manager, targets for all that is shipped, and two open periods."""
        env = self.env
        companies.partner_id.is_company = True
        self.project = env["sme.project"].search([("acronym", "=", "BENCH")])
        self.members = self.project.member_ids
        self.organisations = len(companies)
        manager = env["res.users"].search([("login", "=", twins.LOGIN)])
        manager.group_ids += env.ref(MANAGER)
        env["sme.indicator.target"].create(
            [
                {"project_id": self.project.id, "indicator_id": indicator.id}
                for indicator in env["sme.indicator"].search([])
            ]
        )
        env["sme.reporting.period"].create(
            [
                {
                    "project_id": self.project.id,
                    "name": name,
                    "date_start": start,
                    "date_end": end,
                }
                for name, start, end in PERIODS
            ]
        )
