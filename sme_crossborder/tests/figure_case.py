"""Two organisations that report figures together, and short ways to make figures.

Figures are written as the system here: what is tested is who sees them, and how.
"""

from odoo.fields import Date

from .common import SmeCase


class FigureCase(SmeCase):
    """A leads a project with B from 1 January 2025 to 28 September 2027: 1,000 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(
            cls.company_a, cls.company_b, date_end="2027-09-28"
        )
        cls.member_a, cls.member_b = (
            cls.project.member_ids.filtered(
                lambda member, company=company: member.company_id == company
            )
            for company in (cls.company_a, cls.company_b)
        )
        cls.periods = [
            cls._create_period("P1", "2025-01-01", "2025-06-30"),
            cls._create_period("P2", "2025-07-01", "2025-12-31"),
        ]
        cls.indicator = cls._create_indicator("T01")
        cls.target = cls._create_target(cls.indicator, target=20)

    @classmethod
    def _create_period(cls, name, start, end, project=None):
        return cls.env["sme.reporting.period"].create(
            {
                "project_id": (project or cls.project).id,
                "name": name,
                "date_start": start,
                "date_end": end,
            }
        )

    @classmethod
    def _create_indicator(cls, code, **values):
        values = {"name": f"Indicator {code}", "unit": "firms", **values}
        return cls.env["sme.indicator"].create({"code": code, **values})

    @classmethod
    def _create_target(cls, indicator, **values):
        values = {"project_id": cls.project.id, **values}
        return cls.env["sme.indicator.target"].create(
            {"indicator_id": indicator.id, **values}
        )

    @classmethod
    def _create_value(cls, value, period=None, member=None, indicator=None, **values):
        values = {
            "project_id": cls.project.id,
            "period_id": period and period.id,
            "member_id": member and member.id,
            "indicator_id": (indicator or cls.indicator).id,
            "value": value,
            **values,
        }
        return cls.env["sme.indicator.value"].create(values)

    @classmethod
    def _assign_auditor(cls, member=None):
        return cls.env["sme.audit.assignment"].create(
            {
                "user_id": cls.auditor.id,
                "project_id": cls.project.id,
                "member_id": member and member.id,
                "date_start": Date.today(),
                "date_end": Date.today(),
            }
        )
