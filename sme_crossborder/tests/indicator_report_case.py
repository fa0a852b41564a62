"""Figures of two organisations over two periods, made as the system makes them."""

import base64
import io

from odoo import Command

from .common import SmeCase

# code, title, kind, measure, sequence
INDICATORS = (
    ("TST04", "Firms advised", "output", "entities", 1),
    ("TST81", "Heads at joint actions", "output", "heads", 2),
    ("TSTR1", "Answered in time", "result", "share", 3),
    ("TSTW1", "Days to overcome", "working", "median_days", 4),
)
# by code: previous, this period, correction, cumulative; of the project, A and B
FIGURES = {
    "TST04": [(10, 5, -1, 14), (6, 3, -1, 8), (4, 2, 0, 6)],
    "TST81": [(100, 40, 0, 140), (60, 40, 0, 100), (40, 0, 0, 40)],
    "TSTR1": [(80, 90, 0, 85.5), (80, 90, 0, 85.5), (0, 0, 0, 0)],
    "TSTW1": [(60, 40, 0, 48), (60, 40, 0, 48), (0, 0, 0, 0)],
}


class IndicatorReportCase(SmeCase):
    """Project OSS: A leads, B takes part; period 2 is the one reported on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(
            cls.company_a, cls.company_b, funding_programme_id=False
        )
        cls.member_a, cls.member_b = cls.project.member_ids.sorted("role_order")
        Period = cls.env["sme.reporting.period"]
        cls.first, cls.second = Period.create(
            [
                {
                    "project_id": cls.project.id,
                    "name": f"Period {number}",
                    "date_start": start,
                    "date_end": end,
                }
                for number, start, end in (
                    (1, "2026-01-01", "2026-06-30"),
                    (2, "2026-07-01", "2026-12-31"),
                )
            ]
        )
        cls.indicators = {
            code: cls.env["sme.indicator"].create(
                {
                    "code": code,
                    "name": name,
                    "unit": "units",
                    "kind": kind,
                    "measure": measure,
                    "sequence": sequence,
                }
            )
            for code, name, kind, measure, sequence in INDICATORS
        }
        cls._promise("TST04", baseline=2, milestone=15, target=20)
        cls._promise("TSTW1", target=30)
        cls.values = {}
        for code, figures in FIGURES.items():
            owners = (cls.env["sme.project.member"], cls.member_a, cls.member_b)
            for member, row in zip(owners, figures, strict=True):
                cls.values[code, member] = cls._create_value(code, member, row)
        none = cls.env["sme.project.member"]
        cls._create_value("TST04", none, (0, 10, 0, 10), period_id=cls.first.id)

    def setUp(self):
        super().setUp()
        # what is counted is tried elsewhere; here it stays as it was written
        self.counted = []

        def recount(values, project, period=None, members=None, receipts=True):
            self.counted.append((project, period))

        self.patch(self.registry["sme.indicator.value"], "_recount", recount)

    @classmethod
    def _promise(cls, code, **values):
        return cls.env["sme.indicator.target"].create(
            {
                "project_id": cls.project.id,
                "indicator_id": cls.indicators[code].id,
                "milestone_date": "2026-09-30",
                **values,
            }
        )

    @classmethod
    def _create_value(cls, code, member, row, **values):
        previous, period, correction, value = row
        return cls.env["sme.indicator.value"].create(
            {
                "project_id": cls.project.id,
                "period_id": cls.second.id,
                "indicator_id": cls.indicators[code].id,
                "member_id": member.id,
                "previous_value": previous,
                "period_value": period,
                "correction_value": correction,
                "value": value,
                "counted_at": "2026-11-01 10:00:00",
                "counted_number": period,
                **values,
            }
        )

    @classmethod
    def _create_receipts(cls, code, member, rows):
        """Add receipts: dicts of what differs from one counted enrolment."""
        value = cls.values[code, member]
        taken = len(value.receipt_ids)
        return cls.env["sme.indicator.receipt"].create(
            [
                {
                    "value_id": value.id,
                    "project_id": value.project_id.id,
                    "period_id": value.period_id.id,
                    "indicator_id": value.indicator_id.id,
                    "member_id": value.member_id.id,
                    "position": taken + number,
                    "res_model": "sme.enrolment",
                    "res_id": number,
                    "reference": f"ENR-{number:03}",
                    "date": "2026-08-01",
                    "is_counted": True,
                    "reason": "counted",
                    "amount": 1,
                    "is_enrolled": True,
                    **row,
                }
                for number, row in enumerate(rows, start=1)
            ]
        )

    @classmethod
    def _enrol(cls, company, name, **values):
        firm = cls._create_firm(company, name)
        return cls.env["sme.enrolment"].create(
            {
                "firm_id": firm.id,
                "project_id": cls.project.id,
                "date": "2026-08-01",
                **values,
            }
        )

    @classmethod
    def _prove(cls, enrolment, content, name="Declaration", file="Declaration.TXT"):
        return cls.env["sme.evidence"].create(
            {
                "name": name,
                "kind_id": cls.env.ref(
                    "sme_crossborder.sme_evidence_kind_sme_declaration"
                ).id,
                "date": "2026-08-02",
                "firm_id": enrolment.firm_id.id,
                "enrolment_id": enrolment.id,
                "document": base64.b64encode(content),
                "document_name": file,
            }
        )

    @classmethod
    def _tell(cls, member, text):
        """Write what a member did in the second period."""
        Contribution = cls.env["sme.reporting.contribution"]
        key = {"period_id": cls.second.id, "member_id": member.id}
        contribution = Contribution.search([(k, "=", v) for k, v in key.items()])
        contribution = contribution or Contribution.create(key)
        contribution.narrative = text
        return contribution

    @classmethod
    def _assign(cls, member=None, start="2020-01-01", end="2099-12-31"):
        return cls.env["sme.audit.assignment"].create(
            {
                "user_id": cls.auditor.id,
                "project_id": cls.project.id,
                "member_id": member.id if member else False,
                "date_start": start,
                "date_end": end,
            }
        )

    def _report(self, user=None, **values):
        user = user or self.manager_a
        Report = self.env["sme.indicator.report"].with_user(user)
        return Report.with_context(allowed_company_ids=user.company_ids.ids).create(
            {"project_id": self.project.id, "period_id": self.second.id, **values}
        )

    def _write(self, report, paper):
        """Return a file made of a report."""
        stream = io.BytesIO()
        report.write_paper(paper, stream)
        return stream.getvalue()

    @classmethod
    def _may_export(cls, *users):
        export = cls.env.ref("base.group_allow_export")
        for user in users:
            user.group_ids = [Command.link(export.id)]
