"""A project of Sweden and Latvia that counts, and short ways to make what it counts."""

import base64
from datetime import date, datetime

from odoo import Command

from .common import SmeCase

PAPER = base64.b64encode(b"paper")


class IndicatorCase(SmeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls._create_project(
            cls.company_a,
            cls.company_b,
            acronym="COUNT",
            rule_max_headcount=0,
            nuts_ids=False,
        )
        cls.member_a, cls.member_b = cls.project.member_ids
        cls.Value = cls.env["sme.indicator.value"]
        cls.Receipt = cls.env["sme.indicator.receipt"]
        cls.advice = cls.env.ref("sme_crossborder.sme_service_kind_advice")
        cls.call = cls.env.ref("sme_crossborder.sme_service_kind_call")
        cls.shipped = cls.env["sme.indicator"].search([("company_id", "=", False)])
        cls.env["sme.indicator.target"].create(
            [
                {"project_id": cls.project.id, "indicator_id": indicator.id}
                for indicator in cls.shipped
            ]
        )

    @classmethod
    def _indicator(cls, code):
        return cls.shipped.filtered(lambda one: one.code == code)

    @classmethod
    def _create_period(cls, name, start, end, **values):
        return cls.env["sme.reporting.period"].create(
            {
                "project_id": cls.project.id,
                "name": name,
                "date_start": start,
                "date_end": end,
                **values,
            }
        )

    @classmethod
    def _enrol(cls, company, number, on="2025-02-01", countable=True, **values):
        """Create a firm with a registry number and enrol it, declared if countable."""
        firm = cls._create_small_ict_firm(
            company, f"Firm {number}", registry_number=number, **values
        )
        return cls.env["sme.enrolment"].create(
            {
                "firm_id": firm.id,
                "project_id": cls.project.id,
                "date": on,
                "sme_declared": countable,
                "not_in_difficulty": countable,
                "privacy_notice_given": countable,
            }
        )

    @classmethod
    def _serve(cls, enrolment, on, minutes=60, kind=None):
        return cls.env["sme.service"].create(
            {
                "name": "Service",
                "firm_id": enrolment.firm_id.id,
                "kind_id": (kind or cls.advice).id,
                "date": on,
                "minutes": minutes,
            }
        )

    @classmethod
    def _hold(
        cls, on, heads=0, absent=0, joint=True, company=None, paper=True, **values
    ):
        """Create a workshop that is over, with people who came and who did not."""
        company = company or cls.company_a
        other = cls.company_b if company == cls.company_a else cls.company_a
        day = date.fromisoformat(on)
        organisers = [Command.create({"partner_id": other.partner_id.id})]
        event = cls.env["event.event"].create(
            {
                "name": f"Workshop of {on}",
                "company_id": company.id,
                "is_workshop": True,
                "workshop_kind": "collaboration",
                "workshop_project_id": cls.project.id,
                "date_begin": datetime(day.year, day.month, day.day, 8),
                "date_end": datetime(day.year, day.month, day.day, 15),
                "date_tz": "Europe/Stockholm",
                "user_id": False,
                "address_id": False,
                "workshop_organiser_ids": organisers if joint else False,
                "registration_ids": [
                    Command.create({"name": f"Person {number}", "state": state})
                    for number, state in enumerate(["done"] * heads + ["open"] * absent)
                ],
                **values,
            }
        )
        if paper:
            cls._attach("attendance_list", event_id=event.id)
        return event

    @classmethod
    def _make(cls, kind, on, joint=True, company=None, paper="other", **values):
        """Create a joint output with its authors and a paper."""
        company = company or cls.company_a
        partners = cls.company_a.partner_id
        if joint:
            partners |= cls.company_b.partner_id
        output = cls.env["sme.output"].create(
            {
                "name": f"The {kind}",
                "kind": kind,
                "project_id": cls.project.id,
                "company_id": company.id,
                "date_done": on,
                "author_ids": [
                    Command.create({"partner_id": partner.id}) for partner in partners
                ],
                **values,
            }
        )
        if paper:
            cls._attach(paper, output_id=output.id)
        return output

    @classmethod
    def _adopt(cls, output, on, paper=True, **values):
        uptake = cls.env["sme.output.uptake"].create(
            {
                "output_id": output.id,
                "name": "Adopter",
                "country_id": cls.country_ee.id,
                "date": on,
                **values,
            }
        )
        if paper:
            cls._attach("adopter_statement", uptake_id=uptake.id)
        return uptake

    @classmethod
    def _attach(cls, kind, **hangs_on):
        return cls.env["sme.evidence"].create(
            {
                "name": kind,
                "kind_id": cls.env.ref(f"sme_crossborder.sme_evidence_kind_{kind}").id,
                "document": PAPER,
                "document_name": "paper.txt",
                "date": "2026-01-01",
                **hangs_on,
            }
        )

    def _count(self, period=None, **options):
        self.Value._recount(self.project, period, **options)

    def _value(self, code, member=None, period=None):
        return self.Value.search(
            [
                ("project_id", "=", self.project.id),
                ("indicator_id", "=", self._indicator(code).id),
                ("member_id", "=", member.id if member else False),
                ("period_id", "=", period.id if period else False),
            ]
        )

    def _reasons(self, code, period=None):
        """Return ``{record id: reason}`` of the receipts of all members."""
        receipts = self.Receipt.search(
            [
                ("project_id", "=", self.project.id),
                ("indicator_id", "=", self._indicator(code).id),
                ("period_id", "=", period.id if period else False),
            ]
        )
        return {receipt.res_id: receipt.reason for receipt in receipts}

    def assertCounts(self, code, total, by_member=None, period=None):
        """Check a figure, and that its receipts come to it."""
        value = self._value(code, period=period)
        self.assertAlmostEqual(value.value, total, msg=code)
        for member, expected in (by_member or {}).items():
            self.assertAlmostEqual(
                self._value(code, member, period).value, expected, msg=code
            )
